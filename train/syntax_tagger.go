package train

import (
	"math/rand/v2"
	"strings"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

func lower(s string) string { return strings.ToLower(s) }

func shuffled(n int, seed uint64) []int { return rand.New(rand.NewPCG(seed, 7)).Perm(n) }

// trainTagger trains a greedy tagger that sees its own tags to the left, as it will when it reads.
func trainTagger(e Env, trees []*tree, tags, epochs int) (*linear.Model, error) {
	p := linear.NewSoftmax(tags)
	p.Rate, p.L1, p.Least = 0.5, 2, 0.02
	scores := make([]float32, tags)
	right, allowed := make([]bool, tags), make([]bool, tags)
	for i := range allowed {
		allowed[i] = true
	}
	var keys []linear.Key
	rnd := rand.New(rand.NewPCG(0, 3))
	for epoch := range epochs {
		wrong, all, loss := 0, 0, 0.0
		for _, at := range shuffled(len(trees), uint64(epoch)) {
			t := trees[at]
			l := t.line
			for i := 1; i <= l.N; i++ {
				keys = l.TagKeys(i, keys[:0])
				keys = drop(keys, rnd)
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
				}
				right[gold] = true
				loss += p.Learn(keys, scores, allowed, right, 1)
				right[gold] = false
				l.Tag[i] = uint64(best) + 1
			}
		}
		if e.Log != nil {
			e.Logf("tagger, epoch %d: %.2f %% wrong, loss %.4f, %d features", epoch+1, 100*float64(wrong)/float64(max(1, all)), loss/float64(max(1, all)), p.Features())
		}
	}
	return linear.Build(tags, p.Rows(), 0.02)
}

// dropout is the share of the features that training leaves out of each decision, by chance, so that none
// of them is relied on alone: words not seen in training lack many (Wager, Wang and Liang 2013).
const dropout = 0.35

func drop(keys []linear.Key, rnd *rand.Rand) []linear.Key {
	kept := keys[:0]
	for _, k := range keys {
		if float64(rnd.Uint32()) >= dropout*(1<<32) {
			kept = append(kept, k)
		}
	}
	return kept
}

// prepare makes the lines of the trees.
func prepare(trees []*tree, lex *syntax.Lexicon) {
	for _, t := range trees {
		t.line = new(syntax.Line)
		t.line.Prepare(t.doc, t.sent, lex)
	}
}
