package event

import (
	"slices"

	"github.com/readout-project/readout/text"
)

var (
	hashThe       = text.HashLower("the")
	hashThis      = text.HashLower("this")
	hashThat      = text.HashLower("that")
	hashThese     = text.HashLower("these")
	hashThose     = text.HashLower("those")
	hashA         = text.HashLower("a")
	hashAn        = text.HashLower("an")
	hashNo        = text.HashLower("no")
	hashNot       = text.HashLower("not")
	hashNt        = text.HashLower("n't")
	hashNever     = text.HashLower("never")
	hashIf        = text.HashLower("if")
	hashUnless    = text.HashLower("unless")
	hashWould     = text.HashLower("would")
	hashCould     = text.HashLower("could")
	hashMight     = text.HashLower("might")
	hashShould    = text.HashLower("should")
	hashMay       = text.HashLower("may")
	hashWill      = text.HashLower("will")
	hashLl        = text.HashLower("'ll")
	hashShall     = text.HashLower("shall")
	hashDue       = text.HashLower("due")
	hashScheduled = text.HashLower("scheduled")
	hashThan      = text.HashLower("than")
)

func sortBy(s []int, before func(a, b int) bool) {
	slices.SortStableFunc(s, func(a, b int) int {
		switch {
		case before(a, b):
			return -1
		case before(b, a):
			return 1
		}
		return 0
	})
}
