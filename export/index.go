package export

import (
	"cmp"
	"crypto/sha1"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// An index finds the parts of a record by their ids. Its text is valid and every span fits it.
type index struct {
	r          *readout.Readout
	m          *readout.Mapper
	links      *linker
	entities   map[string]*readout.Entity
	occasions  map[string]*readout.Occasion
	statements map[string]*readout.Statement
	urns       map[*readout.Statement]string // the same as those of a ledger that holds the article
	sentences  []readout.Span                // nil until they are needed
}

// newIndex returns an error where a span does not fit the text. Where several parts have one id, the first is meant.
func newIndex(r *readout.Readout) (*index, error) {
	if err := checkSpans(r); err != nil {
		return nil, err
	}
	x := &index{r: r, m: readout.NewMapper(r.Article.Text), links: newLinker(r.Article.URL, r.Article.Text), entities: map[string]*readout.Entity{},
		occasions: map[string]*readout.Occasion{}, statements: map[string]*readout.Statement{}, urns: map[*readout.Statement]string{}}
	for i := range r.Entities {
		first(x.entities, r.Entities[i].ID, &r.Entities[i])
	}
	for i := range r.Occasions {
		first(x.occasions, r.Occasions[i].ID, &r.Occasions[i])
	}
	keys := ledger.StatementKeys(ledger.ArticleID(x.key()), r)
	for i := range r.Statements {
		s := &r.Statements[i]
		first(x.statements, s.ID, s)
		if x.urns[s] = urn(keys[s.ID]); x.statements[s.ID] != s {
			x.urns[s] = x.urn("statement", strconv.Itoa(i)) // another has its id
		}
	}
	return x, nil
}

func first[T any](of map[string]*T, id string, x *T) {
	if of[id] == nil && id != "" {
		of[id] = x
	}
}

// words returns what stands at a span.
func (x *index) words(s readout.Span) string { return s.In(x.r.Article.Text) }

// allWords returns what stands at each span.
func (x *index) allWords(spans []readout.Span) (out []string) {
	for _, s := range spans {
		out = append(out, x.words(s))
	}
	return out
}

func (x *index) content(s *readout.Statement) []string { return x.allWords(s.Content) }

// runes returns the bounds of a span in code points.
func (x *index) runes(s readout.Span) (start, end int) {
	start, end, err := x.m.SpanRunes(s)
	if err != nil {
		panic(err) // every span was checked when the index was made
	}
	return start, end
}

// name returns the name of an entity; its id where there is no such one.
func (x *index) name(id string) string {
	if e := x.entities[id]; e != nil {
		return e.Name
	}
	return id
}

func (x *index) names(ids []string) (out []string) {
	for _, id := range ids {
		out = append(out, x.name(id))
	}
	return out
}

// key tells the article apart from others, as the ledger does; by its text where it has neither address nor id.
func (x *index) key() string {
	return cmp.Or(ledger.Key(&readout.Entry{Record: x.r}), x.r.Article.Text)
}

// iri names the article: its URL where that is one of the web, else a URN.
func (x *index) iri() string {
	if x.links.url != "" {
		return x.links.url
	}
	return x.urn("article")
}

// urn names a part of the article. The same words of the same article have the same name, also after they were read again.
func (x *index) urn(parts ...string) string { return urn(x.key(), parts...) }

// urn returns the UUID of version 5 (RFC 9562) that the namespace of URLs has for a key and parts, a line each.
func urn(key string, parts ...string) string {
	h := sha1.New()
	h.Write([]byte("\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8"))
	h.Write([]byte(strings.Join(append([]string{key}, parts...), "\n")))
	u := h.Sum(nil)[:16]
	u[6], u[8] = u[6]&0x0F|0x50, u[8]&0x3F|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// entityURN names an entity of this article. Who is who across articles is not for a record to say.
func (x *index) entityURN(id string) string { return x.urn("entity", id) }

// checkSpans reports the first span that does not fit the text.
func checkSpans(r *readout.Readout) error {
	text := r.Article.Text
	if !utf8.ValidString(text) {
		return errors.New("the article's text is not valid UTF-8")
	}
	for s := range spans(r) {
		if s.Start < 0 || s.Start > s.End || s.End > len(text) || !boundary(text, s.Start) || !boundary(text, s.End) {
			return fmt.Errorf("span %d:%d does not fit the text of %d bytes", s.Start, s.End, len(text))
		}
	}
	return nil
}

// spans yields every span of a record.
func spans(r *readout.Readout) func(func(readout.Span) bool) {
	return func(yield func(readout.Span) bool) {
		stopped := false
		one := func(s readout.Span) {
			stopped = stopped || !yield(s)
		}
		all := func(list []readout.Span) {
			for _, s := range list {
				one(s)
			}
		}
		time := func(t *readout.Time) {
			if t != nil {
				one(t.Span)
			}
		}
		place := func(p *readout.PlaceMention) {
			if p != nil {
				one(p.Span)
			}
		}
		points := func(list []readout.Point) {
			for _, p := range list {
				one(p.Span)
			}
		}
		for i := range r.Entities {
			for _, m := range r.Entities[i].Mentions {
				one(m.Span)
			}
		}
		for i := range r.Occasions {
			o := &r.Occasions[i]
			place(o.Place)
			time(o.When)
			time(o.Duration)
			all(o.Topics)
			all(o.Spans)
		}
		for i := range r.Statements {
			s := &r.Statements[i]
			one(s.Source)
			one(s.Cue)
			all(s.Content)
			time(s.When)
			all(s.Claims)
			for k := range s.Acts {
				one(s.Acts[k].Span)
				one(s.Acts[k].Condition)
				time(s.Acts[k].Deadline)
			}
		}
		for i := range r.Times {
			time(&r.Times[i])
		}
		for i := range r.Places {
			place(&r.Places[i])
		}
		for i := range r.Events {
			one(r.Events[i].Trigger)
			time(r.Events[i].When)
			place(r.Events[i].Where)
		}
		for i := range r.Talks {
			t := &r.Talks[i]
			all(t.Topics)
			points(t.Denied)
			points(t.Agreed)
			points(t.Outstanding)
			points(t.Next)
		}
	}
}
