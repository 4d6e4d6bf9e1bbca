package linear

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"slices"
)

// A Model maps features to weights for up to 256 classes. It is read-only and safe for
// concurrent use. Weights are 8-bit multiples of Scale.
type Model struct {
	Classes int
	Scale   float32 // a score times Scale is the sum of the weights

	shift uint   // 64 - log2 of the number of slots
	slots []slot // open addressing, linear probing
	// Bits by the first bits of the checks. Most features that are asked for are unknown, and this table, which is so small
	// that it stays in the cache, says so of nearly all of them.
	sieve []uint64
	sift  uint   // 32 - log2 of the number of bits
	cells []cell // rows one after another: a head whose class is the row's length less one, then its weights
}

type slot struct {
	check uint32 // low half of the key
	row   uint32 // index into cells, plus one; 0 marks an empty slot
}

// A cell is a class in the high byte and a weight, as int8, in the low one.
type cell uint16

// A Row is the weights of one feature, in training: parallel lists.
type Row struct {
	Key     Key
	Classes []uint8
	Weights []float32
}

// Build makes a model of the rows. Weights whose size is under prune, or that round to
// nothing, are dropped; the largest are clipped where a finer scale serves the rest better.
// The result does not depend on the order of the rows.
func Build(classes int, rows []Row, prune float32) (*Model, error) {
	if classes < 1 || classes > 256 {
		return nil, fmt.Errorf("linear: %d classes; a model has 1 to 256", classes)
	}
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b Row) int {
		if a.Key < b.Key {
			return -1
		} else if a.Key > b.Key {
			return 1
		}
		return 0
	})
	var sizes []float32
	for _, r := range rows {
		for _, w := range r.Weights {
			if w = max(w, -w); w >= prune && w > 0 {
				sizes = append(sizes, w)
			}
		}
	}
	m := &Model{Classes: classes, Scale: 1}
	if len(sizes) > 0 {
		slices.Sort(sizes)
		m.Scale = sizes[int(float64(len(sizes)-1)*0.9995)] / 127
	}
	type kept struct {
		key Key
		row uint32
	}
	var keep []kept
	for _, r := range rows {
		start := len(m.cells)
		m.cells = append(m.cells, 0)
		for i, w := range r.Weights {
			if max(w, -w) < prune {
				continue
			}
			q := math.RoundToEven(float64(w / m.Scale))
			q = min(127, max(-127, q))
			if q != 0 {
				m.cells = append(m.cells, cell(r.Classes[i])<<8|cell(uint8(int8(q))))
			}
		}
		n := len(m.cells) - start - 1
		if n == 0 {
			m.cells = m.cells[:start]
			continue
		}
		m.cells[start] = cell(n-1) << 8
		keep = append(keep, kept{r.Key, uint32(start + 1)})
	}
	logn := max(4, bits.Len(uint(len(keep)*10/7)))
	m.shift = uint(64 - logn)
	m.slots = make([]slot, 1<<logn)
	for _, k := range keep {
		i := uint64(k.key) >> m.shift
		for m.slots[i].row != 0 {
			if m.slots[i].check == uint32(k.key) {
				return nil, fmt.Errorf("linear: two features share the key %016x", uint64(k.key))
			}
			i = (i + 1) & uint64(len(m.slots)-1)
		}
		m.slots[i] = slot{uint32(k.key), k.row}
	}
	m.fillSieve()
	return m, nil
}

// fillSieve makes the sieve of the slots: eight bits for each.
func (m *Model) fillSieve() {
	log := min(32, bits.Len(uint(len(m.slots)-1))+3)
	m.sift = uint(32 - log)
	m.sieve = make([]uint64, max(1, 1<<log/64))
	for _, s := range m.slots {
		if s.row != 0 {
			i := s.check >> m.sift
			m.sieve[i>>6] |= 1 << (i & 63)
		}
	}
}

// find returns where the row of key k begins in cells, plus one; 0 when the model does not know the feature.
func (m *Model) find(k Key) uint32 {
	if i := uint32(k) >> m.sift; m.sieve[i>>6]>>(i&63)&1 == 0 {
		return 0
	}
	mask := uint64(len(m.slots) - 1)
	for i := uint64(k) >> m.shift; ; i = (i + 1) & mask {
		s := m.slots[i]
		if s.check == uint32(k) || s.row == 0 {
			return s.row
		}
	}
}

// Score adds the weights of the features to scores, which has an element for each class. It is faster where scores
// has room for 256.
func (m *Model) Score(keys []Key, scores []int32) {
	var all [256]int32
	sums := &all
	if cap(scores) >= len(all) {
		sums = (*[256]int32)(scores[:len(all)])
	}
	// The look-ups of a block do not wait for one another, so their cache misses overlap.
	var rows [32][]cell
	for len(keys) > 0 {
		n := 0
		block := keys[:min(len(keys), len(rows))]
		for _, k := range block {
			if r := m.find(k); r != 0 {
				rows[n] = m.cells[r-1:]
				n++
			}
		}
		for i, r := range rows[:n] {
			rows[i] = r[1 : r[0]>>8+2]
		}
		for _, r := range rows[:n] {
			for _, c := range r {
				sums[c>>8] += int32(int8(c))
			}
		}
		keys = keys[len(block):]
	}
	if sums == &all {
		for k := range scores {
			scores[k] += all[k]
		}
	}
}

// Features returns how many features the model knows, and Weights how many weights they have.
func (m *Model) Features() int {
	n := 0
	for _, s := range m.slots {
		if s.row != 0 {
			n++
		}
	}
	return n
}

// Weights returns how many weights the model holds.
func (m *Model) Weights() int { return len(m.cells) - m.Features() }

const magic = "RLM1"

// WriteTo writes the model; Read reads it.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	b := make([]byte, 0, 20+8*len(m.slots)+2*len(m.cells))
	b = append(b, magic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(m.Classes))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Scale))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.slots)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.cells)))
	for _, s := range m.slots {
		b = binary.LittleEndian.AppendUint32(b, s.check)
		b = binary.LittleEndian.AppendUint32(b, s.row)
	}
	for _, c := range m.cells {
		b = binary.LittleEndian.AppendUint16(b, uint16(c))
	}
	n, err := w.Write(b)
	return int64(n), err
}

var errModel = errors.New("linear: not a model, or a damaged one")

// Decode reads a model from the front of b and returns the rest of b.
func Decode(b []byte) (*Model, []byte, error) {
	if len(b) < 20 || string(b[:4]) != magic {
		return nil, b, errModel
	}
	m := &Model{
		Classes: int(binary.LittleEndian.Uint32(b[4:])),
		Scale:   math.Float32frombits(binary.LittleEndian.Uint32(b[8:])),
	}
	slots, cells := int(binary.LittleEndian.Uint32(b[12:])), int(binary.LittleEndian.Uint32(b[16:]))
	b = b[20:]
	if m.Classes < 1 || m.Classes > 256 || slots < 2 || slots&(slots-1) != 0 || len(b) < 8*slots+2*cells {
		return nil, b, errModel
	}
	m.shift = uint(64 - bits.TrailingZeros(uint(slots)))
	m.slots = make([]slot, slots)
	empty := false
	for i := range m.slots {
		m.slots[i] = slot{binary.LittleEndian.Uint32(b[8*i:]), binary.LittleEndian.Uint32(b[8*i+4:])}
		empty = empty || m.slots[i].row == 0
	}
	b = b[8*slots:]
	m.cells = make([]cell, cells)
	for i := range m.cells {
		m.cells[i] = cell(binary.LittleEndian.Uint16(b[2*i:]))
	}
	for _, s := range m.slots {
		if s.row == 0 {
			continue
		}
		if int(s.row) > cells || int(s.row)+int(m.cells[s.row-1]>>8)+1 > cells {
			return nil, b, errModel
		}
		for _, c := range m.cells[s.row : int(s.row)+int(m.cells[s.row-1]>>8)+1] {
			if int(c>>8) >= m.Classes {
				return nil, b, errModel
			}
		}
	}
	if !empty {
		return nil, b, errModel
	}
	m.fillSieve()
	return m, b[2*cells:], nil
}
