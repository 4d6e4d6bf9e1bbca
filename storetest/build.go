package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// A build makes a record by hand: paragraphs are added one after the other, and what is said of them names words of the last one.
type build struct {
	name      string // in the suite
	r         readout.Readout
	paragraph int // where the last one begins
}

// report begins a record.
func report(name, id, publisher, published, title string) *build {
	b := &build{name: name, r: readout.Readout{Article: readout.Article{ID: id, Title: title, Publisher: publisher, Published: published, Language: "en"}}}
	if publisher != "" {
		b.r.Article.URL = "https://" + strings.ReplaceAll(strings.ToLower(publisher), " ", "-") + ".example/" + id
	}
	return b
}

// para adds a paragraph.
func (b *build) para(text string) *build {
	if b.r.Article.Text != "" {
		b.r.Article.Text += "\n\n"
	}
	b.paragraph = len(b.r.Article.Text)
	b.r.Article.Text += text
	return b
}

// at finds words in the last paragraph. The empty text is no words.
func (b *build) at(words string) readout.Span {
	if words == "" {
		return readout.Span{}
	}
	i := strings.Index(b.r.Article.Text[b.paragraph:], words)
	if i < 0 {
		panic(fmt.Sprintf("storetest: no %q in %q", words, b.r.Article.Text[b.paragraph:]))
	}
	return readout.Span{Start: b.paragraph + i, End: b.paragraph + i + len(words)}
}

// first finds words in the whole text.
func (b *build) first(words string) int { return strings.Index(b.r.Article.Text, words) }

// entity returns the id of somebody named in the last paragraph, with roles.
func (b *build) entity(kind readout.EntityKind, name, mention string, roles ...string) string {
	return b.refer(kind, name, mention, readout.ByName, roles)
}

func (b *build) person(name, mention string, roles ...string) string {
	return b.refer(readout.Person, name, mention, readout.ByName, roles)
}

// nominal is somebody without a name.
func (b *build) nominal(name, mention string) string {
	return b.refer(readout.Person, name, mention, readout.ByNominal, nil)
}

func (b *build) refer(kind readout.EntityKind, name, mention string, form readout.MentionForm, roles []string) string {
	i := slices.IndexFunc(b.r.Entities, func(e readout.Entity) bool { return e.Name == name })
	if i < 0 {
		i = len(b.r.Entities)
		b.r.Entities = append(b.r.Entities, readout.Entity{ID: fmt.Sprintf("e%d", i+1), Name: name, Kind: kind, Roles: roles})
	}
	e := &b.r.Entities[i]
	e.Mentions = append(e.Mentions, readout.Mention{Span: b.at(mention), Form: form})
	return e.ID
}

// mention adds one more by name, and pronoun one by pronoun.
func (b *build) mention(id, words string) { b.mentioned(id, words, readout.ByName) }
func (b *build) pronoun(id, words string) { b.mentioned(id, words, readout.ByPronoun) }

func (b *build) mentioned(id, words string, form readout.MentionForm) {
	for i := range b.r.Entities {
		if e := &b.r.Entities[i]; e.ID == id {
			e.Mentions = append(e.Mentions, readout.Mention{Span: b.at(words), Form: form})
		}
	}
}

// said adds a statement of the last paragraph and returns its id.
func (b *build) said(speaker, source, cue, content string, more ...func(*readout.Statement)) string {
	s := readout.Statement{ID: fmt.Sprintf("s%d", len(b.r.Statements)+1), Form: readout.Indirect, Source: b.at(source), Speaker: speaker,
		Cue: b.at(cue), Content: []readout.Span{b.at(content)}, Confidence: 0.9}
	if speaker != "" {
		s.Basis = readout.Named
	}
	if strings.Contains(b.r.Article.Text[b.paragraph:], "“"+content) {
		s.Form = readout.Direct
	}
	for _, f := range more {
		f(&s)
	}
	b.r.Statements = append(b.r.Statements, s)
	return s.ID
}

func to(ids ...string) func(*readout.Statement) {
	return func(s *readout.Statement) { s.Addressees = ids }
}

func on(occasion string) func(*readout.Statement) {
	return func(s *readout.Statement) { s.Occasion = occasion }
}

func (b *build) act(t readout.ActType, words string, deadline *readout.Time) func(*readout.Statement) {
	return func(s *readout.Statement) {
		s.Acts = append(s.Acts, readout.Act{Type: t, Span: b.at(words), Deadline: deadline})
	}
}

func (b *build) claim(words string) func(*readout.Statement) {
	return func(s *readout.Statement) { s.Claims = append(s.Claims, b.at(words)) }
}

// date adds a time of the last paragraph.
func (b *build) date(words, value string) *readout.Time {
	t := readout.Time{Span: b.at(words), Type: "DATE", Value: value}
	if !slices.Contains(b.r.Times, t) {
		b.r.Times = append(b.r.Times, t)
	}
	return &t
}

// place adds a place of the last paragraph.
func (b *build) place(name, country string) *readout.PlaceMention {
	p := readout.PlaceMention{Span: b.at(name), Name: name, Country: country}
	if !slices.Contains(b.r.Places, p) {
		b.r.Places = append(b.r.Places, p)
	}
	return &p
}

// occasion adds one that words of the last paragraph speak of, and returns its id.
func (b *build) occasion(kind, words string, place *readout.PlaceMention, when *readout.Time, participants ...string) string {
	id := fmt.Sprintf("o%d", len(b.r.Occasions)+1)
	b.r.Occasions = append(b.r.Occasions, readout.Occasion{ID: id, Kind: kind, Participants: participants, Place: place, When: when,
		Spans: []readout.Span{b.at(words)}})
	return id
}

func (b *build) event(v readout.Event, trigger string) {
	v.ID, v.Trigger = fmt.Sprintf("v%d", len(b.r.Events)+1), b.at(trigger)
	b.r.Events = append(b.r.Events, v)
}

func (b *build) talks(k readout.Talks) {
	k.ID = fmt.Sprintf("t%d", len(b.r.Talks)+1)
	b.r.Talks = append(b.r.Talks, k)
}

// done returns the record with its lists in order; it panics where the record does not hold together.
func (b *build) done() *readout.Readout {
	for i := range b.r.Entities {
		slices.SortFunc(b.r.Entities[i].Mentions, func(x, y readout.Mention) int { return cmp.Compare(x.Start, y.Start) })
	}
	slices.SortStableFunc(b.r.Entities, func(x, y readout.Entity) int { return cmp.Compare(x.Mentions[0].Start, y.Mentions[0].Start) })
	slices.SortStableFunc(b.r.Statements, func(x, y readout.Statement) int { return cmp.Compare(x.Extent().Start, y.Extent().Start) })
	slices.SortFunc(b.r.Times, func(x, y readout.Time) int { return cmp.Compare(x.Start, y.Start) })
	slices.SortFunc(b.r.Places, func(x, y readout.PlaceMention) int { return cmp.Compare(x.Start, y.Start) })
	if err := b.r.Check(); err != nil {
		panic("storetest: " + err.Error())
	}
	return &b.r
}
