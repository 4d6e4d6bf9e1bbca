package eval

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A TreesScore counts the layers of Universal Dependencies from raw text, as the CoNLL 2018 shared task does (Zeman and
// others): found and gold words are aligned by the bytes that they cover.
type TreesScore struct{ Sentences, Words, UPOS, XPOS, Lemmas, UAS, LAS Count }

// Add counts one document.
func (s *TreesScore) Add(gold *corpus.TreebankDocument, d *text.Doc, trees *syntax.Trees) {
	sentences := map[readout.Span]bool{}
	for _, x := range gold.Doc.Sentences {
		sentences[x.Span] = true
	}
	n := Count{Found: len(d.Sentences), Gold: len(gold.Doc.Sentences)}
	for _, x := range d.Sentences {
		if sentences[x.Span] {
			n.Right++
		}
	}
	s.Sentences.Add(n)

	const none = -2
	aligned := make([]int, len(d.Tokens)) // the gold word of each found one
	at := map[readout.Span]int{}
	for i, t := range gold.Doc.Tokens {
		at[t.Span] = i
	}
	total := Count{Found: len(d.Tokens), Gold: len(gold.Words)}
	words, upos, xpos, lemmas, uas, las := total, total, total, total, total, total
	for i, t := range d.Tokens {
		aligned[i] = none
		if g, ok := at[t.Span]; ok {
			aligned[i] = g
			words.Right++
		}
	}
	for i, g := range aligned {
		if g == none {
			continue
		}
		w, want := trees.Words[i], gold.Words[g]
		count := func(c *Count, ok bool) {
			if ok {
				c.Right++
			}
		}
		head := -1
		if w.Head >= 0 {
			head = aligned[w.Head]
		}
		count(&upos, w.UPOS.String() == want.UPOS)
		count(&xpos, w.XPOS.String() == want.XPOS)
		count(&lemmas, w.Lemma == want.Lemma || want.Lemma == "_")
		count(&uas, head == want.Head)
		count(&las, head == want.Head && universal(w.Rel.String()) == universal(want.Rel))
	}
	for _, x := range []struct {
		to *Count
		n  Count
	}{{&s.Words, words}, {&s.UPOS, upos}, {&s.XPOS, xpos}, {&s.Lemmas, lemmas}, {&s.UAS, uas}, {&s.LAS, las}} {
		x.to.Add(x.n)
	}
}

// universal is a relation without its subtype.
func universal(rel string) string {
	u, _, _ := strings.Cut(rel, ":")
	return u
}
