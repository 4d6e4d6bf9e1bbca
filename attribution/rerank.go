package attribution

import (
	"math"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// A way is one reading of a cue: where it begins and ends, its source and its content.
type way struct {
	cue     CueRange
	source  Range
	content []Range
	rank    int     // of the tags that it comes from, among the best of the chain
	below   float64 // how far its score lies under the best
	kind    uint64  // how its cue was changed: 0 not
}

const (
	maxWays  = 6   // sequences of tags that are looked at
	maxBelow = 5.0 // under the score of the best
)

// ways returns the likeliest readings of a cue, the best of the chain first. The lattice holds its window.
func (v *View) ways(m *linear.Chain, r *room, c *Candidate, first, end int) []way {
	r.ways = r.ways[:0]
	best := r.lattice.Best(m, maxWays)
	for i, b := range best {
		below := float64(best[0].Score - b.Score)
		if below > maxBelow {
			break
		}
		w := way{cue: c.CueRange, rank: i, below: below}
		w.source, w.content = v.read(b.Tags, first)
		r.ways = append(r.ways, w)
	}
	for i := range min(3, len(r.ways)) {
		v.shift(r, i, first, end)
	}
	return r.ways
}

// read returns the source and the content that tags mark; of several sources the longest.
func (v *View) read(tags []uint8, first int) (source Range, content []Range) {
	for i := 0; i < len(tags); i++ {
		t := tags[i]
		if t != roleBS && t != roleBC {
			continue
		}
		j := i + 1
		for j < len(tags) && tags[j] == t+1 {
			j++
		}
		x := Range{first + i, first + j}
		if t == roleBC {
			content = append(content, x)
		} else if x.End-x.First > source.End-source.First {
			source = x
		}
		i = j - 1
	}
	return source, content
}

// shift adds the readings in which the cue of reading i begins or ends elsewhere and the words go to what stands beside it.
func (v *View) shift(r *room, i, first, end int) {
	odds := func(t int, in bool) float64 {
		p := min(max(float64(v.cueProb[t]), 0.001), 0.999)
		if in {
			p = 1 - p
		}
		return math.Log(p / (1 - p)) // of being otherwise
	}
	base := r.ways[i]
	add := func(c CueRange, content []Range, source Range, gain float64, kind uint64) {
		if below := base.below - gain; below <= maxBelow {
			r.ways = append(r.ways, way{c, source, content, base.rank, below, kind})
		}
	}
	with := func(k int, x Range) []Range {
		out := append([]Range(nil), base.content...)
		if x.First >= x.End {
			return append(out[:k], out[k+1:]...)
		}
		out[k] = x
		return out
	}
	after, before := -1, -1 // the part of the content right after or before the cue
	for k, x := range base.content {
		if x.First == base.cue.End {
			after = k
		}
		if x.End == base.cue.First {
			before = k
		}
	}
	gain := 0.0
	for n := 1; n <= 3; n++ { // a longer cue
		t := base.cue.End + n - 1
		if t >= end || v.trees.Words[t].UPOS == syntax.PUNCT || v.cueProb[t] < 0.02 || t >= base.source.First && t < base.source.End {
			break
		}
		gain += odds(t, false)
		c := CueRange{base.cue.First, t + 1, base.cue.Head}
		switch {
		case after >= 0 && base.content[after].End > t+1:
			add(c, with(after, Range{t + 1, base.content[after].End}), base.source, gain, uint64(n))
		case after < 0 && !holds(base.content, t):
			add(c, base.content, base.source, gain, uint64(n))
		}
	}
	gain = 0
	for n := 1; n <= 3; n++ { // a shorter one
		t := base.cue.End - n
		if t <= base.cue.Head || t <= base.cue.First || v.cueProb[t] > 0.98 {
			break
		}
		gain += odds(t, true)
		c := CueRange{base.cue.First, t, base.cue.Head}
		add(c, base.content, base.source, gain, 4+uint64(n))
		if after >= 0 {
			add(c, with(after, Range{t, base.content[after].End}), base.source, gain, 8+uint64(n))
		}
	}
	gain = 0
	for n := 1; n <= 2; n++ { // a later beginning
		t := base.cue.First + n - 1
		if t >= base.cue.Head || t+1 >= base.cue.End || v.cueProb[t] > 0.98 {
			break
		}
		gain += odds(t, true)
		c := CueRange{t + 1, base.cue.End, base.cue.Head}
		add(c, base.content, base.source, gain, 12+uint64(n))
		if base.source.End == base.cue.First {
			add(c, base.content, Range{base.source.First, t + 1}, gain, 16+uint64(n))
		}
	}
	gain = 0
	for n := 1; n <= 2; n++ { // an earlier one
		t := base.cue.First - n
		if t < first || v.trees.Words[t].UPOS == syntax.PUNCT || v.cueProb[t] < 0.02 {
			break
		}
		gain += odds(t, false)
		c := CueRange{t, base.cue.End, base.cue.Head}
		switch {
		case t >= base.source.First && t < base.source.End:
			if base.source.End == t+n && base.source.First < t {
				add(c, base.content, Range{base.source.First, t}, gain, 20+uint64(n))
			}
		case before >= 0 && base.content[before].First < t:
			add(c, with(before, Range{base.content[before].First, t}), base.source, gain, 24+uint64(n))
		case !holds(base.content, t):
			add(c, base.content, base.source, gain, 28+uint64(n))
		}
	}
}

// wayKeys appends the features of a reading.
func (v *View) wayKeys(keys []linear.Key, y *way) []linear.Key {
	n := uint32(3000)
	one := func(a uint64) { keys = append(keys, linear.Key1(n, a)); n++ }
	two := func(a, b uint64) { keys = append(keys, linear.Key2(n, a, b)); n++ }
	three := func(a, b, c uint64) { keys = append(keys, linear.Key3(n, a, b, c)); n++ }
	w := v.trees.Words
	c := &y.cue
	lo, hi := v.bounds(c.Head)
	cl, ct, cluster := v.lemma[c.Head], uint64(w[c.Head].XPOS), uint64(w[c.Head].Cluster)
	below := uint64(min(24, int(y.below*4+8)))
	one(below)
	two(below, uint64(y.rank))
	two(below, y.kind)
	two(y.kind, cl)
	two(y.kind, ct)
	order := v.order(y)
	two(order, ct)
	two(order, cl)
	one(order)
	lemma := func(i int) uint64 { return at(v.lemma, i, lo, hi) }
	tag := func(i int) uint64 { return v.tag(i, lo, hi) }

	// The cue.
	size := uint64(c.End - c.First)
	two(lemma(c.First), tag(c.First-1))
	two(lemma(c.End-1), tag(c.End))
	two(lemma(c.End-1), lemma(c.End))
	two(lemma(c.First), lemma(c.First-1))
	three(tag(c.First-1), tag(c.First), order)
	three(tag(c.End-1), tag(c.End), order)
	two(cl, min(size, 9))
	two(ct, min(size, 9))
	after, before := uint64(999), uint64(999)
	if c.End < hi {
		after = uint64(v.rel[c.End])<<2 | bit(int(v.head[c.End]) >= c.First && int(v.head[c.End]) < c.End)
	}
	if c.First > lo {
		before = uint64(v.rel[c.First-1])<<2 | bit(int(v.head[c.First-1]) >= c.First && int(v.head[c.First-1]) < c.End)
	}
	three(after, tag(c.End), lemma(c.End-1))
	three(before, tag(c.First-1), ct)
	three(uint64(v.rel[c.End-1]), tag(c.End-1), tag(c.End))
	roots, stops := uint64(0), uint64(0)
	for i := c.First; i < c.End; i++ {
		if w[i].UPOS == syntax.PUNCT {
			stops++
		} else if h := int(v.head[i]); h < c.First || h >= c.End {
			roots++
		}
	}
	three(min(roots, 4), min(stops, 3), ct)
	two(min(roots, 4), min(stops, 3))

	// The source.
	if s := y.source; s.First < s.End {
		h := v.headOf(s)
		e := v.edges(s, c)
		hung := uint64(v.rel[h])<<1 | bit(int(v.head[h]) == c.Head)
		two(e, uint64(v.kind[h]))
		two(e, hung)
		three(tag(s.First-1), tag(s.First), uint64(v.kind[h]))
		three(tag(s.End-1), tag(s.End), hung)
		two(lemma(s.First), lemma(s.First-1))
		two(lemma(s.End), tag(s.End-1))
		three(hung, uint64(v.kind[h]), order)
		two(v.lemma[h], cl)
		three(dist(s.End-s.First), uint64(v.kind[h]), e)
		whole := uint64(0)
		if m := v.mention[h]; m >= 0 {
			x := &v.set.Mentions[m]
			whole = 1 + bit(x.First >= s.First) + bit(x.End <= s.End)<<1 + bit(x.First == s.First)<<2 + bit(x.End == s.End)<<3
		}
		two(whole, e)
		two(whole, tag(s.End))
		gap := c.First - s.End
		if s.First >= c.End {
			gap = -(s.First - c.End) - 1
		}
		three(dist(gap), order, hung)
		g, gr := v.governor(c.Head)
		of := int(v.head[h])
		up := bit(g >= 0 && of == g) | bit(of >= 0 && v.head[of] < 0)<<1 | bit(s.First == lo)<<2 | bit(of < 0)<<3
		three(uint64(gr), ct, uint64(v.rel[h])<<4|up)
		three(tag(c.First-1), ct, uint64(v.rel[h])<<4|up)
		three(uint64(v.kind[h]), ct, up)
	} else {
		two(ct, uint64(v.shape[c.Head]))
		two(cl, 5)
		two(uint64(w[c.First].XPOS), order)
	}
	n = 3100
	if len(y.content) == 0 {
		one(cl)
		return keys
	}
	// The content, at its first and last word and between.
	one(uint64(len(y.content)))
	two(uint64(len(y.content)), order)
	base := n
	for k, x := range y.content {
		n = base
		place := bit(x.First > c.First) | bit(k > 0)<<1 | bit(k+1 < len(y.content))<<2
		lo, hi := v.bounds(x.First)
		_, hi2 := v.bounds(x.End - 1)
		tagAt := func(i int) uint64 { return v.tag(i, lo, hi2) }
		lemmaAt := func(i int) uint64 { return at(v.lemma, i, lo, hi2) }
		h := v.headOf(x)
		e := v.edges(x, c)
		hung := uint64(v.rel[h])<<2 | bit(int(v.head[h]) == c.Head) | bit(h == lo)<<1
		if p := int(v.head[h]); p >= 0 && p != c.Head && int(v.head[c.Head]) == h {
			hung |= 1 << 12
		}
		marks := v.markEdges(x)
		two(e, place)
		three(e, hung, place)
		two(hung, cl)
		two(hung, cluster)
		three(marks, place, bit(v.sent[x.First] == v.sent[c.First]))
		two(marks, e)
		three(lemmaAt(x.First), tagAt(x.First-1), place)
		two(lemmaAt(x.First), cl)
		two(tagAt(x.First), cl)
		three(tagAt(x.First), cluster, bit(x.First == c.End))
		three(lemmaAt(x.First-1), lemmaAt(x.First), place)
		two(lemmaAt(x.End-1), tagAt(x.End))
		two(lemmaAt(x.End), tagAt(x.End-1))
		two(lemmaAt(x.End), lemmaAt(x.End+1))
		three(tagAt(x.End-1), tagAt(x.End), tagAt(x.End+1))
		three(lemmaAt(x.End), e, place)
		if x.End < hi2 {
			p := int(v.head[x.End])
			three(uint64(v.rel[x.End]), bit(p >= x.First && p < x.End)|bit(p == c.Head)<<1, lemmaAt(x.End))
			three(uint64(v.rel[x.End]), bit(p >= x.First && p < x.End)|bit(p == c.Head)<<1, marks)
		} else {
			n += 2
		}
		three(dist(x.End-x.First), place, ct)
		three(dist(x.End-x.First), marks, uint64(len(y.content)))
		hot := v.hot(x, c)
		two(hot, place)
		two(hot, e)
		three(hot, tagAt(x.End), marks)
		over := uint64(0) // the cue hangs on words of the content
		for p := int(v.head[c.Head]); p >= 0 && over < 3; p = int(v.head[p]) {
			if p >= x.First && p < x.End {
				over++
			}
		}
		three(over, place, uint64(v.rel[c.Head]))
		two(bit(x.First == lo)|bit(x.End >= hi-1)<<1|bit(x.End >= hi2-1)<<2, place)
		three(bit(x.First == lo)|bit(x.End >= hi-1)<<1, e, order)
	}
	return keys
}

// order tells in which order source, cue and content stand, and whether they touch.
func (v *View) order(y *way) uint64 {
	o := uint64(0)
	if y.source.First < y.source.End {
		o = 1 + bit(y.source.First > y.cue.First) + 2*bit(y.source.End == y.cue.First || y.source.First == y.cue.End)
	}
	if n := len(y.content); n > 0 {
		o |= 8 << bit(y.content[0].First > y.cue.First)
		if n > 1 && y.content[0].First < y.cue.First && y.content[n-1].First > y.cue.First {
			o |= 32
		}
		if o&7 != 0 {
			o |= bit(y.content[0].First < y.source.First) << 6
		}
		if y.content[0].First == y.cue.End {
			o |= 128
		}
	}
	return o
}

// edges tells how well a range fits the tree: how many of its words hang on others outside, how many words outside, but for the cue,
// hang on its own, and whether it begins and ends where the phrase of its head does.
func (v *View) edges(x Range, c *CueRange) uint64 {
	w := v.trees.Words
	out, left, right := uint64(0), uint64(0), uint64(0)
	for i := x.First; i < x.End; i++ {
		if h := int(v.head[i]); (h < x.First || h >= x.End) && w[i].UPOS != syntax.PUNCT {
			out++
		}
	}
	lo, hi := v.bounds(x.First)
	if s := v.sent[x.End-1]; s != v.sent[x.First] {
		hi = min(v.doc.Sentences[s].End, v.hi)
	}
	inside := func(i int) bool {
		h := int(v.head[i])
		return h >= x.First && h < x.End && w[i].UPOS != syntax.PUNCT && (i < c.First || i >= c.End)
	}
	for i := x.First - 1; i >= lo && i > x.First-30; i-- {
		if inside(i) {
			left++
		}
	}
	for i := x.End; i < hi && i < x.End+30; i++ {
		if inside(i) {
			right++
		}
	}
	h := v.headOf(x)
	return min(out, 3) | min(left, 2)<<2 | min(right, 2)<<4 | bit(w[h].Begin >= x.First)<<6 | bit(w[h].End <= x.End+1)<<7
}

// markEdges tells how a range stands to quotation marks at its ends and whether it cuts a quotation.
func (v *View) markEdges(x Range) uint64 {
	state := func(i int, first bool) uint64 {
		q := v.quote[i]
		if q < 0 {
			return 0
		}
		quote := &v.doc.Quotes[q]
		switch {
		case first && quote.First == i, !first && (quote.End == i+1 || v.trim(Range{i, quote.End}).End == i+1):
			return 1
		}
		if quote.First >= x.First && quote.End <= x.End {
			return 2
		}
		return 3
	}
	before, after := uint64(0), uint64(0)
	if x.First > v.lo && v.quote[x.First-1] >= 0 && v.quote[x.First-1] != v.quote[x.First] {
		before = 1
	}
	if x.End < v.hi && v.quote[x.End] >= 0 && v.quote[x.End] != v.quote[x.End-1] {
		after = 1
	}
	return state(x.First, true) | state(x.End-1, false)<<2 | before<<4 | after<<5
}

// hot tells whether a range holds other likely cues, and whether one of them is joined to the cue by "and".
func (v *View) hot(x Range, c *CueRange) uint64 {
	n, joined := uint64(0), uint64(0)
	in := false
	for i := x.First; i < x.End; i++ {
		h := v.cueProb[i] > likelyCue
		if h && !in {
			n = min(n+1, 2)
			if int(v.head[i]) == c.Head {
				joined |= 1 + bit(v.rel[i] == syntax.Conj)
			}
			if i > x.First && v.trees.Words[i-1].UPOS == syntax.CCONJ {
				joined |= 4
			}
		}
		in = h
	}
	return n | joined<<2
}

// choose takes of the readings of a cue that which the ranking model likes best, and says how likely that is. The lattice holds the cue's window.
func (v *View) choose(m *Models, r *room, c *Candidate, first, end int) {
	ways := v.ways(m.Spans, r, c, first, end)
	best, sum, top := 0, 0.0, math.Inf(-1)
	r.scores = grow(r.scores, len(ways))
	if len(ways) == 1 {
		c.Source, c.Content, c.wayProb = ways[0].source, ways[0].content, 1
		return
	}
	for i := range ways {
		r.scores[i] = v.wayScore(m.Ways, r, &ways[i])
		if r.scores[i] > top {
			best, top = i, r.scores[i]
		}
	}
	for _, s := range r.scores {
		sum += math.Exp(s - top)
	}
	c.CueRange, c.Source, c.Content, c.wayProb = ways[best].cue, ways[best].source, ways[best].content, 1/sum
}

func (v *View) wayScore(m *linear.Dense, r *room, y *way) float64 {
	var score [2]int32
	r.keys = v.wayKeys(r.keys[:0], y)
	m.Score(r.keys, score[:])
	return float64(score[1]) * float64(m.Scale)
}
