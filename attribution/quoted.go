package attribution

import (
	"slices"

	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// quoted gives quotations that the models took in part, or took for the words of somebody whom they speak of, to those who say them whole:
// to the statement whose verb stands right beside them ("…," said Roe), else, where no other words stand in their sentences, to
// the statement in direct speech that they follow.
func (f *Finder) quoted(v *View, out []Statement) []Statement {
	drop := make([]bool, len(out))
	owner := v.owners(out)
	in := make([][]int32, len(v.doc.Sentences)) // the statements whose cues stand in a sentence
	for i := range out {
		s := v.sent[out[i].Cue.First]
		in[s] = append(in[s], int32(i))
	}
	last := int32(-1) // the statement in direct speech that was met last
	for q := range v.doc.Quotes {
		quote := &v.doc.Quotes[q]
		if quote.Parent >= 0 || quote.End-quote.First < 2 {
			continue
		}
		x := v.trim(Range{quote.First, quote.End})
		if x.First == x.End {
			continue
		}
		whole := owner[x.First] >= 0 && out[owner[x.First]].Cue.outside(quote) && !slices.ContainsFunc(owner[x.First:x.End], func(o int32) bool { return o != owner[x.First] })
		free := !slices.ContainsFunc(owner[x.First:x.End], func(o int32) bool { return o >= 0 })
		switch {
		case free:
			if to := v.sayer(out, in, drop, q, -1); to >= 0 && v.settled(&out[to]) {
				out[to].Content = []Range{x}
				v.own(owner, x, to)
			}
		case !whole || v.borrowed(&out[owner[x.First]], quote):
			if to := v.sayer(out, in, drop, q, last); to >= 0 {
				v.claim(out, drop, owner, quote, x, to)
			}
		}
		if own := owner[x.First]; own >= 0 && !drop[own] && whole && !v.adjoins(&out[own], quote) {
			if t, ok := v.taken(&out[own], quote, x, owner, own); ok {
				own = int32(len(out))
				out, drop = append(out, t), append(drop, false)
				v.own(owner, x, own)
				v.own(owner, t.Cue, own)
				v.own(owner, t.Source, own)
			}
		}
		if own := owner[x.First]; own >= 0 && !drop[own] && out[own].Cue.outside(quote) {
			last = own
		}
	}
	return without(out, drop)
}

// outside reports whether a range stands before or after a quotation.
func (x Range) outside(q *text.Quote) bool { return x.End <= q.First || x.First >= q.End }

// sayer returns the statement whose words of attribution stand right beside a quotation, or which a bare quotation carries on; -1 for none.
func (v *View) sayer(out []Statement, in [][]int32, drop []bool, q int, last int32) int32 {
	quote := &v.doc.Quotes[q]
	if v.speech(q) == 0 {
		return -1
	}
	opens := v.opens(quote)
	for _, some := range in[v.sent[quote.First] : v.sent[quote.End-1]+1] {
		for _, i := range some {
			s := &out[i]
			if drop[i] || !s.Cue.outside(quote) {
				continue
			}
			x := s.Cue
			if s.Source.First < s.Source.End && s.Source.outside(quote) && (s.Source.End == x.First || s.Source.First == x.End) {
				x = Range{min(x.First, s.Source.First), max(x.End, s.Source.End)}
			}
			if opens && v.touch(quote.End, x.First) && v.doc.Form(quote.End-1) != "." || v.touch(x.End, quote.First) {
				return i
			}
		}
	}
	if last >= 0 && !drop[last] && v.bare(quote.First, quote.End) {
		s := &out[last]
		if v.follows(s, quote) {
			return last
		}
	}
	return -1
}

// follows reports whether a bare quotation goes on with a statement: it stands in the same paragraph as the last quotation of that,
// and the statement is not signed, as what readers send in is.
func (v *View) follows(s *Statement, quote *text.Quote) bool {
	return v.paragraph(quote.First) == v.paragraph(s.Content[len(s.Content)-1].First) && v.wholeQuote(s) && !(s.Cue.First < s.Cue.End && dash(v.doc.Form(s.Cue.First)))
}

// borrowed reports whether a bare quotation was added to a statement in indirect speech of a sentence before, which does not lead to it:
// "…," Roe said. He did not suggest a ban. "Our goal is …"
func (v *View) borrowed(s *Statement, quote *text.Quote) bool {
	if s.Cue.First == s.Cue.End || s.Cue.First >= quote.First || v.sent[s.Cue.First] == v.sent[quote.First] || len(s.Content) < 2 {
		return false
	}
	for _, x := range s.Content {
		if x.End <= quote.First && slices.ContainsFunc(v.quote[x.First:x.End], func(q int32) bool { return q >= 0 }) {
			return false
		}
	}
	return true
}

// opens reports whether a sentence may begin at a quotation: not of “our own” in: and “our own,” Roe said.
func (v *View) opens(quote *text.Quote) bool {
	first := v.doc.Sentences[v.sent[quote.First]].First
	before := quote.First - 1
	for before >= first && !hasLetter(v.doc, before) {
		before--
	}
	return before < first || before+1 < quote.First && v.trees.Words[before+1].UPOS == syntax.PUNCT && v.doc.Tokens[before+1].Start == v.doc.Tokens[before].End
}

// adjoins reports whether the cue of a statement, or its source beside that, touches a quotation.
func (v *View) adjoins(s *Statement, quote *text.Quote) bool {
	x := s.Cue
	if s.Source.First < s.Source.End && (s.Source.End == x.First || s.Source.First == x.End) {
		x = Range{min(x.First, s.Source.First), max(x.End, s.Source.End)}
	}
	return x.First == x.End || x.First < quote.End && quote.First < x.End || x.End <= quote.First && v.touch(x.End, quote.First) || x.First >= quote.End && v.touch(quote.End, x.First)
}

// taken makes a statement of a quotation, of the words x, with a likely verb and its subject right behind it that statement s, whose cue stands before
// it in another clause, took with what it is about: “…” “Never,” Roe said. It ends the content of s before the quotation.
func (v *View) taken(s *Statement, quote *text.Quote, x Range, owner []int32, own int32) (t Statement, ok bool) {
	if s.Cue.First == s.Cue.End || s.Cue.End > quote.First || v.trees.Words[quote.End-1].UPOS != syntax.PUNCT || !v.opens(quote) {
		return t, false
	}
	cue, source := v.inquit(quote.First, quote.End)
	if cue.First == cue.End || v.cueProb[cue.End-1] < besideCue || slices.ContainsFunc(owner[cue.First:cue.End], func(o int32) bool { return o >= 0 && o != own }) {
		return t, false
	}
	kept := make([]Range, 0, len(s.Content))
	for _, y := range s.Content {
		if y = v.trim(Range{y.First, min(y.End, quote.First)}); y.First < y.End {
			kept = append(kept, y)
		}
	}
	if len(kept) == 0 {
		return t, false
	}
	s.Content = kept
	return Statement{Source: source, Cue: cue, Content: []Range{x}, Speaker: -1, InReplyTo: -1, Within: -1, Confidence: besideConfidence}, true
}

// settled reports whether the content of a statement only tells when it was said, in a clause right behind the cue: "…," Roe said <after he
// had lost the vote>.
func (v *View) settled(s *Statement) bool {
	return len(s.Content) == 1 && s.Content[0].First == s.Cue.End && (v.setting(s.Content[0].First) || v.trees.Words[s.Content[0].First].Lemma == "as")
}

// touch reports whether nothing but marks and punctuation stands between two tokens, the first past the end of what is before.
func (v *View) touch(i, j int) bool {
	for ; i < j; i++ {
		if hasLetter(v.doc, i) {
			return false
		}
	}
	return i == j
}

// claim gives the quotation, of the words x, to a statement: others lose what they have of it, and those whose cues stand in it are dropped.
func (v *View) claim(out []Statement, drop []bool, owner []int32, quote *text.Quote, x Range, to int32) {
	for i := quote.First; i < quote.End; i++ {
		o := owner[i]
		if o < 0 || drop[o] {
			continue
		}
		s := &out[o]
		if o != to && !s.Cue.outside(quote) {
			drop[o] = true
			for _, y := range s.Content {
				v.own(owner, y, -1)
			}
			continue
		}
		s.Content = slices.DeleteFunc(s.Content, func(y Range) bool { return y.First >= quote.First && y.End <= quote.End })
		if o != to && len(s.Content) == 0 {
			drop[o] = true
		}
	}
	s := &out[to]
	s.Content = merged(append(s.Content, x))
	v.own(owner, x, to)
}
