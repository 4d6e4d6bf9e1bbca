package linear

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
)

// A Dense model is one of few classes, 2 to 32, laid out so that a feature costs one cache line: its check and its
// weights for all classes but the first stand side by side. Adding the same number to all weights of a feature changes
// nothing that a chain computes, so those of class 0 are nothing. It is read-only and safe for concurrent use.
type Dense struct {
	Classes int
	Scale   float32 // a score times Scale is the sum of the weights

	count  int    // features
	stride int    // bytes of a slot
	slots  []byte // open addressing, linear probing; a slot whose weights are all nothing is empty
	n      uint64 // slots
}

// BuildDense makes a model of the rows, each of which has a weight for every class in order. Features whose weights,
// class 0's taken off, are all smaller than prune are dropped. The result does not depend on the order of the rows.
func BuildDense(classes int, rows []Row, prune float32) (*Dense, error) {
	if classes < 2 || classes > 32 {
		return nil, fmt.Errorf("linear: %d classes; a dense model has 2 to 32", classes)
	}
	m := &Dense{Classes: classes, Scale: 1, stride: (4 + classes - 1 + 3) &^ 3}
	size := func(r *Row) float32 {
		top := float32(0)
		for _, w := range r.Weights[1:] {
			top = max(top, w-r.Weights[0], r.Weights[0]-w)
		}
		return top
	}
	var kept []Row
	var sizes []float32
	for i := range rows {
		if s := size(&rows[i]); s >= prune && s > 0 {
			kept = append(kept, rows[i])
			sizes = append(sizes, s)
		}
	}
	slices.SortFunc(kept, func(a, b Row) int {
		if a.Key < b.Key {
			return -1
		} else if a.Key > b.Key {
			return 1
		}
		return 0
	})
	if len(sizes) > 0 {
		slices.Sort(sizes)
		m.Scale = sizes[int(float64(len(sizes)-1)*0.9995)] / 127
	}
	m.n = uint64(len(kept)*10/7 + 8)
	m.slots = make([]byte, int(m.n)*m.stride)
	for _, r := range kept {
		slot := make([]byte, m.stride)
		binary.LittleEndian.PutUint32(slot, uint32(r.Key))
		some := false
		for b, w := range r.Weights[1:] {
			q := math.RoundToEven(float64((w - r.Weights[0]) / m.Scale))
			q = min(127, max(-127, q))
			slot[4+b] = byte(int8(q))
			some = some || q != 0
		}
		if !some {
			continue
		}
		i := m.home(r.Key)
		for !m.empty(i) {
			if binary.LittleEndian.Uint32(m.slots[i*m.stride:]) == uint32(r.Key) {
				return nil, fmt.Errorf("linear: two features share the key %016x", uint64(r.Key))
			}
			if i++; i == int(m.n) {
				i = 0
			}
		}
		copy(m.slots[i*m.stride:], slot)
		m.count++
	}
	return m, nil
}

// home is the slot where the search for a key begins.
func (m *Dense) home(k Key) int {
	return int((uint64(k) >> 32) * m.n >> 32)
}

func (m *Dense) empty(i int) bool {
	for _, b := range m.slots[i*m.stride+4 : (i+1)*m.stride] {
		if b != 0 {
			return false
		}
	}
	return true
}

// Score adds the weights of the features to scores, which has an element for each class.
func (m *Dense) Score(keys []Key, scores []int32) {
	// The look-ups of a block do not wait for one another, so their cache misses overlap.
	var at [32]int
	var differs [32]uint32
	scores = scores[1:m.Classes]
	for len(keys) > 0 {
		n := min(len(keys), len(at))
		for i, k := range keys[:n] {
			o := m.home(k) * m.stride
			at[i] = o
			differs[i] = binary.LittleEndian.Uint32(m.slots[o:]) ^ uint32(k)
		}
		for i, k := range keys[:n] {
			o := at[i]
			if differs[i] != 0 {
				if o = m.probe(o, uint32(k)); o < 0 {
					continue
				}
			}
			w := m.slots[o+4 : o+4+len(scores)]
			for b := range scores {
				scores[b] += int32(int8(w[b]))
			}
		}
		keys = keys[n:]
	}
}

// probe looks for a check from the slot at o on, and returns where its slot is, or -1.
func (m *Dense) probe(o int, check uint32) int {
	for {
		if binary.LittleEndian.Uint32(m.slots[o+4:]) == 0 && m.empty(o/m.stride) {
			return -1
		}
		if o += m.stride; o == len(m.slots) {
			o = 0
		}
		if binary.LittleEndian.Uint32(m.slots[o:]) == check {
			return o
		}
	}
}

// Features returns how many features the model knows.
func (m *Dense) Features() int { return m.count }

const denseMagic = "RLD1"

// WriteTo writes the model; DecodeDense reads it.
func (m *Dense) WriteTo(w io.Writer) (int64, error) {
	b := append([]byte(nil), denseMagic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(m.Classes))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Scale))
	b = binary.LittleEndian.AppendUint32(b, uint32(m.n))
	b = binary.LittleEndian.AppendUint32(b, uint32(m.count))
	b = append(b, m.slots...)
	n, err := w.Write(b)
	return int64(n), err
}

// DecodeDense reads a model from the front of b, which it keeps, and returns the rest of b.
func DecodeDense(b []byte) (*Dense, []byte, error) {
	if len(b) < 20 || string(b[:4]) != denseMagic {
		return nil, b, errModel
	}
	m := &Dense{
		Classes: int(binary.LittleEndian.Uint32(b[4:])),
		Scale:   math.Float32frombits(binary.LittleEndian.Uint32(b[8:])),
		n:       uint64(binary.LittleEndian.Uint32(b[12:])),
		count:   int(binary.LittleEndian.Uint32(b[16:])),
	}
	b = b[20:]
	if m.Classes < 2 || m.Classes > 32 || m.n < 2 || m.count < 0 || uint64(m.count) >= m.n {
		return nil, b, errModel
	}
	m.stride = (4 + m.Classes - 1 + 3) &^ 3
	if uint64(len(b)) < m.n*uint64(m.stride) {
		return nil, b, errModel
	}
	m.slots = b[:int(m.n)*m.stride]
	full := 0
	for i := range int(m.n) {
		if !m.empty(i) {
			full++
		}
	}
	if full != m.count {
		return nil, b, errModel
	}
	return m, b[len(m.slots):], nil
}
