package web

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"github.com/readout-project/readout"
)

//go:embed data/common.txt
var commonWords string

// common are the words that make no topic.
var common = func() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(commonWords) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out[line] = true
		}
	}
	return out
}()

// Positions are what somebody said on one topic after another, over time. A topic is a word that two statements or more have: nothing
// is said of what they mean by it.
type positions struct {
	Times []string // columns: days, else months, else years
	Rows  []position
}

// A position is a topic and what was said on it at each of the times.
type position struct {
	Topic string
	Cells [][]remark
}

// shownInCell is how many statements of one time a page shows of a topic.
const shownInCell = 4

// Shown returns those of a cell that a page shows, and More how many it does not.
func (position) Shown(cell []remark) []remark { return cell[:min(len(cell), shownInCell)] }
func (position) More(cell []remark) int       { return max(0, len(cell)-shownInCell) }

const (
	maxTopics  = 10
	maxTimes   = 8
	minLetters = 4 // of a word that makes a topic
)

// positionsOf finds topics in statements, which may be in any order. Words of the names are none, nor those of
// whom they were made to.
func positionsOf(hits []readout.Hit, names []string) positions {
	not := map[string]bool{}
	for i := range hits {
		for _, to := range hits[i].Addressees {
			names = append(names, to.Name)
		}
	}
	for _, n := range names {
		for _, w := range topicWords(n) {
			not[w] = true
		}
	}
	in := map[string][]int{} // statements that have a word
	for i := range hits {
		for _, w := range topicWords(strings.Join(hits[i].Words, " ")) {
			if l := in[w]; !not[w] && (len(l) == 0 || l[len(l)-1] != i) {
				in[w] = append(l, i)
			}
		}
	}
	for w, l := range in { // a plural is its singular where there is one
		if one, ok := strings.CutSuffix(w, "s"); ok && in[one] != nil {
			l = append(l, in[one]...)
			slices.Sort(l)
			in[one] = slices.Compact(l)
			delete(in, w)
		}
	}
	var topics []string
	for w, l := range in {
		if len(l) > 1 {
			topics = append(topics, w)
		}
	}
	slices.SortFunc(topics, func(a, b string) int {
		if n := len(in[b]) - len(in[a]); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	var chosen []string
	for _, w := range topics {
		if len(chosen) < maxTopics && !slices.ContainsFunc(chosen, func(c string) bool { return alike(in[w], in[c]) }) {
			chosen = append(chosen, w)
		}
	}
	out := positions{}
	of := columns(hits)
	for i := range hits {
		if t := of(&hits[i]); t != "" && !slices.Contains(out.Times, t) {
			out.Times = append(out.Times, t)
		}
	}
	slices.Sort(out.Times)
	out.Times = out.Times[max(0, len(out.Times)-maxTimes):]
	for _, w := range chosen {
		p := position{Topic: w, Cells: make([][]remark, len(out.Times))}
		any := false
		for _, i := range in[w] {
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

// alike reports whether most of the statements of a topic are those of another.
func alike(of, other []int) bool {
	n := 0
	for _, i := range of {
		if slices.Contains(other, i) {
			n++
		}
	}
	return 4*n >= 3*len(of)
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

// topicWords returns the words of a text that may make a topic, in lower case.
func topicWords(s string) (out []string) {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		w = strings.Trim(w, "-")
		if len([]rune(w)) >= minLetters && !common[w] {
			out = append(out, w)
		}
	}
	return out
}
