package entity

import (
	"fmt"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// A pairNoun is what pair_nouns.txt says of a lemma.
type pairNoun struct {
	whom string
	bare bool // "the" alone will do
}

func (l *lexicon) pairNoun(f []string) error {
	if len(f) < 2 {
		return fmt.Errorf("not told whom %s means", f[0])
	}
	switch f[1] {
	case "person", "country", "company", "organization", "government", "party", "either":
	default:
		return fmt.Errorf("%s means %q", f[0], f[1])
	}
	l.pairs[f[0]] = pairNoun{f[1], len(f) > 2}
	return nil
}

// several returns the group of the two whom "both leaders", "the two countries" or "the parties" means, or -1: those
// of a pair that acts together, nearest first; else, after "both" or "two", the only two that the noun fits.
func (s *scene) several(m int, lemma string) int {
	x := &s.set.Mentions[m]
	noun, known := s.lex.pairs[lemma]
	if !known {
		switch k := s.info[m].noun.kind; k {
		case readout.Person, readout.Country, readout.Organization:
			noun.whom = string(k)
		default:
			return -1
		}
	}
	two := false
	for i := x.First; i < x.Head; i++ {
		w := s.word(i)
		switch f := strings.ToLower(s.d.Form(i)); {
		case f == "both" || f == "two":
			two = true
		case f == "the" || f == "these" || f == "those":
		case w.UPOS == syntax.ADJ && noun.whom == "government": // "the two foreign ministries"
		case w.UPOS == syntax.ADJ, w.UPOS == syntax.NOUN || w.UPOS == syntax.PROPN || !two || w.UPOS == syntax.NUM || w.Rel == syntax.NmodPoss: // "the two police officers", "both political parties" are others
			return -1
		}
	}
	if noun.whom == "either" && !two && !s.plainly(x) {
		return -1
	}
	if det := s.info[m].det; x.First == x.Head && !two || !two && (!noun.bare || det != definite) || x.End > x.Head+1 {
		return -1
	}
	if strings.EqualFold(s.d.Form(x.First), "two") || s.t.Child(x.Head, syntax.AclRelcl) >= 0 { // "two companies" are any
		return -1
	}
	if c := s.t.Child(x.Head, syntax.Acl); noun.whom == "person" && c >= 0 && s.word(c).XPOS != syntax.TagVB { // "the two men arrested there"
		return -1
	}
	members := s.pair(m, noun.whom)
	if lemma == "leader" && two {
		if ruling := s.ruling(m); ruling != nil && (members == nil || !contains(s.rulers(), members)) {
			members = ruling
		}
	}
	if members != nil && s.gendersAgree(m, members) {
		return s.group(s.words(x), members, m)
	}
	if !two {
		return -1
	}
	found := s.onlyTwo(m, noun.whom)
	if found == nil && (noun.whom == "company" || s.lex.is("contenders", lemma)) {
		found = s.mainTwo(noun.whom)
	}
	if found == nil && noun.whom == "party" {
		found = s.opposed(m)
	}
	if found == nil && noun.whom == "person" {
		found = s.nearestTwo(m)
	}
	if found != nil && s.gendersAgree(m, found) {
		return s.group(s.words(x), found, m)
	}
	return -1
}

// ruling returns the only two who rule or govern, as the whole article tells it, besides those who act in the sentence of mention m, in the order of
// the text; nil where there are not two.
func (s *scene) ruling(m int) []int {
	var acting []int
	for k := m - 1; k >= 0 && s.sent[s.set.Mentions[k].First] == s.sent[s.set.Mentions[m].First]; k-- {
		if subject(s.info[k].role) {
			acting = append(acting, s.set.Mentions[k].Entity)
		}
	}
	found := slices.DeleteFunc(s.rulers(), func(e int) bool { return slices.Contains(acting, e) })
	if len(found) != 2 {
		return nil
	}
	return found
}

// rulers returns the persons who lead a country by their roles, in the order of the text.
func (s *scene) rulers() []int {
	var found []int
	for _, head := range s.lex.sameRoles["leader"] {
		words := strings.Fields(head)
		for _, e := range s.byRole[words[len(words)-1]] {
			roles := slices.Concat(s.set.Entities[e].Roles, s.set.traits[e].also)
			if !slices.Contains(found, e) && slices.ContainsFunc(roles, func(r string) bool { return strings.HasSuffix(strings.ToLower(r), head) }) {
				found = append(found, e)
			}
		}
	}
	slices.SortFunc(found, func(a, b int) int { return s.set.traits[a].first - s.set.traits[b].first })
	return found
}

// contains reports whether all of some are among others.
func contains(all, some []int) bool {
	return !slices.ContainsFunc(some, func(e int) bool { return !slices.Contains(all, e) })
}

// plainly reports whether a description is an article and a noun.
func (s *scene) plainly(x *Mention) bool { return x.Head == x.First+1 && x.End == x.Head+1 }

// gendersAgree reports whether "the two men" can be these.
func (s *scene) gendersAgree(m int, es []int) bool {
	for _, e := range es {
		if s.set.Entities[e].Kind == readout.Person && !s.genderAgrees(e, s.info[m].gender) {
			return false
		}
	}
	return true
}

// pair returns the two nearest entities before mention m that act together and that whom fits, or nil.
func (s *scene) pair(m int, whom string) []int {
	from := s.sent[s.set.Mentions[m].First] - 25
	prev := -1
	for k := m - 1; k >= 0 && k > m-300 && s.sent[s.set.Mentions[k].First] >= from; k-- {
		e := s.set.Mentions[k].Entity
		if e < 0 {
			continue
		}
		if ms := s.set.Entities[e].Members; len(ms) == 2 {
			if s.fits(whom, ms[0]) && s.fits(whom, ms[1]) {
				return ms
			}
			continue
		}
		if !s.fits(whom, e) {
			continue
		}
		if s.info[k].class == nameClass {
			if prev >= 0 && s.set.Mentions[prev].Entity != e && s.together(k, prev) {
				return []int{e, s.set.Mentions[prev].Entity}
			}
			prev = k
		}
		if subject(s.info[k].role) {
			if o := s.partner(k, whom); o >= 0 {
				return []int{e, o}
			}
		}
	}
	return nil
}

// partner returns the entity with whom or on which the subject k acts, as far as whom fits it, or -1.
func (s *scene) partner(k int, whom string) int {
	e := s.set.Mentions[k].Entity
	for v, steps := s.word(s.set.Mentions[k].Head).Head, 0; v >= 0 && steps < 3; v, steps = s.t.Child(v, syntax.Xcomp), steps+1 {
		if !s.verbOf(v, s.lex.pairVerbs) {
			continue
		}
		for c := s.t.FirstChild(v); c >= 0; c = s.t.NextChild(c) {
			switch s.word(c).Rel {
			case syntax.Obj:
			case syntax.Obl:
				if p := s.t.Child(c, syntax.Case); p < 0 || s.word(p).Lemma != "with" {
					continue
				}
			default:
				continue
			}
			if o := s.headed[c]; o >= 0 {
				if p := s.set.Mentions[o].Entity; p >= 0 && p != e && s.fits(whom, p) {
					return p
				}
			}
		}
	}
	return -1
}

// onlyTwo returns the only two named entities before mention m that whom fits, in the order of the text, or nil. Of parties
// and organizations those count that do something.
func (s *scene) onlyTwo(m int, whom string) []int {
	from := s.sent[s.set.Mentions[m].First] - 25
	var found []int
	for k := m - 1; k >= 0 && k > m-300 && s.sent[s.set.Mentions[k].First] >= from; k-- {
		e := s.set.Mentions[k].Entity
		if e < 0 || s.info[k].class != nameClass || !s.fits(whom, e) || slices.Contains(found, e) {
			continue
		}
		if whom == "party" && s.set.traits[e].subj == 0 {
			continue
		}
		found = append(found, e)
	}
	if len(found) != 2 {
		return nil
	}
	if s.set.traits[found[0]].first > s.set.traits[found[1]].first {
		found[0], found[1] = found[1], found[0]
	}
	return found
}

// mainTwo returns the two whom whom fits that the article names most by far, in the order of the text; nil where there are not two.
func (s *scene) mainTwo(whom string) []int {
	counts := map[int]int{}
	var found []int
	for m := range s.named {
		if e := s.named[m]; e >= 0 && s.set.Entities[e].Kind != readout.Other {
			if counts[e] == 0 {
				found = append(found, e)
			}
			counts[e]++
		}
	}
	found = slices.DeleteFunc(found, func(e int) bool {
		x := &s.set.Entities[e]
		if whom == "person" {
			return x.Kind != readout.Person
		}
		return x.Kind != readout.Organization || s.lex.public[headWord(x.Name)]
	})
	slices.SortStableFunc(found, func(a, b int) int { return counts[b] - counts[a] })
	if len(found) < 2 || counts[found[1]] < 3 || len(found) > 2 && 2*counts[found[2]] > counts[found[1]] {
		return nil
	}
	found = found[:2]
	slices.Sort(found)
	return found
}

// opposed returns the two bodies of which the text before mention m has spoken most, named or not, "the union and the province", in the order of
// the text; nil where a third is spoken of as often.
func (s *scene) opposed(m int) []int {
	var found []int
	for e := max(0, len(s.set.Entities)-maxLookedAt); e < len(s.set.Entities); e++ {
		if t := &s.set.traits[e]; t.count > 1 && t.subj > 0 && s.set.Mentions[t.first].First < s.set.Mentions[m].First && s.fits("party", e) && s.near(m, e, 12) {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return s.set.traits[b].count - s.set.traits[a].count })
	if len(found) < 2 || len(found) > 2 && s.set.traits[found[2]].count == s.set.traits[found[1]].count {
		return nil
	}
	found = found[:2]
	slices.Sort(found)
	return found
}

// nearestTwo returns the two persons whom the sentences just before mention m name, as few of them as name two, in the order of the text; nil where
// these name more.
func (s *scene) nearestTwo(m int) []int {
	here := s.sent[s.set.Mentions[m].First]
	var found []int
	var acting []int // "He called on the two men": not on himself
	for k := m - 1; k >= 0 && s.sent[s.set.Mentions[k].First] == here; k-- {
		if subject(s.info[k].role) {
			acting = append(acting, s.set.Mentions[k].Entity)
		}
	}
	for k := m - 1; k >= 0 && s.sent[s.set.Mentions[k].First] >= here-5; k-- {
		e := s.set.Mentions[k].Entity
		if e < 0 || slices.Contains(acting, e) || s.info[k].class != nameClass || !s.fits("person", e) || slices.Contains(found, e) || !s.genderAgrees(e, s.info[m].gender) {
			continue
		}
		if len(found) == 2 {
			if s.sent[s.set.Mentions[k].First] == s.sent[s.set.Mentions[s.set.traits[found[1]].last].First] {
				return nil
			}
			break
		}
		found = append(found, e)
	}
	if len(found) != 2 {
		return nil
	}
	return []int{found[1], found[0]}
}

// fits reports whether entity e may be one of two that a noun for whom means.
func (s *scene) fits(whom string, e int) bool {
	x := &s.set.Entities[e]
	named := s.set.traits[e].names > 0
	if s.set.traits[e].number == plural {
		return false
	}
	switch whom {
	case "person":
		return x.Kind == readout.Person && named
	case "either":
		return named && (x.Kind == readout.Person || x.Kind == readout.Organization && !s.lex.public[headWord(x.Name)])
	case "country":
		return x.Kind == readout.Country
	case "organization":
		return x.Kind == readout.Organization && named
	case "company":
		return x.Kind == readout.Organization && named && !s.lex.public[headWord(x.Name)]
	case "government":
		return x.Kind == readout.Country || x.Kind == readout.Organization && headWord(x.Name) == "government"
	case "party":
		return x.Kind == readout.Country || x.Kind == readout.Organization || s.authority(e)
	}
	return false
}

// together reports whether mentions a and b stand side by side: joined by "and", a hyphen or a dash.
func (s *scene) together(a, b int) bool {
	x, y := &s.set.Mentions[a], &s.set.Mentions[b]
	if s.word(x.Head).Rel == syntax.Conj { // the last two of more
		return false
	}
	if s.sent[x.First] != s.sent[y.First] || y.First < x.End || y.First-x.End > 2 || y.First == x.End {
		return false
	}
	switch s.d.Form(x.End) {
	case "and", "&", "-", "–", "—", "/":
		return true
	}
	return false
}
