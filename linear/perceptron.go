package linear

// A Perceptron trains a Model by averaged structured perceptron updates (Collins 2002): the caller decides
// what is wrong, and Update moves the weights. It is not safe for concurrent use.
//
// Millions of features are common, so they stand in one open-addressing table and their weights in two
// parallel slices without pointers.
type Perceptron struct {
	Classes int
	// MinUpdates, when set before training, is how often a feature must have been updated before its
	// weights count (Goldberg and Elhadad 2011): chance features stay out, and models small.
	MinUpdates int

	table
	weights []trainWeight // rows, each in one piece of cap places
	sums    []float64     // for each weight: its changes, each times the step at which it came
	step    int64
}

type trainWeight struct {
	class uint32
	w     float32
}

// NewPerceptron returns a trainer with no features yet.
func NewPerceptron(classes int) *Perceptron {
	return &Perceptron{Classes: classes, table: newTable()}
}

// Step counts one more decision; the average is over steps.
func (p *Perceptron) Step() { p.step++ }

// Score adds the present (not averaged) weights of the features to scores.
func (p *Perceptron) Score(keys []Key, scores []float32) {
	// Look up a block, then add: the cache misses of a block overlap.
	var found [32]struct{ at, end uint32 }
	for len(keys) > 0 {
		n := min(len(keys), len(found))
		for i, k := range keys[:n] {
			s := p.find(k)
			found[i].at, found[i].end = s.at, s.at+uint32(s.n)
			if int(s.hit) < p.MinUpdates {
				found[i].end = s.at
			}
		}
		for _, f := range found[:n] {
			for _, w := range p.weights[f.at:f.end] {
				scores[w.class] += w.w
			}
		}
		keys = keys[n:]
	}
}

// Update adds delta to the class's weight of each feature.
func (p *Perceptron) Update(keys []Key, class int, delta float32) {
	add := float64(delta) * float64(p.step)
next:
	for _, k := range keys {
		s := p.at(k, p.room)
		if s.hit < 255 {
			s.hit++
		}
		row := p.weights[s.at : s.at+uint32(s.n)]
		for j := range row {
			if row[j].class == uint32(class) {
				row[j].w += delta
				p.sums[s.at+uint32(j)] += add
				continue next
			}
		}
		if int(s.n) == 1<<s.cap {
			at := p.room(2 << s.cap)
			copy(p.weights[at:], p.weights[s.at:s.at+uint32(s.n)])
			copy(p.sums[at:], p.sums[s.at:s.at+uint32(s.n)])
			s.at, s.cap = at, s.cap+1
		}
		end := s.at + uint32(s.n)
		p.weights[end], p.sums[end] = trainWeight{uint32(class), delta}, add
		s.n++
	}
}

// room returns the start of n new places for weights.
func (p *Perceptron) room(n int) uint32 {
	at := len(p.weights)
	for range n {
		p.weights = append(p.weights, trainWeight{})
		p.sums = append(p.sums, 0)
	}
	return uint32(at)
}

// Rows returns the averaged weights.
func (p *Perceptron) Rows() []Row {
	out := make([]Row, 0, p.used)
	steps := float64(max(1, p.step))
	for _, s := range p.slots {
		if s.cap == 0 || int(s.hit) < p.MinUpdates {
			continue
		}
		r := Row{Key: s.key}
		for j := s.at; j < s.at+uint32(s.n); j++ {
			w := p.weights[j]
			if mean := float64(w.w) - p.sums[j]/steps; mean != 0 {
				r.Classes = append(r.Classes, uint8(w.class))
				r.Weights = append(r.Weights, float32(mean))
			}
		}
		if len(r.Classes) > 0 {
			out = append(out, r)
		}
	}
	return out
}
