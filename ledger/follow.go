package ledger

import (
	"iter"
	"strings"

	"github.com/readout-project/readout"
)

// How tells how words were found again in another version of a text.
type How string

const (
	Exact How = "exact" // at the same place
	Moved How = "moved" // elsewhere, between the same words
	Lost  How = "lost"  // not, or not without doubt
)

// surely is how many bytes of words and neighbours together are taken for the same words of the same text wherever they stand; where the text
// ended on one side, so that nothing can be compared there, so many on the other side.
const surely = 40

// Follow returns where a span of one text stands in another: the same words at the same place between the same words, else the only place
// that has them between the words that tell the place apart in the first text, else none. It never takes like words for the same.
func Follow(s readout.Span, from, to string) (readout.Span, How) {
	if s.Start < 0 || s.Empty() || s.End > len(from) {
		return readout.Span{}, Lost
	}
	before, after := from[max(0, s.Start-neighbourhood):s.Start], from[s.End:min(len(from), s.End+neighbourhood)]
	needBefore, wordBefore := lastWord(before)
	needAfter, wordAfter := firstWord(after)
	best, most, second := readout.Span{}, -1, -1
	for place := range placesOf(s.In(from), to) {
		left, right := sameEnd(before, to[:place.Start]), sameStart(after, to[place.End:])
		fits := left >= needBefore && right >= needAfter && left+s.Len()+right >= min(surely, len(from))
		switch {
		case wordBefore && fits && endsInWord(to[:place.Start-needBefore]), wordAfter && fits && startsInWord(to[place.End+needAfter:]): // a longer word
			fits = false
		case !wordBefore && place.Start > s.Start && right < surely, !wordAfter && place.End+right < len(to) && left < surely:
			fits = false
		}
		if !fits { // it may still be the place that is meant
			second = max(second, left+right)
			continue
		}
		if left+right > most {
			best, most, second = place, left+right, max(second, most)
		} else {
			second = max(second, left+right)
		}
	}
	if most < 0 || second >= most || !alone(s, best, from, to) {
		return readout.Span{}, Lost
	}
	if best == s {
		return best, Exact
	}
	return best, Moved
}

// alone reports whether the neighbours that a place has in common with a span are those of no other place of the first text.
func alone(s, place readout.Span, from, to string) bool {
	before, after := from[max(0, s.Start-neighbourhood):s.Start], from[s.End:min(len(from), s.End+neighbourhood)]
	left, right := sameEnd(before, to[:place.Start]), sameStart(after, to[place.End:])
	for other := range placesOf(s.In(from), from) {
		if other != s && sameEnd(before, from[:other.Start]) >= left && sameStart(after, from[other.End:]) >= right {
			return false
		}
	}
	return true
}

// placesOf yields where words stand in a text.
func placesOf(words, text string) iter.Seq[readout.Span] {
	return func(yield func(readout.Span) bool) {
		for at := 0; ; at++ {
			i := strings.Index(text[at:], words)
			if i < 0 {
				return
			}
			at += i
			if !yield(readout.Span{Start: at, End: at + len(words)}) {
				return
			}
		}
	}
}
