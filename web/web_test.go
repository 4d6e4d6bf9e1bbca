package web

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
	"github.com/readout-project/readout/sqlite"
)

// today is when tests take place.
var today = time.Date(2026, 5, 5, 12, 0, 0, 0, time.UTC)

// sample is a record with a bit of everything.
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

func openStore(t testing.TB) readout.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

// plainly reads an article as one statement: all that stands between the first and the last of its quotation marks, said by nobody.
func plainly(_ context.Context, a readout.Article) (*readout.Readout, error) {
	r := &readout.Readout{Article: a}
	if from, to := strings.Index(a.Text, "“"), strings.LastIndex(a.Text, "”"); from >= 0 && to > from {
		r.Statements = []readout.Statement{{ID: "s1", Form: readout.Direct, Content: []readout.Span{{Start: from + len("“"), End: to}}}}
	}
	return r, nil
}

// A site is a server under test.
type site struct {
	testing.TB
	http.Handler
	store readout.Store
}

const home = "127.0.0.1:8080"

// serve makes a site of an empty ledger on loopback; change may change that.
func serve(t testing.TB, change func(*Options)) site {
	t.Helper()
	o := Options{Read: plainly, Models: "m1", Version: "1.0", Loopback: true, Now: func() time.Time { return today }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	if change != nil {
		change(&o)
	}
	store := openStore(t)
	h, err := New(store, o)
	if err != nil {
		t.Fatal(err)
	}
	return site{t, h, store}
}

// withSample is serve with the sample in the ledger; it returns the id of its article too.
func withSample(t testing.TB) (site, string) {
	t.Helper()
	s := serve(t, nil)
	out, err := s.store.Put(t.Context(), readout.Entry{Models: "m1", Record: sample(t)})
	if err != nil {
		t.Fatal(err)
	}
	return s, out[0].Article
}

// ask sends a request, as change makes it, from this computer.
func (s site) ask(method, path, body string, change func(*http.Request)) *http.Response {
	s.Helper()
	r := httptest.NewRequest(method, "http://"+home+path, strings.NewReader(body))
	r.RemoteAddr = "127.0.0.1:50000"
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

// asBrowser makes a request one of the site's own pages.
func asBrowser(r *http.Request) {
	r.Header.Set("Origin", "http://"+home)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if r.Method == http.MethodPost && r.Header.Get("Content-Type") == "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
}

func text(t testing.TB, r *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// get returns what stands at a path, which must be there.
func (s site) get(path string) string {
	s.Helper()
	r := s.ask(http.MethodGet, path, "", asBrowser)
	body := text(s, r)
	if r.StatusCode != http.StatusOK {
		s.Fatalf("GET %s: %d: %.300s", path, r.StatusCode, body)
	}
	return body
}

// post sends a form and returns where it leads.
func (s site) post(path string, form url.Values) string {
	s.Helper()
	r := s.ask(http.MethodPost, path, form.Encode(), asBrowser)
	if r.StatusCode != http.StatusSeeOther {
		s.Fatalf("POST %s: %d: %s", path, r.StatusCode, text(s, r))
	}
	return r.Header.Get("Location")
}

var (
	added = regexp.MustCompile(`\d+ [A-Z][a-z]+ \d{4},? \d\d:\d\d UTC`)
	inner = regexp.MustCompile(`(?s)<main.*</main>`)
)

// The pages of a small ledger.
func TestPages(t *testing.T) {
	s, id := withSample(t)
	for name, path := range map[string]string{
		"home": "/", "article": "/articles/" + id, "person": "/people/ana-kovac", "search": "/search?q=" + url.QueryEscape(`observers act:refusal`),
		"nothing": "/search?q=" + url.QueryEscape(`speaker:Kovac act:threat`), "calendar": "/calendar?from=all", "exchanges": "/exchanges", "talks": "/talks", "people": "/people",
	} {
		page := inner.FindString(s.get(path))
		if page == "" {
			t.Fatalf("%s has no main part", path)
		}
		golden.File(t, "testdata/"+name+".html", []byte(added.ReplaceAllString(page, "WHEN")+"\n"))
	}
}

// What a newcomer meets: an empty ledger that leads to the first article.
func TestNewcomer(t *testing.T) {
	s := serve(t, nil)
	if page := s.get("/"); !strings.Contains(page, `<textarea id="text"`) {
		t.Error("the first page of an empty ledger does not let an article be added")
	}
	to := s.post("/articles", url.Values{"text": {"“We will not sign,” Ana Kovac said."}, "published": {"2026-05-04"}, "title": {"No signature"}})
	page := s.get(to)
	for _, want := range []string{"No signature", "We will not sign,", "1 of 1 statement found verbatim"} {
		if !strings.Contains(page, want) {
			t.Errorf("the readout lacks %q", want)
		}
	}
	again := s.post("/articles", url.Values{"text": {"“We will not sign,” Ana Kovac said."}, "published": {"2026-05-04"}, "title": {"No signature"}})
	if !strings.Contains(s.get(again), "in the ledger already") {
		t.Error("adding the same text again is not told of")
	}
	if page := s.get("/"); strings.Contains(page, `<textarea`) || !strings.Contains(page, "We will not sign") {
		t.Error("the first page does not show what was added")
	}
}

// Without Read nothing can be added, and the pages say so.
func TestNoReader(t *testing.T) {
	s := serve(t, func(o *Options) { o.Read = nil })
	for _, path := range []string{"/", "/add"} {
		if page := s.get(path); strings.Contains(page, "<textarea") || !strings.Contains(page, "readout add FILE") {
			t.Errorf("%s: %s", path, page)
		}
	}
	if r := s.ask(http.MethodPost, "/articles", "text=words", asBrowser); r.StatusCode != http.StatusForbidden {
		t.Errorf("adding gives %d", r.StatusCode)
	}
}

// What cannot be added is told of above the form, which keeps what was typed.
func TestAddFaults(t *testing.T) {
	s := serve(t, nil)
	for _, c := range []struct {
		form   url.Values
		status int
		want   string
	}{
		{url.Values{}, 400, "no text and no file"},
		{url.Values{"text": {"words"}, "published": {"yesterday"}}, 422, "is none such as 2026-05-04"},
		{url.Values{"text": {"words"}, "url": {"javascript:alert(1)"}}, 422, "must begin with https://"},
		{url.Values{"text": {"words \xff"}}, 422, "not valid UTF-8"},
		{url.Values{"text": {"words"}, "title": {strings.Repeat("t", maxField+1)}}, 422, "at most 2000 bytes"},
		{url.Values{"text": {strings.Repeat("w ", maxArticle/2+1)}}, 413, "bytes"},
	} {
		r := s.ask(http.MethodPost, "/articles", c.form.Encode(), asBrowser)
		if page := text(t, r); r.StatusCode != c.status || !strings.Contains(page, c.want) {
			t.Errorf("%.60v: %d %.200s", c.form, r.StatusCode, page)
		}
	}
	if stats, err := s.store.Stats(t.Context()); err != nil || stats.Articles != 0 {
		t.Errorf("%+v, %v", stats, err)
	}
}

// Several versions are shown with what changed.
func TestVersions(t *testing.T) {
	s := serve(t, nil)
	form := url.Values{"url": {"https://example.org/a"}, "text": {"“Never,” she said."}}
	to := s.post("/articles", form)
	form.Set("text", "“Perhaps,” she said.")
	if again := s.post("/articles", form); !strings.HasPrefix(again, strings.TrimSuffix(to, "added")) {
		t.Fatalf("%s, then %s", to, again)
	}
	path, _, _ := strings.Cut(to, "?")
	page := s.get(path)
	for _, want := range []string{"version 2 of 2", "<del>Never,</del>", "<ins>Perhaps,</ins>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if old := s.get(path + "?version=1"); !strings.Contains(old, "version 1 of 2") || !strings.Contains(old, ".csv?version=1") {
		t.Error("the first version is not shown, or not exported")
	}
	if r := s.ask(http.MethodGet, path+"?version=x", "", nil); r.StatusCode != http.StatusBadRequest {
		t.Errorf("version x gives %d", r.StatusCode)
	}
}
