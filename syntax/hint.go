package syntax

import "github.com/readout-project/readout/linear"

// A Hint is what the guide, which has read the sentence from right to left, found of a word (Nivre and McDonald 2008: stacking).
type Hint struct {
	Head        int32 // 0 for the root, -1 for a missing word
	First, Last int32 // its first and last child; itself where it has none on that side
	Rel         Rel
	Sure        uint8 // how sure the guide was of it: see marginOf
}

// marginOf puts a difference of two sums of weights into a class.
func marginOf(x float32) uint8 {
	switch {
	case x < 1:
		return 0
	case x < 3:
		return 1
	case x < 7:
		return 2
	}
	return 3
}

// Hint fills the hints with the nodes of the reversed skeleton.
func (k *Skeleton) Hint(nodes []Node) {
	k.Hints = resize(k.Hints, k.N+1+pad)
	for i := range k.Hints {
		k.Hints[i] = Hint{Head: -1, First: int32(i), Last: int32(i)}
	}
	for j := 1; j <= k.N; j++ {
		i := int32(k.N + 1 - j)
		x := &k.Hints[i]
		x.Rel, x.Head, x.Sure = nodes[j].Rel, 0, nodes[j].Sure
		if h := nodes[j].Head; h > 0 {
			x.Head = int32(k.N) + 1 - h
			p := &k.Hints[x.Head]
			p.First, p.Last = min(p.First, i), max(p.Last, i)
		}
	}
}

// HintKeys appends the features of the hints of the top of the stack and the front of the buffer: on which side the guide
// sees their heads, with what relations, and whether it sees children of theirs still to come.
func (s *State) HintKeys(l *Skeleton, keys []linear.Key) []linear.Key {
	none := s.N + pad
	s0, s1, b0 := none, none, s.Next
	if n := len(s.Stack); n > 0 {
		s0 = int(s.Stack[n-1])
		if n > 1 {
			s1 = int(s.Stack[n-2])
		}
	}
	x0, x1, xb := &l.Hints[s0], &l.Hints[s1], &l.Hints[b0]
	side := func(x *Hint) uint64 {
		switch h := int(x.Head); {
		case h == 0:
			return 1
		case h == b0:
			return 2
		case h == s1:
			return 3
		case h == s0:
			return 4
		case h > b0:
			return 5
		case h > s0:
			return 6
		}
		return 7
	}
	h0, h1, hb := side(x0), side(x1), side(xb)
	r0, r1, rb := uint64(x0.Rel), uint64(x1.Rel), uint64(xb.Rel)
	var open uint64
	for i, is := range [...]bool{int(x0.Last) >= b0, int(x1.Last) >= b0, int(xb.First) <= s0, int(xb.First) == s0, int(xb.First) <= s1} {
		if is {
			open |= 1 << i
		}
	}
	all := h0 | hb<<3 | open<<6
	u0, ub := uint64(x0.Sure), uint64(xb.Sure)
	w, t, c := l.Lower, l.Tag, l.Cluster
	tt, tt1 := t[s0]<<8|t[b0], t[s1]<<8|t[s0]
	h0w, hbw := max(0, x0.Head), max(0, xb.Head)
	S0, B0 := &s.Nodes[s0], &s.Nodes[b0]
	k1, k2, k3 := linear.Key1, linear.Key2, linear.Key3
	return append(keys,
		k1(280, all), k2(281, all, r0), k3(282, all, r0, rb), k3(283, h0, r0, tt), k3(284, hb, rb, tt), k2(285, all, tt),
		k3(286, all, tt1, t[b0]), k2(287, all, l.Gap[b0]), k3(288, h0, r0, tt1), k3(289, all, w[s0], t[b0]), k3(290, all, w[b0], t[s0]),
		k3(291, h1<<8|h0, r1, r0), k3(292, h1<<8|h0, hb, open), k3(293, h0, r0, w[s0]), k3(294, all, c[s0], c[b0]),
		k3(295, all, r0, distance(s0, b0)), k2(296, h0, r0), k3(297, hb, rb, S0.LSet), k3(298, all, B0.LSet, t[b0]), k3(299, all, S0.RSet, t[s0]),
		k3(400, h0, r0, u0), k3(401, hb, rb, ub), k2(402, all, u0<<2|ub), k3(403, all, u0<<2|ub, r0), k3(404, h0<<2|u0, r0, tt), k3(405, hb<<2|ub, rb, tt),
		k3(406, h0<<2|u0, hb<<2|ub, tt1), k3(407, all, u0<<2|ub, t[b0]), k3(408, all, u0<<2|ub, t[s0]),
		k3(409, h0, r0, w[h0w]), k3(410, r0, t[s0], t[h0w]), k3(411, rb, t[b0], t[hbw]), k3(412, all, t[h0w], t[s0]), k3(413, all, t[hbw], t[b0]),
		k3(414, all, h1<<5|uint64(l.Hints[b0+1].Rel), side(&l.Hints[b0+1])), k3(415, all, r1, t[s1]),
	)
}
