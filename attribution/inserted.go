package attribution

import (
	"slices"
	"strings"

	"github.com/readout-project/readout/syntax"
)

// around gives statements whose source and verb are inserted between commas, "When a post is free, <she said,> women are asked", the words before
// these too, where nobody else says them; of such statements on PolNeAR's train part, 180 of 192 have them. A quotation that follows does
// not: what stands before it tells when it was said. Those that have what stands before, "The plan, <he said,> is designed to …", get the rest
// where that begins with its verb.
func (v *View) around(out []Statement) {
	w := v.trees.Words
	owner := v.owners(out)
	for i := range out {
		s := &out[i]
		if s.Within >= 0 || s.Source.First >= s.Source.End || s.Source.End != s.Cue.First || len(s.Content) != 1 || s.Source.First == 0 || s.Cue.End >= len(w) {
			continue
		}
		first := v.doc.Sentences[v.sent[s.Source.First]].First
		if s.Content[0].End < s.Source.First && v.touch(s.Content[0].End, s.Source.First) && w[s.Cue.End].XPOS == syntax.TagComma && v.quote[s.Content[0].First] < 0 {
			end := v.doc.Sentences[v.sent[s.Cue.First]].End
			right := v.trim(Range{s.Cue.End + 1, end})
			if right.First == s.Cue.End+1 && right.First < right.End && v.finite(Range{right.First, right.First + 1}) && !slices.ContainsFunc(owner[right.First:right.End], func(o int32) bool { return o >= 0 }) {
				s.Content = append(s.Content, right)
				v.own(owner, right, int32(i))
			}
			continue
		}
		if s.Content[0].First < s.Cue.End || !v.touch(s.Cue.End, s.Content[0].First) || w[s.Cue.End].XPOS != syntax.TagComma ||
			s.Source.First < first+2 || w[s.Source.First-1].XPOS != syntax.TagComma {
			continue
		}
		left := v.trim(v.pastDateline(Range{first, s.Source.First - 1}))
		if left.First < left.End && w[left.First].UPOS == syntax.CCONJ {
			left = v.trim(Range{left.First + 1, left.End})
		}
		if left.End-left.First < 2 || slices.ContainsFunc(owner[left.First:left.End], func(o int32) bool { return o >= 0 }) ||
			slices.ContainsFunc(v.quote[first:s.Content[0].End], func(q int32) bool { return q >= 0 }) {
			continue
		}
		if left.End-left.First <= 3 && w[left.First].UPOS == syntax.ADP { // "in addition", "at the end"
			continue
		}
		s.Content = []Range{left, s.Content[0]}
		v.own(owner, left, int32(i))
	}
}

// inserted adds the statements that the models miss though somebody and a verb of saying stand alone between commas: "The coffee is strong
// enough, <she jokes,> to float a hammer."
func (f *Finder) inserted(v *View, out []Statement) []Statement {
	w := v.trees.Words
	owner := v.owners(out)
	for s := range v.doc.Sentences {
		first, end := v.doc.Sentences[s].First, v.doc.Sentences[s].End
		if v.marked[s] || slices.ContainsFunc(owner[first:end], func(o int32) bool { return o >= 0 }) {
			continue
		}
		for i := first + 2; i+3 < end; i++ {
			if w[i].XPOS != syntax.TagComma || i+3 >= end {
				continue
			}
			source := v.somebody(i + 1)
			verb := source.End
			if source.First >= source.End || verb+1 >= end || w[verb+1].XPOS != syntax.TagComma || w[verb].XPOS == syntax.TagVBG || !f.says(v, verb) {
				continue
			}
			x := Statement{Source: source, Cue: Range{verb, verb + 1}, Speaker: -1, InReplyTo: -1, Within: -1, Confidence: framedConfidence}
			for _, y := range [...]Range{v.trim(v.pastDateline(Range{first, i})), v.trim(Range{verb + 2, end})} {
				if y.First < y.End {
					x.Content = append(x.Content, y)
				}
			}
			if len(x.Content) > 0 {
				out = append(out, x)
			}
			break
		}
	}
	return out
}

// somebody returns the pronoun or the name that begins at token i; empty for none.
func (v *View) somebody(i int) Range {
	if w := &v.trees.Words[i]; w.UPOS == syntax.PRON && v.kind[i] != 0 && w.XPOS == syntax.TagPRP {
		return Range{i, i + 1}
	}
	m := v.mention[i]
	if m < 0 || v.set.Mentions[m].First != i || v.kind[i] <= thing || v.kind[i] > 7 {
		return Range{}
	}
	return Range{i, v.set.Mentions[m].End}
}

// says reports whether token i is a verb of verbs.txt with a clause, finite or a participle; the tagger often takes "jokes" and "denies" for nouns.
func (f *Finder) says(v *View, i int) bool {
	w := &v.trees.Words[i]
	form := strings.ToLower(v.doc.Form(i))
	lemma := w.Lemma
	switch w.XPOS {
	case syntax.TagVBD, syntax.TagVBZ, syntax.TagVBP, syntax.TagVBN, syntax.TagVBG:
	case syntax.TagNNS:
		lemma = strings.TrimSuffix(form, "s")
		if stem, ok := strings.CutSuffix(form, "ies"); ok {
			lemma = stem + "y"
		}
	default:
		return false
	}
	return lemma == "say" || slices.Contains(f.words.verbs[lemma], "clause")
}

// mistagged adds the statements of which the tagger took the verb for a noun: "Harlow denies that it knew of the fault".
func (f *Finder) mistagged(v *View, out []Statement) []Statement {
	w := v.trees.Words
	owner := v.owners(out)
	for i := 1; i+2 < len(w); i++ {
		if w[i].XPOS != syntax.TagNNS || w[i+1].Lemma != "that" || w[i+1].UPOS != syntax.SCONJ || v.sent[i-1] != v.sent[i+1] || !f.says(v, i) {
			continue
		}
		source := v.before(i)
		end := v.doc.Sentences[v.sent[i]].End
		if source.First >= source.End || v.quote[i] >= 0 || slices.ContainsFunc(owner[source.First:end], func(o int32) bool { return o >= 0 }) {
			continue
		}
		s := Statement{Source: source, Cue: Range{i, i + 1}, Content: []Range{v.trim(Range{i + 1, end})}, Speaker: -1, InReplyTo: -1, Within: -1, Confidence: framedConfidence}
		v.own(owner, s.Content[0], int32(len(out)))
		out = append(out, s)
	}
	return out
}

// before returns who stands right before token i: a name, a pronoun, or the first word of the sentence where it has a capital and nobody knows it.
func (v *View) before(i int) Range {
	first := v.doc.Sentences[v.sent[i]].First
	for k := i - 1; k >= first && k > i-8; k-- {
		if x := v.somebody(k); x.First < x.End && x.End == i {
			return x
		}
	}
	if m := v.mention[first]; i == first+1 && m >= 0 {
		return Range{first, i}
	}
	return Range{}
}
