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
	traded map[string]bool     // spoken of as companies are: "Zeewind's shares", "a stake in Zeewind", "Zeewind said it …"
	ruled  map[string]bool     // spoken of as countries are: "Kalora's parliament"
	lies   map[string]bool     // called a place: "the island of Don Sahong"
	within map[string]bool     // "in" stands before them
	acts   map[string]bool     // subjects of verbs, or possessors
}

// stand looks over the capitalized words of the article once.
func (s *scene) stand() standing {
	w := standing{map[string][]string{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
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
			w.traded[lower] = w.traded[lower] || s.has("company has", i+2)
			w.ruled[lower] = w.ruled[lower] || s.has("land has", i+2)
		}
		if i+1 < len(s.d.Tokens) && s.word(i+1).UPOS == syntax.NOUN && s.lex.is("company has", s.word(i+1).Lemma) { // "Hallbrook shares"
			w.traded[lower] = true
		}
		if i > 1 && s.word(i-1).XPOS == syntax.TagPOS && s.marks[i-2]&isCountry != 0 { // "Japan's Marubeni"
			w.traded[lower] = true
		}
		if i > 1 && s.d.Form(i-1) == "," && s.lex.is("place called", strings.ToLower(s.d.Form(i-2))) {
			w.lies[lower] = true
		}
		if i > 0 && strings.EqualFold(s.d.Form(i-1), "in") {
			w.within[lower] = true
		}
		if i > 1 {
			before := strings.ToLower(s.d.Form(i-2) + " " + s.d.Form(i-1))
			w.traded[lower] = w.traded[lower] || s.lex.is("company of", before) || s.ofSelf(i)
			w.ruled[lower] = w.ruled[lower] || s.lex.is("land of", before)
			w.lies[lower] = w.lies[lower] || s.lex.is("place of", before)
		}
	}
	return w
}

// has reports whether at token i a noun, or an adjective and a noun, begins that is one by which signs.txt tells what.
func (s *scene) has(what string, i int) bool {
	if i >= len(s.d.Tokens) {
		return false
	}
	return s.lex.is(what, strings.ToLower(s.word(i).Lemma)) || i+1 < len(s.d.Tokens) && s.lex.is(what, strings.ToLower(s.d.Form(i)+" "+s.d.Form(i+1)))
}

// ofSelf reports whether the name that ends at token i says something of itself as none but an organization does: "Zeewind said it would …".
func (s *scene) ofSelf(i int) bool {
	v := s.word(i).Head
	if v <= i || v > i+3 || !subject(s.word(i).Rel) || !s.verbOf(v, s.lex.sayVerbs) || v+2 >= len(s.d.Tokens) {
		return false
	}
	at := v + 1
	for at < v+4 && at+1 < len(s.d.Tokens) && (s.marks[at]&isMonth != 0 || s.word(at).UPOS == syntax.ADP || s.word(at).Lemma == "that") { // "said on Monday that it"
		at++
	}
	if !strings.EqualFold(s.d.Form(at), "it") || at+1 >= len(s.d.Tokens) {
		return false
	}
	next := s.word(at + 1)
	return next.UPOS == syntax.AUX && s.word(next.Head).UPOS == syntax.VERB || next.UPOS == syntax.VERB
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
		if n.Kind == readout.Person && n.End-n.First > 1 && s.marks[n.First]&(isMale|isFemale|isAddress) == 0 && s.behind(n.End).kind == readout.Organization {
			n.Kind = readout.Organization // "Turismo Salkantay, a company in Cusco, …"
		}
		if n.End-n.First != 1 || n.Kind != readout.Person && n.Kind != readout.Other && n.Kind != readout.Organization && n.Kind != readout.Place {
			continue
		}
		if persons == nil {
			persons = s.wordsOfPersons()
		}
		w := strings.ToLower(s.d.Form(n.First))
		if persons[w] || s.marks[n.First]&(isMale|isFemale|isOrg|isDemonym|isGroup|isRole) != 0 || n.Kind == readout.Place && s.marks[n.First]&(isCity|isRegion|isCountry) != 0 || len(w) < 4 {
			continue
		}
		switch {
		case len(s.lex.knownAs[w]) > 0:
			kinds[w] = readout.Organization
		case stand.hasPeople(w), n.Kind == readout.Person && stand.ruled[w]:
			kinds[w] = readout.Country
		case (n.Kind == readout.Person || n.Kind == readout.Organization) && stand.lies[w]:
			kinds[w] = readout.Place
		case n.Kind != readout.Organization && (stand.traded[w] || s.firm(n.First) || s.behind(n.End).either || s.behind(n.End).kind == readout.Organization):
			kinds[w] = readout.Organization
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

// firm reports whether what stands before a name calls it a company: "its rival Ondara", "paint maker Colorix".
func (s *scene) firm(i int) bool {
	r, _, _ := s.titles(i)
	return r.end > r.first && (s.lex.nouns[r.head].either || s.lex.nouns[r.head].kind == readout.Organization)
}

// behind returns what is known of the noun of the description in commas behind a name, which ends before token i: "Ondara, the biggest maker of vans, …".
func (s *scene) behind(i int) noun {
	if i+2 >= len(s.d.Tokens) || s.d.Form(i) != "," || s.word(i+1).UPOS != syntax.DET && s.word(i+1).XPOS != syntax.TagPRPS {
		return noun{}
	}
	for j := i + 2; j < min(i+8, len(s.d.Tokens)); j++ {
		switch w := s.word(j); w.UPOS {
		case syntax.NOUN:
			if j+1 < len(s.d.Tokens) && (s.word(j+1).UPOS == syntax.NOUN || s.word(j+1).XPOS == syntax.TagPOS) {
				continue
			}
			n := s.lex.nouns[w.Lemma]
			if strings.HasSuffix(w.Lemma, "maker") {
				n.either = true
			}
			if w.XPOS != syntax.TagNN {
				return noun{}
			}
			return n
		case syntax.ADJ, syntax.PROPN, syntax.NUM, syntax.ADV:
		default:
			if w.XPOS != syntax.TagPOS && s.d.Form(j) != "-" {
				return noun{}
			}
		}
	}
	return noun{}
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
