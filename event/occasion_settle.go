package event

import (
	"slices"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/timex"
)

// A scene is where the text is, as far as occasions go.
type sceneNow struct {
	now   int         // the occasion on which people speak at present; -1 for none
	of    map[int]int // the occasion on which each speaker last spoke, since the text moved
	order string      // the text moved to before or after an occasion, without telling another
	about int         // that occasion
	said  Range       // the words that moved it
}

func (c *sceneNow) move() {
	c.now, c.order, c.about = -1, "", -1
	clear(c.of)
}

func (c *sceneNow) enter(o int) {
	if c.now != o {
		c.move()
	}
	c.now = o
}

// settle tells of each statement on which occasion it was made.
func (v *stage) settle(statements []attribution.Statement) []int {
	on := make([]int, len(statements))
	at := make([][]int, len(v.d.Sentences))
	for i := range statements {
		on[i] = -1
		s := v.sent[anchor(&statements[i])]
		at[s] = append(at[s], i)
	}
	c := &sceneNow{now: -1, about: -1, of: map[int]int{}}
	for s := range v.d.Sentences {
		v.shift(c, s, len(at[s]) > 0)
		set, entered := v.setting(s, -1, -1, statements, at[s]), -1
		if len(at[s]) == 0 || set >= 0 && v.sits(set) {
			if set >= 0 && !v.sightings[set].told {
				c.enter(v.sightings[set].occasion)
			}
			if len(at[s]) == 0 {
				continue
			}
		}
		for _, i := range at[s] {
			x := &statements[i]
			own := v.setting(s, x.Cue.First, x.Speaker, statements, at[s])
			switch {
			case x.Basis == readout.Transcript:
				own, on[i] = -1, v.transcribed(c, x)
			case own >= 0:
				on[i] = v.sightings[own].occasion
			case x.Within >= 0:
				continue
			case entered >= 0:
				on[i] = entered
			default:
				on[i] = v.carry(c, x, s)
			}
			if o := on[i]; o >= 0 && x.Within < 0 {
				if own >= 0 {
					v.audience(o, x)
					if y := &v.occasions[o]; x.Speaker >= 0 && (len(v.sightings[own].parts) == 0 || y.Kind == "interview" && !v.anyPerson(y.Participants)) && !slices.Contains(y.Participants, x.Speaker) &&
						v.isPerson(x.Speaker) && (len(y.Participants) == 0 || len(y.Spans) > 1 || y.Kind == "hearing" || y.Kind == "debate" || y.Kind == "interview") {
						y.Participants = append(y.Participants, x.Speaker)
					}
					if k := c.now; k != o {
						c.now, c.order, c.about = o, "", -1
					}
					entered = o
					for _, e := range v.occasions[o].Participants {
						c.of[e] = o
					}
				}
				if x.Speaker >= 0 {
					c.of[x.Speaker] = o
					if y := &v.occasions[o]; (y.Kind == "hearing" || y.Kind == "debate") && v.set.Entities[x.Speaker].Kind == readout.Person {
						y.take(x.Speaker)
					}
				}
			}
		}
	}
	for k := range v.sightings { // what he said on Sunday was said in the speech that the next sentence tells of
		m := &v.sightings[k]
		if m.before < 0 || m.occasion < 0 {
			continue
		}
		for _, i := range at[m.before] {
			if x := &statements[i]; on[i] < 0 && x.Within < 0 && x.Speaker >= 0 && slices.Contains(v.occasions[m.occasion].Participants, x.Speaker) {
				on[i] = m.occasion
			}
		}
	}
	return on
}

// sits reports whether a sighting is of a court or a house of which others say that it hears them.
func (v *stage) sits(k int) bool {
	m := &v.sightings[k]
	return m.p.verb && !m.told && m.kind == "hearing" && v.t.Words[m.trigger].Lemma == "hear"
}

// audience has those to whom a statement is addressed take part in the occasion on which it is made.
func (v *stage) audience(o int, x *attribution.Statement) {
	y := &v.occasions[o]
	switch y.Kind {
	case "other":
		if !v.is(v.sightings[y.first].trigger, letters) {
			return
		}
		fallthrough
	case "remarks", "call", "interview", "speech", "press_conference", "briefing", "hearing", "debate":
		for _, e := range x.Addressees {
			if v.isPerson(e) {
				y.take(e)
			}
		}
	}
}

// anyPerson reports whether one of the entities is a person.
func (v *stage) anyPerson(es []int) bool {
	return slices.ContainsFunc(es, func(e int) bool { return v.set.Entities[e].Kind == readout.Person })
}

// take has an entity take part.
func (o *Occasion) take(e int) {
	if len(o.Participants) < mostParts && !slices.Contains(o.Participants, e) {
		o.Participants = append(o.Participants, e)
	}
}

// anchor returns the token at which a statement is told: its cue, or its first word.
func anchor(s *attribution.Statement) int {
	if s.Cue.First < s.Cue.End {
		return s.Cue.First
	}
	return s.Content[0].First
}

// setting returns the sighting of sentence s that tells where what a cue says is said, or, with cue -1, where the
// narrative is; -1 if none does.
func (v *stage) setting(s, cue, speaker int, statements []attribution.Statement, here []int) int {
	best, most := -1, 0
	for k := int(v.inSentence[s]); k < int(v.inSentence[s+1]); k++ {
		m := &v.sightings[k]
		if m.occasion < 0 || m.quoted || m.status != actual || m.order == "before" || m.order == "after" || m.order == "part_of" {
			continue
		}
		if m.told && m.gov != cue && !v.loose(m, statements, here) {
			continue
		}
		speech := false
		switch kind := v.occasions[m.occasion].Kind; kind {
		case "meeting", "visit", "call":
			speech = v.within(m) || v.toldTo(m) || m.order == "during" || m.order == "close" || kind == "call" && (m.order != "" || m.p.verb)
		case "other":
			speech = m.prep >= 0 && v.inside(m.prep) || m.p.verb || v.toldTo(m)
		default:
			speech = m.p.verb || v.toldTo(m) || m.prep >= 0 && v.inside(m.prep) || m.order != "" || v.is(max(m.gov, 0), light|takes) ||
				cue < 0 && v.isSubject(m.trigger) || v.isSubject(m.trigger) && m.gov == cue
		}
		if !speech {
			continue
		}
		score := 1
		switch {
		case m.first <= cue && cue < m.end, m.gov == cue && cue >= 0:
			score = 5
		case speaker >= 0 && slices.Contains(m.parts, speaker):
			score = 4
		case speaker >= 0 && len(m.parts) > 0 && m.p.verb:
			if cue < 0 || m.order == "" {
				score = 0 // another's
			}
		case cue >= 0 && speaker >= 0 && len(m.parts) > 0 && !slices.Contains(v.occasions[m.occasion].Participants, speaker) &&
			v.occasions[m.occasion].Kind != "hearing" && v.occasions[m.occasion].Kind != "debate":
			score = 1
		case cue >= 0:
			score = 3
		default:
			score = 2
		}
		if score > most {
			best, most = k, score
		}
	}
	return best
}

// loose reports whether a sighting in the content of a statement lies at its end or its start, where it may as well say
// where the statement was made: "… would fail, he said in an interview" is sorted so, and "said he was glad in a statement".
func (v *stage) loose(m *sighting, statements []attribution.Statement, here []int) bool {
	if m.kind != "statement" && m.kind != "interview" && m.kind != "post" || m.prep < 0 {
		return false
	}
	for _, i := range here {
		for _, c := range statements[i].Content {
			if c.First <= m.first && m.end <= c.End {
				return m.end >= c.End-6
			}
		}
	}
	return false
}

// shift moves the scene where the sentence begins in another time, or before or after an occasion.
func (v *stage) shift(c *sceneNow, s int, speaks bool) {
	x := &v.d.Sentences[s]
	for k := int(v.inSentence[s]); k < int(v.inSentence[s+1]); k++ {
		m := &v.sightings[k]
		if m.occasion < 0 || m.quoted || m.told && m.first > x.First+4 || m.order != "before" && m.order != "after" {
			continue
		}
		initial := m.first-x.First <= 6
		if !initial && !speaks {
			continue
		}
		if !initial && !v.spoken(m) {
			continue
		}
		if c.now >= 0 && v.has(c.now, m.order, m.occasion) {
			return // it is there already
		}
		c.move()
		c.order, c.about, c.said = m.order, m.occasion, Range{First: m.first, End: m.end}
		return
	}
	i := x.First
	for i < x.End && i < x.First+3 {
		if v.quoted[i] {
			return
		}
		if v.formIs(i, moves) && i == x.First {
			c.move()
			return
		}
		if k := v.timeAt[i]; k >= 0 {
			t := &v.times[k]
			if t.Type != timex.Date && t.Type != timex.Clock || t.Value == "PRESENT_REF" {
				return
			}
			if c.now >= 0 {
				if w := v.occasions[c.now].When; w >= 0 && (v.times[w].Value == t.Value || within(v.times[w].Value, t.Value)) {
					return
				}
			}
			c.move()
			return
		}
		i++
	}
	if !speaks || c.now < 0 {
		return
	}
	// "he said on Monday", with another day than the occasion's.
	w := v.occasions[c.now].When
	if w < 0 {
		return
	}
	for i := x.First; i < x.End; i++ {
		k := v.timeAt[i]
		if k < 0 || v.quoted[i] || v.told[i] || v.times[k].First != i {
			continue
		}
		g := v.governor(i)
		if g < 0 || !v.is(g, said) {
			continue
		}
		a, b, ok := timex.Interval(v.times[k].Value)
		e, f, good := timex.Interval(v.times[w].Value)
		if ok && good && (!a.Before(f) || !e.Before(b)) {
			c.move()
			return
		}
	}
}

// within reports whether one time lies in the other.
func within(a, b string) bool {
	s, e, ok := timex.Interval(a)
	f, g, good := timex.Interval(b)
	return ok && good && s.Before(g) && f.Before(e)
}

// spoken reports whether the verb that a sighting hangs on is one of saying, outside what is said.
func (v *stage) spoken(m *sighting) bool { return m.gov >= 0 && !m.told && v.is(m.gov, said) }

// has reports whether occasion a is known to be before or after b.
func (v *stage) has(a int, order string, b int) bool {
	for _, r := range v.occasions[a].Relations {
		if r.Occasion == b && r.Type == order {
			return true
		}
	}
	return false
}

// carry returns the occasion of a statement that tells none itself.
func (v *stage) carry(c *sceneNow, x *attribution.Statement, sentence int) int {
	if x.Form == readout.Indirect && x.Cue.First < x.Cue.End && !v.speaks(x.Cue) {
		return -1
	}
	speaker := x.Speaker
	if speaker < 0 && len(x.Addressees) > 0 {
		speaker = x.Addressees[0]
	}
	if c.order != "" && c.now < 0 {
		if speaker < 0 || int(v.sent[c.said.First]) != sentence && !slices.Contains(v.occasions[c.about].Participants, speaker) {
			return -1
		}
		// A press conference after the meeting is where people speak after the meeting.
		for k, o := 0, len(v.occasions)-1; o >= 0 && k < reach; k, o = k+1, o-1 {
			if y := &v.occasions[o]; y.Kind != "meeting" && y.Spans[0].First <= anchor(x) && v.has(o, c.order, c.about) && slices.Contains(y.Participants, speaker) {
				c.now = o
				return o
			}
		}
		span := x.Cue
		if span.First >= span.End {
			span = c.said
		}
		o := len(v.occasions)
		v.occasions = append(v.occasions, known{Occasion: Occasion{Kind: "remarks", Trigger: span.First, Participants: []int{speaker}, PlaceRef: -1, When: -1, Duration: -1,
			Relations: []Relation{{Type: c.order, Occasion: c.about}}, Spans: []Range{span}}})
		c.now = o
		return o
	}
	if speaker >= 0 {
		if o, ok := c.of[speaker]; ok {
			return o
		}
	}
	if c.now < 0 {
		return -1
	}
	y := &v.occasions[c.now]
	long := y.dated && y.end.Sub(y.start) > 7*24*time.Hour // "in September": the text does not tell it day by day
	if speaker < 0 || slices.Contains(y.Participants, speaker) || (y.Kind == "hearing" || y.Kind == "debate") && !long || len(y.Participants) == 0 {
		return c.now
	}
	return -1
}

// transcribed returns the occasion of a turn in a transcript: the first that the text tells of at which people speak in turn. Who
// speaks takes part in it.
func (v *stage) transcribed(c *sceneNow, x *attribution.Statement) int {
	if c.now < 0 {
		for o := range min(len(v.occasions), reach) {
			switch v.occasions[o].Kind {
			case "briefing", "press_conference", "interview", "hearing", "debate", "call", "speech":
				c.now = o
			}
			if c.now >= 0 {
				break
			}
		}
	}
	if c.now < 0 {
		return -1
	}
	v.headings(c.now, anchor(x))
	if y := &v.occasions[c.now]; x.Speaker >= 0 && v.set.Entities[x.Speaker].Kind == readout.Person && len(y.Participants) < mostParts &&
		!slices.Contains(y.Participants, x.Speaker) {
		y.Participants = append(y.Participants, x.Speaker)
	}
	return c.now
}

// headings gives an occasion whose title heads a transcript the first date and place of the lines between it and the first
// turn, which begins before token end.
func (v *stage) headings(o, end int) {
	x := &v.occasions[o]
	from := x.Spans[0].End
	if x.headed || end-from > mostHeading || end < from {
		return
	}
	x.headed = true
	for i := from; i < end; i++ {
		if k := v.timeAt[i]; k >= 0 && v.times[k].Type == timex.Date && x.When < 0 {
			x.When = int(k)
			x.start, x.end, x.dated = timex.Interval(v.times[k].Value)
		}
		if k := v.placeAt[i]; k >= 0 && x.placeRank == 0 && !v.qualifies(v.places[k].First, v.places[k].End) {
			x.Place, x.PlaceRef, x.placeRank = Range{First: v.places[k].First, End: v.places[k].End}, int(k), 2
		}
	}
}

// mostHeading is how many tokens may stand between the title of a transcript and its first turn.
const mostHeading = 80

// speaks reports whether a cue is of saying, not of thinking or wanting.
func (v *stage) speaks(cue Range) bool {
	for i := cue.First; i < cue.End; i++ {
		if v.is(i, said) && v.t.Words[i].UPOS != syntax.NOUN {
			return true
		}
	}
	return false
}
