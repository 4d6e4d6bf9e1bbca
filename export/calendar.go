package export

import (
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"github.com/readout-project/readout"
)

// An Appointment is something that is to happen at a time in the calendar, by the words of an article.
type Appointment struct {
	ID      string // a URI that names it
	Article readout.Article
	When    string // TIMEX3 value
	Kind    string // "deadline", "next step", the type of an event, or the kind of an occasion
	Certain bool   // told of as a fact; else promised, demanded, possible …
	Words   string
	Who     []string
	Place   readout.PlaceMention
	Link    string // as that of a Row
}

// Appointments returns what is next by a record, in the order of the calendar: deadlines, next steps of talks, events that are intended
// or possible, and occasions to come. What its words do not place on a day, in a week, a month or a quarter is left out, and what
// lies before the day on which the article was published; of that day itself, what is told of as a fact.
func Appointments(r *readout.Readout) ([]Appointment, error) {
	x, err := newIndex(r)
	if err != nil {
		return nil, err
	}
	d := diary{x: x, from: day(r.Article.Published), number: map[string]int{}}
	for i := range r.Statements {
		s := &r.Statements[i]
		for _, a := range s.Acts {
			d.add(a.Span, a.Deadline, Appointment{Kind: "deadline", Who: x.speaker(s)})
		}
	}
	for i := range r.Talks {
		t := &r.Talks[i]
		for _, p := range t.Next {
			d.add(p.Span, x.timeIn(p.Span), Appointment{Kind: "next step", Who: x.names(t.Parties)})
		}
	}
	for i := range r.Events {
		v := &r.Events[i]
		if v.Polarity == "negative" {
			continue
		}
		when, where := x.happened(v)
		a := Appointment{Kind: v.Type, Certain: v.Modality == "actual", Who: x.names(slices.Concat(v.Actors, v.Recipients))}
		if where != nil {
			a.Place = *where
		}
		d.add(x.sentence(v.Trigger), when, a)
	}
	for i := range r.Occasions {
		o := &r.Occasions[i]
		a := Appointment{Kind: o.Kind, Certain: true, Who: x.names(o.Participants)}
		if o.Place != nil {
			a.Place = *o.Place
		}
		if len(o.Spans) > 0 {
			d.add(x.sentence(o.Spans[0]), o.When, a)
		}
	}
	slices.SortStableFunc(d.entries, func(a, b entryAt) int {
		if c := a.start.Compare(b.start); c != 0 {
			return c
		}
		return a.Start - b.Start
	})
	out := make([]Appointment, 0, len(d.entries))
	for _, e := range d.entries {
		out = append(out, e.Appointment)
	}
	return out, nil
}

// speaker returns who made a statement, as a list of none or one.
func (x *index) speaker(s *readout.Statement) []string {
	if s.Speaker == "" {
		return nil
	}
	return []string{x.name(s.Speaker)}
}

// timeIn returns the first time that stands within a span; nil for none.
func (x *index) timeIn(s readout.Span) *readout.Time {
	for i := range x.r.Times {
		if t := &x.r.Times[i]; s.Contains(t.Span) && (t.Type == "DATE" || t.Type == "TIME") {
			return t
		}
	}
	return nil
}

// A diary collects appointments, each once.
type diary struct {
	x       *index
	from    string // the day before which nothing is to come; empty where it is not known
	entries []entryAt
	number  map[string]int // how many there are of one kind with the same words
}

type entryAt struct {
	readout.Span
	start time.Time
	Appointment
}

// add takes an appointment by the words of a span, unless it lies in the past or another of the same time has words in common with it.
func (d *diary) add(words readout.Span, when *readout.Time, a Appointment) {
	if when == nil {
		return
	}
	start, end, _, ok := calendarDays(when.Value)
	if !ok || d.from != "" && (end.Add(-1).Format(time.DateOnly) < d.from || a.Certain && start.Format(time.DateOnly) <= d.from) {
		return
	}
	for _, e := range d.entries {
		if e.When == when.Value && e.Overlaps(words) {
			return
		}
	}
	a.Article, a.When, a.Words = d.x.r.Article, when.Value, clean(d.x.words(words))
	a.Article.Text = ""
	key := a.Kind + "\n" + a.Words
	d.number[key]++
	a.ID = d.x.urn("appointment", key, strconv.Itoa(d.number[key]))
	a.Link, _ = d.x.links.link(words)
	d.entries = append(d.entries, entryAt{words, start, a})
}

// ComingAppointment returns what a ledger says is to come as an appointment.
func ComingAppointment(c *readout.Coming) Appointment {
	a := Appointment{ID: urn(c.Key), When: c.Date, Kind: c.Kind, Certain: c.Certainty == "actual", Words: clean(c.Words),
		Article: readout.Article{ID: c.Article.ID, URL: c.Article.URL, Title: c.Article.Title, Publisher: c.Article.Publisher, Published: c.Article.Published},
		Place:   readout.PlaceMention{Name: c.Place}, Link: webURL(c.Article.URL)}
	for _, who := range c.Who {
		a.Who = append(a.Who, who.Name)
	}
	return a
}

// ICalendar writes appointments as a calendar (RFC 5545) of the given name. Days, weeks, months and quarters are whole days; hours have no
// zone, since articles do not tell it. Nobody is invited: there is no ATTENDEE and no METHOD. DTSTAMP is when the article was published,
// else 1970. Appointments whose time is none of the calendar are passed over.
func ICalendar(w io.Writer, name string, appointments iter.Seq2[Appointment, error]) error {
	cal := ics.NewCalendarFor("Readout")
	cal.SetProductId("-//Readout//EN")
	cal.SetCalscale("GREGORIAN")
	cal.SetName(line(name))
	cal.SetXWRCalName(line(name))
	for a, err := range appointments {
		if err != nil {
			return err
		}
		if start, end, timed, ok := calendarDays(a.When); ok {
			cal.AddVEvent(appointment(&a, start, end, timed))
		}
	}
	_, err := io.WriteString(w, cal.Serialize(ics.WithNewLineWindows))
	return err
}

// appointment returns the component of an appointment.
func appointment(a *Appointment, start, end time.Time, timed bool) *ics.VEvent {
	e := ics.NewEvent(strings.TrimPrefix(a.ID, "urn:uuid:"))
	e.SetDtStampTime(instant(a.Article.Published))
	switch {
	case timed:
		e.SetProperty(ics.ComponentPropertyDtStart, start.Format("20060102T150405"))
	default:
		e.SetAllDayStartAt(start)
		if end.Sub(start) > 24*time.Hour {
			e.SetAllDayEndAt(end)
		}
	}
	summary := shorten(line(a.Words), 120)
	if len(a.Who) > 0 {
		summary = line(strings.Join(a.Who, ", ")) + ": " + summary
	}
	e.SetSummary(summary)
	e.SetDescription(appointmentText(a))
	e.AddCategory(line(a.Kind))
	status := ics.ObjectStatusTentative
	if a.Certain {
		status = ics.ObjectStatusConfirmed
	}
	e.SetStatus(status)
	e.SetTimeTransparency(ics.TransparencyTransparent)
	if a.Place.Name != "" {
		e.SetLocation(line(a.Place.Name))
	}
	if a.Place.Located {
		e.SetGeo(strconv.FormatFloat(a.Place.Lat, 'f', -1, 64), strconv.FormatFloat(a.Place.Lon, 'f', -1, 64))
	}
	if a.Link != "" {
		e.SetURL(a.Link)
	}
	return e
}

// appointmentText returns the words with where they stand.
func appointmentText(a *Appointment) string {
	lines := []string{line(a.Words)}
	var about []string
	for _, s := range []string{a.Article.Title, a.Article.Publisher, a.Article.Published} {
		if s = line(s); s != "" {
			about = append(about, s)
		}
	}
	if len(about) > 0 {
		lines = append(lines, strings.Join(about, ", "))
	}
	if a.Link != "" {
		lines = append(lines, a.Link)
	}
	return strings.Join(lines, "\n")
}

// line returns text as one line without controls.
func line(s string) string {
	return clean(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(s, "\ufffd")))
}

// instant returns the time of a date or date-time of RFC 3339; 1970 for another string.
func instant(s string) time.Time {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Unix(0, 0).UTC()
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// calendarDays returns when what a TIMEX3 value stands for begins and when it is over, in no zone, and whether it is an hour of a day. It
// knows days, weeks, weekends, months and quarters; ok is false for all else.
func calendarDays(value string) (start, end time.Time, timed, ok bool) {
	date, clock, _ := strings.Cut(value, "T")
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		if at, err := time.Parse("15:04", clock); err == nil {
			t = t.Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute)
			return t, t.Add(time.Hour), true, true
		}
		return t, t.AddDate(0, 0, 1), false, true
	}
	if t, err := time.Parse("2006-01", date); err == nil {
		return t, t.AddDate(0, 1, 0), false, true
	}
	if len(date) < len("2026-Q1") {
		return start, end, false, false
	}
	year, err := time.Parse("2006", date[:4])
	if err != nil || date[4] != '-' {
		return start, end, false, false
	}
	switch rest := date[5:]; {
	case len(rest) == 2 && rest[0] == 'Q' && '1' <= rest[1] && rest[1] <= '4':
		start = year.AddDate(0, 3*int(rest[1]-'1'), 0)
		return start, start.AddDate(0, 3, 0), false, true
	case rest[0] == 'W' && (len(rest) == 3 || strings.HasSuffix(rest, "-WE")):
		week, err := strconv.ParseUint(rest[1:3], 10, 8)
		start = year.AddDate(0, 0, 3) // January 4th lies in week 1
		start = start.AddDate(0, 0, 7*int(week)-7-(int(start.Weekday())+6)%7)
		if y, w := start.ISOWeek(); err != nil || y != year.Year() || w != int(week) {
			return start, end, false, false
		}
		if len(rest) > 3 {
			return start.AddDate(0, 0, 5), start.AddDate(0, 0, 7), false, true
		}
		return start, start.AddDate(0, 0, 7), false, true
	}
	return start, end, false, false
}
