package syntax

import "github.com/readout-project/readout/linear"

// TagKeys appends the tagger's features of word i (from 1) to keys. They look at the two tags before it, at
// the words around it and at how the word is written (Ratnaparkhi 1996; Toutanova and others 2003).
func (l *Line) TagKeys(i int, keys []linear.Key) []linear.Key {
	// Two places before the first word: the root stands for both.
	p1, p2 := i-1, max(0, i-2)
	n1, n2 := i+1, i+2
	w, e := l.Lower[i], &l.Ends[i]
	t1, t2 := l.Tag[p1], l.Tag[p2]
	first := uint64(0)
	if i == 1 {
		first = 1
	}
	k1, k2, k3 := linear.Key1, linear.Key2, linear.Key3
	keys = append(keys,
		k1(1, w),
		k2(2, l.Shape[i], first),
		k1(3, l.Cluster[i]),
		k1(5, l.Amb[i]),
		k1(6, e.suf4), k1(7, e.suf3), k1(8, e.suf2), k1(9, e.suf1),
		k1(10, e.pre3), k1(11, e.pre2), k1(12, e.pre1),
		k1(13, t1), k2(14, t1, t2), k2(15, t1, w),
		k2(16, t1, l.Amb[i]), k3(17, t1, t2, l.Amb[i]),
		k1(18, l.Lower[p1]), k1(19, l.Lower[n1]),
		k1(20, l.Lower[p2]), k1(21, l.Lower[n2]),
		k2(22, l.Lower[p1], w), k2(23, w, l.Lower[n1]),
		k2(24, l.Lower[p1], l.Lower[n1]),
		k1(25, l.Cluster[n1]), k1(26, l.Cluster[p1]),
		k2(27, l.Cluster[i], l.Cluster[n1]), k2(28, l.Cluster[p1], l.Cluster[i]),
		k1(29, l.Amb[n1]), k2(30, l.Amb[i], l.Amb[n1]), k3(31, t1, l.Amb[i], l.Amb[n1]),
		k3(32, t1, w, l.Amb[n1]),
		k2(33, l.Amb[n1], l.Amb[n2]),
		k1(34, l.Ends[n1].suf3), k1(35, l.Ends[p1].suf3),
		k2(36, l.Shape[i], l.Shape[n1]), k2(37, l.Shape[i], l.Shape[p1]),
		k2(38, e.suf3, l.Shape[i]), k2(39, e.suf2, t1), k2(40, l.Coarse[i], t1),
		k2(42, l.Amb[i], l.Caps<<1|first), k3(43, l.Shape[i], l.Caps<<1|first, t1), k3(44, l.Amb[i], l.Shape[i], l.Caps<<1|first),
		k2(45, l.Cluster[i], l.Shape[i]), k1(46, l.Cluster[n2]), k1(47, l.Cluster[p2]), k3(48, l.Amb[p1], l.Amb[i], l.Amb[n1]),
		k3(49, t1, l.Amb[n1], l.Amb[n2]), k3(50, l.Cluster[p1], l.Cluster[i], l.Cluster[n1]),
		k3(41, l.Coarse[p1], l.Coarse[i], l.Coarse[n1]),
	)
	return keys
}

// distance puts how far b lies from a into a few classes.
func distance(a, b int) uint64 {
	switch d := b - a; {
	case d <= 4:
		return uint64(max(d, 0))
	case d <= 7:
		return 5
	case d <= 12:
		return 6
	}
	return 7
}

// Keys appends the parser's features of the state to keys: words, tags and clusters of the top of the stack and
// the front of the buffer, of their children, and their distances, valencies and label sets (Zhang and Nivre 2011,
// made to fit arc-hybrid), with clusters (Koo, Carreras and Collins 2008) and with what stands between them.
func (s *State) Keys(l *Skeleton, keys []linear.Key) []linear.Key {
	none := s.N + pad
	s0, s1, s2 := none, none, none
	if n := len(s.Stack); n > 0 {
		s0 = int(s.Stack[n-1])
		if n > 1 {
			s1 = int(s.Stack[n-2])
		}
		if n > 2 {
			s2 = int(s.Stack[n-3])
		}
	}
	b0 := s.Next
	b1, b2 := b0+1, b0+2
	S0, S1, B0 := &s.Nodes[s0], &s.Nodes[s1], &s.Nodes[b0]
	w, t, c := l.Lower, l.Tag, l.Cluster
	s0w, s1w, b0w, b1w := w[s0], w[s1], w[b0], w[b1]
	s0t, s1t, s2t, b0t, b1t, b2t := t[s0], t[s1], t[s2], t[b0], t[b1], t[b2]
	s0c, s1c, b0c, b1c := c[s0], c[s1], c[b0], c[b1]
	s0wt, s1wt, b0wt := s0w*31+s0t, s1w*31+s1t, b0w*31+b0t
	rel := func(i int32) uint64 { return uint64(s.Nodes[i].Rel) }
	s0L, s0R, s1L, s1R, b0L := S0.L1, S0.R1, S1.L1, S1.R1, B0.L1
	d, d1 := distance(s0, b0), distance(s1, s0)
	v0l, v0r, v1r, vb := uint64(S0.LN), uint64(S0.RN), uint64(S1.RN), uint64(B0.LN)
	between, between1 := l.span(s0, b0), l.span(s1, s0)
	g0, g1, f0, fb := l.Gap[b0], l.Gap[b1], w[S0.Fn], w[B0.Fn]
	var alike uint64
	for i, same := range [...]bool{s0t == b0t, s1t == b0t, s0c == b0c, s1c == b0c, l.Coarse[s0] == l.Coarse[b0], l.Coarse[s1] == l.Coarse[b0], B0.LSet>>Cc&1 != 0} {
		if same {
			alike |= 1 << i
		}
	}
	tt := s0t<<8 | b0t
	tt1 := s1t<<8 | s0t
	k1, k2, k3 := linear.Key1, linear.Key2, linear.Key3
	return append(keys,
		// single words
		k1(101, s0wt), k1(102, s0t), k1(103, s0w), k1(104, s0c),
		k1(105, s1wt), k1(106, s1t), k1(107, s1w), k1(108, s1c),
		k1(109, b0wt), k1(110, b0t), k1(111, b0w), k1(112, b0c),
		k1(113, b1w), k1(114, b1t), k1(115, w[b2]), k1(116, b2t), k1(117, s2t), k1(118, w[s2]),
		// pairs
		k2(120, s0wt, b0wt), k2(121, s0wt, b0t), k2(122, s0t, b0wt), k2(123, s0w, b0w), k1(124, tt),
		k2(125, s0c, b0c), k2(126, s0w, b0c), k2(127, s0c, b0w),
		k2(128, s1wt, s0wt), k2(129, s1wt, s0t), k2(130, s1t, s0wt), k2(131, s1w, s0w), k1(132, tt1),
		k2(133, s1c, s0c), k2(134, s1w, s0c), k2(135, s1c, s0w),
		k2(136, s1t, b0t), k2(137, s1w, b0w), k2(138, s1wt, b0t), k2(139, s1t, b0wt),
		k2(140, b0t, b1t), k2(141, b0w, b1w), k2(142, b0wt, b1t), k2(143, b0c, b1c),
		// triples
		k3(150, s0t, b0t, b1t), k3(151, tt1, b0t, b1t), k3(152, b0t, b1t, b2t), k3(153, s2t, s1t, s0t),
		k3(154, s1t, s0t, b0t), k3(155, s0w, b0t, b1t), k3(156, s0t, b0w, b1t), k3(157, s1t, s0t, b0w),
		k3(158, s1t, s0w, b0t), k3(159, s1w, s0t, b0t), k3(160, s1c, s0c, b0c), k3(161, s1w, s0t, b0w),
		k3(162, tt, b1t, b2t), k3(163, s2t, tt1, b0t),
		// children
		k3(170, tt, t[s0L], 0), k3(171, tt, t[s0R], 1), k3(172, tt, t[b0L], 2),
		k3(173, tt1, t[s1R], 3), k3(174, tt1, t[s0L], 4), k3(175, tt1, t[s1L], 5), k3(176, tt1, t[s0R], 6),
		k3(177, s0w, rel(s0L), rel(s0R)), k3(178, s0t, rel(s0L), rel(S0.L2)), k3(179, s0t, rel(s0R), rel(S0.R2)),
		k2(180, s0t, w[s0L]), k2(181, s0t, w[s0R]), k2(182, b0t, w[b0L]), k2(183, s1t, w[s1R]),
		k3(184, b0t, rel(b0L), rel(B0.L2)), k2(185, b0w, rel(b0L)), k2(186, s1w, rel(s1R)), k3(187, s1t, rel(s1R), s0t),
		k3(188, s1w, w[s0L], s0t), k3(189, s1w, w[s0L], s0w), k3(190, s1t, w[s0L], s0t), k3(191, s0w, w[b0L], b0t),
		k3(192, s1c, w[s0L], s0c), k3(193, tt, w[s0L], 7),
		// valencies and label sets
		k3(200, s0w, v0l, v0r), k3(201, s0t, v0l, v0r), k2(202, b0t, vb), k2(203, b0w, vb), k2(204, s1t, v1r), k2(205, s1w, v1r),
		k2(206, s0t, S0.LSet), k2(207, s0t, S0.RSet), k2(208, b0t, B0.LSet), k2(209, s1t, S1.RSet),
		k2(210, s0w, S0.RSet), k2(211, b0w, B0.LSet), k2(212, s1w, S1.RSet), k2(213, s0w, S0.LSet),
		k3(214, tt1, S0.LSet, S1.RSet), k2(215, s1t, S1.LSet),
		// distances and what stands between
		k2(220, s0w, d), k2(221, b0w, d), k2(222, tt, d), k2(223, tt1, d1), k2(224, s1w, d1),
		k2(230, tt, g0), k2(231, s0w, g0), k2(232, b0w, g0), k3(233, s0t, g0, B0.LSet), k3(234, tt1, b0t, g0), k3(235, s0t, b0t<<8|b1t, g0), k2(236, g0<<8|g1, b0t),
		// the function word of the front, and how alike it is to what it may belong to
		k2(240, s0w, fb), k2(241, s1w, fb), k2(242, tt, fb), k3(243, tt1, b0t, fb), k3(244, s0w, fb, b0w), k3(245, s1w, fb, b0w),
		k3(246, s0c, fb, b0c), k3(247, s1c, fb, b0c), k3(248, s1t, b0t, fb), k3(249, s1w, s0t, fb), k3(250, s1t, s0w, fb),
		k2(251, tt, B0.LSet), k3(252, tt1, b0t, B0.LSet), k3(253, s1t, b0t, B0.LSet), k3(254, s0w, b0t, B0.LSet),
		k3(255, alike, tt1, b0t), k2(256, alike, b0t), k3(257, alike, s0t, g0), k3(258, s1w, f0, b0t), k3(259, tt1, f0, b0t),
		// what the words may be besides what they are tagged as
		k2(260, tt, l.Amb[s0]), k2(261, tt, l.Amb[b0]), k3(262, l.Amb[s0], l.Amb[b0], g0), k2(263, tt1, l.Amb[s1]), k3(264, l.Amb[s1], l.Amb[s0], l.Amb[b0]), k2(265, b0t<<8|b1t, l.Amb[b1]),
		k2(225, tt, between), k2(226, tt1, between1), k3(227, tt, between, v0r), k3(228, s0w, b0t, between),
	)
}
