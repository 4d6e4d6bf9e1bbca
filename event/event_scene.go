package event

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// A scene is a document while its events are being found.
type scene struct {
	*Frames
	d      *text.Doc
	t      *syntax.Trees
	set    *entity.Set
	times  []timex.Time
	places []PlaceRef

	headed   []int32 // the shortest mention that a token heads; -1 for none
	named    []int32 // the innermost mention by name around a token; -1 for none
	timed    []bool  // inside a time
	consumed []bool  // a noun that a verb's frame has taken up
	placed   []int32 // place around a token; -1 for none
	byHead   []int32 // candidate whose trigger a token is; -1 for none
	byComp   []int32 // candidate whose complement a token heads; -1 for none
	fresh    map[int]int
	known    map[uint64]string
	deep     int // of country within country
	added    []entity.Mention
	found    []candidate

	c    clause // of the trigger at hand
	keys []linear.Key
	lat  linear.Lattice
	prob []float64
}

// A candidate is a trigger with its participants, before its type is settled.
type candidate struct {
	frame   *frame // nil for a verb that no frame knows
	trigger int    // token
	end     int    // one past the last word of the trigger
	support int    // verb that carries a noun; -1 for none
	actors  []int
	others  []int // recipients
	object  int   // head of the object, or -1
	comp    int   // head of the complement, or -1
	passive bool
	class   uint8
}

func (f *Finder) scene(d *text.Doc, t *syntax.Trees, set *entity.Set, times []timex.Time, places []PlaceRef) *scene {
	n := len(d.Tokens)
	ints, flags := make([]int32, 5*n), make([]bool, 2*n)
	s := &scene{Frames: f.frames, d: d, t: t, set: set, times: times, places: places,
		headed: ints[:n], named: ints[n : 2*n], placed: ints[2*n : 3*n], byHead: ints[3*n : 4*n], byComp: ints[4*n:], timed: flags[:n], consumed: flags[n:]}
	for i := range ints {
		ints[i] = -1
	}
	for m := range set.Mentions {
		x := &set.Mentions[m]
		s.headed[x.Head] = int32(m)
		if x.Form == readout.ByName && !s.joint(m) {
			fill(s.named, x.First, x.End, int32(m))
		}
	}
	for i := range times {
		fill(s.timed, times[i].First, times[i].End, true)
	}
	for i := range places {
		fill(s.placed, places[i].First, places[i].End, int32(i))
	}
	return s
}

// joint reports whether a mention is names or nouns that "and" joins.
func (s *scene) joint(m int) bool {
	x := &s.set.Mentions[m]
	if x.Entity < 0 || len(s.set.Entities[x.Entity].Members) < 2 {
		return false
	}
	for c := s.t.FirstChild(x.Head); c >= 0; c = s.t.NextChild(c) {
		if s.t.Words[c].Rel == syntax.Conj && c < x.End {
			return true
		}
	}
	return false
}

func (s *scene) word(i int) *syntax.Word { return &s.t.Words[i] }

// kind returns what the files say of token i.
func (s *scene) kind(i int) kinds { return s.Frames.words[s.d.Tokens[i].Lower] }

// lower returns the hash of token i in lower case.
func (s *scene) lower(i int) uint64 { return s.d.Tokens[i].Lower }

// candidates finds the triggers of all sentences: verbs first, for they take up nouns.
func (s *scene) candidates() {
	for k := range s.d.Sentences {
		first, end := s.d.Sentences[k].First, s.d.Sentences[k].End
		for i := first; i < end; i++ {
			if s.verbal(i) {
				s.verb(i)
			}
		}
		for i := first; i < end; i++ {
			if w := s.word(i); (w.UPOS == syntax.NOUN || w.UPOS == syntax.PROPN) && !s.consumed[i] && w.Rel != syntax.Compound {
				s.noun(i)
			}
		}
	}
}

// verbal reports whether token i is a verb, also where the tagger took it for something else: "would free", "the adviser met".
func (s *scene) verbal(i int) bool {
	w := s.word(i)
	switch {
	case w.Rel == syntax.Amod || w.Rel == syntax.Compound || s.wedged(i):
		return false
	case w.UPOS == syntax.VERB:
		return true
	case w.UPOS == syntax.ADJ && (w.XPOS == syntax.TagVBN || s.t.Child(i, syntax.Cop) >= 0):
		return true
	case s.past[s.lower(i)] && w.Rel == syntax.Root && (w.UPOS == syntax.NOUN || w.UPOS == syntax.ADJ || w.UPOS == syntax.ADP):
		return s.named[i] < 0
	case w.UPOS == syntax.ADJ || w.UPOS == syntax.NOUN:
		if k := s.t.Child(i, syntax.Aux); k >= 0 && s.word(k).XPOS == syntax.TagMD && s.t.Child(i, syntax.Cop) < 0 {
			return len(s.index[s.lower(i)]) > 0
		}
	}
	return false
}

// wedged reports whether a participle stands between an article or a number and a noun: "the two exiled dissidents".
func (s *scene) wedged(i int) bool {
	if x := s.word(i).XPOS; i == 0 || i+1 >= len(s.d.Tokens) || x != syntax.TagVBN && x != syntax.TagVBD {
		return false
	}
	before := s.word(i - 1)
	return (before.UPOS == syntax.DET && before.XPOS == syntax.TagDT || before.UPOS == syntax.NUM && i > 1 && s.word(i-2).UPOS == syntax.DET) && s.word(i+1).UPOS == syntax.NOUN
}

// verb finds what frame fits the verb at token i, and whom it joins.
func (s *scene) verb(i int) {
	list := s.index[s.lower(i)]
	if len(list) == 0 {
		s.unknown(i)
		return
	}
	s.c.verb(s, i)
	adjective := s.word(i).UPOS == syntax.ADJ && s.word(i).XPOS != syntax.TagVBN && s.t.Child(i, syntax.Cop) >= 0
	var best *frame
	points, taken := -1, -1
	end := i + 1
	for _, n := range list {
		f := &s.frames[n]
		if f.noun || f.adjective != adjective {
			continue
		}
		last, ok := s.particles(i, f.more)
		if !ok {
			continue
		}
		noun, ok := s.meets(f)
		if !ok {
			continue
		}
		p := 2 * len(f.more)
		for k := range f.conditions {
			if !f.conditions[k].not {
				p += 4
			}
		}
		if s.filled(f.actor) {
			p += 2
		}
		if s.filled(f.recipient) {
			p++
		}
		if p > points {
			best, points, taken, end = f, p, noun, last
		}
	}
	if best == nil {
		s.unknown(i)
		return
	}
	x := candidate{frame: best, trigger: i, end: end, support: -1, object: s.c.object, comp: s.c.comp, passive: s.c.passive}
	s.participants(&x, best)
	if best.class == agreeClass && len(x.actors) == 0 && s.theyAgreed(&x) {
		s.found = append(s.found, x)
		return
	}
	if len(x.actors)+len(x.others) == 0 || len(x.actors) == 0 && !s.c.passive && !(best.class == assaultClass && s.c.subject >= 0 && s.deed(s.c.subject)) || len(x.others) == 0 && needed[best.class] && !best.several && taken < 0 && !s.turnsDownIt(best) {
		return
	}
	if best.class == assaultClass && len(x.actors) == 0 && s.mishap(i) {
		return
	}
	if taken >= 0 {
		s.consumed[taken] = true
	}
	s.found = append(s.found, x)
}

// mishap reports whether what a verb tells was done by a thing that is nobody's deed or weapon: "killed by the crash".
func (s *scene) mishap(i int) bool {
	by := s.t.Child(i, syntax.OblAgent)
	for c := s.t.FirstChild(i); c >= 0 && by < 0; c = s.t.NextChild(c) {
		if s.word(c).Rel == syntax.Obl && s.lowerPrep(c) == byHash {
			by = c
		}
	}
	if by < 0 {
		return false
	}
	if _, ok := s.lists[mishapsList][s.lower(by)]; ok {
		return true
	}
	if s.deed(by) || s.agentive(by) {
		return false
	}
	for _, list := range [...]string{weaponsList, firesList} {
		if _, ok := s.lists[list][s.lower(by)]; ok {
			return false
		}
	}
	return true
}

// theyAgreed reports whether those whom a pronoun means agreed to do something, or are said not to have agreed, whoever they are: "They did not
// agree on a date".
func (s *scene) theyAgreed(x *candidate) bool {
	h := s.c.subject
	return h >= 0 && s.word(h).UPOS == syntax.PRON && s.word(h).Rel == syntax.Nsubj && (s.denied(x) || s.c.comp >= 0 && s.marked(s.c.comp))
}

// turnsDownIt reports whether the verb at hand rejects or denies what a pronoun or a noun for a deed stands for, whosesoever it is: "he turned it down".
func (s *scene) turnsDownIt(f *frame) bool {
	if f.class != rejectClass || s.c.object < 0 {
		return false
	}
	w := s.word(s.c.object)
	if s.relative(s.c.object) {
		h := s.word(s.c.trigger).Head
		return h >= 0 && s.deed(h) // an offer that he turned down
	}
	return w.UPOS == syntax.PRON && s.headed[s.c.object] < 0 || w.Lemma == "it" || s.deed(s.c.object)
}

// needed are the types of which a verb tells nothing without a recipient, unless its frame has taken up a noun, by class.
var needed = [len(Types)]bool{2: true, 3: true, 4: true, 5: true, 7: true, 8: true, 9: true, 10: true, 12: true, 14: true, 15: true}

// particles reports whether the further words of a trigger stand by it, and one past the last of those that follow at once.
func (s *scene) particles(i int, more []uint64) (end int, ok bool) {
	end = i + 1
	for _, h := range more {
		if end < len(s.d.Tokens) && s.lower(end) == h {
			end++
			continue
		}
		found := false
		for c := i + 1; c < min(i+12, len(s.d.Tokens)) && !found; c++ {
			if s.lower(c) == h {
				up := s.word(c).Head
				found = up == i || up >= 0 && s.word(up).Head == i && s.word(c).Rel != syntax.Case
			}
		}
		if !found {
			return end, false
		}
	}
	return end, true
}

// meets reports whether the clause at hand meets the conditions of a frame, and the noun that met one of them, or -1.
func (s *scene) meets(f *frame) (noun int, ok bool) {
	noun = -1
	for k := range f.conditions {
		c := &f.conditions[k]
		met := false
		for _, sl := range c.slots {
			for _, h := range s.c.at(s, sl) {
				if c.any || c.somebody && s.person(h) || !c.mod && (s.joined(h, c.words) || sl.role == complement && s.helped(h, c.words)) || c.mod && s.before(h, c.words) {
					met = true
					if sl.role == object || sl.role == oblique || sl.role == subject {
						noun = h
					}
					break
				}
			}
		}
		if met == c.not {
			return -1, false
		}
		if c.not {
			noun = -1
		}
	}
	return noun, true
}

// joined reports whether a token, or one that "and" or "or" joins to it, is one of the words.
func (s *scene) joined(h int, words map[uint64]struct{}) bool {
	if _, ok := words[s.lower(h)]; ok {
		return true
	}
	_, counts := s.amounts[s.lower(h)]
	for c := s.t.FirstChild(h); c >= 0; c = s.t.NextChild(c) {
		if s.word(c).Rel == syntax.Conj || counts && c > h && s.word(c).Rel == syntax.Nmod && s.lowerPrep(c) == ofHash { // "tons of food"
			if _, ok := words[s.lower(c)]; ok {
				return true
			}
		}
	}
	return false
}

// helped reports whether an auxiliary of the verb h is one of the words.
func (s *scene) helped(h int, words map[uint64]struct{}) bool {
	for c := s.t.FirstChild(h); c >= 0; c = s.t.NextChild(c) {
		if w := s.word(c); w.Rel == syntax.Aux || w.Rel == syntax.Det || w.Rel == syntax.Advmod {
			if _, ok := words[s.lower(c)]; ok {
				return true
			}
		}
	}
	return false
}

// before reports whether one of the words stands before the noun h and belongs to it.
func (s *scene) before(h int, words map[uint64]struct{}) bool {
	for c := s.t.FirstChild(h); c >= 0 && c < h; c = s.t.NextChild(c) {
		if _, ok := words[s.lower(c)]; ok {
			return true
		}
		if s.word(c).Rel == syntax.Amod || s.word(c).Rel == syntax.Compound {
			for g := s.t.FirstChild(c); g >= 0 && g < c; g = s.t.NextChild(g) {
				if _, ok := words[s.lower(g)]; ok {
					return true
				}
			}
		}
	}
	if h > 0 {
		_, ok := words[s.lower(h-1)]
		return ok
	}
	return false
}

// filled reports whether something stands in one of the slots.
func (s *scene) filled(slots []slot) bool {
	for _, sl := range slots {
		if len(s.c.at(s, sl)) > 0 {
			return true
		}
	}
	return false
}
