package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// described returns the entity that a definite singular description fits, or -1.
func (s *scene) described(m int, lemma string) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	if capitalized(s.d.Form(x.Head)) && in.noun.kind != readout.Person && x.Head == x.First+1 { // "the Post", "the Foundation"
		if e := s.lastOf(m, 30, func(e int) bool {
			return s.set.Entities[e].Kind == readout.Organization && s.set.traits[e].names > 0 && endsIn(s.set.Entities[e].Name, s.d.Form(x.Head))
		}); e >= 0 {
			return e
		}
	}
	if in.noun.kind == readout.Place && x.Head == x.First+1 && x.End == x.Head+1 { // "the district" of the Unified School District
		if e := s.lastOf(m, 12, func(e int) bool {
			return s.set.Entities[e].Kind == readout.Organization && s.set.traits[e].names > 0 && endsIn(s.set.Entities[e].Name, lemma)
		}); e >= 0 {
			return e
		}
	}
	if in.det == possessed && s.lex.is("theirs", lemma) && x.Head == x.First+1 {
		if es := s.byWord[lemma]; len(es) == 1 {
			return es[0]
		}
	}
	if in.det == possessed && (in.noun.kind == readout.Person || in.noun.kind == readout.Organization) {
		return -1
	}
	switch in.noun.kind {
	case readout.Person:
		if e := s.whoIs(m, lemma); e >= 0 {
			return e
		}
		if s.telling(m, lemma) {
			return s.toldOf(m)
		}
	case readout.Organization:
		return s.whichOrganization(m, lemma)
	case readout.Country:
		if x.End-x.First == 2 {
			return s.lastOf(m, 3, func(e int) bool { return s.set.Entities[e].Kind == readout.Country })
		}
	case readout.Place:
		if x.End-x.First == 2 && (lemma == "city" || lemma == "town" || lemma == "capital") {
			return s.lastOf(m, 2, func(e int) bool {
				x := &s.set.Mentions[s.set.traits[e].first]
				return s.set.Entities[e].Kind == readout.Place && s.lex.words.get(hash(s.d, x.First, x.End))&isCity != 0
			})
		}
	}
	return -1
}

// knownBody returns the organization that the lists know to be what the noun of a definite description says, "the alliance" after NATO; -1 for none.
func (s *scene) knownBody(m int, lemma string) int {
	if s.info[m].det != definite {
		return -1
	}
	return s.lastOf(m, 12, func(e int) bool {
		return s.set.Entities[e].Kind == readout.Organization && slices.Contains(s.lex.knownAs[strings.ToLower(s.set.Entities[e].Name)], lemma)
	})
}

// whoIs returns the person whom the article gives this role: the one mentioned last, else the first to come.
func (s *scene) whoIs(m int, lemma string) int {
	best := -1
	have := recent(s.byRole[lemma])
	for _, l := range s.lex.sameRoles[lemma] {
		if len(have) == 0 {
			have = recent(s.byRole[l])
		}
	}
	met := 0
	for _, e := range have {
		if s.set.traits[e].last >= 0 {
			met++
		}
	}
	for _, e := range have {
		if !s.genderAgrees(e, s.info[m].gender) || !s.roleFits(m, e, len(have) == 1 || met == 1 && s.set.traits[e].last >= 0) {
			continue
		}
		if best < 0 || s.set.traits[e].last > s.set.traits[best].last {
			best = e
		}
	}
	if best >= 0 && s.set.traits[best].last < 0 && s.sent[s.set.Mentions[m].First] > 3 {
		return -1
	}
	return best
}

// roleFits reports whether what modifies the description stands in one of the person's roles ("the Chinese president"); where only one
// person has the role, it may tell more of him, but no other country ("the Manhattan developer").
func (s *scene) roleFits(m, e int, only bool) bool {
	x := &s.set.Mentions[m]
	roles := strings.ToLower(strings.Join(s.set.Entities[e].Roles, " "))
	for i := x.First; i < x.Head; i++ {
		switch s.word(i).UPOS {
		case syntax.ADJ, syntax.NOUN, syntax.PROPN:
			w := strings.ToLower(s.d.Form(i))
			if s.marks[i]&isGroup != 0 || s.lex.telling[w] == "m" || strings.Contains(roles, w) { // a party is seldom told twice
				continue
			}
			if only && s.marks[i]&(isCity|isRegion) != 0 {
				continue
			}
			return false
		}
	}
	return true
}

func (s *scene) genderAgrees(e int, g gender) bool {
	t := s.set.traits[e].gender
	return g == unknown || t == unknown || g == t
}

// telling reports whether description m tells more of somebody who was named rather than bringing in another: "the former banker", "the
// 71-year-old", "the politician".
func (s *scene) telling(m int, lemma string) bool {
	x := &s.set.Mentions[m]
	if v := s.word(x.Head).Head; v >= 0 && s.name[v] >= 0 && s.t.Child(v, syntax.Cop) >= 0 && subject(s.word(x.Head).Rel) { // "The star was Ann Lee"
		return false
	}
	if s.info[m].det != definite || s.t.Child(x.Head, syntax.AclRelcl) >= 0 && x.End < len(s.d.Tokens) && s.d.Form(x.End) != "," {
		return false
	}
	return s.tells(m, lemma)
}

// tells reports whether the words of description m, of noun lemma, say more of somebody than whom they mean.
func (s *scene) tells(m int, lemma string) bool {
	x := &s.set.Mentions[m]
	if s.lex.telling[lemma] == "n" || s.toldAge(m) != "" {
		return true
	}
	for i := x.First + 1; i < x.Head; i++ {
		switch {
		case s.lex.telling[strings.ToLower(s.d.Form(i))] == "m":
			return true
		case s.lex.telling[lemma] == "o": // "the Labour councillor"
			if (s.marks[i]&(isGroup|isDemonym) == isGroup || slices.Contains(s.lex.knownAs[strings.ToLower(s.d.Form(i))], "party")) && len(s.byRole[lemma]) == 0 {
				return true
			}
		case s.isPlace(i): // "the Auckland lawyer"
			return true
		}
	}
	return false
}

// isPlace reports whether token i is the name of a place.
func (s *scene) isPlace(i int) bool {
	n := s.name[i]
	return n >= 0 && s.set.Names[n].Kind == readout.Place || n < 0 && s.marks[i]&(isCity|isRegion) != 0 && capitalized(s.d.Form(i))
}

// toldAge returns the age that description m tells, the "71" of "the 71-year-old"; empty for none.
func (s *scene) toldAge(m int) string {
	x := &s.set.Mentions[m]
	for i := x.First + 4; i <= x.Head; i++ {
		if s.word(i).Lemma == "old" && s.d.Form(i-1) == "-" && s.d.Form(i-2) == "year" && s.d.Form(i-3) == "-" {
			return s.d.Form(i - 4)
		}
	}
	return ""
}

// toldOf returns the person of whom description m tells more: the one of the age told, else one who is named in the two sentences
// before, the nearer first, and of several the subject; -1 for none.
func (s *scene) toldOf(m int) int {
	here := s.sent[s.set.Mentions[m].First]
	age := s.toldAge(m)
	if age != "" {
		for e := max(0, len(s.set.Entities)-maxLookedAt); e < len(s.set.Entities); e++ {
			if s.set.traits[e].age == age && s.genderAgrees(e, s.info[m].gender) {
				return e
			}
		}
	}
	best, of := -1, here
	for o := m - 1; o >= 0 && s.sent[s.set.Mentions[o].First] >= here-2; o-- {
		y := &s.set.Mentions[o]
		e := y.Entity
		if e < 0 || s.sent[y.First] == here || s.set.Entities[e].Kind != readout.Person || !s.genderAgrees(e, s.info[m].gender) {
			continue
		}
		if t := &s.set.traits[e]; t.names == 0 || t.number == plural || age != "" && t.age != "" {
			continue
		}
		if best >= 0 && s.sent[y.First] != of {
			break
		}
		if subject(s.info[o].role) {
			return e
		}
		if best < 0 {
			best, of = e, s.sent[y.First]
		}
	}
	return best
}

// lastOf returns the entity mentioned last in the n sentences before that fits, or -1.
func (s *scene) lastOf(m, n int, fits func(e int) bool) int {
	from := s.sent[s.set.Mentions[m].First] - int32(n)
	for k, steps := m-1, 0; k >= 0 && steps < 60; k, steps = k-1, steps+1 {
		x := &s.set.Mentions[k]
		if s.sent[x.First] < from {
			break
		}
		if x.Entity >= 0 && x.End <= s.set.Mentions[m].First && fits(x.Entity) {
			return x.Entity
		}
	}
	return -1
}

func endsIn(name, word string) bool {
	n := len(name) - len(word)
	return n > 0 && name[n-1] == ' ' && strings.EqualFold(name[n:], word)
}

// ageAfter returns the age that stands after a name that ends at token i, "Ann Lee, 46, …"; empty for none.
func (s *scene) ageAfter(i int) string {
	if i+2 >= len(s.d.Tokens) || s.d.Form(i) != "," && s.d.Form(i) != "(" {
		return ""
	}
	if f := s.d.Form(i + 1); len(f) < 4 && f[0] >= '1' && f[0] <= '9' && s.word(i+2).UPOS == syntax.PUNCT {
		return f
	}
	return ""
}

// addWords gives a named organization or country the words of description m, which syntax ties to it: "its Dutch owner, Van Loon".
func (s *scene) addWords(m int) {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	if in.link < 0 || s.info[in.link].class != nameClass {
		return
	}
	e := s.entityOf(in.link)
	if e < 0 || s.set.Entities[e].Kind != readout.Organization && s.set.Entities[e].Kind != readout.Country {
		return
	}
	for i := x.First; i <= x.Head; i++ {
		switch s.word(i).UPOS {
		case syntax.ADJ, syntax.NOUN, syntax.PROPN:
			if t := &s.set.traits[e]; len(t.words) < maxRoles {
				t.words = append(t.words, strings.ToLower(s.d.Form(i)))
			}
		}
	}
}
