package attribution

import (
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// The tags of the cue model.
const (
	cueO = iota
	cueB
	cueI
	cueTags
)

// The tags of the span model.
const (
	roleO = iota
	roleBS
	roleIS
	roleBC
	roleIC
	roleTags
)

// cueAllowed and roleAllowed tell which tag may follow which: an inside needs its beginning.
func cueAllowed(a, b int) bool { return b != cueI || a == cueB || a == cueI }

func roleAllowed(a, b int) bool {
	switch b {
	case roleIS:
		return a == roleBS || a == roleIS
	case roleIC:
		return a == roleBC || a == roleIC
	}
	return true
}

// at returns element i of s, or a mark for "outside" where i is not in [lo, hi).
func at(s []uint64, i, lo, hi int) uint64 {
	if i < lo || i >= hi {
		return 0x5EED + uint64(bit(i < lo))
	}
	return s[i]
}

func (v *View) tag(i, lo, hi int) uint64 {
	if i < lo || i >= hi {
		return 100 + bit(i < lo)
	}
	return uint64(v.trees.Words[i].XPOS)
}

// dist puts a distance in tokens into a bucket.
func dist(n int) uint64 {
	sign := uint64(0)
	if n < 0 {
		n, sign = -n, 16
	}
	switch {
	case n <= 4:
		return sign + uint64(n)
	case n <= 6:
		return sign + 5
	case n <= 9:
		return sign + 6
	case n <= 14:
		return sign + 7
	case n <= 22:
		return sign + 8
	case n <= 40:
		return sign + 9
	}
	return sign + 10
}

// quoteState tells how token i of sentence [lo, hi) stands to quotation marks.
func (v *View) quoteState(i, lo, hi int) uint64 {
	d := v.doc
	if q := v.quote[i]; q >= 0 {
		quote := &d.Quotes[q]
		st := uint64(1)
		if quote.First <= lo && quote.End >= hi-1 {
			st = 2
		} else if quote.End-quote.First <= 3 {
			st = 3
		}
		return st
	}
	st := uint64(4)
	for j := i - 1; j >= lo && j >= i-6; j-- {
		if v.quote[j] >= 0 {
			st = 5
			if j >= i-3 {
				st = 6
			}
			break
		}
	}
	for j := i + 1; j < hi && j <= i+6; j++ {
		if v.quote[j] >= 0 {
			st += 4
			if j <= i+4 {
				st += 4
			}
			break
		}
	}
	return st
}

// beside tells whether a verb stands right beside a quotation, with nothing but its subject and punctuation
// between: 1 after it ("…," she said), 2 after it with the subject behind ("…," said she), 3 before it (she said: "…"), 0 not.
// Four is added where the quotation is long enough to be a sentence, or has its comma or stop inside.
func (v *View) beside(i, lo, hi int) uint64 {
	w := v.trees.Words
	if w[i].UPOS != syntax.VERB {
		return 0
	}
	left, state := i, uint64(2)
	if s := v.trees.Child(i, syntax.Nsubj); s >= 0 && s < i {
		left, state = w[s].Begin, 1
	}
	for j := left - 1; j >= lo && j >= left-3; j-- {
		if q := v.quote[j]; q >= 0 {
			if v.quote[i] == q {
				break
			}
			return state + v.speech(int(q))
		}
		if w[j].UPOS != syntax.PUNCT {
			break
		}
	}
	right := i + 1
	for right < hi && right <= i+3 && (w[right].UPOS == syntax.PUNCT || int(v.head[right]) == i && (w[right].UPOS == syntax.ADV || w[right].UPOS == syntax.PRON)) && v.quote[right] < 0 {
		right++
	}
	if right < hi && v.quote[right] >= 0 && v.quote[right] != v.quote[i] {
		return 3 + v.speech(int(v.quote[right]))
	}
	return 0
}

// speech returns 4 for a quotation that is long enough to be speech or has punctuation at its end, else 0.
func (v *View) speech(q int) uint64 {
	quote := &v.doc.Quotes[q]
	if quote.End-quote.First >= 5 || quote.End > quote.First && v.trees.Words[quote.End-1].UPOS == syntax.PUNCT {
		return 4
	}
	return 0
}

// governor walks up from word i to the nearest word above it of which it is a clause, and
// returns that word, or -1, and the relation by which the clause hangs on it.
func (v *View) governor(i int) (int, syntax.Rel) {
	for steps := 0; steps < 12; steps++ {
		h := int(v.head[i])
		if h < 0 {
			return -1, syntax.Root
		}
		switch v.rel[i] {
		case syntax.Ccomp, syntax.Xcomp, syntax.Advcl, syntax.Acl, syntax.AclRelcl, syntax.Parataxis, syntax.Csubj, syntax.Conj, syntax.AdvclRelcl:
			return h, v.rel[i]
		}
		i = h
	}
	return -1, syntax.NoRel
}

// cueKeys appends the features of token i of sentence s for the cue model.
func (v *View) cueKeys(keys []linear.Key, i int) []linear.Key {
	lo, hi := v.bounds(i)
	w := v.trees.Words
	x := &w[i]
	tok := v.doc.Tokens
	n := uint32(0)
	one := func(a uint64) { keys = append(keys, linear.Key1(n, a)); n++ }
	two := func(a, b uint64) { keys = append(keys, linear.Key2(n, a, b)); n++ }
	three := func(a, b, c uint64) { keys = append(keys, linear.Key3(n, a, b, c)); n++ }

	lem, tag, rel := v.lemma[i], uint64(x.XPOS), uint64(v.rel[i])
	l1, l2 := at(v.lemma, i-1, lo, hi), at(v.lemma, i-2, lo, hi)
	r1, r2 := at(v.lemma, i+1, lo, hi), at(v.lemma, i+2, lo, hi)
	tl1, tl2 := v.tag(i-1, lo, hi), v.tag(i-2, lo, hi)
	tr1, tr2 := v.tag(i+1, lo, hi), v.tag(i+2, lo, hi)
	shape := uint64(v.shape[i])
	qs := v.quoteState(i, lo, hi)

	one(lem)
	one(tok[i].Lower)
	two(lem, tag)
	one(l1)
	one(r1)
	one(l2)
	one(r2)
	two(lem, l1)
	two(lem, r1)
	three(lem, r1, r2)
	three(lem, l1, l2)
	three(tl1, tag, tr1)
	three(tl2, tl1, tag)
	three(tag, tr1, tr2)
	two(lem, tl1)
	two(lem, tr1)
	two(rel, tag)
	two(lem, rel)
	two(lem, shape)
	two(tag, shape)
	two(lem, qs)
	two(tag, qs)
	three(tag, shape, qs)

	bs := v.beside(i, lo, hi)
	cluster := uint64(x.Cluster)
	one(cluster)
	two(cluster, shape)
	two(cluster, qs)
	two(cluster, bs)
	two(cluster, tag)
	two(cluster, tr1)
	if i+1 < hi {
		two(cluster, uint64(w[i+1].Cluster))
		two(lem, uint64(w[i+1].Cluster))
	} else {
		n += 2
	}
	if i > lo {
		two(uint64(w[i-1].Cluster), cluster)
		two(uint64(w[i-1].Cluster), lem)
	} else {
		n += 2
	}
	two(bs, tag)
	two(bs, lem)
	three(bs, tag, qs)

	hl, ht, hr, hs := uint64(1), uint64(99), uint64(0), uint64(0)
	head := int(v.head[i])
	if head >= 0 {
		hl, ht, hr, hs = v.lemma[head], uint64(w[head].XPOS), uint64(v.rel[head]), uint64(v.shape[head])
	}
	if head >= 0 {
		three(uint64(w[head].Cluster), rel, cluster)
	} else {
		three(1, rel, cluster)
	}
	two(hl, rel)
	three(hl, rel, lem)
	three(ht, rel, tag)
	two(hl, dist(head-i))
	three(rel, hs, hr)
	three(lem, hr, rel)

	// The subject, and who or what it is.
	subj := v.trees.Child(i, syntax.Nsubj, syntax.NsubjPass, syntax.NmodPoss)
	sl, sk := uint64(1), uint64(99)
	if subj >= 0 {
		sl, sk = v.lemma[subj], uint64(v.kind[subj])
	} else if head >= 0 {
		if c := v.trees.Child(head, syntax.Nsubj, syntax.NsubjPass, syntax.NmodPoss); c >= 0 && c != i {
			sl, sk = v.lemma[c]+7, uint64(v.kind[c])+100
		}
	}
	two(lem, sk)
	two(lem, sl)
	three(tag, sk, shape)
	three(tag, sk, bs)
	three(cluster, sk, shape)
	one(uint64(v.kind[i]))

	// What the clause hangs on: nested attributions are not marked.
	g, gr := v.governor(i)
	gl, gs := uint64(1), uint64(0)
	if g >= 0 {
		gl, gs = v.lemma[g], uint64(v.shape[g])
	}
	two(gl, uint64(gr))
	three(lem, gl, uint64(gr))
	three(tag, uint64(gr), gs)
	two(lem, uint64(gr))

	// Auxiliaries and negation in the verb group.
	aux, neg := uint64(0), uint64(0)
	for c := v.trees.FirstChild(i); c >= 0; c = v.trees.NextChild(c) {
		switch w[c].Rel {
		case syntax.Aux:
			aux = v.lemma[c]
		case syntax.Advmod:
			if w[c].XPOS == syntax.TagRB && (w[c].Lemma == "not" || w[c].Lemma == "never") {
				neg = 1
			}
		}
	}
	three(lem, aux, neg)
	three(tag, aux, shape)

	// The complement: what kind of clause or phrase, and how it begins.
	comp := v.trees.Child(i, syntax.Ccomp, syntax.Xcomp)
	cm, cside := uint64(1), uint64(9)
	if comp >= 0 {
		cm, cside = uint64(w[comp].XPOS), bit(comp < i)
		if m := v.trees.Child(comp, syntax.Mark); m >= 0 {
			cm = v.lemma[m]
		}
	}
	three(lem, cm, cside)
	three(cluster, cm, cside)
	if ob := v.trees.Child(i, syntax.Obj); ob >= 0 {
		two(lem, v.lemma[ob])
		two(lem, uint64(v.kind[ob]))
		two(lem, uint64(v.shape[ob]))
	} else {
		n += 3
	}
	// The preposition that leads to the content.
	if ob := v.trees.Child(i, syntax.Obl, syntax.Nmod); ob >= 0 {
		if c := v.trees.Child(ob, syntax.Case); c >= 0 {
			three(lem, v.lemma[c], uint64(v.kind[ob]))
		} else {
			n++
		}
	} else {
		n++
	}
	// Where the sentence stands and ends.
	first := v.sent[i] == 0 && v.title
	end := uint64(tok[hi-1].Shape)
	three(tag, bit(first), end)
	two(lem, bit(first))
	three(bit(i == lo), bit(i == hi-1), lem)
	two(lem, dist(i-lo))
	three(lem, uint64(bit(v.lastMark(lo, i) >= 0)), tl1)
	return keys
}

// lastMark returns the last token of [lo, i) that stands inside quotation marks, or -1.
func (v *View) lastMark(lo, i int) int {
	for j := i - 1; j >= lo && j > i-60; j-- {
		if v.quote[j] >= 0 {
			return j
		}
	}
	return -1
}
