package linear

import "math"

// A Way is one of the best sequences of tags of a lattice.
type Way struct {
	Score float32
	Tags  []uint8
}

// a step is one of the best ways to end in a tag at a position.
type step struct {
	score float32
	tag   uint8  // at the position before
	rank  uint16 // among those that end there in that tag
}

// Best returns the at most most sequences of tags of the highest scores, the best first. The result holds until the next call.
func (l *Lattice) Best(c *Chain, most int) []Way {
	k, n := l.K, l.N
	if n == 0 || most == 0 {
		return nil
	}
	inf := float32(math.Inf(-1))
	l.steps = grow(l.steps, n*k*most)
	l.heads = grow(l.heads, k)
	for b := range k {
		at := l.steps[b*most : (b+1)*most]
		for r := range at {
			at[r] = step{score: inf}
		}
		at[0] = step{score: c.Start[b] + l.Emit[b]}
	}
	for i := 1; i < n; i++ {
		before := l.steps[(i-1)*k*most : i*k*most]
		for b := range k {
			at := l.steps[(i*k+b)*most : (i*k+b+1)*most]
			e := l.Emit[i*k+b]
			clear(l.heads)
			for r := range at { // merge what ends in each tag, which is in order
				top := step{score: inf}
				for a := range k {
					h := l.heads[a]
					if int(h) >= most {
						continue
					}
					if s := before[a*most+int(h)].score + c.Trans[a*k+b] + e; s > top.score {
						top = step{s, uint8(a), h}
					}
				}
				if top.score == inf {
					for ; r < most; r++ {
						at[r] = top
					}
					break
				}
				l.heads[top.tag]++
				at[r] = top
			}
		}
	}
	l.ways = l.ways[:0]
	l.wayTags = grow(l.wayTags, most*n)
	last := l.steps[(n-1)*k*most:]
	clear(l.heads)
	for w := range most {
		top, tag := inf, -1
		for a := range k {
			if h := int(l.heads[a]); h < most {
				if s := last[a*most+h].score; s > top {
					top, tag = s, a
				}
			}
		}
		if tag < 0 {
			break
		}
		tags := l.wayTags[w*n : (w+1)*n]
		b, r := tag, int(l.heads[tag])
		l.heads[tag]++
		for i := n - 1; i >= 0; i-- {
			tags[i] = uint8(b)
			s := l.steps[(i*k+b)*most+r]
			b, r = int(s.tag), int(s.rank)
		}
		l.ways = append(l.ways, Way{top, tags})
	}
	return l.ways
}
