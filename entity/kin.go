package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// A relation is what kin.txt says of a noun: "uncle" of somebody's niece.
type relation struct {
	turned []string // what the other one is to him in turn
	pair   bool     // may be told of two who act together
}

// A bond is what one entity is to another as the article tells it: holder is the niece of owner.
type bond struct {
	owner, holder int
	noun          string // in lower case
}

// possessor returns the mention of whom description m belongs to, "his" in "his wife"; -1 for none.
func (s *scene) possessor(m int) int {
	if c := s.t.Child(s.set.Mentions[m].Head, syntax.NmodPoss); c >= 0 {
		return s.mentionOf(c)
	}
	return -1
}

// belongs returns the person, organization or land whom description m, of noun lemma, means as one of its owner: whom the article has called so
// before, or who stands to the owner in the turned relation. Owner -1 is unknown, and so is then the result, -1.
func (s *scene) belongs(m, owner int, lemma string) int {
	if owner < 0 {
		return -1
	}
	g := s.info[m].gender
	for i := len(s.bonds) - 1; i >= 0; i-- {
		switch b := &s.bonds[i]; {
		case b.owner == owner && b.noun == lemma && s.modifiersSay(m, b.holder):
			return b.holder
		case b.holder == owner && slices.Contains(s.lex.kin[b.noun].turned, lemma) && s.genderAgrees(b.owner, g):
			return b.owner
		}
	}
	if s.lex.is("homeland", lemma) {
		if e := s.homeOf(owner); e >= 0 {
			return e
		}
	}
	if lemma == "client" {
		return s.mainPerson(owner)
	}
	if !s.lex.kin[lemma].pair {
		return -1
	}
	for k := m - 1; k >= 0 && k > m-100; k-- { // the other of two
		e := s.set.Mentions[k].Entity
		if e < 0 {
			continue
		}
		if two := s.set.Entities[e].Members; len(two) == 2 {
			if i := slices.Index(two, owner); i >= 0 && s.genderAgrees(two[1-i], g) && s.set.Entities[two[0]].Kind == s.set.Entities[two[1]].Kind {
				return two[1-i]
			}
		}
	}
	return s.otherLand(m, owner)
}

// homeOf returns the country of which a person has an office, "Velyria's sports minister", or whose people he is one of; -1 for none.
func (s *scene) homeOf(owner int) int {
	if s.set.Entities[owner].Kind != readout.Person {
		return -1
	}
	for e := max(0, len(s.set.Entities)-maxLookedAt); e < len(s.set.Entities); e++ {
		if s.set.Entities[e].Kind != readout.Country || s.set.traits[e].names == 0 {
			continue
		}
		x := &s.set.Mentions[s.set.traits[e].first]
		if slices.ContainsFunc(s.set.Entities[owner].Roles, func(r string) bool { return s.roleOf(strings.ToLower(r), x.First, x.End) }) {
			return e
		}
	}
	return -1
}

// mainPerson returns the person of whom the article has spoken most so far, at least three times, but for one; -1 where two are level.
func (s *scene) mainPerson(but int) int {
	best, most, level := -1, 2, false
	for e := max(0, len(s.set.Entities)-maxLookedAt); e < len(s.set.Entities); e++ {
		t := &s.set.traits[e]
		if e == but || s.set.Entities[e].Kind != readout.Person || t.names == 0 || t.count < most {
			continue
		}
		level = t.count == most && best >= 0
		if t.count > most {
			best, most = e, t.count
		}
	}
	if level {
		return -1
	}
	return best
}

// otherLand returns the country that is named last before description m and is not its owner, a country as well; -1 for none.
func (s *scene) otherLand(m, owner int) int {
	if s.set.Entities[owner].Kind != readout.Country {
		return -1
	}
	return s.lastOf(m, 12, func(e int) bool { return e != owner && s.set.Entities[e].Kind == readout.Country })
}

// modifiersSay reports whether what modifies description m does not set it off from the entity: "his younger brother".
func (s *scene) modifiersSay(m, e int) bool {
	x := &s.set.Mentions[m]
	roles := strings.ToLower(strings.Join(s.set.Entities[e].Roles, " ") + " " + s.set.Entities[e].Name)
	for i := x.First; i < x.Head; i++ {
		if s.word(i).Head != x.Head || s.word(i).Rel == syntax.NmodPoss || s.word(i).UPOS != syntax.ADJ && s.word(i).UPOS != syntax.NOUN {
			continue
		}
		if !strings.Contains(roles, strings.ToLower(s.d.Form(i))) {
			return false
		}
	}
	return true
}

// bind notes that entity e is the lemma of its owner.
func (s *scene) bind(owner, e int, lemma string) {
	const most = 200
	if owner < 0 || e < 0 || owner == e {
		return
	}
	if len(s.bonds) == most {
		s.bonds = s.bonds[:copy(s.bonds, s.bonds[most/2:])]
	}
	s.bonds = append(s.bonds, bond{owner, e, lemma})
}

// claimed gives the descriptions that the first person owns their meaning, now that it is known who speaks: "my client" of the lawyer, mention m.
func (s *scene) claimed(m int) {
	x := &s.set.Mentions[m]
	if s.word(x.Head).Rel != syntax.NmodPoss {
		return
	}
	k := m - 1
	for k >= 0 && s.set.Mentions[k].Head != s.word(x.Head).Head && k > m-3 {
		k--
	}
	if k < 0 || s.info[k].class != nominalClass || s.possessor(k) != m || s.info[k].number == plural {
		return
	}
	old := s.set.Mentions[k].Entity
	e := s.belongs(k, x.Entity, strings.ToLower(s.word(s.set.Mentions[k].Head).Lemma))
	if e < 0 || old < 0 || e == old || s.set.traits[old].names > 0 {
		return
	}
	for i := k; i < len(s.set.Mentions); i++ {
		if s.set.Mentions[i].Entity == old {
			s.set.Mentions[i].Entity = e
		}
	}
}
