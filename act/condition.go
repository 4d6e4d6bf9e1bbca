package act

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/syntax"
)

// conditionOf returns the clause on which what is said in x hangs: "if …", "unless …"; empty if none.
func (v *scene) conditionOf(x attribution.Range) attribution.Range {
	for i := x.First; i < x.End; i++ {
		for _, p := range v.rules.conditions {
			if !v.fits(i, &p[0]) {
				continue
			}
			e := p.at(v, i, x.End)
			if v.word(i).Lemma == "until" && !v.notUntil(i, x) {
				continue
			}
			if e < 0 || v.word(i).Lemma == "if" && (v.whether(i, x) || i > x.First && (v.word(i-1).Lemma == "as" || v.word(i-1).Lemma == "even")) {
				continue
			}
			// The marker stands at the beginning of the subtree that it marks.
			h := v.above(e-1, i)
			if h < 0 {
				continue
			}
			end := min(v.word(h).End, x.End)
			if h < x.First || h >= x.End || end <= e {
				end = x.End
			}
			if s := v.doc.Sentences[v.sent[i]].End; end > s {
				end = s
			}
			// In front of the main clause it ends at the comma before it.
			if h >= i && v.word(h).Begin < i {
				end = v.toComma(e, end)
			}
			// "if it turns out [that …], …"
			if end < x.End && v.sent[end] == v.sent[i] && v.word(end).Lemma == "that" && v.word(end).UPOS == syntax.SCONJ {
				if c := v.toComma(end, min(x.End, v.doc.Sentences[v.sent[i]].End)); c < x.End {
					end = c
				}
			}
			return v.trim(attribution.Range{First: i, End: v.whole(i, end)})
		}
	}
	return attribution.Range{}
}

// whole returns the end of the condition that begins at token i: end, or, where the words up to there have no verb and one follows, that of
// its clause.
func (v *scene) whole(i, end int) int {
	stop := v.doc.Sentences[v.sent[i]].End
	if end >= stop || v.word(end).UPOS != syntax.AUX && v.word(end).UPOS != syntax.VERB {
		return end
	}
	for j := i; j < end; j++ {
		if u := v.word(j).UPOS; u == syntax.VERB || u == syntax.AUX {
			return end
		}
	}
	for end < stop && v.word(end).UPOS != syntax.PUNCT {
		end++
	}
	return end
}

// conditionAfter returns the condition that follows at once on the content of indirect speech: "called for <a march> unless …"; empty
// for none.
func (v *scene) conditionAfter(s *attribution.Statement) attribution.Range {
	last := s.Content[len(s.Content)-1].End
	if s.Form != readout.Indirect || last == 0 || last >= len(v.doc.Tokens) || v.sent[last] != v.sent[last-1] || v.word(last).Lemma != "unless" && v.word(last).Lemma != "if" {
		return attribution.Range{}
	}
	x := attribution.Range{First: last, End: v.doc.Sentences[v.sent[last]].End}
	if s.Cue.First >= last && s.Cue.First < x.End {
		return attribution.Range{}
	}
	if c := v.conditionOf(x); c.First == last {
		return c
	}
	return attribution.Range{}
}

// notUntil reports whether "until" at token i begins a clause on which something that is denied hangs: "will not talk until they have
// left".
func (v *scene) notUntil(i int, x attribution.Range) bool {
	clause := false
	for j := i + 1; j < x.End && !clause; j++ {
		clause = v.word(j).UPOS == syntax.VERB || v.word(j).UPOS == syntax.AUX
	}
	if !clause {
		return false
	}
	for j := x.First; j < i; j++ {
		if v.is(j, v.rules.own.no) {
			return true
		}
	}
	return false
}

// above returns the head of the clause or phrase that the words from first to token i begin, or -1.
func (v *scene) above(i, first int) int {
	for range 6 {
		w := v.word(i)
		if w.Head < 0 {
			return i
		}
		switch w.Rel {
		case syntax.Mark, syntax.Case, syntax.Fixed, syntax.Det, syntax.Advmod, syntax.Cc, syntax.Compound, syntax.Obj, syntax.Obl, syntax.Nmod:
			i = w.Head
			if v.word(i).Rel != syntax.Mark && v.word(i).Rel != syntax.Case && v.word(i).Rel != syntax.Fixed && i >= first {
				if r := v.word(i).Rel; i > first && r != syntax.Obl && r != syntax.Nmod {
					return i
				}
			}
			if i < first {
				return i
			}
		default:
			return i
		}
	}
	return i
}
