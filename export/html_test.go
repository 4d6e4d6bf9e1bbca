package export

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
)

// sample returns the record of the root package's tests, which has something of everything.
func sample(t testing.TB) *readout.Readout {
	t.Helper()
	data, err := os.ReadFile("../testdata/record.json")
	if err != nil {
		t.Fatal(err)
	}
	var r readout.Readout
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return &r
}

func write(t testing.TB, r *readout.Readout) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTML(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// body returns what stands between the page's style and script.
func body(page string) string {
	_, page, _ = strings.Cut(page, "</head>")
	page, _, _ = strings.Cut(page, "<script>")
	return page
}

func TestHTML(t *testing.T) {
	golden.File(t, "testdata/sample.html", []byte(body(write(t, sample(t)))))
}

// The same record gives the same page.
func TestHTMLAgain(t *testing.T) {
	first, second := write(t, sample(t)), write(t, sample(t))
	if first != second {
		t.Error("two pages of one record differ")
	}
}

var (
	tag    = regexp.MustCompile(`<[^>]*>`)
	chip   = regexp.MustCompile(`<a class="n"[^>]*>[^<]*</a>`)
	id     = regexp.MustCompile(` id="([^"]*)"`)
	target = regexp.MustCompile(` href="#([^"]*)"`)
)

// articleOf returns the text of the page's article, without white space.
func articleOf(page string) string {
	_, page, _ = strings.Cut(page, "<h2>Article</h2>")
	page, _, _ = strings.Cut(page, "</main>")
	return squeeze(html.UnescapeString(tag.ReplaceAllString(chip.ReplaceAllString(page, ""), "")))
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// checkPage checks what holds of every page.
func checkPage(t *testing.T, r *readout.Readout, page string) {
	t.Helper()
	page = body(page)
	want := strings.Map(func(c rune) rune {
		if c == 0 {
			return '\ufffd' // HTML has no NUL
		}
		return c
	}, r.Article.Text)
	if got := articleOf(page); got != squeeze(want) {
		t.Errorf("the article reads\n%q\nnot\n%q", got, squeeze(want))
	}
	ids := map[string]bool{}
	for _, m := range id.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("the id %q is there twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range target.FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("a link leads to %q, which is not there", m[1])
		}
	}
}

func TestHTMLSample(t *testing.T) {
	r := sample(t)
	page := write(t, r)
	checkPage(t, r, page)
	for _, away := range []string{"<link", "<img", "<iframe", "src=", "@import", "url("} {
		if strings.Contains(page, away) {
			t.Errorf("the page is not whole in itself: it has %q", away)
		}
	}
}

func TestHTMLNothing(t *testing.T) {
	r := &readout.Readout{Article: readout.Article{ID: "list", Text: "Milk, eggs, flour"}}
	page := write(t, r)
	checkPage(t, r, page)
	if !strings.Contains(page, "No statements found in 3 words") {
		t.Errorf("an empty record is not told of:\n%s", body(page))
	}
}

// Nothing in an article or its record becomes part of the page.
func TestHTMLHostile(t *testing.T) {
	const evil = `"'></mark><script>alert(1)</script><!-- {{.}} ` + "`\\\u2028" + ` </style> javascript:x`
	r := sample(t)
	r.Article.Title, r.Article.ID, r.Article.Publisher, r.Article.Authors = evil, evil, evil, []string{evil}
	r.Article.URL = "javascript:alert(1)"
	r.Article.Text += evil
	end := len(r.Article.Text)
	r.Entities[0].Name, r.Entities[0].Kind, r.Entities[0].Roles, r.Entities[0].Country = evil, evil, []string{evil}, evil
	r.Occasions[0].Kind, r.Occasions[0].Relations[0].Type, r.Occasions[0].Relations[0].Occasion = evil, evil, evil
	s := &r.Statements[0]
	s.Form, s.Basis, s.Language, s.InReplyTo, s.Acts[0].Type = evil, evil, evil, evil, "threat"
	s.Content = []readout.Span{{Start: end - len(evil), End: end}}
	r.Times[0].Value, r.Places[0].Name, r.Events[0].Type, r.Talks[0].Next[0].Act = evil, evil, evil, evil
	page := write(t, r)
	if n := strings.Count(page, "<script"); n != 2 {
		t.Errorf("%d scripts in the page", n)
	}
	if strings.Contains(page, `href="javascript:`) || strings.Contains(body(page), "<!--") {
		t.Error("hostile words became part of the page")
	}
	checkPage(t, r, page)
}

func TestHTMLFault(t *testing.T) {
	for _, s := range []readout.Span{{Start: -1, End: 3}, {Start: 2, End: 9999}, {Start: 1, End: 2}, {Start: 3, End: 2}} {
		r := &readout.Readout{Article: readout.Article{Text: "é and"}, Statements: []readout.Statement{{ID: "s1", Content: []readout.Span{s}}}}
		if err := HTML(new(bytes.Buffer), r); err == nil {
			t.Errorf("no error for the span %v", s)
		}
	}
}

// repeated returns a record of n times the sample's text, with n times of everything.
func repeated(t testing.TB, n int) *readout.Readout {
	one, err := sample(t).AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	whole := &readout.Readout{}
	for k := range n {
		// Ids are told apart by a letter, and spans moved by the text before.
		var r readout.Readout
		letter := string(rune('a' + k))
		named := regexp.MustCompile(`"([eosvt]\d)"`).ReplaceAll(one, []byte(`"${1}`+letter+`"`))
		if err := json.Unmarshal(named, &r); err != nil {
			t.Fatal(err)
		}
		at := len(whole.Article.Text)
		move := func(spans ...*readout.Span) {
			for _, s := range spans {
				if !s.Empty() {
					s.Start, s.End = s.Start+at, s.End+at
				}
			}
		}
		all := func(spans []readout.Span) {
			for i := range spans {
				move(&spans[i])
			}
		}
		for i := range r.Entities {
			for m := range r.Entities[i].Mentions {
				move(&r.Entities[i].Mentions[m].Span)
			}
		}
		for i := range r.Occasions {
			o := &r.Occasions[i]
			all(o.Spans)
			all(o.Topics)
			o.Place, o.When, o.Duration = nil, nil, nil
		}
		for i := range r.Statements {
			s := &r.Statements[i]
			move(&s.Source, &s.Cue)
			all(s.Content)
			all(s.Claims)
			s.When = nil
			for a := range s.Acts {
				move(&s.Acts[a].Span, &s.Acts[a].Condition)
				s.Acts[a].Deadline = nil
			}
		}
		for i := range r.Times {
			move(&r.Times[i].Span)
		}
		for i := range r.Places {
			move(&r.Places[i].Span)
		}
		for i := range r.Events {
			move(&r.Events[i].Trigger)
			r.Events[i].When, r.Events[i].Where = nil, nil
		}
		r.Article.Text = whole.Article.Text + r.Article.Text + "\n"
		whole.Article = r.Article
		whole.Entities = append(whole.Entities, r.Entities...)
		whole.Occasions = append(whole.Occasions, r.Occasions...)
		whole.Statements = append(whole.Statements, r.Statements...)
		whole.Times = append(whole.Times, r.Times...)
		whole.Places = append(whole.Places, r.Places...)
		whole.Events = append(whole.Events, r.Events...)
	}
	return whole
}

func TestHTMLSize(t *testing.T) {
	r := repeated(t, 15)
	if words := len(strings.Fields(r.Article.Text)); words < 1000 {
		t.Fatalf("only %d words", words)
	}
	page := write(t, r)
	checkPage(t, r, page)
	if len(page) > 150_000 {
		t.Errorf("the page of an article of 1,000 words takes %d bytes", len(page))
	}
}

// Whatever the text and wherever the spans lie, the page shows the whole article and every link leads somewhere.
func FuzzHTML(f *testing.F) {
	f.Add("“a” <b> & c\n\nd\r\n e", []byte{0, 3, 2, 9, 5, 6, 0, 20})
	f.Add("\n\nx\n\n", []byte{2, 3})
	f.Add("x\ny\x00z", []byte{0, 5, 1, 4, 2, 3})
	f.Fuzz(func(t *testing.T, text string, spans []byte) {
		text = strings.ToValidUTF8(text, "?")
		r := &readout.Readout{Article: readout.Article{Text: text}}
		for len(spans) >= 2 {
			s := readout.Span{Start: int(spans[0]), End: int(spans[1])}
			spans = spans[2:]
			if s.Start >= s.End || s.End > len(text) || !boundary(text, s.Start) || !boundary(text, s.End) {
				continue
			}
			n := len(r.Statements)
			// Some ids are there twice, and some statements lie within each other in a circle.
			name := func(i int) string { return string(rune('a' + i%20)) }
			x := readout.Statement{ID: name(n), Form: readout.Mixed, Content: []readout.Span{s}, Source: s, Within: name(s.End), InReplyTo: name(s.Start),
				Speaker: name(s.Start), Occasion: name(s.End)}
			if n%3 == 0 {
				x.Acts = []readout.Act{{Type: "threat", Span: s, Target: name(n)}}
			}
			r.Entities = append(r.Entities, readout.Entity{ID: name(s.End), Mentions: []readout.Mention{{Span: s, Form: readout.ByName}}})
			r.Occasions = append(r.Occasions, readout.Occasion{ID: name(n), Spans: []readout.Span{s}})
			r.Statements = append(r.Statements, x)
		}
		checkPage(t, r, write(t, r))
	})
}

func TestBlocks(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "",
		"a":                    "a",
		"a\nb\n":               "a|b",
		"a\nb\n\nc":            "a\nb|c",
		"\n\na\nb":             "a|b",
		"a\r\nb\r\n \t\r\nc\n": "a\r\nb|c",
	} {
		var got []string
		for _, s := range blocks(text) {
			got = append(got, s.In(text))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
