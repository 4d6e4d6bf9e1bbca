package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// A standing is what an article shows of capitalized words, in lower case, wherever they stand.
type standing struct {
	stems  map[string][]string // words without an ending of peoples, to the adjectives that have them, two at most
	traded map[string]bool     // spoken of as companies are: "Zeewind's shares", "a stake in Zeewind"
	within map[string]bool     // "in" stands before them
	acts   map[string]bool     // subjects of verbs, or possessors
}

// stand looks over the capitalized words of the article once.
func (s *scene) stand() standing {
	w := standing{map[string][]string{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for i := range s.d.Tokens {
		form := s.d.Form(i)
		if !capitalized(form[:1]) || len(form) < 4 {
			continue
		}
		lower := strings.ToLower(form)
		switch r := s.word(i).Rel; {
		case r == syntax.Amod, r == syntax.Compound, r == syntax.NmodDesc, s.name[i] >= 0 && s.set.Names[s.name[i]].Kind == readout.Group:
			w.people(s.lex.signs["people"], lower)
		case subject(r):
			w.acts[lower] = true
		}
		if i+1 < len(s.d.Tokens) && s.word(i+1).XPOS == syntax.TagPOS {
			w.acts[lower] = true
			if i+2 < len(s.d.Tokens) && s.lex.is("company has", strings.ToLower(s.word(i+2).Lemma)) {
				w.traded[lower] = true
			}
		}
		if i > 0 && strings.EqualFold(s.d.Form(i-1), "in") {
			w.within[lower] = true
		}
		if i > 1 && s.lex.is("company of", strings.ToLower(s.d.Form(i-2)+" "+s.d.Form(i-1))) {
			w.traded[lower] = true
		}
	}
	return w
}

// people notes of what names an adjective or a people may be made.
func (w *standing) people(endings []string, lower string) {
	for _, end := range endings {
		stem, ok := strings.CutSuffix(lower, end)
		if ok && len(stem) > 2 && len(w.stems[stem]) < 2 && !slices.Contains(w.stems[stem], lower) {
			w.stems[stem] = append(w.stems[stem], lower)
		}
	}
}

// hasPeople reports whether the article has an adjective or a people made of a name in lower case.
func (w *standing) hasPeople(name string) bool {
	for _, people := range w.stems[strings.TrimRight(name, "aeiouy")] {
		if people != name {
			return true
		}
	}
	return false
}

// lands makes lone words that were taken for persons the countries, places and companies that they are: the article has an adjective made of them,
// something happens in them, or they have shares. Words with which a person is named in full, by a title or by a known first name stay.
func (s *scene) lands() {
	stand := s.stand()
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
		case n.Kind == readout.Person && stand.traded[w]:
			kinds[w] = readout.Organization
		case stand.hasPeople(w):
			kinds[w] = readout.Country
		case n.Kind == readout.Person && (stand.within[w] && !stand.acts[w] || s.seat(n.First)):
			n.Kind = readout.Place
		}
	}
	s.nameless(kinds, &stand)
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
func (s *scene) nameless(kinds map[string]readout.EntityKind, stand *standing) {
	var added []Name
	for i := range s.d.Tokens {
		form := s.d.Form(i)
		if s.name[i] >= 0 || s.word(i).UPOS != syntax.PROPN || len(form) < 5 || !capitalized(form[:1]) || s.marks[i] != 0 {
			continue
		}
		if w := strings.ToLower(form); kinds[w] == readout.Country || stand.hasPeople(w) {
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

// seat reports whether a word tells whom somebody sits for: "the MP for Crawley".
func (s *scene) seat(i int) bool {
	return i > 1 && s.d.Form(i-1) == "for" && s.lex.is("seat", s.d.Form(i-2))
}
