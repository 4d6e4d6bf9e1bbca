package reader

import (
	"slices"
	"strconv"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/act"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/event"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/talks"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// happenings are what the stages after the statements found, in tokens and indexes.
type happenings struct {
	acts      []act.Reading // one for each statement
	occasions []event.Occasion
	on        []int // occasion of each statement; -1 for none
	when      []int // time of each statement; -1 for none
	events    []event.Event
	talks     []talks.Talks
	times     []timex.Time
	places    []event.PlaceRef
}

// threats are the threats among the acts, which are events too.
func threats(statements []attribution.Statement, acts []act.Reading) []event.Threat {
	var out []event.Threat
	for i := range acts {
		for _, a := range acts[i].Acts {
			if a.Type == "threat" {
				out = append(out, event.Threat{
					First: a.First, End: a.End, Speaker: statements[i].Speaker, Target: a.Target, Statement: i, When: -1, Cue: statements[i].Cue,
				})
			}
		}
	}
	return out
}

// audience gives the statements that were made on an occasion, and tell no addressee, those to whom the words that tell of the
// occasion say that people spoke: "speaking to reporters aboard the plane".
func (h *happenings) audience(t *syntax.Trees, set *entity.Set, statements []attribution.Statement) {
	heads := map[int]int{} // mentions by the token that heads them
	for m := range set.Mentions {
		if x := &set.Mentions[m]; x.Entity >= 0 {
			heads[x.Head] = x.Entity
		}
	}
	heard := make([][]int, len(h.occasions))
	for o := range h.occasions {
		for _, x := range h.occasions[o].Spans {
			for i := x.First; i < x.End; i++ {
				for c, steps := t.FirstChild(i), 0; c >= 0 && steps < 40; c, steps = t.NextChild(c), steps+1 {
					k := t.Child(c, syntax.Case)
					if r := t.Words[c].Rel; k < 0 || t.Words[k].Lemma != "to" || r != syntax.Obl && r != syntax.Nmod {
						continue
					}
					e, ok := heads[c]
					if !ok || slices.Contains(heard[o], e) {
						continue
					}
					switch set.Entities[e].Kind {
					case readout.Person, readout.Group, readout.Organization:
						heard[o] = append(heard[o], e)
					}
				}
			}
		}
	}
	for i := range statements {
		s := &statements[i]
		if o := h.on[i]; o >= 0 && s.Within < 0 && s.Speaker >= 0 && len(s.Addressees) == 0 && !slices.Contains(heard[o], s.Speaker) {
			s.Addressees = heard[o]
		}
	}
}

// own gives each statement the time that the words of its cue name: "said on Tuesday".
func (h *happenings) own(t *syntax.Trees, statements []attribution.Statement) []int {
	when := make([]int, len(statements))
	from := 0
	for i := range statements {
		s := &statements[i]
		when[i] = -1
		if s.Cue.First >= s.Cue.End {
			continue
		}
		for from > 0 && h.times[from-1].First > s.Cue.First-60 {
			from--
		}
		for from < len(h.times) && h.times[from].First < s.Cue.First-60 {
			from++
		}
		for k := from; k < len(h.times) && h.times[k].First < s.Cue.End+60; k++ {
			x := &h.times[k]
			if x.Type != timex.Date && x.Type != timex.Clock {
				continue
			}
			in := slices.ContainsFunc(s.Content, func(c attribution.Range) bool { return c.First < x.End && x.First < c.End })
			if in && (ofCue(t, s, x) || ofObject(t, s, x)) {
				in = false
			}
			for j := x.First; j < x.End && !in; j++ {
				if g := t.Words[j].Head; g >= s.Cue.First && g < s.Cue.End && (j < s.Cue.First || j >= s.Cue.End) || j >= s.Cue.First && j < s.Cue.End {
					when[i] = k
				}
			}
			// "The council on Monday demanded", "demanded on Monday", wherever the parser has hung the day.
			if first := x.First - 1; !in && when[i] < 0 && first > 0 && t.Words[first].UPOS == syntax.ADP && (x.End == s.Cue.First || first == s.Cue.End) {
				when[i] = k
			}
			// "told a jury on Thursday that …", "told the BBC in Paris on Monday: “…”"
			if !in && when[i] < 0 && x.First >= s.Cue.End && x.End <= s.Content[0].First && s.Content[0].First < s.Cue.End+20 {
				when[i] = k
			}
		}
	}
	return when
}

// ofCue reports whether a time in the content of a statement hangs on the cue, and what is said begins behind it: "accused <Cambodia on Tuesday of …>".
func ofCue(t *syntax.Trees, s *attribution.Statement, x *timex.Time) bool {
	if g := t.Words[x.First].Head; g < s.Cue.First || g >= s.Cue.End || s.Content[0].First != s.Cue.End || x.First > s.Cue.End+6 || x.End >= s.Content[0].End {
		return false
	}
	switch t.Words[x.End].Lemma {
	case "of", "for", "to", "that":
		return true
	}
	return false
}

// ofObject reports whether a time ends the content of a statement that is no clause, and hangs on the cue: "rejected <the offer on Monday>".
func ofObject(t *syntax.Trees, s *attribution.Statement, x *timex.Time) bool {
	c := s.Content[len(s.Content)-1]
	if g := t.Words[x.End-1].Head; g < s.Cue.First || g >= s.Cue.End || x.End != c.End || c.First != s.Cue.End || t.Words[s.Cue.End-1].Lemma == "say" {
		return false
	}
	return !slices.ContainsFunc(t.Words[c.First:c.End], func(w syntax.Word) bool { return w.UPOS == syntax.VERB || w.UPOS == syntax.AUX })
}

// used marks the entities that any of these speak of.
func (h *happenings) used(mark func(entity int)) {
	all := func(es []int) {
		for _, e := range es {
			mark(e)
		}
	}
	for i := range h.acts {
		for _, a := range h.acts[i].Acts {
			mark(a.Target)
		}
	}
	for i := range h.occasions {
		all(h.occasions[i].Participants)
	}
	for i := range h.events {
		all(h.events[i].Actors)
		all(h.events[i].Recipients)
	}
	for i := range h.talks {
		all(h.talks[i].Parties)
	}
}

// A scribe puts happenings into the form of a record.
type scribe struct {
	h    *happenings
	d    *text.Doc
	r    *readout.Readout
	ids  []string // of entities
	told []int32  // for each token, the occasion that it speaks of, plus one
}

func (s *scribe) span(x attribution.Range) readout.Span { return s.d.Range(x.First, x.End) }

func (s *scribe) spans(xs []attribution.Range) []readout.Span {
	var out []readout.Span
	for _, x := range xs {
		out = append(out, s.span(x))
	}
	return out
}

func (s *scribe) entities(es []int) []string {
	var out []string
	for _, e := range es {
		if id := s.ids[e]; id != "" {
			out = append(out, id)
		}
	}
	return out
}

// time returns the time with an index, nil for -1.
func (s *scribe) time(i int) *readout.Time {
	if i < 0 {
		return nil
	}
	t := s.r.Times[i]
	return &t
}

// timeAt returns the time expression that the range holds, else one without a value over the range; nil for an empty range.
func (s *scribe) timeAt(x attribution.Range) *readout.Time {
	if x.First >= x.End {
		return nil
	}
	for i := range s.h.times {
		if t := &s.h.times[i]; t.First < x.End && x.First < t.End {
			return s.time(i)
		}
	}
	return nil
}

// place returns the place with an index or, for -1, one by the words alone; nil where there are none.
func (s *scribe) place(x attribution.Range, ref int) *readout.PlaceMention {
	if ref >= 0 {
		p := s.r.Places[ref] // parallel to h.places
		return &p
	}
	if x.First >= x.End {
		return nil
	}
	span := s.span(x)
	return &readout.PlaceMention{Span: span, Name: span.In(s.d.Text)}
}

func occasionID(i int) string { return "o" + strconv.Itoa(i+1) }

func (s *scribe) write() {
	s.told = make([]int32, len(s.d.Tokens))
	for o := range s.h.occasions {
		for _, x := range s.h.occasions[o].Spans {
			for i := x.First; i < x.End; i++ {
				s.told[i] = int32(o + 1)
			}
		}
	}
	for i := range s.r.Statements {
		o := &s.r.Statements[i]
		if on := s.h.on[i]; on >= 0 {
			o.Occasion = occasionID(on)
		}
		o.When = s.time(s.h.when[i])
		for _, a := range s.h.acts[i].Acts {
			x := readout.Act{Type: a.Type, Span: s.d.Range(a.First, a.End), Condition: s.span(a.Condition), Deadline: s.timeAt(a.Deadline), Rule: a.Why()}
			if a.Target >= 0 {
				x.Target = s.ids[a.Target]
			}
			o.Acts = append(o.Acts, x)
		}
		o.Claims = s.spans(s.h.acts[i].Claims)
	}
	for i := range s.h.occasions {
		o := &s.h.occasions[i]
		x := readout.Occasion{
			ID: occasionID(i), Kind: o.Kind, Participants: s.entities(o.Participants), Place: s.place(o.Place, o.PlaceRef),
			When: s.time(o.When), Duration: s.time(o.Duration), Topics: s.spans(o.Topics), Spans: s.spans(o.Spans), Rule: o.Rule,
		}
		for _, r := range o.Relations {
			x.Relations = append(x.Relations, readout.Relation{Type: r.Type, Occasion: occasionID(r.Occasion)})
		}
		s.r.Occasions = append(s.r.Occasions, x)
	}
	for i := range s.h.events {
		s.r.Events = append(s.r.Events, s.event(i))
	}
	for i := range s.h.talks {
		s.r.Talks = append(s.r.Talks, s.negotiation(i))
	}
}

func (s *scribe) event(i int) readout.Event {
	e := &s.h.events[i]
	x := readout.Event{
		ID: "v" + strconv.Itoa(i+1), Type: e.Type, Mode: e.Mode, CAMEO: e.CAMEO, Trigger: s.d.Range(e.First, e.End),
		Actors: s.entities(e.Actors), Recipients: s.entities(e.Recipients),
		Polarity: e.Polarity.String(), Modality: e.Modality.String(), When: s.time(e.When), Rule: e.Frame,
	}
	if e.Where >= 0 {
		x.Where = s.place(attribution.Range{}, e.Where)
	}
	if e.Statement >= 0 {
		x.Statement = s.r.Statements[e.Statement].ID
	}
	if o := s.told[e.First]; o > 0 {
		x.Occasion = occasionID(int(o) - 1)
	}
	return x
}

func (s *scribe) negotiation(i int) readout.Talks {
	t := &s.h.talks[i]
	x := readout.Talks{ID: "t" + strconv.Itoa(i+1), Parties: s.entities(t.Parties), Topics: s.spans(t.Topics), Result: t.Result}
	for _, o := range t.Occasions {
		x.Occasions = append(x.Occasions, occasionID(o))
	}
	points := func(ps []talks.Point) (out []readout.Point) {
		for _, p := range ps {
			y := readout.Point{Span: s.d.Range(p.First, p.End), Act: p.Act, Rule: p.Rule}
			if p.Statement >= 0 {
				y.Statement = s.r.Statements[p.Statement].ID
			}
			out = append(out, y)
		}
		return out
	}
	x.Denied, x.Agreed, x.Outstanding, x.Next = points(t.Denied), points(t.Agreed), points(t.Outstanding), points(t.Next)
	return x
}
