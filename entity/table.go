package entity

import (
	"math/bits"

	"github.com/readout-project/readout/text"
)

// A table maps hashes to bits: open addressing, read-only once made. Absent hashes have no bits.
type table struct {
	shift uint
	slots []tableSlot
}

type tableSlot struct {
	check uint32
	bits  uint32 // 0 marks an empty slot
}

func newTable(m map[uint64]uint32) table {
	logn := max(3, bits.Len(uint(len(m)*3/2)))
	t := table{uint(64 - logn), make([]tableSlot, 1<<logn)}
	for _, k := range sorted(m) {
		if m[k] == 0 {
			continue
		}
		h := k * chainMul
		i := h >> t.shift
		for t.slots[i].bits != 0 && t.slots[i].check != uint32(h) {
			i = (i + 1) & uint64(len(t.slots)-1)
		}
		t.slots[i].check = uint32(h)
		t.slots[i].bits |= m[k]
	}
	return t
}

func (t *table) get(k uint64) uint32 {
	h := k * chainMul
	for i := h >> t.shift; ; i = (i + 1) & uint64(len(t.slots)-1) {
		if s := t.slots[i]; s.bits == 0 || s.check == uint32(h) {
			return s.bits
		}
	}
}

func lowerHash(w string) uint64 { return text.HashLower(w) }
