package readout

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Extent returns the span from the first to the last byte of all that the statement
// points at: source, cue and content.
func (s *Statement) Extent() Span {
	var all Span
	add := func(t Span) {
		switch {
		case t.Empty():
		case all.Empty():
			all = t
		default:
			all = Span{min(all.Start, t.Start), max(all.End, t.End)}
		}
	}
	add(s.Source)
	add(s.Cue)
	for _, c := range s.Content {
		add(c)
	}
	return all
}

// maxFaults is how many faults Check tells of before it stops.
const maxFaults = 10

// Check returns nil when the record holds together, else an error that names each fault
// (the first ten):
//
//   - the text is valid UTF-8, and every span lies in it and begins and ends between characters;
//   - ids are there and unlike, and every reference finds its entity or statement;
//   - kinds, types, forms, bases, results and the like are those of docs/record.md;
//   - entities stand in the order of their first mention, the mentions of each in the order
//     of the text, statements in the order of their Extent's start, and the spans of a
//     content in the order of the text and apart;
//   - occasions stand in the order of their first span, of which there is one at least, events in
//     that of their triggers, times and places in that of the text and apart;
//   - a statement has content, has a basis where and only where it has a speaker, is not
//     within itself, and its confidence lies between 0 and 1.
func (r *Readout) Check() error {
	c := checker{text: r.Article.Text, entities: map[string]bool{}, occasions: map[string]bool{}, statements: map[string]int{}}
	if !utf8.ValidString(r.Article.Text) {
		c.fault("article", "the text is not valid UTF-8")
	}
	c.marks(r.Article.Marks)
	for i := range r.Entities {
		id := r.Entities[i].ID
		if id == "" || c.entities[id] {
			c.fault("entity %d", "its id %q is empty or taken", i, id)
		}
		c.entities[id] = true
	}
	for i := range r.Occasions {
		id := r.Occasions[i].ID
		if id == "" || c.occasions[id] {
			c.fault("occasion %d", "its id %q is empty or taken", i, id)
		}
		c.occasions[id] = true
	}
	for i := range r.Statements {
		id := r.Statements[i].ID
		if _, taken := c.statements[id]; id == "" || taken {
			c.fault("statement %d", "its id %q is empty or taken", i, id)
		}
		c.statements[id] = i
	}
	before := -1
	for i := range r.Entities {
		before = c.entity(&r.Entities[i], before)
	}
	before = -1
	for i := range r.Statements {
		before = c.statement(r, &r.Statements[i], before)
	}
	c.happening(r)
	return errors.Join(c.faults...)
}

type checker struct {
	text       string
	entities   map[string]bool
	occasions  map[string]bool
	statements map[string]int // index of each
	faults     []error
}

// fault notes a fault; the verbs of where and what take args in turn.
func (c *checker) fault(where, what string, args ...any) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, fmt.Errorf(where+": "+what, args...))
	}
}

func (c *checker) span(s Span, where string) {
	switch {
	case s.Start < 0 || s.Start >= s.End || s.End > len(c.text):
		c.fault("%s", "span %d:%d is empty or does not fit the text of %d bytes", where, s.Start, s.End, len(c.text))
	case !utf8.RuneStart(c.text[s.Start]) || s.End < len(c.text) && !utf8.RuneStart(c.text[s.End]):
		c.fault("%s", "span %d:%d begins or ends inside a character", where, s.Start, s.End)
	}
}

// marks checks that the marks of the article stand in the order of its text, at characters of it.
func (c *checker) marks(marks []Mark) {
	last := 0
	for i, m := range marks {
		if m.At < last || m.At > len(c.text) || m.At < len(c.text) && !utf8.RuneStart(c.text[m.At]) {
			c.fault("article", "mark %d at byte %d is out of order, or at no character of the text", i, m.At)
			continue
		}
		last = m.At
	}
}

// entity checks one entity, the first mention of the one before it beginning at before,
// and returns where its own begins.
func (c *checker) entity(e *Entity, before int) int {
	switch e.Kind {
	case Person, Organization, Country, Place, Group, Document, Other:
	default:
		c.fault("%s", "unknown kind %q", e.ID, e.Kind)
	}
	for _, id := range e.Members {
		if !c.entities[id] || id == e.ID {
			c.fault("%s", "member %q is no other entity", e.ID, id)
		}
	}
	last := -1
	for _, m := range e.Mentions {
		c.span(m.Span, e.ID)
		switch m.Form {
		case ByName, ByTitle, ByPronoun, ByNominal:
		default:
			c.fault("%s", "unknown form %q of a mention", e.ID, m.Form)
		}
		if m.Start < last {
			c.fault("%s", "mention at byte %d stands after one at byte %d", e.ID, m.Start, last)
		}
		last = m.Start
	}
	if len(e.Mentions) == 0 {
		return before
	}
	if e.Mentions[0].Start < before {
		c.fault("%s", "it begins at byte %d and stands after one that begins at byte %d", e.ID, e.Mentions[0].Start, before)
	}
	return e.Mentions[0].Start
}

// statement checks one statement, the one before it beginning at before, and returns
// where it begins.
func (c *checker) statement(r *Readout, s *Statement, before int) int {
	switch s.Form {
	case Direct, Indirect, Mixed:
	default:
		c.fault("%s", "unknown form %q", s.ID, s.Form)
	}
	switch s.Basis {
	case "", Named, Titled, Pronominal, Nominal, Carried, Transcript, FromHeadline:
	default:
		c.fault("%s", "unknown basis %q", s.ID, s.Basis)
	}
	if (s.Basis == "") != (s.Speaker == "") {
		c.fault("%s", "basis %q with speaker %q", s.ID, s.Basis, s.Speaker)
	}
	if s.Source != (Span{}) {
		c.span(s.Source, s.ID+" source")
	}
	if s.Cue != (Span{}) {
		c.span(s.Cue, s.ID+" cue")
	}
	if len(s.Content) == 0 {
		c.fault("%s", "no content", s.ID)
	}
	c.spans(s.Content, s.ID+" content")
	if s.Speaker != "" && !c.entities[s.Speaker] {
		c.fault("%s", "speaker %q is no entity", s.ID, s.Speaker)
	}
	c.known(s.Addressees, s.ID+" addressee")
	if s.Occasion != "" && !c.occasions[s.Occasion] {
		c.fault("%s", "%q is no occasion", s.ID, s.Occasion)
	}
	c.time(s.When, s.ID+" when")
	for i := range s.Acts {
		c.act(&s.Acts[i], s.ID)
	}
	c.spans(s.Claims, s.ID+" claim")
	for _, id := range []string{s.InReplyTo, s.Within} {
		if _, ok := c.statements[id]; id != "" && (!ok || id == s.ID) {
			c.fault("%s", "%q is no other statement", s.ID, id)
		}
	}
	if c.circular(r, s) {
		c.fault("%s", "it lies within itself", s.ID)
	}
	if !(s.Confidence >= 0 && s.Confidence <= 1) {
		c.fault("%s", "confidence %v", s.ID, s.Confidence)
	}
	start := s.Extent().Start
	if start < before {
		c.fault("%s", "it begins at byte %d and stands after one that begins at byte %d", s.ID, start, before)
	}
	return start
}

// circular reports whether the statements around s lead back to it.
func (c *checker) circular(r *Readout, s *Statement) bool {
	id := s.Within
	for range r.Statements {
		i, ok := c.statements[id]
		if !ok {
			return false
		}
		if id = r.Statements[i].Within; id == s.ID {
			return true
		}
	}
	return false
}
