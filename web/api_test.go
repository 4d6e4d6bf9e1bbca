package web

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
	"github.com/readout-project/readout/ledger"
)

// call sends JSON with a key and reads the answer into a T.
func call[T any](s site, method, path, body, secret string, status int) (out T) {
	s.Helper()
	r := s.ask(method, path, body, func(r *http.Request) {
		r.Header.Set("Authorization", "Bearer "+secret)
		r.Header.Set("Content-Type", "application/json")
	})
	answer := text(s, r)
	if r.StatusCode != status {
		s.Fatalf("%s %s: %d, not %d: %s", method, path, r.StatusCode, status, answer)
	}
	if answer != "" {
		if err := json.Unmarshal([]byte(answer), &out); err != nil {
			s.Fatalf("%s %s: %v: %s", method, path, err, answer)
		}
	}
	return out
}

func read[T any](s site, path string) T {
	s.Helper()
	return call[T](s, http.MethodGet, path, "", s.key("reader"), http.StatusOK)
}

// Every page has a twin, and they tell the same.
func TestTwins(t *testing.T) {
	s, id := withSample(t)
	kept := read[client.Kept](s, "/articles/"+id+".json")
	if kept.Article.ID != id || len(kept.Record.Statements) != 6 || kept.Keys["s1"] == "" || kept.Identities["e1"].ID == "" {
		t.Errorf("%+v", kept)
	}
	found := read[client.Found](s, "/search.json?q=observers&facets=speaker,act")
	if found.Count != 1 || found.Items[0].Key != kept.Keys["s1"] || found.Items[0].Words[0] != "We will not sign before the observers arrive," ||
		found.Items[0].Marks[0][0] != (client.Range{Start: 28, End: 37}) || len(found.Facets["act"]) == 0 || found.Facets["speaker"][0].Label != "Ana Kovac" {
		t.Errorf("%+v", found)
	}
	if same := read[client.Found](s, "/search?q=observers&format=json"); same.Count != 1 {
		t.Errorf("%+v", same)
	}
	if one := read[client.Statement](s, "/statements/"+kept.Keys["s1"]+".json"); one.Speaker.ID != "ana-kovac" || one.Page != "/statements/"+kept.Keys["s1"] {
		t.Errorf("%+v", one)
	}
	if none := read[client.Found](s, "/search.json?q=observers+act:threat"); none.Count != 0 || len(none.Empty) == 0 {
		t.Errorf("%+v", none)
	}
	if p := read[client.Person](s, "/people/ana-kovac.json"); p.Name != "Ana Kovac" || p.Statements == 0 {
		t.Errorf("%+v", p)
	}
	if l := read[client.Page[client.Person]](s, "/people.json?name=kov"); len(l.Items) != 1 {
		t.Errorf("%+v", l)
	}
	talks := read[client.Page[client.Talks]](s, "/talks.json")
	if len(talks.Items) != 1 || len(read[[]client.Talks](s, "/talks/"+talks.Items[0].Key+".json")) != 1 {
		t.Errorf("%+v", talks)
	}
	if l := read[client.Page[client.Coming]](s, "/calendar.json?from=all"); len(l.Items) != 1 || l.Items[0].Date != "2026-05-08" {
		t.Errorf("%+v", l)
	}
	if h := read[homeJSON](s, "/index.json"); h.Stats.Articles != 1 || len(h.Latest) == 0 || len(h.Talks) == 0 {
		t.Errorf("%+v", h)
	}
	if l := read[client.Page[client.Article]](s, "/articles.json"); len(l.Items) != 1 {
		t.Errorf("%+v", l)
	}
	if h := read[client.Help](s, "/help.json"); len(h.Fields) != len(ledger.Fields) || len(h.Fields[3].Values) == 0 || len(h.Keys) == 0 || len(h.Formats) < 20 {
		t.Errorf("%+v", h)
	}
	if a := read[client.Adding](s, "/add.json"); !a.Reads || !a.May || a.Fields[0] != (client.AddField{Name: "text", Is: a.Fields[0].Is, Bytes: maxArticle, Required: true}) {
		t.Errorf("%+v", a)
	}
	if j := read[client.Judging](s, "/statements/"+kept.Keys["s1"]+"/correct.json"); !slices.Equal(j.Kinds, []string{"speaker", "not-a-statement", "right", "done", "not-done"}) ||
		!slices.Contains(j.Speakers, "Ana Kovac") || j.Statement.Key != kept.Keys["s1"] {
		t.Errorf("%+v", j)
	}
	if d := read[client.Deleting](s, "/articles/"+id+"/delete.json"); d.Article.Versions != 1 || d.Corrections != 0 {
		t.Errorf("%+v", d)
	}
	if w := read[client.Session](s, "/session.json"); !w.Write || w.Signed {
		t.Errorf("%+v", w)
	}
	for _, path := range []string{"/exchanges.json", "/corrections.json", "/articles/" + id + "/versions.json", "/people/ana-kovac/met.json",
		"/people/ana-kovac/mentioned.json", "/people/ana-kovac/decisions.json"} {
		read[any](s, path)
	}
}

// Every page has one: whatever is added must have its twin.
func TestEveryPageHasATwin(t *testing.T) {
	s, id := withSample(t)
	kept := read[client.Kept](s, "/articles/"+id+".json")
	routes, err := os.ReadFile("routes.go")
	if err != nil {
		t.Fatal(err)
	}
	talks := read[client.Page[client.Talks]](s, "/talks.json")
	pages := regexp.MustCompile(`"GET (/[^"]*)"`).FindAllSubmatch(routes, -1)
	if len(pages) < 15 {
		t.Fatalf("%d pages", len(pages))
	}
	for _, page := range pages {
		path := strings.NewReplacer("/articles/{id}", "/articles/"+id, "/people/{id}", "/people/ana-kovac", "/talks/{key}", "/talks/"+talks.Items[0].Key,
			"/statements/{key}", "/statements/"+kept.Keys["s1"]).Replace(string(page[1]))
		switch {
		case path == "/":
			path = "/index"
		case strings.HasSuffix(path, "/original"): // leads elsewhere
			continue
		}
		read[any](s, path+".json")
	}
}

// A list in parts is the whole list, and each part leads to the next.
func TestPaging(t *testing.T) {
	s, _ := withSample(t)
	whole := read[client.Found](s, "/search.json")
	var keys []string
	for cursor, n := "", 0; n == 0 || cursor != ""; n++ {
		part := read[client.Found](s, "/search.json?limit=2&cursor="+cursor)
		for _, x := range part.Items {
			keys = append(keys, x.Key)
		}
		if cursor = part.Next; n > 10 {
			t.Fatal("it never ends")
		}
	}
	if len(keys) != whole.Count || whole.Next != "" {
		t.Fatalf("%d of %d", len(keys), whole.Count)
	}
	for i, x := range whole.Items {
		if keys[i] != x.Key {
			t.Errorf("%d is %s, not %s", i, keys[i], x.Key)
		}
	}
}

// What one has already is not sent again, and what is sent can be compressed.
func TestTags(t *testing.T) {
	s, id := withSample(t)
	for _, path := range []string{"/", "/articles/" + id, "/search.json", "/search.csv", "/search.atom", "/static/app.css", "/openapi.json"} {
		first := s.ask(http.MethodGet, path, "", nil)
		tag := first.Header.Get("ETag")
		if tag == "" || first.StatusCode != http.StatusOK {
			t.Errorf("%s: %d, tag %q", path, first.StatusCode, tag)
			continue
		}
		again := s.ask(http.MethodGet, path, "", func(r *http.Request) { r.Header.Set("If-None-Match", `"other", `+tag) })
		if body := text(t, again); again.StatusCode != http.StatusNotModified || body != "" {
			t.Errorf("%s again: %d, %d bytes", path, again.StatusCode, len(body))
		}
		if r := s.ask(http.MethodHead, path, "", nil); r.StatusCode != http.StatusOK || r.Header.Get("ETag") != tag || text(t, r) != "" {
			t.Errorf("HEAD %s: %d, %v", path, r.StatusCode, r.Header)
		}
	}
	zipped := s.ask(http.MethodGet, "/search.json", "", func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
	z, err := gzip.NewReader(zipped.Body)
	if err != nil || zipped.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("%v, %v", err, zipped.Header)
	}
	data, err := io.ReadAll(z)
	if err != nil || string(data) != text(t, s.ask(http.MethodGet, "/search.json", "", nil)) {
		t.Errorf("compressed it reads otherwise: %v", err)
	}
	if _, err := s.store.Put(t.Context(), readout.Entry{Models: "m1", Record: &readout.Readout{Article: readout.Article{ID: "b", Text: "Words."}}}); err != nil {
		t.Fatal(err)
	}
	old := text(t, s.ask(http.MethodGet, "/articles.json", "", nil))
	if !strings.Contains(old, `"words":1`) {
		t.Errorf("the list is an old one: %s", old)
	}
}

// The description of the API is whole: what it says can be read, can, and what is documented for people is what it describes.
func TestOpenAPI(t *testing.T) {
	s, id := withSample(t)
	kept := read[client.Kept](s, "/articles/"+id+".json")
	talks := read[client.Page[client.Talks]](s, "/talks.json")
	type operation struct {
		OperationID string `json:"operationId"`
		Summary     string
		Responses   map[string]any
	}
	spec := read[struct {
		OpenAPI string
		Paths   map[string]map[string]operation
	}](s, "/openapi.json")
	if spec.OpenAPI != "3.1.0" || len(spec.Paths) < 20 {
		t.Fatalf("version %s, %d paths", spec.OpenAPI, len(spec.Paths))
	}
	doc, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]string{"/links.json": "?kind=topic"} // what must be asked for
	ids := map[string]string{"articles": id, "statements": kept.Keys["s1"], "people": "ana-kovac", "talks": talks.Items[0].Key}
	for path, methods := range spec.Paths {
		of, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		for method, op := range methods {
			if op.Summary == "" || op.Responses == nil {
				t.Errorf("%s %s is not described", method, path)
			}
			if method == "get" && path != "/events" {
				read[any](s, strings.ReplaceAll(path, "{id}", ids[of])+asked[path])
			}
		}
		shown := strings.NewReplacer("{id}", "ID", "/talks/{id}", "/talks/KEY", "/statements/{id}", "/statements/KEY").Replace(path)
		if last := shown[strings.LastIndex(shown, "/"):]; !bytes.Contains(doc, []byte(shown)) && !bytes.Contains(doc, []byte("`"+last+"`")) {
			t.Errorf("docs/api.md does not tell of %s", shown)
		}
	}
}

// Articles come as JSON and as plain text.
func TestAdd(t *testing.T) {
	s := serve(t, nil)
	secret := s.key("desk")
	body := `{"id": "a", "title": "No", "publisher": "Example Wire", "published": "2026-05-04", "text": "“Never,” she said."}`
	kept := call[client.Kept](s, http.MethodPost, "/articles", body, secret, http.StatusCreated)
	if kept.Change != "added" || kept.Article.Title != "No" || len(kept.Record.Statements) != 1 {
		t.Errorf("%+v", kept)
	}
	if again := call[client.Kept](s, http.MethodPost, "/articles", body, secret, http.StatusOK); again.Change != "unchanged" || again.Article.ID != kept.Article.ID {
		t.Errorf("%+v", again)
	}
	if r := s.ask(http.MethodPost, "/articles", "“Yes,” she said.", bearer(secret)); r.StatusCode != http.StatusCreated || r.Header.Get("Location") == "" {
		t.Errorf("plain text: %d", r.StatusCode)
	}
	for _, c := range []struct {
		kind, body string
		status     int
	}{
		{"application/json", `{"text": `, 400}, {"application/json", `{"text": 1}`, 400}, {"application/json", `{}`, 422}, {"application/pdf", "%PDF", 415},
		{"text/plain", "", 400}, {"text/plain", " \n", 422}, {"text/plain", "\xff", 422}, {"application/json", `{"text": "x", "published": "soon"}`, 422},
	} {
		r := s.ask(http.MethodPost, "/articles", c.body, func(r *http.Request) { bearer(secret)(r); r.Header.Set("Content-Type", c.kind) })
		if got := text(t, r); r.StatusCode != c.status || r.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %q: %d %s", c.kind, c.body, r.StatusCode, got)
		}
	}
	call[any](s, http.MethodDelete, "/articles/"+kept.Article.ID, "", secret, http.StatusNoContent)
	call[any](s, http.MethodDelete, "/articles/"+kept.Article.ID, "", secret, http.StatusNotFound)
	if r := s.ask(http.MethodPut, "/articles", "", bearer(secret)); r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") == "" {
		t.Errorf("PUT: %d", r.StatusCode)
	}
}

// Corrections are kept beside the record, with who and when, and can be taken back.
func TestCorrect(t *testing.T) {
	s, id := withSample(t)
	secret := s.key("desk")
	kept := read[client.Kept](s, "/articles/"+id+".json")
	path := "/articles/" + id + "/corrections"
	c := call[client.Correction](s, http.MethodPost, path, `{"kind": "speaker", "statement": "`+kept.Keys["s4"]+`", "speaker": "Daniel Reth", "note": "so the tape"}`, secret, http.StatusCreated)
	if c.Who != "desk" || !c.When.Equal(today) || c.Words[0] != "Or Saturday." {
		t.Errorf("%+v", c)
	}
	call[client.Correction](s, http.MethodPost, path, `{"kind": "not-a-statement", "statement": "`+kept.Keys["s6"]+`"}`, secret, http.StatusCreated)
	missing := call[client.Correction](s, http.MethodPost, path, `{"kind": "missing", "words": ["no deal was signed"], "speaker": "Ana Kovac", "source": "Kovac"}`, secret, http.StatusCreated)
	if missing.Source != "Kovac" || missing.At[0].End-missing.At[0].Start != 18 {
		t.Errorf("%+v", missing)
	}
	for body, status := range map[string]int{
		`{"kind": "missing", "words": ["nobody wrote this"]}`:                                 422,
		`{"kind": "missing", "words": []}`:                                                    422,
		`{"kind": "missing", "words": ["Reth"]}`:                                              422, // it stands there twice
		`{"kind": "missing", "words": ["Reth"], "at": [{"start": 0, "end": 4}]}`:              422,
		`{"kind": "missing", "words": ["Reth"], "at": [{"start": -1, "end": 99999}]}`:         422,
		`{"kind": "speaker", "statement": "none"}`:                                            404,
		`{"kind": "speaker", "statement": "` + kept.Keys["s1"] + `", "speaker": "Ana Kovac"}`: 422,
		`{"kind": "odd"}`: 422,
	} {
		call[client.Problem](s, http.MethodPost, path, body, secret, status)
	}
	now := read[client.Kept](s, "/articles/"+id+".json")
	if len(now.Corrections) != 3 || len(now.Record.Statements) != 6 { // one less and one more
		t.Errorf("%d corrections, %d statements", len(now.Corrections), len(now.Record.Statements))
	}
	page := s.get("/articles/" + id)
	for _, want := range []string{"✎ by ", "so the tape", "desk", "no deal was signed"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of the article lacks %q", want)
		}
	}
	if list := s.get("/corrections"); !strings.Contains(list, "Daniel Reth") || strings.Count(list, "Withdraw this") != 3 {
		t.Error("the list of corrections lacks some")
	}
	lines := strings.Split(strings.TrimSpace(text(t, s.ask(http.MethodGet, "/corrections.jsonl", "", nil))), "\n")
	if len(lines) != 3 || !strings.Contains(lines[0], `"text":"VIENNA`) {
		t.Errorf("%d lines", len(lines))
	}
	data := []byte(text(t, s.ask(http.MethodGet, "/corrections.brat", "", nil)))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) != 2 || z.File[0].Name != id+".txt" || z.File[1].Name != id+".ann" {
		t.Errorf("%v, %+v", err, z)
	}
	right := call[client.Correction](s, http.MethodPost, path, `{"kind": "right", "statement": "`+kept.Keys["s3"]+`"}`, secret, http.StatusCreated)
	if page := s.get("/articles/" + id); right.Speaker != "Daniel Reth" || right.Source == "" || strings.Count(page, "read right, says") != 1 || strings.Count(page, "✎ by ") != 2 {
		t.Errorf("%+v, and the page does not say so", right)
	}
	call[any](s, http.MethodDelete, "/corrections/"+right.ID, "", secret, http.StatusNoContent)
	call[any](s, http.MethodDelete, "/corrections/"+c.ID, "", secret, http.StatusNoContent)
	if l := read[client.Page[client.Correction]](s, "/corrections.json?article="+id); len(l.Items) != 2 {
		t.Errorf("%+v", l)
	}
}

// People are merged and split, and told apart again.
func TestMergeAndSplit(t *testing.T) {
	s, id := withSample(t)
	secret := s.key("desk")
	one := call[client.Person](s, http.MethodPost, "/people/ana-kovac/merge", `{"from": "daniel-reth", "note": "one and the same"}`, secret, http.StatusOK)
	if len(one.Evidence) < 2 {
		t.Fatalf("%+v", one)
	}
	if r := s.ask(http.MethodGet, "/people/daniel-reth", "", nil); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/people/ana-kovac" {
		t.Errorf("who was merged leads to %d %s", r.StatusCode, r.Header.Get("Location"))
	}
	if page := s.get("/people/ana-kovac"); !strings.Contains(page, "was merged into") || !strings.Contains(page, "one and the same") {
		t.Error("the page does not tell of the merge")
	}
	out := call[client.Person](s, http.MethodPost, "/people/ana-kovac/split", `{"out": [{"article": "`+id+`", "entity": "e3"}]}`, secret, http.StatusOK)
	if out.Name != "Daniel Reth" || out.ID == "ana-kovac" {
		t.Errorf("%+v", out)
	}
	for path, body := range map[string]string{
		"/people/ana-kovac/merge": `{"from": "ana-kovac"}`, "/people/ana-kovac/split": `{"out": [{"article": "none", "entity": "e1"}]}`,
	} {
		call[client.Problem](s, http.MethodPost, path, body, secret, http.StatusUnprocessableEntity)
	}
	call[client.Problem](s, http.MethodPost, "/people/nobody/merge", `{"from": "ana-kovac"}`, secret, http.StatusNotFound)
}

// Every format that the pages offer is there, and says what it is.
func TestExports(t *testing.T) {
	s, id := withSample(t)
	for _, x := range recordExports {
		r := s.ask(http.MethodGet, "/articles/"+id+"."+x.ext, "", nil)
		if body := text(t, r); r.StatusCode != http.StatusOK || len(body) < 50 || x.kind != "" && r.Header.Get("Content-Type") != x.kind {
			t.Errorf("article .%s: %d, %s, %d bytes", x.ext, r.StatusCode, r.Header.Get("Content-Type"), len(body))
		}
	}
	for _, x := range searchExports {
		r := s.ask(http.MethodGet, "/search?q=speaker:Kovac&format="+x.ext, "", nil)
		if body := text(t, r); r.StatusCode != http.StatusOK || len(body) < 50 || r.Header.Get("Content-Type") != x.kind {
			t.Errorf("search .%s: %d, %s, %d bytes", x.ext, r.StatusCode, r.Header.Get("Content-Type"), len(body))
		}
	}
	if body := text(t, s.ask(http.MethodGet, "/calendar.ics?from=all", "", nil)); strings.Count(body, "BEGIN:VEVENT") != 1 {
		t.Errorf("calendar: %s", body)
	}
	if feed := text(t, s.ask(http.MethodGet, "/search.atom?q=observers", "", nil)); !strings.Contains(feed, "http://"+home+"/statements/") {
		t.Errorf("the feed does not lead to the pages: %s", feed)
	}
}

// Who listens hears of the statements that they asked for, as they come.
func TestEvents(t *testing.T) {
	s := serve(t, nil)
	server := httptest.NewServer(s.Handler)
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/events?q=treaty", nil)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	if kind := stream.Header.Get("Content-Type"); stream.StatusCode != http.StatusOK || kind != "text/event-stream" {
		t.Fatalf("%d %s", stream.StatusCode, kind)
	}
	lines := bufio.NewScanner(stream.Body)
	for lines.Scan() && lines.Text() != "" { // the greeting
	}
	secret := s.key("desk")
	s.ask(http.MethodPost, "/articles", "“No comment,” she said.", bearer(secret))
	other, err := plainly(ctx, readout.Article{ID: "other", Text: "“A treaty is near,” he said."}) // as another program adds it
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.store.Put(ctx, readout.Entry{Record: other}); err != nil {
		t.Fatal(err)
	}
	var event []string
	for lines.Scan() && lines.Text() != "" {
		event = append(event, lines.Text())
	}
	var heard client.Statement
	if len(event) != 3 || event[0] != "event: statement" || json.Unmarshal([]byte(strings.TrimPrefix(event[2], "data: ")), &heard) != nil || heard.Words[0] != "A treaty is near," {
		t.Errorf("heard %q", event)
	}
	if r := s.ask(http.MethodGet, "/events?q=act:nonsense", "", nil); r.StatusCode != http.StatusBadRequest {
		t.Errorf("a query that is none: %d", r.StatusCode)
	}
}

// Who lags too far behind is cut off; the others hear on.
func TestLagging(t *testing.T) {
	n := newNews(openStore(t), slog.New(slog.DiscardHandler))
	slow, stop, err := n.listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for range maxHeld + 1 {
		n.tell("a")
	}
	heard := 0
	for range slow {
		heard++
	}
	if heard != maxHeld || len(n.ears) != 0 || n.stop != nil {
		t.Errorf("heard %d, %d listen", heard, len(n.ears))
	}
}

// Pages lead to the same in JSON and to what they show in other formats.
func TestPagesLeadToFormats(t *testing.T) {
	s, id := withSample(t)
	for path, want := range map[string]string{"/": "/index.json", "/articles/" + id: "/articles/" + id + ".json", "/search?q=observers": "/search.json?q=observers",
		"/people/ana-kovac": "/people/ana-kovac.json", "/talks": "/talks.json", "/help": "/help.json", "/add": "/add.json"} {
		if !strings.Contains(s.get(path), `<a href="`+want+`">This page as JSON`) {
			t.Errorf("%s does not lead to %s", path, want)
		}
	}
	fillDemo(s)
	for path, want := range map[string]string{"/people/ana-kovac": "/search.csv?q=speaker%3A%22Ana+Kovac%22", "/exchanges": "/search.csv?q=",
		"/commitments?kind=threat": "/search.csv?q=act%3Athreat+act%3Awarning"} {
		if page := html.UnescapeString(s.get(path)); !strings.Contains(page, `href="`+want+`"`) {
			t.Errorf("%s does not lead to %s", path, want)
		}
	}
}

// Somebody is merged by name where one alone is called so.
func TestMergeByName(t *testing.T) {
	s, _ := withSample(t)
	secret := s.key("desk")
	call[client.Problem](s, http.MethodPost, "/people/ana-kovac/merge", `{"from": "Nobody At All"}`, secret, http.StatusNotFound)
	call[client.Person](s, http.MethodPost, "/people/ana-kovac/merge", `{"from": "daniel reth"}`, secret, http.StatusOK)
	if r := s.ask(http.MethodGet, "/people/daniel-reth", "", nil); r.Header.Get("Location") != "/people/ana-kovac" {
		t.Errorf("%d %s", r.StatusCode, r.Header.Get("Location"))
	}
}
