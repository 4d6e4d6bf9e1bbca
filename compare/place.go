package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// Reasons for Quotation.Unplaced.
const (
	absent    = "its words do not stand in the text"
	ambiguous = "its words stand more than once in the text"
	misplaced = "its places do not hold its words"
)

// A folded text has nothing but letters and digits, all small: what marks, spaces and line breaks two copies of an article differ in
// makes no difference.
type folded struct {
	s      string
	starts []int // of each byte of s, the byte of the text at which its letter begins
	ends   []int
}

func fold(text string) *folded {
	f := &folded{}
	var b strings.Builder
	for i, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		n, _ := b.WriteRune(unicode.ToLower(r))
		for range n {
			f.starts = append(f.starts, i)
			f.ends = append(f.ends, i+utf8.RuneLen(r))
		}
	}
	f.s = b.String()
	return f
}

// Locate finds the quotations of a document that came without its text in the text of the article: each at the only place where its
// words stand, or at that among several whose surroundings are most like those it was found in.
func (d *Document) Locate(text string) {
	in := fold(text)
	for i := range d.Quotations {
		q := &d.Quotations[i]
		q.Content, q.Unplaced = nil, ""
		if span, reason := in.find(text, q); reason != "" {
			q.Unplaced = reason
		} else {
			q.Content = []readout.Span{span}
		}
	}
}

func (f *folded) find(text string, q *Quotation) (readout.Span, string) {
	words := fold(q.Words).s
	if words == "" {
		return readout.Span{}, absent
	}
	before, behind := fold(q.before).s, fold(q.behind).s
	best, bestScore, same := -1, -1, false
	for from := 0; ; {
		i := strings.Index(f.s[from:], words)
		if i < 0 {
			break
		}
		i += from
		from = i + 1
		if !f.whole(text, i, i+len(words)) {
			continue
		}
		score := sharedEnd(f.s[:i], before) + sharedStart(f.s[i+len(words):], behind)
		if score > bestScore {
			best, bestScore, same = i, score, false
		} else if score == bestScore {
			same = true
		}
	}
	switch {
	case best < 0:
		return readout.Span{}, absent
	case same:
		return readout.Span{}, ambiguous
	}
	return readout.Span{Start: f.starts[best], End: f.ends[best+len(words)-1]}, ""
}

// whole reports whether a part of the folded text begins and ends with words of the text.
func (f *folded) whole(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:f.starts[from]])
	behind, _ := utf8.DecodeRuneInString(text[f.ends[to-1]:])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsLetter(behind) && !unicode.IsDigit(behind)
}

func sharedEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

func sharedStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
