// Package entity finds whom and what an article speaks of: names, titles, descriptions and
// pronouns, and which of them mean the same person, organization, place or group.
package entity

import (
	"slices"
	"sort"

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

// Add puts a mention in its place in the order of the text.
func (s *Set) Add(m Mention) {
	i := sort.Search(len(s.Mentions), func(i int) bool {
		o := &s.Mentions[i]
		return o.First > m.First || o.First == m.First && o.End < m.End
	})
	s.Mentions = slices.Insert(s.Mentions, i, m)
	if s.scene != nil {
		s.scene.moved(i)
	}
}
