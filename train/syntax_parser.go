package train

import (
	"math/rand/v2"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// costs returns how many gold arcs each kind of transition would put out of reach (Goldberg and Nivre 2013,
// for arc-hybrid).
func (t *tree) costs(s *syntax.State) (cost [3]int) {
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
func (t *tree) right(s *syntax.State, actions []syntax.Action, right, allowed []bool) {
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

// trainParser trains the greedy parser: an averaged perceptron that follows its own mistakes and is taught the
// best that can still be done, a dynamic oracle with exploration (Goldberg and Nivre 2013). The lines must be tagged.
func trainParser(e Env, trees []*tree, tags []syntax.Tag, actions []syntax.Action, epochs int, explore float64, minUpdates int) *linear.Perceptron {
	p := linear.NewPerceptron(len(actions))
	p.MinUpdates = minUpdates
	scores := make([]float32, len(actions))
	right, allowed := make([]bool, len(actions)), make([]bool, len(actions))
	var keys []linear.Key
	var s syntax.State
	for _, t := range trees {
		t.line.Count(tags)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for epoch := range epochs {
		wrong, all := 0, 0
		for _, at := range shuffled(len(trees), uint64(epoch)) {
			t := trees[at]
			s.Reset(t.len())
			for !s.Done() {
				p.Step()
				keys = s.Keys(t.line, keys[:0])
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
				if good < 0 {
					good = best // the relation has no action
				}
				all++
				if best != good {
					wrong++
					p.Update(keys, good, t.weight)
					p.Update(keys, best, -t.weight)
					if epoch == 0 || rnd.Float64() > explore {
						best = good
					}
				}
				s.Apply(actions[best])
			}
		}
		if e.Log != nil {
			e.Logf("parser, epoch %d: %.2f %% wrong, %d features", epoch+1, 100*float64(wrong)/float64(max(1, all)), p.Features())
		}
	}
	return p
}
