package attribution

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/readout-project/readout"
)

// carried adds what bare quotations say: a quotation that reopens in the next paragraph without having
// been closed goes on with its statement; one that stands alone, with no words of attribution, becomes a statement
// of its own, whose speaker is the one before it or, at the beginning of a passage, the one after it.
func (f *Finder) carried(v *View, out []Statement) []Statement {
	d := v.doc
	owner := v.owners(out)
	for q := range d.Quotes {
		quote := &d.Quotes[q]
		if quote.Parent >= 0 || quote.First >= quote.End {
			continue
		}
		own := owner[quote.First]
		if own < 0 {
			if !v.bare(quote.First, quote.End) || slices.ContainsFunc(owner[quote.First:quote.End], func(o int32) bool { return o >= 0 }) {
				continue
			}
			x := v.trim(Range{quote.First, quote.End})
			if x.First == x.End {
				continue
			}
			own = int32(len(out))
			out = append(out, Statement{Content: []Range{x}, Speaker: -1, InReplyTo: -1, Within: -1})
			v.own(owner, x, own)
		}
		for n := quote.Next; n >= 0; n = d.Quotes[n].Next {
			next := &d.Quotes[n]
			if next.First >= next.End || slices.ContainsFunc(owner[next.First:next.End], func(o int32) bool { return o >= 0 }) {
				break
			}
			x := v.trim(Range{next.First, next.End})
			if x.First < x.End {
				out[own].Content = append(out[own].Content, x)
				v.own(owner, x, own)
			}
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
	d := v.doc
	for s := v.sent[first]; s <= v.sent[end-1]; s++ {
		for i := d.Sentences[s].First; i < d.Sentences[s].End; i++ {
			if v.quote[i] < 0 && hasLetter(d, i) {
				return false
			}
		}
	}
	if end-first >= 4 {
		return true
	}
	last := d.Form(end - 1)
	return last == "." || last == "!" || last == "?" || last == "," || last == "…"
}

// transcript adds the speech of labelled paragraphs ("MR. SMITH: …", "Q: …") and the paragraphs
// that go on with it.
func (f *Finder) transcript(v *View, out []Statement) []Statement {
	d := v.doc
	type line struct {
		label Range
		colon int // token; -1 where there is none
	}
	labels := make([]line, len(d.Paragraphs))
	count, loud := 0, 0
	names := map[string]int{}
	for p := range d.Paragraphs {
		x, colon, caps := v.label(p)
		labels[p] = line{x, colon}
		if x.First < x.End {
			count++
			if caps {
				loud++
			}
			names[d.Range(x.First, x.End).In(d.Text)]++
		}
	}
	again := 0
	for _, n := range names {
		if n > 1 {
			again += n
		}
	}
	if !(loud >= 2 || count >= 4 && again >= 3 && 2*count >= len(d.Paragraphs)) {
		return out
	}
	goesOn := 3*count >= len(d.Paragraphs)
	cur := -1
	for p := range d.Paragraphs {
		s := d.Paragraphs[p]
		first, end := d.Sentences[s.First].First, d.Sentences[s.End-1].End
		if x := labels[p].label; x.First < x.End {
			st := Statement{Source: x, Speaker: -1, Basis: readout.Transcript, InReplyTo: -1, Within: -1, Confidence: 0.97}
			first = x.End
			if c := labels[p].colon; c >= 0 {
				st.Cue = Range{c, c + 1}
				first = c + 1
			}
			cur = -1
			if body := v.trim(Range{first, end}); body.First < body.End {
				st.Content = []Range{body}
				cur = len(out)
				out = append(out, st)
			}
		} else if !goesOn || cur < 0 || v.stage(first, end) {
			cur = -1
			continue
		} else if body := v.trim(Range{first, end}); body.First < body.End {
			out[cur].Content = append(out[cur].Content, body)
		}
		if cur < 0 {
			continue
		}
		// What the models found in the paragraph is told by its speaker.
		kept := out[:0]
		drop := map[int]bool{}
		for i := range out {
			o := &out[i]
			if i != cur && o.Basis != readout.Transcript && o.Cue.First >= d.Sentences[s.First].First && o.Cue.First < end {
				if o.Cue.First < first {
					drop[i] = true
				} else if o.Within < 0 {
					o.Within = cur
				}
			}
		}
		if len(drop) == 0 {
			continue
		}
		moved := make([]int, len(out))
		for i := range out {
			moved[i] = len(kept)
			if !drop[i] && !(out[i].Within >= 0 && drop[out[i].Within]) {
				kept = append(kept, out[i])
			} else {
				moved[i] = -1
			}
		}
		for i := range kept {
			if kept[i].Within >= 0 {
				kept[i].Within = moved[kept[i].Within]
			}
		}
		out, cur = kept, moved[cur]
	}
	return out
}

// label returns the speaker's label at the beginning of paragraph p, empty if there is none, its colon, and whether
// it is in capitals.
func (v *View) label(p int) (x Range, colon int, caps bool) {
	d := v.doc
	par := d.Paragraphs[p]
	first := d.Sentences[par.First].First
	end := d.Sentences[par.End-1].End
	if first >= end {
		return Range{}, -1, false
	}
	form := d.Form(first)
	if (form == "Q" || form == "A") && first+1 < end && d.Tokens[first+1].Start > d.Tokens[first].End && unicode.IsUpper([]rune(d.Form(first + 1))[0]) {
		return Range{first, first + 1}, -1, true
	}
	upper, names := true, true
	for i := first; i < min(end-1, first+9); i++ {
		form := d.Form(i)
		if form == ":" {
			if i == first || v.quote[i] >= 0 {
				return Range{}, -1, false
			}
			if upper || names {
				return Range{first, i}, i, upper
			}
			return Range{}, -1, false
		}
		if strings.ContainsFunc(form, unicode.IsLower) && !(strings.HasPrefix(form, "Mc") || strings.HasPrefix(form, "Mac")) {
			upper = false
		}
		if r := []rune(form)[0]; unicode.IsLetter(r) && !unicode.IsUpper(r) {
			names = false
		}
		if form == "?" || form == "!" {
			return Range{}, -1, false
		}
	}
	return Range{}, -1, false
}

// stage reports whether a paragraph is a stage direction or a rule: all in brackets, or without a word.
func (v *View) stage(first, end int) bool {
	open, last := v.doc.Form(first), v.doc.Form(end-1)
	return (open == "(" || open == "[") && (last == ")" || last == "]" || last == ".") || end-first == 1
}

// sortStatements puts statements in the order of the text, by their first word of content, and keeps
// what they say of one another.
func sortStatements(out []Statement) {
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	key := func(s *Statement) int {
		at := s.Content[0].First
		if s.Cue.First < s.Cue.End {
			at = min(at, s.Cue.First)
		}
		return at
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := &out[order[i]], &out[order[j]]
		if key(a) != key(b) {
			return key(a) < key(b)
		}
		return a.Within < 0 && b.Within >= 0
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
