package attribution

import (
	"slices"

	"github.com/readout-project/readout/syntax"
)

// trailing adds the statements that the models miss though their sentence ends in who says it: "…, a doctor in the town said by
// telephone." Only sentences without quotation marks, none of whose words belong to a statement, are looked at.
func (f *Finder) trailing(v *View, out []Statement) []Statement {
	owner := v.owners(out)
	for s := range v.doc.Sentences {
		x := Range{v.doc.Sentences[s].First, v.doc.Sentences[s].End}
		if v.marked[s] || slices.ContainsFunc(owner[x.First:x.End], func(o int32) bool { return o >= 0 }) {
			continue
		}
		source, cue := v.said(x)
		if cue.First == cue.End {
			continue
		}
		content := v.trim(Range{x.First, source.First - 1})
		if !v.finite(content) {
			continue
		}
		out = append(out, Statement{Source: source, Cue: cue, Content: []Range{content}, Speaker: -1, InReplyTo: -1, Within: -1, Confidence: besideConfidence})
	}
	return out
}

// upToSource gives a statement without quotation marks whose sentence ends in who says it, all words up to the comma before who that is: a
// content ends there and not within its clause.
func (v *View) upToSource(out []Statement) {
	for i := range out {
		o := &out[i]
		s := v.sent[o.Cue.First]
		if v.marked[s] || len(o.Content) != 1 || o.Content[0].First >= o.Cue.First {
			continue
		}
		x := Range{v.doc.Sentences[s].First, v.doc.Sentences[s].End}
		source, cue := v.said(x)
		if cue.First < cue.End && cue.First == o.Cue.First && o.Content[0].First >= x.First && o.Content[0].End < source.First-1 {
			o.Content[0].End = source.First - 1
		}
	}
}

// said returns who says what a sentence tells, and the verb, where both stand after its last comma, and nothing after them but
// when, where and how: empty ranges where they do not.
func (v *View) said(x Range) (source, cue Range) {
	w := v.trees.Words
	verb := -1
	for i := x.End - 1; i > x.First+4; i-- {
		switch u := w[i].UPOS; {
		case w[i].Lemma == "say" && u == syntax.VERB && (w[i].XPOS == syntax.TagVBD || w[i].XPOS == syntax.TagVBZ || w[i].XPOS == syntax.TagVBP):
			verb = i
		case u == syntax.VERB, u == syntax.AUX, u == syntax.SCONJ, u == syntax.CCONJ, w[i].XPOS == syntax.TagComma, x.End-i > 14:
			return Range{}, Range{}
		}
		if verb >= 0 {
			break
		}
	}
	if verb < 0 {
		return Range{}, Range{}
	}
	named := false
	for i := verb - 1; i > x.First+3 && verb-i < 14; i-- {
		switch u := w[i].UPOS; {
		case w[i].XPOS == syntax.TagComma:
			if !named {
				return Range{}, Range{}
			}
			return Range{i + 1, verb}, Range{verb, verb + 1}
		case u == syntax.VERB, u == syntax.AUX, u == syntax.SCONJ, u == syntax.PUNCT && w[i].XPOS != syntax.TagHYPH:
			return Range{}, Range{}
		case u == syntax.NOUN, u == syntax.PROPN, u == syntax.PRON:
			named = true
		}
	}
	return Range{}, Range{}
}

// finite reports whether a range has a verb of its own that is finite.
func (v *View) finite(x Range) bool {
	for i := x.First; i < x.End; i++ {
		switch v.trees.Words[i].XPOS {
		case syntax.TagVBD, syntax.TagVBZ, syntax.TagVBP, syntax.TagMD:
			return true
		}
	}
	return false
}
