package event

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
)

// country gives the entity of a mention its country where the words of the mention tell it, or those before or after.
func (s *scene) country(x *entity.Mention) {
	e := &s.set.Entities[x.Entity]
	if e.Country != "" || len(e.Members) > 0 {
		return
	}
	if code, ok := s.actors[hashed(e.Name)]; ok {
		e.Country = code
		return
	}
	if x.Form == readout.ByName {
		if code, ok := s.actors[hashed(s.d.Range(x.First, x.End).In(s.d.Text))]; ok {
			e.Country = code
			return
		}
	}
	if e.Kind == readout.Place && x.Form == readout.ByName {
		for i := x.First; i < x.End; i++ {
			if k := s.placed[i]; k >= 0 && s.places[k].Country != "" {
				e.Country = s.places[k].Country
				return
			}
		}
		return
	}
	h := x.Head
	w := s.word(h)
	for i := min(x.First, w.Begin); i < h; i++ { // "Russian forces", "Iranian Foreign Minister Zarif"
		if code := s.codeAt(i, int(s.headed[h])); code != "" {
			e.Country = code
			return
		}
	}
	if x.Form == readout.ByName && e.Kind != readout.Person && x.First > s.d.Sentences[s.sentence(h)].First {
		if e.Country = s.codeAt(x.First-1, -1); e.Country != "" {
			return
		}
	}
	if x.Form == readout.ByName && e.Kind == readout.Other { // "the Beijing Olympics"
		for i := x.First; i < x.End; i++ {
			if e.Country = s.actors[s.lower(i)]; e.Country != "" {
				return
			}
		}
	}
	if x.Form == readout.ByName && e.Kind != readout.Person { // "Delhi Police headquarters"
		for i := range e.Name {
			if e.Name[i] == ' ' {
				if e.Country = s.actors[hashed(e.Name[:i])]; e.Country != "" {
					return
				}
			}
		}
	}
	for i := x.First; i < x.End; i++ { // "the Bank of England", "UN Support Mission in Libya"
		if code := s.codeAt(i, int(s.headed[h])); code != "" {
			e.Country = code
			return
		}
	}
	for k := s.t.FirstChild(h); k >= 0; k = s.t.NextChild(k) { // "police in Uganda", "the president of Kosovo"
		switch s.word(k).Rel {
		case syntax.Nmod:
			if k > h && k < h+12 {
				if p := s.lowerPrep(k); p == ofHash || p == inHash || p == fromHash {
					if code := s.codeIn(k); code != "" {
						e.Country = code
						return
					}
				}
			}
		case syntax.Appos, syntax.NmodDesc, syntax.Compound:
			for i := s.word(k).Begin; i < s.word(k).End && i < k+8; i++ {
				if code := s.codeAt(i, int(s.headed[h])); code != "" {
					e.Country = code
					return
				}
			}
		}
	}
	if x.End+1 < len(s.d.Tokens) && e.Kind != readout.Person { // the same, where the parser went astray
		switch s.lower(x.End) {
		case ofHash, fromHash, inHash:
			for i := x.End + 1; i < min(x.End+4, len(s.d.Tokens)); i++ {
				if code := s.codeAt(i, -1); code != "" {
					e.Country = code
					return
				}
				if s.word(i).UPOS != syntax.DET && s.word(i).UPOS != syntax.ADJ {
					break
				}
			}
		}
	}
	for _, role := range e.Roles {
		for word := range strings.FieldsSeq(role) {
			if code, ok := s.codes()[hashed(strings.TrimSuffix(strings.TrimSuffix(word, "’s"), "'s"))]; ok {
				e.Country = code
				return
			}
		}
	}
}

// codes are the countries by the names in the document.
func (s *scene) codes() map[uint64]string {
	if s.known == nil {
		s.known = map[uint64]string{}
		for i := range s.set.Mentions {
			if x := &s.set.Mentions[i]; x.Form == readout.ByName && x.Entity >= 0 {
				if e := &s.set.Entities[x.Entity]; e.Country != "" && (e.Kind == readout.Country || e.Kind == readout.Group) && x.End == x.First+1 {
					s.known[s.lower(x.First)] = e.Country
				}
			}
		}
	}
	return s.known
}

// codeAt returns the country of the name at token i, unless it is the mention itself.
func (s *scene) codeAt(i, not int) string {
	m := int(s.named[i])
	if m < 0 || m == not {
		return ""
	}
	if e := s.set.Mentions[m].Entity; e >= 0 {
		switch x := &s.set.Entities[e]; x.Kind {
		case readout.Country, readout.Group, readout.Organization:
			if x.Country == "" {
				return s.actors[hashed(x.Name)]
			}
			return x.Country
		}
	}
	return ""
}

// codeIn is codeAt for a place or country after a preposition.
func (s *scene) codeIn(k int) string {
	m := s.mention(k)
	if m < 0 || s.set.Mentions[m].Entity < 0 {
		for i := s.word(k).Begin; i < k; i++ {
			if code := s.codeAt(i, -1); code != "" {
				return code
			}
		}
		return ""
	}
	x := &s.set.Mentions[m]
	e := &s.set.Entities[x.Entity]
	if e.Country == "" {
		s.deep++
		if s.deep < 4 {
			s.country(x)
		}
		s.deep--
	}
	return e.Country
}
