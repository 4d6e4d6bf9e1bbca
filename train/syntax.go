package train

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// Syntax trains the tagger, the lemmatiser and the parser, which learns from the treebanks and from what a teacher makes of
// news, and writes syntax.bin.
func Syntax(e Env) error {
	trees, err := trainTrees(e)
	if err != nil {
		return err
	}
	tags := numberTags(trees, 5)
	clusters, err := wordClusters(e)
	if err != nil {
		return err
	}
	m := &syntax.Model{Tags: tags, Lexicon: lexiconOf(trees, len(tags), clusters), Lemmas: lemmasOf(trees, tags)}
	prepare(trees, m.Lexicon)
	e.Logf("%d sentences, %d joint tags", len(trees), len(m.Tags))
	if m.Tagger, err = trainTagger(e, trees, len(tags), 8); err != nil {
		return err
	}
	if err := jackknife(e, trees, m, 5); err != nil {
		return err
	}
	for _, t := range trees {
		t.fill(tags)
	}
	m.Actions = actionsOf(trees, 8)
	if m.Marks, err = linear.Build(1, trainMarks(e, trees, 4).Rows(), 0.5); err != nil {
		return err
	}
	teacher, err := trainTeacher(e, trees, m, 4, 5)
	if err != nil {
		return err
	}
	polnear, err := polnearTexts(e)
	if err != nil {
		return err
	}
	others, err := otherTexts(e)
	if err != nil {
		return err
	}
	read, rest := teacher.silver(m, polnear), teacher.silver(m, others)
	e.Logf("%d sentences of PolNeAR and %d of others parsed by the teacher", len(read), len(rest))
	if err := writeSyntax(e, m, trainParser(e, slices.Concat(trees, rest), m.Actions, 6, 0), unread(e)); err != nil {
		return err
	}
	if err := writeSyntax(e, m, trainParser(e, slices.Concat(trees, read, rest), m.Actions, 5, 0), e.Models); err != nil {
		return err
	}
	return EvalSyntax(e)
}

// unread is the folder of a parser that has learned nothing from PolNeAR's articles. Statements are learned on its trees of
// them: those of the parser that ships are better there than they are on news that it has never seen.
func unread(e Env) string { return filepath.Clean(e.Models) + "-unread" }

// writeSyntax writes syntax.bin with a parser of these weights to a folder, which it makes if it must.
func writeSyntax(e Env, m *syntax.Model, parser []linear.Row, dir string) (err error) {
	if m.Parser, err = linear.Build(len(m.Actions), parser, 0.08); err != nil {
		return err
	}
	e.Logf("%s: tagger of %d features, %d weights; parser of %d features, %d weights", dir,
		m.Tagger.Features(), m.Tagger.Weights(), m.Parser.Features(), m.Parser.Weights())
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "syntax.bin"), b.Bytes(), 0o644)
}

// EvalSyntax measures syntax.bin on the dev parts, words and sentences given.
func EvalSyntax(e Env) error {
	p, err := syntax.Load(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	for _, part := range []string{"ud_ewt/en_ewt", "ud_gum/en_gum"} {
		docs, err := corpus.Treebank(filepath.Join(e.Corpora, part+"-ud-dev.conllu.gz"))
		if err != nil {
			return err
		}
		scoreTrees(e, part, p, docs)
	}
	return nil
}

// jackknife tags the lines: each fold with a tagger of the other folds, so that the parser learns from tags as good as
// those it will see, and no better.
func jackknife(e Env, trees []*tree, m *syntax.Model, folds int) error {
	quiet := e
	quiet.Log = nil
	wrong := make([]int, folds)
	err := pairwise(folds, func(fold int) error {
		var rest []*tree
		for i, t := range trees {
			if i/50%folds != fold {
				// A line of its own: training leaves its tags there, and the line's are another fold's to find.
				line := *t.line
				line.Tag = slices.Clone(line.Tag)
				rest = append(rest, &tree{tags: t.tags, line: &line})
			}
		}
		tagger, err := trainTagger(quiet, rest, len(m.Tags), 5)
		if err != nil {
			return err
		}
		part := *m
		part.Tagger = tagger
		p := syntax.NewParser(&part)
		for i, t := range trees {
			if i/50%folds != fold {
				continue
			}
			p.Tag(t.line)
			for j := 1; j <= t.len(); j++ {
				if t.line.Tag[j] != uint64(t.tags[j])+1 {
					wrong[fold]++
				}
			}
		}
		return nil
	})
	bad, all := 0, 0
	for _, n := range wrong {
		bad += n
	}
	for _, t := range trees {
		all += t.len()
	}
	e.Logf("jackknifed tags: %.2f %% right", 100-100*float64(bad)/float64(max(1, all)))
	return err
}

// pairwise does n things, two at a time.
func pairwise(n int, do func(i int) error) error {
	errs, turn := make([]error, n), make(chan struct{}, 2)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			turn <- struct{}{}
			errs[i] = do(i)
			<-turn
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}
