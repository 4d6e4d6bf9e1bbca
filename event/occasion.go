package event

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/place"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// A Range is a range of tokens, First <= i < End.
type Range = attribution.Range

// A PlaceRef is a mention of a place as a place, and what the gazetteer makes of it: the zero Entry where
// that is nothing.
type PlaceRef struct {
	First, End int // tokens, First <= i < End
	place.Entry
}

// An Occasion is a setting in which people met or spoke, in tokens of its document and entities of its set.
type Occasion struct {
	Kind         string // as in readout.Occasion
	Participants []int  // indexes into the set's entities
	Place        Range  // the words that name its place; empty for none
	PlaceRef     int    // index of the place that these words mention; -1 for none
	When         int    // index of a time; -1 for none
	Duration     int    // index of a time; -1 for none
	Topics       []Range
	Relations    []Relation
	Spans        []Range // the words that speak of it
	Trigger      int     // the token that tells of it first
	Planned      bool    // yet to come, as the article tells it
	Rule         string  // file:line of the entry that told its kind
}

// A Relation tells how an occasion stands to another.
type Relation struct {
	Type     string // before, after, during, part_of
	Occasion int    // index of the other
}

// An OccasionFinder finds occasions. It is safe for concurrent use.
type OccasionFinder struct{ lex *occasionLexicon }

// LoadOccasions reads the words of data/occasions.txt.
func LoadOccasions() (*OccasionFinder, error) {
	b, err := occasionData.ReadFile("data/" + occasionsFile)
	if err != nil {
		return nil, err
	}
	l, err := readOccasions(occasionsFile, string(b))
	if err != nil {
		return nil, err
	}
	return &OccasionFinder{l}, nil
}

// Find returns the occasions of a document in the order in which they are first spoken of, and for each statement the
// index of the occasion on which it was made, or -1. times are those of timex, places what the article mentions as
// places, both in the order of the text. It is to be called once first and second person are resolved.
//
// Each trigger becomes a sighting: its kind, who takes part, where, when, how long, about what. Sightings are
// then told one by one whether they speak of an occasion told before. The time is linear in the text.
func (f *OccasionFinder) Find(d *text.Doc, t *syntax.Trees, set *entity.Set, statements []attribution.Statement,
	times []timex.Time, places []PlaceRef) ([]Occasion, []int) {
	v := newStage(f.lex, d, t, set, statements, times, places)
	v.sight()
	v.merge()
	v.dateByLead()
	v.relate()
	on := v.settle(statements)
	return v.finish(on)
}

// finish drops what is not for others to see, and puts the occasions in the order of the text.
func (v *stage) finish(on []int) ([]Occasion, []int) {
	order := v.telling(on)
	first := func(i int) int { return v.occasions[i].Spans[0].First }
	sortBy(order, func(a, b int) bool { return first(a) < first(b) })
	at := make([]int, len(v.occasions))
	out := make([]Occasion, len(order))
	for k, i := range order {
		at[i] = k
		out[k] = v.occasions[i].Occasion
	}
	for k := range out {
		for r := range out[k].Relations {
			out[k].Relations[r].Occasion = at[out[k].Relations[r].Occasion]
		}
	}
	for i, o := range on {
		if o >= 0 {
			on[i] = at[o]
		}
	}
	return out, on
}

// telling returns the occasions that tell something: a meeting or call, somebody by name, where, when or how long, what was said there, or what came
// before or after.
func (v *stage) telling(on []int) []int {
	keep := make([]bool, len(v.occasions))
	for _, o := range on {
		if o >= 0 {
			keep[o] = true
		}
	}
	for o := range v.occasions {
		x := &v.occasions[o]
		for _, e := range x.Participants {
			keep[o] = keep[o] || v.named[e]
		}
		keep[o] = keep[o] || x.When >= 0 || x.Place.End > 0 || x.Duration >= 0 || len(x.Relations) > 0 || len(x.Spans) > 1 ||
			x.Kind == "meeting" || x.Kind == "call" // of which talks may tell
		for _, r := range x.Relations {
			keep[r.Occasion] = true
		}
	}
	var out []int
	for o := range keep {
		if keep[o] {
			out = append(out, o)
		}
	}
	return out
}

// A stage is a document while its occasions are being found.
type stage struct {
	lex        *occasionLexicon
	turns      int  // where the first turn of a transcript begins; -1 where there is none
	interview  bool // its turns are questions and answers of two
	d          *text.Doc
	t          *syntax.Trees
	set        *entity.Set
	times      []timex.Time
	places     []PlaceRef
	ids        []tokenIDs
	sent       []int32 // sentence of the token
	quoted     []bool  // inside quotation marks
	told       []bool  // inside the content of a statement, after its cue
	headed     []int32 // the widest mention whose head the token is, or -1
	covered    []int32 // the innermost mention around the token, or -1
	named      []bool  // per entity: it has a name
	timeAt     []int32 // time over the token, or -1
	placeAt    []int32 // place over the token, or -1
	sightings  []sighting
	inSentence []int32 // the first sighting of each sentence; one more at the end
	occasions  []known
}

// tokenIDs are the lexicon's numbers of a token's form and lemma; 0 for words that it does not have.
type tokenIDs struct{ form, lemma uint16 }

func newStage(l *occasionLexicon, d *text.Doc, t *syntax.Trees, set *entity.Set, statements []attribution.Statement, times []timex.Time, places []PlaceRef) *stage {
	n := len(d.Tokens)
	room := make([]int32, 5*n)
	flags := make([]bool, 2*n)
	v := &stage{lex: l, d: d, t: t, set: set, times: times, places: places, ids: make([]tokenIDs, n),
		sent: room[:n], headed: room[n : 2*n], covered: room[2*n : 3*n], timeAt: room[3*n : 4*n], placeAt: room[4*n:],
		quoted: flags[:n], told: flags[n:], named: make([]bool, len(set.Entities))}
	for i := range room[n:] {
		room[n+i] = -1
	}
	for i := range d.Tokens {
		v.ids[i].form = l.words[d.Tokens[i].Lower]
		switch t.Words[i].UPOS {
		case syntax.NOUN, syntax.VERB, syntax.AUX, syntax.ADJ, syntax.PROPN:
			v.ids[i].lemma = l.words[text.HashLower(t.Words[i].Lemma)]
			if v.ids[i].lemma == 0 && t.Words[i].UPOS == syntax.VERB { // a lemma that was made by rule may lack its "e": "telephoned"
				v.ids[i].lemma = l.words[text.HashLower(t.Words[i].Lemma+"e")]
			}
		}
	}
	for s := range d.Sentences {
		for i := d.Sentences[s].First; i < d.Sentences[s].End; i++ {
			v.sent[i] = int32(s)
		}
	}
	for q := range d.Quotes {
		if d.Quotes[q].Parent < 0 && d.Quotes[q].End-d.Quotes[q].First > 3 { // shorter ones are scare quotes
			fill(v.quoted, d.Quotes[q].First, d.Quotes[q].End, true)
		}
	}
	v.turns = -1
	turns, replies := map[int]int{}, map[int]int{} // by speaker
	for i := range statements {
		if statements[i].Basis == readout.Transcript {
			if v.turns < 0 || statements[i].Source.First < v.turns {
				v.turns = statements[i].Source.First
			}
			for _, c := range statements[i].Content {
				fill(v.told, c.First, c.End, true)
			}
			if statements[i].InReplyTo >= 0 {
				replies[statements[i].Speaker]++
			} else {
				turns[statements[i].Speaker]++
			}
		}
		for _, c := range statements[i].Content {
			if cue := statements[i].Cue; cue.First < cue.End && cue.First < c.First {
				fill(v.told, c.First, c.End, true)
			}
		}
	}
	v.interview = ofTwo(turns, replies)
	for m := range set.Mentions {
		x := &set.Mentions[m]
		if v.headed[x.Head] < 0 {
			v.headed[x.Head] = int32(m)
		}
		fill(v.covered, x.First, x.End, int32(m))
		if x.Entity >= 0 && x.Form == readout.ByName {
			v.named[x.Entity] = true
		}
	}
	for i := range times {
		fill(v.timeAt, times[i].First, times[i].End, int32(i))
	}
	for i := range places {
		fill(v.placeAt, places[i].First, places[i].End, int32(i))
	}
	return v
}

// ofTwo reports whether one speaker answers more than once, and one other has at least half of the other turns.
func ofTwo(turns, replies map[int]int) bool {
	all, most := 0, 0
	for e, n := range turns {
		if all += n; replies[e] == 0 {
			most = max(most, n)
		}
	}
	for _, n := range replies {
		return len(replies) == 1 && n > 1 && 2*most >= all
	}
	return false
}

func fill[T any](s []T, first, end int, x T) {
	for i := max(first, 0); i < min(end, len(s)); i++ {
		s[i] = x
	}
}

// is reports whether the form or the lemma of token i is of a class.
func (v *stage) is(i int, c wordClass) bool {
	return (v.lex.classes[v.ids[i].form]|v.lex.classes[v.ids[i].lemma])&c != 0
}

// formIs is is for the form alone.
func (v *stage) formIs(i int, c wordClass) bool { return v.lex.classes[v.ids[i].form]&c != 0 }

// isPerson reports whether an entity may take part in an occasion.
func (v *stage) isPerson(e int) bool {
	switch v.set.Entities[e].Kind {
	case readout.Person, readout.Organization, readout.Country, readout.Group:
		return true
	}
	return false
}
