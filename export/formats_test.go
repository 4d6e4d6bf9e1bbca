package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
)

// one yields a record, as many do.
func one(r *readout.Readout) iter.Seq2[*readout.Readout, error] {
	return func(yield func(*readout.Readout, error) bool) { yield(r, nil) }
}

// overRows makes a format of rows one of records.
func overRows(write func(io.Writer, iter.Seq2[Row, error]) error) func(io.Writer, *readout.Readout) error {
	return func(w io.Writer, r *readout.Readout) error { return write(w, All(one(r), Rows)) }
}

var testFeed = Feed{Title: "Statements of the sample", Page: "https://example.org/", Self: "https://example.org/feed"}

// formats are all that are written, by the names of their golden files, with what checks that they are well formed.
var formats = []struct {
	file  string
	write func(io.Writer, *readout.Readout) error
	check func(testing.TB, []byte)
}{
	{"sample.schemaorg.json", SchemaOrg, checkJSON},
	{"sample.webannotation.json", WebAnnotation, checkJSON},
	{"sample.statements.csv", overRows(CSV), checkCSV},
	{"sample.events.csv", func(w io.Writer, r *readout.Readout) error { return EventsCSV(w, All(one(r), EventRows)) }, checkCSV},
	{"sample.atom", overRows(func(w io.Writer, rows iter.Seq2[Row, error]) error { return Atom(w, testFeed, rows) }), checkXML},
	{"sample.feed.json", overRows(func(w io.Writer, rows iter.Seq2[Row, error]) error { return JSONFeed(w, testFeed, rows) }), checkJSON},
	{"sample.ics", func(w io.Writer, r *readout.Readout) error {
		return ICalendar(w, "What is next", All(one(r), Appointments))
	}, checkCalendar},
	{"sample.md", overRows(Citations), checkText},
	{"sample.ninjs.json", Ninjs, checkJSON},
	{"sample.plover.jsonl", PLOVER, checkLines},
	{"sample.tei.xml", TEI, checkXML},
	{"sample.ann", Brat, checkBrat},
	{"sample.txt", BratText, checkText},
	{"sample.conllup", CoNLLU, checkCoNLLU},
}

func checkText(t testing.TB, out []byte) {
	if !utf8.Valid(out) {
		t.Error("not UTF-8")
	}
}

// checkJSON checks that each line is a document, without a character that is none.
func checkJSON(t testing.TB, out []byte) {
	t.Helper()
	checkText(t, out)
	if !bytes.HasSuffix(out, []byte("\n")) {
		t.Error("the last line does not end")
	}
	for line := range bytes.Lines(out) {
		if !json.Valid(line) {
			t.Errorf("not JSON: %.200s", line)
		}
	}
}

// checkLines is checkJSON where there may be no line.
func checkLines(t testing.TB, out []byte) {
	if len(out) > 0 {
		checkJSON(t, out)
	}
}

// checkBrat checks the form of lines; their words are checked against the text elsewhere.
func checkBrat(t testing.TB, out []byte) {
	t.Helper()
	checkText(t, out)
	form := regexp.MustCompile(`^(T\d+\t\w+ \d+ \d+(;\d+ \d+)*\t.+|E\d+\t\w+:T\d+( \w+:T\d+)*|R\d+\t\w+ Arg1:T\d+ Arg2:T\d+|A\d+\t\w+ [TE]\d+ \w+|#\d+\tAnnotatorNotes [TE]\d+\t.+|\*\tEquiv( T\d+)+)\n$`)
	for line := range strings.Lines(string(out)) {
		if !form.MatchString(line) {
			t.Errorf("not a line of brat's: %q", line)
		}
	}
}

// checkCoNLLU checks the form of lines, and that ids count up in a sentence.
func checkCoNLLU(t testing.TB, out []byte) {
	t.Helper()
	checkText(t, out)
	word, columns := 0, 7
	for line := range strings.Lines(string(out)) {
		line, ended := strings.CutSuffix(line, "\n")
		cells := strings.Split(line, "\t")
		switch {
		case !ended || strings.ContainsAny(line, "\r\v\f\u0085\u2028"):
			t.Errorf("not a line: %q", line)
		case line == "":
			word = 0
		case line[0] == '#' && word == 0:
		case len(cells) != columns || slices.Contains(cells, ""):
			t.Errorf("not %d columns: %q", columns, line)
		case strings.Contains(cells[0], "-"):
		default:
			if word++; cells[0] != strconv.Itoa(word) {
				t.Errorf("word %d has the id %s", word, cells[0])
			}
		}
	}
}

// checkXML checks that the whole is one well-formed element.
func checkXML(t testing.TB, out []byte) {
	t.Helper()
	checkText(t, out)
	d := xml.NewDecoder(bytes.NewReader(out))
	for {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
	}
}

// checkCSV checks that all lines have the same number of cells, none of which is a formula.
func checkCSV(t testing.TB, out []byte) {
	t.Helper()
	checkText(t, out)
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatalf("not CSV: %v", err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") && !isNumber(cell) {
				t.Errorf("a spreadsheet takes %q for a formula", cell)
			}
		}
	}
}

// checkCalendar checks what a reader of lines relies on.
func checkCalendar(t testing.TB, out []byte) {
	t.Helper()
	checkText(t, out)
	if !bytes.HasPrefix(out, []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")) || !bytes.HasSuffix(out, []byte("END:VCALENDAR\r\n")) {
		t.Error("not a whole calendar")
	}
	uids := map[string]bool{}
	for line := range bytes.Lines(out) {
		body, ended := bytes.CutSuffix(line, []byte("\r\n"))
		if !ended || len(body) > 75 || bytes.ContainsFunc(body, func(c rune) bool { return c < ' ' || c == 0x7F }) {
			t.Errorf("not a line of a calendar: %q", line)
		}
		if uid, ok := bytes.CutPrefix(body, []byte("UID:")); ok {
			if uids[string(uid)] {
				t.Errorf("the UID %s is there twice", uid)
			}
			uids[string(uid)] = true
		}
	}
	for _, not := range []string{"ATTENDEE", "METHOD", "ORGANIZER"} {
		if bytes.Contains(out, []byte("\r\n"+not)) {
			t.Errorf("the calendar has %s: it would invite people", not)
		}
	}
}

func writeTo(t testing.TB, write func(io.Writer, *readout.Readout) error, r *readout.Readout) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFormats(t *testing.T) {
	for _, f := range formats {
		t.Run(f.file, func(t *testing.T) {
			out := writeTo(t, f.write, sample(t))
			f.check(t, out)
			golden.File(t, filepath.Join("testdata", f.file), out)
			if again := writeTo(t, f.write, sample(t)); !bytes.Equal(out, again) {
				t.Error("the same record gives other bytes")
			}
		})
	}
}

// An article about which nothing is known, with nothing in it, is written too.
func TestFormatsNothing(t *testing.T) {
	for _, f := range formats {
		for _, text := range []string{"", "Milk, eggs, flour"} {
			f.check(t, writeTo(t, f.write, &readout.Readout{Article: readout.Article{Text: text}}))
		}
	}
}

// hostile returns a record in which every string is made to break out of where it stands.
func hostile(t testing.TB, evil string) *readout.Readout {
	r := sample(t)
	a := &r.Article
	a.ID, a.URL, a.Title, a.Authors, a.Publisher, a.Published, a.Language = evil, evil, evil, []string{evil}, evil, evil, evil
	at := len(a.Text)
	a.Text += evil
	span := readout.Span{Start: at, End: len(a.Text)}
	for i := range r.Entities {
		e := &r.Entities[i]
		e.Name, e.Kind, e.Roles, e.Country, e.Mentions = evil, readout.EntityKind(evil), []string{evil}, evil, []readout.Mention{{Span: span, Form: readout.MentionForm(evil)}}
	}
	time := &readout.Time{Span: span, Type: evil, Value: evil, Mod: evil}
	place := &readout.PlaceMention{Span: span, Name: evil, Country: evil}
	for i := range r.Statements {
		s := &r.Statements[i]
		s.Source, s.Cue, s.Content, s.Claims, s.Language, s.When = span, span, []readout.Span{span, span}, []readout.Span{span}, evil, time
		s.Basis = readout.Basis(evil)
		if i > 0 {
			s.ID, s.Form, s.Speaker, s.Addressees, s.Within, s.InReplyTo, s.Occasion = evil, readout.StatementForm(evil), evil, []string{evil}, evil, evil, evil
		}
		s.Acts = []readout.Act{{Type: readout.ActType(evil), Span: span, Target: evil, Condition: span, Deadline: time}}
	}
	r.Occasions = append(r.Occasions, readout.Occasion{ID: evil, Kind: evil, Participants: []string{evil, "e1"}, Place: place, When: time, Duration: time,
		Topics: []readout.Span{span}, Spans: []readout.Span{span}})
	r.Events = append(r.Events, readout.Event{ID: evil, Type: evil, Mode: evil, CAMEO: evil, Trigger: span, Actors: []string{evil}, Recipients: []string{evil},
		Polarity: evil, Modality: evil, When: time, Where: place, Statement: evil, Occasion: evil})
	r.Times = append(r.Times, *time, readout.Time{Span: span, Type: "DATE", Value: "2026-05-09"})
	r.Places = append(r.Places, *place)
	r.Talks = append(r.Talks, readout.Talks{ID: evil, Parties: []string{evil}, Topics: []readout.Span{span}, Result: evil, Next: []readout.Point{{Span: span, Statement: evil}}})
	return r
}

var evils = []string{
	"<script>alert(1)</script>", "]]>", "--><!--", `"quoted", 'single'`, "=HYPERLINK(\"http://example.org\")", "@SUM(A1)", "-1+1", "\t=1", "a\r\nATTENDEE:mailto:a@example.org",
	"\x00\x01\x1b[31m\x7f\u0085", "\u202eright to left\u202c", "\u2028\u2029\ufeff", "𝄞\U0001F600", "\ufffe\uffff", "\nT9\tQuote 0 1\tx\n", strings.Repeat("e\u0301\u0301", 200), "&amp;&#0;",
	`\n\,\;`, "|", "# newdoc id = x", "_", "*", "https://user:p@[::1]/a b?c=%zz#:~:text=x",
}

func TestFormatsHostile(t *testing.T) {
	for _, evil := range evils {
		r := hostile(t, evil)
		for _, f := range formats {
			out := writeTo(t, f.write, r)
			f.check(t, out)
			if t.Failed() {
				t.Fatalf("%s of %q:\n%.3000s", f.file, evil, out)
			}
		}
	}
}

func TestFormatsFault(t *testing.T) {
	stop := errors.New("stop")
	for _, f := range formats {
		for _, r := range []*readout.Readout{
			{Article: readout.Article{Text: "é and"}, Statements: []readout.Statement{{ID: "s1", Content: []readout.Span{{Start: 1, End: 3}}}}},
			{Article: readout.Article{Text: "é and"}, Talks: []readout.Talks{{Next: []readout.Point{{Span: readout.Span{Start: 3, End: 99}}}}}},
			{Article: readout.Article{Text: "\xff"}},
		} {
			if err := f.write(io.Discard, r); err == nil {
				t.Errorf("%s: no error for %v", f.file, r)
			}
		}
		if err := f.write(failing{stop}, sample(t)); !errors.Is(err, stop) {
			t.Errorf("%s: %v where the output fails", f.file, err)
		}
	}
	for range All(func(yield func(*readout.Readout, error) bool) { yield(nil, stop) }, Rows) {
		return
	}
	t.Error("an error among records is lost")
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// Whatever a record holds, each format is well formed.
func FuzzFormats(f *testing.F) {
	data, err := sample(f).AppendJSON(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	for _, evil := range evils {
		if data, err := hostile(f, evil).AppendJSON(nil); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := new(readout.Readout)
		if json.Unmarshal(data, r) != nil {
			return
		}
		for _, x := range formats {
			out := writeTo(t, x.write, r)
			x.check(t, out)
			if t.Failed() {
				t.Fatalf("%s:\n%.2000s", x.file, out)
			}
		}
	})
}

func TestHitRow(t *testing.T) {
	r := sample(t)
	s := r.Statements[0]
	h := &readout.Hit{Key: "k1", Article: readout.ArticleRef{ID: "a1", URL: r.Article.URL, Title: r.Article.Title, Publisher: r.Article.Publisher, Published: r.Article.Published},
		Statement: s, Speaker: readout.IdentityRef{ID: "p1", Name: "Ana Kovac", Kind: readout.Person}, Addressees: []readout.IdentityRef{{Name: "reporters"}},
		Source: "Foreign Minister Ana Kovac", Cue: "told", Words: []string{"We will not sign before the observers arrive,"}, Date: "2026-05-04", Occasion: &r.Occasions[0]}
	got := HitRow(h)
	rows, err := Rows(r)
	if err != nil {
		t.Fatal(err)
	}
	want := rows[0]
	if got.said() != want.said() || got.Speaker.Name != want.Speaker.Name || got.Occasion != want.Occasion || got.Place != want.Place || got.Cue != want.Cue ||
		got.Date != want.Date || !slices.Equal(got.Acts, want.Acts) || got.Link != r.Article.URL {
		t.Errorf("a search gives\n%+v\nthe record\n%+v", got, want)
	}
}
