package syntax

// A Skeleton is a tagged sentence without its punctuation, which is what the transitions build the tree of: marks
// do not stand between words that belong together, and are seen as what lies between them. Word i of the skeleton
// is word At[i] of the Line; as there, 0 is the root and places for missing words follow the last.
type Skeleton struct {
	N       int
	At      []int32
	Lower   []uint64
	Tag     []uint64
	Cluster []uint64
	Coarse  []uint64
	Amb     []uint64
	Gap     []uint64 // which marks stand right before the word, as bits of markOf
	between []counts // of what stands before the word
}

// counts are how many words and marks of a kind stand before a word.
type counts struct{ comma, verb, quote, conj int32 }

// Kinds of marks, as bits.
const (
	markComma = 1 << iota
	markColon
	markQuote
	markBracket
	markStop
	markHyphen
)

func markOf(x XPOS) uint64 {
	switch x {
	case TagComma:
		return markComma
	case TagColon, TagNFP:
		return markColon
	case TagOpen, TagClose:
		return markQuote
	case TagLRB, TagRRB:
		return markBracket
	case TagPeriod:
		return markStop
	}
	return markHyphen
}

// Fill makes the skeleton of a tagged line, and tells its marks.
func (k *Skeleton) Fill(l *Line, tags []Tag) {
	l.Marks(tags)
	room := l.N + 1 + pad
	k.At, k.Lower, k.Tag, k.Cluster = resize(k.At, room), resize(k.Lower, room), resize(k.Tag, room), resize(k.Cluster, room)
	k.Coarse, k.Amb, k.Gap, k.between = resize(k.Coarse, room), resize(k.Amb, room), resize(k.Gap, room), resize(k.between, room)
	k.At[0] = 0
	k.put(0, l, 0)
	n, gap := 0, uint64(0)
	var c counts
	k.between[0] = c
	for i := 1; i <= l.N; i++ {
		t := tags[l.Tag[i]-1]
		if l.mark[i] != 0 {
			m := markOf(t.XPOS)
			gap |= m
			switch m {
			case markComma, markColon:
				c.comma++
			case markQuote:
				c.quote++
			}
			continue
		}
		n++
		k.At[n] = int32(i)
		k.put(n, l, i)
		k.Gap[n], gap = gap, 0
		k.between[n] = c
		switch t.UPOS {
		case VERB:
			c.verb++
		case CCONJ:
			c.conj++
		}
	}
	k.N = n
	for i := range pad {
		k.put(n+1+i, l, l.N+1+i)
		k.Gap[n+1+i], gap = gap, 0
		k.between[n+1+i] = c
	}
	k.Gap[0] = 0
}

func (k *Skeleton) put(n int, l *Line, i int) {
	k.Lower[n], k.Tag[n], k.Cluster[n], k.Coarse[n], k.Amb[n] = l.Lower[i], l.Tag[i], l.Cluster[i], l.Coarse[i], l.Amb[i]
}

// Reverse makes r the skeleton k read from right to left.
func (r *Skeleton) Reverse(k *Skeleton) {
	room := k.N + 1 + pad
	r.N = k.N
	r.At, r.between = resize(r.At, room), resize(r.between, room)
	copy(r.At, k.At)
	for _, c := range []struct {
		to   *[]uint64
		from []uint64
	}{{&r.Lower, k.Lower}, {&r.Tag, k.Tag}, {&r.Cluster, k.Cluster}, {&r.Coarse, k.Coarse}, {&r.Amb, k.Amb}, {&r.Gap, k.Gap}} {
		*c.to = resize(*c.to, room)
		copy(*c.to, c.from)
	}
	all := k.between[k.N+1]
	r.between[0] = counts{}
	for i := 1; i <= k.N; i++ {
		j := k.N + 1 - i
		r.At[j], r.Lower[j], r.Tag[j], r.Cluster[j], r.Coarse[j], r.Amb[j] = k.At[i], k.Lower[i], k.Tag[i], k.Cluster[i], k.Coarse[i], k.Amb[i]
		r.Gap[j] = k.Gap[i+1]
		r.between[j] = counts{all.comma - k.between[i].comma, all.verb - k.between[i+1].verb, all.quote - k.between[i].quote, all.conj - k.between[i+1].conj}
	}
	r.Gap[k.N+1] = k.Gap[1]
	for i := k.N + 1; i < room; i++ {
		r.between[i] = all
	}
}

// span returns what stands between the words a < b, each count up to 2 or its parity, in one number.
func (k *Skeleton) span(a, b int) uint64 {
	if a >= b {
		return 0
	}
	x, y := &k.between[a], &k.between[b]
	verbs, conjs := y.verb-x.verb, y.conj-x.conj
	if a > 0 && a < k.N { // a itself does not stand between
		verbs -= k.between[a+1].verb - x.verb
		conjs -= k.between[a+1].conj - x.conj
	}
	return uint64(min(y.comma-x.comma, 2)) | uint64(min(verbs, 2))<<2 | uint64((y.quote-x.quote)&1)<<4 | uint64(min(conjs, 1))<<5
}
