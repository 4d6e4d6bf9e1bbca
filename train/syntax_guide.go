package train

import (
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// trainGuide trains the parser that reads from right to left, sets it in the model and gives the trees its hints: each fold
// those of a guide of the other folds, so that the parser learns how far to trust it.
func trainGuide(e Env, trees []*tree, m *syntax.Model, epochs, folds int) error {
	mirrored := make([]*tree, len(trees))
	for i, t := range trees {
		mirrored[i] = &tree{bare: t.bare.reversed()}
	}
	part := *m
	part.Actions = actionsOf(mirrored, 8)
	guideOf := func(data []*tree, seed uint64) (*syntax.Parser, error) {
		guide := part
		var err error
		guide.Parser, err = linear.Build(len(guide.Actions), trainParser(e, data, guide.Actions, epochs, seed), 0.05)
		return syntax.NewParser(&guide), err
	}
	right, all := 0, 0
	for fold := range folds {
		var rest []*tree
		for i, t := range mirrored {
			if i/50%folds != fold {
				rest = append(rest, t)
			}
		}
		guide, err := guideOf(rest, uint64(51+fold))
		if err != nil {
			return err
		}
		for i, t := range trees {
			if i/50%folds != fold {
				continue
			}
			b := t.bare
			b.words.Hint(guide.Arcs(&mirrored[i].bare.words))
			for j := 1; j <= b.words.N; j++ {
				all++
				if x := b.words.Hints[j]; x.Head == b.heads[j] && x.Rel == b.rels[j] {
					right++
				}
			}
		}
	}
	e.Logf("jackknifed guides: LAS %.2f without marks", 100*float64(right)/float64(max(1, all)))
	guide, err := guideOf(mirrored, 50)
	if err != nil {
		return err
	}
	m.GuideActions, m.Guide = part.Actions, guide.Model.Parser
	return nil
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
