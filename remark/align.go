package remark

import "github.com/readout-project/readout"

// An Op is what became of words of the longest wording.
type Op string

const (
	Kept    Op = "kept"
	Omitted Op = "omitted"
	Added   Op = "added"
	Changed Op = "changed"
)

// A Step is a run of words with one Op: bytes of the longest wording, and of the variant. Where nothing stands the span is empty.
type Step struct {
	Op      Op
	Longest readout.Span
	Variant readout.Span
}

// align sets a variant beside the longest wording, word by word, with as many words kept as can be.
func align(longest, variant []word) []Step {
	n, m := len(longest), len(variant)
	most := make([][]int16, n+1) // words kept of what follows; sayings have maxWords at most
	for i := range most {
		most[i] = make([]int16, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			most[i][j] = max(most[i+1][j], most[i][j+1])
			if longest[i].form == variant[j].form {
				most[i][j] = max(most[i][j], most[i+1][j+1]+1)
			}
		}
	}
	var steps []Step
	for i, j := 0, 0; i < n || j < m; {
		from, to := i, j
		for i < n && j < m && longest[i].form == variant[j].form && most[i][j] == most[i+1][j+1]+1 {
			i, j = i+1, j+1
		}
		if i > from {
			steps = append(steps, Step{Kept, spanOf(longest[from:i]), spanOf(variant[to:j])})
			continue
		}
		for i < n || j < m {
			if i < n && j < m && longest[i].form == variant[j].form && most[i][j] == most[i+1][j+1]+1 {
				break
			}
			if j == m || i < n && most[i+1][j] >= most[i][j+1] {
				i++
			} else {
				j++
			}
		}
		op := Changed
		switch {
		case j == to:
			op = Omitted
		case i == from:
			op = Added
		}
		steps = append(steps, Step{op, spanOf(longest[from:i]), spanOf(variant[to:j])})
	}
	return steps
}

// spanOf is from the first word to the last.
func spanOf(words []word) readout.Span {
	if len(words) == 0 {
		return readout.Span{}
	}
	return readout.Span{Start: words[0].Start, End: words[len(words)-1].End}
}
