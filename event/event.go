// Package event finds what an article tells of having happened: who did what to whom, in the PLOVER
// ontology with CAMEO codes, and the occasions on which people met and spoke.
//
// Frames in data/frames say which verbs and nouns speak of which type of event and where in the sentence
// the actor and the recipient stand; docs/frames.md tells their format. A maximum-entropy model then weighs
// the type, and takes verbs that no frame knows when their subject and object act in politics.
package event

import (
	"cmp"
	"io/fs"
	"slices"

	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// Types are the event types of PLOVER, in the order of the classes of the model.
var Types = [...]string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
	"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

// A Polarity tells whether an event came about or is said not to have.
type Polarity uint8

const (
	Positive Polarity = iota
	Negative
)

// A Modality tells how an event stands to what has happened.
type Modality uint8

const (
	Actual Modality = iota
	Intended
	Possible
	Conditional
	Demanded
)

func (p Polarity) String() string { return [...]string{"positive", "negative"}[p] }
func (m Modality) String() string {
	return [...]string{"actual", "intended", "possible", "conditional", "demanded"}[m]
}

// An Event is who did what to whom: tokens of its document, entities of its set.
type Event struct {
	Type       string // one of Types
	Mode       string // as PLOVER lists them for the type; empty for none
	CAMEO      string
	First, End int   // the trigger: tokens First <= i < End
	Actors     []int // indexes into the set's entities; of an act between equals, all of them
	Recipients []int // indexes into the set's entities
	Polarity   Polarity
	Modality   Modality
	When       int    // index into the times; -1 if none
	Where      int    // index into the places; -1 if none
	Statement  int    // index of the innermost statement in whose content it is told; -1 if none
	Frame      string // file:line of the frame, "learned" for a trigger that no frame knows, "act" for one made of an act
}

// A Finder finds events. It is safe for concurrent use.
type Finder struct {
	frames *Frames
	model  *linear.Chain // nil where there is none
}

// ModelFile is the name of the file that holds the weights.
const ModelFile = "event.bin"

// Load reads the weights from a folder of models; the frames are those of the program.
func Load(fsys fs.FS) (*Finder, error) {
	frames, err := BuiltIn()
	if err != nil {
		return nil, err
	}
	return load(fsys, frames)
}

// LoadWith is Load with frames of one's own instead of the program's.
func LoadWith(fsys fs.FS, frames *Frames) (*Finder, error) { return load(fsys, frames) }

func load(fsys fs.FS, frames *Frames) (*Finder, error) {
	b, err := fs.ReadFile(fsys, ModelFile)
	if err != nil {
		return nil, err
	}
	c, _, err := linear.DecodeChain(b)
	if err != nil {
		return nil, err
	}
	return NewFinder(frames, c), nil
}

// NewFinder makes a finder of frames and a model of their types; without a model, which may be nil, the frames alone decide.
func NewFinder(frames *Frames, model *linear.Chain) *Finder { return &Finder{frames, model} }

// Find returns the events of a document in the order of their triggers. set must hold what first and second person mean
// (entity.Finder.Quoted). Those whom an event names by words that were no mention yet become entities of the set, and
// entities that take part are given their country where the words around them tell it. Places are in the order of the text.
func (f *Finder) Find(d *text.Doc, t *syntax.Trees, set *entity.Set, statements []attribution.Statement, times []timex.Time, places []PlaceRef) []Event {
	s := f.scene(d, t, set, times, places)
	s.candidates()
	f.judge(s)
	out := s.events()
	s.settle(out, statements)
	set.Add(s.added...)
	slices.SortStableFunc(out, func(a, b Event) int { return cmp.Compare(a.First, b.First) })
	return out
}
