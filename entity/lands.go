package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// Endings of adjectives and peoples that are made of a country's name without its last vowels: "Tovarian", "Sarkeshi".
var peopleEndings = []string{"ian", "ians", "an", "ans", "n", "ns", "i", "is", "ese", "ish", "ic", "er", "ers"}

// lands makes lone words that were taken for persons the countries, places and companies that they are: the article has an adjective made of them,
// something happens in them, or they have shares. Words with which a person is named in full, by a title or by a known first name stay.
func (s *scene) lands() {
	kinds := map[string]readout.EntityKind{}
	var persons map[string]bool
	for i := range s.set.Names {
		n := &s.set.Names[i]
		if n.Kind == readout.Person && n.End+1 < len(s.d.Tokens) && s.d.Form(n.End) == "," && s.d.Form(n.End+1) == "which" {
			n.Kind = readout.Organization // "Serra Alta, which employs 900 people"
		}
		if n.End-n.First != 1 || n.Kind != readout.Person && n.Kind != readout.Other && n.Kind != readout.Organization {
			continue
		}
		if persons == nil {
			persons = s.wordsOfPersons()
		}
		w := strings.ToLower(s.d.Form(n.First))
		if persons[w] || s.marks[n.First]&(isMale|isFemale|isOrg|isDemonym|isGroup|isRole) != 0 || len(w) < 4 {
			continue
		}
		switch {
		case n.Kind == readout.Person && s.traded(w):
			kinds[w] = readout.Organization
		case s.hasPeople(w):
			kinds[w] = readout.Country
		case n.Kind == readout.Person && (s.within(w) || s.seat(n.First)):
			n.Kind = readout.Place
		}
	}
	s.nameless(kinds)
	for i := range s.set.Names {
		n := &s.set.Names[i]
		if n.End-n.First != 1 || len(kinds) == 0 || n.Kind == readout.Group {
			continue
		}
		if k, ok := kinds[strings.ToLower(s.d.Form(n.First))]; ok {
			n.Kind = k
		}
	}
}

// nameless makes names of lone words that no name covers where the article has an adjective made of them, or where kinds has them.
func (s *scene) nameless(kinds map[string]readout.EntityKind) {
	var added []Name
	for i := range s.d.Tokens {
		form := s.d.Form(i)
		if s.name[i] >= 0 || s.word(i).UPOS != syntax.PROPN || len(form) < 5 || !capitalized(form[:1]) || s.marks[i] != 0 {
			continue
		}
		if w := strings.ToLower(form); kinds[w] == readout.Country || s.hasPeople(w) {
			kinds[w] = readout.Country
			added = append(added, Name{i, i + 1, readout.Country})
		}
	}
	if added == nil {
		return
	}
	s.set.Names = append(s.set.Names, added...)
	slices.SortFunc(s.set.Names, func(a, b Name) int { return a.First - b.First })
	for k, n := range s.set.Names {
		for j := n.First; j < n.End; j++ {
			s.name[j] = int32(k)
		}
	}
}

// wordsOfPersons returns the words, in lower case, of the names of persons that are told in full or with a title.
func (s *scene) wordsOfPersons() map[string]bool {
	words := map[string]bool{}
	for _, n := range s.set.Names {
		if n.Kind != readout.Person {
			continue
		}
		p := s.partsOf(n.First, n.End)
		r, address, g := s.titles(n.First)
		if len(p) > 1 || r.end > r.first && !s.lex.nouns[r.head].either || address || g != unknown || n.End-n.First > len(p) {
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

// What companies have, and is said to be in or of them.
var (
	companyHas = []string{"share", "stock", "board", "shareholder", "headquarters", "subsidiary", "revenue", "profit", "turnover", "investor", "bondholder"}
	companyOf  = []string{"shares in", "stake in", "percent of", "% of", "shareholder in", "investor in", "shareholders in", "investors in", "shares of"}
)

// traded reports whether the article speaks of a word in lower case as of a company: "Zeewind's shares", "a stake in Zeewind".
func (s *scene) traded(w string) bool {
	for i := range s.d.Tokens {
		if !strings.EqualFold(s.d.Form(i), w) {
			continue
		}
		if i+2 < len(s.d.Tokens) && s.word(i+1).XPOS == syntax.TagPOS && slices.Contains(companyHas, strings.ToLower(s.word(i+2).Lemma)) {
			return true
		}
		if i > 1 && slices.Contains(companyOf, strings.ToLower(s.d.Form(i-2)+" "+s.d.Form(i-1))) {
			return true
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
