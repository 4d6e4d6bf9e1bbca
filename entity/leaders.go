package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// leadersOf returns the group that "the leaders of Serbia and Croatia" means, or -1: of each of the names after "of" the person
// whom the article, anywhere, gives such a role.
func (s *scene) leadersOf(m int, lemma string) int {
	x := &s.set.Mentions[m]
	if s.info[m].noun.kind != readout.Person || x.End-x.Head < 4 || s.word(x.Head+1).Lemma != "of" {
		return -1
	}
	var members []int
	for i := x.Head + 2; i < x.End; i++ {
		n := s.name[i]
		if n < 0 || s.set.Names[n].First != i {
			continue
		}
		e := s.leaderOf(s.set.Names[n].First, s.set.Names[n].End, m, lemma)
		if e < 0 {
			return -1
		}
		members = append(members, e)
	}
	if len(members) < 2 || !distinct(members) {
		return -1
	}
	first := x.First
	for first < x.Head && s.word(first).UPOS == syntax.DET {
		first++
	}
	return s.group(s.d.Range(first, x.End).In(s.d.Text), members, m)
}

// listed returns those whose names follow the plural description m between commas, "The foreign ministers, Ann Lee and Kemal Aydin, …"; nil for none.
func (s *scene) listed(m int) []int {
	x := &s.set.Mentions[m]
	if s.info[m].noun.kind == "" || x.End+1 >= len(s.d.Tokens) || s.d.Form(x.End) != "," {
		return nil
	}
	for k := m + 1; k < len(s.info) && s.set.Mentions[k].First <= x.End+1; k++ {
		y := &s.set.Mentions[k]
		if y.First != x.End+1 || s.info[k].class != coordination || y.End >= len(s.d.Tokens) || s.d.Form(y.End) != "," && s.d.Form(y.End) != "." {
			continue
		}
		var members []int
		for _, o := range s.info[k].members {
			if s.info[o].class != nameClass || s.named[o] < 0 || s.set.Entities[s.named[o]].Kind != s.info[m].noun.kind {
				return nil
			}
			members = append(members, s.named[o])
		}
		if distinct(members) {
			return members
		}
	}
	return nil
}

// leaderOf returns the first person whose role fits a plural of lemma, mention m, and is one of the land or body named by tokens
// first <= i < end; -1 for none.
func (s *scene) leaderOf(first, end, m int, lemma string) int {
	best := -1
	for _, head := range append([]string{lemma}, s.lex.sameRoles[lemma]...) {
		words := strings.Fields(head)
		for _, e := range s.byRole[words[len(words)-1]] {
			if best >= 0 && s.set.traits[e].first >= s.set.traits[best].first {
				continue
			}
			roles := slices.Concat(s.set.Entities[e].Roles, s.set.traits[e].also)
			if slices.ContainsFunc(roles, func(r string) bool {
				r = strings.ToLower(r)
				return strings.Contains(r, head) && s.modified(m, r)
			}) && slices.ContainsFunc(roles, func(r string) bool { return s.roleOf(strings.ToLower(r), first, end) }) {
				best = e
			}
		}
	}
	return best
}

// modified reports whether what modifies the head of mention m stands in a role too: "the foreign ministers of …".
func (s *scene) modified(m int, role string) bool {
	x := &s.set.Mentions[m]
	for i := x.First; i < x.Head; i++ {
		switch s.word(i).UPOS {
		case syntax.ADJ, syntax.NOUN, syntax.PROPN:
			if !strings.Contains(role, strings.ToLower(s.d.Form(i))) {
				return false
			}
		}
	}
	return true
}

// roleOf reports whether a role, in lower case, is one of the land or body that tokens first <= i < end name: by its name, or
// by an adjective of the same country or made of the name ("Karvian" of Karvia).
func (s *scene) roleOf(role string, first, end int) bool {
	name := strings.ToLower(s.d.Range(first, end).In(s.d.Text))
	if strings.Contains(role, name) {
		return true
	}
	country, known := s.lex.countries[hash(s.d, first, end)]
	stem := strings.TrimRight(name, "aeiouy")
	for w := range strings.FieldsSeq(role) {
		if c, ok := s.lex.countries[chain(0, text.HashLower(w))]; known && ok && c == country {
			return true
		}
		if len(stem) > 3 && strings.HasPrefix(w, stem) && len(w)-len(stem) < 5 {
			return true
		}
	}
	return false
}

// sharedRole gives person e, whom description m calls a counterpart, the role of the one who is named with a title before: "Foreign Minister Ilian
// Dragov and his Sarkeshi counterpart, …".
func (s *scene) sharedRole(m, e int) {
	x := &s.set.Mentions[m]
	for k := m - 1; k >= 0 && s.sent[s.set.Mentions[k].First] >= s.sent[x.First]-1; k-- {
		y := &s.set.Mentions[k]
		if s.info[k].class != nameClass || s.named[k] < 0 || s.named[k] == e || s.set.Entities[s.named[k]].Kind != readout.Person {
			continue
		}
		r, _, _ := s.titles(y.First)
		if r.end <= r.first {
			continue
		}
		var words []string
		for i := x.First; i < x.Head; i++ {
			if s.marks[i]&isDemonym != 0 || capitalized(s.d.Form(i)) && s.word(i).Head == x.Head {
				words = append(words, strings.ToLower(s.d.Form(i)))
			}
		}
		for i := r.first; i < r.end; i++ {
			if s.marks[i]&isDemonym == 0 {
				words = append(words, strings.ToLower(s.d.Form(i)))
			}
		}
		t := &s.set.traits[e]
		t.also = append(t.also, strings.Join(words, " "))
		s.byRole[r.head] = append(s.byRole[r.head], e)
		return
	}
}
