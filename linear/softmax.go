package linear

import "math"

// A Softmax trains a Model by gradient steps on the log-likelihood of single decisions: FTRL-Proximal (McMahan and
// others 2013), whose step sizes are those of AdaGrad and whose L1 keeps weights at nothing until the evidence for them
// is enough. The weights are averaged over time. Where several classes are right, their sum is made likely.
// It is not safe for concurrent use.
type Softmax struct {
	Classes int
	Rate    float32 // step size; default 0.1
	L1      float32 // in sums of steps in probability; default 1
	L2      float32 // Gaussian prior
	Least   float32 // size of the smallest step in probability that is made; default 0.01

	table
	weights []softWeight
	step    int64
	p, grad []float32
	touched []uint8
}

type softWeight struct {
	w, z, n float32 // weight; sum of gradients, as FTRL shifts it; sum of their squares
	class   uint32
	sum     float64 // of the changes of w, each times the step at which it came
}

// NewSoftmax returns a trainer with no features yet.
func NewSoftmax(classes int) *Softmax {
	return &Softmax{Classes: classes, Rate: 0.1, L1: 1, Least: 0.01, table: newTable(),
		p: make([]float32, classes), grad: make([]float32, classes)}
}

// Score adds the present (not averaged) weights of the features to scores.
func (t *Softmax) Score(keys []Key, scores []float32) {
	var found [32]struct{ at, end uint32 }
	for len(keys) > 0 {
		n := min(len(keys), len(found))
		for i, k := range keys[:n] {
			s := t.find(k)
			found[i].at, found[i].end = s.at, s.at+uint32(s.n)
		}
		for _, f := range found[:n] {
			row := t.weights[f.at:f.end]
			for j := range row {
				scores[row[j].class] += row[j].w
			}
		}
		keys = keys[n:]
	}
}

// Learn makes one step for a decision: scores are those of its features, and of the allowed classes at least one is
// right. It returns the negative log-likelihood of the right ones before the step.
func (t *Softmax) Learn(keys []Key, scores []float32, allowed, right []bool, weight float32) float64 {
	t.step++
	top := float32(math.Inf(-1))
	for k, s := range scores {
		if allowed[k] && s > top {
			top = s
		}
	}
	var all, good float32
	for k, s := range scores {
		t.p[k] = 0
		if allowed[k] {
			t.p[k] = float32(math.Exp(float64(s - top)))
			all += t.p[k]
			if right[k] {
				good += t.p[k]
			}
		}
	}
	if good <= 0 {
		good = math.SmallestNonzeroFloat32
	}
	loss := math.Log(float64(all)) - math.Log(float64(good))
	t.touched = t.touched[:0]
	for k := range scores {
		if !allowed[k] {
			continue
		}
		g := -t.p[k] / all
		if right[k] {
			g += t.p[k] / good
		}
		if g > t.Least || g < -t.Least {
			t.grad[k] = g * weight
			t.touched = append(t.touched, uint8(k))
		}
	}
	if len(t.touched) > 0 {
		for _, key := range keys {
			t.move(key)
		}
		for _, k := range t.touched {
			t.grad[k] = 0
		}
	}
	return loss
}

// move makes the step for one feature.
func (t *Softmax) move(key Key) {
	s := t.at(key, t.room)
	row := t.weights[s.at : s.at+uint32(s.n)]
	met := 0
	for j := range row {
		if g := t.grad[row[j].class]; g != 0 {
			t.shift(&row[j], g)
			met++
		}
	}
	if met == len(t.touched) {
		return
	}
next:
	for _, k := range t.touched {
		for _, w := range t.weights[s.at : s.at+uint32(s.n)] {
			if w.class == uint32(k) {
				continue next
			}
		}
		if int(s.n) == 1<<s.cap {
			at := t.room(2 << s.cap)
			copy(t.weights[at:], t.weights[s.at:s.at+uint32(s.n)])
			s.at, s.cap = at, s.cap+1
		}
		w := &t.weights[s.at+uint32(s.n)]
		*w = softWeight{class: uint32(k)}
		t.shift(w, t.grad[k])
		s.n++
	}
}

func (t *Softmax) shift(w *softWeight, g float32) {
	root := float32(math.Sqrt(float64(w.n)))
	w.n += g * g
	now := float32(math.Sqrt(float64(w.n)))
	w.z += g + (now-root)/t.Rate*w.w
	var to float32
	switch {
	case w.z > t.L1:
		to = (w.z - t.L1) / ((1+now)/t.Rate + t.L2)
	case w.z < -t.L1:
		to = (w.z + t.L1) / ((1+now)/t.Rate + t.L2)
	}
	w.sum += float64(to-w.w) * float64(t.step)
	w.w = to
}

func (t *Softmax) room(n int) uint32 {
	at := len(t.weights)
	for range n {
		t.weights = append(t.weights, softWeight{})
	}
	return uint32(at)
}

// Rows returns the averaged weights.
func (t *Softmax) Rows() []Row {
	out := make([]Row, 0, t.used)
	steps := float64(max(1, t.step))
	for _, s := range t.slots {
		if s.cap == 0 {
			continue
		}
		r := Row{Key: s.key}
		for _, w := range t.weights[s.at : s.at+uint32(s.n)] {
			if w.w != 0 {
				r.Classes = append(r.Classes, uint8(w.class))
				r.Weights = append(r.Weights, float32(float64(w.w)-w.sum/steps))
			}
		}
		if len(r.Classes) > 0 {
			out = append(out, r)
		}
	}
	return out
}
