package web

import (
	"slices"

	"github.com/readout-project/readout"
	topics "github.com/readout-project/readout/positions"
)

// Positions are what somebody said on one topic after another, over time. A topic is a word that two statements or more have: nothing
// is said of what they mean by it.
type positions struct {
	Times []string // columns: days, else months, else years
	Rows  []position
}

// A position is a topic and what was said on it at each of the times.
type position struct {
	Topic string
	Words []string // of it
	Cells [][]remark
}

// shownInCell is how many statements of one time a page shows of a topic.
const shownInCell = 4

// Shown returns those of a cell that a page shows, and More how many it does not.
func (position) Shown(cell []remark) []remark { return cell[:min(len(cell), shownInCell)] }
func (position) More(cell []remark) int       { return max(0, len(cell)-shownInCell) }

const maxTimes = 8 // columns

// positionsOf finds topics in statements, which may be in any order: those that people named, and words that several have. Words of the names are
// none, nor those of whom they were made to.
func positionsOf(hits []readout.Hit, names []string, named map[string][]string) positions {
	out := positions{}
	of := columns(hits)
	for i := range hits {
		if t := of(&hits[i]); t != "" && !slices.Contains(out.Times, t) {
			out.Times = append(out.Times, t)
		}
	}
	slices.Sort(out.Times)
	out.Times = out.Times[max(0, len(out.Times)-maxTimes):]
	for _, t := range topics.Topics(hits, names, named) {
		p := position{Topic: t.Name, Words: t.Words, Cells: make([][]remark, len(out.Times))}
		any := false
		for _, i := range t.In {
			if k := slices.Index(out.Times, of(&hits[i])); k >= 0 {
				p.Cells[k] = append(p.Cells[k], remarkOf(hits[i]))
				any = true
			}
		}
		if any {
			out.Rows = append(out.Rows, p)
		}
	}
	return out
}

// columns returns how times are told so that there are not too many: by day, by month or by year.
func columns(hits []readout.Hit) func(*readout.Hit) string {
	for _, n := range []int{len("2006-01-02"), len("2006-01")} {
		seen := map[string]bool{}
		for i := range hits {
			if d := hits[i].Date; len(d) >= n {
				seen[d[:n]] = true
			}
		}
		if len(seen) <= maxTimes {
			return func(h *readout.Hit) string { return h.Date[:min(n, len(h.Date))] }
		}
	}
	return func(h *readout.Hit) string { return h.Date[:min(len("2006"), len(h.Date))] }
}
