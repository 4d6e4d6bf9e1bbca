package act

import (
	"fmt"
	"strings"

	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/syntax"
)

// A phrase is a sequence of words as the data files write it: words, alternatives with a bar, classes ($good), kinds of
// words (<adj>), and ".." for up to eight words of any kind. Adverbs may stand between.
type phrase []element

type phrases []phrase

// An element is one place of a phrase: a word of a set, or a word of one of several kinds.
type element struct {
	words wordSet
	kinds kind
}

// kind is a set of kinds of words.
type kind uint8

const (
	adjective kind = 1 << iota
	noun
	verb
	number
	name
	superlative
	comparative
	anything
)

var kindNames = map[string]kind{"..": anything, "<adj>": adjective, "<noun>": noun, "<verb>": verb, "<num>": number, "<name>": name,
	"<most>": superlative, "<more>": comparative}

// gap is how many words ".." stands for at most.
const gap = 8

func (r *rules) phrase(words string) (phrase, error) {
	var p phrase
	for _, place := range strings.Fields(words) {
		var e element
		var plain []string
		for _, w := range strings.Split(place, "|") {
			if k, ok := kindNames[w]; ok && (k != anything || w == place) {
				e.kinds |= k
			} else if strings.HasPrefix(w, "<") {
				return nil, fmt.Errorf("%s is no kind of word", w)
			} else {
				plain = append(plain, w)
			}
		}
		if plain != nil {
			set, err := r.set(strings.Join(plain, "|"))
			if err != nil {
				return nil, err
			}
			e.words = set
		}
		p = append(p, e)
	}
	if len(p) == 0 {
		return nil, fmt.Errorf("no words")
	}
	if p[0].kinds == anything || p[len(p)-1].kinds == anything {
		return nil, fmt.Errorf("%q begins or ends with the sign for anything", words)
	}
	return p, nil
}

// kindsOf returns the kinds of words that a word is of.
func kindsOf(w *syntax.Word) kind {
	switch w.UPOS {
	case syntax.ADJ, syntax.ADV:
		var k kind
		if w.UPOS == syntax.ADJ {
			k = adjective
		}
		switch w.XPOS {
		case syntax.TagJJS, syntax.TagRBS:
			k |= superlative
		case syntax.TagJJR, syntax.TagRBR:
			k |= comparative
		}
		return k
	case syntax.NOUN:
		return noun
	case syntax.PROPN:
		return noun | name
	case syntax.VERB:
		return verb
	case syntax.NUM:
		return number
	}
	return 0
}

// fits reports whether token i may stand in a place.
func (v *scene) fits(i int, e *element) bool {
	return e.kinds != 0 && kindsOf(v.word(i))&e.kinds != 0 || e.words != nil && v.is(i, e.words)
}

// at returns the end of the phrase where it begins at token i, or -1.
func (p phrase) at(v *scene, i, end int) int {
	for k := range p {
		if p[k].kinds == anything {
			for j := i; j < min(end, i+gap+1); j++ {
				if e := p[k+1:].at(v, j, end); e >= 0 {
					return e
				}
			}
			return -1
		}
		for k > 0 && i < end && !v.fits(i, &p[k]) && v.word(i).UPOS == syntax.ADV && !v.is(i, v.rules.own.no) {
			i++
		}
		if i >= end || !v.fits(i, &p[k]) {
			return -1
		}
		i++
	}
	return i
}

// find returns where the phrase stands in a range; it is empty if it does not.
func (p phrase) find(v *scene, x attribution.Range) attribution.Range {
	for i := x.First; i < x.End; i++ {
		if !v.fits(i, &p[0]) {
			continue
		}
		if e := p.at(v, i, x.End); e >= 0 {
			return attribution.Range{First: i, End: e}
		}
	}
	return attribution.Range{}
}

// match reports whether one of the phrases is all that stands in a range.
func (ps phrases) match(v *scene, x attribution.Range) bool {
	for _, p := range ps {
		if p.at(v, x.First, x.End) == x.End {
			return true
		}
	}
	return false
}
