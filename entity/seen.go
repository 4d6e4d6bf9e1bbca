package entity

// seen numbers hashes in the order in which they come. Reset forgets them without freeing its room.
type seen struct {
	slots []seenSlot
	n     int
	round uint32
}

type seenSlot struct {
	key   uint64
	value int32
	round uint32
}

func (s *seen) reset() {
	if s.slots == nil {
		s.slots = make([]seenSlot, 1<<10)
	}
	s.n = 0
	s.round++
	if s.round == 0 {
		clear(s.slots)
		s.round = 1
	}
}

func (s *seen) find(key uint64) *seenSlot {
	mask := uint64(len(s.slots) - 1)
	for i := key * chainMul >> 40 & mask; ; i = (i + 1) & mask {
		if e := &s.slots[i]; e.round != s.round || e.key == key {
			return e
		}
	}
}

// put returns the value that the key has, or gives it value v.
func (s *seen) put(key uint64, v int32) (value int32, fresh bool) {
	e := s.find(key)
	if e.round == s.round {
		return e.value, false
	}
	*e = seenSlot{key, v, s.round}
	if s.n++; s.n*2 > len(s.slots) {
		old := s.slots
		s.slots = make([]seenSlot, 2*len(old))
		for _, o := range old {
			if o.round == s.round {
				*s.find(o.key) = o
			}
		}
	}
	return v, true
}

func (s *seen) get(key uint64) (int32, bool) {
	e := s.find(key)
	return e.value, e.round == s.round
}
