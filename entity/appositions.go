package entity

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// links ties mentions that mean the same by syntax: appositions, predicates, relative pronouns.
func (s *scene) links() {
	for m := range s.info {
		in := &s.info[m]
		x := &s.set.Mentions[m]
		switch {
		case in.class == pronounClass && (in.pronoun.person == 0):
			if h := s.relative(x.Head); h >= 0 && s.headed[h] >= 0 {
				in.link = s.mentionOf(h)
			}
			if n := s.personBefore(x.First); n >= 0 {
				in.link = s.mentionOf(s.head(s.set.Names[n].First, s.set.Names[n].End))
			}
		case in.class == nominalClass:
			in.link = s.sameAs(m)
		}
	}
}

// personBefore returns the name of a person right before ", who", the relative pronoun at token i, whatever the parser hung the clause on: its index in
// the names; -1 for none.
func (s *scene) personBefore(i int) int {
	if t := s.word(i).XPOS; t != syntax.TagWP && t != syntax.TagWPS || i < 2 || s.d.Form(i-1) != "," || s.sent[i-2] != s.sent[i] {
		return -1
	}
	n := s.name[i-2]
	if n < 0 || s.set.Names[n].Kind != readout.Person || s.set.Names[n].End != i-1 {
		return -1
	}
	return int(n)
}

// mentionOf returns the mention that token h heads, inner before outer, or -1. A title before a name stands for the name.
func (s *scene) mentionOf(h int) int {
	if s.headed[h] >= 0 || !s.titled[h] {
		return int(s.headed[h])
	}
	for i := h + 1; i < min(h+maxRole, len(s.d.Tokens)); i++ {
		if n := s.name[i]; n >= 0 && s.set.Names[n].Kind == readout.Person {
			return int(s.headed[s.head(s.set.Names[n].First, s.set.Names[n].End)])
		}
	}
	return -1
}

func (s *scene) sameAs(m int) int {
	x := &s.set.Mentions[m]
	in := &s.info[m]
	w := s.word(x.Head)
	fits := func(o int) bool {
		if o < 0 || o == m || s.set.Mentions[o].First >= x.First && s.set.Mentions[o].End <= x.Head || s.info[o].class == pronounClass && s.info[o].pronoun.person != 3 {
			return false
		}
		k := in.noun.kind
		if s.info[o].class == nameClass {
			switch s.set.Names[s.name[s.set.Mentions[o].First]].Kind {
			case readout.Person:
				return k == readout.Person && in.number == singular
			case readout.Organization:
				return k == readout.Organization || k == readout.Group || in.noun.either && in.number == singular
			case readout.Country, readout.Place:
				return k == readout.Country || k == readout.Place
			case readout.Other:
				return k == readout.Document
			}
			return k == readout.Group
		}
		if s.info[o].class == pronounClass {
			return k == readout.Person && in.number == s.info[o].number
		}
		return k != "" && k == s.info[o].noun.kind && in.number == s.info[o].number
	}
	o := s.nameBefore(m)
	if o >= 0 && in.noun.kind == readout.Organization && in.det == definite { // "Homely Care, the agency, …"
		if n := &s.set.Names[s.name[s.set.Mentions[o].First]]; n.Kind == readout.Other {
			n.Kind = readout.Organization
		}
	}
	if fits(o) {
		return o
	}
	if w.Rel == syntax.Appos && w.Head >= 0 {
		if o := s.mentionOf(w.Head); fits(o) {
			return o
		}
	}
	if o := s.nameAfter(m); fits(o) {
		return o
	}
	if o := s.nameBeside(m); fits(o) {
		return o
	}
	for c := s.t.FirstChild(x.Head); c >= 0; c = s.t.NextChild(c) {
		if l := s.word(c).Lemma; s.word(c).Rel == syntax.Acl && (l == "name" || l == "call") { // "a man named Mario"
			for k := s.t.FirstChild(c); k >= 0; k = s.t.NextChild(k) {
				if o := s.mentionOf(k); k > c && fits(o) && s.info[o].class == nameClass {
					return o
				}
			}
		}
		if s.word(c).Rel == syntax.Appos || s.word(c).Rel == syntax.NmodDesc || s.word(c).Rel == syntax.Flat {
			if o := s.mentionOf(c); fits(o) && s.info[o].class == nameClass {
				return o
			}
		}
	}
	if h := w.Head; h >= 0 && w.Rel == syntax.Nsubj && in.det == definite && s.t.Child(h, syntax.Cop) >= 0 && !s.negated(h) { // "The star was Ann Lee"
		o := s.mentionOf(h)
		for steps := 0; steps < 3 && o > m && s.info[o].class == nominalClass; steps++ {
			if o = s.nameAfter(o); o < 0 {
				break
			}
		}
		if fits(o) && s.info[o].class == nameClass {
			return o
		}
	}
	if c := s.t.Child(x.Head, syntax.Cop); c >= 0 && s.t.Child(x.Head, syntax.Aux) < 0 && in.det != quantified {
		if sub := s.t.Child(x.Head, syntax.Nsubj); sub >= 0 && !s.negated(x.Head) {
			o := s.mentionOf(sub)
			if o >= 0 && s.info[o].class == pronounClass && s.info[o].pronoun.person == 0 { // "Jason, who is our editor"
				o = s.info[o].link
			}
			if fits(o) && o < m {
				return o
			}
		}
	}
	return -1
}

// nameBefore returns the name that description m explains between commas, "Vy, the rail operator, …", or -1.
func (s *scene) nameBefore(m int) int {
	x := &s.set.Mentions[m]
	in := &s.info[m]
	if in.det != definite && in.det != possessed && in.det != indefinite || s.word(x.Head).Rel == syntax.Conj || x.First < 2 || s.d.Form(x.First-1) != "," {
		return -1
	}
	if x.End >= len(s.d.Tokens) {
		return -1
	}
	switch f := s.d.Form(x.End); {
	case f == "," || f == "." || s.word(x.End).XPOS == syntax.TagWP || s.word(x.End).XPOS == syntax.TagWDT:
	case s.word(x.End).UPOS == syntax.ADP && s.word(x.Head).End < len(s.d.Tokens) && s.word(s.word(x.Head).End).UPOS == syntax.PUNCT: // "Ann Lee, the MP for Derby, …"
	default:
		return -1
	}
	end := x.First - 1
	if end > 3 && s.word(end-1).UPOS == syntax.NUM && s.d.Form(end-2) == "," { // "Ana Kovac, 58, a driver"
		end -= 2
	}
	n := s.name[end-1]
	if n < 0 || s.set.Names[n].End != end || s.sent[end-1] != s.sent[x.First] {
		return -1
	}
	if o := s.mentionOf(s.head(s.set.Names[n].First, s.set.Names[n].End)); o >= 0 && s.set.Mentions[o].Form == readout.ByName {
		// Of several only the last one, after "and": what follows the others may be one more.
		if h := s.set.Mentions[o].Head; s.word(h).Rel != syntax.Conj || s.t.Child(h, syntax.Cc) >= 0 {
			return o
		}
	}
	return -1
}

// nameBeside returns the organization whose name follows description m at once, "the union Unite", "Spanish power company Norte"; -1 for none.
func (s *scene) nameBeside(m int) int {
	x := &s.set.Mentions[m]
	at := x.Head + 1
	if s.info[m].number == plural || at >= len(s.d.Tokens) || s.name[at] < 0 || s.sent[at] != s.sent[x.Head] {
		return -1
	}
	n := &s.set.Names[s.name[at]]
	if n.First == at && n.Kind == readout.Other && s.info[m].noun.kind == readout.Organization && s.info[m].det == definite {
		n.Kind = readout.Organization
	}
	if n.First == at && n.End == at+1 && n.Kind == readout.Person && s.info[m].noun.either && s.ofThing(x) && s.marks[at]&(isMale|isFemale) == 0 { // "its rival Ondara"
		n.Kind = readout.Organization
	}
	if n.First != at || n.Kind != readout.Organization {
		return -1
	}
	h := s.head(n.First, n.End)
	if w := s.word(h); w.Head >= 0 && s.word(w.Head).Rel == syntax.AclRelcl && s.word(w.Head).Head == x.Head && !s.verbOf(w.Head, s.lex.sayVerbs) { // the company Norte bought
		return -1
	}
	return s.mentionOf(h)
}

// nameAfter returns the person or organization whose name stands between commas after description m, "The suspect, Raymond Tull, 41, …", also where
// the parser did not see that they belong together; -1 for none. A noun of no kind that we know is then one for a person: "Lee's shadow, Ann Lee, …".
func (s *scene) nameAfter(m int) int {
	x := &s.set.Mentions[m]
	in := &s.info[m]
	one := strings.EqualFold(s.d.Form(x.Head), "one") && s.headOf(x.Head)
	if in.det == bare && !one && s.word(x.Head).Rel != syntax.Conj || in.det == quantified || in.det == demonstrative || in.number == plural {
		return -1
	}
	switch in.noun.kind {
	case readout.Person, readout.Organization:
	case "":
		if in.det == indefinite || s.word(x.Head).UPOS != syntax.NOUN {
			return -1
		}
	default:
		return -1
	}
	at := x.End // past what belongs to the noun: "Its coordinator in Venezuela, Ann Lee, …"
	for at < x.End+6 && at+1 < len(s.d.Tokens) && at < s.word(x.Head).End && s.d.Form(at) != "," {
		at++
	}
	if at+1 >= len(s.d.Tokens) || s.d.Form(at) != "," || s.sent[at+1] != s.sent[x.First] {
		return -1
	}
	n := s.name[at+1]
	if k := s.personBegins(at+1, len(s.d.Tokens)); k >= 0 { // "The chairman, Sen. Ann Lee, …"
		n = s.name[k]
	}
	if n < 0 || s.set.Names[n].First <= at {
		return -1
	}
	switch k := s.set.Names[n].Kind; {
	case k == readout.Organization && in.noun.kind == readout.Organization:
	case k == readout.Person && in.noun.either && s.ofThing(x) && s.marks[s.set.Names[n].First]&(isMale|isFemale) == 0 && !s.heBehind(s.set.Names[n].End):
		s.set.Names[n].Kind = readout.Organization // "Its rival, Helix Medical, …"
	case in.noun.kind == readout.Organization && in.det != indefinite && (k == readout.Place || k == readout.Other) && s.marks[s.set.Names[n].First]&(isCity|isRegion|isCountry) == 0:
		s.set.Names[n].Kind = readout.Organization // "The company, Cobre del Norte, …"
	case k == readout.Person && in.noun.kind == "":
		if s.set.Names[n].End < s.set.Names[n].First+2 {
			return -1
		}
	case in.noun.kind != readout.Person:
		return -1
	case k == readout.Person:
	case k == readout.Organization && !in.noun.either && (in.det == possessed || in.det == definite) && s.mayBePerson(&s.set.Names[n]): // "his counterpart, Marijke de Wit, …"
		s.set.Names[n].Kind = readout.Person
	case k == readout.Other: // "Her father, Job, …"
		if in.det != possessed || s.set.Names[n].End > at+2 || in.number == plural {
			return -1
		}
		s.set.Names[n].Kind = readout.Person
	default:
		return -1
	}
	end := s.set.Names[n].End
	if end >= len(s.d.Tokens) || s.d.Form(end) != "," && s.d.Form(end) != "." && s.d.Form(end) != "(" || end+1 < len(s.d.Tokens) && s.word(end+1).UPOS == syntax.CCONJ {
		return -1
	}
	if in.noun.kind == "" {
		in.noun.kind, in.gender = readout.Person, unknown
	}
	return s.mentionOf(s.head(s.set.Names[n].First, end))
}

// mayBePerson reports whether no word of a name of two or more, at least two of them capitalized, is one of organizations or places.
func (s *scene) mayBePerson(n *Name) bool {
	capitals := 0
	for i := n.First; i < n.End; i++ {
		if s.marks[i]&(isOrg|isOrgWord|isPlaceWord|isCountry|isRegion|isDemonym) != 0 || s.lex.firmWords[s.d.Form(i)] || acronym(s.d.Form(i)) {
			return false
		}
		if capitalized(s.d.Form(i)) {
			capitals++
		}
	}
	return capitals > 1
}

// heBehind reports whether "he" or "she" stands in the sentence behind a name, which ends before token i: "Its owner, Fermin Tapia, said he …".
func (s *scene) heBehind(i int) bool {
	for j := i; j < len(s.d.Tokens) && s.sent[j] == s.sent[i-1]; j++ {
		if s.marks[j]&isPronoun != 0 {
			if p := s.lex.pronouns[chain(0, s.d.Tokens[j].Lower)]; p.gender == male || p.gender == female {
				return true
			}
		}
	}
	return false
}

// ofThing reports whether "its" stands before the noun of a description.
func (s *scene) ofThing(x *Mention) bool {
	c := s.t.Child(x.Head, syntax.NmodPoss)
	return c >= 0 && strings.EqualFold(s.d.Form(c), "its")
}

func (s *scene) negated(h int) bool {
	for c := s.t.FirstChild(h); c >= 0; c = s.t.NextChild(c) {
		if l := s.word(c).Lemma; l == "not" || l == "never" || l == "no" {
			return true
		}
	}
	return false
}
