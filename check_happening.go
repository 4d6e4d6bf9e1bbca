package readout

import (
	"slices"
	"strings"
)

// The lists of docs/record.md.
var (
	timeTypes     = strings.Fields("DATE TIME DURATION SET")
	occasionKinds = strings.Fields("meeting press_conference remarks interview call speech visit briefing statement debate hearing post other")
	relationTypes = strings.Fields("before after during part_of")
	actTypes      = strings.Fields("assertion assessment commitment intention invitation offer demand request threat warning accusation denial refusal " +
		"acceptance agreement admission prediction praise criticism apology question no_comment noncommittal")
	eventTypes = strings.Fields("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT")
	polarities = strings.Fields("positive negative")
	modalities = strings.Fields("actual intended possible conditional demanded")
	results    = strings.Fields("agreement partial none unknown")
)

// happening checks occasions, times, places, events and talks.
func (c *checker) happening(r *Readout) {
	before := 0
	for i := range r.Occasions {
		before = c.occasion(&r.Occasions[i], before)
	}
	before = 0
	for i := range r.Times {
		t := &r.Times[i]
		c.time(t, "times")
		before = c.after(t.Span, before, "times")
	}
	before = 0
	for i := range r.Places {
		p := &r.Places[i]
		c.place(p, "places")
		before = c.after(p.Span, before, "places")
	}
	ids := map[string]bool{}
	before = 0
	for i := range r.Events {
		v := &r.Events[i]
		if v.ID == "" || ids[v.ID] {
			c.fault("event %d", "its id %q is empty or taken", i, v.ID)
		}
		ids[v.ID] = true
		c.event(v)
		if v.Trigger.Start < before {
			c.fault("%s", "it begins at byte %d and stands after one that begins at byte %d", v.ID, v.Trigger.Start, before)
		}
		before = v.Trigger.Start
	}
	clear(ids)
	for i := range r.Talks {
		t := &r.Talks[i]
		if t.ID == "" || ids[t.ID] {
			c.fault("talks %d", "their id %q is empty or taken", i, t.ID)
		}
		ids[t.ID] = true
		c.talks(t)
	}
}

// spans checks a list of spans in the order of the text that do not overlap.
func (c *checker) spans(list []Span, where string) {
	end := 0
	for _, s := range list {
		c.span(s, where)
		end = c.after(s, end, where)
	}
}

// after checks that s does not begin before byte end, and returns where it ends.
func (c *checker) after(s Span, end int, where string) int {
	if s.Start < end {
		c.fault("%s", "a span at byte %d stands after one that ends at byte %d", where, s.Start, end)
	}
	return s.End
}

// known checks that each id is an entity's.
func (c *checker) known(ids []string, where string) {
	for _, id := range ids {
		if !c.entities[id] {
			c.fault("%s", "%q is no entity", where, id)
		}
	}
}

// in checks that a value is of a list.
func (c *checker) in(list []string, value, what, where string) {
	if !slices.Contains(list, value) {
		c.fault("%s", "unknown %s %q", where, what, value)
	}
}

// told checks the ids of a statement and an occasion that may be missing.
func (c *checker) told(statement, occasion, where string) {
	if _, ok := c.statements[statement]; statement != "" && !ok {
		c.fault("%s", "%q is no statement", where, statement)
	}
	if occasion != "" && !c.occasions[occasion] {
		c.fault("%s", "%q is no occasion", where, occasion)
	}
}

func (c *checker) time(t *Time, where string) {
	if t == nil {
		return
	}
	c.span(t.Span, where)
	c.in(timeTypes, t.Type, "type", where)
}

func (c *checker) place(p *PlaceMention, where string) {
	if p == nil {
		return
	}
	c.span(p.Span, where)
	if p.Located && !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) {
		c.fault("%s", "%v %v is no point of the earth", where, p.Lat, p.Lon)
	}
}

func (c *checker) act(a *Act, statement string) {
	where := statement + " act"
	c.in(actTypes, string(a.Type), "type", where)
	c.span(a.Span, where)
	if a.Target != "" && !c.entities[a.Target] {
		c.fault("%s", "target %q is no entity", where, a.Target)
	}
	if a.Condition != (Span{}) {
		c.span(a.Condition, where+" condition")
	}
	c.time(a.Deadline, where+" deadline")
}

// occasion checks one occasion, the one before it beginning at before, and returns where it begins.
func (c *checker) occasion(o *Occasion, before int) int {
	c.in(occasionKinds, o.Kind, "kind", o.ID)
	c.known(o.Participants, o.ID+" participant")
	c.place(o.Place, o.ID+" place")
	c.time(o.When, o.ID+" when")
	c.time(o.Duration, o.ID+" duration")
	c.spans(o.Topics, o.ID+" topic")
	for _, r := range o.Relations {
		c.in(relationTypes, r.Type, "relation", o.ID)
		if !c.occasions[r.Occasion] || r.Occasion == o.ID {
			c.fault("%s", "%q is no other occasion", o.ID, r.Occasion)
		}
	}
	if len(o.Spans) == 0 {
		c.fault("%s", "no words speak of it", o.ID)
		return before
	}
	c.spans(o.Spans, o.ID+" span")
	if start := o.Spans[0].Start; start < before {
		c.fault("%s", "it begins at byte %d and stands after one that begins at byte %d", o.ID, start, before)
	}
	return o.Spans[0].Start
}

func (c *checker) event(v *Event) {
	c.in(eventTypes, v.Type, "type", v.ID)
	c.span(v.Trigger, v.ID+" trigger")
	c.known(v.Actors, v.ID+" actor")
	c.known(v.Recipients, v.ID+" recipient")
	c.in(polarities, v.Polarity, "polarity", v.ID)
	c.in(modalities, v.Modality, "modality", v.ID)
	c.time(v.When, v.ID+" when")
	c.place(v.Where, v.ID+" where")
	c.told(v.Statement, v.Occasion, v.ID)
}

func (c *checker) talks(t *Talks) {
	c.known(t.Parties, t.ID+" party")
	c.spans(t.Topics, t.ID+" topic")
	for _, id := range t.Occasions {
		c.told("", id, t.ID)
	}
	c.in(results, t.Result, "result", t.ID)
	for _, list := range [][]Point{t.Denied, t.Agreed, t.Outstanding, t.Next} {
		start := 0
		for i := range list {
			p := &list[i]
			c.span(p.Span, t.ID+" point")
			if p.Start < start {
				c.fault("%s", "a point at byte %d stands after one at byte %d", t.ID, p.Start, start)
			}
			start = p.Start
			c.told(p.Statement, "", t.ID)
			if p.Act != "" {
				c.in(actTypes, string(p.Act), "act", t.ID)
			}
		}
	}
}
