package entity

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// told returns the entity of third person pronoun m where words and order tell it for sure enough; -1 where it is to be chosen among candidates.
func (s *scene) told(m int) int {
	for _, rule := range []func(int) int{s.ofCounsel, s.goesOn, s.ofItself, s.saidOf, s.ofSpeaker, s.centred, s.ahead} {
		if e := rule(m); e >= 0 {
			return e
		}
	}
	return -1
}

// heOrShe reports whether a pronoun means one person.
func (in *mentionInfo) heOrShe() bool {
	return in.number == singular && (in.pronoun.gender == male || in.pronoun.gender == female)
}

// goesOn returns who spoke in the sentence before, in the same paragraph, where "he", "she" or, at the beginning, "it" speaks on, "…," she added;
// -1 where that is not told by a name or a description that fits.
func (s *scene) goesOn(m int) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	here := int(s.sent[x.First])
	thing := in.number == singular && in.pronoun.gender != male && in.pronoun.gender != female
	if thing && x.First != s.d.Sentences[here].First || in.number != singular || !in.pronoun.mayAct() || s.quote[x.First] >= 0 || here == 0 ||
		s.d.Sentences[here].Paragraph != s.d.Sentences[here-1].Paragraph || !s.speaks(x.Head) {
		return -1
	}
	for v := s.word(x.Head).Head; v >= 0 && !s.quoteEnds(x.First-1); v = s.word(v).Head { // a main clause, or one beside a quotation
		switch s.word(v).Rel {
		case syntax.Root, syntax.Parataxis, syntax.Conj:
		default:
			return -1
		}
	}
	before := here - 1
	for before > 0 && s.d.Sentences[before-1].Paragraph == s.d.Sentences[here].Paragraph && s.wholeQuotation(before) {
		before--
	}
	for k := m - 1; k >= 0 && int(s.sent[s.set.Mentions[k].First]) >= before; k-- {
		y := &s.set.Mentions[k]
		if int(s.sent[y.First]) == here {
			if s.info[k].class != pronounClass && y.Entity >= 0 && s.set.Entities[y.Entity].Kind == readout.Person && s.quote[y.First] < 0 {
				return -1 // another stands between
			}
			continue
		}
		h := s.top(y.Head)
		if s.quote[y.First] >= 0 || s.word(h).Rel != syntax.Nsubj || !s.speaks(h) || s.word(s.word(h).Head).Rel == syntax.AclRelcl {
			continue
		}
		v := s.word(h).Head
		if r := s.word(v).Rel; r != syntax.Root && r != syntax.Parataxis {
			continue
		}
		e := y.Entity
		if e < 0 || s.set.traits[e].number == plural && s.word(y.Head).XPOS != syntax.TagNN { // "the panel" is one, and a group
			return -1
		}
		switch s.set.Entities[e].Kind {
		case readout.Person:
			if thing || !s.genderAgrees(e, in.pronoun.gender) {
				return -1
			}
		case readout.Organization, readout.Country, readout.Group:
			if !thing {
				return -1
			}
		default:
			return -1
		}
		return e
	}
	return -1
}

// ofCounsel returns the lawyer whose client "his client" is: the subject of the sentence who has such an office; -1 for none.
func (s *scene) ofCounsel(m int) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	w := s.word(x.Head)
	if in.pronoun.form != possessive || w.Rel != syntax.NmodPoss || w.Head < 0 || s.word(w.Head).Lemma != "client" {
		return -1
	}
	for k := m - 1; k >= 0 && s.sent[s.set.Mentions[k].First] >= s.sent[x.First]-1; k-- {
		e := s.entityOf(k)
		if e < 0 || s.set.Entities[e].Kind != readout.Person || !s.genderAgrees(e, in.pronoun.gender) {
			continue
		}
		for _, h := range s.set.traits[e].heads {
			if s.lex.is("counsel", h) {
				return e
			}
		}
	}
	return -1
}

// ofSpeaker returns the person who says something of himself right after the verb: "Ann Lee said she would go"; -1 where it is not so.
func (s *scene) ofSpeaker(m int) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	if !in.heOrShe() || !in.pronoun.mayAct() || s.quote[x.First] >= 0 || !subject(s.word(x.Head).Rel) {
		return -1
	}
	v := s.reporting(x)
	if v <= 0 || s.word(v).UPOS != syntax.VERB || !s.verbOf(v, s.lex.sayVerbs) || s.word(v).Rel == syntax.AclRelcl {
		return -1
	}
	k := s.t.Child(v, syntax.Nsubj)
	if k < 0 || k > v || s.headed[k] < 0 {
		return -1
	}
	e := s.set.Mentions[s.headed[k]].Entity
	if e < 0 || s.set.Entities[e].Kind != readout.Person || s.set.traits[e].number == plural || !s.genderAgrees(e, in.pronoun.gender) {
		return -1
	}
	return e
}

// reporting returns the token of the verb that reports what pronoun x is the subject of: the one right before it or before "that", whatever the
// parser makes of it, or of "said … and that it would", the one that reports what "and" joins.
func (s *scene) reporting(x *Mention) int {
	v := x.First - 1
	if v <= 0 || s.word(v).Lemma != "that" {
		return v
	}
	if v--; s.word(v).UPOS != syntax.CCONJ {
		return v
	}
	for g, steps := s.word(x.Head).Head, 0; g >= 0 && steps < 4; g, steps = s.word(g).Head, steps+1 {
		switch r := s.word(g).Rel; {
		case (r == syntax.Ccomp || r == syntax.Obj && s.verbOf(s.word(g).Head, s.lex.sayVerbs)) && s.word(g).Head < v:
			return s.word(g).Head
		case r != syntax.Conj:
			return -1
		}
	}
	return -1
}

// centred returns the person who is the subject of the sentence before, in the same paragraph, where the pronoun is that of its own sentence and nobody
// else who fits is named there; -1 where it is not so.
func (s *scene) centred(m int) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	here := int(s.sent[x.First])
	if !in.heOrShe() || !in.pronoun.mayAct() || s.quote[x.First] >= 0 || here == 0 ||
		s.d.Sentences[here].Paragraph != s.d.Sentences[here-1].Paragraph || !s.mainSubject(x.Head) {
		return -1
	}
	best := -1
	for k := m - 1; k >= 0 && int(s.sent[s.set.Mentions[k].First]) >= here-1; k-- {
		y := &s.set.Mentions[k]
		e := y.Entity
		if e < 0 || s.set.Entities[e].Kind != readout.Person || s.set.traits[e].number == plural || !s.genderAgrees(e, in.pronoun.gender) {
			continue
		}
		if int(s.sent[y.First]) == here {
			return -1
		}
		if s.mainSubject(y.Head) && s.set.traits[e].names > 0 && s.quote[y.First] < 0 {
			if best >= 0 && best != e {
				return -1
			}
			best = e
		}
	}
	return best
}

// ahead returns the person who is named as the subject behind the clause of a pronoun: "Asked whether he would go, Lee paused"; -1 where it is not so.
func (s *scene) ahead(m int) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	first := s.d.Sentences[s.sent[x.First]].First
	t := s.word(first).XPOS
	if t != syntax.TagVBN && t != syntax.TagVBG && t != syntax.TagVBD || !in.heOrShe() || s.quote[x.First] >= 0 {
		return -1
	}
	for k := m + 1; k < len(s.info) && s.sent[s.set.Mentions[k].First] == s.sent[x.First]; k++ {
		y := &s.set.Mentions[k]
		if !s.mainSubject(y.Head) && !(s.d.Form(y.First-1) == "," && y.End < len(s.d.Tokens) && s.word(y.End).UPOS == syntax.VERB) {
			continue
		}
		if e := s.entityOf(k); s.info[k].class == nameClass && e >= 0 && s.set.Entities[e].Kind == readout.Person && s.genderAgrees(e, in.pronoun.gender) {
			return e
		}
		return -1
	}
	return -1
}

// top returns the title on which the parser hung the name that token i heads, "coach" of "coach Ann Lee"; i itself where there is none.
func (s *scene) top(i int) int {
	if h := s.word(i).Head; h >= 0 && h < i && s.titled[h] && !s.titled[i] {
		return h
	}
	return i
}

// mainSubject reports whether token i is the subject of a main clause.
func (s *scene) mainSubject(i int) bool {
	i = s.top(i)
	v := s.word(i).Head
	return v >= 0 && subject(s.word(i).Rel) && s.word(v).Rel == syntax.Root
}

// saidOf returns whom "he" and "she" inside a quotation mean where that is told behind it: "“He cannot hide,” she said of the minister"; -1 where it is not.
func (s *scene) saidOf(m int) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	q := s.quote[x.First]
	if q < 0 || !in.heOrShe() {
		return -1
	}
	end := s.d.Sentences[s.sent[s.d.Quotes[q].End-1]].End
	for i := s.d.Quotes[q].End; i+1 < end && i < s.d.Quotes[q].End+8; i++ {
		if !s.headOf(i) || !s.verbOf(i, s.lex.sayVerbs) {
			continue
		}
		for k := m + 1; k < len(s.info) && s.set.Mentions[k].First <= i+2; k++ {
			y := &s.set.Mentions[k]
			if y.First != i+2 {
				continue
			}
			e := -1
			switch s.info[k].class {
			case nameClass:
				e = s.named[k]
			case nominalClass:
				e = s.whoIs(k, strings.ToLower(s.word(y.Head).Lemma))
			}
			if e >= 0 && s.set.Entities[e].Kind == readout.Person && s.genderAgrees(e, in.pronoun.gender) {
				return e
			}
		}
		return -1
	}
	return -1
}

// quoteEnds reports whether token i is a mark that closes a quotation.
func (s *scene) quoteEnds(i int) bool {
	return i > 0 && (s.d.Form(i) == "”" || s.d.Form(i) == "\"" && s.quote[i-1] >= 0)
}

// wholeQuotation reports whether a sentence lies within quotation marks.
func (s *scene) wholeQuotation(sent int) bool {
	x := s.d.Sentences[sent]
	return s.quote[x.First] >= 0 && s.quote[x.First] == s.quote[x.End-1]
}

// ofItself returns the organization, country or group that says something of itself: "Israel announced it would free them"; -1 where the
// pronoun is not the subject of what is said, or somebody else says it.
func (s *scene) ofItself(m int) int {
	in := &s.info[m]
	x := &s.set.Mentions[m]
	if !in.pronoun.mayAct() || in.pronoun.gender == male || in.pronoun.gender == female || x.End >= len(s.d.Tokens) || s.word(x.End).UPOS != syntax.AUX {
		return -1
	}
	v := s.reporting(x)
	if v <= 0 || s.word(v).UPOS != syntax.VERB || !s.verbOf(v, s.lex.sayVerbs) {
		return -1
	}
	k := s.t.Child(v, syntax.Nsubj)
	if k < 0 || k > v {
		if k = v - 1; s.name[k] >= 0 {
			k = s.head(s.set.Names[s.name[k]].First, s.set.Names[s.name[k]].End)
		}
	}
	if s.headed[k] < 0 {
		return -1
	}
	e := s.set.Mentions[s.headed[k]].Entity
	if o := int(s.headed[k]); o < len(s.named) && s.named[o] >= 0 {
		e = s.named[o]
	}
	if e < 0 {
		return -1
	}
	switch kind := s.set.Entities[e].Kind; {
	case kind == readout.Organization, kind == readout.Country:
		return e
	case kind == readout.Group && in.number == plural && s.set.traits[e].number == plural:
		return e
	case kind == readout.Place && in.number == singular && s.set.traits[e].names > 0: // a capital that speaks
		return e
	}
	return -1
}
