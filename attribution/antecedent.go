package attribution

import (
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// itSays gives "it" as a source the organization or government that the sentence before is about, or that spoke last, where coreference
// found none or one that stands in the same sentence as something other than its subject: "Harlow denies this. In a letter to the Post, <it> said …"
func (v *View) itSays(out []Statement, i int) {
	s := &out[i]
	x := s.Source
	if x.End-x.First != 1 || v.trees.Words[x.First].Lemma != "it" || v.trees.Words[x.First].UPOS != syntax.PRON || s.Within >= 0 || s.Speaker >= 0 && !v.aside(s.Speaker, x.First) {
		return
	}
	for k := int(v.sent[x.First]) - 1; k >= 0 && v.doc.Sentences[k].Paragraph+1 >= v.paragraph(x.First); k-- {
		if e := v.about(k); e >= 0 {
			s.Speaker, s.Basis = e, readout.Pronominal
			return
		}
	}
	for j := i - 1; j >= 0 && v.paragraph(out[j].Content[0].First)+1 >= v.paragraph(x.First); j-- {
		if e := out[j].Speaker; out[j].Within < 0 && e >= 0 && v.collective(e) {
			s.Speaker, s.Basis = e, readout.Pronominal
			return
		}
	}
}

// collective reports whether an entity is one that "it" may mean and that speaks.
func (v *View) collective(e int) bool {
	switch v.set.Entities[e].Kind {
	case readout.Organization, readout.Country, readout.Group:
		return true
	}
	return false
}

// aside reports whether an entity stands in the sentence of token i before it, but not as a subject.
func (v *View) aside(e, i int) bool {
	w := v.trees.Words
	for k := v.doc.Sentences[v.sent[i]].First; k < i; k++ {
		m := v.mention[k]
		if m < 0 || v.set.Mentions[m].Entity != e {
			continue
		}
		switch w[v.set.Mentions[m].Head].Rel {
		case syntax.Nsubj, syntax.NsubjPass:
		default:
			return true
		}
	}
	return false
}

// about returns the collective entity that a sentence begins with, as its subject; -1 for none.
func (v *View) about(sentence int) int {
	first := v.doc.Sentences[sentence].First
	m := v.mention[first]
	if m < 0 && v.trees.Words[first].UPOS == syntax.DET && first+1 < v.doc.Sentences[sentence].End {
		m = v.mention[first+1]
	}
	if m < 0 {
		return -1
	}
	for m > 0 && v.set.Mentions[m-1].First == v.set.Mentions[m].First { // the outermost that begins there
		m--
	}
	if e := v.set.Mentions[m].Entity; e >= 0 && v.collective(e) {
		return e
	}
	return -1
}

// answers gives the pronoun that replies to a question of the same sentence, "Asked by the chairman …, <he> replied", to the one who spoke last
// before where coreference took it for the asker, and tells the question whom it was put to.
func (f *Finder) answers(v *View, out []Statement, i int) {
	s := &out[i]
	if s.Basis != readout.Pronominal || s.Speaker < 0 || i == 0 || s.Within >= 0 {
		return
	}
	q := &out[i-1]
	for j := i - 1; j > 0 && q.Within >= 0; j-- {
		q = &out[j-1]
	}
	if q.Within >= 0 || q.Speaker != s.Speaker || q.Cue.First == q.Cue.End || v.sent[q.Cue.First] != v.sent[s.Source.First] || q.Cue.First > s.Source.First || !f.question(v, q) ||
		q.Source.First < q.Cue.End {
		return
	}
	for j := i - 1; j >= 0; j-- {
		if e := out[j].Speaker; e >= 0 && e != q.Speaker && out[j].Within < 0 && v.set.Entities[e].Kind == readout.Person {
			s.Speaker = e
			if !slices.Contains(q.Addressees, e) {
				q.Addressees = append(q.Addressees, e)
			}
			return
		}
	}
}

// namesake returns the name of a person that stands in a source behind a comma, with no more than a title before it, and tells who the mention m
// of somebody by what he is means: "A former pilot, the author Sir Tom Pugh, said"; -1 for none.
func (v *View) namesake(m int, x Range) int {
	w := v.trees.Words
	y := &v.set.Mentions[m]
	if y.Form != readout.ByNominal && y.Form != readout.ByTitle || v.set.Entities[y.Entity].Kind != readout.Person && v.set.Entities[y.Entity].Kind != readout.Other {
		return -1
	}
	for i := y.Head + 1; i < x.End; i++ {
		p := int(v.mention[i])
		if p < 0 {
			continue
		}
		z := &v.set.Mentions[p]
		if z.First != i || z.Form != readout.ByName || z.Entity < 0 || z.Entity == y.Entity || v.set.Entities[z.Entity].Kind != readout.Person || z.End < x.End && w[z.End].XPOS != syntax.TagComma {
			continue
		}
		k := i - 1
		for k > y.Head && (w[k].UPOS == syntax.DET || w[k].UPOS == syntax.NOUN || w[k].UPOS == syntax.PROPN || w[k].UPOS == syntax.ADJ) {
			k--
		}
		if w[k].XPOS == syntax.TagComma && k > y.Head {
			return p
		}
		return -1
	}
	return -1
}
