// Package talks tells how negotiations stand, as one article tells it: who negotiates about what, whether they came to a
// deal, what is agreed, denied and outstanding, and what comes next. It knows no subject: strikes, budgets, mergers,
// ceasefires and settlements before a court are told with the same words, which stand in data/talks.txt.
package talks

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/act"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/event"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A Range is a range of tokens, First <= i < End.
type Range = attribution.Range

// Talks are one negotiation, in tokens of its document and entities of its set.
type Talks struct {
	Parties     []int // indexes into the set's entities, mediators last
	Topics      []Range
	Occasions   []int  // indexes of occasions, in their order
	Result      string // agreement, partial, none, unknown
	Denied      []Point
	Agreed      []Point
	Outstanding []Point
	Next        []Point
}

// A Point is the shortest words that tell something of a negotiation.
type Point struct {
	Range
	Statement int             // index of the statement in which it is told; -1 where it is the article's word
	Act       readout.ActType // what the speaker does by it; empty where nobody tells
	Rule      string          // file:line of the entry that tells it; empty where an act does
}

// A Finder finds talks. It is safe for concurrent use.
type Finder struct{ lex *lexicon }

// Load reads the words of data/talks.txt.
func Load() (*Finder, error) {
	b, err := data.ReadFile("data/" + dataFile)
	if err != nil {
		return nil, err
	}
	l, err := readLexicon(dataFile, string(b))
	if err != nil {
		return nil, err
	}
	return &Finder{l}, nil
}

// Find returns the negotiations of a document in the order in which they are first spoken of. acts are parallel to the
// statements, or nil; occasions and on are what event.OccasionFinder.Find returned. The time is linear in the text.
func (f *Finder) Find(d *text.Doc, t *syntax.Trees, set *entity.Set, statements []attribution.Statement, acts []act.Reading,
	occasions []event.Occasion, on []int) []Talks {
	v := newTable(f.lex, d, t, set, statements, acts, occasions, on)
	v.rounds()
	v.points()
	v.mediators()
	return v.finish()
}
