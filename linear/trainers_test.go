package linear

import (
	"math/rand/v2"
	"testing"
)

// parity makes decisions that depend on a pair of values, with features for each value and for both.
func parity(rnd *rand.Rand) (keys []Key, class int) {
	a, b := rnd.Uint64N(4), rnd.Uint64N(4)
	return []Key{Key1(1, a), Key1(2, b), Key2(3, a, b), Key1(4, rnd.Uint64())}, int(a^b) & 1
}

func accuracy(t *testing.T, rows []Row) float64 {
	t.Helper()
	m, err := Build(2, rows, 0)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(9, 9))
	right := 0
	var sums Sums
	for range 1000 {
		keys, class := parity(rnd)
		s := m.Score(keys, &sums)
		if (s[1] > s[0]) == (class == 1) {
			right++
		}
	}
	return float64(right) / 1000
}

func trainPerceptron(seed uint64) []Row {
	p := NewPerceptron(2)
	p.MinUpdates = 3
	rnd := rand.New(rand.NewPCG(seed, 1))
	for range 2000 {
		keys, class := parity(rnd)
		var s [2]float32
		p.Score(keys, s[:])
		p.Step()
		if (s[1] > s[0]) != (class == 1) {
			p.Update(keys, class, 1)
			p.Update(keys, 1-class, -1)
		}
	}
	return p.Rows()
}

func trainSoftmax(seed uint64) (rows []Row, first, last float64) {
	p := NewSoftmax(2)
	p.Rate, p.L1 = 1, 0.5
	rnd := rand.New(rand.NewPCG(seed, 1))
	allowed := []bool{true, true}
	for n := range 2000 {
		keys, class := parity(rnd)
		var s [2]float32
		p.Score(keys, s[:])
		loss := p.Learn(keys, s[:], allowed, []bool{class == 0, class == 1}, 1)
		if n < 100 {
			first += loss
		} else if n >= 1900 {
			last += loss
		}
	}
	return p.Rows(), first, last
}

func TestPerceptron(t *testing.T) {
	rows := trainPerceptron(1)
	if a := accuracy(t, rows); a < 0.99 {
		t.Errorf("accuracy %.3f", a)
	}
	if len(rows) > 4+4+16 {
		t.Errorf("%d features: those seen once should be left out", len(rows))
	}
}

func TestSoftmax(t *testing.T) {
	rows, first, last := trainSoftmax(1)
	if a := accuracy(t, rows); a < 0.99 {
		t.Errorf("accuracy %.3f", a)
	}
	if last > first/2 {
		t.Errorf("loss went from %.2f to %.2f", first, last)
	}
}
