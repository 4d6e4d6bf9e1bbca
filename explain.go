package readout

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Explain writes why an entry is what it is: the words it stands on, with line and column, what tells its parts, and which stage of the
// reading gave it. Entries are known by their ids; times and places have none and are known as time1, place2 and so on. It returns an error
// for an id that the record does not have.
func (r *Readout) Explain(w io.Writer, id string, l Layout) error {
	if l.Width <= 0 {
		l.Width = 80
	}
	x := explainer{printer: printer{Layout: l, r: r, entities: map[string]*Entity{}, occasions: map[string]*Occasion{}, byID: map[string]*Statement{}},
		m: NewMapper(r.Article.Text)}
	for i := range r.Entities {
		x.entities[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Occasions {
		x.occasions[r.Occasions[i].ID] = &r.Occasions[i]
	}
	for i := range r.Statements {
		x.byID[r.Statements[i].ID] = &r.Statements[i]
	}
	if !x.explain(id) {
		return fmt.Errorf("the record has no entry %q; it has %s", id, r.ids())
	}
	_, err := io.WriteString(w, x.out.String())
	return err
}

// ids words which entries there are.
func (r *Readout) ids() string {
	var kinds []string
	add := func(first, last string, n int) {
		switch n {
		case 0:
		case 1:
			kinds = append(kinds, first)
		default:
			kinds = append(kinds, first+" to "+last)
		}
	}
	if n := len(r.Entities); n > 0 {
		add(r.Entities[0].ID, r.Entities[n-1].ID, n)
	}
	if n := len(r.Occasions); n > 0 {
		add(r.Occasions[0].ID, r.Occasions[n-1].ID, n)
	}
	if n := len(r.Statements); n > 0 {
		add(r.Statements[0].ID, r.Statements[n-1].ID, n)
	}
	if n := len(r.Events); n > 0 {
		add(r.Events[0].ID, r.Events[n-1].ID, n)
	}
	if n := len(r.Talks); n > 0 {
		add(r.Talks[0].ID, r.Talks[n-1].ID, n)
	}
	add("time1", "time"+strconv.Itoa(len(r.Times)), len(r.Times))
	add("place1", "place"+strconv.Itoa(len(r.Places)), len(r.Places))
	if len(kinds) == 0 {
		return "none"
	}
	return strings.Join(kinds, ", ")
}

type explainer struct {
	printer
	m *Mapper
}

func (x *explainer) explain(id string) bool {
	r := x.r
	for i := range r.Statements {
		if r.Statements[i].ID == id {
			x.statement(&r.Statements[i])
			return true
		}
	}
	for i := range r.Entities {
		if r.Entities[i].ID == id {
			x.entity(&r.Entities[i])
			return true
		}
	}
	for i := range r.Occasions {
		if r.Occasions[i].ID == id {
			x.occasion(&r.Occasions[i])
			return true
		}
	}
	for i := range r.Events {
		if r.Events[i].ID == id {
			x.event(&r.Events[i])
			return true
		}
	}
	for i := range r.Talks {
		if r.Talks[i].ID == id {
			x.talks(&r.Talks[i])
			return true
		}
	}
	for i := range r.Times {
		if id == "time"+strconv.Itoa(i+1) {
			x.title(id, "time")
			x.time("words", &r.Times[i])
			x.stage("timex, by a grammar over words of time; the value is reckoned from the date of publication and the dates told before")
			return true
		}
	}
	for i := range r.Places {
		if id == "place"+strconv.Itoa(i+1) {
			x.title(id, "place")
			x.place("words", &r.Places[i])
			x.stage("place, by the gazetteer; which namesake is meant, by the words beside the name and the other places of the article")
			return true
		}
	}
	return false
}

func (x *explainer) statement(s *Statement) {
	x.title(s.ID, "statement", string(s.Form))
	x.span("source", s.Source)
	x.span("cue", s.Cue)
	for _, c := range s.Content {
		x.span("content", c)
	}
	switch {
	case s.Speaker == "" && s.Source.Empty():
		x.row("speaker", "not established: no words name one")
	case s.Speaker == "":
		x.row("speaker", "not established: the article does not tell whom the source means")
	default:
		x.refer("speaker", s.Speaker)
		x.row("basis", x.basis(s))
		x.named(s)
	}
	for _, a := range s.Addressees {
		x.refer("to", a)
	}
	x.refer("occasion", s.Occasion)
	x.time("when", s.When)
	x.refer("in reply to", s.InReplyTo)
	x.refer("within", s.Within)
	x.row("language", s.Language)
	for i := range s.Acts {
		a := &s.Acts[i]
		x.spanAs("act", plainly(string(a.Type)), a.Span)
		x.refer("act's target", a.Target)
		x.span("act's condition", a.Condition)
		x.time("act's deadline", a.Deadline)
		x.row("act's rule", a.Rule)
	}
	for _, c := range s.Claims {
		x.span("claim", c)
	}
	if s.Confidence > 0 {
		x.row("confidence", fmt.Sprintf("%.3g: of 100 such statements about %.0f are right", s.Confidence, 100*s.Confidence))
	}
	x.stage("attribution, by the model attribution.bin")
	if len(s.Acts)+len(s.Claims) > 0 {
		x.stage("act, by words and frames over the trees")
	}
}

// basis words how the speaker of a statement is known.
func (x *explainer) basis(s *Statement) string {
	why := map[Basis]string{
		Named:        "the source is a name",
		Titled:       "the source is a title",
		Pronominal:   "the source is a pronoun",
		Nominal:      "the source is a description",
		Carried:      "no words name the speaker; carried on from the statement before",
		Transcript:   "the name stands before the turn, as in a transcript",
		FromHeadline: "the name stands in the headline",
	}[s.Basis]
	if why == "" {
		return string(s.Basis)
	}
	return string(s.Basis) + ": " + why
}

// named tells where the article names the speaker of a statement whom its source does not name.
func (x *explainer) named(s *Statement) {
	e := x.entities[s.Speaker]
	if e == nil || s.Basis == Named {
		return
	}
	var at *Mention
	for i := range e.Mentions {
		if m := &e.Mentions[i]; m.Form == ByName && (at == nil || m.End <= s.Extent().Start) {
			at = m // the last before the statement, else the first
		}
	}
	if at != nil {
		x.span("named", at.Span)
	}
}

func (x *explainer) entity(e *Entity) {
	x.title(e.ID, "entity", string(e.Kind))
	x.row("name", e.Name)
	x.row("roles", strings.Join(e.Roles, "; "))
	x.row("country", e.Country)
	for _, id := range e.Members {
		x.refer("member", id)
	}
	for _, m := range e.Mentions {
		x.spanAs("mention", string(m.Form), m.Span)
	}
	x.stage("entity, names by the model entity_names.bin, who is who by entity_coref.bin")
}

func (x *explainer) occasion(o *Occasion) {
	x.title(o.ID, "occasion", plainly(o.Kind))
	for _, s := range o.Spans {
		x.span("words", s)
	}
	for _, id := range o.Participants {
		x.refer("participant", id)
	}
	x.place("place", o.Place)
	x.time("when", o.When)
	x.time("duration", o.Duration)
	for _, s := range o.Topics {
		x.span("topic", s)
	}
	for _, r := range o.Relations {
		x.refer(plainly(r.Type), r.Occasion)
	}
	x.row("rule", o.Rule)
	x.stage("event, by words of occasions over the trees")
}

func (x *explainer) event(v *Event) {
	x.title(v.ID, "event", strings.TrimSpace(v.Type+" "+v.Mode))
	x.span("trigger", v.Trigger)
	x.row("cameo", v.CAMEO)
	for _, id := range v.Actors {
		x.refer("actor", id)
	}
	for _, id := range v.Recipients {
		x.refer("recipient", id)
	}
	x.row("polarity", v.Polarity)
	x.row("modality", v.Modality)
	x.time("when", v.When)
	x.place("where", v.Where)
	x.refer("told in", v.Statement)
	x.refer("occasion", v.Occasion)
	switch v.Rule {
	case "learned":
		x.row("frame", "none knows the trigger; the model event.bin took it")
	case "act":
		x.row("frame", "none; made of what the statement does")
	default:
		x.row("frame", v.Rule)
	}
	x.stage("event, by frames of verbs and nouns over the trees; the model event.bin may choose another type")
}

func (x *explainer) talks(t *Talks) {
	x.title(t.ID, "talks", t.Result)
	for _, id := range t.Parties {
		x.refer("party", id)
	}
	for _, s := range t.Topics {
		x.span("topic", s)
	}
	for _, id := range t.Occasions {
		x.refer("occasion", id)
	}
	for _, list := range []struct {
		label  string
		points []Point
	}{{"denied", t.Denied}, {"agreed", t.Agreed}, {"outstanding", t.Outstanding}, {"next", t.Next}} {
		for _, p := range list.points {
			x.spanAs(list.label, plainly(string(p.Act)), p.Span)
			x.refer(list.label+" by", p.Statement)
			x.row(list.label+"'s rule", p.Rule)
		}
	}
	x.stage("talks, from occasions, events, and what the statements do")
}

func (x *explainer) title(id string, what ...string) {
	x.lines(0, piece{id, bold}, piece{strings.Trim(strings.Join(what, ", "), ", "), plain})
}

// row writes a line of a label and what it is; nothing where there is nothing.
func (x *explainer) row(label, value string) {
	if value != "" {
		x.lines(2, piece{label + ":", dim}, piece{value, plain})
	}
}

// stage tells which package gave the entry, and by what.
func (x *explainer) stage(by string) { x.row("found by", by) }

func (x *explainer) span(label string, s Span) { x.spanAs(label, "", s) }

// spanAs writes a line with a span's place and words, and what it is as.
func (x *explainer) spanAs(label, as string, s Span) {
	if s.Empty() {
		return
	}
	line := []piece{{label + ":", dim}, {x.at(s), cyan}}
	if as != "" {
		line = append(line, piece{as, plain})
	}
	x.lines(2, append(line, piece{"“" + x.words(s) + "”", plain})...)
}

// at returns the place of a span: line and column of its first and its last character.
func (x *explainer) at(s Span) string {
	from, err := x.m.BytePosition(s.Start)
	if err != nil {
		return "?"
	}
	to, err := x.m.BytePosition(s.End)
	if err != nil {
		return "?"
	}
	return from.String() + "–" + to.String()
}

// refer writes a line that leads to another entry.
func (x *explainer) refer(label, id string) {
	if id == "" {
		return
	}
	about := id
	switch {
	case x.entities[id] != nil:
		about += " " + x.entities[id].Name
	case x.occasions[id] != nil:
		about += " " + plainly(x.occasions[id].Kind)
	case x.byID[id] != nil && len(x.byID[id].Content) > 0:
		about += " “" + x.words(x.byID[id].Content[0]) + "”"
	}
	x.row(label, about)
}

func (x *explainer) time(label string, t *Time) {
	if t != nil {
		x.spanAs(label, strings.TrimSpace(t.Type+" "+t.Value+" "+t.Mod), t.Span)
	}
}

func (x *explainer) place(label string, p *PlaceMention) {
	if p == nil {
		return
	}
	about := []string{p.Name}
	if p.Country != "" {
		about = append(about, p.Country)
	}
	if p.Located {
		about = append(about, fmt.Sprintf("%.4f %.4f", p.Lat, p.Lon))
	}
	if p.GeoNames != 0 {
		about = append(about, "GeoNames "+strconv.Itoa(p.GeoNames))
	}
	x.spanAs(label, strings.Join(about, ", "), p.Span)
}
