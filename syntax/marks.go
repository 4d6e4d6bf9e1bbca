package syntax

import "github.com/readout-project/readout/linear"

// A Tree is the heads and relations of a sentence: of word i, from 1, at i. The head 0 is the root; -1 marks a
// mark that has none yet.
type Tree struct {
	Head  []int32
	Rel   []Rel
	begin []int32 // first and last word of the subtree, marks left out
	end   []int32
	chain []int32
}

// maxChain is how many heads a mark may choose from on each side.
const maxChain = 6

// reach is how far, in words, a mark looks for its fellow, and for a word where marks stand in a row.
const reach = 80

// fill takes the arcs of a finished state over the skeleton of n words and marks.
func (t *Tree) fill(k *Skeleton, s *State, n int) {
	t.Reset(n)
	for i := 1; i <= k.N; i++ {
		t.Head[k.At[i]], t.Rel[k.At[i]] = k.At[s.Nodes[i].Head], s.Nodes[i].Rel
	}
}

// Reset makes the tree one of n words without arcs.
func (t *Tree) Reset(n int) {
	t.Head, t.Rel = resize(t.Head, n+1), resize(t.Rel, n+1)
	for i := range t.Head {
		t.Head[i], t.Rel[i] = -1, NoRel
	}
}

// Spans finds the first and the last word of each subtree; the tree must be projective.
func (t *Tree) Spans() {
	n := len(t.Head)
	t.begin, t.end = resize(t.begin, n), resize(t.end, n)
	for i := range n {
		t.begin[i], t.end[i] = int32(i), int32(i)
	}
	// In a projective tree, left children are complete from the left and right ones from the right, but a chain may
	// turn at every word; widen the heads until nothing changes, which takes a pass for each turn.
	for pass, changed := 0, true; changed && pass < 8; pass++ {
		changed = false
		widen := func(i int) {
			h := t.Head[i]
			if h <= 0 {
				return
			}
			if t.begin[i] < t.begin[h] {
				t.begin[h], changed = t.begin[i], true
			}
			if t.end[i] > t.end[h] {
				t.end[h], changed = t.end[i], true
			}
		}
		for i := 1; i < n; i++ {
			widen(i)
		}
		for i := n - 1; i >= 1; i-- {
			widen(i)
		}
	}
}

// Candidates returns the words that mark i may depend on without crossing an arc: the nearest word on each side and
// those above it, as far as its side reaches. Those on the left come first, from the nearest to the highest; then
// left says how many they are. The list is good until the next call.
func (t *Tree) Candidates(l *Line, i int) (list []int32, left int) {
	t.chain = t.chain[:0]
	x := int32(i) - 1
	for x > 0 && l.mark[x] != 0 && x > int32(i)-reach {
		x--
	}
	for n := 0; x > 0 && x < int32(i) && l.mark[x] == 0 && n < maxChain; n++ {
		t.chain = append(t.chain, x)
		if t.end[x] > int32(i) {
			break
		}
		x = t.Head[x]
	}
	left = len(t.chain)
	x = int32(i) + 1
	for int(x) <= l.N && l.mark[x] != 0 && x < int32(i)+reach {
		x++
	}
	for n := 0; int(x) <= l.N && x > int32(i) && l.mark[x] == 0 && n < maxChain; n++ {
		t.chain = append(t.chain, x)
		if t.begin[x] < int32(i) {
			break
		}
		x = t.Head[x]
	}
	return t.chain, left
}

// marks gives the marks of the sentence their heads, from left to right.
func (p *Parser) marks(l *Line, w *work) {
	t := &w.tree
	top := int32(0) // the root, on which marks hang that find no word near them
	for i := 1; i <= l.N && top == 0; i++ {
		if t.Head[i] == 0 {
			top = int32(i)
		}
	}
	for i := 1; i <= l.N; i++ {
		if l.mark[i] == 0 {
			continue
		}
		list, left := t.Candidates(l, i)
		best, most := int32(-1), int32(0)
		for at, x := range list {
			w.keys = t.MarkKeys(l, i, list, left, at, w.keys[:0])
			if score := p.Model.Marks.Sum(w.keys); best < 0 || score > most {
				best, most = x, score
			}
		}
		switch {
		case best >= 0:
			t.Head[i], t.Rel[i] = best, Punct
		case top != 0:
			t.Head[i], t.Rel[i] = top, Punct
		default: // a sentence of marks
			top = int32(i)
			t.Head[i], t.Rel[i] = 0, Root
		}
	}
}

// MarkKeys appends the features of mark i with the candidate at a place of the list.
func (t *Tree) MarkKeys(l *Line, i int, list []int32, left, at int, keys []linear.Key) []linear.Key {
	x := list[at]
	mark, tag := l.Lower[i], l.Tag[i]
	side, place, count := uint64(0), at, left
	if at >= left {
		side, place, count = 1, at-left, len(list)-left
	}
	where := side | uint64(min(place, 3))<<1
	if place == count-1 {
		where |= 1 << 4
	}
	rel := uint64(t.Rel[x])
	if t.Head[x] == 0 {
		rel = uint64(Root)
		where |= 1 << 5
	}
	// Does the phrase of the candidate end at the mark, and what stands at its other end?
	var other uint64
	if side == 0 && t.begin[x] > 1 {
		other = l.Tag[t.begin[x]-1]
	} else if side == 1 && int(t.end[x]) < l.N {
		other = l.Tag[t.end[x]+1]
	}
	if side == 0 && t.end[x] > int32(i) || side == 1 && t.begin[x] < int32(i) {
		where |= 1 << 6 // the phrase goes round the mark
	}
	if h := t.Head[x]; h > 0 && (h < int32(i)) != (x < int32(i)) {
		where |= 1 << 7 // its head lies across the mark
	}
	// The highest ones of both sides, and whether one hangs on the other side.
	var topL, topR uint64
	if left > 0 {
		y := list[left-1]
		topL = uint64(t.Rel[y])<<2 | across(t, y, i)
	}
	if len(list) > left {
		y := list[len(list)-1]
		topR = uint64(t.Rel[y])<<2 | across(t, y, i)
	}
	fellow := t.fellow(l, i, x)
	prev, next := l.Tag[i-1], l.Tag[i+1]
	k1, k2, k3 := linear.Key1, linear.Key2, linear.Key3
	return append(keys,
		k2(300, mark, where), k3(301, mark, where, rel), k3(302, tag, where, l.Tag[x]), k3(303, tag, where, other),
		k3(304, tag, where, topL<<16|topR), k3(305, tag, where|rel<<16, topL), k3(306, tag, where|rel<<16, topR),
		k3(307, tag, fellow, where), k2(308, tag, fellow), k3(309, tag, rel|fellow<<16, where), k2(310, where, rel),
		k3(311, tag, where, prev), k3(312, tag, where, next), k3(313, tag, where|rel<<16, other),
		k3(314, tag, where|rel<<16, l.Tag[x]), k3(315, tag, where, distance(min(int(x), i), max(int(x), i))),
		k3(316, tag, rel|other<<16, fellow), k3(317, tag, where|fellow<<16, topL<<16|topR), k1(318, where),
		k3(319, tag, where|rel<<16, prev), k3(320, tag, where|rel<<16, next),
	)
}

// across tells on which side of mark i the head of x lies: 1 on the other side, 2 where x is the root, else 0.
func across(t *Tree, x int32, i int) uint64 {
	h := t.Head[x]
	switch {
	case h == 0:
		return 2
	case (h < int32(i)) != (x < int32(i)):
		return 1
	}
	return 0
}

// fellow compares candidate x with the other mark of a pair: 0 where mark i has none; else whether x lies
// between the two, whether its head does, and whether the other one depends on x already.
func (t *Tree) fellow(l *Line, i int, x int32) uint64 {
	from, to := i, i
	if j := t.partner(l, i); j == 0 {
		return 0
	} else if j < i {
		from = j
		if t.Head[j] == x {
			return 1
		}
	} else {
		to = j
	}
	in := func(y int32) bool { return int(y) > from && int(y) < to }
	switch {
	case !in(x):
		return 2
	case in(t.Head[x]):
		return 3
	}
	return 4
}

// partner returns the place of the other mark of a pair of brackets or quotation marks, 0 where there is none.
func (t *Tree) partner(l *Line, i int) int {
	var other byte
	step := 1
	switch l.mark[i] {
	case '(':
		other = ')'
	case '<':
		other = '>'
	case ')':
		other, step = '(', -1
	case '>':
		other, step = '<', -1
	default:
		return 0
	}
	for j := i + step; j >= 1 && j <= l.N && j < i+reach && j > i-reach; j += step {
		if l.mark[j] == other {
			return j
		}
	}
	return 0
}
