package train

import (
	"os"
	"path/filepath"

	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/corpus"
)

// A tally counts what was found, what there was, and what of both is the same.
type tally struct{ right, system, gold int }

func (t tally) f1() float64 {
	if t.system+t.gold == 0 {
		return 0
	}
	return 200 * float64(t.right) / float64(t.system+t.gold)
}

func (t tally) precision() float64 { return 100 * float64(t.right) / float64(max(1, t.system)) }
func (t tally) recall() float64    { return 100 * float64(t.right) / float64(max(1, t.gold)) }

// EvalAttribution measures attribution.bin on PolNeAR's dev part, in tokens: near the figures that
// the program's whole output gets, which counts characters.
func EvalAttribution(e Env) error {
	part, err := corpus.PolNeAR(filepath.Join(e.Corpora, "polnear", "dev"))
	if err != nil {
		return err
	}
	docs, err := annotate(e, part, e.Models)
	if err != nil {
		return err
	}
	f, err := attribution.Load(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	var content, full, exact tally
	roles := map[string]*tally{"source": {}, "cue": {}, "content": {}}
	for i := range docs {
		var found []attribution.Statement
		for _, s := range f.Find(docs[i].doc, docs[i].trees, docs[i].set) {
			if s.Within < 0 {
				found = append(found, s)
			}
		}
		scoreStatements(docs[i].gold, found, &content, &full, &exact, roles)
	}
	e.Logf("PolNeAR dev: %d gold, %d found", full.gold, full.system)
	for _, r := range []struct {
		name string
		t    tally
	}{{"content>=.5", content}, {"full", full}, {"full exact", exact}, {"span source", *roles["source"]}, {"span cue", *roles["cue"]}, {"span content", *roles["content"]}} {
		e.Logf("%-12s P %5.1f  R %5.1f  F1 %5.1f", r.name, r.t.precision(), r.t.recall(), r.t.f1())
	}
	return nil
}

// scoreStatements pairs the statements of one article with its gold, the best overlap of content first.
func scoreStatements(gold []attribution.Gold, found []attribution.Statement, content, full, exact *tally, roles map[string]*tally) {
	for _, t := range []*tally{content, full, exact} {
		t.gold += len(gold)
		t.system += len(found)
	}
	usedG, usedS := make([]bool, len(gold)), make([]bool, len(found))
	for {
		best, bi, bj := 0.0, -1, -1
		for i := range gold {
			for j := range found {
				if usedG[i] || usedS[j] {
					continue
				}
				if d := attribution.Overlap(gold[i].Content, found[j].Content); d > best {
					best, bi, bj = d, i, j
				}
			}
		}
		if best < 0.5 {
			break
		}
		usedG[bi], usedS[bj] = true, true
		g, s := &gold[bi], &found[bj]
		content.right++
		meets := func(a, b attribution.Range) bool {
			return a.First < b.End && b.First < a.End || a.First == a.End && b.First == b.End
		}
		if meets(g.Cue, s.Cue) && meets(g.Source, s.Source) {
			full.right++
		}
		if best == 1 && g.Cue == s.Cue && (g.Source == s.Source || meets(attribution.Range{}, g.Source) && meets(attribution.Range{}, s.Source)) {
			exact.right++
		}
	}
	for name, t := range roles {
		g, s := map[attribution.Range]bool{}, map[attribution.Range]bool{}
		pick := func(into map[attribution.Range]bool, source, cue attribution.Range, content []attribution.Range) {
			switch name {
			case "source":
				if source.First < source.End {
					into[source] = true
				}
			case "cue":
				into[cue] = true
			default:
				for _, c := range content {
					into[c] = true
				}
			}
		}
		for i := range gold {
			pick(g, gold[i].Source, gold[i].Cue, gold[i].Content)
		}
		for i := range found {
			if found[i].Cue.First < found[i].Cue.End || name != "cue" {
				pick(s, found[i].Source, found[i].Cue, found[i].Content)
			}
		}
		t.gold += len(g)
		t.system += len(s)
		for r := range g {
			if s[r] {
				t.right++
			}
		}
	}
}
