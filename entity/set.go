// Package entity finds whom and what an article speaks of: names, titles, descriptions and
// pronouns, and which of them mean the same person, organization, place or group.
package entity

import (
	"github.com/readout-project/readout"
)

// A Name is a proper name of a person, organization, place or group: tokens First <= i < End.
type Name struct {
	First, End int
	Kind       readout.EntityKind
}

// A Mention is a range of tokens that refers to an entity: First <= i < End.
type Mention struct {
	First, End int
	Head       int // the token that the others of the mention hang on
	Form       readout.MentionForm
	Entity     int // index into Set.Entities; -1 where nobody can tell: "I" and "you" until Quoted knows whose words they stand in
}

// An Entity is what one or more mentions refer to.
type Entity struct {
	Name    string
	Kind    readout.EntityKind
	Roles   []string
	Country string
	Members []int // indexes into Set.Entities
}

// A Set is the entities of one document and all mentions of them, in the order of the text.
// A mention that lies within another stands after it.
type Set struct {
	Names    []Name
	Mentions []Mention
	Entities []Entity

	traits []traits // of the entities, as far as Find made them
	scene  *scene   // what Find knows of the document; Quoted goes on from there
}

// A Voice is a range of tokens that somebody speaks: a quotation, or the content of a statement.
type Voice struct {
	First, End int
	Speaker    int // index into Set.Entities; -1 when nobody knows
	Addressee  int // index into Set.Entities; -1 when nobody knows
}

// Add puts mentions in their places among the others.
func (s *Set) Add(added ...Mention) {
	if len(added) == 0 {
		return
	}
	order(added)
	before := func(a, b *Mention) bool { return a.First < b.First || a.First == b.First && a.End > b.End }
	all := make([]Mention, 0, len(s.Mentions)+len(added))
	to := make([]int, len(s.Mentions)) // where each mention went
	for i := range s.Mentions {
		for len(added) > 0 && before(&added[0], &s.Mentions[i]) {
			all, added = append(all, added[0]), added[1:]
		}
		to[i] = len(all)
		all = append(all, s.Mentions[i])
	}
	s.Mentions = append(all, added...)
	if s.scene != nil {
		s.scene.moved(to)
	}
}
