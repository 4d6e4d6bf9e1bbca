package attribution

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A View is a document as the models of this package see it: what their features are made of,
// computed once. It is not safe for concurrent use.
type View struct {
	doc   *text.Doc
	trees *syntax.Trees
	set   *entity.Set

	lemma   []uint64         // hash of the lemma
	quote   []int32          // innermost pair of quotation marks around the token, or -1
	kind    []uint8          // what the innermost mention around the token is: see kindOf
	mention []int32          // innermost mention around the token, or -1
	shape   []uint32         // which relations the token's children have: see childBit
	sent    []int32          // sentence of the token
	marked  []bool           // per sentence: has words in quotation marks
	plain   []bool           // per sentence: has words outside quotation marks
	added   []entity.Mention // of groups that compound sources made
	groups  map[string]int   // entities with members, by these

	// Probability that the token belongs to a cue, once cues were looked for.
	cueProb []float32
}

// NewView prepares a document.
func NewView(d *text.Doc, t *syntax.Trees, s *entity.Set) *View {
	n := len(d.Tokens)
	v := &View{
		doc: d, trees: t, set: s,
		lemma: make([]uint64, n), quote: make([]int32, n), kind: make([]uint8, n), mention: make([]int32, n),
		shape: make([]uint32, n), sent: make([]int32, n), cueProb: make([]float32, n),
	}
	for i := range v.quote {
		w := &t.Words[i]
		v.lemma[i] = linear.HashString(w.Lemma)
		v.quote[i], v.mention[i] = -1, -1
		if w.Head >= 0 {
			v.shape[w.Head] |= childBit(w.Rel)
		}
	}
	for q := range d.Quotes {
		for i := d.Quotes[q].First; i < d.Quotes[q].End; i++ {
			v.quote[i] = int32(q)
		}
	}
	for m := range s.Mentions {
		k := kindOf(s, &s.Mentions[m])
		for i := s.Mentions[m].First; i < s.Mentions[m].End; i++ {
			v.kind[i], v.mention[i] = k, int32(m)
		}
	}
	v.marked, v.plain = make([]bool, len(d.Sentences)), make([]bool, len(d.Sentences))
	for s := range d.Sentences {
		for i := d.Sentences[s].First; i < d.Sentences[s].End; i++ {
			v.sent[i] = int32(s)
			if v.quote[i] >= 0 {
				v.marked[s] = true
			} else if !v.plain[s] {
				v.plain[s] = hasLetter(d, i)
			}
		}
	}
	return v
}

// kindOf tells mentions apart by what they refer to and how: 0 stands for no mention.
func kindOf(s *entity.Set, m *entity.Mention) uint8 {
	k := uint8(1)
	if m.Entity >= 0 {
		switch s.Entities[m.Entity].Kind {
		case readout.Person:
			k = 2
		case readout.Organization:
			k = 3
		case readout.Country, readout.Place:
			k = 4
		case readout.Group:
			k = 5
		case readout.Document:
			k = 6
		}
	}
	switch m.Form {
	case readout.ByPronoun:
		k += 8
	case readout.ByNominal:
		k += 16
	case readout.ByTitle:
		k += 24
	}
	return k
}

// childBit gives the relations that tell what kind of clause or phrase a word heads a bit each.
func childBit(r syntax.Rel) uint32 {
	switch r {
	case syntax.Nsubj, syntax.NsubjOuter:
		return 1
	case syntax.NsubjPass:
		return 2
	case syntax.Ccomp:
		return 4
	case syntax.Xcomp:
		return 8
	case syntax.Obj:
		return 16
	case syntax.Iobj:
		return 32
	case syntax.Parataxis:
		return 64
	case syntax.Mark:
		return 128
	case syntax.Cop:
		return 256
	case syntax.AuxPass:
		return 512
	case syntax.Advcl:
		return 1024
	case syntax.NmodPoss:
		return 2048
	case syntax.Acl, syntax.AclRelcl:
		return 4096
	case syntax.Case:
		return 8192
	case syntax.Nmod:
		return 1 << 14
	case syntax.Obl, syntax.OblAgent:
		return 1 << 15
	case syntax.Csubj:
		return 1 << 16
	}
	return 0
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
