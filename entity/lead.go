package entity

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// lead ties who speaks without a name in the first paragraph to the one who is named in the next, speaking on: "A senior official said
// … “We …,” said Ann Lee, who …".
func (s *scene) lead() {
	for p := 0; p < 3 && p+1 < len(s.d.Paragraphs); p++ { // a headline or a dateline may come first
		o, titled := s.speaksFirst(p+1), false
		if o < 0 {
			if o = s.opens(p + 1); o < 0 {
				continue
			}
			titled = true
		}
		from, end := s.d.Sentences[s.d.Paragraphs[p].First].First, s.d.Sentences[s.d.Paragraphs[p].End-1].End
		for m := range s.info {
			x := &s.set.Mentions[m]
			if x.First >= end {
				break
			}
			in := &s.info[m]
			if x.First < from || in.class == pronounClass {
				continue
			}
			if in.class == nameClass && s.set.Names[s.name[x.First]].Kind == readout.Person {
				break // somebody else is named
			}
			if in.class == nominalClass && in.link < 0 && in.noun.kind == readout.Person && in.number == singular && (s.speaks(x.Head) || titled && subject(s.word(x.Head).Rel)) {
				if s.mayBe(m, o) && (!titled || s.titledAs(m, o)) {
					in.link = o
				}
				break
			}
		}
	}
}

// opening ties who the first paragraph with a sentence speaks of without a name to the one with whose name the next begins: "The chief
// executive of the airline has resigned." – "Ann Lee, who took over in 2021, told staff …".
func (s *scene) opening() {
	for p := 0; p < 3 && p+1 < len(s.d.Paragraphs); p++ { // a headline or a dateline may come first
		from, end := s.d.Sentences[s.d.Paragraphs[p].First].First, s.d.Sentences[s.d.Paragraphs[p].End-1].End
		switch s.d.Form(end - 1) {
		case ".", "\"", "”":
		default:
			continue // a headline
		}
		m := s.first(from, end, func(m int) bool {
			return s.info[m].class == nameClass && s.set.Names[s.name[s.set.Mentions[m].First]].Kind == readout.Person ||
				s.info[m].class == nominalClass && s.info[m].noun.kind == readout.Person && s.info[m].number == singular && s.toldOfFirst(s.set.Mentions[m].Head)
		})
		if m < 0 || s.info[m].class == nameClass || s.info[m].link >= 0 || s.info[m].det != definite && s.info[m].det != indefinite && s.info[m].det != possessed {
			return
		}
		next := s.d.Sentences[s.d.Paragraphs[p+1].First]
		o := s.first(next.First, next.End, func(o int) bool {
			return s.info[o].class == nameClass && s.set.Names[s.name[s.set.Mentions[o].First]].Kind == readout.Person
		})
		if f := s.d.Form(next.First); f == "“" || f == "\"" { // question and answer, unless an office was told
			if s.info[m].det != indefinite && s.set.Mentions[m].Form == readout.ByTitle && o >= 0 && s.quoteEnds(s.set.Mentions[o].First-1) &&
				s.speaks(s.set.Mentions[o].Head) && len(s.parts(o)) > 1 && s.mayBe(m, o) && s.introduces(m, o) {
				s.info[m].link = o
			}
			return
		}
		if o < 0 || s.quote[s.set.Mentions[o].First] >= 0 || len(s.parts(o)) < 2 {
			return
		}
		if s.mainSubject(s.set.Mentions[o].Head) && s.mayBe(m, o) && s.introduces(m, o) {
			s.info[m].link = o
		} else if s.info[m].det == definite && s.set.Mentions[m].Form == readout.ByTitle {
			s.info[m].link = s.officeless(m, next.First, next.End)
		}
		return
	}
}

// toldOfFirst reports whether token i is a subject, or whom a main clause is about: "Police arrested the owner of a mine".
func (s *scene) toldOfFirst(i int) bool {
	w := s.word(i)
	return subject(w.Rel) || (w.Rel == syntax.Obj || w.Rel == syntax.Obl || w.Rel == syntax.Iobj) && w.Head >= 0 && s.word(w.Head).Rel == syntax.Root
}

// officeless returns the only person whom tokens from <= i < end name in full and for the first time, without a title and an apposition, where nobody in the
// article has the office that description m tells: "The health minister came under fire" – "Labour leader Ann Lee accused Sean Hanlon"; -1
// for none.
func (s *scene) officeless(m, from, end int) int {
	lemma := strings.ToLower(s.word(s.set.Mentions[m].Head).Lemma)
	found := -1
	for o := range s.info {
		x := &s.set.Mentions[o]
		if s.info[o].class != nameClass || s.kindOf(o) != readout.Person {
			continue
		}
		r, _, _ := s.titles(x.First)
		if r.end > r.first && r.head == lemma {
			return -1
		}
		if x.First < from || x.First >= end || r.end > r.first || len(s.parts(o)) < 2 || !s.mayBe(m, o) || !s.introduces(m, o) || !s.plainName(o) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = o
	}
	return found
}

// plainName reports whether no description is tied to name o, and none follows it between commas.
func (s *scene) plainName(o int) bool {
	for k := range s.info {
		if s.info[k].class == nominalClass && s.info[k].link == o {
			return false
		}
	}
	end := s.set.Mentions[o].End
	return end < len(s.d.Tokens) && s.d.Form(end) != ","
}

// first returns the first mention that begins in tokens from <= i < end and fits; -1 for none.
func (s *scene) first(from, end int, fits func(m int) bool) int {
	for m := range s.info {
		if x := &s.set.Mentions[m]; x.First >= end {
			break
		} else if x.First >= from && fits(m) {
			return m
		}
	}
	return -1
}

// introduces reports whether name o tells who description m was: no apposition makes somebody else of him, and a witness, who speaks, is no doer
// of whom the description tells.
func (s *scene) introduces(m, o int) bool {
	x, y := &s.set.Mentions[m], &s.set.Mentions[o]
	lemma := strings.ToLower(s.word(x.Head).Lemma)
	for k := o + 1; k < len(s.info) && s.sent[s.set.Mentions[k].First] == s.sent[y.First]; k++ {
		if in := &s.info[k]; in.class != nominalClass || in.link != o {
			continue
		}
		if l := strings.ToLower(s.word(s.set.Mentions[k].Head).Lemma); l != lemma && !(s.info[m].det == definite && s.tells(k, l)) {
			return false
		}
	}
	return s.info[m].det != indefinite || s.speaks(x.Head) || !s.speaks(y.Head)
}

// foretold ties a description to the name that comes when it is taken up: "a Manhattan developer …" – "The developer, Leonard Fisk, …".
func (s *scene) foretold() {
	for m := range s.info {
		in := &s.info[m]
		if in.class != nominalClass || in.link < 0 || in.det != definite || in.noun.kind != readout.Person || in.number != singular || s.info[in.link].class != nameClass || in.link < m {
			continue
		}
		x := &s.set.Mentions[m]
		lemma := s.word(x.Head).Lemma
		wide := s.lex.is("anybody", lemma)
		for k := m - 1; k >= 0 && s.sent[s.set.Mentions[k].First] >= s.sent[x.First]-8; k-- {
			o := &s.info[k]
			if o.class == nameClass && s.named[k] == s.named[in.link] {
				break
			}
			if o.class == nominalClass && o.link < 0 && o.number == singular && s.word(s.set.Mentions[k].Head).Lemma == lemma {
				o.link = in.link
				break
			}
			if wide && o.class == nominalClass && o.link < 0 && o.number == singular && o.det == indefinite && o.noun.kind == readout.Person && s.leads(s.set.Mentions[k].Head) && s.mayBe(k, in.link) {
				o.link = in.link
				break
			}
		}
	}
}

// leads reports whether token i is the subject of a main clause, or of what a main clause reports.
func (s *scene) leads(i int) bool {
	v := s.word(i).Head
	return v >= 0 && subject(s.word(i).Rel) && (s.word(v).Rel == syntax.Root || s.word(v).Rel == syntax.Ccomp)
}

// speaksFirst returns the name with which a paragraph introduces a speaker after a quotation, "“…,” said Ann Lee"; -1 if it does not.
func (s *scene) speaksFirst(p int) int {
	x := s.d.Sentences[s.d.Paragraphs[p].First]
	if s.d.Form(x.First) != "“" && s.d.Form(x.First) != "\"" {
		return -1
	}
	for i := x.First + 2; i+1 < x.End; i++ {
		if !s.verbOf(i, s.lex.sayVerbs) || s.word(i).UPOS != syntax.VERB || s.d.Form(i-1) != "”" && s.d.Form(i-1) != "\"" {
			continue
		}
		for j := i + 1; j < min(i+14, x.End); j++ {
			if s.name[j] >= 0 && s.set.Names[s.name[j]].Kind == readout.Person && s.set.Names[s.name[j]].First == j && (j == i+1 || s.titleBegin(j) == i+1) {
				return s.mentionOf(s.head(j, s.set.Names[s.name[j]].End))
			}
			if s.word(j).UPOS == syntax.PUNCT {
				break
			}
		}
		return -1
	}
	return -1
}

// opens returns the name with which a paragraph begins, titles before it aside, where it is the subject of a verb with which people speak;
// -1 where there is none.
func (s *scene) opens(p int) int {
	x := s.d.Sentences[s.d.Paragraphs[p].First]
	for j := x.First; j < min(x.First+10, x.End); j++ {
		n := s.name[j]
		if n < 0 || s.set.Names[n].Kind != readout.Person {
			continue
		}
		if s.set.Names[n].First != j || s.titleBegin(j) != x.First {
			return -1
		}
		if h := s.head(j, s.set.Names[n].End); s.speaks(h) || s.speaks(s.head(x.First, s.set.Names[n].End)) {
			return s.mentionOf(h)
		}
		return -1
	}
	return -1
}

// titledAs reports whether the title before the name of mention o has the head of description m.
func (s *scene) titledAs(m, o int) bool {
	r, _, _ := s.titles(s.set.Mentions[o].First)
	return r.end > r.first && r.head == strings.ToLower(s.word(s.set.Mentions[m].Head).Lemma)
}

// mayBe reports whether nothing that is said of the named person o speaks against description m: his title, where he has one, is of
// the same head, and the name is told for the first time.
func (s *scene) mayBe(m, o int) bool {
	if o < 0 || s.info[o].class != nameClass {
		return false
	}
	e := s.entityOf(o)
	for k := range o {
		if s.info[k].class == nameClass && s.named[k] == e {
			return false
		}
	}
	if r, _, _ := s.titles(s.set.Mentions[o].First); r.end > r.first && r.head != strings.ToLower(s.word(s.set.Mentions[m].Head).Lemma) {
		return false
	}
	g := s.info[m].gender
	return g == unknown || s.info[o].gender == unknown || g == s.info[o].gender
}
