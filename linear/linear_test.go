package linear

import (
	"bytes"
	"math"
	"testing"
)

func TestModelKeepsWeights(t *testing.T) {
	var rows []Row
	for i := range uint64(500) {
		rows = append(rows, Row{Key1(1, i), []uint8{0, 2}, []float32{float32(i) / 500, -0.5}})
	}
	m, err := Build(3, rows, 0.01)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	m, rest, err := Decode(append(b.Bytes(), "rest"...))
	if err != nil || string(rest) != "rest" {
		t.Fatalf("Decode: rest %q, error %v", rest, err)
	}
	for i := range uint64(500) {
		s := m.Score([]Key{Key1(1, i), Key1(2, i)}, new(Sums))
		for class, want := range []float64{float64(i) / 500, 0, -0.5} {
			if got := float64(s[class]) * float64(m.Scale); math.Abs(got-want) > 0.02 {
				t.Fatalf("feature %d, class %d: weight %.3f, want %.3f", i, class, got, want)
			}
		}
	}
}

func TestDecodeRefusesDamage(t *testing.T) {
	m, err := Build(2, []Row{{Key1(1, 1), []uint8{1}, []float32{1}}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	for n := range whole {
		if _, _, err := Decode(whole[:n]); err == nil {
			t.Errorf("the first %d of %d bytes were taken for a model", n, len(whole))
		}
	}
	for i := range whole {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0xFF
		if m, _, err := Decode(damaged); err == nil {
			m.Score([]Key{Key1(1, 1)}, new(Sums)) // wrong weights are possible, a panic is not
		}
	}
}

// Tags alternate, and only the first word of a sequence tells which comes first: the chain must carry it.
func TestChainCarriesTags(t *testing.T) {
	var data []Sequence
	for i := range 40 {
		first := uint8(i % 2)
		s := Sequence{}
		for j := range 6 {
			key := Key1(0, 9)
			if j == 0 {
				key = Key1(0, uint64(first))
			}
			s.Keys = append(s.Keys, []Key{key})
			s.Tags = append(s.Tags, (first+uint8(j))%2)
		}
		data = append(data, s)
	}
	c, err := TrainChain(Recipe{Classes: 2, Epochs: 20}, data)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	if c, _, err = DecodeChain(b.Bytes()); err != nil {
		t.Fatal(err)
	}
	var l Lattice
	tags, p := make([]uint8, 6), make([]float64, 12)
	for _, s := range data[:2] {
		l.Reset(c, 6)
		for i := range s.Keys {
			l.Set(c, i, s.Keys[i])
		}
		l.Viterbi(c, tags)
		if !bytes.Equal(tags, s.Tags) {
			t.Errorf("tags %v, want %v", tags, s.Tags)
		}
		l.Marginals(c, p)
		for i, tag := range s.Tags {
			if p[2*i+int(tag)] < 0.8 || math.Abs(p[2*i]+p[2*i+1]-1) > 1e-9 {
				t.Errorf("position %d: probabilities %v, tag %d", i, p[2*i:2*i+2], tag)
			}
		}
	}
}

func TestForbiddenTransition(t *testing.T) {
	data := []Sequence{{[][]Key{{1}, {2}}, []uint8{0, 1}}, {[][]Key{{2}, {1}}, []uint8{0, 0}}}
	c, err := TrainChain(Recipe{Classes: 2, Epochs: 3, MinCount: 1, Allowed: func(a, b int) bool { return a >= 0 || b == 0 }}, data)
	if err != nil {
		t.Fatal(err)
	}
	var l Lattice
	l.Reset(c, 1)
	l.Set(c, 0, []Key{2})
	tags := make([]uint8, 1)
	if l.Viterbi(c, tags); tags[0] != 0 {
		t.Errorf("a sequence began with tag %d, which may not begin one", tags[0])
	}
}

func TestCalibrate(t *testing.T) {
	var p []float64
	var right []bool
	for i := range 10000 { // the model says twice what is true
		q := float64(i%1000) / 1000
		p = append(p, q)
		right = append(right, (i/1000*7+i)%10 < int(q*5))
	}
	c := Calibrate(p, right)
	for _, q := range []float64{0.3, 0.5, 0.7, 0.9} {
		if got := c.Apply(q); math.Abs(got-q/2) > 0.06 {
			t.Errorf("calibrated %.1f is %.3f, want about %.2f", q, got, q/2)
		}
	}
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	again, _, err := DecodeCalibration(b.Bytes())
	if err != nil || again.Apply(0.5) != c.Apply(0.5) {
		t.Errorf("read back: %v, %v", again.Apply(0.5), err)
	}
}

func BenchmarkScore(b *testing.B) {
	var rows []Row
	for i := range uint64(500_000) {
		rows = append(rows, Row{Key1(0, i), []uint8{uint8(i % 40), uint8(i % 7)}, []float32{1, -1}})
	}
	m, err := Build(40, rows, 0)
	if err != nil {
		b.Fatal(err)
	}
	keys := make([]Key, 60)
	var sums Sums
	i := uint64(0)
	for b.Loop() {
		for j := range keys {
			i = i*6364136223846793005 + 1442695040888963407
			keys[j] = Key1(0, i>>44)
		}
		m.Score(keys, &sums)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(keys)), "ns/feature")
}

func TestDenseRefusesDamage(t *testing.T) {
	rows := []Row{{Key1(1, 1), []uint8{0, 1, 2}, []float32{0, 1, -1}}, {Key1(1, 2), []uint8{0, 1, 2}, []float32{0.5, 0.2, 0}}}
	m, err := BuildDense(3, rows, 0)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	for n := range whole {
		if _, _, err := DecodeDense(whole[:n]); err == nil {
			t.Errorf("the first %d of %d bytes were taken for a model", n, len(whole))
		}
	}
	for i := range whole {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0xFF
		if m, _, err := DecodeDense(damaged); err == nil {
			m.Score([]Key{Key1(1, 1), Key1(3, 3)}, make([]int32, m.Classes)) // wrong weights are possible, a panic is not
		}
	}
}
