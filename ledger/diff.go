package ledger

import "strings"

// A Piece is a run of words that two wordings have in common, or that only one of them has.
type Piece struct {
	Op   string `json:"op" enum:"same,omitted,added"`
	Text string `json:"text"`
}

// What a Piece says of the second wording.
const (
	Same    = "same"
	Omitted = "omitted"
	Added   = "added"
)

// maxDiff is how many words of a text are compared one by one; of longer ones the rest is one piece.
const maxDiff = 400

// Diff sets the words of two wordings side by side. Words that differ in capitals, accents or marks alone are the same.
func Diff(a, b string) (out []Piece) {
	x, y := strings.Fields(a), strings.Fields(b)
	n, m := min(len(x), maxDiff), min(len(y), maxDiff)
	p, q := folded(x[:n]), folded(y[:m])
	common := longest(p, q)
	add := func(op, word string) {
		if k := len(out) - 1; k >= 0 && out[k].Op == op {
			out[k].Text += " " + word
			return
		}
		out = append(out, Piece{op, word})
	}
	i, k := 0, 0
	for i < n || k < m {
		switch {
		case i < n && k < m && p[i] == q[k]:
			add(Same, y[k])
			i, k = i+1, k+1
		case k == m || i < n && common[i+1][k] >= common[i][k+1]:
			add(Omitted, x[i])
			i++
		default:
			add(Added, y[k])
			k++
		}
	}
	for _, w := range x[n:] {
		add(Omitted, w)
	}
	for _, w := range y[m:] {
		add(Added, w)
	}
	return out
}

// folded returns words as they are compared. What holds no letter or digit stays as it is.
func folded(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		if out[i] = Fold(w, "."); out[i] == "" {
			out[i] = w
		}
	}
	return out
}

// longest returns the lengths of the longest common subsequences of a[i:] and b[k:].
func longest(a, b []string) [][]int {
	all := make([][]int, len(a)+1)
	for i := range all {
		all[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			if a[i] == b[k] {
				all[i][k] = all[i+1][k+1] + 1
			} else {
				all[i][k] = max(all[i+1][k], all[i][k+1])
			}
		}
	}
	return all
}

// Likeness tells how much of two wordings is the same, in the same order: 0 for nothing, 1 for all of both.
func Likeness(a, b string) float64 {
	x, y := strings.Fields(Fold(a, " ")), strings.Fields(Fold(b, " "))
	x, y = x[:min(len(x), maxDiff)], y[:min(len(y), maxDiff)]
	if len(x)+len(y) == 0 {
		return 0
	}
	return 2 * float64(longest(x, y)[0][0]) / float64(len(x)+len(y))
}

// SameWords reports whether two wordings differ in capitals, accents, marks and blanks alone.
func SameWords(a, b string) bool { return Fold(a, " ") == Fold(b, " ") }
