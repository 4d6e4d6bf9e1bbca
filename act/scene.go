package act

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A scene is a document as the rules see it. It is not safe for concurrent use.
type scene struct {
	rules *rules
	doc   *text.Doc
	trees *syntax.Trees
	set   *entity.Set

	lemma   []uint64  // text.HashLower of the lemma
	ids     []wordIDs // of the token in the data files
	mention []int32   // the mention whose head the token is; -1 if none
	sent    []int32   // sentence of the token
	quoted  []bool    // stands in quotation marks
	clause  []int32   // scratch of clauses: which clause the token belongs to

	statements []attribution.Statement
	acts       []readout.ActType // of the statements that were read: the first that is more than an assertion
	room       []clause
	whetherAt  int // token that begins an indirect question, "asked [if] …"; -1 if none
}

// wordIDs are the ids of a token's lemma and of its form in lower case; 0 for words that the files do not have.
type wordIDs struct{ lemma, form uint16 }

func newScene(r *rules, d *text.Doc, t *syntax.Trees, s *entity.Set) *scene {
	n := len(d.Tokens)
	v := &scene{rules: r, doc: d, trees: t, set: s, lemma: make([]uint64, n), quoted: make([]bool, n)}
	ints := make([]int32, 3*n)
	v.mention, v.sent, v.clause = ints[:n:n], ints[n:2*n:2*n], ints[2*n:]
	for i := range v.lemma {
		v.lemma[i] = text.HashLower(t.Words[i].Lemma)
		v.mention[i] = -1
	}
	if r != nil {
		v.ids = make([]wordIDs, n)
		for i := range v.ids {
			id := r.ids[v.lemma[i]]
			v.ids[i] = wordIDs{id, id}
			if h := d.Tokens[i].Lower; h != v.lemma[i] {
				v.ids[i].form = r.ids[h]
			}
		}
	}
	for q := range d.Quotes {
		for i := d.Quotes[q].First; i < d.Quotes[q].End; i++ {
			v.quoted[i] = true
		}
	}
	for m := range s.Mentions {
		x := &s.Mentions[m]
		if x.Entity < 0 || x.Head < 0 || x.Head >= n {
			continue
		}
		if old := v.mention[x.Head]; old < 0 || s.Mentions[old].Form != readout.ByName {
			v.mention[x.Head] = int32(m)
		}
	}
	for i := range d.Sentences {
		for j := d.Sentences[i].First; j < d.Sentences[i].End; j++ {
			v.sent[j] = int32(i)
		}
	}
	return v
}

// entity returns the entity of the mention that token i heads, or -1.
func (v *scene) entity(i int) int {
	if i < 0 || v.mention[i] < 0 {
		return -1
	}
	return v.set.Mentions[v.mention[i]].Entity
}

// actor is entity, but only for those who can act: persons, organizations, countries and groups.
func (v *scene) actor(i int) int {
	if e := v.entity(i); e >= 0 {
		switch v.set.Entities[e].Kind {
		case readout.Person, readout.Organization, readout.Country, readout.Group:
			return e
		}
	}
	return -1
}

// is reports whether token i has one of the lemmas or forms of a set.
func (v *scene) is(i int, s wordSet) bool {
	return s.has(v.ids[i].lemma) || s.has(v.ids[i].form)
}

func (v *scene) word(i int) *syntax.Word { return &v.trees.Words[i] }

// has returns the first child of i in the range x with one of the relations, or -1.
func (v *scene) child(i int, x attribution.Range, rels ...syntax.Rel) int {
	for c := v.trees.FirstChild(i); c >= 0; c = v.trees.NextChild(c) {
		if c < x.First || c >= x.End {
			continue
		}
		for _, r := range rels {
			if v.trees.Words[c].Rel == r {
				return c
			}
		}
	}
	return -1
}

// trim drops punctuation and coordinating conjunctions from the edges of a range.
func (v *scene) trim(x attribution.Range) attribution.Range {
	for x.First < x.End {
		if p := v.trees.Words[x.First].UPOS; p != syntax.PUNCT && p != syntax.CCONJ && (p != syntax.INTJ || x.End == x.First+1 || v.doc.Form(x.First+1) != "," || !v.is(x.First, v.rules.own.filler)) {
			break
		}
		x.First++
	}
	for x.First < x.End {
		if p := v.trees.Words[x.End-1].UPOS; p != syntax.PUNCT && p != syntax.CCONJ {
			break
		}
		x.End--
	}
	return x
}
