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

// Follow returns where a span of one text stands in another: the same words at the same place between the same words, else the only place
// that has them between the words that tell the place apart in the first text, else none. It never takes like words for the same.
func Follow(s readout.Span, from, to string) (readout.Span, How) {
	if s.Start < 0 || s.Empty() || s.End > len(from) {
		return readout.Span{}, Lost
	}
	place, ok := follow(s, from, to)
	if !ok || !tells(s, place, from, to) {
		return readout.Span{}, Lost
	}
	if place == s {
		return place, Exact
	}
	return place, Moved
}

// surely is how many bytes of words and neighbours together are taken for the same words of the same text wherever they stand.
const surely = 40

// tells reports whether a place in another text has enough of the neighbours of a span to tell it from all other places of both texts with the
// same words, and enough altogether not to be like it by chance.
func tells(s, place readout.Span, from, to string) bool {
	before, after := from[max(0, s.Start-neighbourhood):s.Start], from[s.End:min(len(from), s.End+neighbourhood)]
	left, right := sameEnd(before, to[:place.Start]), sameStart(after, to[place.End:])
	if left+right < len(before)+len(after) && left+s.Len()+right < surely {
		return false
	}
	words := s.In(from)
	for other := range placesOf(words, from) {
		if other != s && sameEnd(before, from[:other.Start]) >= left && sameStart(after, from[other.End:]) >= right {
			return false
		}
	}
	for other := range placesOf(words, to) {
		if other != place && sameEnd(before, to[:other.Start])+sameStart(after, to[other.End:]) >= left+right {
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
