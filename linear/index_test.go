package linear

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestIndexGivesEachKeyItsSlot(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 10, 1000, 100_000} {
		random := rand.New(rand.NewPCG(uint64(n), 1))
		keys := make([]Key, n)
		for i := range keys {
			keys[i] = Key(random.Uint64())
		}
		slices.Sort(keys)
		x, err := newIndex(keys)
		if err != nil {
			t.Fatalf("%d keys: %v", n, err)
		}
		x, rest, err := decodeIndex(append(x.append(nil), "rest"...))
		if err != nil || string(rest) != "rest" {
			t.Fatalf("%d keys, read back: rest %q, error %v", n, rest, err)
		}
		taken := make([]bool, x.slots)
		for _, k := range keys {
			i := x.slot(k)
			if taken[i] {
				t.Fatalf("%d keys: two in slot %d", n, i)
			}
			taken[i] = true
		}
		if n >= 1000 && int(x.slots) > n*5/4 {
			t.Errorf("%d keys take %d slots", n, x.slots)
		}
		x.slot(Key(random.Uint64())) // some slot, and no panic
	}
}

func TestIndexRefusesOneKeyTwice(t *testing.T) {
	if _, err := newIndex([]Key{1, 7, 7}); err == nil {
		t.Error("a key that stands twice was taken")
	}
	_, err := Build(2, []Row{{Key1(1, 1), []uint8{1}, []float32{1}}, {Key1(1, 1), []uint8{1}, []float32{1}}}, 0)
	if err == nil {
		t.Error("a feature that stands twice was taken")
	}
}

// Rows of every length, from a single weight to one for every class, score the same as the sum of their weights, written and read again.
func TestScoreSumsRowsOfEveryLength(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for _, classes := range []int{1, 2, 3, 5, 8, 9, 16, 17, 80, 255, 256} {
		var rows []Row
		for i := range 600 {
			r := Row{Key: Key1(1, uint64(i))}
			for _, c := range random.Perm(classes)[:1+i%classes] {
				r.Classes = append(r.Classes, uint8(c))
				r.Weights = append(r.Weights, float32(random.IntN(255)-127)/127)
			}
			rows = append(rows, r)
		}
		rows = append(rows, Row{Key1(1, 600), []uint8{0}, []float32{1}}, Row{Key1(1, 601), []uint8{0}, []float32{-1}})
		m, err := Build(classes, rows, 0)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := m.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		if m, _, err = Decode(b.Bytes()); err != nil {
			t.Fatalf("%d classes: %v", classes, err)
		}
		var keys []Key
		want := make([]int32, classes)
		for i, r := range rows {
			keys = append(keys, r.Key, Key1(2, uint64(i)))
			for j, c := range r.Classes {
				q := r.Weights[j] / m.Scale
				if q < 0 {
					q -= 1
				}
				want[c] += int32(q + 0.5)
			}
		}
		var s Sums
		for range 2 {
			if got := m.Score(keys, &s); !slices.Equal(got, want) {
				t.Errorf("%d classes: %v, want %v", classes, got, want)
			}
		}
		if classes == 1 && m.Sum(keys) != want[0] {
			t.Errorf("sum %d, want %d", m.Sum(keys), want[0])
		}
	}
}

// A key that differs from one of the set in either half alone is not taken for it.
func TestScoreKnowsKeysByBothHalves(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	var rows, dense []Row
	for range 50_000 {
		k := Key(random.Uint64())
		rows = append(rows, Row{k, []uint8{0}, []float32{1}})
		dense = append(dense, Row{k, []uint8{0, 1}, []float32{0, 1}})
	}
	m, err := Build(1, rows, 0)
	if err != nil {
		t.Fatal(err)
	}
	d, err := BuildDense(2, dense, 0)
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for _, r := range rows {
		for _, k := range []Key{r.Key ^ Key(random.Uint64()>>32|1), r.Key ^ Key(random.Uint64()<<32|1<<32)} {
			var s [2]int32
			if d.Score([]Key{k}, s[:]); m.Sum([]Key{k}) != 0 || s[1] != 0 {
				wrong++
			}
		}
	}
	if wrong > 10 {
		t.Errorf("%d of %d strange keys were known", wrong, 2*len(rows))
	}
}
