package web

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/export"
)

// Formats that addresses can end in, beside .json.
var extensions = []string{"annotations", "atom", "brat", "conllu", "csv", "feed", "html", "ics", "jsonld", "jsonl", "ninjs", "parquet", "plover", "tei", "txt"}

// A recordExport is a format of the record of one article.
type recordExport struct {
	ext, title, kind string
	file             string // what the name of the file ends in
	write            func(io.Writer, *readout.Readout) error
}

var recordExports = []recordExport{
	{"json", "JSON: the record", "", "", nil}, // the twin of the page
	{"jsonl", "JSON Lines: the record on one line", "application/jsonl", "jsonl", writeLine},
	{"html", "HTML: a page that needs nothing else", "text/html; charset=utf-8", "html", export.HTML},
	{"csv", "CSV: statements", "text/csv; charset=utf-8", "csv", rowsOf(export.CSV)},
	{"parquet", "Parquet: statements", "application/vnd.apache.parquet", "parquet", rowsOf(export.Parquet)},
	{"txt", "Text: citations", "text/plain; charset=utf-8", "txt", rowsOf(export.Citations)},
	{"jsonld", "JSON-LD: schema.org", "application/ld+json", "jsonld", export.SchemaOrg},
	{"annotations", "Web Annotation", "application/ld+json", "annotations.jsonld", export.WebAnnotation},
	{"ninjs", "ninjs 3.1", "application/json", "ninjs.json", export.Ninjs},
	{"tei", "TEI", "application/tei+xml", "tei.xml", export.TEI},
	{"brat", "brat: text and standoff", "application/zip", "brat.zip", func(w io.Writer, r *readout.Readout) error { return bratZip(w, one(r)) }},
	{"conllu", "CoNLL-U Plus", "text/plain; charset=utf-8", "conllup", export.CoNLLU},
	{"plover", "PLOVER: events", "application/jsonl", "plover.jsonl", export.PLOVER},
	{"ics", "iCalendar: what is next", "text/calendar; charset=utf-8", "ics", func(w io.Writer, r *readout.Readout) error {
		return export.ICalendar(w, r.Article.Title, export.All(one(r), export.Appointments))
	}},
}

func rowsOf(write func(io.Writer, iter.Seq2[export.Row, error]) error) func(io.Writer, *readout.Readout) error {
	return func(w io.Writer, r *readout.Readout) error { return write(w, export.All(one(r), export.Rows)) }
}

// A searchExport is a format of what a search finds.
type searchExport struct {
	ext, title, kind string
	write            func(io.Writer, export.Feed, iter.Seq2[export.Row, error]) error
}

var searchExports = []searchExport{
	{"csv", "CSV", "text/csv; charset=utf-8", plainRows(export.CSV)},
	{"jsonl", "JSON Lines", "application/jsonl", nil}, // written as the API's JSON
	{"atom", "Atom feed", "application/atom+xml", export.Atom},
	{"feed", "JSON feed", "application/feed+json", export.JSONFeed},
	{"parquet", "Parquet", "application/vnd.apache.parquet", plainRows(export.Parquet)},
	{"ics", "iCalendar: deadlines", "text/calendar; charset=utf-8", nil}, // made of the deadlines alone
	{"txt", "Text: citations", "text/plain; charset=utf-8", plainRows(export.Citations)},
}

func plainRows(write func(io.Writer, iter.Seq2[export.Row, error]) error) func(io.Writer, export.Feed, iter.Seq2[export.Row, error]) error {
	return func(w io.Writer, _ export.Feed, rows iter.Seq2[export.Row, error]) error { return write(w, rows) }
}

func one(r *readout.Readout) iter.Seq2[*readout.Readout, error] {
	return func(yield func(*readout.Readout, error) bool) { yield(r, nil) }
}

func writeLine(w io.Writer, r *readout.Readout) error {
	line, err := r.AppendJSON(nil)
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

// How much an export holds.
const (
	maxExported = 100_000 // statements
	maxFeed     = 100
	perRead     = 500
)

// maxWriting is how many exports are made at once, each in memory.
const maxWriting = 2

// file answers with an export.
func (s *server) file(w http.ResponseWriter, r *http.Request, ext string) {
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-r.Context().Done():
		s.refuse(w, r, fault(http.StatusServiceUnavailable, "Too many exports wait to be made. Try again."), true)
		return
	}
	var err error
	switch id, isArticle := strings.CutPrefix(r.URL.Path, "/articles/"); {
	case isArticle && id != "" && !strings.Contains(id, "/"):
		err = s.recordFile(w, r, id, ext)
	case r.URL.Path == "/search":
		err = s.searchFile(w, r, ext)
	case s.acrossFiles(r.URL.Path) != nil:
		err = s.acrossFiles(r.URL.Path)(w, r, ext)
	case r.URL.Path == "/calendar" && ext == "ics":
		err = s.calendarFile(w, r)
	case r.URL.Path == "/corrections" && (ext == "jsonl" || ext == "brat"):
		err = s.correctionsFile(w, r, ext)
	default:
		err = fault(http.StatusNotFound, "There is no %s.%s here.", clip(plain(r.URL.Path), 80), ext)
	}
	if err != nil {
		s.refuse(w, r, err, true)
	}
}

// send answers with a file that write makes. It is made before anything is sent, so that an error is told as one.
func send(w http.ResponseWriter, r *http.Request, kind, name string, write func(io.Writer) error) error {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	if name != "" {
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	}
	if !known(w, r, tagOf(out.Bytes())) && r.Method != http.MethodHead {
		w.Write(out.Bytes())
	}
	return nil
}

func (s *server) recordFile(w http.ResponseWriter, r *http.Request, id, ext string) error {
	i := slices.IndexFunc(recordExports, func(x recordExport) bool { return x.ext == ext && x.write != nil })
	if i < 0 {
		return fault(http.StatusNotFound, "An article is not written as .%s.", ext)
	}
	n, err := version(r)
	if err != nil {
		return err
	}
	kept, err := s.store.Get(r.Context(), id, n)
	if err != nil {
		return err
	}
	x := recordExports[i]
	if ext == "html" { // the page has a style and a script of its own
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	}
	return send(w, r, x.kind, kept.ID+"."+x.file, func(w io.Writer) error { return x.write(w, kept.Record) })
}

func (s *server) searchFile(w http.ResponseWriter, r *http.Request, ext string) error {
	i := slices.IndexFunc(searchExports, func(x searchExport) bool { return x.ext == ext })
	if i < 0 {
		return fault(http.StatusNotFound, "A search is not written as .%s.", ext)
	}
	x, err := questionOf(r)
	if err != nil {
		return err
	}
	e := searchExports[i]
	at := origin(r)
	switch ext {
	case "jsonl":
		return send(w, r, e.kind, "readout.jsonl", func(w io.Writer) error { return s.writeHits(r.Context(), w, x) })
	case "ics":
		return send(w, r, e.kind, "readout.ics", func(w io.Writer) error {
			return export.ICalendar(w, cmp.Or(x.q, "Readout"), deadlines(s.hits(r.Context(), x, maxExported)))
		})
	case "atom", "feed":
		if r.URL.Query().Get("sort") == "" {
			x.sort = readout.ByDate
		}
		f := export.Feed{Title: "Readout: " + cmp.Or(x.q, "all statements"), Page: at + x.address("/search", "", ""), Self: at + x.address("/search."+ext, "", "")}
		return send(w, r, e.kind, "", func(w io.Writer) error { return e.write(w, f, rows(s.hits(r.Context(), x, maxFeed), at)) })
	}
	return send(w, r, e.kind, "readout."+ext, func(w io.Writer) error {
		return e.write(w, export.Feed{}, rows(s.hits(r.Context(), x, maxExported), at))
	})
}

// origin returns scheme and host of the server, as it was asked.
func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// hits yields what a search finds, up to a limit.
func (s *server) hits(ctx context.Context, x question, limit int) iter.Seq2[*readout.Hit, error] {
	return func(yield func(*readout.Hit, error) bool) {
		cursor := ""
		for n := 0; n < limit; {
			l, err := s.store.Search(ctx, x.filter, x.sort, readout.Paging{Limit: min(perRead, limit-n), Cursor: cursor})
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range l.Items {
				if !yield(&l.Items[i], nil) {
					return
				}
			}
			n += len(l.Items)
			if cursor = l.Next; cursor == "" || len(l.Items) == 0 {
				return
			}
		}
	}
}

// rows makes rows of hits, each with the address of its page.
func rows(hits iter.Seq2[*readout.Hit, error], at string) iter.Seq2[export.Row, error] {
	return func(yield func(export.Row, error) bool) {
		for h, err := range hits {
			if err != nil {
				yield(export.Row{}, err)
				return
			}
			row := export.HitRow(h)
			row.Page = at + statementPath(h.Key)
			if !yield(row, nil) {
				return
			}
		}
	}
}

// deadlines makes appointments of the deadlines in what was said.
func deadlines(hits iter.Seq2[*readout.Hit, error]) iter.Seq2[export.Appointment, error] {
	return func(yield func(export.Appointment, error) bool) {
		for h, err := range hits {
			if err != nil {
				yield(export.Appointment{}, err)
				return
			}
			for i, a := range h.Statement.Acts {
				if a.Deadline == nil || a.Deadline.Value == "" {
					continue
				}
				c := readout.Coming{Key: fmt.Sprint(h.Key, "/", i), Date: a.Deadline.Value, Kind: "deadline", Certainty: string(a.Type), Words: within(h, a.Span),
					Article: h.Article, Statement: h.Key}
				if h.Speaker.Name != "" {
					c.Who = []readout.IdentityRef{h.Speaker}
				}
				if !yield(export.ComingAppointment(&c), nil) {
					return
				}
			}
		}
	}
}

func (s *server) calendarFile(w http.ResponseWriter, r *http.Request) error {
	from, to, err := s.between(r.URL.Query().Get("from"), r.URL.Query().Get("to"))
	if err != nil {
		return err
	}
	return send(w, r, "text/calendar; charset=utf-8", "readout.ics", func(w io.Writer) error {
		return export.ICalendar(w, "Readout: what is next", func(yield func(export.Appointment, error) bool) {
			cursor := ""
			for n := 0; n < maxExported; n += perRead {
				l, err := s.store.Coming(r.Context(), from, to, readout.Paging{Limit: perRead, Cursor: cursor})
				if err != nil {
					yield(export.Appointment{}, err)
					return
				}
				for i := range l.Items {
					if !yield(export.ComingAppointment(&l.Items[i]), nil) {
						return
					}
				}
				if cursor = l.Next; cursor == "" {
					return
				}
			}
		})
	})
}
