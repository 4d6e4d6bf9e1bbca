package linear

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestBest compares the best sequences of random lattices with all sequences in order.
func TestBest(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	random := func(n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = float32(rnd.NormFloat64())
		}
		return out
	}
	for range 50 {
		const k = 3
		n := 1 + rnd.IntN(5)
		c := &Chain{Dense: &Dense{Classes: k}, Trans: random(k * k), Start: random(k)}
		c.Trans[1*k+2] = float32(math.Inf(-1))
		l := &Lattice{K: k, N: n, Emit: random(n * k)}
		var want []float32
		tags := make([]uint8, n)
		var all func(i int, score float32)
		all = func(i int, score float32) {
			if i == n {
				want = append(want, score)
				return
			}
			for b := range k {
				s := score + l.Emit[i*k+b]
				if i == 0 {
					s += c.Start[b]
				} else {
					s += c.Trans[int(tags[i-1])*k+b]
				}
				tags[i] = uint8(b)
				if !math.IsInf(float64(s), -1) {
					all(i+1, s)
				}
			}
		}
		all(0, 0)
		slices.SortFunc(want, func(a, b float32) int { return int(math.Copysign(1, float64(b-a))) })
		got := l.Best(c, 6)
		if len(got) != min(6, len(want)) {
			t.Fatalf("%d sequences, want %d", len(got), min(6, len(want)))
		}
		viterbi := make([]uint8, n)
		l.Viterbi(c, viterbi)
		if !slices.Equal(viterbi, got[0].Tags) {
			t.Errorf("the first is %v, Viterbi's %v", got[0].Tags, viterbi)
		}
		for i := range got {
			if math.Abs(float64(got[i].Score-want[i])) > 1e-4 {
				t.Errorf("sequence %d scores %v, want %v", i, got[i].Score, want[i])
			}
			for j := range i {
				if slices.Equal(got[i].Tags, got[j].Tags) {
					t.Errorf("sequence %v twice", got[i].Tags)
				}
			}
		}
	}
}

// TestTrainRank learns to prefer alternatives with one feature over those with another, whatever else they share.
func TestTrainRank(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 3))
	var data []Group
	for range 300 {
		g := Group{Right: make([]bool, 3)}
		best := rnd.IntN(3)
		for a := range 3 {
			g.Keys = append(g.Keys, []Key{Key1(1, uint64(bitOf(a == best))), Key1(2, rnd.Uint64N(5))})
			g.Right[a] = a == best
		}
		data = append(data, g)
	}
	m, err := TrainRank(Recipe{Epochs: 5, Prune: 0.001}, data)
	if err != nil {
		t.Fatal(err)
	}
	score := func(k ...Key) int32 {
		var s [2]int32
		m.Score(k, s[:])
		return s[1]
	}
	if good, bad := score(Key1(1, 1)), score(Key1(1, 0)); good <= bad {
		t.Errorf("the right feature scores %d, the wrong one %d", good, bad)
	}
}

func bitOf(b bool) int {
	if b {
		return 1
	}
	return 0
}
