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
	slots      []trainSlot // a power of two of them, linear probing
	mask       uint64
	used       int
	weights    []trainWeight // rows, each in one piece of cap places
	sums       []float64     // for each weight: its changes, each times the step at which it came
	step       int64
}

type trainSlot struct {
	key Key
	at  uint32
	n   uint16 // weights in the row; 0 marks an empty slot
	cap uint8  // room in the row, as a power of two
	hit uint8  // updates, as far as a byte counts
}

type trainWeight struct {
	class uint32
	w     float32
}

// NewPerceptron returns a trainer with no features yet.
func NewPerceptron(classes int) *Perceptron {
	const start = 1 << 12
	return &Perceptron{Classes: classes, slots: make([]trainSlot, start), mask: start - 1}
}

// Step counts one more decision; the average is over steps.
func (p *Perceptron) Step() { p.step++ }

// Features returns how many features have a weight.
func (p *Perceptron) Features() int { return p.used }

func (p *Perceptron) find(k Key) *trainSlot {
	for i := uint64(k) & p.mask; ; i = (i + 1) & p.mask {
		if s := &p.slots[i]; s.n == 0 || s.key == k {
			return s
		}
	}
}

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
		s := p.find(k)
		if s.n == 0 {
			if p.used*4 > len(p.slots)*3 {
				p.grow()
				s = p.find(k)
			}
			p.used++
			*s = trainSlot{key: k, at: p.room(2), cap: 1}
		}
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
		if s.n == 1<<s.cap {
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

func (p *Perceptron) grow() {
	old := p.slots
	p.slots = make([]trainSlot, 2*len(old))
	p.mask = uint64(len(p.slots) - 1)
	for _, s := range old {
		if s.n > 0 {
			*p.find(s.key) = s
		}
	}
}

// Rows returns the averaged weights.
func (p *Perceptron) Rows() []Row {
	out := make([]Row, 0, p.used)
	steps := float64(max(1, p.step))
	for _, s := range p.slots {
		if s.n == 0 || int(s.hit) < p.MinUpdates {
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
