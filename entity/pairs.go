package entity

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// several returns the group of the two whom "both leaders" or "the two countries" means, or -1.
func (s *scene) several(m int, lemma string) int {
	x := &s.set.Mentions[m]
	two := false
	for i := x.First; i <= x.Head; i++ {
		switch strings.ToLower(s.d.Form(i)) {
		case "both", "two":
			two = true
		}
	}
	if !two || x.End > x.Head+1 || s.t.Child(x.Head, syntax.Acl, syntax.AclRelcl) >= 0 {
		return -1
	}
	for i := x.First; i < x.Head; i++ { // "the two police officers" are others
		if u := s.word(i).UPOS; u == syntax.NOUN || u == syntax.PROPN {
			return -1
		}
	}
	kind := s.info[m].noun.kind
	if kind == "" || kind == readout.Document {
		return -1
	}
	// A pair that stands together is meant before two that do not; of these there must be no third lately.
	var found []int
	from := s.sent[x.First] - 25
	prev := -1
	for k := m - 1; k >= 0 && k > m-300 && s.sent[s.set.Mentions[k].First] >= from; k-- {
		o := &s.set.Mentions[k]
		if o.Entity < 0 || s.info[k].class != nameClass || !kindFits(kind, s.set.Entities[o.Entity].Kind) || s.set.traits[o.Entity].number == plural {
			continue
		}
		if prev >= 0 && s.set.Mentions[prev].Entity != o.Entity && s.together(k, prev) {
			return s.group(s.words(x), []int{o.Entity, s.set.Mentions[prev].Entity}, m)
		}
		prev = k
		if !has(found, o.Entity) {
			found = append(found, o.Entity)
		}
	}
	if len(found) != 2 {
		return -1
	}
	if s.set.traits[found[0]].first > s.set.traits[found[1]].first {
		found[0], found[1] = found[1], found[0]
	}
	return s.group(s.words(x), found, m)
}

func has(es []int, e int) bool {
	for _, o := range es {
		if o == e {
			return true
		}
	}
	return false
}

func kindFits(noun, name readout.EntityKind) bool {
	switch noun {
	case readout.Person:
		return name == readout.Person
	case readout.Country:
		return name == readout.Country
	case readout.Organization:
		return name == readout.Organization
	case readout.Place:
		return name == readout.Place || name == readout.Country
	}
	return false
}

// together reports whether mentions a and b stand side by side: joined by "and", a hyphen or a dash.
func (s *scene) together(a, b int) bool {
	x, y := &s.set.Mentions[a], &s.set.Mentions[b]
	if s.sent[x.First] != s.sent[y.First] || y.First < x.End || y.First-x.End > 2 || y.First == x.End {
		return false
	}
	switch s.d.Form(x.End) {
	case "and", "&", "-", "–", "—", "/":
		return true
	}
	return false
}
