package entity

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// resolve gives every mention its entity, in the order of the text. decide picks the antecedents of pronouns.
func (s *scene) resolve(decide func(*Choice) int) *Set {
	s.cluster()
	s.lead()
	s.opening()
	s.foretold()
	s.roles()
	s.headWords()
	c := &Choice{s: s}
	s.done = make([]bool, len(s.info))
	for m := range s.info {
		if s.info[m].class == coordination {
			s.pending = append(s.pending, m)
			continue
		}
		s.meet(c, m, decide)
		s.settle(m)
	}
	for len(s.pending) > 0 {
		s.settle(len(s.info))
		if n := len(s.pending); n > 0 {
			s.pending = s.pending[:n-1]
		}
	}
	s.wholePhrases()
	s.titledNames()
	return s.set
}

// meet gives mention m its entity; before a description, whom it belongs to gets one.
func (s *scene) meet(c *Choice, m int, decide func(*Choice) int) {
	if s.done[m] {
		return
	}
	s.done[m] = true
	switch s.info[m].class {
	case nameClass:
		s.refer(m, s.named[m])
	case pronounClass:
		s.refer(m, s.pronounEntity(c, m, decide))
	case nominalClass:
		owner, o := -1, -1
		if s.info[m].det == possessed {
			if o = s.possessor(m); o >= 0 && o != m && s.info[o].class != coordination && s.set.Mentions[o].First >= s.set.Mentions[m].First {
				s.meet(c, o, decide)
				owner = s.set.Mentions[o].Entity
			}
		}
		e := s.nominalEntity(m, owner)
		s.refer(m, e)
		if o >= 0 && s.info[m].number != plural {
			s.bind(owner, e, strings.ToLower(s.word(s.set.Mentions[m].Head).Lemma))
		}
	}
}

// settle makes groups of the coordinations whose last member is mention m or stands before it.
func (s *scene) settle(m int) {
	for len(s.pending) > 0 {
		p := s.pending[len(s.pending)-1]
		ms := s.info[p].members
		if ms[len(ms)-1] > m {
			return
		}
		s.pending = s.pending[:len(s.pending)-1]
		var members []int
		for i, k := range ms {
			if e := s.set.Mentions[k].Entity; e >= 0 && (s.acts(e) || i > 0 && len(members) == i && s.authority(e)) { // "the union and the province"
				members = append(members, e)
			}
		}
		if len(members) == len(ms) && distinct(members) {
			s.refer(p, s.group(s.words(&s.set.Mentions[p]), members, p))
		}
	}
}

func distinct(es []int) bool {
	for i := range es {
		for j := range i {
			if es[i] == es[j] {
				return false
			}
		}
	}
	return true
}

// authority reports whether an entity is a place that is spoken of by its kind alone, as those who govern it are: "the province".
func (s *scene) authority(e int) bool {
	return s.set.Entities[e].Kind == readout.Place && s.set.traits[e].names == 0
}

// acts reports whether an entity is one that can do or say something.
func (s *scene) acts(e int) bool {
	switch s.set.Entities[e].Kind {
	case readout.Person, readout.Organization, readout.Country, readout.Group:
		return true
	}
	return false
}

func (s *scene) pronounEntity(c *Choice, m int, decide func(*Choice) int) int {
	in := &s.info[m]
	switch in.pronoun.person {
	case 0:
		if in.link >= 0 {
			return s.entityOf(in.link)
		}
		return -1
	case 3:
	default:
		return -1
	}
	told := s.told(m)
	if told >= 0 && !s.teach {
		return told
	}
	c.gather(m)
	if len(c.Candidates) == 0 {
		return told
	}
	k := decide(c)
	if told >= 0 {
		return told
	}
	if k < 0 {
		return s.bothOf(m)
	}
	e := c.Candidates[k].Entity
	if c.Gendered() && e >= 0 && s.set.Entities[e].Kind != readout.Person { // the name was mistaken for something else
		s.set.Entities[e].Kind = readout.Person
		s.set.traits[e].gender = in.pronoun.gender
	}
	return e
}

// bothOf returns the group of the two persons who acted together just before, where "they" do something that takes two: "They talked for an hour";
// -1 for none.
func (s *scene) bothOf(m int) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	if in.number != plural || in.pronoun.form != nominative || !subject(s.word(x.Head).Rel) {
		return -1
	}
	v := s.word(x.Head).Head
	if v < 0 || !s.verbOf(v, s.lex.pairVerbs) {
		return -1
	}
	if members := s.pair(m, "person"); members != nil && s.near(m, members[0], 2) && s.near(m, members[1], 2) {
		return s.group(s.words(x), members, m)
	}
	return -1
}

// verbOf reports whether token v is one of the verbs; a lemma that was made by rule may lack its "e".
func (s *scene) verbOf(v int, verbs map[string]bool) bool {
	l := s.word(v).Lemma
	return verbs[l] || verbs[l+"e"]
}

// speaks reports whether token i is the subject of a verb with which people speak.
func (s *scene) speaks(i int) bool {
	v := s.word(i).Head
	return v >= 0 && subject(s.word(i).Rel) && s.verbOf(v, s.lex.sayVerbs)
}

// nominalEntity returns the entity of a description, and of owner where that is not -1: one that syntax ties it to, one that it fits, or
// one of its own.
func (s *scene) nominalEntity(m, owner int) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	if in.link >= 0 {
		if e := s.entityOf(in.link); e >= 0 {
			return e
		}
	}
	lemma := strings.ToLower(s.word(x.Head).Lemma)
	if in.number == plural {
		if s.word(x.Head).XPOS == syntax.TagNN {
			if e := s.knownBody(m, lemma); e >= 0 {
				return e
			}
		}
		if members := s.listed(m); members != nil {
			return s.group(s.words(x), members, m)
		}
		if e := s.leadersOf(m, lemma); e >= 0 {
			return e
		}
		if e := s.several(m, lemma); e >= 0 {
			return e
		}
	}
	text := s.key(x)
	if in.number == plural {
		if e, ok := s.byText[text]; ok && in.det != indefinite && in.det != quantified {
			return e
		}
		if in.det == definite || in.det == demonstrative {
			if e, ok := s.byHead[linear.HashString(lemma)]; ok && s.near(m, e, 6) && s.set.traits[e].number == plural {
				return e
			}
		}
		return s.own(m, lemma, text)
	}
	if in.det == bare && s.sent[x.First] == 0 && in.noun.kind == readout.Person && s.headline() {
		if es := s.byRole[lemma]; len(es) == 1 && s.genderAgrees(es[0], in.gender) && s.roleFits(m, es[0], true) {
			return es[0]
		}
	}
	if in.det == indefinite || in.det == bare && !(x.Form == readout.ByTitle && capitalized(s.d.Form(x.Head))) {
		return s.own(m, lemma, text)
	}
	if e := s.described(m, lemma); e >= 0 {
		return e
	}
	if e := s.belongs(m, owner, lemma); e >= 0 {
		return e
	}
	if e, ok := s.byText[text]; ok && s.near(m, e, 25) && !(in.det == possessed && owner >= 0 && in.noun.kind == readout.Person) {
		return e
	}
	if e, ok := s.byHead[linear.HashString(lemma)]; ok && in.det != possessed && s.near(m, e, 6) && s.set.traits[e].number != plural && s.modifiersAgree(m, e) && s.sameOwner(m, e) {
		return e
	}
	return s.own(m, lemma, text)
}

// headline reports whether the first sentence is the title of the article: a paragraph of its own without a full stop.
func (s *scene) headline() bool {
	if len(s.d.Paragraphs) < 2 || s.d.Paragraphs[0].End != 1 {
		return false
	}
	switch s.d.Form(s.d.Sentences[0].End - 1) {
	case ".", "!", "”", "\"", "’", "'":
		return false
	}
	return true
}

// key hashes the words of a description without its article.
func (s *scene) key(x *Mention) uint64 {
	first := x.First
	if first < x.Head {
		switch strings.ToLower(s.d.Form(first)) {
		case "the", "this", "that", "these", "those":
			first++
		}
	}
	return hash(s.d, first, x.End)
}

// near reports whether entity e was last mentioned at most n sentences before mention m.
func (s *scene) near(m, e, n int) bool {
	last := s.set.traits[e].last
	return last >= 0 && int(s.sent[s.set.Mentions[m].First]-s.sent[s.set.Mentions[last].First]) <= n
}

// modifiersAgree reports whether the adjectives of a description do not set it off from what it would repeat.
func (s *scene) modifiersAgree(m, e int) bool {
	x := &s.set.Mentions[m]
	name := strings.ToLower(s.set.Entities[e].Name)
	for i := x.First; i < x.Head; i++ {
		switch s.word(i).UPOS {
		case syntax.ADJ, syntax.NOUN, syntax.PROPN, syntax.NUM:
			if !strings.Contains(name, strings.ToLower(s.d.Form(i))) {
				return false
			}
		}
	}
	return true
}

// sameOwner reports whether a description that tells no owner may take up entity e: "the government" after "Mozambique's government" in the same paragraph only.
func (s *scene) sameOwner(m, e int) bool {
	k := s.set.traits[e].first
	if s.set.traits[e].names > 0 || s.info[k].det != possessed || s.info[k].noun.kind != readout.Organization {
		return true
	}
	para := func(m int) int { return s.d.Sentences[s.sent[s.set.Mentions[m].First]].Paragraph }
	return para(s.set.traits[e].last) == para(m)
}

// own makes an entity for a description.
func (s *scene) own(m int, lemma string, text uint64) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	kind := in.noun.kind
	if kind == "" {
		kind = readout.Other
	}
	if kind == readout.Person && in.number == plural {
		kind = readout.Group
	}
	first := x.First
	for first < x.Head && s.word(first).UPOS == syntax.DET {
		first++
	}
	e := s.entity(s.d.Range(first, x.End).In(s.d.Text), kind, in.gender, in.number, m)
	s.set.traits[e].own = true
	s.byText[text] = e
	s.byHead[linear.HashString(lemma)] = e
	return e
}
