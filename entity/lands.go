package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// Endings of adjectives and peoples that are made of a country's name without its last vowels: "Tovarian", "Sarkeshi".
var peopleEndings = []string{"ian", "ians", "an", "ans", "n", "ns", "i", "is", "ese", "ish", "ic", "er", "ers"}

// lands makes lone words that were taken for persons the countries or places that they are: the article has an adjective made of them, or
// something happens in them. Words with which a person is named in full, by a title or by a known first name stay.
func (s *scene) lands() {
	var countries []string
	var persons map[string]bool // words of the persons' names, in lower case
	for m := range s.info {
		if !s.lone(m) {
			continue
		}
		x := &s.set.Mentions[m]
		n := &s.set.Names[s.name[x.First]]
		if n.Kind != readout.Person && n.Kind != readout.Other && n.Kind != readout.Organization {
			continue
		}
		if persons == nil {
			persons = s.wordsOfPersons()
		}
		w := strings.ToLower(s.d.Form(x.First))
		if persons[w] || s.marks[x.First]&(isMale|isFemale|isOrg|isDemonym|isGroup|isRole) != 0 || len(w) < 4 {
			continue
		}
		if s.hasPeople(w) {
			n.Kind = readout.Country
			countries = append(countries, w)
		} else if n.Kind == readout.Person && (s.within(w) || s.seat(x.First)) {
			n.Kind = readout.Place
		}
	}
	for m := range s.info {
		if !s.lone(m) || len(countries) == 0 {
			continue
		}
		if n := &s.set.Names[s.name[s.set.Mentions[m].First]]; n.Kind == readout.Place && slices.Contains(countries, strings.ToLower(s.d.Form(n.First))) {
			n.Kind = readout.Country
		}
	}
}

// wordsOfPersons returns the words, in lower case, of the names of persons that are told in full or with a title.
func (s *scene) wordsOfPersons() map[string]bool {
	words := map[string]bool{}
	for m := range s.info {
		if s.info[m].class != nameClass || s.kindOf(m) != readout.Person {
			continue
		}
		p := s.parts(m)
		if r, address, g := s.titles(s.set.Mentions[m].First); len(p) > 1 || r.end > r.first || address || g != unknown || s.info[m].address {
			for _, w := range p {
				words[w] = true
			}
		}
	}
	return words
}

// hasPeople reports whether the article has an adjective or a people made of a name in lower case.
func (s *scene) hasPeople(name string) bool {
	stem := strings.TrimRight(name, "aeiouy")
	if len(stem) < 3 {
		return false
	}
	for i := range s.d.Tokens {
		form := s.d.Form(i)
		if len(form) <= len(stem) || len(form) > len(stem)+4 || !capitalized(form[:1]) || !strings.EqualFold(form[:len(stem)], stem) {
			continue
		}
		w := strings.ToLower(form)
		if w == name {
			continue
		}
		for _, end := range peopleEndings {
			if w[len(stem):] != end {
				continue
			}
			switch r := s.word(i).Rel; {
			case r == syntax.Amod, r == syntax.Compound, r == syntax.NmodDesc, s.name[i] >= 0 && s.set.Names[s.name[i]].Kind == readout.Group:
				return true
			}
		}
	}
	return false
}

// seat reports whether a word tells whom somebody sits for: "the MP for Crawley".
func (s *scene) seat(i int) bool {
	if i < 2 || s.d.Form(i-1) != "for" {
		return false
	}
	switch s.d.Form(i - 2) {
	case "MP", "TD", "MEP", "MSP", "senator", "member", "councillor", "deputy", "congressman", "congresswoman":
		return true
	}
	return false
}

// within reports whether the article has "in" right before a word in lower case, and the word nowhere as the subject of a verb.
func (s *scene) within(w string) bool {
	in := false
	for i := 1; i < len(s.d.Tokens); i++ {
		if !strings.EqualFold(s.d.Form(i), w) {
			continue
		}
		if subject(s.word(i).Rel) || i+1 < len(s.d.Tokens) && s.word(i+1).XPOS == syntax.TagPOS {
			return false
		}
		in = in || strings.EqualFold(s.d.Form(i-1), "in")
	}
	return in
}
