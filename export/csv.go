package export

import (
	"bytes"
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

// StatementColumns are the columns of CSV, in order. Cells with several values have a "|" between them.
var StatementColumns = []string{"id", "article", "url", "title", "publisher", "published", "language", "statement", "form", "speaker", "speaker_kind",
	"speaker_role", "basis", "source", "cue", "content", "addressees", "acts", "claims", "date", "occasion", "place", "spoken_in", "in_reply_to", "within",
	"confidence", "start", "end", "link"}

// CSV writes statements as a table (RFC 4180, UTF-8, lines that end in LF), one a line below the names of the columns. Start and end
// are code points of the article's text. A cell that a spreadsheet would take for a formula begins with an apostrophe.
func CSV(w io.Writer, rows iter.Seq2[Row, error]) error {
	return table(w, StatementColumns, rows, func(r *Row) []string {
		a := &r.Article
		start, end := "", ""
		if r.End > 0 {
			start, end = strconv.Itoa(r.Start), strconv.Itoa(r.End)
		}
		return []string{r.ID, a.ID, a.URL, a.Title, a.Publisher, a.Published, a.Language, r.Statement, string(r.Form), r.Speaker.Name, string(r.Speaker.Kind),
			r.Speaker.Role, string(r.Basis), r.Source, r.Cue, r.said(), several(names(r.Addressees)), several(r.Acts), several(r.Claims), r.Date, r.Occasion,
			r.Place, r.Language, r.InReplyTo, r.Within, float(r.Confidence), start, end, r.Link}
	})
}

// Table writes rows of cells below the names of their columns, as CSV does.
func Table(w io.Writer, columns []string, rows iter.Seq2[[]string, error]) error {
	return table(w, columns, rows, func(r *[]string) []string { return *r })
}

// EventColumns are the columns of EventsCSV, in order.
var EventColumns = []string{"id", "article", "url", "title", "publisher", "published", "event", "type", "mode", "cameo", "trigger", "actors", "recipients",
	"polarity", "modality", "date", "place", "country", "lat", "lon", "statement", "occasion", "start", "end", "link"}

// EventsCSV writes events as a table, as CSV does statements.
func EventsCSV(w io.Writer, events iter.Seq2[EventRow, error]) error {
	return table(w, EventColumns, events, func(r *EventRow) []string {
		a := &r.Article
		lat, lon := "", ""
		if r.Place.Located {
			lat, lon = strconv.FormatFloat(r.Place.Lat, 'f', -1, 64), strconv.FormatFloat(r.Place.Lon, 'f', -1, 64)
		}
		return []string{r.ID, a.ID, a.URL, a.Title, a.Publisher, a.Published, r.Event, r.Type, r.Mode, r.CAMEO, r.Trigger, several(names(r.Actors)),
			several(names(r.Recipients)), r.Polarity, r.Modality, r.Date, r.Place.Name, r.Place.Country, lat, lon, r.Statement, r.Occasion,
			strconv.Itoa(r.Start), strconv.Itoa(r.End), r.Link}
	})
}

// An EventRow is an event apart from its article.
type EventRow struct {
	ID         string          // a URI that names the event
	Article    readout.Article // without its text
	Event      string          // id within the record
	Type       string
	Mode       string
	CAMEO      string
	Trigger    string // the words
	Actors     []Party
	Recipients []Party
	Polarity   string
	Modality   string
	Date       string               // TIMEX3 value of its time, else its occasion's; may be empty
	Place      readout.PlaceMention // of its own, else of its occasion
	Statement  string               // id within the record
	Occasion   string               // id within the record
	Start, End int                  // of the trigger, code points of the article's text
	Link       string               // as that of a Row
}

// EventRows returns the events of a record in its order. It returns an error where a span does not fit the text.
func EventRows(r *readout.Readout) ([]EventRow, error) {
	x, err := newIndex(r)
	if err != nil {
		return nil, err
	}
	rows := make([]EventRow, 0, len(r.Events))
	for i := range r.Events {
		rows = append(rows, x.eventRow(&r.Events[i]))
	}
	return rows, nil
}

func (x *index) eventRow(v *readout.Event) EventRow {
	row := EventRow{ID: x.urn("event", v.ID), Article: x.r.Article, Event: v.ID, Type: v.Type, Mode: v.Mode, CAMEO: v.CAMEO, Trigger: x.words(v.Trigger),
		Polarity: v.Polarity, Modality: v.Modality, Statement: v.Statement, Occasion: v.Occasion}
	row.Article.Text = ""
	for _, id := range v.Actors {
		row.Actors = append(row.Actors, x.party(id))
	}
	for _, id := range v.Recipients {
		row.Recipients = append(row.Recipients, x.party(id))
	}
	when, where := x.happened(v)
	if when != nil {
		row.Date = when.Value
	}
	if where != nil {
		row.Place = *where
	}
	row.Start, row.End = x.runes(v.Trigger)
	row.Link, _ = x.links.link(v.Trigger)
	return row
}

// happened returns when and where an event took place, by its own words or by its occasion's.
func (x *index) happened(v *readout.Event) (when *readout.Time, where *readout.PlaceMention) {
	when, where = v.When, v.Where
	if o := x.occasions[v.Occasion]; o != nil {
		if when == nil {
			when = o.When
		}
		if where == nil {
			where = o.Place
		}
	}
	return when, where
}

// table writes a row of names and one for each item. Each write to w is of whole rows.
func table[T any](w io.Writer, columns []string, items iter.Seq2[T, error], cells func(*T) []string) error {
	var rows bytes.Buffer
	out := csv.NewWriter(&rows)
	flush := func() error {
		out.Flush()
		if err := out.Error(); err != nil {
			return err
		}
		_, err := w.Write(rows.Bytes())
		rows.Reset()
		return err
	}
	if err := out.Write(columns); err != nil {
		return err
	}
	for item, err := range items {
		if err != nil {
			return err
		}
		row := cells(&item)
		for i, cell := range row {
			row[i] = guard(cell)
		}
		if err := out.Write(row); err != nil {
			return err
		}
		if rows.Len() >= maxPending {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// maxPending is how many bytes of rows are kept, about, before they are written.
const maxPending = 1 << 20

// guard keeps a cell from being taken for a formula by a spreadsheet, and readers of CSV from a NUL.
func guard(cell string) string {
	if isNumber(cell) {
		return cell
	}
	cell = strings.ReplaceAll(cell, "\x00", "\ufffd")
	trimmed := strings.TrimLeft(cell, " \u00a0\ufeff")
	if trimmed != "" && strings.ContainsAny(trimmed[:1], "=+-@\t\r\n") || strings.HasPrefix(trimmed, "＝") || strings.HasPrefix(trimmed, "＋") ||
		strings.HasPrefix(trimmed, "－") || strings.HasPrefix(trimmed, "＠") {
		return "'" + cell
	}
	return cell
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

func names(parties []Party) (out []string) {
	for _, p := range parties {
		out = append(out, p.Name)
	}
	return out
}

// several puts values into one cell.
func several[T ~string](values []T) string {
	var out strings.Builder
	for i, v := range values {
		if i > 0 {
			out.WriteByte('|')
		}
		out.WriteString(string(v))
	}
	return out.String()
}

// float writes a number that may be missing.
func float(x float64) string {
	if x == 0 {
		return ""
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
