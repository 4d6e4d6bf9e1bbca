package train

import (
	"math/rand/v2"
	"strings"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

func lower(s string) string { return strings.ToLower(s) }

func shuffled(n int, seed uint64) []int { return rand.New(rand.NewPCG(seed, 7)).Perm(n) }

// trainTagger trains a greedy tagger: an averaged perceptron that sees its own tags to the left (Collins 2002).
func trainTagger(e Env, trees []*tree, tags, epochs, minUpdates int, prune float32) (*linear.Model, error) {
	p := linear.NewPerceptron(tags)
	p.MinUpdates = minUpdates
	scores := make([]float32, tags)
	var keys []linear.Key
	for epoch := range epochs {
		wrong, all := 0, 0
		for _, at := range shuffled(len(trees), uint64(epoch)) {
			t := trees[at]
			l := t.line
			for i := 1; i <= l.N; i++ {
				p.Step()
				keys = l.TagKeys(i, keys[:0])
				clear(scores)
				p.Score(keys, scores)
				best, gold := 0, int(t.tags[i])
				for k, s := range scores {
					if s > scores[best] {
						best = k
					}
				}
				all++
				if best != gold {
					wrong++
					p.Update(keys, gold, t.weight)
					p.Update(keys, best, -t.weight)
				}
				l.Tag[i] = uint64(best) + 1
			}
		}
		if e.Log != nil && (epoch+1)%5 == 0 {
			e.Logf("tagger, epoch %d: %.2f %% wrong, %d features", epoch+1, 100*float64(wrong)/float64(max(1, all)), p.Features())
		}
	}
	return linear.Build(tags, p.Rows(), prune)
}

// prepare makes the lines of the trees.
func prepare(trees []*tree, lex *syntax.Lexicon) {
	for _, t := range trees {
		t.line = new(syntax.Line)
		t.line.Prepare(t.doc, t.sent, lex)
	}
}
