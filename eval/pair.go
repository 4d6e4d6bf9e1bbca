package eval

import (
	"cmp"
	"slices"

	"github.com/readout-project/readout"
)

// pairs returns which gold span goes with which found one, one to one: equal spans first, then those with most bytes
// in common, then the earlier ones.
func pairs(gold, found []readout.Span) [][2]int {
	type candidate struct {
		differ       bool
		common, i, j int
	}
	var all []candidate
	for i, g := range gold {
		for j, f := range found {
			if g.Overlaps(f) {
				all = append(all, candidate{g != f, min(g.End, f.End) - max(g.Start, f.Start), i, j})
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		if a.differ != b.differ {
			if a.differ {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(b.common, a.common), cmp.Compare(gold[a.i].Start, gold[b.i].Start), cmp.Compare(found[a.j].Start, found[b.j].Start))
	})
	usedGold, usedFound := make([]bool, len(gold)), make([]bool, len(found))
	var out [][2]int
	for _, c := range all {
		if !usedGold[c.i] && !usedFound[c.j] {
			usedGold[c.i], usedFound[c.j] = true, true
			out = append(out, [2]int{c.i, c.j})
		}
	}
	return out
}
