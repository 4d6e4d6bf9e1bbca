package attribution

import (
	"strings"
	"unicode"
)

// spoken returns what somebody says in a part of a transcript: the words between marks such as (Laughter.), [crosstalk]
// and <…>.
func (f *Finder) spoken(v *View, x Range) (out []Range) {
	add := func(y Range) {
		if y = v.trim(y); y.First < y.End {
			out = append(out, y)
		}
	}
	from := x.First
	for i := x.First; i < x.End; i++ {
		if end := f.mark(v, i, x.End); end > i {
			add(Range{from, i})
			from, i = end, end-1
		}
	}
	add(Range{from, x.End})
	return out
}

// maxMark is how many tokens a mark has at most, its brackets included.
const maxMark = 12

// mark returns the end of the mark that begins at token i; i where none does.
func (f *Finder) mark(v *View, i, end int) int {
	var shut string
	switch v.doc.Form(i) {
	case "(":
		shut = ")"
	case "[":
		shut = "]"
	case "<":
		shut = ">"
	default:
		return i
	}
	for j := i + 1; j < min(end, i+maxMark); j++ {
		if v.doc.Form(j) != shut {
			continue
		}
		words := v.doc.Range(i+1, j).In(v.doc.Text)
		if strings.Trim(words, ".… ") == "" { // something is left out
			return j + 1
		}
		inside := lettersOf(words)
		for _, m := range f.words.crosstalk {
			if strings.HasPrefix(inside, m) {
				return j + 1
			}
		}
		return i
	}
	return i
}

// lettersOf returns the letters of a string, small.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
