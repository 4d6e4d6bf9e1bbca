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

	lo, hi  int     // the tokens that are looked at, lo <= i < hi: see within
	head    []int32 // head of the token; -1 for a root
	rel     []syntax.Rel
	lemma   []uint64         // hash of the lemma
	quote   []int32          // innermost pair of quotation marks around the token, or -1
	kind    []uint8          // what the innermost mention around the token is: see kindOf
	mention []int32          // innermost mention around the token, or -1
	shape   []uint32         // which relations the token's children have: see childBit
	sent    []int32          // sentence of the token
	marked  []bool           // per sentence: has words in quotation marks
	plain   []bool           // per sentence: has words outside quotation marks
	title   bool             // the first sentence is a headline
	added   []entity.Mention // of groups that compound sources made
	groups  map[string]int   // entities with members, by these
	asker   int              // who puts the questions of an interview that is told in turns, or -1

	// Probability that the token belongs to a cue, once cues were looked for.
	cueProb []float32
}

// NewView prepares a document.
func NewView(d *text.Doc, t *syntax.Trees, s *entity.Set) *View {
	n := len(d.Tokens)
	v := &View{
		doc: d, trees: t, set: s, hi: n, asker: -1, head: make([]int32, n), rel: make([]syntax.Rel, n),
		lemma: make([]uint64, n), quote: make([]int32, n), kind: make([]uint8, n), mention: make([]int32, n),
		shape: make([]uint32, n), sent: make([]int32, n), cueProb: make([]float32, n),
	}
	for i := range v.quote {
		w := &t.Words[i]
		v.head[i], v.rel[i] = int32(w.Head), w.Rel
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
	v.title = headline(d)
	return v
}

// headline reports whether the text begins with a headline: a sentence alone in its paragraph without a full stop, or
// with capitals on most of its longer words.
func headline(d *text.Doc) bool {
	if len(d.Paragraphs) < 2 || d.Paragraphs[0].End != 1 {
		return false
	}
	s := d.Sentences[0]
	long, capital := 0, 0
	for i := s.First; i < s.End; i++ {
		if f := d.Form(i); len(f) >= 5 {
			long++
			if f[0] >= 'A' && f[0] <= 'Z' {
				capital++
			}
		}
	}
	last := d.Form(s.End - 1)
	return last != "." && last != "”" && last != "\"" || 3*capital > 2*long
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

// bounds returns the sentence of token i, as far as it is looked at.
func (v *View) bounds(i int) (lo, hi int) {
	s := &v.doc.Sentences[v.sent[i]]
	return max(s.First, v.lo), min(s.End, v.hi)
}

// within looks at a range of tokens alone, as if it were a text of its own: what hangs on words outside it
// becomes a root, and quotation marks around all of it are none. It calls do and then looks at the whole again.
func (v *View) within(x Range, do func()) {
	lo, hi := v.lo, v.hi
	v.lo, v.hi = x.First, x.End
	type saved struct {
		head  int32
		quote int32
		rel   syntax.Rel
		prob  float32
	}
	old := make([]saved, x.End-x.First)
	for k := range old {
		i := x.First + k
		old[k] = saved{v.head[i], v.quote[i], v.rel[i], v.cueProb[i]}
		if h := int(v.head[i]); h < x.First || h >= x.End {
			v.head[i], v.rel[i] = -1, syntax.Root
		}
		if q := v.quote[i]; q >= 0 && v.doc.Quotes[q].First <= x.First && v.doc.Quotes[q].End >= x.End {
			v.quote[i] = -1
		}
	}
	do()
	for k, s := range old {
		i := x.First + k
		v.head[i], v.quote[i], v.rel[i], v.cueProb[i] = s.head, s.quote, s.rel, s.prob
	}
	v.lo, v.hi = lo, hi
}
