package ledger

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// Derived is what a store keeps beside a record, so that it can be found. Ids of entities, occasions and the like are the record's.
type Derived struct {
	Article     readout.ArticleRef // without Version, Versions, Added and Models
	Statements  []Statement
	Appearances []Appearance
	Occasions   []Occasion
	Events      []Event
	Talks       []Talks
	Coming      []Coming
}

// A Statement is a hit without what other articles have a say in: Speaker, Addressees and Corrected are for the store to fill in,
// from the entities that are given here. Entities are those of Appearances: for "both leaders" it is each of them.
type Statement struct {
	readout.Hit
	Speakers  []string
	Listeners []string // to whom it was said
	Mentions  []string // who is mentioned in the content
	Topics    []string // words of the topics of its occasion, and of the talks that it is a part of
	Events    []string // types of the events told in it
}

// An Occasion is one with when it was.
type Occasion struct {
	readout.Occasion
	People []string // entities of Appearances who took part
	Date   string   // its first day, YYYY-MM-DD; that of publication where it has no time
	Words  string   // that speak of it first
}

// An Event is one with when it was.
type Event struct {
	readout.Event
	Words string // its trigger
	Date  string // its first day, YYYY-MM-DD; empty where it has no time
	By    []string
	To    []string
	Key   string // of the statement in which it is told
}

// Talks are a negotiation; Parties are entities of Appearances.
type Talks struct {
	readout.TalksRef // without Parties
	With             []string
	Date             string // that of publication
}

// Derive returns what is kept beside a record. Key is that of its entry.
func Derive(key string, r *readout.Readout) *Derived {
	d := deriver{r: r, Derived: &Derived{Article: article(key, r)}}
	id := d.Article.ID
	d.Appearances = appearances(id, r)
	d.index()
	d.keys = StatementKeys(id, r)
	d.occasions()
	d.statements()
	d.events()
	d.talks(newKeyer(id))
	d.coming(newKeyer(id))
	return d.Derived
}

func article(key string, r *readout.Readout) readout.ArticleRef {
	a := &r.Article
	return readout.ArticleRef{ID: ArticleID(key), Key: key, Title: a.Title, Publisher: a.Publisher, URL: a.URL, Published: a.Published, Hash: Hash(a.Text),
		Statements: len(r.Statements), Words: countWords(a.Text)}
}

func countWords(text string) int {
	n := 0
	for range strings.FieldsSeq(text) {
		n++
	}
	return n
}

type deriver struct {
	r *readout.Readout
	*Derived
	keys     map[string]string // of statements
	named    map[string]bool   // entities with an appearance
	entities map[string]*readout.Entity
	occasion map[string]int // index in Occasions
}

func (d *deriver) index() {
	d.named, d.entities, d.occasion = map[string]bool{}, map[string]*readout.Entity{}, map[string]int{}
	for i := range d.Appearances {
		d.named[d.Appearances[i].Entity] = true
	}
	for i := range d.r.Entities {
		d.entities[d.r.Entities[i].ID] = &d.r.Entities[i]
	}
	for i := range d.r.Occasions {
		d.occasion[d.r.Occasions[i].ID] = i
	}
}

// who returns the entities with an appearance that some are: themselves, or the members of those that have no name.
func (d *deriver) who(ids ...string) []string {
	var out []string
	add := func(id string) {
		if d.named[id] && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, id := range ids {
		if e := d.entities[id]; e != nil && !d.named[id] {
			for _, m := range e.Members {
				add(m)
			}
		}
		add(id)
	}
	return out
}

func (d *deriver) occasions() {
	published := Day(d.r.Article.Published)
	for i := range d.r.Occasions {
		o := Occasion{Occasion: d.r.Occasions[i], Date: published}
		o.People = d.who(o.Participants...)
		if day := d.day(o.When); day != "" {
			o.Date = day
		}
		if len(o.Spans) > 0 {
			o.Words = o.Spans[0].In(d.r.Article.Text)
		}
		d.Occasions = append(d.Occasions, o)
	}
}

// day returns the day of a time, YYYY-MM-DD: its first, but the day of publication where that lies in a longer time ("this week").
func (d *deriver) day(t *readout.Time) string {
	if t == nil || t.Type != "DATE" && t.Type != "TIME" {
		return ""
	}
	first, last, ok := Range(t.Value)
	if !ok {
		return ""
	}
	if p := Day(d.r.Article.Published); first <= p && p <= last {
		return p
	}
	return first
}

func (d *deriver) statements() {
	text := d.r.Article.Text
	told := map[string][]string{} // types of events by statement
	for i := range d.r.Events {
		v := &d.r.Events[i]
		if v.Statement != "" && !slices.Contains(told[v.Statement], v.Type) {
			told[v.Statement] = append(told[v.Statement], v.Type)
		}
	}
	topics := d.topicsOfTalks()
	mentions := d.mentions()
	for i := range d.r.Statements {
		s := &d.r.Statements[i]
		h := readout.Hit{Key: d.keys[s.ID], Article: d.Article, Statement: *s, Source: s.Source.In(text), Cue: s.Cue.In(text), Words: inText(text, s.Content)}
		h.Before, h.After = around(text, s.Content)
		out := Statement{Speakers: d.who(s.Speaker), Listeners: d.who(s.Addressees...), Events: told[s.ID], Topics: topics[s.ID]}
		if n, ok := d.occasion[s.Occasion]; ok {
			o := d.Occasions[n].Occasion
			h.Occasion = &o
			out.Topics = append(inText(text, o.Topics), out.Topics...)
		}
		h.Date, h.DateBasis = d.date(s)
		out.Hit, out.Mentions = h, mentionedIn(mentions, s.Content)
		d.Statements = append(d.Statements, out)
	}
}

// date returns when a statement was made, and what tells it.
func (d *deriver) date(s *readout.Statement) (date, basis string) {
	if day := d.day(s.When); day != "" {
		return day, "statement"
	}
	if n, ok := d.occasion[s.Occasion]; ok {
		if day := d.day(d.r.Occasions[n].When); day != "" {
			return day, "occasion"
		}
	}
	if day := Day(d.r.Article.Published); day != "" {
		return day, "article"
	}
	return "", ""
}

// topicsOfTalks returns the words of the topics of negotiations, by the statements that tell a point of them.
func (d *deriver) topicsOfTalks() map[string][]string {
	out := map[string][]string{}
	for i := range d.r.Talks {
		t := &d.r.Talks[i]
		topics := inText(d.r.Article.Text, t.Topics)
		seen := map[string]bool{"": true}
		for _, points := range [][]readout.Point{t.Denied, t.Agreed, t.Outstanding, t.Next} {
			for _, p := range points {
				if !seen[p.Statement] {
					seen[p.Statement] = true
					out[p.Statement] = append(out[p.Statement], topics...)
				}
			}
		}
	}
	return out
}

// A mention is one of an entity with an appearance, or that stands for some.
type mention struct {
	readout.Span
	who []string
}

func (d *deriver) mentions() []mention {
	var all []mention
	for i := range d.r.Entities {
		e := &d.r.Entities[i]
		who := d.who(e.ID)
		if len(who) == 0 {
			continue
		}
		for _, m := range e.Mentions {
			all = append(all, mention{m.Span, who})
		}
	}
	slices.SortStableFunc(all, func(a, b mention) int { return a.Start - b.Start })
	return all
}

// mentionedIn returns who is mentioned in spans; mentions stand in the order of their beginnings.
func mentionedIn(all []mention, spans []readout.Span) []string {
	var out []string
	for _, s := range spans {
		from, _ := slices.BinarySearchFunc(all, s.Start, func(m mention, at int) int { return m.Start - at })
		for _, m := range all[from:] {
			if m.Start >= s.End {
				break
			}
			for _, id := range m.who {
				if s.Contains(m.Span) && !slices.Contains(out, id) {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

// maxAround is how many bytes of the text around a content are kept.
const maxAround = 60

// around returns what stands before and after a content in its paragraph.
func around(text string, content []readout.Span) (before, after string) {
	if len(content) == 0 {
		return "", ""
	}
	first, last := content[0], content[len(content)-1]
	from := max(0, first.Start-maxAround)
	before = text[from:first.Start]
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	}
	for before != "" && !utf8.RuneStart(before[0]) {
		before = before[1:]
	}
	to := min(len(text), last.End+maxAround)
	for to < len(text) && to > last.End && !utf8.RuneStart(text[to]) {
		to--
	}
	after, _, _ = strings.Cut(text[last.End:to], "\n")
	return before, after
}

func (d *deriver) events() {
	text := d.r.Article.Text
	for i := range d.r.Events {
		v := Event{Event: d.r.Events[i]}
		v.Words, v.Date, v.By, v.To, v.Key = v.Trigger.In(text), d.day(v.When), d.who(v.Actors...), d.who(v.Recipients...), d.keys[v.Statement]
		d.Events = append(d.Events, v)
	}
}

func (d *deriver) talks(k *keyer) {
	text := d.r.Article.Text
	words := func(points []readout.Point) []string {
		out := make([]string, len(points))
		for i := range points {
			out[i] = points[i].In(text)
		}
		return out
	}
	for i := range d.r.Talks {
		t := readout.TalksRef{Article: d.Article, Talks: d.r.Talks[i]}
		t.Topics = inText(text, t.Talks.Topics)
		t.Denied, t.Agreed, t.Outstanding, t.Next = words(t.Talks.Denied), words(t.Talks.Agreed), words(t.Talks.Outstanding), words(t.Talks.Next)
		t.Key = k.key("talks", slices.Concat(t.Topics, t.Denied, t.Agreed, t.Outstanding, t.Next)...)
		d.Talks = append(d.Talks, Talks{t, d.who(t.Talks.Parties...), Day(d.r.Article.Published)})
	}
}
