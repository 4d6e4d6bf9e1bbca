// Package mark reads and writes texts with marked spans, for tests that stay readable:
//
//	[Ann|speaker] [said|cue] [it rained|content]
//
// A span is its words, a bar and its label, in brackets; spans nest. A backslash before a
// bracket, a bar or a backslash makes it part of the text.
package mark

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// A Span is a labelled span of the text without its markup.
type Span struct {
	readout.Span
	Label string
}

// Parse returns the text of a markup and its spans: by their beginning, outer before inner.
func Parse(markup string) (text string, spans []Span, err error) {
	var b strings.Builder
	var open []int // spans that are not closed
	for i := 0; i < len(markup); i++ {
		switch c := markup[i]; c {
		case '\\':
			if i+1 == len(markup) || !strings.ContainsRune(`[]|\`, rune(markup[i+1])) {
				return "", nil, fmt.Errorf("byte %d: a backslash before none of [ ] | \\", i)
			}
			i++
			b.WriteByte(markup[i])
		case '[':
			open = append(open, len(spans))
			spans = append(spans, Span{Span: readout.Span{Start: b.Len()}})
		case '|':
			n := strings.IndexAny(markup[i:], "]")
			if len(open) == 0 || n < 0 {
				return "", nil, fmt.Errorf("byte %d: a bar outside brackets", i)
			}
			s := &spans[open[len(open)-1]]
			s.End, s.Label = b.Len(), markup[i+1:i+n]
			if s.End == s.Start {
				return "", nil, fmt.Errorf("byte %d: a span without words", i)
			}
			if s.Label == "" || strings.ContainsAny(s.Label, `[|\`) {
				return "", nil, fmt.Errorf("byte %d: label %q", i, s.Label)
			}
			open = open[:len(open)-1]
			i += n
		case ']':
			return "", nil, fmt.Errorf("byte %d: a bracket closes a span without label", i)
		default:
			b.WriteByte(c)
		}
	}
	if len(open) > 0 {
		return "", nil, fmt.Errorf("the span at byte %d of the text is not closed", spans[open[0]].Start)
	}
	return b.String(), spans, nil
}

// Must is Parse for markup that is known to be right; it panics on an error.
func Must(markup string) (text string, spans []Span) {
	text, spans, err := Parse(markup)
	if err != nil {
		panic(fmt.Sprintf("mark: %v in %q", err, markup))
	}
	return text, spans
}

// Labelled returns the spans with a label, in order.
func Labelled(spans []Span, label string) []readout.Span {
	var out []readout.Span
	for _, s := range spans {
		if s.Label == label {
			out = append(out, s.Span)
		}
	}
	return out
}

// Format writes a text with its spans as markup. Empty spans and those that cross another are left
// out of it and reported as an error.
func Format(text string, spans []Span) (string, error) {
	sorted := slices.Clone(spans)
	slices.SortStableFunc(sorted, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var b strings.Builder
	var open []Span
	var err error
	at := 0
	upTo := func(end int) {
		for ; at < end; at++ {
			if strings.IndexByte(`[]|\`, text[at]) >= 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(text[at])
		}
	}
	closeUpTo := func(end int) {
		for len(open) > 0 && open[len(open)-1].End <= end {
			s := open[len(open)-1]
			open = open[:len(open)-1]
			upTo(s.End)
			b.WriteString("|" + s.Label + "]")
		}
	}
	for _, s := range sorted {
		closeUpTo(s.Start)
		if s.Start < at || s.End <= s.Start || s.End > len(text) || len(open) > 0 && s.End > open[len(open)-1].End {
			err = fmt.Errorf("span %d:%d %q is empty, crosses another or lies outside the text", s.Start, s.End, s.Label)
			continue
		}
		upTo(s.Start)
		b.WriteByte('[')
		open = append(open, s)
	}
	closeUpTo(len(text))
	upTo(len(text))
	return b.String(), err
}
