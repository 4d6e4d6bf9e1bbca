package attribution

import (
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// A CueRange is a range of tokens, First <= i < End, that may be the cue of an attribution, and its head:
// the token that the others of it hang on.
type CueRange struct {
	First, End, Head int
}

// MakeCue returns the range with its head.
func (v *View) MakeCue(first, end int) CueRange {
	c := CueRange{first, end, first}
	w := v.trees.Words
	best := 1 << 30
	for i := first; i < end; i++ {
		depth := 0
		for h := v.head[i]; h >= 0 && depth < 64; h = v.head[h] {
			depth++
		}
		// A function word is the head only where there is nothing else.
		if w[i].UPOS == syntax.PUNCT {
			depth += 200
		}
		if depth < best {
			best, c.Head = depth, i
		}
	}
	return c
}

const (
	maxSentences = 8   // that the window reaches to either side of the cue's sentence
	maxWindow    = 600 // tokens
)

// Window returns the tokens, First <= i < End, where the source and content of the cue are looked
// for: its sentence, those beside it in the paragraph that a quotation goes on into, and the next paragraph
// where the cue's ends with a colon.
func (v *View) Window(c CueRange) (first, end int) {
	d := v.doc
	s := int(v.sent[c.First])
	lo, hi := s, s
	par := d.Sentences[s].Paragraph
	for lo > 0 && s-lo < maxSentences && d.Sentences[lo-1].Paragraph == par && v.marked[lo-1] &&
		d.Sentences[s].End-d.Sentences[lo-1].First < maxWindow {
		lo--
	}
	for hi+1 < len(d.Sentences) && hi-s < maxSentences && v.goesOn(hi) && v.marked[hi+1] &&
		d.Sentences[hi+1].End-d.Sentences[lo].First < maxWindow {
		hi++
	}
	first, end = d.Sentences[lo].First, d.Sentences[hi].End
	first, end = max(first, v.lo), min(end, v.hi)
	if end-first > maxWindow {
		first, end = max(first, c.First-maxWindow/2), min(end, c.First+maxWindow/2)
		end = max(end, c.End)
	}
	return first, end
}

// goesOn reports whether what follows sentence s may belong to it: it stands in the same paragraph, or
// sentence s ends with a colon.
func (v *View) goesOn(s int) bool {
	d := v.doc
	if d.Sentences[s+1].Paragraph == d.Sentences[s].Paragraph {
		return true
	}
	return d.Form(d.Sentences[s].End-1) == ":"
}

// A relative is how the tokens of a window stand to a cue.
type relative struct {
	first, end int
	cue        CueRange
	chain      []int    // the cue's head and the words above it
	branch     []uint64 // per token: how its branch hangs on the chain
	top        []int32  // per token: the word of its branch that hangs on the chain; -1 outside the cue's sentence
	depth      []uint8  // per token: steps from top
	commas     []uint8  // per token: commas and dashes between it and the cue
	beside     uint64   // how the cue stands to the quotation beside it
	others     []uint8  // per token: other likely cues between it and the cue: 0 none, 1 one, 2 more; +4 when it lies in one
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

const likelyCue = 0.4

// relate fills r for a cue.
func (v *View) relate(r *relative, c CueRange, first, end int) {
	n := end - first
	r.first, r.end, r.cue = first, end, c
	r.branch, r.top, r.depth = grow(r.branch, n), grow(r.top, n), grow(r.depth, n)
	r.commas, r.others = grow(r.commas, n), grow(r.others, n)
	w := v.trees.Words
	r.chain = r.chain[:0]
	for h := c.Head; h >= 0 && len(r.chain) < 12; h = int(v.head[h]) {
		r.chain = append(r.chain, h)
	}
	lo, hi := v.bounds(c.First)
	r.beside = v.beside(c.Head, lo, hi)
	for i := range n {
		r.top[i] = -2
	}
	for i := first; i < end; i++ {
		if i < lo || i >= hi {
			r.top[i-first], r.depth[i-first] = -1, 0
			r.branch[i-first] = 0xFF00 + dist(int(v.sent[i])-int(v.sent[c.First]))
			continue
		}
		if r.top[i-first] == -2 {
			v.climb(r, i, 0)
		}
	}
	// Walk away from the cue on both sides.
	scan := func(i, step, stop int) {
		commas, others, in := uint8(0), uint8(0), false
		for ; i != stop; i += step {
			x := &w[i]
			if x.UPOS == syntax.PUNCT && x.XPOS != syntax.TagOpen && x.XPOS != syntax.TagClose && commas < 4 {
				commas++
			}
			hot := v.cueProb[i] > likelyCue
			if hot && !in && others < 2 {
				others++
			}
			in = hot
			r.commas[i-first] = commas
			r.others[i-first] = others
			if hot {
				r.others[i-first] |= 4
			}
		}
	}
	for i := c.First; i < c.End && i < end; i++ {
		r.commas[i-first], r.others[i-first] = 0, 0
	}
	scan(c.First-1, -1, first-1)
	if c.End < end {
		scan(c.End, 1, end)
	}
}

// climb finds the branch of token i, of the cue's sentence, and of those above it.
func (v *View) climb(r *relative, i, guard int) {
	k := i - r.first
	for up, h := range r.chain {
		if h == i {
			r.top[k], r.depth[k] = int32(i), 0
			r.branch[k] = uint64(up)<<8 | 0xFE
			return
		}
	}
	h := int(v.head[i])
	for up, a := range r.chain {
		if h == a {
			r.top[k], r.depth[k] = int32(i), 0
			r.branch[k] = uint64(up)<<12 | uint64(v.rel[i])<<2 | bit(i < a)<<1 | bit(i < r.cue.First)
			if up > 0 {
				r.branch[k] |= uint64(v.rel[r.chain[up-1]]) << 20
			}
			return
		}
	}
	if h < r.first || h >= r.end || guard > 400 {
		r.top[k], r.depth[k], r.branch[k] = -1, 0, 0xFD
		return
	}
	if r.top[h-r.first] == -2 {
		v.climb(r, h, guard+1)
	}
	r.top[k], r.branch[k] = r.top[h-r.first], r.branch[h-r.first]
	r.depth[k] = min(r.depth[h-r.first]+1, 7)
}

// markState tells how token i stands to quotation marks, seen from the cue.
func (v *View) markState(r *relative, i int) uint64 {
	q := v.quote[i]
	if q < 0 {
		// Next to a mark, on either side?
		st := uint64(0)
		if i > r.first && v.quote[i-1] >= 0 {
			st |= 1
		}
		if i+1 < r.end && v.quote[i+1] >= 0 {
			st |= 2
		}
		return st
	}
	quote := &v.doc.Quotes[q]
	st := uint64(4)
	if i == quote.First {
		st |= 1
	}
	if i == quote.End-1 {
		st |= 2
	}
	if quote.First <= r.cue.First && r.cue.First < quote.End {
		return st | 8 // the cue stands in it, too
	}
	switch {
	case quote.End <= r.cue.First && r.cue.First-quote.End <= 6, quote.First >= r.cue.End && quote.First-r.cue.End <= 3:
		st |= 16
	}
	if quote.End-quote.First <= 3 {
		st |= 32
	}
	return st
}

// spanKeys appends the features of token i for the span model.
func (v *View) spanKeys(keys []linear.Key, r *relative, i int) []linear.Key {
	w := v.trees.Words
	x := &w[i]
	k := i - r.first
	c := r.cue
	n := uint32(1000)
	one := func(a uint64) { keys = append(keys, linear.Key1(n, a)); n++ }
	two := func(a, b uint64) { keys = append(keys, linear.Key2(n, a, b)); n++ }
	three := func(a, b, c uint64) { keys = append(keys, linear.Key3(n, a, b, c)); n++ }

	if i >= c.First && i < c.End {
		two(bit(i == c.First), bit(i == c.End-1))
		return keys
	}
	n++
	off := dist(i - c.First)
	if i >= c.End {
		off = dist(i - c.End + 1)
	}
	side := bit(i < c.First)
	cl, ct := v.lemma[c.Head], uint64(w[c.Head].XPOS)
	lem, tag, rel := v.lemma[i], uint64(x.XPOS), uint64(v.rel[i])
	tl, tr := v.tag(i-1, r.first, r.end), v.tag(i+1, r.first, r.end)
	b, dep := r.branch[k], uint64(r.depth[k])
	bp, bn := uint64(1), uint64(2)
	if k > 0 {
		bp = r.branch[k-1]
		if i == c.End {
			bp = 3
		}
	}
	if k+1 < len(r.branch) {
		bn = r.branch[k+1]
		if i+1 == c.First {
			bn = 4
		}
	}
	edge := uint64(9)
	tlem, ttag := uint64(1), uint64(99)
	if t := r.top[k]; t >= 0 {
		edge = bit(w[t].Begin == i) | bit(w[t].End == i+1)<<1
		tlem, ttag = v.lemma[t], uint64(w[t].XPOS)
	}
	ms := v.markState(r, i)
	msl, msr := uint64(64), uint64(65)
	if i > r.first {
		msl = v.markState(r, i-1)
	}
	if i+1 < r.end {
		msr = v.markState(r, i+1)
	}
	in := uint64(ms>>2) & 3 // in marks, and the cue too
	commas, others := uint64(r.commas[k]), uint64(r.others[k])
	kind := uint64(v.kind[i])
	sentOff := dist(int(v.sent[i]) - int(v.sent[c.First]))
	mstart, mend := uint64(0), uint64(0)
	if m := v.mention[i]; m >= 0 {
		mstart, mend = bit(v.set.Mentions[m].First == i), bit(v.set.Mentions[m].End == i+1)
	}

	one(b)
	two(b, dep)
	two(b, cl)
	three(b, dep, ct)
	three(b, edge, dep)
	two(b, tag)
	three(b, tag, edge)
	two(b, lem)
	two(b, tlem)
	two(b, ttag)
	two(b, kind)
	three(bp, b, bn)
	two(bp, b)
	two(b, bn)
	three(b, tl, tag)
	three(b, tag, tr)
	three(tl, tag, tr)
	two(lem, side)
	three(at(v.lemma, i-1, r.first, r.end), tag, side)
	three(at(v.lemma, i+1, r.first, r.end), tag, side)
	two(off, ct)
	two(off, cl)
	two(off, tag)
	two(off, ms)
	two(ms, b)
	three(ms, msl, msr)
	three(ms, side, sentOff)
	three(ms, cl, side)
	three(ms, commas, side)
	three(r.beside, in, side)
	three(r.beside, ms, sentOff)
	three(r.beside, in, b)
	three(commas, side, b)
	three(commas, side, tag)
	three(others, side, b)
	three(others, side, ms)
	three(kind, side, off)
	three(kind, cl, side)
	two(b, uint64(x.Cluster))
	two(b, uint64(w[c.Head].Cluster))
	two(uint64(w[c.Head].Cluster), off)
	three(uint64(w[c.Head].Cluster), ms, side)
	three(kind, mstart, mend)
	three(mstart, mend, b)
	three(rel, b, dep)
	two(rel, side)
	three(sentOff, ms, msl)
	two(sentOff, tag)
	h := uint64(1)
	if head := v.head[i]; head >= 0 {
		h = v.lemma[head]
	}
	three(h, rel, side)
	three(uint64(v.doc.Tokens[i].Shape), off, side)
	// How the cue itself stands in the sentence, with the branch.
	three(b, uint64(v.rel[c.Head]), uint64(v.shape[c.Head]))
	three(side, commas, cl)
	three(bit(c.First == r.first), side, b)
	three(bit(c.End == r.end), side, ms)
	nextCue, prevCue := uint64(9), uint64(9)
	if c.End < r.end {
		nextCue = uint64(w[c.End].XPOS)
	}
	if c.First > r.first {
		prevCue = uint64(w[c.First-1].XPOS)
	}
	three(nextCue, side, b)
	three(prevCue, side, b)
	three(nextCue, side, off)
	three(prevCue, side, off)
	return keys
}
