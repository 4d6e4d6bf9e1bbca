package verify

import "slices"

// What aligning words costs and earns. A pair of words that are the same earns the most; a run of words that the quotation lacks costs
// little more than one such word, since a cut is a cut however long it is.
const (
	pairSame    = 10
	pairShifted = 6
	pairOther   = -7
	wordAdded   = -7
	cutBegins   = -9
	cutGoesOn   = -1
)

// A pair is a word of the quotation beside one of the source; -1 stands where one of them has none.
type pair struct{ quote, source int }

// How a cell of the table was reached.
const (
	fromNone = iota
	fromPair
	fromAdded
	fromCut
)

// align lays a quotation beside the part of a source where it fits best. Words of the source before and after that part cost nothing,
// nor do those that an ellipsis stands for; words in square brackets stand for any. It returns the pairs in order and the score.
func align(quote, source []word) ([]pair, int) {
	n, m := len(quote), len(source)
	width := m + 1
	best := make([]int32, (n+1)*width) // of the first i words of the quotation, ending at word j of the source
	cut := make([]int32, (n+1)*width)  // the same, ending in a run of words that the quotation lacks
	how := make([]uint8, (n+1)*width)
	opens := make([]bool, (n+1)*width) // whether that run begins here
	const never = -1 << 28
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			at := i*width + j
			if i == 0 {
				cut[at] = never
				continue
			}
			begins, goesOn := int32(cutBegins), int32(cutGoesOn)
			if i < n && quote[i].gap {
				begins, goesOn = 0, 0
			}
			cut[at] = never
			best[at], how[at] = best[at-width]+wordAdded, fromAdded
			if quote[i-1].aside {
				best[at] = best[at-width]
			}
			if j == 0 {
				continue
			}
			if x := best[at-width-1] + score(&quote[i-1], &source[j-1]); x >= best[at] {
				best[at], how[at] = x, fromPair
			}
			cut[at], opens[at] = best[at-1]+begins, true
			if x := cut[at-1] + goesOn; x > cut[at] {
				cut[at], opens[at] = x, false
			}
			if cut[at] > best[at] {
				best[at], how[at] = cut[at], fromCut
			}
		}
	}
	end := 0
	for j := range width {
		if best[n*width+j] >= best[n*width+end] { // of equal ones the last, which pairs the most words
			end = j
		}
	}
	var pairs []pair
	for i, j := n, end; i > 0; {
		switch at := i*width + j; how[at] {
		case fromPair:
			i, j = i-1, j-1
			pairs = append(pairs, pair{i, j})
		case fromAdded:
			i--
			pairs = append(pairs, pair{i, -1})
		case fromCut:
			for {
				open := opens[i*width+j]
				j--
				pairs = append(pairs, pair{-1, j})
				if open {
					break
				}
			}
		}
	}
	slices.Reverse(pairs)
	return pairs, int(best[n*width+end])
}

// score is what a pair of words earns.
func score(q, s *word) int32 {
	switch {
	case q.aside:
		return 0
	case q.norm == s.norm:
		return pairSame
	case shifted(q.norm, s.norm):
		return pairShifted
	}
	return pairOther
}

// Limits of a comparison, in words.
const (
	maxQuotation = 600 // a longer one is compared in its beginning
	maxGap       = 150 // that an ellipsis may stand for
	maxGaps      = 4   // ellipses that may stand for so many
	maxOften     = 200 // places of a word at which a quotation is looked for
	maxWindows   = 3
)

// windows returns the parts of a source in which a quotation is most likely to stand, the likeliest first: from, to.
func (s *Source) windows(quote []word) (out [][2]int) {
	if len(s.words) == 0 {
		return nil
	}
	length, gaps := len(quote)+8, 0
	for i := range quote {
		if quote[i].gap {
			gaps++
		}
	}
	length += min(gaps, maxGaps) * maxGap
	votes := map[int]float64{}
	for i := range quote {
		places := s.at[quote[i].norm]
		if quote[i].aside || len(places) == 0 {
			continue
		}
		weight := 1 / float64(len(places)+1)
		for _, at := range places[:min(len(places), maxOften)] {
			votes[max(0, at-i)/length] += weight
		}
	}
	var buckets []int
	for b := range votes {
		buckets = append(buckets, b)
	}
	slices.Sort(buckets)
	slices.SortStableFunc(buckets, func(a, b int) int {
		switch x, y := votes[a]+votes[a+1], votes[b]+votes[b+1]; { // a quotation may lie across the border of two
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return a - b
	})
	for _, b := range buckets[:min(len(buckets), maxWindows)] {
		out = append(out, [2]int{max(0, (b-1)*length), min(len(s.words), (b+3)*length)})
	}
	return out
}
