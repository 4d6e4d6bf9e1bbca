package remark

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
)

// Lengths of shingles and of the window of which one is kept.
const (
	shingle = 3
	window  = 4 // so that a run of shingle+window-1 = 6 words in common always shares one
)

// Marks returns shingles of words by which near duplicates of a saying can be looked for: any two sayings with six words in a row in common share one.
func Marks(text string) []uint64 {
	words := split(text)
	var marks []uint64
	for _, at := range winnowed(words) {
		marks = append(marks, hash(words[at:min(at+shingle, len(words))]))
	}
	return marks
}

// Phrases returns the same shingles as they stand in the text, up to a number: those of the least marks. They are for an index of words, so that those
// without a word of content are left out.
func Phrases(text string, most int) []string {
	words := split(text)
	type phrase struct {
		mark uint64
		text string
	}
	var all []phrase
	for _, at := range winnowed(words) {
		run := words[at:min(at+shingle, len(words))]
		if slices.ContainsFunc(run, func(w word) bool { return w.content() }) {
			all = append(all, phrase{hash(run), spanOf(run).In(text)})
		}
	}
	slices.SortFunc(all, func(a, b phrase) int { return cmp.Compare(a.mark, b.mark) })
	var out []string
	for _, p := range all[:min(most, len(all))] {
		out = append(out, p.text)
	}
	return out
}

// winnowed returns where the shingles begin that are kept: of each window the least.
func winnowed(words []word) (starts []int) {
	hashes := shingles(words, shingle)
	for from := range hashes {
		if from > 0 && from+window > len(hashes) {
			break
		}
		least := from
		for at := from; at < min(from+window, len(hashes)); at++ {
			if hashes[at] < hashes[least] {
				least = at
			}
		}
		if len(starts) == 0 || starts[len(starts)-1] != least {
			starts = append(starts, least)
		}
	}
	return starts
}

// shingles hashes all runs of n words; of fewer words, all of them.
func shingles(words []word, n int) []uint64 {
	if len(words) == 0 {
		return nil
	}
	n = min(n, len(words))
	out := make([]uint64, 0, len(words)-n+1)
	for at := 0; at+n <= len(words); at++ {
		out = append(out, hash(words[at:at+n]))
	}
	return out
}

// hash mixes the forms of words.
func hash(words []word) uint64 {
	h := fnv.New64a()
	for i := range words {
		h.Write([]byte(words[i].form))
		h.Write([]byte{0})
	}
	return mix(h.Sum64())
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
