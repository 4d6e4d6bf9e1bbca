package entity

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// headWords fills byWord. The head of a name stands last, or before "of" or "for".
func (s *scene) headWords() {
	s.byWord = map[string][]int{}
	for e := range s.set.Entities {
		if x := &s.set.Entities[e]; x.Kind == readout.Organization {
			w := headWord(x.Name)
			if s.lex.words.get(chain(0, lowerHash(w)))&isOrgWord == 0 {
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
		if w := words[i]; w == "of" || w == "for" || w == "on" || w == "and" && i == 1 {
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
// only one spoken of lately. It is -1 where that is not clear.
func (s *scene) whichOrganization(m int, lemma string) int {
	x := &s.set.Mentions[m]
	words, known := s.lex.orgKinds[lemma]
	if x.End-x.First != 2 || known && len(words) == 0 {
		return -1
	}
	if e := s.lastOf(m, 12, func(e int) bool {
		return s.set.Entities[e].Kind == readout.Organization && s.set.traits[e].names > 0 && headWord(s.set.Entities[e].Name) == lemma
	}); e >= 0 {
		return e
	}
	if es := s.byWord[lemma]; len(es) == 1 {
		return es[0]
	}
	switch lemma {
	case "company", "firm", "agency", "organization", "organisation", "group", "newspaper", "paper", "network", "outlet", "business", "airline", "retailer", "publication", "magazine", "website", "site", "charity", "nonprofit":
	default:
		if len(words) == 0 {
			return -1
		}
	}
	company := s.lex.pairs[lemma].whom == "company" && lemma != "group"
	one := -1
	from := s.sent[x.First] - 2
	if len(words) > 0 {
		from -= 2
	}
	for k := m - 1; k >= 0 && k > m-40 && s.sent[s.set.Mentions[k].First] >= from; k-- {
		e := s.set.Mentions[k].Entity
		if e < 0 || s.set.Entities[e].Kind != readout.Organization || s.set.traits[e].names == 0 || e == one {
			continue
		}
		if len(words) > 0 && !slices.Contains(words, headWord(s.set.Entities[e].Name)) {
			continue
		}
		if company && s.lex.public[headWord(s.set.Entities[e].Name)] {
			continue
		}
		if one >= 0 {
			return -1
		}
		one = e
	}
	return one
}
