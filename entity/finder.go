package entity

import (
	"fmt"
	"io/fs"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// CorefFile holds the weights of the ranker of antecedents in the folder of a language.
const CorefFile = "entity_coref.bin"

// A Finder finds the entities of a document. It is safe for concurrent use.
type Finder struct {
	names *NameFinder
	rank  *linear.Model
}

// NewFinder makes a finder of trained models.
func NewFinder(names *NameFinder, rank *linear.Model) (*Finder, error) {
	if rank.Classes != 1 {
		return nil, fmt.Errorf("entity: a ranker of %d classes; want 1", rank.Classes)
	}
	return &Finder{names, rank}, nil
}

// Load reads the models of a language.
func Load(fsys fs.FS) (*Finder, error) {
	names, err := LoadNames(fsys)
	if err != nil {
		return nil, err
	}
	b, err := fs.ReadFile(fsys, CorefFile)
	if err != nil {
		return nil, fmt.Errorf("entity: %w", err)
	}
	rank, _, err := linear.Decode(b)
	if err != nil {
		return nil, fmt.Errorf("entity: %s: %w", CorefFile, err)
	}
	return NewFinder(names, rank)
}

// Find returns the entities of a document and all mentions of them. What first and second person mean is left
// open (Entity is -1), and inside quotation marks "he" and "she" are resolved without knowing who speaks: see Quoted.
func (f *Finder) Find(d *text.Doc, t *syntax.Trees) *Set {
	return newScene(f.names.lex, d, t, f.names.Find(d)).resolve(f.decide)
}

// decide picks the candidate of a pronoun: its index, or -1 for none of them.
func (f *Finder) decide(c *Choice) int {
	best, at := int32(0), -1
	for i := range c.Candidates {
		c.room = c.Keys(c.room[:0], i)
		if score := f.rank.Sum(c.room); at < 0 || score > best {
			best, at = score, i
		}
	}
	if at >= 0 && c.Candidates[at].Entity < 0 {
		return -1
	}
	return at
}

// FindNames returns the names of a document alone, which needs no trees.
func (f *Finder) FindNames(d *text.Doc) []Name { return f.names.Find(d) }
