package entity

import (
	"strconv"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

// Record gives the entities of the set the form in which they stand in a record: in the order of their first
// mention, with ids e1, e2, …. Entities without a mention are left out, and those of a single description or
// pronoun unless keep, when it is not nil, says yes; members of those that stay stay too. The ids are by entity of
// the set, empty for those left out. Mentions that nobody resolved are left out.
func (s *Set) Record(d *text.Doc, keep func(entity int) bool) (entities []readout.Entity, ids []string) {
	n := len(s.Entities)
	count, named := make([]int, n), make([]bool, n)
	both := make([]bool, n) // "the two men", where it is told who they are
	for i := range s.Mentions {
		if m := &s.Mentions[i]; m.Entity >= 0 && !s.titled(i) {
			count[m.Entity]++
			named[m.Entity] = named[m.Entity] || m.Form == readout.ByName
			both[m.Entity] = both[m.Entity] || len(s.Entities[m.Entity].Members) > 0 && s.scene != nil && s.scene.info[i].class == nominalClass
		}
	}
	stays := make([]bool, n)
	for e := range stays {
		if count[e] > 1 || named[e] || both[e] || keep != nil && keep(e) {
			s.stay(e, stays, 0)
		}
	}
	ids = make([]string, n)
	at := make([]int, n)
	add := func(e int) {
		x := &s.Entities[e]
		ids[e] = "e" + strconv.Itoa(len(entities)+1)
		at[e] = len(entities)
		entities = append(entities, readout.Entity{ID: ids[e], Name: x.Name, Kind: x.Kind, Roles: x.Roles, Country: x.Country})
	}
	for i := range s.Mentions {
		m := &s.Mentions[i]
		if m.Entity < 0 || !stays[m.Entity] || s.titled(i) {
			continue
		}
		if ids[m.Entity] == "" {
			add(m.Entity)
			entities[at[m.Entity]].Mentions = make([]readout.Mention, 0, count[m.Entity])
		}
		o := &entities[at[m.Entity]]
		o.Mentions = append(o.Mentions, readout.Mention{Span: d.Range(m.First, m.End), Form: m.Form})
	}
	for e := range s.Entities { // spoken of, but never by words of their own
		if stays[e] && ids[e] == "" {
			add(e)
		}
	}
	for e := range s.Entities {
		if ids[e] == "" {
			continue
		}
		for _, m := range s.Entities[e].Members {
			if ids[m] != "" {
				entities[at[e]].Members = append(entities[at[e]].Members, ids[m])
			}
		}
	}
	return entities, ids
}

// stay keeps an entity and its members.
func (s *Set) stay(e int, stays []bool, depth int) {
	if stays[e] || depth > 8 {
		return
	}
	stays[e] = true
	for _, m := range s.Entities[e].Members {
		s.stay(m, stays, depth+1)
	}
}
