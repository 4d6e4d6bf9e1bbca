package linear

import (
	"math"
	"math/rand/v2"
)

// A Group is one training example of a ranking model: the features of each alternative, and which of them are right.
type Group struct {
	Keys  [][]Key
	Right []bool
}

// TrainRank trains a model of which one alternative of a group is best: a softmax over the sums of their weights. The model has two
// classes, and the score of class 1 is that of the alternative. The same recipe and groups give the same model.
func TrainRank(r Recipe, data []Group) (*Dense, error) {
	r.Classes = 2
	r.defaults()
	count := make(map[Key]int32)
	for i := range data {
		for _, ks := range data[i].Keys {
			for _, k := range ks {
				count[k]++
			}
		}
	}
	index := make(map[Key]int32)
	var keys []Key
	ids := make([][][]int32, len(data))
	for i := range data {
		ids[i] = make([][]int32, len(data[i].Keys))
		for j, ks := range data[i].Keys {
			for _, k := range ks {
				if int(count[k]) < r.MinCount {
					continue
				}
				id, ok := index[k]
				if !ok {
					id = int32(len(keys))
					index[k] = id
					keys = append(keys, k)
				}
				ids[i][j] = append(ids[i][j], id)
			}
		}
	}
	w, g2, mean := make([]float32, len(keys)), make([]float32, len(keys)), make([]float32, len(keys))
	rnd := rand.New(rand.NewPCG(r.Seed, 1))
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	var room thinned
	var p []float64
	epochs := 0
	for epoch := range r.Epochs {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, d := range order {
			alts := ids[d]
			if r.Drop > 0 {
				alts = thin(alts, r.Drop, rnd, &room)
			}
			p = grow(p, len(alts))
			top := math.Inf(-1)
			for a, fs := range alts {
				p[a] = 0
				for _, f := range fs {
					p[a] += float64(w[f])
				}
				top = max(top, p[a])
			}
			all, right := 0.0, 0.0
			for a := range p {
				p[a] = math.Exp(p[a] - top)
				all += p[a]
				if data[d].Right[a] {
					right += p[a]
				}
			}
			if right <= 0 {
				right = math.SmallestNonzeroFloat64
			}
			loss -= math.Log(right / all)
			for a, fs := range alts {
				g := -p[a] / all
				if data[d].Right[a] {
					g += p[a] / right
				}
				for _, f := range fs {
					x := float32(g) - float32(r.L2)*w[f]
					g2[f] += x * x
					w[f] += float32(r.Rate) * x / (float32(math.Sqrt(float64(g2[f]))) + 1e-6)
				}
			}
		}
		if epoch >= r.Epochs/2 {
			epochs++
			for i := range w {
				mean[i] += w[i]
			}
		}
		if r.Log != nil {
			r.Log(epoch, loss/float64(max(1, len(data))))
		}
	}
	rows := make([]Row, len(keys))
	for i, k := range keys {
		rows[i] = Row{Key: k, Weights: []float32{0, mean[i] / float32(epochs)}}
	}
	return BuildDense(2, rows, r.Prune)
}
