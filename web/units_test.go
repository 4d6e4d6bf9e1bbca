package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/readout-project/readout"
)

func TestWording(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{day("2026-05-04"), "4 May 2026"}, {day("2026-05"), "May 2026"}, {day("2026"), "2026"}, {day("2026-W20"), "week 20 of 2026"}, {day("2026-SU"), "summer 2026"},
		{day("2026-Q3"), "quarter 3 of 2026"}, {day("2026-05-04T16:30:00+02:00"), "4 May 2026, 14:30 UTC"}, {day("soon"), "soon"}, {day(""), ""},
		{day("2026-09-23T24:00"), "23 September 2026, 24:00"}, {day("2026-09-30TNI"), "30 September 2026, night"}, {day("202"), "2020s"}, {day("2026-H1"), "first half of 2026"},
		{day("2026-W07-WE"), "weekend of week 7 of 2026"}, {day("XXXX-SU"), "summer"}, {day("XXXX-05-04"), "4 May"}, {day("XXXX-02-29T16:00"), "29 February, 16:00"},
		{day("XXXX-05"), "May"}, {day("XXXX-H1"), "first half"}, {day("XXXX-W20-WE"), "weekend of week 20"}, {day("XXXX-XX-15"), "XXXX-XX-15"},
		{count(1, "statement"), "1 statement"}, {count(12345, "query"), "12\u202f345 queries"}, {number(-1234), "-1\u202f234"},
		{plain("a\u202eb\u0000\n c\u200bd"), "ab cd"}, {clip("one two three", 8), "one two …"}, {clip("ééééé", 3), "ééé …"}, {clip("short", 9), "short"},
		{webURL("https://example.org/a?b=c#d"), "https://example.org/a?b=c#d"}, {webURL("javascript:alert(1)"), ""}, {webURL("http:///path"), ""}, {webURL("//example.org"), ""},
		{webURL("data:text/html,x"), ""}, {label("press_conference"), "press conference"}, {fileName("../a b/č"), "a-b"}, {fileName("…"), "article"},
		{sentence("at character 3: nothing"), "At character 3: nothing."}, {sentence(""), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
}

// Words are cut where marks are, and put together they are the words again, whatever the marks.
func TestRuns(t *testing.T) {
	for _, c := range []struct {
		words string
		marks []readout.Span
		want  []run
	}{
		{"one two", nil, []run{{"one two", false}}},
		{"one two", []readout.Span{{Start: 4, End: 7}}, []run{{"one ", false}, {"two", true}}},
		{"one two", []readout.Span{{Start: 0, End: 3}, {Start: 2, End: 5}}, []run{{"one", true}, {" two", false}}},
		{"é", []readout.Span{{Start: 1, End: 2}}, []run{{"é", false}}},
		{"a", []readout.Span{{Start: 0, End: 9}, {Start: -1, End: 1}, {Start: 1, End: 1}}, []run{{"a", false}}},
		{"", nil, nil},
	} {
		got := runs(c.words, c.marks)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q %v (-want +got):\n%s", c.words, c.marks, diff)
		}
	}
}

func hit(key, date, words string) readout.Hit {
	return readout.Hit{Key: key, Date: date, Words: []string{words}, Statement: readout.Statement{Content: []readout.Span{{Start: 10, End: 10 + len(words)}}}}
}

// Positions are what was said with the same word at different times; names are no topics.
func TestPositions(t *testing.T) {
	got := positionsOf([]readout.Hit{
		hit("c", "2026-05-04", "No tariff will stay"), hit("b", "2026-03-01", "The tariffs of Torvia must go, Ana"), hit("a", "2026-03-01", "Ana knows Torvia"), hit("d", "", "tariff"),
	}, []string{"Ana Kovac"}, nil)
	var rows []string
	for _, p := range got.Rows {
		row := p.Topic + ":"
		for _, c := range p.Cells {
			row += " |"
			for _, m := range c {
				row += " " + m.Key
			}
		}
		rows = append(rows, row)
	}
	if diff := cmp.Diff([]string{"2026-03-01", "2026-05-04"}, got.Times); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"tariff: | b | c", "torvia: | b a |"}, rows); diff != "" {
		t.Error(diff)
	}
	if p := positionsOf(nil, nil, nil); len(p.Rows)+len(p.Times) != 0 {
		t.Errorf("%+v", p)
	}
}

func TestBars(t *testing.T) {
	facets := func(field string, values ...string) []readout.Facet {
		var out []readout.Facet
		for i, v := range values {
			out = append(out, readout.Facet{Value: v, Count: i + 1})
		}
		return out
	}
	months := map[string][]readout.Facet{"month": facets("month", "2025-11", "2026-02"), "year": facets("year", "2025", "2026")}
	got := barsOf(months, "x", "Statements", "act:threat", true)
	if len(got.Bars) != 4 || got.Bars[1].Count != 0 || got.Bars[1].Link != "" || got.Bars[3].H != chartHeight ||
		got.Bars[3].Link != "/search?q="+url.QueryEscape("act:threat after:2026-02 before:2026-03") || got.Summary != "by month from November 2025 to February 2026, most (2) in February 2026" {
		t.Errorf("%+v", got)
	}
	days := map[string][]readout.Facet{"month": facets("month", "2026-02"), "day": facets("day", "2026-02-03", "2026-02-05")}
	if got := barsOf(days, "x", "", "", false); len(got.Bars) != 3 || !strings.HasSuffix(got.Summary, "on 5 February 2026") {
		t.Errorf("%+v", got)
	}
	far := map[string][]readout.Facet{"month": facets("month", "0001-01", "9999-12"), "year": facets("year", "0001", "9999")}
	if got := barsOf(far, "x", "", "", false); len(got.Bars) != 0 {
		t.Errorf("%d bars", len(got.Bars))
	}
	for _, odd := range []string{"", "soon", "2026-13"} {
		if got := barsOf(map[string][]readout.Facet{"month": facets("month", odd)}, "x", "", "", false); len(got.Bars) != 0 {
			t.Errorf("%q: %+v", odd, got)
		}
	}
}

func TestTimeline(t *testing.T) {
	got := timelineOf([]happening{{Kind: "visit", Date: "2026-05-03"}, {Kind: "meeting", Date: "2026-05-01"}, {Kind: "call", Date: "2026-05-01"}, {Kind: "odd", Date: "soon"}})
	order := ""
	for _, h := range got.Items {
		order += h.Kind + " "
	}
	if order != "meeting call visit odd " || len(got.Ticks) != 2 {
		t.Errorf("%s, %+v", order, got.Ticks)
	}
	if a, b, c, d := got.Items[0], got.Items[1], got.Items[2], got.Items[3]; a.X != b.X || a.Y == b.Y || c.X <= a.X || d.X != 0 || c.N != 3 {
		t.Errorf("%+v", got.Items)
	}
	if got := timelineOf([]happening{{Date: ""}}); len(got.Ticks) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestMatrix(t *testing.T) {
	ref := func(id string) readout.IdentityRef { return readout.IdentityRef{ID: id, Name: id} }
	got := matrixOf([]readout.Exchange{{From: ref("a"), To: ref("b"), Count: 10}, {From: ref("c"), To: ref("b"), Count: 1}, {From: ref("c"), To: ref("a"), Count: 20}})
	want := matrix{To: []readout.IdentityRef{ref("a"), ref("b")}, Rows: []matrixRow{{From: ref("c"), Cells: []cell{{20, 5}, {1, 1}}}, {From: ref("a"), Cells: []cell{{}, {10, 3}}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOccurrences(t *testing.T) {
	if got := occurrences("aaaa", "aa"); !cmp.Equal(got, []int{0, 2}) {
		t.Error(got)
	}
	if got := occurrences("a", ""); got != nil {
		t.Error(got)
	}
	if got := beside("éabé", 2, -1) + "|" + beside("éabé", 3, 1); got != "é|bé" {
		t.Error(got)
	}
	long := strings.Repeat("é", 100)
	if got := beside(long, 120, -1); !utf8.ValidString(got) || len(got) > besideBytes {
		t.Errorf("%q", got)
	}
}

// Whatever is asked for, the answer is one of the program's own making, never a fault of it.
func FuzzGet(f *testing.F) {
	for _, s := range []string{"/", "/search?q=a", "/search.json?q=speaker:%22&cursor=x", "/people/x.json", "/articles/a?version=2", "/talks/k", "/calendar.ics?from=all&to=x",
		"/search.atom?sort=added", "/statements/k/original", "/..%2f", "/a.csv?format=json", "/static/app.css", "/exchanges?q=-(a b)", "/people?kind=person&name=%ff"} {
		f.Add(s)
	}
	s, _ := withSample(f)
	f.Fuzz(func(t *testing.T, address string) {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(address, "/") || u.Path == newsPath {
			t.Skip()
		}
		r := httptest.NewRequest(http.MethodGet, "http://"+home+"/", nil)
		r.URL.Path, r.URL.RawQuery, r.RemoteAddr = u.Path, u.RawQuery, "127.0.0.1:1"
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code >= http.StatusInternalServerError || w.Code < http.StatusOK {
			t.Errorf("%q: %d %.300s", address, w.Code, w.Body)
		}
	})
}

// Whatever is sent as an article is one that can be kept, or a fault of who sent it.
func FuzzSent(f *testing.F) {
	f.Add("application/json", []byte(`{"text": "a", "authors": ["b"], "published": "2026-05-04"}`))
	f.Add("text/plain; charset=utf-8", []byte("\ufeff“a”"))
	f.Add("application/json", []byte(`{"text": "\ud800"}`))
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		a, err := sent(kind, data)
		if err == nil {
			err = checkArticle(&a)
		}
		if err != nil {
			if p := problemOf(err); p.Status < 400 || p.Status >= 500 {
				t.Errorf("%q %q: %v", kind, data, err)
			}
			return
		}
		if !utf8.ValidString(a.Text) || strings.TrimSpace(a.Text) == "" {
			t.Errorf("%q %q is taken for an article", kind, data)
		}
	})
}
