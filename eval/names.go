package eval

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
)

// NameClasses are the classes of names that are scored.
var NameClasses = [...]readout.EntityKind{readout.Person, readout.Organization, readout.Place}

func nameClass(k readout.EntityKind) int {
	if k == readout.Country {
		k = readout.Place
	}
	for i, c := range NameClasses {
		if c == k {
			return i
		}
	}
	return -1
}

// Names scores the names found in one article: same class, same first and last byte. A name found that is not
// right and overlaps something that the gold marks as another kind is left out. The counts are by class.
func Names(gold, found []corpus.NamedSpan) (out [len(NameClasses)]Count) {
	matched := map[readout.Span]int{}
	for _, g := range gold {
		if c := nameClass(g.Kind); c >= 0 {
			out[c].Gold++
			matched[g.Span] = c + 1
		}
	}
next:
	for _, s := range found {
		c := nameClass(s.Kind)
		if c < 0 {
			continue
		}
		if matched[s.Span] == c+1 {
			out[c].Right++
			out[c].Found++
			continue
		}
		for _, g := range gold {
			if nameClass(g.Kind) < 0 && g.Overlaps(s.Span) {
				continue next
			}
		}
		out[c].Found++
	}
	return out
}
