package event

import (
	"cmp"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// defaults are CAMEO's classes of the types.
var defaults = [len(Types)]string{"030", "040", "050", "080", "060", "070", "080", "100", "110", "120", "130", "140", "160", "150", "170", "190"}

// events makes events of the candidates that the model took.
func (s *scene) events() []Event {
	var out []Event
	for k := range s.found {
		s.byHead[s.found[k].trigger] = int32(k)
		if c := s.found[k].comp; c >= 0 {
			s.byComp[c] = int32(k)
		}
	}
	for k := range s.found {
		x := &s.found[k]
		if int(x.class) >= len(Types) {
			continue
		}
		e := Event{Type: Types[x.class], First: x.trigger, End: x.end, Actors: x.actors, Recipients: x.others, When: -1, Where: -1, Statement: -1, Frame: "learned"}
		e.CAMEO = defaults[x.class]
		if f := x.frame; f != nil {
			e.Frame = f.from
			if f.class == x.class {
				e.Mode, e.CAMEO = f.mode, f.cameo
			}
		}
		e.Polarity, e.Modality = s.mood(x)
		s.place(&e, x)
		if y, ok := s.declared(x, &e); ok {
			out = append(out, y)
		}
		if !s.threatened(x) && !s.idle(x) {
			out = append(out, e)
		}
	}
	return out
}

// Classes of Types by name.
var agreeClass, consultClass, retreatClass, rejectClass, threatenClass, protestClass, assaultClass = classOf("AGREE"), classOf("CONSULT"),
	classOf("RETREAT"), classOf("REJECT"), classOf("THREATEN"), classOf("PROTEST"), classOf("ASSAULT")

func classOf(name string) uint8 { return uint8(slices.Index(Types[:], name)) }

// threatened reports whether an event is but what a verb of threatening before it announces: the threat is then the event.
func (s *scene) threatened(x *candidate) bool {
	k := s.byComp[x.trigger]
	return k >= 0 && s.found[k].class == threatenClass && x.class != threatenClass && len(s.found[k].others) > 0
}

// idle reports whether a candidate tells nothing of its own: an agreement to do what another frame tells as a conflict, a
// consultation of one person with nobody, or one that is but the purpose of another.
func (s *scene) idle(x *candidate) bool {
	switch x.class {
	case agreeClass:
		k := int32(-1)
		if x.comp >= 0 {
			k = s.byHead[x.comp]
		}
		return k >= 0 && s.found[k].class >= protestClass && int(s.found[k].class) < None
	case consultClass:
		if x.frame == nil || !x.frame.several {
			return false
		}
		if h := s.word(x.trigger).Head; h >= 0 && !x.frame.noun && s.word(x.trigger).Rel != syntax.Conj && s.byHead[h] >= 0 &&
			s.found[s.byHead[h]].class == consultClass {
			return true
		}
		if len(x.actors)+len(x.others) == 1 {
			for _, e := range slices.Concat(x.actors, x.others) {
				k := &s.set.Entities[e]
				return len(k.Members) == 0 && (k.Kind == readout.Person || k.Kind == readout.Country || k.Kind == readout.Place || x.frame.noun)
			}
		}
	}
	return false
}

// declared makes the event of somebody's saying what he will do or will not do: to help or give way is an agreement, not to
// is a refusal, to act against somebody is a threat.
func (s *scene) declared(x *candidate, e *Event) (Event, bool) {
	w := s.word(x.trigger)
	g := w.Head
	if x.support >= 0 {
		w = s.word(x.support)
		g = w.Head
	}
	if w.Rel != syntax.Ccomp || g < 0 || s.kind(g)&says == 0 || e.Modality != Intended && e.Modality != Conditional {
		return Event{}, false
	}
	if s.t.Child(x.trigger, syntax.Aux) < 0 && x.support < 0 {
		return Event{}, false
	}
	var c clause
	c.verb(s, g)
	if c.subject < 0 || c.passive {
		return Event{}, false
	}
	own := func(h int) bool {
		return h >= 0 && slices.ContainsFunc(s.who(h, true), func(a int) bool { return slices.Contains(e.Actors, a) })
	}
	if !own(c.subject) && !own(s.ahead(g)) {
		return Event{}, false
	}
	class := agreeClass
	switch {
	case x.class <= retreatClass && e.Polarity == Negative:
		class = rejectClass
	case x.class <= retreatClass:
	case x.class >= protestClass && e.Polarity == Positive:
		class = threatenClass
	default:
		return Event{}, false
	}
	out := *e
	out.Type, out.Mode, out.CAMEO = Types[class], "", defaults[class]
	out.First, out.End = g, g+1
	out.Polarity, out.Modality = Positive, Actual
	y := candidate{trigger: g, support: -1}
	out.Polarity, out.Modality = s.mood(&y)
	out.When, out.Where = -1, -1
	s.place(&out, &y)
	return out, true
}

// near tells how far the trigger of an event is from token i in the tree: steps up from i, then down; -1 when they are in
// different sentences or far apart.
func (s *scene) near(i, trigger, support int) int {
	for steps, j := 0, i; j >= 0 && steps < 8; steps, j = steps+1, s.word(j).Head {
		if j == trigger || j == support {
			return steps
		}
		for up, k := 1, s.word(trigger).Head; k >= 0 && up < 4; up, k = up+1, s.word(k).Head {
			if k == j {
				return steps + 2*up
			}
		}
	}
	return -1
}

// place gives an event its time and place: those of the sentence nearest to the trigger in the tree, then in the text.
func (s *scene) place(e *Event, x *candidate) {
	k := s.sentence(x.trigger)
	first, end := s.d.Sentences[k].First, s.d.Sentences[k].End
	best := 1 << 30
	from, _ := slices.BinarySearchFunc(s.times, first, func(t timex.Time, at int) int { return t.First - at })
	for i := from; i < min(from+16, len(s.times)) && s.times[i].First < end; i++ {
		t := &s.times[i]
		if t.Type == timex.Duration || t.Type == timex.Set || begins(s.d, t) && !(e.Modality == Intended && s.until(t)) {
			continue
		}
		h := s.top(t.First, t.End)
		if n := s.near(h, x.trigger, x.support); n >= 0 && n <= 5 && 64*n+abs(h-x.trigger) < best {
			best, e.When = 64*n+abs(h-x.trigger), i
		}
	}
	if i := s.whenClause(x.trigger); i >= 0 {
		e.When = i
	}
	best = 1 << 30
	from, _ = slices.BinarySearchFunc(s.places, first, func(p PlaceRef, at int) int { return p.First - at })
	for i := from; i < min(from+16, len(s.places)) && s.places[i].First < end; i++ {
		p := &s.places[i]
		h := s.top(p.First, p.End)
		switch s.lowerPrep(h) {
		case inHash, atHash, nearHash, insideHash, outsideHash, acrossHash:
		default:
			continue
		}
		if n := s.near(h, x.trigger, x.support); n >= 0 && n <= 5 && 64*n+abs(h-x.trigger) < best {
			best, e.Where = 64*n+abs(h-x.trigger), i
		}
	}
}

// whenClause returns the time that a clause tells more of, "since March, when he canceled a visit", where the trigger is its verb; -1 for none.
func (s *scene) whenClause(trigger int) int {
	for c := s.t.FirstChild(trigger); c > 1 && c < trigger; c = s.t.NextChild(c) {
		if s.word(c).XPOS != syntax.TagWRB || s.word(c).Lemma != "when" || s.d.Form(c-1) != "," {
			continue
		}
		for i := range s.times {
			if t := &s.times[i]; t.End == c-1 && (t.Type == timex.Date || t.Type == timex.Clock) {
				return i
			}
		}
	}
	return -1
}

// until reports whether a time tells by when something is to be done.
func (s *scene) until(t *timex.Time) bool {
	for i := max(t.First-1, 0); i <= t.First; i++ {
		if s.lower(i) == byHash {
			return true
		}
	}
	return false
}

var atHash, nearHash, insideHash, outsideHash, acrossHash = hashed("at"), hashed("near"), hashed("inside"), hashed("outside"), hashed("across")

func abs(n int) int { return max(n, -n) }

// top returns the token of a range whose head lies outside.
func (s *scene) top(first, end int) int {
	for i := first; i < end; i++ {
		if h := s.word(i).Head; h < first || h >= end {
			return i
		}
	}
	return first
}

// sentence returns the sentence of a token.
func (s *scene) sentence(i int) int {
	k, _ := slices.BinarySearchFunc(s.d.Sentences, i, func(x text.Sentence, i int) int {
		switch {
		case x.End <= i:
			return -1
		case x.First > i:
			return 1
		}
		return 0
	})
	return min(k, len(s.d.Sentences)-1)
}

// settle tells in which statement each event stands: the shortest whose content holds the trigger.
func (s *scene) settle(out []Event, statements []attribution.Statement) {
	if len(out) == 0 {
		return
	}
	in, size := make([]int32, len(s.d.Tokens)), make([]int32, len(statements))
	for i := range in {
		in[i] = -1
	}
	for k := range statements {
		for _, c := range statements[k].Content {
			size[k] += int32(c.End - c.First)
		}
	}
	for k := range statements {
		for _, c := range statements[k].Content {
			for i := c.First; i < c.End; i++ {
				if in[i] < 0 || size[in[i]] > size[k] {
					in[i] = int32(k)
				}
			}
		}
	}
	for k := range out {
		out[k].Statement = int(in[out[k].First])
	}
}

// FromOccasions adds to events the meetings and calls that took place between several and that no frame has told of: "after eleven hours of talks
// between the two". The result is in the order of the text.
func FromOccasions(events []Event, set *entity.Set, occasions []Occasion) []Event {
	var added []Event
	for i := range occasions {
		o := &occasions[i]
		if o.Kind != "meeting" && o.Kind != "call" || o.Planned || len(o.Participants) < 2 || len(o.Participants) > mostConsult || len(o.Spans) == 0 {
			continue
		}
		if slices.ContainsFunc(o.Participants, func(e int) bool { return set.Entities[e].Kind == readout.Group }) {
			continue // a call with analysts
		}
		at, _ := slices.BinarySearchFunc(events, o.Trigger, func(e Event, i int) int { return cmp.Compare(e.First, i) })
		known := slices.ContainsFunc(events[max(0, at-consultReach):min(len(events), at+consultReach)], func(e Event) bool {
			if e.Type != "CONSULT" {
				return false
			}
			common := 0
			for _, p := range o.Participants {
				if slices.Contains(e.Actors, p) || slices.Contains(e.Recipients, p) {
					common++
				}
			}
			return common > 1 || slices.ContainsFunc(o.Spans, func(r Range) bool { return r.First < e.End && e.First < r.End })
		})
		if known {
			continue
		}
		e := Event{Type: "CONSULT", CAMEO: "040", First: o.Trigger, End: o.Trigger + 1, Actors: slices.Clone(o.Participants), When: o.When, Where: o.PlaceRef, Statement: -1, Frame: o.Rule}
		if o.Kind == "call" {
			e.Mode, e.CAMEO = "phone", "041"
		}
		added = append(added, e)
	}
	events = append(events, added...)
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(a.First, b.First) })
	return events
}

// mostConsult is how many may consult with each other for an event to tell of it, and consultReach among how many events before and behind
// an occasion one that tells of it is looked for.
const (
	mostConsult  = 8
	consultReach = 100
)

// A Threat is what an act of a statement says of an event, for FromActs.
type Threat struct {
	First, End int // tokens of the act
	Cue        Range
	Speaker    int // index into the set's entities
	Target     int // index into the set's entities; -1 for nobody known
	Statement  int // index of the statement
	When       int // index of the statement's time; -1 if none
	Negative   bool
}

// FromActs adds to events those that people do by speaking and no frame has told: a threat is THREATEN, with
// the speaker as actor and its target as recipient. Where the words of the threat or the cue hold an event of THREATEN already,
// or what the speaker would do to the target, or where the same statement threatened the same target before, nothing is added. The result is in the order of the text.
func FromActs(events []Event, threats []Threat) []Event {
	for _, a := range threats {
		if a.Speaker < 0 || a.Target < 0 || a.Target == a.Speaker {
			continue
		}
		known := slices.ContainsFunc(events, func(e Event) bool {
			inside := a.First <= e.First && e.First < a.End
			if e.Type != "THREATEN" { // what is threatened, told by its own words: "pledged to expel them"
				return inside && classOf(e.Type) >= protestClass && slices.Contains(e.Actors, a.Speaker) && slices.Contains(e.Recipients, a.Target)
			}
			return inside || a.Cue.First <= e.First && e.First < a.Cue.End || e.Statement == a.Statement && e.Frame == "act" && slices.Contains(e.Recipients, a.Target)
		})
		if known {
			continue
		}
		e := Event{Type: "THREATEN", CAMEO: "130", First: a.First, End: a.End, Actors: []int{a.Speaker}, Recipients: []int{a.Target},
			When: a.When, Where: -1, Statement: a.Statement, Frame: "act"}
		if a.Negative {
			e.Polarity = Negative
		}
		at := len(events)
		for at > 0 && events[at-1].First > e.First {
			at--
		}
		events = slices.Insert(events, at, e)
	}
	return events
}

// TakesPart reports which entities of a set of n take part in one of the events: those that a record must keep.
func TakesPart(events []Event, n int) []bool {
	out := make([]bool, n)
	for i := range events {
		for _, e := range events[i].Actors {
			out[e] = true
		}
		for _, e := range events[i].Recipients {
			out[e] = true
		}
	}
	return out
}
