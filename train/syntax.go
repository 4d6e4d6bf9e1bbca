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
	news, err := silver(e, teacher, m, 0.5)
	if err != nil {
		return err
	}
	e.Logf("%d sentences of news parsed by the teacher", len(news))
	rows := trainParser(e, append(trees, news...), m.Actions, 6, 0)
	if m.Parser, err = linear.Build(len(m.Actions), rows, 0.08); err != nil {
		return err
	}
	e.Logf("tagger: %d features, %d weights; parser: %d features, %d weights", m.Tagger.Features(), m.Tagger.Weights(), m.Parser.Features(), m.Parser.Weights())
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(e.Models, "syntax.bin"), b.Bytes(), 0o644); err != nil {
		return err
	}
	return EvalSyntax(e)
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
