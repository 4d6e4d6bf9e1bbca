package eval

import (
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
)

// A PronounsScore counts the personal pronouns of the third person that the gold traces to a proper name, and how many
// the program gives to an entity that is mentioned by that name.
type PronounsScore struct {
	Person Share // he, she and their forms
	Other  Share // it, they and theirs
}

// A Share is how many of all are right.
type Share struct{ Right, All int }

// Percent returns the share in percent.
func (s Share) Percent() float64 { return percent(s.Right, s.All) }

var ofPersons = map[string]bool{
	"he": true, "him": true, "his": true, "himself": true, "she": true, "her": true, "hers": true, "herself": true,
}

// Add counts one document of GUM.
func (s *PronounsScore) Add(gold *corpus.TreebankDocument, record *readout.Readout) {
	groups := map[string][]corpus.CorefMention{}
	for _, m := range corpus.Coreference(gold) {
		groups[m.Group] = append(groups[m.Group], m)
	}
	entities := map[readout.Span][]*readout.Entity{}
	for i := range record.Entities {
		for _, m := range record.Entities[i].Mentions {
			entities[m.Span] = append(entities[m.Span], &record.Entities[i])
		}
	}
	for _, mentions := range groups {
		names := namesIn(gold, mentions)
		if len(names) == 0 {
			continue
		}
		for _, m := range mentions {
			w := gold.Words[m.First]
			if m.End != m.First+1 || w.UPOS != "PRON" || !strings.Contains(w.Feats, "PronType=Prs") || !strings.Contains(w.Feats, "Person=3") {
				continue
			}
			to := &s.Other
			if ofPersons[strings.ToLower(w.Form)] {
				to = &s.Person
			}
			to.All++
			span := gold.Doc.Tokens[m.First].Span
			if tracedTo(names, span, entities[span]) {
				to.Right++
			}
		}
	}
}

// namesIn returns the heads of the mentions that are proper names.
func namesIn(gold *corpus.TreebankDocument, mentions []corpus.CorefMention) (names []readout.Span) {
	for _, m := range mentions {
		proper := false
		for _, h := range m.Heads {
			proper = proper || h < len(gold.Words) && gold.Words[h].UPOS == "PROPN"
		}
		for _, h := range m.Heads {
			if proper && h < len(gold.Words) {
				names = append(names, gold.Doc.Tokens[h].Span)
			}
		}
	}
	return names
}

// tracedTo reports whether one of the entities has another mention than the pronoun's that overlaps a name.
func tracedTo(names []readout.Span, pronoun readout.Span, entities []*readout.Entity) bool {
	for _, e := range entities {
		for _, m := range e.Mentions {
			for _, n := range names {
				if m.Span != pronoun && m.Overlaps(n) {
					return true
				}
			}
		}
	}
	return false
}
