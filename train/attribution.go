package train

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// folds is into how many parts the articles are divided, so that each part is read by models trained on the others.
const folds = 3

// An annotated article is one of PolNeAR, read up to its entities, with its gold in tokens.
type annotated struct {
	doc   *text.Doc
	trees *syntax.Trees
	set   *entity.Set
	view  *attribution.View
	gold  []attribution.Gold
	cues  []attribution.Candidate
}

// annotate reads the articles of a part with the parser of a folder and the other weights of the stages before.
func annotate(e Env, part []corpus.Attributed, parsers string) ([]annotated, error) {
	parser, err := syntax.Load(os.DirFS(parsers))
	if err != nil {
		return nil, err
	}
	finder, err := entity.Load(os.DirFS(e.Models))
	if err != nil {
		return nil, err
	}
	out := make([]annotated, len(part))
	for i, a := range part {
		d := text.New(a.Article.Text)
		t := parser.Parse(d)
		set := finder.Find(d, t)
		v := attribution.NewView(d, t, set)
		out[i].doc, out[i].trees, out[i].set, out[i].view = d, t, set, v
		for _, g := range a.Attributions {
			x := attribution.Gold{Cue: v.Tokens(g.Cue[0])}
			if len(g.Source) > 0 {
				x.Source = v.Tokens(g.Source[0])
			}
			for _, c := range g.Content {
				x.Content = append(x.Content, v.Tokens(c))
			}
			out[i].gold = append(out[i].gold, x)
		}
	}
	return out, nil
}

// Attribution trains the models that find statements, from PolNeAR's train part, and writes attribution.bin.
func Attribution(e Env) error {
	start := time.Now()
	say := func(format string, args ...any) {
		e.Logf("%6.1fs  %s", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
	}
	part, err := corpus.PolNeAR(filepath.Join(e.Corpora, "polnear", "train"))
	if err != nil {
		return err
	}
	docs, err := annotate(e, part, unread(e))
	if err != nil {
		return err
	}
	say("%d articles read", len(docs))
	fold := func(i int) int { return i % folds }

	m := attribution.Models{}
	cueData := make([][]linear.Sequence, folds)
	for i := range docs {
		cueData[fold(i)] = append(cueData[fold(i)], docs[i].view.CueSequences(docs[i].gold)...)
	}
	train := func(name string, r linear.Recipe, data [][]linear.Sequence, without int) (*linear.Chain, error) {
		var all []linear.Sequence
		for f := range data {
			if f != without {
				all = append(all, data[f]...)
			}
		}
		last := 0.0
		r.Log = func(_ int, loss float64) { last = loss }
		c, err := linear.TrainChain(r, all)
		if err != nil {
			return nil, err
		}
		say("%s without fold %d: %d sequences, %d features, loss %.4f", name, without, len(all), c.Features(), last)
		return c, nil
	}
	for f := range folds {
		c, err := train("cues", attribution.CueRecipe, cueData, f)
		if err != nil {
			return err
		}
		for i := range docs {
			if fold(i) == f {
				docs[i].cues = docs[i].view.SetCues(c)
			}
		}
	}
	if m.Cues, err = train("cues", attribution.CueRecipe, cueData, -1); err != nil {
		return err
	}
	cueData = nil

	spanData := make([][]linear.Sequence, folds)
	for i := range docs {
		a := &docs[i]
		for _, g := range a.gold {
			if g.Cue.First == g.Cue.End {
				continue
			}
			c := a.view.MakeCue(g.Cue.First, g.Cue.End)
			spanData[fold(i)] = append(spanData[fold(i)], a.view.SpanSequence(c, g))
			for _, o := range a.cues { // the same with the cue as it will be found
				if o.First < c.End && c.First < o.End && o.CueRange != c {
					spanData[fold(i)] = append(spanData[fold(i)], a.view.SpanSequence(o.CueRange, g))
				}
			}
		}
	}
	spans := make([]*linear.Chain, folds)
	ways := make([][]linear.Group, folds)
	for f := range folds {
		if spans[f], err = train("spans", attribution.SpanRecipe, spanData, f); err != nil {
			return err
		}
		for i := range docs {
			if fold(i) != f {
				continue
			}
			for _, c := range docs[i].cues {
				if g, ok := docs[i].view.Readings(spans[f], c, docs[i].gold); ok {
					ways[f] = append(ways[f], g)
				}
			}
		}
	}
	if m.Spans, err = train("spans", attribution.SpanRecipe, spanData, -1); err != nil {
		return err
	}
	rank := func(without int) (*linear.Dense, error) {
		var all []linear.Group
		for f := range ways {
			if f != without {
				all = append(all, ways[f]...)
			}
		}
		r, last := attribution.WaysRecipe, 0.0
		r.Log = func(_ int, loss float64) { last = loss }
		d, err := linear.TrainRank(r, all)
		if err == nil {
			say("ways without fold %d: %d groups, %d features, loss %.4f", without, len(all), d.Features(), last)
		}
		return d, err
	}
	for f := range folds {
		w, err := rank(f)
		if err != nil {
			return err
		}
		for i := range docs {
			if fold(i) == f {
				docs[i].view.Fill(&attribution.Models{Spans: spans[f], Ways: w}, docs[i].cues)
			}
		}
	}
	if m.Ways, err = rank(-1); err != nil {
		return err
	}
	spanData = nil
	if m.Accept, m.True, err = decisions(docs, fold, train); err != nil {
		return err
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(e.Models, attribution.ModelFile), b.Bytes(), 0o644); err != nil {
		return err
	}
	say("written: %.1f MB", float64(b.Len())/1e6)
	return EvalAttribution(e)
}

// decisions trains the model that takes or leaves candidates, and its calibration on articles that
// each fold's model has not seen.
func decisions(docs []annotated, fold func(int) int, train func(string, linear.Recipe, [][]linear.Sequence, int) (*linear.Chain, error)) (*linear.Chain, linear.Calibration, error) {
	const name = "accept"
	data := make([][]linear.Sequence, folds)
	each := func(f int, do func(a *annotated, c *attribution.Candidate, right bool)) {
		for i := range docs {
			a := &docs[i]
			for j := range a.cues {
				c := &a.cues[j]
				right := attribution.Right(c, a.gold)
				if fold(i) == f {
					do(a, c, right)
				}
			}
		}
	}
	for f := range folds {
		each(f, func(a *annotated, c *attribution.Candidate, right bool) {
			data[f] = append(data[f], a.view.Decision(c, right))
		})
	}
	var p []float64
	var came []bool
	for f := range folds {
		m, err := train(name, attribution.AcceptRecipe, data, f)
		if err != nil {
			return nil, linear.Calibration{}, err
		}
		each(f, func(a *annotated, c *attribution.Candidate, right bool) {
			p = append(p, a.view.Probability(m, c))
			came = append(came, right)
		})
	}
	m, err := train(name, attribution.AcceptRecipe, data, -1)
	return m, linear.Calibrate(p, came), err
}
