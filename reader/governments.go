package reader

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

//go:embed data/governing.txt
var governingFile string

// governing are the lemmas of verbs that a place that is their subject does as a government.
var governing = sync.OnceValue(func() map[string]bool {
	verbs := map[string]bool{}
	for line := range strings.Lines(governingFile) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			verbs[line] = true
		}
	}
	return verbs
})

// governments tells which names of capitals and seats stand for a government: those that make a statement or
// do what governments do. They become mentions of an organization: the entity itself where all its names do, else one
// of its own. The result is by name.
func (rd *Reader) governments(d *text.Doc, trees *syntax.Trees, set *entity.Set, statements []attribution.Statement) []bool {
	acts := make([]bool, len(set.Names))
	var seat map[int]string // country by entity
	of := entities(set)
	sources := sourceWords(statements)
	for i := range set.Names {
		n := &set.Names[i]
		if speaker, ok := sources[n.First]; of[i] < 0 || n.Kind == readout.Country || n.Kind == readout.Person || !(ok && speaker == of[i] || governs(trees, n)) {
			continue
		}
		name := d.Range(n.First, n.End).In(d.Text)
		country, ok := rd.places.Capital(name)
		if !ok {
			country, ok = rd.places.Seat(name)
		}
		if !ok {
			continue
		}
		acts[i] = true
		if len(country) != 2 || strings.ToUpper(country) != country {
			country = "" // the seat of an organization
		}
		if seat == nil {
			seat = map[int]string{}
		}
		seat[of[i]] = country
	}
	if seat == nil {
		return acts
	}
	split := map[int]int{} // an entity that is also a place, and the government made of it
	for i := range set.Names {
		e := of[i]
		if _, ok := seat[e]; !ok || acts[i] || set.Names[i].Kind == readout.Organization {
			continue
		}
		if _, ok := split[e]; !ok {
			split[e] = len(set.Entities)
			g := set.Entities[e]
			g.Kind, g.Country = readout.Organization, seat[e]
			set.Entities = append(set.Entities, g)
		}
	}
	for i := range set.Names {
		if !acts[i] {
			continue
		}
		g, ok := split[of[i]]
		if !ok {
			set.Entities[of[i]].Kind, set.Entities[of[i]].Country = readout.Organization, seat[of[i]]
			continue
		}
		for m := range set.Mentions {
			if x := &set.Mentions[m]; x.Entity == of[i] && x.First == set.Names[i].First && x.End == set.Names[i].End {
				x.Entity = g
			}
		}
	}
	for k := range statements {
		if g, ok := split[statements[k].Speaker]; ok {
			statements[k].Speaker = g
		}
	}
	return acts
}

// sourceWords returns the speaker by each token of the words that name one.
func sourceWords(statements []attribution.Statement) map[int]int {
	words := map[int]int{}
	for i := range statements {
		if s := &statements[i]; s.Speaker >= 0 {
			for t := s.Source.First; t < s.Source.End; t++ {
				words[t] = s.Speaker
			}
		}
	}
	return words
}

// governs reports whether a name is the subject of a verb of governing.
func governs(trees *syntax.Trees, n *entity.Name) bool {
	for i := n.First; i < n.End; i++ {
		w := &trees.Words[i]
		if h := w.Head; h >= 0 && (h < n.First || h >= n.End) {
			return w.Rel == syntax.Nsubj && governing()[trees.Words[h].Lemma]
		}
	}
	return false
}
