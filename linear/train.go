package linear

import (
	"math"
	"math/rand/v2"
)

// A Sequence is one training example of a Chain: the features and the right tag of each position.
type Sequence struct {
	Keys [][]Key
	Tags []uint8
}

// A Recipe tells how a Chain is trained: by stochastic gradient steps on the log-likelihood with a step
// size for each weight (AdaGrad, Duchi and others 2011). The zero value of a field means its default.
type Recipe struct {
	Classes  int
	Epochs   int     // default 10
	Rate     float64 // default 0.1
	L2       float64 // Gaussian prior, applied at each occurrence of a feature; default 2e-4
	L1       float64 // when set, weights stay at nothing until the evidence outweighs it (FTRL-Proximal, McMahan and others 2013)
	MinCount int     // features seen in fewer positions are left out; default 2
	Prune    float32 // features whose weights are all smaller than this are dropped at the end; default 0.02
	Drop     float64 // share of the features that are left out at each position, anew in each epoch, against overfitting; default 0
	Seed     uint64
	// Allowed tells whether tag b may follow tag a; a is -1 at the beginning. Nil allows all.
	Allowed func(a, b int) bool
	// Log, when set, is told the mean negative log-likelihood per position after each epoch.
	Log func(epoch int, loss float64)
}

// defaults sets what was left open.
func (r *Recipe) defaults() {
	if r.Epochs == 0 {
		r.Epochs = 10
	}
	if r.Rate == 0 {
		r.Rate = 0.1
	}
	if r.L2 == 0 {
		r.L2 = 2e-4
	}
	if r.MinCount == 0 {
		r.MinCount = 2
	}
	if r.Prune == 0 {
		r.Prune = 0.02
	}
}

// TrainChain trains a chain on the sequences. The same recipe and sequences give the same chain.
func TrainChain(r Recipe, data []Sequence) (*Chain, error) {
	r.defaults()
	k := r.Classes
	// Number the features that occur often enough.
	count := make(map[Key]int32)
	for _, s := range data {
		for _, ks := range s.Keys {
			for _, key := range ks {
				count[key]++
			}
		}
	}
	index := make(map[Key]int32)
	var keys []Key
	ids := make([][][]int32, len(data))
	positions := 0
	for i, s := range data {
		ids[i] = make([][]int32, len(s.Keys))
		positions += len(s.Keys)
		for j, ks := range s.Keys {
			for _, key := range ks {
				if int(count[key]) < r.MinCount {
					continue
				}
				id, ok := index[key]
				if !ok {
					id = int32(len(keys))
					index[key] = id
					keys = append(keys, key)
				}
				ids[i][j] = append(ids[i][j], id)
			}
		}
	}
	count, index = nil, nil
	w := make([]float32, len(keys)*k)
	g2 := make([]float32, len(keys)*k)
	var z []float32
	if r.L1 > 0 {
		z = make([]float32, len(keys)*k)
	}
	trans, tg2 := make([]float64, k*k+k), make([]float64, k*k+k)
	expT := make([]float64, k*k+k)
	allow := make([]bool, k*k+k)
	for a := -1; a < k; a++ {
		for b := range k {
			i := k*k + b
			if a >= 0 {
				i = a*k + b
			}
			allow[i] = r.Allowed == nil || r.Allowed(a, b)
		}
	}
	rnd := rand.New(rand.NewPCG(r.Seed, 1))
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	// The weights are the mean of those after each epoch of the second half.
	mean, meanT, epochs := make([]float32, len(w)), make([]float64, len(trans)), 0
	var l Lattice
	var kept thinned
	var p []float64
	grad := make([]float64, k)
	gt := make([]float64, k*k+k)
	for epoch := range r.Epochs {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, d := range order {
			seq, tags := ids[d], data[d].Tags
			n := len(seq)
			if n == 0 {
				continue
			}
			l.K, l.N = k, n
			if r.Drop > 0 {
				seq = thin(seq, r.Drop, rnd, &kept)
			}
			l.Emit = grow(l.Emit, n*k)
			clear(l.Emit)
			for i, fs := range seq {
				e := l.Emit[i*k : (i+1)*k]
				for _, f := range fs {
					row := w[int(f)*k : int(f)*k+k]
					for b, x := range row {
						e[b] += x
					}
				}
			}
			for i, ok := range allow {
				expT[i] = 0
				if ok {
					expT[i] = math.Exp(trans[i])
				}
			}
			p = grow(p, n*k)
			gold := 0.0
			for i, t := range tags {
				gold += float64(l.Emit[i*k+int(t)])
				if i == 0 {
					gold += trans[k*k+int(t)]
				} else {
					gold += trans[int(tags[i-1])*k+int(t)]
				}
			}
			loss += l.forwardBackward(expT[:k*k], expT[k*k:], p) - gold
			// Expected transitions, before the emissions' gradient changes anything.
			clear(gt)
			for b := range k {
				gt[k*k+b] -= p[b]
			}
			gt[k*k+int(tags[0])]++
			for i := 1; i < n; i++ {
				sum := 0.0
				var cell [256]float64
				c := cell[:min(k*k, 256)]
				if k*k > 256 {
					c = make([]float64, k*k)
				}
				for a := range k {
					al := l.alpha[(i-1)*k+a]
					if al == 0 {
						continue
					}
					for b := range k {
						x := al * expT[a*k+b] * math.Exp(float64(l.Emit[i*k+b])-l.emitTop(i)) * l.beta[i*k+b]
						c[a*k+b] = x
						sum += x
					}
				}
				if sum > 0 {
					for j, x := range c {
						gt[j] -= x / sum
					}
				}
				gt[int(tags[i-1])*k+int(tags[i])]++
			}
			for i, fs := range seq {
				for b := range k {
					grad[b] = -p[i*k+b]
				}
				grad[tags[i]]++
				if r.L1 > 0 {
					for _, f := range fs {
						proximal(w[int(f)*k:][:k], z[int(f)*k:][:k], g2[int(f)*k:][:k], grad, &r)
					}
					continue
				}
				for _, f := range fs {
					base := int(f) * k
					for b, g := range grad {
						if g > -1e-5 && g < 1e-5 {
							continue
						}
						g -= r.L2 * float64(w[base+b])
						s := g2[base+b] + float32(g*g)
						g2[base+b] = s
						w[base+b] += float32(r.Rate * g / (math.Sqrt(float64(s)) + 1e-3))
					}
				}
			}
			for i, g := range gt {
				if allow[i] && g != 0 {
					tg2[i] += g * g
					trans[i] += r.Rate * g / (math.Sqrt(tg2[i]) + 1e-3)
				}
			}
		}
		if epoch >= r.Epochs/2 {
			epochs++
			for i, x := range w {
				mean[i] += x
			}
			for i, x := range trans {
				meanT[i] += x
			}
		}
		if r.Log != nil {
			r.Log(epoch+1, loss/float64(max(1, positions)))
		}
	}
	// A weight that was trained with some features left out must carry less when all are there.
	part := float32(1-r.Drop) / float32(epochs)
	for i := range w {
		w[i] = mean[i] * part
	}
	for i := range trans {
		trans[i] = meanT[i] / float64(epochs)
	}
	rows := make([]Row, len(keys))
	all := make([]uint8, k)
	for b := range all {
		all[b] = uint8(b)
	}
	for i, key := range keys {
		rows[i] = Row{key, all, w[i*k : (i+1)*k]}
	}
	m, err := BuildDense(k, rows, r.Prune)
	if err != nil {
		return nil, err
	}
	c := &Chain{Dense: m, Trans: make([]float32, k*k), Start: make([]float32, k)}
	for i := range allow {
		t := float32(math.Inf(-1))
		if allow[i] {
			t = float32(trans[i])
		}
		if i < k*k {
			c.Trans[i] = t
		} else {
			c.Start[i-k*k] = t
		}
	}
	return c, nil
}

// emitTop returns the largest score of position i.
func (l *Lattice) emitTop(i int) float64 {
	top := l.Emit[i*l.K]
	for _, e := range l.Emit[i*l.K+1 : (i+1)*l.K] {
		top = max(top, e)
	}
	return float64(top)
}

// thinned is room for a sequence with features left out.
type thinned struct {
	seq [][]int32
	ids []int32
}

// thin leaves out features at random.
func thin(seq [][]int32, drop float64, rnd *rand.Rand, room *thinned) [][]int32 {
	total := 0
	for _, fs := range seq {
		total += len(fs)
	}
	room.seq, room.ids = grow(room.seq, len(seq)), grow(room.ids, total)
	at := 0
	for i, fs := range seq {
		from := at
		for _, f := range fs {
			if rnd.Float64() >= drop {
				room.ids[at] = f
				at++
			}
		}
		room.seq[i] = room.ids[from:at]
	}
	return room.seq
}

// proximal makes a step of FTRL-Proximal with the weights of one feature; grad is that of the log-likelihood, which rises.
func proximal(w, z, n []float32, grad []float64, r *Recipe) {
	for b, g := range grad {
		if g > -1e-4 && g < 1e-4 {
			continue
		}
		g = -g
		old := math.Sqrt(float64(n[b]))
		n[b] += float32(g * g)
		now := math.Sqrt(float64(n[b]))
		z[b] += float32(g - (now-old)/r.Rate*float64(w[b]))
		x := float64(z[b])
		switch {
		case x > r.L1:
			w[b] = float32(-(x - r.L1) / ((0.1+now)/r.Rate + r.L2))
		case x < -r.L1:
			w[b] = float32(-(x + r.L1) / ((0.1+now)/r.Rate + r.L2))
		default:
			w[b] = 0
		}
	}
}
