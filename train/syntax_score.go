package train

import (
	"strings"
	"time"

	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/syntax"
)

// scoreTrees parses the documents, whose words and sentences are given, and says how much is right.
func scoreTrees(e Env, name string, p *syntax.Parser, docs []*corpus.TreebankDocument) (las float64) {
	var words, upos, xpos, lemmas, heads, both int
	var spent time.Duration
	for _, d := range docs {
		start := time.Now()
		t := p.Parse(d.Doc)
		spent += time.Since(start)
		for i, w := range t.Words {
			g := d.Words[i]
			words++
			if w.UPOS.String() == g.UPOS {
				upos++
			}
			if w.XPOS.String() == g.XPOS {
				xpos++
			}
			if w.Lemma == g.Lemma || g.Lemma == "_" {
				lemmas++
			}
			if w.Head == g.Head {
				heads++
				if base(w.Rel.String()) == base(g.Rel) {
					both++
				}
			}
		}
	}
	pct := func(n int) float64 { return 100 * float64(n) / float64(max(1, words)) }
	e.Logf("%s: UPOS %.2f XPOS %.2f lemmas %.2f UAS %.2f LAS %.2f (%d words, %.0f a second)",
		name, pct(upos), pct(xpos), pct(lemmas), pct(heads), pct(both), words, float64(words)/spent.Seconds())
	return pct(both)
}

func base(rel string) string {
	b, _, _ := strings.Cut(rel, ":")
	return b
}
