package event

import (
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// noun finds what frame fits the noun at token i, and whom it joins.
func (s *scene) noun(i int) {
	list := s.index[s.lower(i)]
	nouns := slices.ContainsFunc(list, func(n int32) bool { return s.frames[n].noun })
	if !nouns {
		return
	}
	s.c.nominal(s, i)
	var best *frame
	points := -1
	for _, n := range list {
		f := &s.frames[n]
		if !f.noun {
			continue
		}
		if _, ok := s.meets(f); !ok {
			continue
		}
		p := 4 * len(f.conditions)
		if s.filled(f.actor) {
			p += 2
		}
		if s.filled(f.recipient) {
			p++
		}
		if p > points {
			best, points = f, p
		}
	}
	if best == nil {
		return
	}
	x := candidate{frame: best, trigger: i, end: i + 1, support: s.c.support, object: -1, comp: -1, passive: s.c.passive}
	s.participants(&x, best)
	parties := len(x.actors) + len(x.others)
	switch {
	case len(x.actors) > 0 && len(x.others) > 0, best.several && parties > 1:
	case x.support >= 0 && parties > 0:
	case (x.support >= 0 || s.thereIsNo(i)) && s.denied(&x): // "no agreement was reached", "there was no agreement"
	case parties > 0 && s.suffers(i, x.others, len(best.conditions) > 0): // "the arrest of Smith"
	default:
		return
	}
	s.found = append(s.found, x)
}

// thereIsNo reports whether a noun is what there is not: "there was no agreement".
func (s *scene) thereIsNo(i int) bool {
	h := s.word(i).Head
	d := s.t.Child(i, syntax.Det)
	if h < 0 || d < 0 || s.lower(d) != noHash {
		return false
	}
	return s.t.Child(h, syntax.Expl) >= 0 || s.t.Child(i, syntax.Expl) >= 0
}

// denied reports whether a noun or the verb that carries it is said not to be, or not to have been.
func (s *scene) denied(x *candidate) bool {
	p, _ := s.mood(x)
	return p == Negative
}

var againstHash = hashed("against")

// suffers reports whether a noun is followed by "of" and somebody to whom it was done; where other words tell what it
// is, "on" and "against" do as well: "the drone strike on a hospital".
func (s *scene) suffers(i int, others []int, plain bool) bool {
	if len(others) == 0 {
		return false
	}
	for k := s.t.FirstChild(i); k >= 0; k = s.t.NextChild(k) {
		if k > i && s.word(k).Rel == syntax.Nmod {
			switch h := s.lowerPrep(k); {
			case h == ofHash, plain && (h == onHash || h == againstHash):
				return true
			}
		}
	}
	return false
}

// unknown takes a verb that no frame knows as a candidate for the model, when those who act in politics are its subject
// and one of its other parts.
func (s *scene) unknown(i int) {
	if !s.open(i) {
		return
	}
	s.c.verb(s, i)
	if s.c.subject < 0 {
		return
	}
	x := candidate{trigger: i, end: i + 1, support: -1, object: s.c.object, comp: s.c.comp, passive: s.c.passive}
	x.actors = s.political(s.who(s.c.subject, true))
	if len(x.actors) == 0 {
		return
	}
	try := func(h int) {
		if h < 0 || len(x.others) > 0 || h == s.c.subject {
			return
		}
		for _, e := range s.political(s.who(h, false)) {
			if !slices.Contains(x.actors, e) {
				x.others = append(x.others, e)
			}
		}
	}
	try(s.c.object)
	try(s.c.iobj)
	for _, a := range slices.Clone(s.c.obliques) {
		try(a.head)
	}
	for _, h := range slices.Clone(s.c.concerned(s)) {
		try(h)
	}
	if len(x.others) > 0 {
		s.found = append(s.found, x)
	}
}

// open reports whether a verb may be one of those that the model takes: not a copula, nor a verb of saying with its clause.
func (s *scene) open(i int) bool {
	if s.kind(i)&happens != 0 && s.index[s.lower(i)] == nil {
		return false
	}
	if s.word(i).UPOS != syntax.VERB {
		return false
	}
	switch s.word(i).Lemma {
	case "be", "say", "tell", "think", "know", "believe", "add", "note", "report", "do", "have", "become", "include", "remain":
		return false
	}
	return true
}

// political keeps those who act in politics.
func (s *scene) political(es []int) []int {
	return slices.DeleteFunc(es, func(e int) bool {
		x := &s.set.Entities[e]
		switch x.Kind {
		case readout.Country, readout.Organization, readout.Group, readout.Person:
			return false
		case readout.Place:
			return x.Country == "" && s.actors[hashed(x.Name)] == ""
		}
		return true
	})
}
