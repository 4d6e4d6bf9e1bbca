package eval

import (
	"slices"
	"strings"
	"unicode"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
)

// roots are PLOVER's types as gold and program are compared, where older codebooks word them otherwise.
var roots = map[string]string{"DEMAND": "REQUEST", "CONCEDE": "YIELD", "RETREAT": "YIELD", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}

// Root returns the type by which events are compared: one of PLOVER's, as PLV has them (Hu and others, ACL 2024).
func Root(t string) string {
	t = strings.ToUpper(t)
	if r, ok := roots[t]; ok {
		return r
	}
	return t
}

// An EventsScore counts sentences whose actor and recipient people coded. An event covers a row when both take part in it, and has
// its direction when each is on its own side.
type EventsScore struct {
	Rows, Covered, Typed, Overall int // Typed: covered, and of the type; Overall: and of the direction
	types                         map[string]*Count
}

// Add counts one row.
func (s *EventsScore) Add(gold *corpus.Coded, record *readout.Readout) {
	if s.types == nil {
		s.types = map[string]*Count{}
	}
	of := func(t string) *Count {
		if s.types[t] == nil {
			s.types[t] = new(Count)
		}
		return s.types[t]
	}
	source, target := given(record.Article.Text, gold.Sources), given(record.Article.Text, gold.Targets)
	want := Root(gold.Root)
	var covered, typed, hit bool
	var told string // the type of the first event of the right direction
	for i := range record.Events {
		e := &record.Events[i]
		covers, right := source.and(target, record, e)
		is := Root(e.Type) == want
		covered = covered || covers
		typed = typed || covers && is
		hit = hit || right && is
		if right && told == "" {
			told = Root(e.Type)
		}
	}
	s.Rows++
	of(want).Gold++
	for _, x := range []struct {
		to *int
		is bool
	}{{&s.Covered, covered}, {&s.Typed, typed}, {&s.Overall, hit}} {
		if x.is {
			*x.to++
		}
	}
	if hit {
		told = want
		of(want).Right++
	}
	if told != "" {
		of(told).Found++
	}
}

// Shares returns, in percent, how many rows are covered, how many of these have an event of the right type, and the F1 of the types
// on average.
func (s *EventsScore) Shares() (coverage, typed, macroF1 float64) {
	sum, n := 0.0, 0
	for _, c := range s.types {
		if c.Gold > 0 {
			_, _, f := c.F1()
			sum += f
			n++
		}
	}
	return percent(s.Covered, s.Rows), percent(s.Typed, s.Covered), sum / float64(max(1, n))
}

// A party is the words that the gold gives for a side: their places in the sentence, else the words themselves.
type party struct {
	places map[int]bool
	words  map[string]bool
	free   bool // it has no word in the sentence and asks for nothing
}

func given(text string, names []string) party {
	p := party{places: map[int]bool{}, words: map[string]bool{}}
	var name string
	if len(names) > 0 {
		name = strings.TrimSpace(names[0])
	}
	for at := 0; name != ""; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			break
		}
		at += i
		for _, w := range contentWords(text, readout.Span{Start: at, End: at + len(name)}) {
			p.places[w.at] = true
		}
		at++
	}
	if len(p.places) == 0 {
		here := map[string]bool{}
		for _, w := range contentWords(text, readout.Span{End: len(text)}) {
			here[w.lower] = true
		}
		for _, w := range contentWords(name, readout.Span{End: len(name)}) {
			if here[w.lower] {
				p.words[w.lower] = true
			}
		}
	}
	p.free = len(p.places) == 0 && len(p.words) == 0
	return p
}

// on reports whether the party is among the words.
func (p party) on(words []word) bool {
	return p.free || slices.ContainsFunc(words, func(w word) bool { return p.places[w.at] || p.words[w.lower] })
}

// and reports whether an event covers both parties, and whether in the right direction. An event whose actors are all who take
// part goes both ways.
func (p party) and(q party, record *readout.Readout, e *readout.Event) (covers, right bool) {
	actors, recipients := mentioned(record, e.Actors), mentioned(record, e.Recipients)
	if len(actors) == 0 && len(recipients) == 0 {
		return false, false
	}
	if p.on(actors) && q.on(recipients) && (len(actors) > 0 && !p.free || len(recipients) > 0 && !q.free) {
		return true, true
	}
	both := append(actors, recipients...)
	if p.on(both) && q.on(both) {
		return true, len(e.Recipients) == 0 && !p.free && !q.free
	}
	return false, false
}

// mentioned are the words of all mentions of entities and of their members.
func mentioned(record *readout.Readout, ids []string) (out []word) {
	for _, e := range withMembers(record, ids) {
		for _, m := range e.Mentions {
			out = append(out, contentWords(record.Article.Text, m.Span)...)
		}
	}
	return out
}

// withMembers returns entities and their members, and theirs, each once.
func withMembers(record *readout.Readout, ids []string) (out []*readout.Entity) {
	for todo := slices.Clone(ids); len(todo) > 0; {
		id := todo[0]
		todo = todo[1:]
		i := slices.IndexFunc(record.Entities, func(e readout.Entity) bool { return e.ID == id })
		if i < 0 || slices.Contains(out, &record.Entities[i]) {
			continue
		}
		out = append(out, &record.Entities[i])
		todo = append(todo, record.Entities[i].Members...)
	}
	return out
}

// A word is one that says something, and where it begins.
type word struct {
	at    int
	lower string
}

var functionWords = map[string]bool{
	"the": true, "a": true, "an": true, "of": true, "to": true, "and": true, "in": true, "for": true, "on": true, "at": true, "by": true, "with": true, "from": true,
	"as": true, "or": true, "but": true, "s": true,
}

// contentWords returns the words of a span; full stops inside a word belong to it ("U.S").
func contentWords(text string, s readout.Span) (out []word) {
	in := text[s.Start:s.End]
	start, end := -1, 0
	for i, r := range in + " " {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			if start < 0 {
				start = i
			}
			end = i + len(string(r))
		case r == '.' && start >= 0:
		case start >= 0:
			if w := strings.ToLower(in[start:end]); !functionWords[w] {
				out = append(out, word{s.Start + start, w})
			}
			start = -1
		}
	}
	return out
}
