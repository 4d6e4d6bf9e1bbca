package remark

import (
	"hash/fnv"
	"math"
)

// Lengths of shingles and of the window of which one is kept.
const (
	shingle = 3
	window  = 4 // so that a run of shingle+window-1 = 6 words in common always shares one
)

// Marks returns shingles of words by which near duplicates of a saying can be looked for: any two sayings with six words in a row in common share one.
func Marks(text string) []uint64 {
	hashes := shingles(split(text), shingle)
	var marks []uint64
	for at := 0; at < len(hashes); at++ {
		least := hashes[at]
		for _, h := range hashes[at:min(at+window, len(hashes))] {
			least = min(least, h)
		}
		if len(marks) == 0 || marks[len(marks)-1] != least {
			marks = append(marks, least)
		}
		if at+window >= len(hashes) {
			break
		}
	}
	return marks
}

// shingles hashes all runs of n words; of fewer words, all of them.
func shingles(words []word, n int) []uint64 {
	if len(words) == 0 {
		return nil
	}
	n = min(n, len(words))
	out := make([]uint64, 0, len(words)-n+1)
	for at := 0; at+n <= len(words); at++ {
		h := fnv.New64a()
		for i := range words[at : at+n] {
			h.Write([]byte(words[at+i].form))
			h.Write([]byte{0})
		}
		out = append(out, mix(h.Sum64()))
	}
	return out
}

// mix spreads a hash over all bits (the end of MurmurHash3).
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// A Sketch tells how much two texts are alike, by MinHash over shingles of five words. The zero Sketch is like none.
type Sketch [32]uint32

// alike is from which part of their shingles in common on two articles are copies of one report: a cut of half is one still.
const alike = 0.4

// SketchOf returns the sketch of a text.
func SketchOf(text string) (s Sketch) {
	hashes := shingles(split(text), 5)
	if len(hashes) == 0 {
		return s
	}
	for i := range s {
		least := uint32(math.MaxUint32)
		for _, h := range hashes {
			least = min(least, uint32(mix(h+uint64(i)*0x9e3779b97f4a7c15)>>32))
		}
		s[i] = max(least, 1) // zero is for no text
	}
	return s
}

// Alike reports whether two texts are copies of one, or one of a part of the other.
func (s *Sketch) Alike(t *Sketch) bool {
	same := 0
	for i := range s {
		if s[i] == t[i] && s[i] != 0 {
			same++
		}
	}
	return float64(same) >= alike*float64(len(s))
}
