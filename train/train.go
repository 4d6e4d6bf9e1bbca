// Package train holds the recipes by which the weights under models/en are made, a file or two a model.
package train

import (
	"fmt"
	"io"

	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/event"
)

// An Env is where a recipe finds its corpora and leaves its weights.
type Env struct {
	Corpora string    // folder of the corpora
	Models  string    // folder of the weights
	Log     io.Writer // progress for people
}

// Logf writes a line of progress.
func (e Env) Logf(format string, args ...any) { fmt.Fprintf(e.Log, format+"\n", args...) }

// A Recipe trains a model and measures it. The same corpora give the same weights.
type Recipe struct {
	Name  string
	About string // what it makes, in a line
	Train func(Env) error
	Eval  func(Env) error // measures the weights in Env.Models on the dev parts
}

// Recipes are all recipes, in the order in which they build on one another.
var Recipes = []Recipe{
	{"ner", "names of persons, organizations, places and groups: " + entity.NamesFile, EntityNames, EvalEntityNames},
	{"borders", "ends of sentences without a full stop: " + bordersFile, Borders, EvalBorders},
	{"syntax", "tagger, lemmatiser and dependency parser: syntax.bin", Syntax, EvalSyntax},
	{"coref", "antecedents of pronouns: " + entity.CorefFile, EntityCoref, EvalEntityCoref},
	{"attribution", "statements, their cues, sources and contents: attribution.bin", Attribution, EvalAttribution},
	{"claims", "what is worth checking: act.bin", Claims, EvalClaims},
	{"events", "types of events: " + event.ModelFile, Events, EvalEvents},
	{"places", "nothing; places are measured against gold coordinates", NoTraining, EvalPlaces},
}
