package attribution

import (
	"fmt"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

// Record gives statements the form in which they stand in a record. ID tells the id of an entity.
func Record(d *text.Doc, statements []Statement, id func(entity int) string) []readout.Statement {
	quote := make([]int32, len(d.Tokens)) // outermost pair of marks around the token, plus one
	for q := range d.Quotes {
		if d.Quotes[q].Parent >= 0 {
			continue
		}
		for i := d.Quotes[q].First; i < d.Quotes[q].End; i++ {
			quote[i] = int32(q + 1)
		}
	}
	out := make([]readout.Statement, len(statements))
	name := func(i int) string { return fmt.Sprintf("s%d", i+1) }
	for i := range statements {
		s := &statements[i]
		o := &out[i]
		*o = readout.Statement{ID: name(i), Form: s.Form, Basis: s.Basis, Language: s.Language, Confidence: s.Confidence}
		if s.Speaker >= 0 {
			o.Speaker = id(s.Speaker)
		} else {
			o.Basis = ""
		}
		o.Source = d.Range(s.Source.First, s.Source.End)
		o.Cue = d.Range(s.Cue.First, s.Cue.End)
		for _, x := range s.Content {
			o.Content = spans(o.Content, d, quote, x, s)
		}
		for k := 1; k < len(o.Content); { // a quotation that its marks complete holds what follows of it
			if o.Content[k].Start < o.Content[k-1].End {
				o.Content[k-1].End = max(o.Content[k-1].End, o.Content[k].End)
				o.Content = slices.Delete(o.Content, k, k+1)
				continue
			}
			k++
		}
		for _, a := range s.Addressees {
			o.Addressees = append(o.Addressees, id(a))
		}
		if s.InReplyTo >= 0 {
			o.InReplyTo = name(s.InReplyTo)
		}
		if s.Within >= 0 {
			o.Within = name(s.Within)
		}
	}
	return out
}

// spans appends the spans of a run of content: one for each paragraph and, where all of it is quoted, for each
// quotation; outer quotation marks are left out, and the final mark of a quoted sentence, or of a transcript's speech, is kept.
func spans(out []readout.Span, d *text.Doc, quote []int32, x Range, s *Statement) []readout.Span {
	speech := s.Basis == readout.Transcript
	quoted := s.Form == readout.Direct
	for i := x.First; i < x.End; i++ {
		if (quote[i] == 0 || speech) && hasLetter(d, i) {
			quoted = false
			break
		}
	}
	for first := x.First; first < x.End; {
		end := first + 1
		for end < x.End && !breaks(d, quote, quoted, end) {
			end++
		}
		span := d.Range(first, end)
		if quoted {
			span = withStop(d, quote, first, end)
		} else {
			span = withMarks(d, quote, first, end)
			// The full stop belongs to the writer's sentence, the question mark to what is asked.
			if end < len(d.Tokens) && span.End == d.Tokens[end-1].End && (speech && isStop(d.Form(end)) || d.Form(end) == "?") {
				span.End = d.Tokens[end].End
			}
		}
		if hasWord(d, first, end) {
			out = append(out, span)
		}
		first = end
	}
	return out
}

func hasWord(d *text.Doc, first, end int) bool {
	for i := first; i < end; i++ {
		if hasLetter(d, i) {
			return true
		}
	}
	return false
}

// breaks reports whether a span ends before token i: at a paragraph, or between two quotations.
func breaks(d *text.Doc, quote []int32, quoted bool, i int) bool {
	if quoted && quote[i] != quote[i-1] {
		return true
	}
	gap := d.Text[d.Tokens[i-1].End:d.Tokens[i].Start]
	for j := range len(gap) {
		if gap[j] == '\n' || gap[j] == '\r' {
			return true
		}
	}
	return false
}

// withStop adds the full stop, question or exclamation mark that closes a quotation.
func withStop(d *text.Doc, quote []int32, first, end int) readout.Span {
	for first < end && quote[first] == 0 {
		first++
	}
	for end > first && quote[end-1] == 0 {
		end--
	}
	for end < len(d.Tokens) && end > 0 && quote[end] == quote[end-1] {
		if !isStop(d.Form(end)) {
			break
		}
		end++
	}
	return d.Range(first, end)
}

func isStop(form string) bool {
	switch form {
	case ".", "!", "?", "…", "...", "?!", "!!":
		return true
	}
	return false
}

// withMarks takes the mark of a quotation in that begins or ends with the span, when the other mark is in it too.
func withMarks(d *text.Doc, quote []int32, first, end int) readout.Span {
	s := d.Range(first, end)
	if q := quote[first]; q > 0 {
		if o := d.Quotes[q-1].Outer; d.Quotes[q-1].First == first && (o.End <= s.End || d.Quotes[q-1].End == end) {
			s.Start = min(s.Start, o.Start)
		}
	}
	if q := quote[end-1]; q > 0 && !d.Quotes[q-1].Open {
		if o := d.Quotes[q-1].Outer; o.Start >= s.Start {
			s.End = max(s.End, o.End)
		}
	}
	return s
}
