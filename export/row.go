package export

import (
	"iter"
	"strings"

	"github.com/readout-project/readout"
)

// A Row is a statement apart from its article: what tables, feeds and citations are made of. Rows returns those of a record, HitRow
// that of a search.
type Row struct {
	ID         string          // a URI that names the statement
	Article    readout.Article // without its text
	Statement  string          // id within the record
	Form       readout.StatementForm
	Speaker    Party // empty when the article never says
	Basis      readout.Basis
	Source     string // the words that name the speaker
	Cue        string
	Content    []string // the words said, span by span
	Addressees []Party
	Acts       []readout.ActType // each once, in the order of the text
	Claims     []string
	Date       string // when it was said, YYYY-MM-DD: its own time, else its occasion's, else the article's; may be empty
	Occasion   string // its kind
	Place      string // of the occasion
	Language   string // of the words as spoken
	InReplyTo  string // id within the record
	Within     string // id within the record
	Confidence float64
	Start, End int    // code points of the article's text, from the first to the last word of the content; both 0 when the text is not at hand
	Link       string // to the words on the publisher's page, else to the page; empty where the article has no address
	Leads      bool   // whether the link leads to the words
	Page       string // address of a page that shows the statement; empty for none
	Updated    string // when the row last changed: a date or date-time of RFC 3339; empty for when the article was published
}

// A Party is somebody who speaks or is spoken to.
type Party struct {
	Name string
	Kind readout.EntityKind
	Role string // the first that the article gives
}

// Rows returns the statements of a record in its order. It returns an error where a span does not fit the text.
func Rows(r *readout.Readout) ([]Row, error) {
	x, err := newIndex(r)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, 0, len(r.Statements))
	for i := range r.Statements {
		rows = append(rows, x.row(&r.Statements[i]))
	}
	return rows, nil
}

// All returns what of returns for each record in turn, as one sequence: the rows of many records, say. It ends at the first error.
func All[T any](records iter.Seq2[*readout.Readout, error], of func(*readout.Readout) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for r, err := range records {
			if err != nil {
				yield(none, err)
				return
			}
			list, err := of(r)
			if err != nil {
				yield(none, err)
				return
			}
			for _, t := range list {
				if !yield(t, nil) {
					return
				}
			}
		}
	}
}

func (x *index) row(s *readout.Statement) Row {
	row := Row{ID: x.urns[s], Article: x.r.Article, Statement: s.ID, Form: s.Form, Speaker: x.party(s.Speaker), Basis: s.Basis, Source: x.words(s.Source),
		Cue: x.words(s.Cue), Content: x.content(s), Claims: x.allWords(s.Claims), Date: x.date(s), Language: s.Language, InReplyTo: s.InReplyTo,
		Within: s.Within, Confidence: s.Confidence, Acts: acts(s)}
	row.Article.Text = ""
	for _, id := range s.Addressees {
		row.Addressees = append(row.Addressees, x.party(id))
	}
	if o := x.occasions[s.Occasion]; o != nil {
		row.Occasion = o.Kind
		if o.Place != nil {
			row.Place = o.Place.Name
		}
	}
	if n := len(s.Content); n > 0 {
		row.Start, _ = x.runes(s.Content[0])
		_, row.End = x.runes(s.Content[n-1])
	}
	row.Link, row.Leads = x.link(s)
	return row
}

// link returns a link to the beginning of what was said.
func (x *index) link(s *readout.Statement) (link string, leads bool) {
	if len(s.Content) == 0 {
		return x.links.url, false
	}
	return x.links.link(s.Content[0])
}

func (x *index) party(id string) Party {
	e := x.entities[id]
	if e == nil {
		return Party{Name: id}
	}
	p := Party{Name: e.Name, Kind: e.Kind}
	if len(e.Roles) > 0 {
		p.Role = e.Roles[0]
	}
	return p
}

// date returns the day on which a statement was made.
func (x *index) date(s *readout.Statement) string {
	if day := dayOf(s.When); day != "" {
		return day
	}
	if o := x.occasions[s.Occasion]; o != nil {
		if day := dayOf(o.When); day != "" {
			return day
		}
	}
	return day(x.r.Article.Published)
}

// dayOf returns the day of a time: YYYY-MM-DD; empty where its value tells none.
func dayOf(t *readout.Time) string {
	if t == nil {
		return ""
	}
	return day(t.Value)
}

// day returns the day at the beginning of a date or date-time; empty where there is none.
func day(value string) string {
	if len(value) > 10 && value[10] != 'T' || !isDay(value[:min(len(value), 10)]) {
		return ""
	}
	return value[:10]
}

// acts returns the types of a statement's acts, each once.
func acts(s *readout.Statement) (out []readout.ActType) {
	seen := map[readout.ActType]bool{}
	for _, a := range s.Acts {
		if !seen[a.Type] {
			seen[a.Type] = true
			out = append(out, a.Type)
		}
	}
	return out
}

// said returns the words of a row, with an ellipsis where others stand between them.
func (r *Row) said() string { return strings.Join(r.Content, " … ") }

// HitRow returns the row of a statement that a search found. What a Hit does not know stays empty.
func HitRow(h *readout.Hit) Row {
	s, a := &h.Statement, &h.Article
	row := Row{ID: urn(h.Key), Article: readout.Article{ID: a.ID, URL: a.URL, Title: a.Title, Publisher: a.Publisher, Published: a.Published},
		Statement: s.ID, Form: s.Form, Speaker: Party{Name: h.Speaker.Name, Kind: h.Speaker.Kind}, Basis: s.Basis, Source: h.Source, Cue: h.Cue,
		Content: h.Words, Acts: acts(s), Date: h.Date, Language: s.Language, InReplyTo: s.InReplyTo, Within: s.Within, Confidence: s.Confidence,
		Link: webURL(a.URL)}
	for _, who := range h.Addressees {
		row.Addressees = append(row.Addressees, Party{Name: who.Name, Kind: who.Kind})
	}
	if h.Occasion != nil {
		row.Occasion = h.Occasion.Kind
		if h.Occasion.Place != nil {
			row.Place = h.Occasion.Place.Name
		}
	}
	if !a.Added.IsZero() {
		row.Updated = a.Added.UTC().Format("2006-01-02T15:04:05Z")
	}
	return row
}
