package entity

import (
	"strings"

	"github.com/readout-project/readout"
)

// familyOf returns the group of those whom "the Clintons" names, where the name was taken for something else; -1 where it names no family.
func (s *scene) familyOf(r *registry, m int) int {
	x := &s.set.Mentions[m]
	first := x.First
	if x.End-first == 2 {
		first++
	}
	if first+1 != x.End || first == 0 || !strings.EqualFold(s.d.Form(first-1), "the") {
		return -1
	}
	return s.family(r, m, strings.ToLower(s.d.Form(first)))
}

// family returns the group of the persons whose surname has word w as its plural; -1 for fewer than two.
func (s *scene) family(r *registry, m int, w string) int {
	n := len(w) - 1
	if n < 2 || w[n] != 's' {
		return -1
	}
	var members []int
	for _, e := range recent(r.byPart[w[:n]]) {
		if t := s.set.traits[e].parts; t[len(t)-1] == w[:n] {
			members = append(members, e)
		}
	}
	if len(members) < 2 {
		return -1
	}
	return s.group(s.words(&s.set.Mentions[m]), members, m)
}

// group returns the entity of several, making it where there is none.
func (s *scene) group(name string, members []int, m int) int {
	const back = 500 // entities looked at
next:
	for e := max(0, len(s.set.Entities)-back); e < len(s.set.Entities); e++ {
		if s.set.traits[e].count == 0 || len(s.set.Entities[e].Members) != len(members) {
			continue
		}
		for i := range members {
			if s.set.Entities[e].Members[i] != members[i] {
				continue next
			}
		}
		return e
	}
	e := s.entity(name, readout.Group, unknown, plural, m)
	s.set.Entities[e].Members = members
	return e
}
