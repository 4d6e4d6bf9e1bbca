package attribution

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/readout-project/readout"
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
			if last >= 0 && v.paragraph(x.First) == v.paragraph(out[last].Content[len(out[last].Content)-1].First) && v.wholeQuote(&out[last]) {
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
	letters := 0   // bare Q and A
	var over Range // what stands before the colon of a heading
	for p := range d.Paragraphs {
		x, colon, _ := v.label(p)
		labels[p] = line{x, colon}
		if x.First < x.End && colon < 0 {
			letters++
		}
	}
	for p := range d.Paragraphs {
		x, _, caps := v.label(p)
		if p == 0 && labels[p].colon >= 0 && v.heading(labels[p].label) {
			over, x, labels[p].label = x, Range{}, Range{}
		}
		if labels[p].colon < 0 && letters < 3 { // a sentence that begins with "A"
			x, labels[p].label = Range{}, Range{}
		}
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
	found := len(out)
	within := make([][]int32, len(d.Paragraphs)) // the models' statements, by the paragraph of their cues
	for i := range out {
		if x := out[i].Cue; x.First < x.End {
			p := v.paragraph(x.First)
			within[p] = append(within[p], int32(i))
		}
	}
	drop := make([]bool, found)
	for i := range found {
		drop[i] = over.First < over.End && out[i].Source.First >= over.First && out[i].Source.End <= over.End && out[i].Source.First < out[i].Source.End
	}
	turns := 0 // paragraphs up to the last label
	for p := range labels {
		if labels[p].label.First < labels[p].label.End {
			turns = p + 1
		}
	}
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
		} else if !goesOn || cur < 0 || v.stage(first, end) || p >= turns && len(within[p]) > 0 && !v.inFirstPerson(first, end) {
			cur = -1
			continue
		} else if body := v.trim(Range{first, end}); body.First < body.End {
			out[cur].Content = append(out[cur].Content, body)
		}
		if cur < 0 {
			continue
		}
		for _, i := range within[p] {
			drop[i] = true // what others are said to say in a speech is found as nested
		}
	}
	return without(out, drop)
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
	for first+1 < end && !hasLetter(d, first) { // a transcript that is quoted as a whole
		first++
	}
	form := d.Form(first)
	if label := strings.TrimSuffix(form, "."); label == "Q" || label == "A" {
		next := first + 1
		if next < end && d.Form(next) == "." {
			next++
		}
		if next < end && d.Tokens[next].Start > d.Tokens[next-1].End && !unicode.IsLower([]rune(d.Form(next))[0]) {
			return Range{first, next}, -1, true
		}
	}
	upper, names := true, true
	for i := first; i < min(end-1, first+9); i++ {
		form := d.Form(i)
		if form == ":" {
			if i == first {
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

// heading reports whether the words before the colon of the first paragraph stand over a text, "Interview: …", and name nobody: those
// of no name and of no other label.
func (v *View) heading(x Range) bool {
	for i := x.First; i < x.End; i++ {
		if m := v.mention[i]; m >= 0 && v.set.Mentions[m].Form == readout.ByName && v.set.Mentions[m].End-v.set.Mentions[m].First > 1 {
			return false
		}
	}
	first := v.doc.Form(x.First)
	for p := 1; p < len(v.doc.Paragraphs); p++ {
		if y, _, _ := v.label(p); y.First < y.End && v.doc.Form(y.First) == first {
			return false
		}
	}
	return true
}

// inFirstPerson reports whether words outside quotation marks speak in the first or second person.
func (v *View) inFirstPerson(first, end int) bool {
	for i := first; i < end; i++ {
		if v.trees.Words[i].UPOS != syntax.PRON || v.quote[i] >= 0 {
			continue
		}
		switch v.trees.Words[i].Lemma {
		case "I", "we", "you", "my", "our", "your", "me", "us":
			return true
		}
	}
	return false
}

// stage reports whether a paragraph is a stage direction or a rule: all in brackets, or a few words in capitals.
func (v *View) stage(first, end int) bool {
	open, last := v.doc.Form(first), v.doc.Form(end-1)
	if (open == "(" || open == "[") && (last == ")" || last == "]" || last == ".") || end-first == 1 {
		return true
	}
	for i := first; i < end; i++ { // END 2:31 P.M. EDT
		if end-first > 8 || strings.ContainsFunc(v.doc.Form(i), unicode.IsLower) {
			return false
		}
	}
	return true
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
