package train

import (
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// A teacher is several greedy parsers, half of them reading from right to left, whose arcs are put to the vote (Sagae
// and Lavie 2006). It is too slow to read with; the parser that ships learns from its trees of unlabelled news.
type teacher []*syntax.Parser // the odd ones read from right to left

// trainTeacher trains a teacher of n parsers on the bare trees, two at a time.
func trainTeacher(e Env, trees []*tree, m *syntax.Model, n, epochs int) (teacher, error) {
	mirrored := make([]*tree, len(trees))
	for i, t := range trees {
		mirrored[i] = &tree{bare: t.bare.reversed(), weight: t.weight}
	}
	t := make(teacher, n)
	return t, pairwise(n, func(i int) (err error) {
		data := trees
		if i%2 == 1 {
			data = mirrored
		}
		part := *m
		part.Actions = actionsOf(data, 8)
		part.Parser, err = linear.Build(len(part.Actions), trainParser(e, data, part.Actions, epochs, uint64(100+i)), 0.03)
		t[i] = syntax.NewParser(&part)
		return err
	})
}

// reversed returns the tree read from right to left.
func (t *bare) reversed() *bare {
	n := t.words.N
	r := &bare{heads: make([]int32, n+1), rels: make([]syntax.Rel, n+1)}
	r.words.Reverse(&t.words)
	for i := 1; i <= n; i++ {
		j := n + 1 - i
		r.rels[j] = t.rels[i]
		if h := t.heads[i]; h != 0 {
			r.heads[j] = int32(n) + 1 - h
		}
	}
	r.kids = kidsOf(r.heads)
	return r
}

// parse fills in the heads and relations of b by a vote.
func (t teacher) parse(b *bare) {
	n := b.words.N
	votes := make([]float32, (n+1)*(n+1)) // votes[h*(n+1)+d]
	type arc struct{ h, d int32 }
	rels := map[arc]map[syntax.Rel]int{}
	var mirror syntax.Skeleton
	mirror.Reverse(&b.words)
	for i, p := range t {
		var nodes []syntax.Node
		if i%2 == 0 {
			nodes = p.Arcs(&b.words)
		} else {
			nodes = p.Arcs(&mirror)
		}
		for j := 1; j <= n; j++ {
			d, h := int32(j), nodes[j].Head
			if i%2 == 1 {
				d = int32(n+1) - d
				if h != 0 {
					h = int32(n+1) - h
				}
			}
			votes[int(h)*(n+1)+int(d)]++
			if i%2 == 0 {
				votes[int(h)*(n+1)+int(d)] += 0.1 // breaks ties
			}
			a := arc{h, d}
			if rels[a] == nil {
				rels[a] = map[syntax.Rel]int{}
			}
			rels[a][nodes[j].Rel]++
		}
	}
	b.heads, b.rels = eisner(n, votes), make([]syntax.Rel, n+1)
	for d := int32(1); int(d) <= n; d++ {
		best := syntax.Dep
		most := 0
		for r, c := range rels[arc{b.heads[d], d}] {
			if c > most || c == most && r < best {
				best, most = r, c
			}
		}
		b.rels[d] = best
		if b.heads[d] == 0 {
			b.rels[d] = syntax.Root
		}
	}
	b.kids = kidsOf(b.heads)
}

// eisner returns the heads of the projective tree with one root whose arcs have the highest sum (Eisner 1996).
// score[h*(n+1)+d] is that of an arc.
func eisner(n int, score []float32) []int32 {
	m := n + 1
	const left, right = 0, 1
	var whole, part [2][]float32
	var wholeAt, partAt [2][]int32
	for s := range 2 {
		whole[s], part[s] = make([]float32, m*m), make([]float32, m*m)
		wholeAt[s], partAt[s] = make([]int32, m*m), make([]int32, m*m)
	}
	for size := 1; size < m; size++ {
		for i := 0; i+size < m; i++ {
			j := i + size
			best, at := float32(-1e9), i
			for k := i; k < j; k++ {
				if v := whole[right][i*m+k] + whole[left][(k+1)*m+j]; v > best {
					best, at = v, k
				}
			}
			toRight := score[i*m+j]
			if i == 0 {
				toRight -= 1000 // one root
			}
			part[right][i*m+j], partAt[right][i*m+j] = best+toRight, int32(at)
			part[left][i*m+j], partAt[left][i*m+j] = best+score[j*m+i], int32(at)
			best, at = -1e9, i
			for k := i; k < j; k++ {
				if v := whole[left][i*m+k] + part[left][k*m+j]; v > best {
					best, at = v, k
				}
			}
			whole[left][i*m+j], wholeAt[left][i*m+j] = best, int32(at)
			best, at = -1e9, j
			for k := i + 1; k <= j; k++ {
				if v := part[right][i*m+k] + whole[right][k*m+j]; v > best {
					best, at = v, k
				}
			}
			whole[right][i*m+j], wholeAt[right][i*m+j] = best, int32(at)
		}
	}
	heads := make([]int32, m)
	var walk func(i, j, side int, full bool)
	walk = func(i, j, side int, full bool) {
		if i >= j {
			return
		}
		switch {
		case full && side == right:
			k := int(wholeAt[right][i*m+j])
			walk(i, k, right, false)
			walk(k, j, right, true)
		case full:
			k := int(wholeAt[left][i*m+j])
			walk(i, k, left, true)
			walk(k, j, left, false)
		default:
			if side == right {
				heads[j] = int32(i)
			} else {
				heads[i] = int32(j)
			}
			k := int(partAt[side][i*m+j])
			walk(i, k, right, true)
			walk(k+1, j, left, true)
		}
	}
	walk(0, n, right, true)
	return heads
}
