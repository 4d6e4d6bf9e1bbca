package linear

// A Perceptron trains a Model by averaged structured perceptron updates (Collins 2002): the caller decides
// what is wrong, and Update moves the weights. It is not safe for concurrent use.
type Perceptron struct {
	Classes int
	index   map[Key]int32
	rows    [][]entry
	keys    []Key
	step    int64
}

type entry struct {
	class  uint16
	weight float32
	total  float64 // sum of the weight over the steps before last
	last   int64   // step of the last change
}

// NewPerceptron returns a trainer with no features yet.
func NewPerceptron(classes int) *Perceptron {
	return &Perceptron{Classes: classes, index: make(map[Key]int32)}
}

// Step counts one more decision; the average is over steps.
func (p *Perceptron) Step() { p.step++ }

// Score adds the present (not averaged) weights of the features to scores.
func (p *Perceptron) Score(keys []Key, scores []float32) {
	for _, k := range keys {
		if i, ok := p.index[k]; ok {
			for _, e := range p.rows[i] {
				scores[e.class] += e.weight
			}
		}
	}
}

// Update adds delta to the class's weight of each feature.
func (p *Perceptron) Update(keys []Key, class int, delta float32) {
next:
	for _, k := range keys {
		i, ok := p.index[k]
		if !ok {
			i = int32(len(p.rows))
			p.index[k] = i
			p.rows = append(p.rows, nil)
			p.keys = append(p.keys, k)
		}
		row := p.rows[i]
		for j := range row {
			if e := &row[j]; int(e.class) == class {
				e.total += float64(e.weight) * float64(p.step-e.last)
				e.last = p.step
				e.weight += delta
				continue next
			}
		}
		p.rows[i] = append(row, entry{class: uint16(class), weight: delta, last: p.step})
	}
}

// Rows returns the averaged weights.
func (p *Perceptron) Rows() []Row {
	out := make([]Row, 0, len(p.rows))
	for i, row := range p.rows {
		r := Row{Key: p.keys[i]}
		for _, e := range row {
			mean := (e.total + float64(e.weight)*float64(p.step-e.last)) / float64(max(1, p.step))
			if mean != 0 {
				r.Classes = append(r.Classes, uint8(e.class))
				r.Weights = append(r.Weights, float32(mean))
			}
		}
		if len(r.Classes) > 0 {
			out = append(out, r)
		}
	}
	return out
}
