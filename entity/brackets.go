package entity

import (
	"strings"
	"unicode"

	"github.com/readout-project/readout"
)

// mostSpelled is how many words may stand before a bracket whose letters they spell.
const mostSpelled = 12

// spelled makes one name of an organization of the words whose initials stand in brackets behind them: "the UK Health Security Agency (UKHSA)".
func (r *nameRoom) spelled() {
	w := &r.words
	d := w.d
	for s := range d.Sentences {
		x := &d.Sentences[s]
		for i := x.First + 3; i+1 < x.End; i++ {
			if d.Form(i-1) != "(" || d.Form(i+1) != ")" || !acronym(d.Form(i)) {
				continue
			}
			first := spelling(d.Form(i), max(x.First, i-1-mostSpelled), i-1, d.Form)
			if first < 0 || i-1-first < 2 {
				continue
			}
			tag := NameTag(readout.Organization, false)
			w.tags[first], w.tags[i-1], w.tags[i], w.tags[i+1] = tag, 0, tag, 0
			for t := first + 1; t < i-1; t++ {
				w.tags[t] = tag + 1
			}
		}
	}
}

// spelling returns the first of the words low <= i < end, up to end, whose initials are the letters of an acronym; words in lower case may stand
// between them, and a word in capitals may give all its letters. It is -1 where there are none.
func spelling(acronym string, low, end int, form func(int) string) int {
	left := acronym
	for i := end - 1; i >= low; i-- {
		word := form(i)
		switch {
		case len(word) > 1 && strings.ToUpper(word) == word && unicode.IsLetter(rune(word[0])) && strings.HasSuffix(left, word):
			left = left[:len(left)-len(word)]
		case strings.HasSuffix(left, word[:1]) && unicode.IsUpper(rune(word[0])):
			left = left[:len(left)-1]
		case word == "and" && strings.HasSuffix(left, "A"), word == "of" && strings.HasSuffix(left, "O"), word == "for" && strings.HasSuffix(left, "F"):
			left = left[:len(left)-1]
		case unicode.IsUpper(rune(word[0])) || i == end-1 || word == ",":
			return -1
		case len(word) > 4:
			return -1
		}
		if left == "" {
			return i
		}
	}
	return -1
}

// bracketed returns the entity of the name right before the brackets in which the acronym m stands; -1 where the name is none that it is short for.
func (s *scene) bracketed(m int) int {
	x := &s.set.Mentions[m]
	if x.End != x.First+1 || x.First < 3 || s.d.Form(x.First-1) != "(" || !acronym(s.d.Form(x.First)) {
		return -1
	}
	n := s.name[x.First-2]
	if n < 0 || s.set.Names[n].Kind != readout.Organization || s.set.Names[n].End != x.First-1 ||
		spelling(s.d.Form(x.First), s.set.Names[n].First, s.set.Names[n].End, s.d.Form) < 0 {
		return -1
	}
	if o := s.mentionOf(s.head(s.set.Names[n].First, s.set.Names[n].End)); o >= 0 {
		return s.named[o]
	}
	return -1
}
