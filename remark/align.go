package remark

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

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
func align(longest, variant []word) (steps []Step) {
	add := func(op Op, a, b []word) { steps = append(steps, Step{op, spanOf(a), spanOf(b)}) }
	common := ledger.Common(len(longest), len(variant), func(i, k int) bool { return longest[i].form == variant[k].form })
	i, j := 0, 0
	for at := 0; i < len(longest) || j < len(variant); {
		from, to := i, j
		for at < len(common) && common[at] == [2]int{i, j} {
			i, j, at = i+1, j+1, at+1
		}
		if i > from {
			add(Kept, longest[from:i], variant[to:j])
			continue
		}
		if i, j = len(longest), len(variant); at < len(common) {
			i, j = common[at][0], common[at][1]
		}
		switch {
		case j == to:
			add(Omitted, longest[from:i], nil)
		case i == from:
			add(Added, nil, variant[to:j])
		default:
			add(Changed, longest[from:i], variant[to:j])
		}
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
