package linear

// A table finds the row of a feature in training: open addressing, linear probing, no pointers.
type table struct {
	slots []trainSlot // a power of two of them
	used  int
}

type trainSlot struct {
	key Key
	at  uint32 // where the row begins
	n   uint16 // weights in the row
	cap uint8  // room in the row, as a power of two; 0 marks an empty slot
	hit uint8  // updates, as far as a byte counts
}

func newTable() table { return table{slots: make([]trainSlot, 1<<12)} }

// Features returns how many features have a row.
func (t *table) Features() int { return t.used }

// find returns the slot of the key, or the empty one where it would stand.
func (t *table) find(k Key) *trainSlot {
	mask := uint64(len(t.slots) - 1)
	for i := uint64(k) & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.cap == 0 || s.key == k {
			return s
		}
	}
}

// at returns the slot of the key, with a new row where it has none. It is good until the next call.
func (t *table) at(k Key, room func(n int) uint32) *trainSlot {
	s := t.find(k)
	if s.cap != 0 {
		return s
	}
	if t.used*4 > len(t.slots)*3 {
		old := t.slots
		t.slots = make([]trainSlot, 2*len(old))
		for _, o := range old {
			if o.cap != 0 {
				*t.find(o.key) = o
			}
		}
		s = t.find(k)
	}
	t.used++
	*s = trainSlot{key: k, at: room(2), cap: 1}
	return s
}
