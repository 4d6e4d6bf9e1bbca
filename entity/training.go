package entity

import (
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// Resolve finds the entities of a document as Finder.Find does, but lets decide pick the antecedents of third person
// pronouns: an index into Choice.Candidates, or -1 for none. Training looks over its shoulder so, and sees the choice also where a rule makes it.
func (f *NameFinder) Resolve(d *text.Doc, t *syntax.Trees, decide func(*Choice) int) *Set {
	s := newScene(f.lex, d, t, f.Find(d))
	s.teach = true
	return s.resolve(decide)
}

// Pronoun returns the token of the pronoun.
func (c *Choice) Pronoun() int { return c.s.set.Mentions[c.Mention].First }

// Gendered reports whether the pronoun is one of he and she and their forms.
func (c *Choice) Gendered() bool {
	g := c.s.info[c.Mention].pronoun.gender
	return g == male || g == female
}
