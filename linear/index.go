package linear

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
)

// An index gives each key of a fixed set a slot of its own: one small table is read, one sum done, and no search follows. It is
// a perfect hash by hashing and displacing (Belazzougui, Botelho and Dietzfelbinger 2009; Pibiri and Trani 2021): keys fall into
// buckets by their upper half, and each bucket has a pilot with which the lower halves of its keys meet no others. A key outside
// the set falls on some slot too, so that a slot holds the upper half of its key as a check. (The lower half would be a poor one:
// it tells the slot but for the pilot, and many buckets have the same.)
type index struct {
	pilots []uint8 // of the buckets
	slots  uint64  // how many
}

const (
	mulPilot = 0x9E3779B1
	mulSlot  = 0x85EBCA6B
)

// check returns what the slot of k holds of it.
func check(k Key) uint32 { return uint32(k >> 32) }

func (x *index) bucket(k Key) uint64 { return uint64(k) >> 32 * uint64(len(x.pilots)) >> 32 }

// slot returns the slot of k, in [0, slots).
func (x *index) slot(k Key) uint64 {
	return x.displaced(k, x.pilots[x.bucket(k)])
}

func (x *index) displaced(k Key, pilot uint8) uint64 {
	return uint64((uint32(k)^uint32(pilot)*mulPilot)*mulSlot) * x.slots >> 32
}

// newIndex makes an index of keys, which are sorted. It depends on nothing else.
func newIndex(keys []Key) (index, error) {
	for i := 1; i < len(keys); i++ {
		if keys[i] == keys[i-1] {
			return index{}, fmt.Errorf("linear: two features share the key %016x", uint64(keys[i]))
		}
	}
	x := index{pilots: make([]uint8, len(keys)/3+1), slots: uint64(len(keys)*8/7 + 8)}
	for range 20 {
		if x.settle(keys) {
			return x, nil
		}
		x.slots += x.slots/16 + 1
	}
	return index{}, fmt.Errorf("linear: no index for %d keys", len(keys))
}

// settle finds a pilot for every bucket, the fullest first, and says whether there were any.
func (x *index) settle(keys []Key) bool {
	var buckets [][]Key // keys are sorted, and so by bucket
	for from := 0; from < len(keys); {
		to := from + 1
		for to < len(keys) && x.bucket(keys[to]) == x.bucket(keys[from]) {
			to++
		}
		buckets = append(buckets, keys[from:to])
		from = to
	}
	slices.SortStableFunc(buckets, func(a, b []Key) int { return cmp.Compare(len(b), len(a)) })
	taken := make([]bool, x.slots)
	var at []uint64
next:
	for _, b := range buckets {
	pilots:
		for pilot := range 256 {
			at = at[:0]
			for _, k := range b {
				i := x.displaced(k, uint8(pilot))
				if taken[i] || slices.Contains(at, i) {
					continue pilots
				}
				at = append(at, i)
			}
			for _, i := range at {
				taken[i] = true
			}
			x.pilots[x.bucket(b[0])] = uint8(pilot)
			continue next
		}
		return false
	}
	return true
}

// append writes the index to the end of b; decodeIndex reads it.
func (x *index) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(x.slots))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(x.pilots)))
	return append(b, x.pilots...)
}

// decodeIndex reads an index from the front of b, which it keeps, and returns the rest of b.
func decodeIndex(b []byte) (index, []byte, error) {
	if len(b) < 8 {
		return index{}, b, errModel
	}
	x := index{slots: uint64(binary.LittleEndian.Uint32(b))}
	pilots := int(binary.LittleEndian.Uint32(b[4:]))
	if b = b[8:]; x.slots == 0 || pilots == 0 || pilots > len(b) {
		return index{}, b, errModel
	}
	x.pilots = b[:pilots:pilots]
	return x, b[pilots:], nil
}
