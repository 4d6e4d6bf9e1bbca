package entity

import (
	"slices"
	"sort"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// Quoted gives the persons inside quotations their meaning, now that the speakers are known: "I" is the speaker,
// "you" the addressee, "we" the speaker where that is an organization, a country or a group. He and she inside a
// quotation are never its speaker: those that Find took for the speaker are decided again, between the others.
// Of voices within voices the innermost counts. d and t must be those that set was found in.
func (f *Finder) Quoted(d *text.Doc, t *syntax.Trees, set *Set, voices []Voice) {
	s := set.scene
	if s == nil || len(voices) == 0 {
		return
	}
	for len(set.traits) < len(set.Entities) { // made by others since
		set.traits = append(set.traits, traits{number: plural, last: -1})
	}
	sorted := slices.Clone(voices)
	slices.SortStableFunc(sorted, func(a, b Voice) int { return (b.End - b.First) - (a.End - a.First) })
	voice := make([]int32, len(set.Mentions))
	for i := range voice {
		voice[i] = -1
	}
	for v := range sorted {
		from := sort.Search(len(set.Mentions), func(m int) bool { return set.Mentions[m].First >= sorted[v].First })
		for m := from; m < len(set.Mentions) && set.Mentions[m].First < sorted[v].End; m++ {
			voice[m] = int32(v)
		}
	}
	c := &Choice{s: s}
	for m := range set.Mentions {
		if voice[m] < 0 || s.info[m].class != pronounClass {
			continue
		}
		v := &sorted[voice[m]]
		switch p := s.info[m].pronoun; p.person {
		case 1:
			if v.Speaker >= 0 && (p.number == singular || s.several1(v.Speaker)) {
				s.refer(m, v.Speaker)
				s.claimed(m)
			}
		case 2:
			if v.Addressee >= 0 && set.Mentions[m].Entity < 0 {
				s.refer(m, v.Addressee)
			}
		case 3:
			if v.Speaker >= 0 && set.Mentions[m].Entity == v.Speaker && p.gender != neuter && p.number == singular {
				c.gather(m)
				c.Candidates = slices.DeleteFunc(c.Candidates, func(k Candidate) bool { return k.Entity == v.Speaker })
				set.Mentions[m].Entity = -1
				if k := f.decide(c); k >= 0 {
					s.refer(m, c.Candidates[k].Entity)
				}
			}
		}
	}
}

// several1 reports whether an entity says "we" of itself.
func (s *scene) several1(e int) bool {
	switch s.set.Entities[e].Kind {
	case readout.Organization, readout.Country, readout.Group:
		return true
	}
	return false
}
