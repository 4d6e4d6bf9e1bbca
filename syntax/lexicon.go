package syntax

import (
	"encoding/binary"
	"math/bits"
)

// An Entry is what the lexicon knows of a word in lower case.
type Entry struct {
	Cluster   uint16 // word class found in unlabelled text; 0 for none
	Coarse    uint8  // class of the cluster; 0 for none
	Ambiguity uint16 // number of the set of tags that the word was seen with; 0 for a word not seen often enough
}

// A Lexicon maps words, by their hashes, to what is known of them before a sentence is read.
// It is read-only and safe for concurrent use.
type Lexicon struct {
	words   hashed // Token.Lower to entries
	forms   hashed // Token.Hash to the one tag that a form has
	entries []Entry
}

// NewLexicon makes a lexicon of entries by Token.Lower and of sure tags by Token.Hash.
func NewLexicon(words map[uint64]Entry, sure map[uint64]uint8) *Lexicon {
	l := &Lexicon{words: newHashed(len(words)), forms: newHashed(len(sure))}
	for _, k := range sortedKeys(words) {
		if l.words.put(k, uint32(len(l.entries))) {
			l.entries = append(l.entries, words[k])
		}
	}
	for _, k := range sortedKeys(sure) {
		l.forms.put(k, uint32(sure[k]))
	}
	return l
}

// Of returns the entry of a word by Token.Lower, the zero Entry for one that is not known.
func (l *Lexicon) Of(lower uint64) Entry {
	if v, ok := l.words.get(lower); ok {
		return l.entries[v]
	}
	return Entry{}
}

// Sure returns the tag that a form, by Token.Hash, always has.
func (l *Lexicon) Sure(form uint64) (tag uint8, ok bool) {
	v, ok := l.forms.get(form)
	return uint8(v), ok
}

// hashed maps 64-bit hashes to numbers, open addressing; it compares 32 bits that do not choose the slot.
type hashed struct {
	shift uint
	slots []hashedSlot
}

type hashedSlot struct{ check, value uint32 } // value is one more than what was put; 0 marks an empty slot

const hashMul = 0x9E3779B97F4A7C15

func newHashed(n int) hashed {
	logn := max(3, bits.Len(uint(n*3/2)))
	return hashed{uint(64 - logn), make([]hashedSlot, 1<<logn)}
}

// put reports false, and changes nothing, where the key is taken.
func (h *hashed) put(key uint64, v uint32) bool {
	key *= hashMul
	for i := key >> h.shift; ; i = (i + 1) & uint64(len(h.slots)-1) {
		s := &h.slots[i]
		if s.value == 0 {
			*s = hashedSlot{uint32(key), v + 1}
			return true
		}
		if s.check == uint32(key) {
			return false
		}
	}
}

func (h *hashed) get(key uint64) (uint32, bool) {
	key *= hashMul
	for i := key >> h.shift; ; i = (i + 1) & uint64(len(h.slots)-1) {
		s := h.slots[i]
		if s.value == 0 {
			return 0, false
		}
		if s.check == uint32(key) {
			return s.value - 1, true
		}
	}
}

func (h *hashed) append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(h.slots)))
	for _, s := range h.slots {
		b = binary.LittleEndian.AppendUint32(b, s.check)
		b = binary.LittleEndian.AppendUint32(b, s.value)
	}
	return b
}

// decode reads the table; values must be under limit.
func (h *hashed) decode(r *reader, limit int) {
	n := int(r.uint32())
	if n < 2 || n&(n-1) != 0 || n > len(r.b)/8 {
		r.fail()
		h.shift, h.slots = 63, make([]hashedSlot, 2)
		return
	}
	h.shift, h.slots = uint(64-bits.TrailingZeros(uint(n))), make([]hashedSlot, n)
	empty := false
	b := r.take(8 * n)
	for i := range h.slots {
		s := hashedSlot{binary.LittleEndian.Uint32(b[8*i:]), binary.LittleEndian.Uint32(b[8*i+4:])}
		h.slots[i] = s
		empty = empty || s.value == 0
		if int(s.value) > limit {
			r.fail()
		}
	}
	if !empty {
		r.fail()
	}
}
