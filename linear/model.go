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

	index
	slots []slot
	// Bits by the first bits of the checks. Most features that are asked for are unknown, and this table, which is so small
	// that it stays in the cache, says so of nearly all of them.
	sieve []uint64
	sift  uint // 32 - log2 of the number of bits
	// Rows of up to 8 weights are fours of cells, filled up with cells of no weight; longer ones are lanes for all classes.
	fours []uint64
	lanes []uint64
	width int // words of lanes in a row, a multiple of laneBlock
}

// A slot is the check of a key, and its row: where it begins in fours or lanes, and in the two lowest bits its kind.
type slot struct {
	check uint32
	row   uint32
}

const (
	noRow = iota
	oneFour
	twoFours
	allLanes
)

// A cell is a class in the high byte and a weight, as int8, in the low one.
type cell uint16

// Lanes are 16 bits wide and hold a weight with laneBias added, so that none is below zero: 4 classes are added by one
// addition, and blockKeys rows do not run over.
const (
	laneBias  = 128
	laneBlock = 4 // words that are added in one go
	blockKeys = 256
)

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
	var keys []Key
	var kept [][]cell
	for _, r := range rows {
		var row []cell
		for i, w := range r.Weights {
			if max(w, -w) < prune {
				continue
			}
			q := math.RoundToEven(float64(w / m.Scale))
			q = min(127, max(-127, q))
			if q != 0 {
				row = append(row, cell(r.Classes[i])<<8|cell(uint8(int8(q))))
			}
		}
		if len(row) > 0 {
			slices.Sort(row)
			keys, kept = append(keys, r.Key), append(kept, row)
		}
	}
	var err error
	if m.index, err = newIndex(keys); err != nil {
		return nil, err
	}
	m.slots = make([]slot, m.index.slots)
	m.width = m.laneWidth()
	for i, k := range keys {
		m.slots[m.slot(k)] = slot{check(k), m.lay(kept[i])}
	}
	m.fillSieve()
	return m, nil
}

// laneWidth returns how many words of lanes a row of all classes has.
func (m *Model) laneWidth() int {
	return (m.Classes + 4*laneBlock - 1) / (4 * laneBlock) * laneBlock
}

// lay puts a row of one cell or more where Score finds it, and returns what its slot says of it.
func (m *Model) lay(row []cell) uint32 {
	if len(row) <= 8 {
		kind := uint32((len(row) + 3) / 4)
		at := uint32(len(m.fours))
		for i := 0; i < len(row); i += 4 {
			four := uint64(0)
			for j := range 4 {
				c := row[i] &^ 0xFF
				if i+j < len(row) {
					c = row[i+j]
				}
				four |= uint64(c) << (16 * j)
			}
			m.fours = append(m.fours, four)
		}
		return at<<2 | kind
	}
	at := len(m.lanes)
	for range m.width {
		m.lanes = append(m.lanes, laneBias*0x0001_0001_0001_0001)
	}
	for _, c := range row {
		m.lanes[at+int(c>>8)/4] += uint64(int64(int8(c))) << (16 * (c >> 8 % 4))
	}
	return uint32(at)<<2 | allLanes
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

// Sums is where a Model adds up scores. Reuse it for many.
type Sums struct {
	of               [256]int32
	known            [blockKeys]Key
	found            [blockKeys]slot
	ones, twos, wide [blockKeys]uint32
}

// Score returns the sums of the weights of the features, an element for each class. They are good until s is used again.
func (m *Model) Score(keys []Key, s *Sums) []int32 {
	sums := s.of[:m.Classes]
	clear(sums)
	for len(keys) > blockKeys {
		m.add(keys[:blockKeys], s)
		keys = keys[blockKeys:]
	}
	m.add(keys, s)
	return sums
}

// add adds the weights of up to blockKeys features. Slots are told first and then read in a loop that does nothing else, so that many of
// them are waited for at a time. Nothing waits for a guess: what is found is written to the lists of all kinds, and only the list of its kind grows.
func (m *Model) add(keys []Key, s *Sums) {
	sieve, sift, slots := m.sieve, m.sift&31, m.slots
	n := 0
	for _, k := range keys {
		s.known[n&(blockKeys-1)] = k
		i := check(k) >> sift
		n += int(sieve[i>>6] >> (i & 63) & 1)
	}
	places := s.ones[:n]
	for i, k := range s.known[:n] {
		places[i] = uint32(m.slot(k))
	}
	all := s.found[:n]
	for i, at := range places {
		all[i] = slots[at]
	}
	var n1, n2, n3 uint
	for i, found := range all {
		k := s.known[i]
		at, kind := found.row>>2, uint64(found.row&3)
		kind |= (uint64(found.check^check(k)) + 0xFFFFFFFF) >> 32 << 2 // 4 and more: another key's
		s.ones[n1&(blockKeys-1)], s.twos[n2&(blockKeys-1)], s.wide[n3&(blockKeys-1)] = at, at, at
		n1 += uint(1 << oneFour >> kind & 1)
		n2 += uint(1 << twoFours >> kind & 1)
		n3 += uint(1 << allLanes >> kind & 1)
	}
	for _, at := range s.ones[:n1] {
		addFour(m.fours[at], &s.of)
	}
	for _, at := range s.twos[:n2] {
		addFour(m.fours[at], &s.of)
		addFour(m.fours[at+1], &s.of)
	}
	m.addLanes(s.wide[:n3], &s.of)
}

// Sum returns the sum of the weights of the features in a model of one class.
func (m *Model) Sum(keys []Key) int32 {
	sum := int32(0)
	for _, k := range keys {
		if s := m.slots[m.slot(k)]; s.check == check(k) && s.row != noRow {
			sum += int32(int8(m.fours[s.row>>2]))
		}
	}
	return sum
}

func addFour(four uint64, sums *[256]int32) {
	sums[uint8(four>>8)] += int32(int8(four))
	sums[uint8(four>>24)] += int32(int8(four >> 16))
	sums[uint8(four>>40)] += int32(int8(four >> 32))
	sums[four>>56] += int32(int8(four >> 48))
}

// addLanes adds rows of lanes, of which at tells where they begin.
func (m *Model) addLanes(at []uint32, sums *[256]int32) {
	if len(at) == 0 {
		return
	}
	bias := int32(laneBias * len(at))
	for block := 0; block < m.width; block += laneBlock {
		var a, b, c, d uint64
		lanes := m.lanes[block:]
		for _, i := range at {
			row := (*[laneBlock]uint64)(lanes[i:])
			a += row[0]
			b += row[1]
			c += row[2]
			d += row[3]
		}
		to := (*[4 * laneBlock]int32)(sums[4*block:])
		for i, w := range [laneBlock]uint64{a, b, c, d} {
			to[4*i] += int32(w&0xFFFF) - bias
			to[4*i+1] += int32(w>>16&0xFFFF) - bias
			to[4*i+2] += int32(w>>32&0xFFFF) - bias
			to[4*i+3] += int32(w>>48) - bias
		}
	}
}

// cells appends the weights of a slot to row.
func (m *Model) cells(s slot, row []cell) []cell {
	at := s.row >> 2
	switch kind := s.row & 3; kind {
	case oneFour, twoFours:
		for _, four := range m.fours[at : at+kind] {
			for ; four != 0; four >>= 16 {
				if uint8(four) != 0 {
					row = append(row, cell(four))
				}
			}
		}
	case allLanes:
		for class := range m.Classes {
			if w := int(m.lanes[int(at)+class/4]>>(16*(class%4))&0xFFFF) - laneBias; w != 0 {
				row = append(row, cell(class)<<8|cell(uint8(int8(w))))
			}
		}
	}
	return row
}

// Features returns how many features the model knows, and Weights how many weights they have.
func (m *Model) Features() int {
	n := 0
	for _, s := range m.slots {
		if s.row != noRow {
			n++
		}
	}
	return n
}

// Weights returns how many weights the model holds.
func (m *Model) Weights() int {
	n := 0
	for _, s := range m.slots {
		n += len(m.cells(s, nil))
	}
	return n
}

const magic = "RLM2"

// WriteTo writes the model; Decode reads it.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	b := append([]byte(nil), magic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(m.Classes))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Scale))
	b = m.index.append(b)
	var row []cell
	for _, s := range m.slots {
		row = m.cells(s, row[:0])
		b = binary.LittleEndian.AppendUint32(b, s.check)
		b = binary.LittleEndian.AppendUint16(b, uint16(len(row)))
		for _, c := range row {
			b = binary.LittleEndian.AppendUint16(b, uint16(c))
		}
	}
	n, err := w.Write(b)
	return int64(n), err
}

var errModel = errors.New("linear: not a model, or a damaged one")

// Decode reads a model from the front of b, of which it keeps a part, and returns the rest of b.
func Decode(b []byte) (*Model, []byte, error) {
	if len(b) < 12 || string(b[:4]) != magic {
		return nil, b, errModel
	}
	m := &Model{
		Classes: int(binary.LittleEndian.Uint32(b[4:])),
		Scale:   math.Float32frombits(binary.LittleEndian.Uint32(b[8:])),
	}
	var err error
	if m.index, b, err = decodeIndex(b[12:]); err != nil {
		return nil, b, err
	}
	if m.Classes < 1 || m.Classes > 256 || uint64(len(b)) < 6*m.index.slots {
		return nil, b, errModel
	}
	m.slots = make([]slot, m.index.slots)
	m.width = m.laneWidth()
	var row []cell
	for i := range m.slots {
		if len(b) < 6 {
			return nil, b, errModel
		}
		sum, n := binary.LittleEndian.Uint32(b), int(binary.LittleEndian.Uint16(b[4:]))
		if b = b[6:]; n > m.Classes || len(b) < 2*n {
			return nil, b, errModel
		}
		if n == 0 {
			continue
		}
		row = row[:0]
		for ; n > 0; n, b = n-1, b[2:] {
			c := cell(binary.LittleEndian.Uint16(b))
			if int(c>>8) >= m.Classes || uint8(c) == 0 || len(row) > 0 && c>>8 <= row[len(row)-1]>>8 {
				return nil, b, errModel
			}
			row = append(row, c)
		}
		m.slots[i] = slot{sum, m.lay(row)}
	}
	m.fillSieve()
	return m, b, nil
}
