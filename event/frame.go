package event

import (
	"embed"
	"io/fs"
	"path"
	"sync"
)

//go:embed data
var files embed.FS

// Frames are the verbs and nouns that speak of events. They are read-only.
type Frames struct {
	frames  []frame
	index   map[uint64][]int32  // hash of a form in lower case to frames, in the order of the files
	preps   map[uint64]prep     // prepositions of the slots
	words   map[uint64]kinds    // supports and governors
	actors  map[uint64]string   // name in lower case to ISO code
	deeds   map[uint64]struct{} // nouns that stand for those whose they are
	amounts map[uint64]struct{} // nouns that count others
	past    map[uint64]bool     // forms of verbs in the past

	lists map[string]map[uint64]struct{} // by name: the words of lists
	odd   map[string][]string            // lemma to forms that no rule makes
}

// BuiltIn returns the frames of the program.
var BuiltIn = sync.OnceValues(func() (*Frames, error) {
	sub, err := fs.Sub(files, "data")
	if err != nil {
		return nil, err
	}
	return ReadFrames(sub)
})

// A frame is a verb or noun with its conditions and the places of its participants.
type frame struct {
	class      uint8 // index into Types
	mode       string
	cameo      string
	noun       bool
	adjective  bool
	several    bool // reciprocal where there are several actors
	more       []uint64
	actor      []slot
	recipient  []slot
	conditions []condition
	from       string // file:line
	own        bool   // of a file of the user's: no model leaves its type for another
}

// prep numbers a preposition; 0 is none.
type prep uint16

// A slot is a place in the clause.
type slot struct {
	role role
	prep prep
}

type role uint8

const (
	subject   role = iota // who does what a verb says
	object                // whom or what it is done to
	indirect              // to or for whom
	possessor             // of a noun: possessive, adjective of a country, name before it; of a verb: that of its object
	complementObject
	complementSubject
	complement
	infinitive // a complement with "to"
	modifier   // words before the trigger of a noun
	oblique    // after a preposition
)

var roleNames = map[string]role{"subj": subject, "obj": object, "iobj": indirect, "own": possessor, "its": possessor,
	"do": complementObject, "inf": infinitive, "doer": complementSubject, "mod": modifier}

// A condition is what must, or must not, stand in one of its slots.
type condition struct {
	not      bool
	slots    []slot
	mod      bool                // the words are those before the noun in the slot
	any      bool                // whatever stands there
	somebody bool                // a mention of whoever acts
	words    map[uint64]struct{} // hashes of the forms in lower case
}

// kinds are what support.txt and governors.txt say of a word, as bits.
type kinds uint16

const (
	supports  kinds = 1 << iota // gives its subject to the noun as actor
	undergoes                   // gives its subject to the noun as recipient
	happens                     // has the noun as its subject
	intends                     // governors
	demands
	allows // possible
	supposes
	negates
	talksOf // topic
	says    // has a clause of what somebody declares
)

func joined(dir, name string) string { return path.Join(dir, name) }
