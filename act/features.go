package act

import (
	"math"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// ClaimRecipe is how the model of claims is trained, but for its data: single decisions, class 1 a claim.
var ClaimRecipe = linear.Recipe{Classes: 2, Epochs: 16, Rate: 0.02, L2: 2e-3, MinCount: 3, Drop: 0.4, Prune: 0.005}

// A ClaimView is a document as the model of claims sees it. It is not safe for concurrent use.
type ClaimView struct{ v *scene }

// NewClaimView prepares a document.
func NewClaimView(d *text.Doc, t *syntax.Trees, s *entity.Set) ClaimView {
	return ClaimView{newScene(nil, d, t, s)}
}

// Keys appends the features of the words of a range.
func (c ClaimView) Keys(keys []linear.Key, x attribution.Range) []linear.Key {
	return c.v.claimKeys(keys, x)
}

// Score tells how likely words with these features are worth checking.
func (m *Model) Score(keys []linear.Key) float64 {
	var score [2]int32
	m.Chain.Score(keys, score[:])
	margin := float64(m.Chain.Scale)*float64(score[1]-score[0]) + float64(m.Chain.Start[1]-m.Chain.Start[0])
	return 1 / (1 + math.Exp(-margin))
}

// sizeOf puts a number of words into a bucket.
func sizeOf(n int) uint64 {
	switch {
	case n < 8:
		return uint64(n) / 2
	case n < 12:
		return 4
	case n < 18:
		return 5
	case n < 26:
		return 6
	}
	return 7
}

// claimKeys appends the features of a range: which words, tags and names it holds, not how often.
func (v *scene) claimKeys(keys []linear.Key, x attribution.Range) []linear.Key {
	from, words := len(keys), 0
	var last, lastTag uint64 = 1, 99
	seen := uint64(0) // kinds of words and names
	for i := x.First; i < x.End; i++ {
		w := v.word(i)
		if w.UPOS == syntax.PUNCT {
			last, lastTag = 2, uint64(w.XPOS)
			continue
		}
		words++
		lemma, tag := v.lemma[i], uint64(w.XPOS)
		if w.UPOS == syntax.PROPN {
			lemma = 3 // which name it is must not count
		}
		keys = append(keys,
			linear.Key1(0, lemma),
			linear.Key2(1, last, lemma),
			linear.Key2(2, lemma, tag),
			linear.Key1(3, uint64(w.Cluster)),
			linear.Key2(4, lastTag, tag),
			linear.Key2(5, lastTag, lemma),
			linear.Key2(6, last, tag))
		if w.Head >= x.First && w.Head < x.End {
			head := v.lemma[w.Head]
			if v.word(w.Head).UPOS == syntax.PROPN {
				head = 3
			}
			keys = append(keys, linear.Key3(7, head, uint64(w.Rel), lemma), linear.Key2(8, uint64(w.Rel), tag))
		} else {
			keys = append(keys, linear.Key2(9, lemma, tag), linear.Key1(10, tag))
		}
		if w.Rel == syntax.Nsubj || w.Rel == syntax.NsubjPass {
			verb := uint64(0)
			if w.Head >= 0 {
				verb = uint64(v.word(w.Head).XPOS)
			}
			keys = append(keys, linear.Key2(11, lemma, verb))
		}
		seen |= 1 << kindBit(w)
		if m := v.mention[i]; m >= 0 && v.set.Mentions[m].Form == readout.ByName {
			keys = append(keys, linear.Key1(12, linear.HashString(string(v.set.Entities[v.set.Mentions[m].Entity].Kind))))
		}
		last, lastTag = lemma, tag
	}
	for b := range uint64(8) {
		if seen>>b&1 != 0 {
			keys = append(keys, linear.Key2(13, b, sizeOf(words)))
		}
	}
	keys = append(keys, linear.Key1(14, sizeOf(words)), linear.Key1(15, seen))
	own := keys[from:]
	slices.Sort(own)
	return keys[:from+len(slices.Compact(own))]
}

// kindBit sorts words into those that matter for facts.
func kindBit(w *syntax.Word) uint64 {
	switch {
	case w.UPOS == syntax.NUM:
		return 0
	case w.XPOS == syntax.TagVBD:
		return 1
	case w.XPOS == syntax.TagMD:
		return 2
	case w.UPOS == syntax.PROPN:
		return 3
	case w.XPOS == syntax.TagJJR || w.XPOS == syntax.TagJJS || w.XPOS == syntax.TagRBR || w.XPOS == syntax.TagRBS:
		return 4
	case w.UPOS == syntax.SYM:
		return 5
	case w.XPOS == syntax.TagVBN:
		return 6
	}
	return 7
}
