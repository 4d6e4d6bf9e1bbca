package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// A role is the words of an office, a profession or a relation as the article words them: tokens first <= i < end.
type role struct {
	first, end int
	head       string // in lower case
}

const (
	maxRole  = 12 // tokens of a title before a name
	maxRoles = 20 // of one person
)

// beforeName reads the titles before the name of mention m.
func (s *scene) beforeName(m int) {
	x := &s.set.Mentions[m]
	in := &s.info[m]
	if s.set.Names[s.name[x.First]].Kind != readout.Person {
		return
	}
	for j := x.First; j >= 0 && j < x.End && s.marks[j]&isAddress != 0; j++ { // inside the name
		in.address = true
		in.title = titleGender(s.marks[j])
	}
	if _, address, g := s.titles(x.First); address || g != unknown {
		in.address = in.address || address
		if g != unknown {
			in.title = g
		}
	}
	in.gender = in.title
}

func titleGender(marks uint32) gender {
	switch marks & (sayMale | sayFemale) {
	case sayMale:
		return male
	case sayFemale:
		return female
	}
	return unknown
}

// titles returns the role that stands right before a name that begins at token first, whether a form of address
// does, and what gender they tell.
func (s *scene) titles(first int) (r role, address bool, g gender) {
	sent := s.d.Sentences[s.sent[first]]
	j := first - 1
	for ; j >= sent.First && s.addresses(j); j-- {
		address = true
		if t := titleGender(s.marks[j]); t != unknown {
			g = t
		}
	}
	if j < sent.First || !s.titular(j) {
		return r, address, g
	}
	r.end = j + 1
	if t := titleGender(s.marks[j]); t != unknown && s.marks[j]&isAddress == 0 {
		g = t
	} else if t := s.lex.nouns[strings.ToLower(s.t.Words[j].Lemma)].gender; t != unknown && g == unknown {
		g = t
	}
	r.head = strings.ToLower(s.t.Words[j].Lemma)
	phrase := s.marks[j] & (isRole | inPhrase)
	for j > sent.First && first-j < maxRole {
		k := j - 1
		if phrase == isRole|inPhrase && s.marks[k]&(isRole|inPhrase) == phrase { // within "Secretary of State"
			j--
			if n, ok := s.lex.nouns[strings.ToLower(s.t.Words[j].Lemma)]; ok && n.kind == readout.Person {
				r.head = strings.ToLower(s.t.Words[j].Lemma)
			}
			continue
		}
		w := s.word(k)
		ok := false
		switch w.UPOS {
		case syntax.NOUN, syntax.PROPN, syntax.ADJ, syntax.NUM:
			ok = true
		case syntax.PART:
			ok = w.XPOS == syntax.TagPOS
		case syntax.PUNCT:
			ok = s.d.Form(k) == "-" && k > sent.First && adjacent(s.d, k-1) && adjacent(s.d, k)
		}
		if len(strings.TrimSuffix(s.d.Form(k), ".")) == 1 && w.UPOS != syntax.PUNCT || w.Rel == syntax.OblUnmarked {
			ok = false
		}
		if n := s.name[k]; ok && n >= 0 && s.set.Names[n].Kind == readout.Person {
			ok = false // "Clinton aide Huma Abedin" keeps "aide" alone
		}
		if !ok {
			break
		}
		j--
	}
	for j < r.end-1 && (s.word(j).XPOS == syntax.TagPOS || s.word(j).UPOS == syntax.PUNCT) {
		j++
	}
	r.first = j
	return r, address, g
}

// addresses reports whether token i is a form of address and no role as well.
func (s *scene) addresses(i int) bool {
	return s.marks[i]&(isAddress|isRole) == isAddress && capitalized(s.d.Form(i))
}

// titular reports whether token i can be the last word of a title.
func (s *scene) titular(i int) bool {
	w := s.word(i)
	if s.marks[i]&isRole != 0 && (capitalized(s.d.Form(i)) || w.UPOS == syntax.NOUN || w.UPOS == syntax.PROPN) {
		return true
	}
	if w.UPOS != syntax.NOUN && w.UPOS != syntax.PROPN || w.XPOS == syntax.TagNNS {
		return false
	}
	if n, ok := s.lex.nouns[strings.ToLower(w.Lemma)]; ok {
		return n.kind == readout.Person
	}
	// Of nouns that no list knows, those on which the parser hung the name: "Kenyan sprinter Joseph Kiptanui".
	n := s.word(i + 1)
	return s.name[i] < 0 && n.Head == i && (n.Rel == syntax.Flat || n.Rel == syntax.Appos)
}

// roles gives the persons the roles that the article tells, in the order of the text.
func (s *scene) roles() {
	for m := range s.info {
		in := &s.info[m]
		x := &s.set.Mentions[m]
		switch in.class {
		case nameClass:
			e := s.entityOf(m)
			if e >= 0 && s.set.Entities[e].Kind == readout.Organization && s.set.traits[e].land == "" {
				s.set.traits[e].land = s.landOf(m)
			}
			if e < 0 || s.set.Entities[e].Kind != readout.Person {
				continue
			}
			if r, _, _ := s.titles(x.First); r.end > r.first {
				s.addRole(e, r)
			}
			if a := s.ageAfter(x.End); a != "" {
				s.set.traits[e].age = a
			}
			s.tried(m, e)
		case nominalClass:
			s.addWords(m)
			if in.link < 0 || in.noun.kind != readout.Person || in.number == plural {
				continue
			}
			e := s.entityOf(in.link)
			if e < 0 || s.info[in.link].class != nameClass || s.set.Entities[e].Kind != readout.Person {
				continue
			}
			first := x.First
			for first < x.Head && (s.word(first).UPOS == syntax.DET || s.word(first).UPOS == syntax.PRON || s.word(first).UPOS == syntax.ADV) {
				first++
			}
			head := x.Head
			for j := head + 1; j < x.End; j++ {
				if s.secondHead(j) {
					head = j
				}
			}
			s.addRole(e, role{first, x.End, strings.ToLower(s.word(head).Lemma)})
			if s.word(x.Head).Lemma == "counterpart" {
				s.sharedRole(m, e)
			}
		}
	}
}

// landOf returns the code of the country that the words right before name m tell, "Italy's Tessara", "Dutch paint maker Colorix"; empty for none.
func (s *scene) landOf(m int) string {
	x := &s.set.Mentions[m]
	for i := x.First - 1; i >= max(0, x.First-5) && s.sent[i] == s.sent[x.First]; i-- {
		if s.marks[i]&(isCountry|isDemonym) != 0 && capitalized(s.d.Form(i)) {
			if c, ok := s.lex.countries[chain(0, s.d.Tokens[i].Lower)]; ok && (s.marks[i]&isDemonym != 0 || s.word(i+1).XPOS == syntax.TagPOS) {
				return s.lex.codes[c]
			}
		}
		switch u := s.word(i).UPOS; {
		case u == syntax.NOUN, u == syntax.ADJ, u == syntax.PROPN && s.name[i] < 0, s.word(i).XPOS == syntax.TagPOS, s.d.Form(i) == "-":
		default:
			return ""
		}
	}
	return ""
}

// tried notes that person e, mention m, is the accused of a case: "Lee denies arson", "Lee, who is charged with arson".
func (s *scene) tried(m, e int) {
	x := &s.set.Mentions[m]
	w := s.word(x.Head)
	verbs := []int{w.Head}
	for c := s.t.FirstChild(x.Head); c >= 0; c = s.t.NextChild(c) {
		if r := s.word(c).Rel; r == syntax.Acl || r == syntax.AclRelcl {
			verbs = append(verbs, c)
		}
	}
	for i, v := range verbs {
		if v < 0 {
			continue
		}
		l := s.word(v).Lemma
		if i == 0 && w.Rel == syntax.Nsubj && s.lex.is("tried for", l) || (i > 0 || w.Rel == syntax.NsubjPass) && s.word(v).XPOS == syntax.TagVBN && s.lex.is("tried by", l) {
			for _, noun := range s.lex.signs["tried"] {
				if !slices.Contains(s.byRole[noun], e) {
					s.byRole[noun] = append(s.byRole[noun], e)
				}
			}
		}
	}
}

func (s *scene) addRole(e int, r role) {
	if len(s.set.Entities[e].Roles) >= maxRoles {
		return
	}
	words := s.d.Range(r.first, r.end).In(s.d.Text)
	t := &s.set.traits[e]
	fresh := true
	for _, h := range t.heads {
		fresh = fresh && h != r.head
	}
	if fresh {
		t.heads = append(t.heads, r.head)
		s.byRole[r.head] = append(s.byRole[r.head], e)
	}
	if t.gender == unknown {
		t.gender = s.lex.nouns[r.head].gender
	}
	for _, old := range s.set.Entities[e].Roles {
		if strings.EqualFold(old, words) {
			return
		}
	}
	s.set.Entities[e].Roles = append(s.set.Entities[e].Roles, words)
}

// entityOf returns the entity of a mention as far as it is known; names are known from the beginning.
func (s *scene) entityOf(m int) int {
	if s.info[m].class == nameClass {
		return s.named[m]
	}
	return s.set.Mentions[m].Entity
}
