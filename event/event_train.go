package event

import (
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// An Example is a trigger as the model sees it, for training.
type Example struct {
	Keys               []linear.Key
	Class              int   // index into Types of the frame's type; -1 for a verb that no frame knows
	Actors, Recipients []int // indexes into the set's entities
}

// Examples returns the triggers of a document with their features, before any model has seen them. It changes the set as Find does.
func (f *Finder) Examples(d *text.Doc, t *syntax.Trees, set *entity.Set, times []timex.Time, places []PlaceRef) []Example {
	s := f.scene(d, t, set, times, places)
	s.candidates()
	out := make([]Example, len(s.found))
	for i := range s.found {
		x := &s.found[i]
		out[i] = Example{Keys: s.featureKeys(x, nil), Class: -1, Actors: x.actors, Recipients: x.others}
		if x.frame != nil {
			out[i].Class = int(x.frame.class)
		}
	}
	set.Add(s.added...)
	return out
}
