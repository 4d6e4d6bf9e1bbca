package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

const (
	script = `<script>alert(1)</script>`
	bidi   = "\u202egnp.exe\u2066"
)

// hostile is a record all of whose words want to run or to turn others around.
func hostile() *readout.Readout {
	words := script + bidi + `"><img src=x onerror=alert(1)>`
	r := &readout.Readout{Article: readout.Article{ID: "../../" + script, URL: "javascript:alert(1)", Title: words, Publisher: words, Authors: []string{words},
		Published: "2026-05-04", Text: words + " said " + words + "\n\n" + words}}
	n := len(words)
	r.Entities = []readout.Entity{
		{ID: "e1", Name: words, Kind: readout.Person, Roles: []string{words}, Mentions: []readout.Mention{{Span: readout.Span{Start: 0, End: n}, Form: readout.ByName}}},
		{ID: "e2", Name: words, Kind: readout.Organization, Mentions: []readout.Mention{{Span: readout.Span{Start: 2*n + 8, End: 3*n + 8}, Form: readout.ByName}}},
	}
	said := readout.Span{Start: n + 6, End: 2*n + 6}
	r.Occasions = []readout.Occasion{{ID: "o1", Kind: "meeting", Participants: []string{"e1", "e2"}, Topics: []readout.Span{said}, Spans: []readout.Span{said}}}
	r.Statements = []readout.Statement{{ID: "s1", Form: readout.Direct, Source: readout.Span{Start: 0, End: n}, Speaker: "e1", Basis: readout.Named,
		Cue: readout.Span{Start: n + 1, End: n + 5}, Content: []readout.Span{said}, Addressees: []string{"e2"}, Occasion: "o1",
		Acts: []readout.Act{{Type: "threat", Span: said, Target: "e2", Deadline: &readout.Time{Span: said, Type: "DATE", Value: "2026-05-09"}}}}}
	r.Talks = []readout.Talks{{ID: "t1", Parties: []string{"e1", "e2"}, Topics: []readout.Span{said}, Occasions: []string{"o1"}, Result: "none",
		Agreed: []readout.Point{{Span: said, Statement: "s1"}}, Next: []readout.Point{{Span: said, Statement: "s1"}}}}
	return r
}

// Nothing that an article holds becomes an element, a link or a script of any page.
func TestHostileArticle(t *testing.T) {
	s := serve(t, nil)
	out, err := s.store.Put(t.Context(), readout.Entry{Models: "m1", Record: hostile()})
	if err != nil {
		t.Fatal(err)
	}
	id := out[0].Article
	kept, err := s.store.Get(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"right", "done", "speaker"} {
		s.post("/statements/"+kept.Keys["s1"]+"/correct", url.Values{"kind": {kind}, "speaker": {script + bidi}, "who": {script + bidi}, "note": {`"><img src=x onerror=alert(1)>` + script}})
	}
	if l, err := s.store.Corrections(t.Context(), id, readout.Paging{}); err != nil || len(l.Items) != 3 {
		t.Fatalf("%v, %d corrections", err, len(l.Items))
	}
	paths := []string{"/", "/commitments", "/corrections", "/articles", "/articles/" + id, "/search", "/search?q=" + url.QueryEscape("script "+script), "/people", "/talks", "/calendar", "/exchanges",
		"/statements/" + kept.Keys["s1"] + "/correct", "/articles/" + id + "/delete"}
	people, err := s.store.People(t.Context(), "", "", readout.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people.Items {
		paths = append(paths, personPath(p.ID))
	}
	talks, err := s.store.Talks(t.Context(), readout.Filter{}, readout.Paging{})
	if err != nil || len(talks.Items) != 1 || len(people.Items) == 0 {
		t.Fatalf("%d talks, %d people, %v", len(talks.Items), len(people.Items), err)
	}
	paths = append(paths, "/talks/"+talks.Items[0].Key)
	for _, path := range paths {
		page := s.get(path)
		for _, never := range []string{"<script>", "<img", "javascript:", "onerror=alert(1)>"} {
			if i := strings.Index(page, never); i >= 0 {
				t.Errorf("%s holds %q: %.200s", path, never, page[max(0, i-100):])
			}
		}
	}
	if r := s.ask(http.MethodGet, "/statements/"+kept.Keys["s1"]+"/original", "", nil); r.StatusCode != http.StatusNotFound {
		t.Errorf("the original of a script: %d, %s", r.StatusCode, r.Header.Get("Location"))
	}
	for _, x := range recordExports {
		r := s.ask(http.MethodGet, "/articles/"+id+"."+x.ext, "", nil)
		if d := r.Header.Get("Content-Disposition"); r.StatusCode != http.StatusOK || x.ext != "json" && (strings.Contains(d, "..") || strings.Contains(d, "/")) {
			t.Errorf(".%s: %d, %s: %.200s", x.ext, r.StatusCode, d, text(t, r))
		}
	}
}

// A text of combining marks is refused before anything reads it, and so is one that is too long.
func TestMarks(t *testing.T) {
	s := serve(t, func(o *Options) {
		o.Read = func(context.Context, readout.Article) (*readout.Readout, error) {
			t.Error("it was read")
			return nil, context.Canceled
		}
	})
	secret := s.key("desk")
	for _, c := range []struct {
		text   string
		status int
	}{
		{"a" + strings.Repeat("\u0301", 5<<20), http.StatusRequestEntityTooLarge}, // 10 MB
		{"a" + strings.Repeat("\u0301", 1<<20), http.StatusUnprocessableEntity},
		{"a" + strings.Repeat("\u0301", maxMarks+1), http.StatusUnprocessableEntity},
	} {
		r := s.ask(http.MethodPost, "/articles", c.text, bearer(secret))
		if body := text(t, r); r.StatusCode != c.status || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/problem+json") || len(body) > 1000 {
			t.Errorf("%d bytes: %d %.200s", len(c.text), r.StatusCode, body)
		}
		r = s.ask(http.MethodPost, "/articles", url.Values{"text": {c.text}}.Encode(), asBrowser)
		if body := text(t, r); r.StatusCode != c.status && r.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("a form of %d bytes: %d %.200s", len(c.text), r.StatusCode, body)
		}
	}
	if longMarks("Việt Nam, नमस्ते, שָׁלוֹם, " + strings.Repeat("e\u0301", 100)) {
		t.Error("ordinary writing is taken for too many marks")
	}
}

// However long what an article says and calls people is, lists stay short.
func TestLongWords(t *testing.T) {
	s := serve(t, nil)
	long := strings.Repeat("a"+strings.Repeat("\u0301", 99), 10_000)
	text := long + " said " + long
	source, cue, said := readout.Span{End: len(long)}, readout.Span{Start: len(long) + 1, End: len(long) + 5}, readout.Span{Start: len(long) + 6, End: len(text)}
	r := &readout.Readout{Article: readout.Article{ID: "long", Title: long, Publisher: long, Published: "2026-05-04", Text: text},
		Entities: []readout.Entity{{ID: "e1", Name: long, Kind: readout.Person, Mentions: []readout.Mention{{Span: source, Form: readout.ByName}}}},
		Statements: []readout.Statement{{ID: "s1", Form: readout.Indirect, Source: source, Cue: cue, Content: []readout.Span{said}},
			{ID: "s2", Form: readout.Indirect, Speaker: "e1", Source: source, Basis: readout.Named, Cue: source, Content: []readout.Span{said}, Acts: []readout.Act{{Type: "threat", Span: said}}}}}
	if _, err := s.store.Put(t.Context(), readout.Entry{Record: r}); err != nil {
		t.Fatal(err)
	}
	people, err := s.store.People(t.Context(), "", "", readout.Paging{})
	if err != nil || len(people.Items) != 1 {
		t.Fatalf("%v, %d people", err, len(people.Items))
	}
	for _, path := range []string{"/", "/articles", "/search", "/people", "/commitments", "/talks", "/calendar", personPath(people.Items[0].ID)} {
		if n := len(s.get(path)); n > 200_000 {
			t.Errorf("%s has %d bytes", path, n)
		}
	}
}

// A search of ten thousand terms, cursors of others or of nobody, and paths that lead out are refused, each with its error.
func TestHostileRequests(t *testing.T) {
	s, id := withSample(t)
	terms := strings.Repeat("word ", 10_000)
	list := s.ask(http.MethodGet, "/search.json?limit=1", "", nil)
	var found struct{ Next string }
	if err := json.Unmarshal([]byte(text(t, list)), &found); err != nil || found.Next == "" {
		t.Fatalf("%v, %+v", err, found)
	}
	tampered := []byte(found.Next)
	tampered[len(tampered)/2] ^= 1
	for _, c := range []struct {
		path   string
		status int
	}{
		{"/search?q=" + url.QueryEscape(terms), http.StatusRequestURITooLong},
		{"/search.json?q=" + url.QueryEscape(terms), http.StatusRequestURITooLong},
		{"/search.json?q=" + url.QueryEscape(terms[:10_000]), http.StatusBadRequest},
		{"/search?q=" + url.QueryEscape(terms[:10_000]), http.StatusBadRequest},
		{"/search.json?cursor=" + url.QueryEscape(string(tampered)), http.StatusBadRequest},
		{"/search?cursor=" + url.QueryEscape(string(tampered)), http.StatusBadRequest},
		{"/search.json?q=observers&cursor=" + found.Next, http.StatusBadRequest},
		{"/people.json?cursor=" + found.Next, http.StatusBadRequest},
		{"/search.json?cursor=%00", http.StatusBadRequest},
		{"/search.json?limit=100000", http.StatusUnprocessableEntity},
		{"/search.json?q=" + url.QueryEscape(`speaker:"`), http.StatusBadRequest},
		{"/static/../server.go", http.StatusBadRequest},
		{"/static/%2e%2e/server.go", http.StatusBadRequest},
		{"/articles/..%2f..%2fetc%2fpasswd", http.StatusBadRequest},
		{"/articles/..%5c..%5cwindows", http.StatusBadRequest},
		{"/articles/a%00b", http.StatusBadRequest},
		{"/articles/" + url.PathEscape(script), http.StatusNotFound},
		{"/articles/" + id + ".exe", http.StatusNotFound},
		{"/nothing.csv", http.StatusNotFound},
		{"/nothing.json", http.StatusNotFound},
		{"/" + url.PathEscape(script), http.StatusNotFound},
	} {
		r := s.ask(http.MethodGet, c.path, "", nil)
		body := text(t, r)
		if r.StatusCode != c.status || strings.Contains(body, script) || strings.Contains(body, "goroutine") || len(body) > 40_000 {
			t.Errorf("%.80s: %d, not %d: %.300s", c.path, r.StatusCode, c.status, body)
		}
		if strings.Contains(c.path, ".json") {
			var p struct{ Status int }
			if err := json.Unmarshal([]byte(body), &p); err != nil || p.Status != c.status || r.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%.80s: no problem in JSON: %.300s", c.path, body)
			}
		}
	}
}

// A panic of what reads or keeps is an error, and the server goes on.
func TestPanic(t *testing.T) {
	s := serve(t, func(o *Options) {
		o.Read = func(context.Context, readout.Article) (*readout.Readout, error) { panic("secret") }
	})
	r := s.ask(http.MethodPost, "/articles", "text=words", asBrowser)
	if body := text(t, r); r.StatusCode != http.StatusInternalServerError || strings.Contains(body, "secret") {
		t.Errorf("%d %s", r.StatusCode, body)
	}
	for range maxAdding { // the places for reading are free again
		s.ask(http.MethodPost, "/articles", "text=words", asBrowser)
	}
	s.get("/")
}
