package talks

import "github.com/readout-project/readout/syntax"

// phraseOf returns the noun phrase around a match: from its determiner to what belongs to the noun.
func (v *table) phraseOf(i, first, end int) Range {
	low := v.d.Sentences[v.sent[i]].First
	for first > low {
		w := &v.t.Words[first-1]
		if w.UPOS != syntax.DET && w.UPOS != syntax.ADJ && w.UPOS != syntax.NUM && w.UPOS != syntax.ADV && w.XPOS != syntax.TagPRPS && w.Rel != syntax.Compound {
			break
		}
		first--
	}
	if v.t.Words[i].UPOS == syntax.NOUN || v.t.Words[i].UPOS == syntax.PROPN {
		h := i
		if w := &v.t.Words[i]; w.Head > i && (w.Rel == syntax.Compound || w.Rel == syntax.Amod) && w.Head < i+4 {
			h = w.Head
		}
		for c := v.t.FirstChild(h); c >= 0; c = v.t.NextChild(c) {
			if c < h {
				continue
			}
			switch w := &v.t.Words[c]; w.Rel {
			case syntax.Conj:
				if w.UPOS != syntax.VERB && w.End-h < 8 {
					end = max(end, c+1)
				}
			case syntax.Nmod:
				if c-h < 10 {
					end = max(end, v.nounEnd(c))
				}
			case syntax.Acl:
				if m := v.t.Child(c, syntax.Mark, syntax.Case); w.XPOS == syntax.TagVBG && m == end && w.End-h < 12 {
					end = w.End // no agreement on a timetable for releasing the water
				}
			}
		}
		end = max(end, h+1)
	}
	return Range{First: first, End: end}
}

// nounEnd returns the end of the phrase that noun c heads, with one "of" or "on" after it.
func (v *table) nounEnd(c int) int {
	end := c + 1
	for k := v.t.FirstChild(c); k >= 0; k = v.t.NextChild(k) {
		switch v.t.Words[k].Rel {
		case syntax.Flat, syntax.Nmod, syntax.Conj, syntax.Fixed:
			if k > c && v.t.Words[k].UPOS != syntax.VERB && v.t.Words[k].End-c < 10 {
				end = max(end, k+1)
			}
		case syntax.Acl:
			if m := v.t.Child(k, syntax.Mark, syntax.Case); v.t.Words[k].XPOS == syntax.TagVBG && m == c+1 && v.t.Words[k].End-c < 10 {
				end = max(end, v.t.Words[k].End) // a timetable for releasing the water
			}
		}
	}
	return end
}

// afterDateline moves the beginning of a clause behind a dateline: "GENEVA (Reuters) - …".
func (v *table) afterDateline(first, i int) int {
	for j := first + 1; j < i; j++ {
		switch v.d.Form(j) {
		case "-", "--", "—", "–":
			if v.d.Tokens[j-1].End < v.d.Tokens[j].Start {
				return j + 1
			}
		}
	}
	return first
}

// subjectFirst returns where the subject of verb i begins, or else the verb with its helping verbs.
func (v *table) subjectFirst(i, first int) int {
	g := i
	if w := &v.t.Words[i]; (w.Rel == syntax.Cop || w.Rel == syntax.Aux) && w.Head >= 0 {
		g = w.Head
	}
	if k := v.before(g); k >= 0 {
		return min(first, v.set.Mentions[k].First)
	}
	for n := 0; n < 4; n++ {
		c := v.t.Child(g, syntax.Nsubj, syntax.NsubjPass, syntax.Expl, syntax.Csubj)
		if c >= 0 && c < i && i-c < 20 {
			f := v.t.Words[c].Begin
			if i-f > 16 {
				f = c
			}
			for f < i && v.t.Words[f].UPOS == syntax.PUNCT {
				f++
			}
			if x := v.t.Words[c].XPOS; (x == syntax.TagWDT || x == syntax.TagWP) && v.t.Words[g].Head >= 0 && v.t.Words[g].Rel == syntax.AclRelcl {
				f = c
			}
			return min(first, f)
		}
		if w := &v.t.Words[g]; (w.Rel == syntax.Acl || w.Rel == syntax.AclRelcl) && w.Head >= 0 && w.Head < i && v.t.Words[w.Head].Rel == syntax.Root && i-w.Head < 8 {
			if f := v.t.Words[w.Head].Begin; w.Head-f < 12 {
				return min(first, f) // "the sides agreed", read as "the sides that were agreed"
			}
		}
		if r := v.t.Words[g].Rel; r != syntax.Xcomp && r != syntax.Conj || v.t.Words[g].Head > i || v.t.Words[g].Head < 0 {
			break
		}
		g = v.t.Words[g].Head
	}
	for first > v.d.Sentences[v.sent[i]].First && v.t.Words[first-1].UPOS == syntax.AUX {
		first--
	}
	return first
}

// briefly returns where a long phrase headed by token c may be cut: before the first comma or relative clause after it; else end.
func (v *table) briefly(c, end int) int {
	for j := c + 1; j < end; j++ {
		switch v.t.Words[j].XPOS {
		case syntax.TagComma, syntax.TagWDT, syntax.TagWP:
			return j
		}
	}
	return end
}

// tellsWhen reports whether token i begins a clause that tells when, and not what: "will strike after talks collapsed".
func (v *table) tellsWhen(i int) bool {
	switch v.t.Words[i].Lemma {
	case "after", "before", "since", "until", "as":
		return true
	}
	return false
}

// complement returns the end of what belongs to verb i: its objects and what it says when and where, up to a comma or another clause.
func (v *table) complement(i, end int) int {
	limit := v.d.Sentences[v.sent[i]].End
	stop := end
	for c := v.t.FirstChild(i); c >= 0; c = v.t.NextChild(c) {
		if c <= i {
			continue
		}
		w := v.t.Words[c]
		if w.End-i >= 24 {
			w.End = v.briefly(c, w.End)
		}
		switch w.Rel {
		case syntax.Obj, syntax.Iobj, syntax.Obl, syntax.OblUnmarked, syntax.OblAgent, syntax.CompoundPrt, syntax.Xcomp, syntax.Advmod:
			if w.Begin <= stop+1 && w.End-i < 24 {
				stop = max(stop, w.End)
			}
		case syntax.Ccomp, syntax.Advcl, syntax.Acl: // agree on who will govern
			if f := w.Begin; f > i && f < end && w.End-i < 24 { // agree on reopening it
				stop = max(stop, w.End)
			} else if f <= stop+1 && w.End-i < 24 && f < limit && (v.t.Words[f].UPOS == syntax.ADP && !v.tellsWhen(f) || v.t.Words[f].XPOS == syntax.TagTO && v.t.Words[i].Lemma == "agree" || v.t.Words[f].XPOS == syntax.TagWP || v.t.Words[f].XPOS == syntax.TagWRB ||
				f+1 < limit && (v.t.Words[f+1].XPOS == syntax.TagWP || v.t.Words[f+1].XPOS == syntax.TagWRB)) {
				return w.End
			}
		default:
			if w.Rel != syntax.Punct && w.Begin >= stop {
				c = -2
			}
		}
		if c < 0 {
			break
		}
	}
	for j := end; j < min(stop, limit); j++ {
		w := &v.t.Words[j]
		if w.XPOS == syntax.TagComma || w.XPOS == syntax.TagOpen || w.XPOS == syntax.TagClose || v.t.Words[j].Rel == syntax.Cc && v.t.Words[w.Head].UPOS == syntax.VERB ||
			w.UPOS == syntax.SCONJ && w.Rel == syntax.Mark && v.d.Tokens[j].Lower != hashTo && w.Head != j+1 {
			stop = j
			break
		}
	}
	for stop > end && v.t.Words[stop-1].UPOS == syntax.PUNCT {
		stop--
	}
	return max(end, min(stop, limit))
}
