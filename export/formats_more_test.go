package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// What is read back from a Parquet file is what was written, row by row, over several pages.
func TestParquet(t *testing.T) {
	rows, err := Rows(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	const n = 20_000
	var want []parquetRow
	many := func(yield func(Row, error) bool) {
		for i := range n {
			r := rows[i%len(rows)]
			r.Source = strings.Repeat("words ", i%7) + strconv.Itoa(i) // no dictionary holds these
			want = append(want, newParquetRow(&r))
			if !yield(r, nil) {
				return
			}
		}
	}
	var first, second bytes.Buffer
	if err := Parquet(&first, many); err != nil {
		t.Fatal(err)
	}
	want = nil
	if err := Parquet(&second, many); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same rows give other bytes")
	}
	got, err := parquet.Read[parquetRow](bytes.NewReader(first.Bytes()), int64(first.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != n {
		t.Fatalf("%d rows were written, %d are read", n, len(got))
	}
	for i := range got {
		if got[i].ID != want[i].ID || got[i].Source != want[i].Source || strings.Join(got[i].Content, "|") != strings.Join(want[i].Content, "|") {
			t.Fatalf("row %d reads %+v, not %+v", i, got[i], want[i])
		}
	}
}

func TestParquetSample(t *testing.T) {
	out := writeTo(t, overRows(Parquet), sample(t))
	got, err := parquet.Read[parquetRow](bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := Rows(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	var want []parquetRow
	for i := range rows {
		want = append(want, newParquetRow(&rows[i]))
	}
	// A list that is not there is read as one with nothing in it.
	for _, list := range [][]parquetRow{got, want} {
		for i := range list {
			for _, l := range []*[]string{&list[i].Addressees, &list[i].Acts, &list[i].Claims} {
				*l = append([]string{}, *l...)
			}
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("rows read differ (-want +got):\n%s", d)
	}
}

// Each line of brat's that has words has those that stand at its offsets.
func TestBratWords(t *testing.T) {
	r := sample(t)
	records := []*readout.Readout{r}
	for _, evil := range evils {
		records = append(records, hostile(t, evil))
	}
	for _, r := range records {
		text := []rune(string(writeTo(t, BratText, r)))
		n := 0
		for line := range strings.Lines(string(writeTo(t, Brat, r))) {
			if line[0] != 'T' {
				continue
			}
			n++
			cells := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
			_, bounds, _ := strings.Cut(cells[1], " ")
			var words []string
			for _, b := range strings.Split(bounds, ";") {
				var start, end int
				if _, err := fmt.Sscan(b, &start, &end); err != nil {
					t.Fatal(err)
				}
				words = append(words, string(text[start:end]))
			}
			if got := strings.Join(words, " "); got != cells[2] {
				t.Errorf("%q has the words %q", line, got)
			}
		}
		if n < 10 {
			t.Errorf("only %d spans", n)
		}
	}
}

// checkTEI checks that the body holds the article, that ids are unlike, and that what points somewhere finds it.
func checkTEI(t testing.TB, r *readout.Readout, out []byte) {
	t.Helper()
	var body strings.Builder
	ids, pointers := map[string]bool{}, map[string]bool{}
	within := false
	d := xml.NewDecoder(bytes.NewReader(out))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			within = within || x.Name.Local == "body"
			for _, a := range x.Attr {
				switch a.Name.Local {
				case "id":
					if ids[a.Value] {
						t.Errorf("the id %s is there twice", a.Value)
					}
					ids[a.Value] = true
				case "who", "toWhom", "corresp", "ref", "next", "prev":
					for _, p := range strings.Fields(a.Value) {
						pointers[p] = true
					}
				}
			}
		case xml.CharData:
			if within {
				body.Write(x)
			}
		}
	}
	for p := range pointers {
		if id, local := strings.CutPrefix(p, "#"); local && !ids[id] {
			t.Errorf("%s points nowhere", p)
		}
	}
	known := func(s string) string { // without what XML has not, which is U+FFFD in the body
		return squeeze(strings.Map(func(c rune) rune {
			if notXML(c) || c == '\ufffd' {
				return -1
			}
			return c
		}, s))
	}
	if got, want := known(body.String()), known(r.Article.Text); got != want {
		t.Errorf("the body reads\n%q\nnot\n%q", got, want)
	}
}

func TestTEI(t *testing.T) {
	checkTEI(t, sample(t), writeTo(t, TEI, sample(t)))
	for _, evil := range evils {
		r := hostile(t, evil)
		checkTEI(t, r, writeTo(t, TEI, r))
	}
}

// Statements that run over paragraphs, and over each other, are divided.
func TestTEIDivided(t *testing.T) {
	text := "He said: one two three\n\nfour five.\n\nSix."
	at := func(words string) readout.Span {
		i := strings.Index(text, words)
		return readout.Span{Start: i, End: i + len(words)}
	}
	r := &readout.Readout{Article: readout.Article{ID: "a", Text: text}, Statements: []readout.Statement{
		{ID: "s1", Form: readout.Indirect, Content: []readout.Span{at("one two three\n\nfour")}},
		{ID: "s2", Form: readout.Indirect, Content: []readout.Span{at("three\n\nfour five.\n\n")}},
	}}
	out := writeTo(t, TEI, r)
	checkTEI(t, r, out)
	_, body, _ := strings.Cut(string(out), "<body>\n")
	body, _, _ = strings.Cut(body, "\n</body>")
	body = regexp.MustCompile(` (direct|rend)="[^"]*"`).ReplaceAllString(body, "")
	want := `<p>He said: <said xml:id="s1" next="#s1.2">one two <said xml:id="s2" next="#s2.2">three</said></said></p>
<p><said prev="#s2" xml:id="s2.2"><said prev="#s1" xml:id="s1.2">four</said> five.</said></p>
<p>Six.</p>`
	if body != want {
		t.Errorf("got\n%s\nwant\n%s", body, want)
	}
}

func FuzzTEI(f *testing.F) {
	f.Add("“a” <b> & c\n\nd\r\n e", []byte{0, 3, 2, 9, 5, 6, 0, 20})
	f.Add("ab cd ef gh\n\nij kl\n\n \n\nmn", []byte{0, 7, 3, 10, 6, 16, 8, 25, 0, 25, 12, 20})
	f.Fuzz(func(t *testing.T, text string, spans []byte) {
		text = strings.ToValidUTF8(text, "?")
		r := &readout.Readout{Article: readout.Article{Text: text}, Entities: []readout.Entity{{ID: "e1", Kind: readout.Person}}}
		for len(spans) >= 2 {
			s := readout.Span{Start: int(spans[0]), End: int(spans[1])}
			spans = spans[2:]
			if s.Start >= s.End || s.End > len(text) || !boundary(text, s.Start) || !boundary(text, s.End) {
				continue
			}
			r.Statements = append(r.Statements, readout.Statement{ID: strconv.Itoa(len(r.Statements)), Content: []readout.Span{s}, Cue: s, Speaker: "e1"})
			r.Entities[0].Mentions = append(r.Entities[0].Mentions, readout.Mention{Span: s})
			r.Times = append(r.Times, readout.Time{Span: s, Type: "DATE", Value: "2026"})
		}
		checkTEI(t, r, writeTo(t, TEI, r))
	})
}

// The codes of countries agree with the gazetteer's, of two letters and of three.
func TestAlpha3(t *testing.T) {
	table, err := os.ReadFile("../place/data/countries.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for row := range strings.Lines(string(table)) {
		cells := strings.Split(row, " | ")
		if strings.HasPrefix(row, "#") || len(cells) < 3 {
			continue
		}
		n++
		if got := alpha3(cells[0]); got != cells[1] {
			t.Errorf("alpha3(%q) = %q, not %q", cells[0], got, cells[1])
		}
	}
	if n < 200 {
		t.Errorf("only %d countries", n)
	}
	for _, none := range []string{"", "X", "419", "EUR", "ZZZZ"} {
		if got := alpha3(none); got != "" {
			t.Errorf("alpha3(%q) = %q", none, got)
		}
	}
}

// A statement has one name, be its article in a file or in a ledger.
func TestNamesAgree(t *testing.T) {
	r := sample(t)
	rows, err := Rows(r)
	if err != nil {
		t.Fatal(err)
	}
	keys := ledger.StatementKeys(ledger.ArticleID(r.Article.URL), r)
	for i, s := range r.Statements {
		if got, want := rows[i].ID, HitRow(&readout.Hit{Key: keys[s.ID]}).ID; got != want {
			t.Errorf("%s is called %s by its file and %s by the ledger", s.ID, got, want)
		}
	}
}
