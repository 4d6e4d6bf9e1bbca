package train

import (
	"math/rand/v2"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// A bare tree is what the transitions build: the arcs of a tree over its words without the marks.
type bare struct {
	words syntax.Skeleton
	heads []int32
	rels  []syntax.Rel
	kids  [][]int32
}

// fill makes the bare tree of a tagged one. Words under a mark go to the word above it.
func (t *tree) fill(tags []syntax.Tag) {
	b := new(bare)
	b.words.Fill(t.line, tags)
	n := b.words.N
	b.heads, b.rels = make([]int32, n+1), make([]syntax.Rel, n+1)
	place := make([]int32, t.len()+1)
	for i := 1; i <= n; i++ {
		place[b.words.At[i]] = int32(i)
	}
	for i := 1; i <= n; i++ {
		h := t.heads[b.words.At[i]]
		for h != 0 && place[h] == 0 {
			h = t.heads[h]
		}
		b.heads[i], b.rels[i] = place[h], t.rels[b.words.At[i]]
	}
	// One root, the first one.
	top := int32(0)
	for i := 1; i <= n; i++ {
		if b.heads[i] != 0 {
			continue
		}
		if top == 0 {
			top, b.rels[i] = int32(i), syntax.Root
		} else {
			b.heads[i] = top
			if b.rels[i] == syntax.Root {
				b.rels[i] = syntax.Parataxis
			}
		}
	}
	b.kids = kidsOf(b.heads)
	t.bare = b
}

// costs returns how many gold arcs each kind of transition would put out of reach (Goldberg and Nivre 2013,
// for arc-hybrid).
func (t *bare) costs(s *syntax.State) (cost [3]int) {
	top := len(s.Stack) - 1
	s0, b := s.Stack[top], int32(s.Next)
	if s.Allows(syntax.Shift) {
		h := t.heads[b]
		if h < b && h != s0 && (h == 0 || s.Nodes[h].Head < 0) {
			cost[syntax.Shift]++
		}
		for _, k := range t.kids[b] {
			if k < b && s.Nodes[k].Head < 0 {
				cost[syntax.Shift]++
			}
		}
	}
	if top == 0 {
		return cost
	}
	h := t.heads[s0]
	for _, k := range t.kids[s0] {
		if k >= b {
			cost[syntax.Left]++
			cost[syntax.Right]++
		}
	}
	if h == s.Stack[top-1] || h > b {
		cost[syntax.Left]++
	}
	if h >= b {
		cost[syntax.Right]++
	}
	return cost
}

// right reports, for each action, whether it is one of the best that can be done.
func (t *bare) right(s *syntax.State, actions []syntax.Action, right, allowed []bool) {
	cost := t.costs(s)
	least := len(t.heads)
	for k := syntax.Shift; k <= syntax.Right; k++ {
		if s.Allows(k) {
			least = min(least, cost[k])
		}
	}
	top := len(s.Stack) - 1
	s0 := s.Stack[top]
	for i, a := range actions {
		allowed[i] = s.Allows(a.Kind)
		right[i] = allowed[i] && cost[a.Kind] == least
		if !right[i] || a.Kind == syntax.Shift {
			continue
		}
		if h := t.heads[s0]; a.Kind == syntax.Left && h == int32(s.Next) || a.Kind == syntax.Right && h == s.Stack[top-1] {
			right[i] = a.Rel == t.rels[s0]
		}
	}
}

// explore is how often the parser goes on from its own mistake, after the first epoch.
const explore = 0.9

// trainParser trains greedy transitions on the log-likelihood of the best that can still be done, while it follows its own
// mistakes: a dynamic oracle with exploration (Goldberg and Nivre 2013). The bare trees must stand.
func trainParser(e Env, trees []*tree, actions []syntax.Action, epochs int, seed uint64) []linear.Row {
	p := linear.NewSoftmax(len(actions))
	p.Rate, p.L1, p.Least = 1, 6, 0.02
	scores := make([]float32, len(actions))
	right, allowed := make([]bool, len(actions)), make([]bool, len(actions))
	var keys []linear.Key
	var s syntax.State
	rnd := rand.New(rand.NewPCG(seed, 2))
	for epoch := range epochs {
		wrong, all, loss := 0, 0, 0.0
		for _, at := range shuffled(len(trees), seed<<8|uint64(epoch)) {
			t, weight := trees[at].bare, trees[at].weight
			s.Reset(t.words.N)
			for !s.Done() {
				keys = s.Keys(&t.words, keys[:0])
				clear(scores)
				p.Score(keys, scores)
				t.right(&s, actions, right, allowed)
				best, good := -1, -1
				for k, v := range scores {
					if allowed[k] && (best < 0 || v > scores[best]) {
						best = k
					}
					if right[k] && (good < 0 || v > scores[good]) {
						good = k
					}
				}
				all++
				if good < 0 {
					good = best // the relation has no action
				} else {
					loss += p.Learn(keys, scores, allowed, right, weight)
				}
				if best != good {
					wrong++
					if epoch == 0 || rnd.Float64() > explore {
						best = good
					}
				}
				s.Apply(actions[best])
			}
		}
		if e.Log != nil {
			e.Logf("parser, epoch %d: %.2f %% wrong, loss %.4f, %d features", epoch+1, 100*float64(wrong)/float64(max(1, all)), loss/float64(max(1, all)), p.Features())
		}
	}
	return p.Rows()
}

// trainMarks trains what gives the marks their heads: a ranking perceptron over the words that a mark may depend on,
// on the gold trees of the words. The lines must be tagged.
func trainMarks(e Env, trees []*tree, epochs int) *linear.Perceptron {
	p := linear.NewPerceptron(1)
	p.MinUpdates = 5
	var arcs syntax.Tree
	var good, keys []linear.Key
	for epoch := range epochs {
		wrong, all := 0, 0
		for _, at := range shuffled(len(trees), uint64(epoch)) {
			t := trees[at]
			n := t.len()
			arcs.Reset(n)
			for i := 1; i <= t.bare.words.N; i++ {
				arcs.Head[t.bare.words.At[i]], arcs.Rel[t.bare.words.At[i]] = t.bare.words.At[t.bare.heads[i]], t.bare.rels[i]
			}
			arcs.Spans()
			for i := 1; i <= n; i++ {
				if !t.line.IsMark(i) {
					continue
				}
				gold := t.heads[i]
				for gold != 0 && t.line.IsMark(int(gold)) {
					gold = t.heads[gold]
				}
				list, left := arcs.Candidates(t.line, i)
				best, right := -1, -1
				var most float32
				var bestKeys []linear.Key
				for at, x := range list {
					keys = arcs.MarkKeys(t.line, i, list, left, at, nil)
					score := [1]float32{}
					p.Score(keys, score[:])
					if best < 0 || score[0] > most {
						best, most, bestKeys = at, score[0], keys
					}
					if x == gold {
						right, good = at, keys
					}
				}
				if right >= 0 {
					all++
					p.Step()
					if best != right {
						wrong++
						p.Update(good, 0, 1)
						p.Update(bestKeys, 0, -1)
					}
					arcs.Head[i], arcs.Rel[i] = gold, syntax.Punct
				} else if best >= 0 {
					arcs.Head[i], arcs.Rel[i] = list[best], syntax.Punct
				}
			}
		}
		if e.Log != nil {
			e.Logf("marks, epoch %d: %.2f %% wrong of %d", epoch+1, 100*float64(wrong)/float64(max(1, all)), all)
		}
	}
	return p
}
