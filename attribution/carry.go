package attribution

import (
	"slices"
	"sort"

	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// carried adds what bare quotations say. One that stands in the paragraph of a statement in direct speech, or
// reopens in the next paragraph without having been closed, goes on with that statement; one in a later paragraph,
// with no words of attribution, becomes a statement of its own, whose speaker is found from those around it.
func (f *Finder) carried(v *View, out []Statement) []Statement {
	d := v.doc
	owner := v.owners(out)
	free := func(q *text.Quote) bool {
		return !slices.ContainsFunc(owner[q.First:q.End], func(o int32) bool { return o >= 0 })
	}
	last := int32(-1) // the statement in direct speech that was met last
	for q := range d.Quotes {
		quote := &d.Quotes[q]
		if quote.Parent >= 0 || quote.First >= quote.End {
			continue
		}
		own := owner[quote.First]
		if own >= 0 && holds(out[own].Content, quote.First) {
			last = own
		}
		if own < 0 {
			if !v.bare(quote.First, quote.End) || !free(quote) {
				continue
			}
			x := v.trim(Range{quote.First, quote.End})
			if x.First == x.End {
				continue
			}
			if v.subheading(quote) {
				continue
			}
			if last >= 0 && v.follows(&out[last], quote) {
				own = last
				out[own].Content = append(out[own].Content, x)
			} else {
				own = int32(len(out))
				out = append(out, Statement{Content: []Range{x}, Speaker: -1, InReplyTo: -1, Within: -1})
			}
			v.own(owner, x, own)
			last = own
		}
		for n := quote.Next; n >= 0; n = d.Quotes[n].Next {
			next := &d.Quotes[n]
			if next.First >= next.End || !free(next) {
				break
			}
			x := v.trim(Range{next.First, next.End})
			if x.First < x.End {
				out[own].Content = append(out[own].Content, x)
				v.own(owner, x, own)
			}
		}
	}
	for i := range out {
		slices.SortFunc(out[i].Content, func(a, b Range) int { return a.First - b.First })
	}
	return out
}

// wholeQuote reports whether a statement's last words are those of a quotation to its end.
func (v *View) wholeQuote(s *Statement) bool {
	x := s.Content[len(s.Content)-1]
	q := v.quote[x.End-1]
	return q >= 0 && v.trim(Range{x.First, v.doc.Quotes[q].End}).End == x.End
}

// completed gives each statement in direct speech the rest of the quotation of which it has whole sentences.
func (v *View) completed(out []Statement) {
	owner := v.owners(out)
	for i := range out {
		s := &out[i]
		if s.Within >= 0 {
			continue
		}
		for j := range s.Content {
			x := &s.Content[j]
			q := v.quote[x.First]
			if q < 0 || v.quote[x.End-1] != q {
				continue
			}
			for v.doc.Quotes[q].Parent >= 0 {
				q = int32(v.doc.Quotes[q].Parent)
			}
			quote := &v.doc.Quotes[q]
			// Whole sentences, as far as they stand in the marks?
			first := max(quote.First, v.doc.Sentences[v.sent[x.First]].First)
			end := min(quote.End, v.doc.Sentences[v.sent[x.End-1]].End)
			if v.trim(Range{first, end}) != *x || s.Cue.First >= quote.First && s.Cue.First < quote.End {
				continue
			}
			all := v.trim(Range{quote.First, quote.End})
			if slices.ContainsFunc(owner[all.First:all.End], func(o int32) bool { return o >= 0 && o != int32(i) }) {
				continue
			}
			v.own(owner, all, int32(i))
			*x = all
		}
		s.Content = merged(s.Content)
	}
}

// merged joins ranges that meet or overlap.
func merged(rs []Range) []Range {
	slices.SortFunc(rs, func(a, b Range) int { return a.First - b.First })
	out := rs[:0]
	for _, r := range rs {
		if n := len(out); n > 0 && r.First < out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// owners tells for each token which statement's content, cue or source it belongs to; -1 for none.
func (v *View) owners(out []Statement) []int32 {
	owner := make([]int32, len(v.doc.Tokens))
	for i := range owner {
		owner[i] = -1
	}
	for i := range out {
		if out[i].Within >= 0 {
			continue
		}
		for _, x := range out[i].Content {
			v.own(owner, x, int32(i))
		}
		v.own(owner, out[i].Cue, int32(i))
		v.own(owner, out[i].Source, int32(i))
	}
	return owner
}

func (v *View) own(owner []int32, x Range, s int32) {
	for i := x.First; i < x.End; i++ {
		owner[i] = s
	}
}

// bare reports whether a quotation stands alone: its sentences have no words but those in quotation
// marks, and it is more than a title or a word in marks.
func (v *View) bare(first, end int) bool {
	for s := v.sent[first]; s <= v.sent[end-1]; s++ {
		if v.plain[s] && !(s == v.sent[first] && v.leadIn(first)) {
			return false
		}
	}
	if end-first >= 4 {
		return true
	}
	last := v.doc.Form(end - 1)
	return last == "." || last == "!" || last == "?" || last == "," || last == "…"
}

// subheading reports whether a quotation is a heading within an article: a few words in single marks, alone in their paragraph.
func (v *View) subheading(q *text.Quote) bool {
	p := v.doc.Paragraphs[v.paragraph(q.First)]
	first, end := v.doc.Sentences[p.First].First, v.doc.Sentences[p.End-1].End
	return q.Single && end-first <= 12 && v.touch(first, q.First) && v.touch(q.End, end)
}

// leadIn reports whether nothing but a few words without a verb and a colon stands before a quotation in its sentence: "Then, after a while: …".
func (v *View) leadIn(first int) bool {
	from := v.doc.Sentences[v.sent[first]].First
	i := first - 1
	for i > from && !hasLetter(v.doc, i) && v.doc.Form(i) != ":" {
		i--
	}
	if i <= from || v.doc.Form(i) != ":" || i-from > 6 {
		return false
	}
	for j := from; j < i; j++ {
		if u := v.trees.Words[j].UPOS; u == syntax.VERB || u == syntax.PROPN || u == syntax.AUX {
			return false
		}
	}
	return true
}

// without leaves out the statements to drop, and those that they report.
func without(out []Statement, drop []bool) []Statement {
	kept := make([]Statement, 0, len(out))
	moved := make([]int, len(out))
	gone := func(i int) bool { return i < len(drop) && drop[i] }
	for i := range out {
		moved[i] = len(kept)
		if !gone(i) && (out[i].Within < 0 || !gone(out[i].Within)) {
			kept = append(kept, out[i])
		}
	}
	for i := range kept {
		if kept[i].Within >= 0 {
			kept[i].Within = moved[kept[i].Within]
		}
	}
	return kept
}

// sortStatements puts statements in the order of the text, by their first word, and keeps
// what they say of one another.
func sortStatements(out []Statement) {
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	key := func(s *Statement) int {
		at := s.Content[0].First
		for _, x := range [...]Range{s.Cue, s.Source} {
			if x.First < x.End {
				at = min(at, x.First)
			}
		}
		return at
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := &out[order[i]], &out[order[j]]
		if key(a) != key(b) {
			return key(a) < key(b)
		}
		if (a.Within < 0) != (b.Within < 0) {
			return a.Within < 0
		}
		return a.Cue.First < b.Cue.First // of two that share their source
	})
	moved := make([]int, len(out))
	sorted := make([]Statement, len(out))
	for to, from := range order {
		moved[from], sorted[to] = to, out[from]
	}
	for i := range sorted {
		if sorted[i].Within >= 0 {
			sorted[i].Within = moved[sorted[i].Within]
		}
		if sorted[i].InReplyTo >= 0 {
			sorted[i].InReplyTo = moved[sorted[i].InReplyTo]
		}
	}
	copy(out, sorted)
}
