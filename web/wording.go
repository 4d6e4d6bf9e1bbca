package web

import (
	"slices"
	"strings"
	"unicode"

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
				if key := all[k].Key + " " + all[i].Key; !seen[key] && !sameWords(last, now) {
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

// sameWords reports whether two texts differ in nothing but capitals, marks and spaces.
func sameWords(a, b string) bool {
	letters := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	}
	return letters(a) == letters(b)
}

// compare cuts two texts into runs, marking those words that the other does not have in the same order. Of long texts, all that
// follows is left unmarked.
func compare(a, b string) (old, new []run) {
	x, y := strings.Fields(a), strings.Fields(b)
	n, m := min(len(x), maxCompare), min(len(y), maxCompare)
	common := make([][]int, n+1) // longest common subsequence of x[i:n] and y[k:m]
	for i := range common {
		common[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for k := m - 1; k >= 0; k-- {
			if sameWords(x[i], y[k]) {
				common[i][k] = common[i+1][k+1] + 1
			} else {
				common[i][k] = max(common[i+1][k], common[i][k+1])
			}
		}
	}
	i, k := 0, 0
	for i < n || k < m {
		switch {
		case i < n && k < m && sameWords(x[i], y[k]):
			old, new = addRun(old, x[i], false), addRun(new, y[k], false)
			i, k = i+1, k+1
		case k == m || i < n && common[i+1][k] >= common[i][k+1]:
			old = addRun(old, x[i], true)
			i++
		default:
			new = addRun(new, y[k], true)
			k++
		}
	}
	for _, w := range x[n:] {
		old = addRun(old, w, false)
	}
	for _, w := range y[m:] {
		new = addRun(new, w, false)
	}
	return old, new
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
