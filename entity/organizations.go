package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// headWords fills byWord. The head of a name stands last, or before "of" or "for".
func (s *scene) headWords() {
	s.byWord = map[string][]int{}
	for e := range s.set.Entities {
		if x := &s.set.Entities[e]; x.Kind == readout.Organization {
			for _, noun := range s.lex.knownAs[strings.ToLower(x.Name)] {
				s.byWord[noun] = append(s.byWord[noun], e)
			}
			w := headWord(x.Name)
			if s.lex.words.get(chain(0, lowerHash(w)))&isOrgWord == 0 && s.lex.nouns[w].kind != readout.Organization {
				continue
			}
			s.byWord[w] = append(s.byWord[w], e)
		}
	}
}

// headWord returns the word of an organization's name that tells what it is, in lower case.
func headWord(name string) string {
	words := strings.Fields(name)
	for i := 1; i < len(words); i++ {
		if w := words[i]; w == "of" || w == "for" || w == "on" {
			return strings.ToLower(words[i-1])
		}
	}
	if len(words) < 2 {
		return ""
	}
	return strings.ToLower(words[len(words)-1])
}

// whichOrganization returns the organization whose name has the noun as its head ("the bank" is Deutsche Bank): the one
// named lately, else the only one of the article; for "the agency" that of such a kind; for "the company" and the like the
// only one spoken of lately. With a modifier it is one that was described so ("the Dutch group"). It is -1 where that is not clear.
func (s *scene) whichOrganization(m int, lemma string) int {
	x := &s.set.Mentions[m]
	words, known := s.lex.orgKinds[lemma]
	if known && len(words) == 0 {
		return -1
	}
	if x.End != x.Head+1 {
		return -1
	}
	company := s.lex.pairs[lemma].whom == "company" && lemma != "group" || strings.HasSuffix(lemma, "maker")
	anyKind := company || s.lex.is("any organization", lemma)
	if x.Head > x.First+1 {
		return s.lastOf(m, 40, func(e int) bool {
			t := &s.set.traits[e]
			return s.set.Entities[e].Kind == readout.Organization && t.names > 0 && (anyKind || lemma == "group" || slices.Contains(t.words, lemma)) && s.describedSo(e, x)
		})
	}
	if e := s.lastOf(m, 12, func(e int) bool {
		return s.set.Entities[e].Kind == readout.Organization && s.set.traits[e].names > 0 && s.isA(e, lemma)
	}); e >= 0 {
		return e
	}
	if es := s.byWord[lemma]; len(es) == 1 && (s.set.traits[es[0]].last >= 0 || s.sent[x.First] < maxAhead) {
		return es[0]
	}
	if !anyKind && len(words) == 0 {
		return -1
	}
	if e := s.lastOf(m, 12, func(e int) bool { // "Its owner, the steelmaker Calder" – "the steelmaker"
		return s.set.Entities[e].Kind == readout.Organization && s.set.traits[e].names > 0 && slices.Contains(s.set.traits[e].words, lemma)
	}); e >= 0 {
		return e
	}
	var lately []int
	from := s.sent[x.First] - 2
	if len(words) > 0 {
		from -= 2
	}
	for k := m - 1; k >= 0 && k > m-40 && s.sent[s.set.Mentions[k].First] >= from; k-- {
		e := s.set.Mentions[k].Entity
		if e < 0 || s.set.Entities[e].Kind != readout.Organization || s.set.traits[e].names == 0 || slices.Contains(lately, e) {
			continue
		}
		if len(words) > 0 && !slices.Contains(words, headWord(s.set.Entities[e].Name)) || company && s.lex.public[headWord(s.set.Entities[e].Name)] {
			continue
		}
		lately = append(lately, e)
	}
	switch {
	case len(lately) == 1:
		return lately[0]
	case company || lemma == "group":
		if e := s.subjectBefore(m, lately); e >= 0 {
			return e
		}
		return s.mainCompany(lately)
	}
	return -1
}

// isA reports whether the name of organization e tells, or the lists know, that it is what the noun says.
func (s *scene) isA(e int, noun string) bool {
	name := s.set.Entities[e].Name
	return headWord(name) == noun || slices.Contains(s.lex.knownAs[strings.ToLower(name)], noun)
}

// subjectBefore returns the one of these entities that is the subject of the main clause of the sentence before mention m, where m is a subject
// too; -1 for none.
func (s *scene) subjectBefore(m int, of []int) int {
	x := &s.set.Mentions[m]
	if !subject(s.word(x.Head).Rel) {
		return -1
	}
	for k := m - 1; k >= 0 && s.sent[s.set.Mentions[k].First] >= s.sent[x.First]-1; k-- {
		y := &s.set.Mentions[k]
		if s.sent[y.First] == s.sent[x.First] || !subject(s.word(y.Head).Rel) || !slices.Contains(of, y.Entity) {
			continue
		}
		if v := s.word(y.Head).Head; v >= 0 && s.word(v).Rel == syntax.Root {
			return y.Entity
		}
	}
	return -1
}

// maxAhead is how many sentences may lie before the one with a description of an organization that is named later.
const maxAhead = 4

const maxLookedAt = 500 // entities among which the one is looked for that an article is about

// mainCompany returns the company of which the article has spoken most by far, of these or, where there are none, of all; -1 where
// there is none.
func (s *scene) mainCompany(of []int) int {
	best, next := -1, 0
	for e := max(0, len(s.set.Entities)-maxLookedAt); e < len(s.set.Entities); e++ {
		t := &s.set.traits[e]
		if s.set.Entities[e].Kind != readout.Organization || t.names == 0 || s.lex.public[headWord(s.set.Entities[e].Name)] || len(of) > 0 && !slices.Contains(of, e) {
			continue
		}
		if best < 0 || t.count > s.set.traits[best].count {
			if best >= 0 {
				next = max(next, s.set.traits[best].count)
			}
			best = e
		} else {
			next = max(next, t.count)
		}
	}
	if best < 0 || s.set.traits[best].count < 3 || s.set.traits[best].count < 2*next {
		return -1
	}
	return best
}

// describedSo reports whether all that modifies the noun of x stands in the name of organization e or among the words that describe it.
func (s *scene) describedSo(e int, x *Mention) bool {
	name := strings.ToLower(s.set.Entities[e].Name)
	told := false
	for i := x.First + 1; i < x.Head; i++ {
		w := strings.ToLower(s.d.Form(i))
		switch {
		case s.word(i).UPOS == syntax.PUNCT:
		case w == "based" && i > x.First+2 && s.d.Form(i-1) == "-":
			told = true
		case i+2 < x.Head && s.d.Form(i+1) == "-" && strings.EqualFold(s.d.Form(i+2), "based"):
		case slices.Contains(s.set.traits[e].words, w) || wordOf(name, w) || s.ofLand(i, s.set.traits[e].land):
			told = true
		default:
			return false
		}
	}
	return told
}

// ofLand reports whether token i is the adjective of a country, given by its code.
func (s *scene) ofLand(i int, land string) bool {
	if land == "" || s.marks[i]&isDemonym == 0 {
		return false
	}
	c, ok := s.lex.countries[chain(0, s.d.Tokens[i].Lower)]
	return ok && s.lex.codes[c] == land
}

// wordOf reports whether a word is one of a name's.
func wordOf(name, word string) bool { return slices.Contains(strings.Fields(name), word) }
