package train

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// TestEisner compares the tree that is found with the best of all projective trees with one root.
func TestEisner(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	for n := 1; n <= 5; n++ {
		for range 20 {
			score := make([]float32, (n+1)*(n+1))
			for i := range score {
				score[i] = float32(rnd.IntN(5))
			}
			sum := func(heads []int32) (s float32) {
				for d, h := range heads[1:] {
					s += score[int(h)*(n+1)+d+1]
				}
				return s
			}
			best := float32(-1)
			for _, heads := range projective(n) {
				best = max(best, sum(heads))
			}
			heads := eisner(n, score)
			if !isProjective(heads) || sum(heads) != best {
				t.Fatalf("%d words: heads %v with the sum %v, the best has %v", n, heads[1:], sum(heads), best)
			}
		}
	}
}

// projective returns all projective trees with one root over n words.
func projective(n int) (out [][]int32) {
	heads := make([]int32, n+1)
	for {
		if isProjective(heads) {
			out = append(out, slices.Clone(heads))
		}
		i := 1
		for i <= n && heads[i] == int32(n) {
			heads[i] = 0
			i++
		}
		if i > n {
			return out
		}
		heads[i]++
	}
}

// isProjective reports whether the heads are those of a projective tree with one root.
func isProjective(heads []int32) bool {
	roots := 0
	for d := range heads[1:] {
		up := heads[d+1]
		if up == 0 {
			roots++
		}
		for range heads {
			up = heads[up]
		}
		if up != 0 {
			return false // a cycle
		}
	}
	for d, h := range heads {
		for between := min(int(h), d) + 1; between < max(int(h), d); between++ {
			up := int32(between)
			for up != 0 && up != h && up != int32(d) {
				up = heads[up]
			}
			if up == 0 && h != 0 {
				return false
			}
		}
	}
	return roots == 1
}

// TestReversed reverses a tree twice.
func TestReversed(t *testing.T) {
	d := text.New("they saw old ships")
	var line syntax.Line
	line.Prepare(d, d.Sentences[0], syntax.NewLexicon(nil, nil))
	for i := range line.N {
		line.Tag[i+1] = 1
	}
	b := &bare{heads: []int32{0, 2, 0, 4, 2}, rels: []syntax.Rel{0, 1, 2, 3, 4}}
	b.words.Fill(&line, []syntax.Tag{{UPOS: syntax.NOUN, XPOS: syntax.TagNN}})
	r := b.reversed()
	if want := []int32{0, 3, 1, 0, 3}; !slices.Equal(r.heads, want) {
		t.Errorf("heads %v, want %v", r.heads, want)
	}
	if again := r.reversed(); !slices.Equal(again.heads, b.heads) || !slices.Equal(again.rels, b.rels) || !slices.Equal(again.words.Lower, b.words.Lower) {
		t.Errorf("reversed twice: heads %v, relations %v, words %v", again.heads, again.rels, again.words.Lower)
	}
}
