package attribution

import (
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// A Range is a run of tokens, First <= i < End.
type Range struct{ First, End int }

// A Candidate is a cue with the source and content that the models found for it, and how sure they are.
type Candidate struct {
	CueRange
	Source  Range   // empty when there is none
	Content []Range // in the order of the text
	Plain   bool    // the cue is among the best ones, not only a possible one

	cueProb    float64 // mean probability of the cue's tokens
	sourceProb float64 // of the source's tokens
	spanProb   float64 // of the content's tokens
	edgeProb   float64 // of the content's first and last token
	wayProb    float64 // of its reading among those of the cue
	inside     float64 // probability of the likeliest other candidate whose content holds this cue
	shared     float64 // share of the content that other, likelier candidates claim
	accept     float64
}

// bucket puts a probability into one of 12.
func bucket(p float64) uint64 {
	switch {
	case p < 0.05:
		return 0
	case p > 0.98:
		return 11
	}
	return 1 + uint64(p*10)
}

func size(rs []Range) int {
	n := 0
	for _, r := range rs {
		n += r.End - r.First
	}
	return n
}

func holds(rs []Range, i int) bool {
	for _, r := range rs {
		if r.First <= i && i < r.End {
			return true
		}
	}
	return false
}

// compete sets how the candidates of a document stand to one another.
func compete(cs []Candidate) {
	for i := range cs {
		c := &cs[i]
		c.inside, c.shared = 0, 0
		// Candidates are in the order of their cues, and windows are short: only neighbours can meet.
		for j := max(0, i-12); j < min(len(cs), i+13); j++ {
			o := &cs[j]
			if i == j {
				continue
			}
			if holds(o.Content, c.Head) && !(holds(c.Content, o.Head) && c.cueProb > o.cueProb) {
				c.inside = max(c.inside, o.cueProb)
			}
			if o.cueProb > c.cueProb {
				n := 0
				for _, r := range c.Content {
					for _, q := range o.Content {
						n += max(0, min(r.End, q.End)-max(r.First, q.First))
					}
				}
				if t := size(c.Content); t > 0 {
					c.shared = max(c.shared, float64(n)/float64(t))
				}
			}
		}
	}
}

// decideKeys appends the features by which a candidate is taken or left.
func (v *View) decideKeys(keys []linear.Key, c *Candidate) []linear.Key {
	n := uint32(2000)
	one := func(a uint64) { keys = append(keys, linear.Key1(n, a)); n++ }
	two := func(a, b uint64) { keys = append(keys, linear.Key2(n, a, b)); n++ }
	three := func(a, b, c uint64) { keys = append(keys, linear.Key3(n, a, b, c)); n++ }
	w := v.trees.Words
	cl, ct := v.lemma[c.Head], uint64(w[c.Head].XPOS)
	cp := bucket(c.cueProb)
	has := bit(c.Source.End > c.Source.First) | bit(len(c.Content) > 0)<<1 | bit(c.Plain)<<2
	sk, sl := uint64(99), uint64(1)
	if c.Source.End > c.Source.First {
		h := v.headOf(c.Source)
		sk, sl = uint64(v.kind[h]), v.lemma[h]
	}
	marks, start, startTag, clen := uint64(9), uint64(1), uint64(99), uint64(0)
	if len(c.Content) > 0 {
		in := 0
		for _, r := range c.Content {
			for i := r.First; i < r.End; i++ {
				if v.quote[i] >= 0 {
					in++
				}
			}
		}
		t := size(c.Content)
		marks = uint64(4 * in / max(1, t))
		start, startTag = v.lemma[c.Content[0].First], uint64(w[c.Content[0].First].XPOS)
		clen = dist(t)
	}
	one(0)
	one(cp)
	two(cp, has)
	two(cp, bucket(c.spanProb))
	two(cp, bucket(c.edgeProb))
	two(cp, bucket(c.sourceProb))
	three(bucket(c.spanProb), bucket(c.sourceProb), has)
	two(cl, has)
	one(cl)
	two(cl, ct)
	two(ct, has)
	two(cl, sk)
	three(ct, sk, marks)
	two(cl, sl)
	cluster := uint64(w[c.Head].Cluster)
	two(cluster, has)
	two(cluster, sk)
	two(cluster, marks)
	two(cluster, startTag)
	lo, hi := v.bounds(c.Head)
	three(v.beside(c.Head, lo, hi), ct, marks)
	two(bucket(c.edgeProb), bucket(c.spanProb))
	two(cl, marks)
	two(cl, startTag)
	two(cl, start)
	two(startTag, marks)
	two(clen, marks)
	three(clen, has, ct)
	one(uint64(len(c.Content)))
	one(uint64(min(9, c.End-c.First)))
	two(v.lemma[c.First], v.lemma[c.End-1])
	two(cl, uint64(min(9, c.End-c.First)))
	two(cl, uint64(v.shape[c.Head]))
	two(ct, uint64(v.rel[c.Head]))
	two(bit(v.sent[c.First] == 0 && v.title), has)
	side := uint64(9)
	if len(c.Content) > 0 {
		side = bit(c.Content[0].First < c.First) | bit(c.Content[len(c.Content)-1].First > c.First)<<1
	}
	three(side, ct, marks)
	two(side, cl)
	one(bucket(c.inside))
	two(bucket(c.inside), cp)
	two(bucket(c.shared), cp)
	two(bucket(c.inside), cl)
	two(bit(v.quote[c.Head] >= 0), bucket(c.inside))
	two(bit(v.quote[c.Head] >= 0), cl)
	two(cp, bucket(c.wayProb))
	two(bucket(c.spanProb), bucket(c.wayProb))
	two(bucket(c.wayProb), has)
	return v.wayKeys(keys, &way{cue: c.CueRange, source: c.Source, content: c.Content})
}

// head returns the token of the range on which the others hang.
func (v *View) headOf(r Range) int {
	w := v.trees.Words
	for i := r.First; i < r.End; i++ {
		if h := int(v.head[i]); (h < r.First || h >= r.End) && w[i].UPOS != syntax.PUNCT {
			return i
		}
	}
	return r.First
}
