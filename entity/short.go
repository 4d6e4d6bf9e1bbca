package entity

import (
	"strings"

	"github.com/readout-project/readout"
)

// shortOrganizations makes lone words that were taken for persons the organizations that they are short for:
// "Northvale" beside "Northvale Foods", or beside a "Northvale" that was taken for an organization. Words with which a person
// is named in full or by a title stay.
func (s *scene) shortOrganizations(r *registry) {
	votes := map[uint64]int{} // lone words: twice the organizations less persons
	for m := range s.info {
		if !s.lone(m) {
			continue
		}
		x := &s.set.Mentions[m]
		w := s.d.Tokens[x.First].Lower
		switch s.kindOf(m) {
		case readout.Organization:
			votes[w] += 2
		case readout.Person:
			votes[w]--
			if role, address, g := s.titles(x.First); role.end > role.first || address || g != unknown {
				votes[w] -= len(s.info)
			}
		}
	}
	for m := range s.info {
		if !s.lone(m) || s.kindOf(m) != readout.Person {
			continue
		}
		x := &s.set.Mentions[m]
		w := s.d.Tokens[x.First].Lower
		if len(r.byPart[strings.ToLower(s.d.Form(x.First))]) > 0 || s.marks[x.First]&(isMale|isFemale) != 0 || votes[w] < -len(s.info)/2 {
			continue
		}
		if votes[w] >= 0 || s.begins(r, x.First) {
			s.set.Names[s.name[x.First]].Kind = readout.Organization
		}
	}
}

// lone reports whether mention m is a name of one word.
func (s *scene) lone(m int) bool {
	return s.info[m].class == nameClass && s.set.Mentions[m].End-s.set.Mentions[m].First == 1
}

// begins reports whether the name of an organization of several words begins with the word of token i.
func (s *scene) begins(r *registry, i int) bool {
	for _, e := range recent(r.first[s.d.Tokens[i].Lower]) {
		if x := &s.set.Mentions[s.set.traits[e].first]; x.End-x.First > 1 {
			return true
		}
	}
	return false
}
