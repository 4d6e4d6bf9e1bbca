package event

import (
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// A clause is a trigger and the heads of what stands around it.
type clause struct {
	trigger  int
	noun     bool
	passive  bool
	subject  int // who does it: of a passive, the agent; -1 for none
	second   int // a further subject, not joined to the first by the parser; -1 for none
	object   int // of a passive, what its subject is
	iobj     int
	comp     int  // the verb, or predicate, of its complement
	compDo   int  // subject of the complement, as far as it has its own
	support  int  // of a noun, the verb that carries it
	reverse  bool // that verb's subject undergoes what the noun says
	obliques []adjunct
	one      [1]int
	many     []int
}

// An adjunct is what stands after a preposition.
type adjunct struct {
	prep prep
	head int
}

// phraseEnd returns the noun that ends the phrase which the article at token i begins, where the parser took the article for all of it: "helped
// the two exiled dissidents"; else i.
func (s *scene) phraseEnd(i int) int {
	end := i
	for j := i + 1; j < len(s.d.Tokens) && j < i+8; j++ {
		switch w := s.word(j); {
		case w.UPOS == syntax.NOUN || w.UPOS == syntax.PROPN:
			end = j
		case w.UPOS == syntax.NUM, w.UPOS == syntax.ADJ, w.XPOS == syntax.TagVBN, w.XPOS == syntax.TagVBD && s.wedged(j):
		default:
			return end
		}
	}
	return end
}

// verb makes the clause of a verb.
func (c *clause) verb(s *scene, v int) {
	*c = clause{trigger: v, subject: -1, second: -1, object: -1, iobj: -1, comp: -1, compDo: -1, support: -1, obliques: c.obliques[:0], many: c.many[:0]}
	w := s.word(v)
	aux := false
	for k := s.t.FirstChild(v); k >= 0; k = s.t.NextChild(k) {
		switch s.word(k).Rel {
		case syntax.AuxPass:
			c.passive = true
		case syntax.NsubjPass, syntax.CsubjPass:
			c.passive = true
		case syntax.Aux:
			aux = true
		}
	}
	if !aux && !c.passive && w.XPOS == syntax.TagVBN && (w.Rel == syntax.Acl || w.Rel == syntax.Advcl) && s.t.Child(v, syntax.Obj) < 0 {
		c.passive = true
	}
	if c.passive && !aux && w.Rel == syntax.Acl && s.headless(v) {
		c.passive = false
	}
	for k := s.t.FirstChild(v); k >= 0; k = s.t.NextChild(k) {
		switch s.word(k).Rel {
		case syntax.Nsubj, syntax.NsubjOuter, syntax.NsubjPass:
			if s.timed[k] && !s.agentive(k) {
				continue
			}
			if c.passive {
				if c.object < 0 {
					c.object = k
				}
			} else if c.subject < 0 {
				c.subject = k
			} else if k < v && (s.dateline(c.subject) || s.word(c.subject).Rel == syntax.NsubjOuter || s.word(c.subject).Lemma == "it") { // "It has been since Obama attended"
				c.subject = k
			} else if c.second < 0 && k < v && s.word(k).Begin > 0 && (s.t.Child(k, syntax.Cc) >= 0 || s.word(s.word(k).Begin-1).UPOS == syntax.CCONJ) {
				c.second = k
			}
		case syntax.Obj:
			if s.timed[k] {
				continue
			}
			if c.passive && c.object >= 0 && c.iobj < 0 { // "was given a deadline"
				c.iobj, c.object = c.object, k
			} else if c.object < 0 {
				c.object = k
			} else if c.iobj < 0 && s.word(k).Begin == s.word(c.object).End {
				c.iobj, c.object = c.object, k
			}
		case syntax.Iobj:
			c.iobj = k
		case syntax.Obl, syntax.OblAgent, syntax.Nmod, syntax.OblUnmarked:
			c.adjunct(s, k, 0)
		case syntax.Xcomp, syntax.Ccomp:
			if c.comp < 0 && k > v {
				c.comp = k
			}
		case syntax.Advcl, syntax.Acl, syntax.Parataxis:
			if m := s.t.Child(k, syntax.Mark, syntax.Case); m > v && s.lower(m) == fromHash && s.word(k).XPOS == syntax.TagVBG { // blocked it from buying
				c.obliques = append(c.obliques, adjunct{s.preps[fromHash], k})
			}
			if c.comp < 0 && k > v && s.marked(k) {
				c.comp = k
			}
		}
	}
	if h := w.Head; w.Rel == syntax.AclRelcl && h >= 0 && c.subject >= 0 && s.word(h).UPOS == syntax.NOUN && s.relative(c.subject) {
		c.subject = h // students who blocked a road
	}
	if c.subject < 0 && !c.passive && aux { // the parser hung the subject on the helping verb: "Russia and Iran had both urged"
		for k := s.t.FirstChild(v); k >= 0 && k < v && c.subject < 0; k = s.t.NextChild(k) {
			if s.word(k).Rel == syntax.Aux {
				c.subject = s.t.Child(k, syntax.Nsubj)
			}
		}
	}
	if c.object < 0 && !c.passive { // "arrested a man" with "a" taken for a preposition
		for k := s.t.FirstChild(v); k >= 0; k = s.t.NextChild(k) {
			if r := s.word(k).Rel; r == syntax.Obl && s.word(k).Begin == v+1 && s.t.Child(k, syntax.Case) == v+1 && s.d.Tokens[v+1].Len() == 1 {
				c.object = k
			}
		}
	}
	if c.object > v && s.word(c.object).UPOS == syntax.DET {
		c.object = s.phraseEnd(c.object)
	}
	if c.object >= 0 {
		c.inside(s, c.object, 0)
	}
	if c.comp < 0 { // parsers hang "to" clauses on the noun before them
		for _, h := range append([]int{c.object}, c.heads()...) {
			if h < 0 {
				continue
			}
			for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) {
				if r := s.word(k).Rel; (r == syntax.Acl || r == syntax.Advcl) && s.marked(k) && c.comp < 0 {
					c.comp = k
				}
			}
		}
	}
	if c.comp >= 0 {
		c.compDo = s.t.Child(c.comp, syntax.Nsubj, syntax.NsubjPass)
	}
	if c.passive {
		for _, a := range c.obliques {
			if s.isBy(a) {
				c.subject = a.head
				break
			}
		}
	} else {
		if c.subject < 0 {
			c.subject = s.controller(v, 0)
		}
		if c.subject >= 0 && w.Rel == syntax.Conj && w.XPOS == syntax.TagVBD && !s.agentive(c.subject) && !s.subjectOf(v) { // hung too low: "They met after the storm passed, and agreed"
			if r := s.rootOf(v); r < v && s.word(r).XPOS == syntax.TagVBD {
				if k := s.t.Child(r, syntax.Nsubj); k >= 0 && s.agentive(k) {
					c.subject = k
				}
			}
		}
		if c.subject < 0 && w.UPOS == syntax.NOUN {
			c.subject = s.t.Child(v, syntax.Compound)
		}
		if c.subject < 0 && (aux || w.XPOS == syntax.TagVBD || w.XPOS == syntax.TagVBZ || w.XPOS == syntax.TagVBP || w.Rel == syntax.Root) {
			c.subject = s.ahead(v)
		}
	}
	if c.passive && c.object < 0 {
		if (w.Rel == syntax.Acl) && w.Head >= 0 {
			c.object = w.Head
		} else {
			c.object = s.controller(v, 0)
		}
	}
}

// rootOf returns the word that all of a sentence hangs on, seen from token i.
func (s *scene) rootOf(i int) int {
	for n := 0; n < 64 && s.word(i).Head >= 0; n++ {
		i = s.word(i).Head
	}
	return i
}

// relative reports whether token i is a relative pronoun.
func (s *scene) relative(i int) bool {
	x := s.word(i).XPOS
	return x == syntax.TagWDT || x == syntax.TagWP
}

func (c *clause) heads() []int {
	out := make([]int, 0, 4)
	for _, a := range c.obliques {
		if len(out) < 4 {
			out = append(out, a.head)
		}
	}
	return out
}

var asHash, afterHash, beforeHash, sinceHash, untilHash = hashed("as"), hashed("after"), hashed("before"), hashed("since"), hashed("until")

// marked reports whether a verb has "to", or is an -ing form.
func (s *scene) marked(v int) bool {
	if m := s.t.Child(v, syntax.Mark); m >= 0 && s.word(m).XPOS == syntax.TagTO {
		return true
	}
	return false
}

// adjunct adds the noun k with its preposition, and those inside it.
func (c *clause) adjunct(s *scene, k, depth int) {
	if m := s.t.Child(k, syntax.Case, syntax.Mark); m >= 0 && !s.timed[k] {
		p := s.preps[s.lower(m)]
		c.obliques = append(c.obliques, adjunct{p, k})
		for j := s.t.FirstChild(k); j >= 0; j = s.t.NextChild(j) {
			if s.word(j).Rel == syntax.Conj { // "on Iran and on Syria"
				if m := s.t.Child(j, syntax.Case); m >= 0 {
					c.obliques = append(c.obliques, adjunct{s.preps[s.lower(m)], j})
				}
			}
		}
	}
	if depth < 2 {
		c.inside(s, k, depth+1)
	}
}

// inside adds what hangs on a noun by prepositions.
func (c *clause) inside(s *scene, h, depth int) {
	for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) {
		switch s.word(k).Rel {
		case syntax.Nmod, syntax.Obl, syntax.OblAgent:
			if k > h {
				c.adjunct(s, k, depth)
			}
		case syntax.Conj:
			if depth == 0 && k > h {
				c.inside(s, k, 2)
			}
		}
	}
}

var byHash, betweenHash, ofHash, fromHash, inHash, withHash, onHash, overHash, aboutHash, forHash = hashed("by"), hashed("between"), hashed("of"),
	hashed("from"), hashed("in"), hashed("with"), hashed("on"), hashed("over"), hashed("about"), hashed("for")

func (s *scene) isBy(a adjunct) bool {
	m := s.t.Child(a.head, syntax.Case, syntax.Mark)
	return m >= 0 && s.lower(m) == byHash
}

// nominal makes the clause of a noun, and of the verb that carries it.
func (c *clause) nominal(s *scene, n int) {
	*c = clause{trigger: n, noun: true, subject: -1, second: -1, object: -1, iobj: -1, comp: -1, compDo: -1, support: -1, obliques: c.obliques[:0], many: c.many[:0]}
	c.inside(s, n, 0)
	w := s.word(n)
	at := n // the noun by which the trigger hangs on its verb
	if w.Rel == syntax.Conj && w.Head >= 0 {
		at = w.Head
	} else if w.Rel == syntax.Nmod && w.Head >= 0 && s.lowerPrep(n) == ofHash { // "three hours of talks"
		if _, ok := s.amounts[s.lower(w.Head)]; ok {
			at = w.Head
		}
	}
	w = s.word(at)
	v := w.Head
	// "No agreement resulted": a verb hung on its own subject.
	if k := s.t.Child(at, syntax.Acl); k > n && s.kind(k)&happens != 0 && s.word(k).XPOS != syntax.TagVBG {
		c.support = k
		c.carried(s, k)
	}
	if v < 0 {
		return
	}
	if s.word(v).UPOS != syntax.VERB {
		return
	}
	k := s.kind(v)
	switch w.Rel {
	case syntax.Obj, syntax.NsubjPass, syntax.Obl:
		if k&(supports|undergoes) == 0 || w.Rel == syntax.Obl && s.lowerPrep(at) != inHash {
			return
		}
		c.support, c.reverse = v, k&undergoes != 0
		var in clause
		in.verb(s, v)
		c.subject = in.subject
		c.passive = in.passive
		if c.passive && c.subject < 0 {
			c.subject = -1
		}
		for _, a := range in.obliques {
			if a.head != n && a.head != at {
				c.obliques = append(c.obliques, a)
			}
		}
	case syntax.Nsubj:
		if k&happens != 0 {
			c.support = v
			c.carried(s, v)
		}
	}
}

func (c *clause) carried(s *scene, v int) {
	for k := s.t.FirstChild(v); k >= 0; k = s.t.NextChild(k) {
		if s.word(k).Rel == syntax.Obl {
			c.adjunct(s, k, 0)
		}
	}
}

// at returns the heads that stand in a slot. The result is good until the next call.
func (c *clause) at(s *scene, sl slot) []int {
	get := func(h int) []int {
		if h < 0 {
			return nil
		}
		c.one[0] = h
		return c.one[:]
	}
	switch sl.role {
	case subject:
		if c.second >= 0 {
			c.many = append(c.many[:0], c.subject, c.second)
			return c.many
		}
		return get(c.subject)
	case object:
		if c.object < 0 {
			return get(c.iobj)
		}
		return get(c.object)
	case indirect:
		return get(c.iobj)
	case complement:
		return get(c.comp)
	case infinitive:
		if c.comp >= 0 && s.marked(c.comp) {
			return get(c.comp)
		}
		return nil
	case complementSubject:
		return get(c.compDo)
	case complementObject:
		return c.concerned(s)
	case possessor:
		h := c.object
		if c.noun {
			h = c.trigger
		}
		return c.possessors(s, h)
	case modifier:
		return get(c.trigger)
	}
	c.many = c.many[:0]
	for _, a := range c.obliques {
		if a.prep == sl.prep {
			c.many = append(c.many, a.head)
		}
	}
	slices.Sort(c.many) // wherever the parser hung them, the nearest first: "attend a summit in Bern on the unrest in Iran"
	return c.many
}

// possessors returns whose the noun h is: possessives first, then adjectives of countries and names before it.
func (c *clause) possessors(s *scene, h int) []int {
	c.many = c.many[:0]
	if h < 0 {
		return nil
	}
	for k := s.t.FirstChild(h); k >= 0 && k < h; k = s.t.NextChild(k) {
		if s.word(k).Rel == syntax.NmodPoss {
			c.many = append(c.many, k)
		}
	}
	for k := s.t.FirstChild(h); k >= 0 && k < h; k = s.t.NextChild(k) {
		switch s.word(k).Rel {
		case syntax.Amod, syntax.Compound, syntax.Nmod, syntax.NmodDesc:
			if m := s.named[k]; m >= 0 && !(c.noun && s.isPlace(int(m))) { // "their Alaska meeting"
				c.many = append(c.many, k)
			}
		}
	}
	return c.many
}

// isPlace reports whether a mention is of a place that is no country.
func (s *scene) isPlace(m int) bool {
	e := s.set.Mentions[m].Entity
	return e >= 0 && s.set.Entities[e].Kind == readout.Place
}

// concerned returns whom the complement is about: its object, else what stands after its prepositions.
func (c *clause) concerned(s *scene) []int {
	if c.comp < 0 {
		return nil
	}
	c.many = c.many[:0]
	for v, depth := c.comp, 0; v >= 0 && depth < 3; depth++ {
		next := -1
		for k := s.t.FirstChild(v); k >= 0; k = s.t.NextChild(k) {
			if k < v {
				if r := s.word(k).Rel; r == syntax.NsubjPass {
					c.many = append(c.many, k)
				}
				continue
			}
			switch s.word(k).Rel {
			case syntax.Obj, syntax.Iobj, syntax.Obl, syntax.Nmod:
				if !s.timed[k] {
					c.many = append(c.many, k)
					for j := s.t.FirstChild(k); j >= 0; j = s.t.NextChild(j) {
						if s.word(j).Rel == syntax.Nmod && j > k && !s.timed[j] {
							c.many = append(c.many, j)
						}
					}
				}
			case syntax.Xcomp, syntax.Ccomp, syntax.Advcl:
				if next < 0 {
					next = k
				}
			}
		}
		v = next
	}
	return c.many
}
