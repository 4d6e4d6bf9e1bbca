package ledger

import (
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
)

// Kinds of what is to come.
const (
	ofDeadline = "deadline"
	ofNext     = "next"
	ofEvent    = "event"
)

// A Coming is something to come with the entities of Appearances whom it concerns. Its days are the range of its date.
type Coming struct {
	readout.Coming // without Who
	People         []string
	First, Last    string
}

// coming finds deadlines, next steps of talks, and events that were not actual yet, each with a date that lay ahead when the
// article was published. What is told twice is kept once: as a deadline rather than as a next step, and as that rather than as an event.
func (d *deriver) coming(k *keyer) {
	for i := range d.r.Statements {
		s := &d.r.Statements[i]
		for j := range s.Acts {
			a := &s.Acts[j]
			c := readout.Coming{Kind: ofDeadline, Certainty: string(a.Type), Span: a.Span, Statement: d.keys[s.ID]}
			d.expect(k, c, a.Deadline, nil, d.who(s.Speaker, a.Target))
		}
	}
	for i := range d.r.Talks {
		t := &d.r.Talks[i]
		for j := range t.Next {
			p := &t.Next[j]
			c := readout.Coming{Kind: ofNext, Certainty: string(p.Act), Span: p.Span, Statement: d.keys[p.Statement]}
			d.expect(k, c, d.timeIn(p.Span), nil, d.who(t.Parties...))
		}
	}
	for i := range d.r.Events {
		v := &d.r.Events[i]
		if v.Modality != "intended" && v.Modality != "possible" && v.Modality != "conditional" || v.Polarity == "negative" {
			continue
		}
		c := readout.Coming{Kind: ofEvent, Certainty: v.Modality, Span: d.telling(v), Statement: d.keys[v.Statement]}
		d.expect(k, c, v.When, v.Where, d.who(slices.Concat(v.Actors, v.Recipients)...))
	}
}

// expect adds something to come.
func (d *deriver) expect(k *keyer, c readout.Coming, when *readout.Time, where *readout.PlaceMention, who []string) {
	if when == nil {
		return
	}
	first, last, ok := Range(when.Value)
	if !ok || over(first, last, Day(d.r.Article.Published)) {
		return
	}
	for i := range d.Coming {
		if o := &d.Coming[i]; o.Date == when.Value && o.Span.Overlaps(c.Span) {
			return
		}
	}
	c.Date, c.Article = when.Value, d.Article
	c.Words = c.Span.In(d.r.Article.Text)
	if where != nil {
		c.Place = where.Name
	}
	c.Key = k.key("coming", c.Kind, c.Date, c.Words)
	d.Coming = append(d.Coming, Coming{c, who, first, last})
}

// over reports whether a time is past on a day, or so long under way ("this year") that it says nothing of what is to come.
func over(first, last, day string) bool {
	from, err := time.Parse(time.DateOnly, first)
	return last < day || err == nil && first < day && last > from.AddDate(0, 1, 0).Format(time.DateOnly)
}

// timeIn returns the first time within a span that names days.
func (d *deriver) timeIn(s readout.Span) *readout.Time {
	for i := range d.r.Times {
		if t := &d.r.Times[i]; s.Contains(t.Span) {
			if _, _, ok := Range(t.Value); ok {
				return t
			}
		}
	}
	return nil
}

// telling returns the words that tell an event: the clause of an act that holds it, else from the first to the last of its trigger,
// time and place and of those who take part, within one paragraph.
func (d *deriver) telling(v *readout.Event) readout.Span {
	for i := range d.r.Statements {
		s := &d.r.Statements[i]
		if s.ID != v.Statement {
			continue
		}
		for j := range s.Acts {
			if s.Acts[j].Contains(v.Trigger) {
				return s.Acts[j].Span
			}
		}
	}
	all := v.Trigger
	add := func(s readout.Span) {
		to := readout.Span{Start: min(all.Start, s.Start), End: max(all.End, s.End)}
		if !s.Empty() && !strings.Contains(to.In(d.r.Article.Text), "\n") {
			all = to
		}
	}
	if v.When != nil {
		add(v.When.Span)
	}
	if v.Where != nil {
		add(v.Where.Span)
	}
	for _, id := range slices.Concat(v.Actors, v.Recipients) {
		if e := d.entities[id]; e != nil {
			add(nearest(e.Mentions, v.Trigger))
		}
	}
	return all
}

// near is how far from an event those stand who take part in it, in bytes.
const near = 150

// nearest returns the mention nearest to a span, none where it is far.
func nearest(mentions []readout.Mention, to readout.Span) (best readout.Span) {
	least := near
	for _, m := range mentions {
		if far := max(m.Start-to.End, to.Start-m.End); far < least {
			least, best = far, m.Span
		}
	}
	return best
}
