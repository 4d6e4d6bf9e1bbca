package remark

import (
	"cmp"
	"slices"
	"strings"
)

// A Kind is how a variant comes of the longest wording.
type Kind string

const (
	Whole      Kind = "whole"      // the longest wording
	Cut        Kind = "cut"        // words are left out, and nothing else
	Altered    Kind = "altered"    // words are others, or more
	Paraphrase Kind = "paraphrase" // told in other words
	Translated Kind = "translated" // spoken in another language
)

// A Flag is a class of words whose sense a variant turns, and how: omitted, added or changed.
type Flag struct {
	Class Class
	How   Op
	Words []string // of it in the longest wording and in the variant that have no like in the other
}

// A Variant is a wording, whatever its marks, capitals and contractions, and who has it.
type Variant struct {
	Kind    Kind
	Flags   []Flag
	Steps   []Step // beside the longest wording
	Sayings []int  // of the remark; the first one's words are those of Steps
}

// variants groups sayings by wording, those with flags first, and sets each beside the longest.
func variants(all []Saying, longest int) []Variant {
	by := map[string]int{}
	var out []Variant
	for i := range all {
		s := &all[i]
		wording := s.Language
		for k := range s.read() {
			wording += " " + s.words[k].form
		}
		n, ok := by[wording]
		if !ok {
			n = len(out)
			by[wording] = n
			out = append(out, beside(&all[longest], s))
		}
		out[n].Sayings = append(out[n].Sayings, i)
		if i == longest {
			out[n].Kind = Whole
		}
	}
	slices.SortStableFunc(out, func(a, b Variant) int { // flagged ones, the whole, then as they came
		return cmp.Compare(rank(&a), rank(&b))
	})
	return out
}

func rank(v *Variant) int {
	switch {
	case len(v.Flags) > 0:
		return 0
	case v.Kind == Whole:
		return 1
	}
	return 2
}

// beside compares a saying with the longest wording.
func beside(longest, s *Saying) Variant {
	a, b := longest.read(), s.read()
	v := Variant{Kind: Cut, Steps: align(a, b), Flags: flags(a, b)}
	kept, other := 0, false
	for _, step := range v.Steps {
		switch step.Op {
		case Kept:
			for i := range b {
				if step.Variant.Contains(b[i].Span) {
					kept++
				}
			}
		case Added, Changed:
			other = true
		}
	}
	switch {
	case s.Language != longest.Language:
		v.Kind = Translated
	case other && (longest.Direct && !s.Direct || 2*kept < len(b)):
		v.Kind = Paraphrase
	case other:
		v.Kind = Altered
	}
	return v
}

// flags compares what a variant has of each class with what the sentences of the longest wording have that it is of.
func flags(longest, variant []word) (out []Flag) {
	longest = of(longest, variant)
	for _, c := range []Class{Polarity, Number, Condition, Hedge} {
		was, is := having(longest, c), having(variant, c)
		f := Flag{Class: c}
		switch {
		case c == Number:
			only := without(was, is)
			more := without(is, was)
			if len(only) == 0 && len(more) == 0 {
				continue
			}
			f.Words, f.How = append(only, more...), Changed
			if len(more) == 0 {
				f.How = Omitted
			} else if len(only) == 0 {
				f.How = Added
			}
		case c == Polarity && len(was)%2 == len(is)%2, c != Polarity && (len(was) > 0) == (len(is) > 0):
			continue
		case len(was) > len(is):
			f.Words, f.How = was, Omitted
		default:
			f.Words, f.How = is, Added
		}
		out = append(out, f)
	}
	return out
}

// of returns the sentences of the longest wording that a variant tells: those with two telling words of it, or a half.
func of(longest, variant []word) []word {
	stems := bag(variant)
	told, all := map[int]int{}, map[int]int{}
	for i := range longest {
		if w := &longest[i]; w.telling() {
			all[w.sentence]++
			if stems[w.stem] {
				told[w.sentence]++
			}
		}
	}
	var out []word
	for i := range longest {
		if n := longest[i].sentence; told[n] >= 2 || told[n] > 0 && 2*told[n] >= all[n] {
			out = append(out, longest[i])
		}
	}
	return out
}

// having returns the words of a class.
func having(words []word, c Class) (forms []string) {
	for i := range words {
		if words[i].class == c {
			forms = append(forms, words[i].form)
		}
	}
	return forms
}

// without returns what is in a and not in b.
func without(a, b []string) (out []string) {
	for _, w := range a {
		if !slices.Contains(b, w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// String tells a flag in short: "condition omitted".
func (f Flag) String() string {
	return string(f.Class) + " " + string(f.How) + ": " + strings.Join(f.Words, " ")
}
