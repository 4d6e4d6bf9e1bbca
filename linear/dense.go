package linear

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
)

// A Dense model is one of few classes, 2 to 32, laid out so that a feature costs one look-up: its check and its
// weights for all classes but the first stand side by side. Adding the same number to all weights of a feature changes
// nothing that a chain computes, so those of class 0 are nothing. It is read-only and safe for concurrent use.
type Dense struct {
	Classes int
	Scale   float32 // a score times Scale is the sum of the weights

	index
	count int      // features
	words int      // of a slot: the check in the lower half of the first, then a byte for each weight, denseBias added
	slots []uint64 // those of no feature have weights of nothing
}

const (
	denseBias  = 128
	evenBytes  = 0x00FF00FF00FF00FF
	denseWords = 5  // of a slot, at most
	denseBlock = 64 // features that are added in one go; sums of so many fit their 16 bits
)

// BuildDense makes a model of the rows, each of which has a weight for every class in order. Features whose weights,
// class 0's taken off, are all smaller than prune are dropped. The result does not depend on the order of the rows.
func BuildDense(classes int, rows []Row, prune float32) (*Dense, error) {
	if classes < 2 || classes > 32 {
		return nil, fmt.Errorf("linear: %d classes; a dense model has 2 to 32", classes)
	}
	m := newDense(classes)
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
	var keys []Key
	var slots []uint64
	slot := make([]uint64, m.words)
	for _, r := range kept {
		m.blank(slot)
		slot[0] |= uint64(check(r.Key))
		some := false
		for b, w := range r.Weights[1:] {
			q := math.RoundToEven(float64((w - r.Weights[0]) / m.Scale))
			q = min(127, max(-127, q))
			slot[(4+b)/8] += uint64(int64(q)) << ((4 + b) % 8 * 8)
			some = some || q != 0
		}
		if some {
			keys, slots = append(keys, r.Key), append(slots, slot...)
		}
	}
	var err error
	if m.index, err = newIndex(keys); err != nil {
		return nil, err
	}
	m.count = len(keys)
	m.slots = make([]uint64, int(m.index.slots)*m.words)
	for i := 0; i < len(m.slots); i += m.words {
		m.blank(m.slots[i : i+m.words])
	}
	for i, k := range keys {
		copy(m.slots[int(m.slot(k))*m.words:], slots[i*m.words:(i+1)*m.words])
	}
	return m, nil
}

func newDense(classes int) *Dense {
	return &Dense{Classes: classes, Scale: 1, words: (4 + classes - 1 + 7) / 8}
}

// blank makes a slot of no weights, with 0 as its check.
func (m *Dense) blank(slot []uint64) {
	for i := range slot {
		slot[i] = denseBias * 0x0101_0101_0101_0101
	}
	slot[0] &^= 0xFFFFFFFF
}

// Score adds the weights of the features to scores, which has an element for each class.
func (m *Dense) Score(keys []Key, scores []int32) {
	scores = scores[1:m.Classes]
	for len(keys) > 0 {
		block := keys[:min(len(keys), denseBlock)]
		if m.words == 1 {
			m.addOne(block, scores)
		} else {
			m.add(block, scores)
		}
		keys = keys[len(block):]
	}
}

// addOne adds the weights of up to denseBlock features where a slot is one word. It takes no branches: the slot of another key counts
// nothing. Slots are told first and then read in a loop that does nothing else, so that many of them are waited for at a time.
func (m *Dense) addOne(keys []Key, scores []int32) {
	var even, odd, known uint64
	var room [denseBlock]uint64
	found := room[:len(keys)]
	for i, k := range keys {
		found[i] = m.slot(k)
	}
	slots := m.slots
	for i, at := range found {
		found[i] = slots[at]
	}
	for i, k := range keys {
		w := found[i]
		hit := (uint64(uint32(w)^check(k)) - 1) >> 63
		w &= -hit
		even += w >> 32 & evenBytes
		odd += w >> 40 & evenBytes
		known += hit
	}
	bias := int32(denseBias * known)
	for b := range scores {
		lane := even
		if b%2 == 1 {
			lane = odd
		}
		scores[b] += int32(lane>>(b/2*16)&0xFFFF) - bias
	}
}

// add does the same for slots of several words.
func (m *Dense) add(keys []Key, scores []int32) {
	var even, odd [denseWords]uint64
	var known uint64
	var room [denseBlock]int
	first := room[:len(keys)]
	for i, k := range keys {
		first[i] = int(m.slot(k)) * m.words
	}
	for i, k := range keys {
		at := first[i]
		slot := m.slots[at : at+m.words]
		hit := (uint64(uint32(slot[0])^check(k)) - 1) >> 63
		for i, w := range slot {
			w &= -hit
			even[i] += w & evenBytes
			odd[i] += w >> 8 & evenBytes
		}
		known += hit
	}
	bias := int32(denseBias * known)
	for b := range scores {
		lane := &even
		if b%2 == 1 {
			lane = &odd
		}
		scores[b] += int32(lane[(4+b)/8]>>((4+b)/2%4*16)&0xFFFF) - bias
	}
}

// Features returns how many features the model knows.
func (m *Dense) Features() int { return m.count }

const denseMagic = "RLD2"

// WriteTo writes the model; DecodeDense reads it.
func (m *Dense) WriteTo(w io.Writer) (int64, error) {
	b := append([]byte(nil), denseMagic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(m.Classes))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Scale))
	b = binary.LittleEndian.AppendUint32(b, uint32(m.count))
	b = m.index.append(b)
	for _, w := range m.slots {
		b = binary.LittleEndian.AppendUint64(b, w)
	}
	n, err := w.Write(b)
	return int64(n), err
}

// DecodeDense reads a model from the front of b, of which it keeps a part, and returns the rest of b.
func DecodeDense(b []byte) (*Dense, []byte, error) {
	if len(b) < 16 || string(b[:4]) != denseMagic {
		return nil, b, errModel
	}
	classes := int(binary.LittleEndian.Uint32(b[4:]))
	if classes < 2 || classes > 32 {
		return nil, b, errModel
	}
	m := newDense(classes)
	m.Scale = math.Float32frombits(binary.LittleEndian.Uint32(b[8:]))
	m.count = int(binary.LittleEndian.Uint32(b[12:]))
	var err error
	if m.index, b, err = decodeIndex(b[16:]); err != nil {
		return nil, b, err
	}
	if uint64(len(b))/8 < m.index.slots*uint64(m.words) {
		return nil, b, errModel
	}
	m.slots = make([]uint64, int(m.index.slots)*m.words)
	for i := range m.slots {
		m.slots[i], b = binary.LittleEndian.Uint64(b), b[8:]
	}
	empty := make([]uint64, m.words)
	m.blank(empty)
	full := 0
	for i := 0; i < len(m.slots); i += m.words {
		if !slices.Equal(m.slots[i:i+m.words], empty) {
			full++
		}
	}
	if full != m.count {
		return nil, b, errModel
	}
	return m, b, nil
}
