package web

import (
	"slices"
	"strings"

	"github.com/readout-project/readout/ledger"
	topics "github.com/readout-project/readout/positions"
)

// A rewording is two wordings of what may be one thing, the earlier first, with the words marked that only one of them has.
type rewording struct {
	Topic        string
	Before, Then remark
	Old, New     []run
}

// A wordingView is one of two wordings, for templates.
type wordingView struct {
	Remark remark
	Runs   []run
}

const (
	maxChanges = 12
	maxCompare = 300 // words of a text that are compared one by one
)

// rewordingsOf finds where the wording of what somebody said on a topic changed: each remark beside the last of an earlier day that is
// made of much the same words. What it means that they changed is not told. They are newest first.
func rewordingsOf(rows []position) (out []rewording) {
	seen := map[string]bool{}
	for _, row := range rows {
		var all []remark
		for _, c := range row.Cells {
			all = append(all, c...)
		}
		slices.SortStableFunc(all, func(a, b remark) int { return strings.Compare(a.Date, b.Date) })
		for i := range all {
			now := strings.Join(all[i].Hit.Words, " … ")
			for k := i - 1; k >= 0; k-- {
				last := strings.Join(all[k].Hit.Words, " … ")
				if all[k].Date == all[i].Date || !topics.Reworded(last, now) {
					continue
				}
				if key := all[k].Key + " " + all[i].Key; !seen[key] && !ledger.SameWords(last, now) {
					seen[key] = true
					x := rewording{Topic: row.Topic, Before: all[k], Then: all[i]}
					x.Old, x.New = compare(last, now)
					out = append(out, x)
				}
				break
			}
		}
	}
	slices.SortStableFunc(out, func(a, b rewording) int { return strings.Compare(b.Then.Date, a.Then.Date) })
	return out[:min(len(out), maxChanges)]
}

// compare cuts two texts into runs, marking those words that the other does not have in the same order. Of long texts, all that
// follows is left unmarked.
func compare(a, b string) (old, new []run) {
	x, y := strings.Fields(a), strings.Fields(b)
	n, m := min(len(x), maxCompare), min(len(y), maxCompare)
	fold := func(w string) string { return ledger.Fold(w, " ") }
	p, q := each(x[:n], fold), each(y[:m], fold)
	common := ledger.Common(n, m, func(i, k int) bool { return p[i] == q[k] })
	return marked(x, n, each(common, func(p [2]int) int { return p[0] })), marked(y, m, each(common, func(p [2]int) int { return p[1] }))
}

// marked makes runs of words, of which the first n are marked unless they are among some, in order.
func marked(words []string, n int, but []int) (out []run) {
	for i, w := range words {
		same := len(but) > 0 && but[0] == i
		if same {
			but = but[1:]
		}
		out = addRun(out, w, i < n && !same)
	}
	return out
}

// addRun adds a word to runs of words, with a blank before it.
func addRun(to []run, word string, mark bool) []run {
	if n := len(to); n > 0 && to[n-1].Mark == mark {
		to[n-1].Text += " " + word
		return to
	} else if n > 0 && to[n-1].Mark {
		return append(to, run{" " + word, mark})
	} else if n > 0 {
		to[n-1].Text += " "
	}
	return append(to, run{word, mark})
}
