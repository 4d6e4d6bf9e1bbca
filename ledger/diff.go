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
	add := func(op, word string) {
		if k := len(out) - 1; k >= 0 && out[k].Op == op {
			out[k].Text += " " + word
			return
		}
		out = append(out, Piece{op, word})
	}
	i, k := 0, 0
	for _, both := range append(Common(n, m, func(i, k int) bool { return p[i] == q[k] }), [2]int{len(x), len(y)}) {
		for ; i < both[0]; i++ {
			add(Omitted, x[i])
		}
		for ; k < both[1]; k++ {
			add(Added, y[k])
		}
		if i < len(x) && k < len(y) {
			add(Same, y[k])
			i, k = i+1, k+1
		}
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

// Common returns which of n things are the same as which of m others, in the same order, as many as can be: pairs of their numbers.
func Common(n, m int, same func(i, k int) bool) (pairs [][2]int) {
	most := make([][]int32, n+1) // of the things from i and k on
	for i := range most {
		most[i] = make([]int32, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for k := m - 1; k >= 0; k-- {
			if same(i, k) {
				most[i][k] = most[i+1][k+1] + 1
			} else {
				most[i][k] = max(most[i+1][k], most[i][k+1])
			}
		}
	}
	for i, k := 0, 0; i < n && k < m; {
		switch {
		case same(i, k):
			pairs = append(pairs, [2]int{i, k})
			i, k = i+1, k+1
		case most[i+1][k] >= most[i][k+1]:
			i++
		default:
			k++
		}
	}
	return pairs
}

// Likeness tells how much of two wordings is the same, in the same order: 0 for nothing, 1 for all of both.
func Likeness(a, b string) float64 {
	x, y := strings.Fields(Fold(a, " ")), strings.Fields(Fold(b, " "))
	x, y = x[:min(len(x), maxDiff)], y[:min(len(y), maxDiff)]
	if len(x)+len(y) == 0 {
		return 0
	}
	return 2 * float64(len(Common(len(x), len(y), func(i, k int) bool { return x[i] == y[k] }))) / float64(len(x)+len(y))
}

// SameWords reports whether two wordings differ in capitals, accents, marks and blanks alone.
func SameWords(a, b string) bool { return Fold(a, " ") == Fold(b, " ") }
