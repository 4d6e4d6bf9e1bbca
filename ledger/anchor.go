package ledger

import (
	"slices"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// Reanchor brings a correction over from the text that it was made of to another version of it: each of its spans to the same words between the
// same neighbours, in the same order. Where that cannot be done without doubt the correction is returned as Lost.
func Reanchor(c readout.Correction, from, to string) readout.Correction {
	if c.Hash == Hash(to) {
		return c
	}
	moved := c
	moved.Lost = true
	if c.Hash != Hash(from) || checkSpans(from, slices.Concat(c.Anchor, optional(c.Source), optional(c.Cue))) != nil {
		return moved
	}
	anchor := make([]readout.Span, len(c.Anchor))
	var ok bool
	for i, s := range c.Anchor {
		if anchor[i], ok = follow(s, from, to); !ok || i > 0 && anchor[i].Start < anchor[i-1].End {
			return moved
		}
	}
	source, cue := c.Source, c.Cue
	for _, s := range []*readout.Span{&source, &cue} {
		if *s == (readout.Span{}) {
			continue
		}
		if *s, ok = follow(*s, from, to); !ok {
			return moved
		}
	}
	moved.Anchor, moved.Source, moved.Cue, moved.Hash, moved.Lost = anchor, source, cue, Hash(to), false
	return moved
}

// neighbourhood is how many bytes to each side are compared to tell places of the same words apart.
const neighbourhood = 400

// follow is what corrections are brought over by, looser than Follow for short texts: two neighbouring words are enough where no other place has as
// much around it. It returns where a span of one text stands in another: the place of the same words between the same two words; of several
// such places that which has the longest same text around it. It reports false where there is none, or two are alike.
func follow(s readout.Span, from, to string) (readout.Span, bool) {
	before, after := from[max(0, s.Start-neighbourhood):s.Start], from[s.End:min(len(from), s.End+neighbourhood)]
	needBefore, wordBefore := lastWord(before)
	needAfter, wordAfter := firstWord(after)
	best, most, alike := readout.Span{}, -1, false
	other := -1 // of places that do not fit: one that has more around it may be the place after all
	for place := range placesOf(s.In(from), to) {
		left := sameEnd(before, to[:place.Start])
		right := sameStart(after, to[place.End:])
		switch {
		case left < needBefore || right < needAfter:
			other = max(other, left+right)
		case wordBefore && endsInWord(to[:place.Start-needBefore]), wordAfter && startsInWord(to[place.End+needAfter:]): // a longer word
			other = max(other, left+right)
		case !wordBefore && needBefore == s.Start && place.Start > s.Start: // the text began here
			other = max(other, left+right)
		case !wordAfter && needAfter == len(from)-s.End && place.End+needAfter < len(to): // it ended here
			other = max(other, left+right)
		case left+right > most:
			best, most, alike = place, left+right, false
		case left+right == most:
			alike = true
		}
	}
	return best, most > other && most >= 0 && !alike
}

// lastWord returns how many bytes the end of a text takes, from the beginning of its last word on; all, and false, where there is none.
func lastWord(text string) (n int, found bool) {
	at := 0
	for w := range Words(text) {
		at, found = w.Start, true
	}
	return len(text) - at, found
}

// firstWord returns how many bytes the beginning of a text takes, to the end of its first word; all, and false, where there is none.
func firstWord(text string) (n int, found bool) {
	for w := range Words(text) {
		return w.End, true
	}
	return len(text), false
}

// endsInWord reports whether a word that begins after the text would go on one of the text.
func endsInWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return text != "" && (inWord(r) || accent(r))
}

// startsInWord reports whether a word that ends before the text would go on in it.
func startsInWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return text != "" && (inWord(r) || accent(r))
}

// sameEnd returns how many bytes two texts have in common at their ends.
func sameEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// sameStart returns how many bytes two texts have in common at their beginnings.
func sameStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
