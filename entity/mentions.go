package entity

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// mentions finds every mention of the document: names, pronouns, descriptions, and what "and" joins.
func (s *scene) mentions() {
	var ms []Mention
	s.titled = make([]bool, len(s.d.Tokens))
	for _, n := range s.set.Names {
		if n.Kind != readout.Person {
			continue
		}
		for i := s.titleBegin(n.First); i < n.First; i++ {
			s.titled[i] = true
		}
	}
	for _, n := range s.set.Names {
		ms = append(ms, Mention{First: n.First, End: n.End, Head: s.head(n.First, n.End), Form: readout.ByName, Entity: -1})
	}
	for i := range s.d.Tokens {
		if s.name[i] >= 0 {
			continue
		}
		if s.isPronoun(i) {
			ms = append(ms, Mention{First: i, End: i + 1, Head: i, Form: readout.ByPronoun, Entity: -1})
		} else if m, ok := s.nominal(i); ok {
			ms = append(ms, m)
		}
	}
	order(ms)
	s.set.Mentions = ms
	s.head2mention()
	ms = append(ms, s.coordinations()...)
	order(ms)
	s.set.Mentions = ms
	s.head2mention()
	s.info = make([]mentionInfo, len(ms))
	for m := range ms {
		s.describe(m)
	}
	s.links()
}

// head2mention fills headed: the shortest mention that a token heads.
func (s *scene) head2mention() {
	for m := range s.set.Mentions {
		x := &s.set.Mentions[m]
		s.headed[x.Head] = int32(m) // inner mentions stand after outer ones
	}
}

func (s *scene) isPronoun(i int) bool {
	w := s.word(i)
	if s.marks[i]&isPronoun == 0 {
		// "that" and "which" are pronouns in relative clauses.
		return w.XPOS == syntax.TagWDT && w.UPOS == syntax.PRON && s.relative(i) >= 0
	}
	if w.Rel == syntax.Expl && (w.Head < 0 || !s.lex.is("willing", s.word(w.Head).Lemma)) {
		return false
	}
	p := s.lex.pronouns[chain(0, s.d.Tokens[i].Lower)]
	if p.person == 0 {
		return s.relative(i) >= 0 || s.personBefore(i) >= 0
	}
	if p.person == 1 && p.number == plural && p.form == oblique && strings.ToUpper(s.d.Form(i)) == s.d.Form(i) {
		return false // US
	}
	return w.UPOS == syntax.PRON || w.UPOS == syntax.DET || w.UPOS == syntax.X
}

// relative returns the noun that a relative pronoun stands for, or -1.
func (s *scene) relative(i int) int {
	for j, steps := i, 0; j >= 0 && steps < 6; j, steps = s.word(j).Head, steps+1 {
		if r := s.word(j).Rel; r == syntax.AclRelcl {
			if h := s.word(j).Head; h >= 0 && h < i {
				return h
			}
			return -1
		}
	}
	return -1
}

// Words that make a description without a noun.
func (s *scene) nominalized(i int) bool {
	w := s.word(i)
	switch w.UPOS {
	case syntax.ADJ:
		det := s.t.Child(i, syntax.Det)
		if det < 0 || s.word(det).Lemma != "the" && s.word(det).Lemma != "a" {
			return false
		}
		return w.Lemma == "old" || subject(w.Rel)
	case syntax.DET, syntax.PRON, syntax.NUM:
		if w.Rel == syntax.Appos && w.Lemma == "one" && s.headOf(i) { // "Ann Lee, one of the drivers"
			return true
		}
		if !subject(w.Rel) && w.Rel != syntax.OblAgent {
			return false
		}
		switch strings.ToLower(s.d.Form(i)) {
		case "some", "many", "others", "most", "few", "several", "both", "all", "those", "everyone", "everybody", "someone",
			"somebody", "anyone", "nobody", "one", "two", "three", "none", "neither", "either":
			return true
		}
	}
	return false
}

func subject(r syntax.Rel) bool {
	return r == syntax.Nsubj || r == syntax.NsubjPass || r == syntax.NsubjOuter
}

// misread reports whether token i is a noun for a person that the tagger took for an adjective: "the official said".
func (s *scene) misread(i int) bool {
	w := s.word(i)
	return w.UPOS == syntax.ADJ && s.lex.nouns[w.Lemma].kind == readout.Person && subject(w.Rel) && s.t.Child(i, syntax.Det) >= 0 && w.Lemma != "old"
}

// nominal returns the mention of a description whose head is token i.
func (s *scene) nominal(i int) (Mention, bool) {
	w := s.word(i)
	if len(s.d.Form(i)) == 1 { // the "Q" of questions
		return Mention{}, false
	}
	if s.titled[i] && w.XPOS != syntax.TagNNS || s.secondHead(i) {
		return Mention{}, false
	}
	switch w.Rel {
	case syntax.NmodDesc:
		if i+1 >= len(s.d.Tokens) || s.d.Form(i+1) != "," { // "Canada's prime minister, Ann Lee, …"
			return Mention{}, false
		}
	case syntax.Compound, syntax.Flat, syntax.Amod, syntax.Fixed, syntax.Goeswith, syntax.Case, syntax.Punct, syntax.Advmod:
		return Mention{}, false
	}
	var n noun
	form := readout.ByNominal
	switch {
	case w.UPOS == syntax.NOUN || w.UPOS == syntax.PROPN || s.misread(i):
		lemma := w.Lemma
		if w.UPOS == syntax.PROPN {
			lemma = strings.ToLower(lemma)
		}
		var ok bool
		n, ok = s.lex.nounOf(lemma)
		if ok && (lemma == "head" || lemma == "chair") && !s.headOf(i) { // of a body, or to sit on
			n, ok = noun{}, false
		}
		role := ok && n.kind == readout.Person && s.lex.roles[lemma]
		switch {
		case role && w.XPOS != syntax.TagNNS && w.XPOS != syntax.TagNNPS:
			form = readout.ByTitle
		case ok:
		case w.UPOS == syntax.PROPN:
			if !subject(w.Rel) && w.Rel != syntax.OblAgent {
				return Mention{}, false
			}
			if i+1 < len(s.marks) && s.marks[i+1]&isRole != 0 && capitalized(s.d.Form(i+1)) { // "Finance Minister"
				return Mention{}, false
			}
			form = readout.ByName
		default:
			if !subject(w.Rel) && w.Rel != syntax.OblAgent && !s.accordingTo(i) {
				return Mention{}, false
			}
		}
	case s.nominalized(i):
	default:
		return Mention{}, false
	}
	// A title that stands before a name belongs to the name.
	if n.kind == readout.Person && i+1 < len(s.d.Tokens) && s.name[i+1] >= 0 && s.set.Names[s.name[i+1]].Kind == readout.Person &&
		s.sent[i] == s.sent[i+1] && w.XPOS != syntax.TagNNS {
		return Mention{}, false
	}
	first, end := i, i+1
	for c := s.t.FirstChild(i); c >= 0; c = s.t.NextChild(c) {
		cw := s.word(c)
		switch cw.Rel {
		case syntax.Det, syntax.DetPredet, syntax.Amod, syntax.NmodPoss, syntax.Compound, syntax.Nummod, syntax.Flat, syntax.NmodUnmarked, syntax.NmodDesc, syntax.CcPreconj:
			if c < i {
				first = min(first, cw.Begin)
			} else if cw.Rel == syntax.Flat {
				end = max(end, cw.End)
			}
		case syntax.Advmod:
			if c < i && cw.XPOS != syntax.TagWRB && (s.word(c+1).UPOS == syntax.NUM || s.word(c+1).UPOS == syntax.ADJ) { // "nearly 50 people"
				first = min(first, cw.Begin)
			}
		}
	}
	for j := i + 1; end == j && j < len(s.d.Tokens) && s.sent[j] == s.sent[i] && j < i+4; j++ {
		if u := s.word(j).UPOS; u != syntax.ADJ && u != syntax.NOUN {
			break
		} else if s.secondHead(j) {
			end = j + 1
			break
		}
		end++
	}
	if end > i+1 && end <= len(s.d.Tokens) && s.word(end-1).Rel != syntax.Flat && !s.secondHead(end-1) {
		end = i + 1
	}
	if end == i+1 && end < len(s.d.Tokens) && n.kind == readout.Person && s.name[end] < 0 && strings.EqualFold(s.d.Form(end), "general") && s.marks[end]&isRole != 0 { // "director general"
		end++
	}
	for c := s.t.FirstChild(i); c >= 0; c = s.t.NextChild(c) {
		cw := s.word(c)
		if cw.Rel == syntax.Nmod && cw.Begin == end && strings.EqualFold(s.d.Form(cw.Begin), "of") && s.word(cw.Begin+1).XPOS != syntax.TagVBG {
			if end = cw.End; end-cw.Begin > 12 {
				if k := s.t.Child(c, syntax.AclRelcl, syntax.Acl); k > c && s.word(k).Begin-cw.Begin <= 12 { // "a group of supporters who …"
					end = s.word(k).Begin
				} else {
					end = cw.Begin
					continue
				}
			}
			for j := i + 1; j < end; j++ { // a clause that was hung on the noun
				if t := s.word(j).XPOS; t == syntax.TagVBD || t == syntax.TagVBZ || t == syntax.TagVBP {
					end = j
				}
			}
			for j := i + 1; j+1 < end; j++ { // "the governor of the central bank, Ann Lee", hung on the bank
				if s.d.Form(j) == "," && s.personBegins(j+1, end) >= 0 {
					end = j
				}
			}
		}
	}
	for j := i - 1; j >= first; j-- {
		if s.outside(j) || s.d.Form(j) == "," && j > 0 && s.name[j-1] >= 0 {
			first = j + 1
		}
	}
	for first < i && (s.word(first).UPOS == syntax.PUNCT || s.word(first).UPOS == syntax.CCONJ || s.word(first).UPOS == syntax.PART && s.word(first).XPOS != syntax.TagPOS) {
		first++
	}
	if first > 0 && s.sent[first-1] == s.sent[i] && s.word(first-1).UPOS == syntax.DET && strings.EqualFold(s.d.Form(first-1), "the") { // hung elsewhere
		first--
	}
	if i-first > 30 {
		first = i
	}
	if n.kind == readout.Person && first == i && w.XPOS == syntax.TagNN && !subject(w.Rel) && w.Rel != syntax.Appos && w.Rel != syntax.Conj && w.Rel != syntax.Vocative {
		return Mention{}, false // "off guard", "as president"
	}
	return Mention{First: first, End: end, Head: i, Form: form, Entity: -1}, true
}

// personBegins returns where the name of a person begins that stands, titles before it included, from token i on and ends by token end; -1
// for none.
func (s *scene) personBegins(i, end int) int {
	for k := i; k < min(i+maxRole, end); k++ {
		if n := s.name[k]; n >= 0 && s.set.Names[n].Kind == readout.Person {
			if s.set.Names[n].First == k && s.set.Names[n].End <= end && s.sent[k] == s.sent[i] && (k == i || s.titleBegin(k) == i) {
				return k
			}
			return -1
		}
	}
	return -1
}

// secondHead reports whether token i ends a title whose first word was taken for its head: "deputy foreign minister".
func (s *scene) secondHead(i int) bool {
	w := s.word(i)
	h := w.Head
	if h < 0 || h >= i || i-h > 3 || w.UPOS != syntax.NOUN || w.Rel != syntax.Appos && w.Rel != syntax.Flat && w.Rel != syntax.Nmod || s.name[h] >= 0 || s.word(h).UPOS != syntax.NOUN {
		return false
	}
	for j := h + 1; j < i; j++ {
		if u := s.word(j).UPOS; u != syntax.ADJ && u != syntax.NOUN {
			return false
		}
	}
	return s.lex.nouns[s.word(h).Lemma].kind == readout.Person && s.lex.nouns[w.Lemma].kind == readout.Person
}

// headOf reports whether "of" follows token i.
func (s *scene) headOf(i int) bool {
	return i+1 < len(s.d.Tokens) && strings.EqualFold(s.d.Form(i+1), "of")
}

// outside reports whether token j cannot stand in a description: the parser went astray there.
func (s *scene) outside(j int) bool {
	switch w := s.word(j); w.UPOS {
	case syntax.AUX, syntax.SCONJ, syntax.INTJ:
		return true
	case syntax.PUNCT:
		return w.XPOS != syntax.TagHYPH && s.d.Form(j) != "," && s.d.Form(j) != "-"
	}
	return false
}

// accordingTo reports whether token i is whom something is told after.
func (s *scene) accordingTo(i int) bool {
	for c := s.t.FirstChild(i); c >= 0; c = s.t.NextChild(c) {
		if s.word(c).Rel == syntax.Case && strings.EqualFold(s.d.Form(c), "according") {
			return true
		}
	}
	return false
}

// coordinations returns the mentions of what "and" joins: "Ann Lee and her brother".
func (s *scene) coordinations() []Mention {
	var out []Mention
	for m := range s.set.Mentions {
		x := &s.set.Mentions[m]
		if s.headed[x.Head] != int32(m) {
			continue
		}
		if members := s.joined(x.Head); len(members) > 1 {
			out = append(out, Mention{First: s.set.Mentions[members[0]].First, End: s.set.Mentions[members[len(members)-1]].End, Head: x.Head, Form: readout.ByNominal, Entity: -1})
		}
	}
	return out
}

const maxJoined = 20 // members of a coordination that are kept together

// joined returns the mentions that "and" joins to the one that token h heads, itself first; nil when there are none.
func (s *scene) joined(h int) []int {
	first := s.mentionOf(h)
	if first < 0 || s.word(h).Rel == syntax.Compound {
		return nil
	}
	var out []int
	and := false
	for c := s.t.FirstChild(h); c >= 0; c = s.t.NextChild(c) {
		if s.word(c).Rel != syntax.Conj || c < h {
			continue
		}
		m := s.mentionOf(c)
		if m < 0 {
			return nil
		}
		for k := s.t.FirstChild(c); k >= 0; k = s.t.NextChild(k) {
			if s.word(k).Rel == syntax.Cc && (s.word(k).Lemma == "and" || s.word(k).Lemma == "&") {
				and = true
			}
		}
		if out == nil {
			out = append(out, first)
		}
		out = append(out, m)
	}
	if !and || len(out) > maxJoined {
		return nil
	}
	for _, m := range out {
		if s.set.Mentions[m].First < s.set.Mentions[out[0]].First {
			return nil
		}
	}
	return out
}

// describe fills what is known of mention m from its own words.
func (s *scene) describe(m int) {
	x := &s.set.Mentions[m]
	in := &s.info[m]
	in.link = -1
	w := s.word(x.Head)
	in.role = w.Rel
	if s.headed[x.Head] != int32(m) && x.Form == readout.ByNominal {
		if members := s.joined(x.Head); len(members) > 1 && s.set.Mentions[members[len(members)-1]].End == x.End {
			in.class, in.members, in.number = coordination, members, plural
			return
		}
	}
	plur := w.XPOS == syntax.TagNNS || w.XPOS == syntax.TagNNPS
	in.number = singular
	if plur {
		in.number = plural
	}
	switch {
	case x.Form == readout.ByPronoun:
		in.class = pronounClass
		in.pronoun = s.lex.pronouns[chain(0, s.d.Tokens[x.First].Lower)]
		in.number, in.gender = in.pronoun.number, in.pronoun.gender
		if in.pronoun.person == 0 {
			in.number = anyNumber
		}
	case s.name[x.First] >= 0 && x.Form == readout.ByName:
		in.class = nameClass
		s.beforeName(m)
	default:
		in.class = nominalClass
		lemma := w.Lemma
		if w.UPOS == syntax.PROPN || w.UPOS == syntax.NUM {
			lemma = strings.ToLower(lemma)
		}
		if in.noun, _ = s.lex.nounOf(lemma); (lemma == "head" || lemma == "chair") && !s.headOf(x.Head) {
			in.noun = noun{}
		}
		if w.UPOS == syntax.ADJ && !s.misread(x.Head) || w.UPOS == syntax.DET || w.UPOS == syntax.PRON || w.UPOS == syntax.NUM {
			in.noun.kind = readout.Person
			switch lemma {
			case "old", "one", "someone", "somebody", "anyone", "nobody":
			default:
				in.number = plural
			}
		}
		in.gender = in.noun.gender
		switch in.noun.kind {
		case readout.Person:
		case readout.Group:
			in.number = plural
		default:
			in.gender = neuter
		}
		in.det = s.determiner(x)
		if in.det == quantified {
			in.number = plural
		}
	}
}

func (s *scene) determiner(x *Mention) determiner {
	for i := x.First; i < x.Head; i++ {
		w := s.word(i)
		if w.Head != x.Head && (i > x.First || w.Head > i && w.Head < x.Head && s.word(w.Head).Rel == syntax.NmodPoss) {
			continue
		}
		switch w.Rel {
		case syntax.NmodPoss:
			return possessed
		case syntax.Det, syntax.DetPredet, syntax.Nummod:
			switch strings.ToLower(s.d.Form(i)) {
			case "the":
				if i+1 < x.Head && s.word(i+1).Rel == syntax.Nummod && s.word(i+1).Head == x.Head {
					return quantified
				}
				return definite
			case "this", "that", "these", "those":
				return demonstrative
			case "a", "an", "one", "some", "another", "any", "every", "no", "each":
				return indefinite
			case "both", "two", "three", "four", "five", "all", "several", "many":
				if s.d.Form(i+1) != "-" { // "the all-rounder"
					return quantified
				}
			}
		}
	}
	return bare
}
