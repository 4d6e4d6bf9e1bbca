package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/demo"
)

// fillDemo adds the invented reports of the demo, and corrects two statements.
func fillDemo(s site) {
	s.Helper()
	rd, err := models()
	if err != nil {
		s.Fatal(err)
	}
	articles, err := demo.Articles()
	if err != nil {
		s.Fatal(err)
	}
	for _, a := range articles {
		r, err := rd.Read(a)
		if err != nil {
			s.Fatal(err)
		}
		if _, err := s.store.Put(s.Context(), readout.Entry{Key: a.URL, Models: "m1", Record: r}); err != nil {
			s.Fatal(err)
		}
	}
	said, err := s.store.Search(s.Context(), readout.Filter{Form: []readout.StatementForm{readout.Direct}}, readout.ByDate, readout.Paging{Limit: 2})
	if err != nil || len(said.Items) < 2 {
		s.Fatalf("%v, %d statements", err, len(said.Items))
	}
	s.post("/statements/"+said.Items[0].Key+"/correct", url.Values{"kind": {"speaker"}, "speaker": {"Leo Brandt"}})
	s.post("/statements/"+said.Items[1].Key+"/correct", url.Values{"kind": {"not-a-statement"}})
}

var (
	linked   = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	anchored = regexp.MustCompile(`\bid="([^"]*)"`)
)

// Every link of every page leads somewhere, a fragment to an element that is there, and every page is JSON as the API's description has it.
func TestLinks(t *testing.T) {
	s := serve(t, nil)
	fillDemo(s)
	described := schemas(s)
	anchors := map[string]map[string]bool{} // of pages that were seen
	type visit struct{ from, to string }
	todo := []visit{{"", "/"}}
	fragments := []visit{}
	seen := map[string]bool{"/": true}
	kinds := map[string]int{}
	const ofKind = 60 // searches and the like, which are without number
	for len(todo) > 0 {
		v := todo[0]
		todo = todo[1:]
		to := v.to
		var body string
		for hop := 0; ; hop++ {
			page, _, _ := strings.Cut(to, "#")
			r := s.ask(http.MethodGet, page, "", asBrowser)
			if r.StatusCode == http.StatusSeeOther && hop < 3 {
				if to = r.Header.Get("Location"); strings.HasPrefix(to, "/") {
					continue
				}
				break // to the publisher
			}
			if body = text(t, r); r.StatusCode != http.StatusOK {
				t.Errorf("%s links to %s: %d", v.from, v.to, r.StatusCode)
			}
			if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
				body = ""
			}
			break
		}
		if body == "" {
			continue
		}
		at := map[string]bool{}
		for _, m := range anchored.FindAllStringSubmatch(body, -1) {
			if at[m[1]] {
				t.Errorf("%s has %q twice", to, m[1])
			}
			at[m[1]] = true
		}
		page, fragment, _ := strings.Cut(to, "#")
		anchors[page] = at
		if fragment != "" && !at[fragment] {
			t.Errorf("%s leads to %s, which has no such place", v.to, to)
		}
		described.check(t, page)
		for _, m := range linked.FindAllStringSubmatch(body, -1) {
			link := strings.NewReplacer("&amp;", "&", "&#43;", "+", "&#39;", "'").Replace(m[1])
			if strings.HasPrefix(link, "#") {
				link = page + link
			}
			if !strings.HasPrefix(link, "/") {
				continue // the publisher's
			}
			path, fragment, _ := strings.Cut(link, "#")
			if fragment != "" {
				fragments = append(fragments, visit{to, link})
			}
			kind := path
			if i := strings.IndexByte(path, '?'); i >= 0 {
				kind = path[:i]
			}
			if seen[path] || strings.Contains(path, "?") && kinds[kind] >= ofKind {
				continue
			}
			kinds[kind]++
			seen[path] = true
			todo = append(todo, visit{to, path})
		}
	}
	for _, f := range fragments {
		page, fragment, _ := strings.Cut(f.to, "#")
		if at, ok := anchors[page]; ok && !at[fragment] {
			t.Errorf("%s links to %s, where there is no such place", f.from, f.to)
		}
	}
	if len(seen) < 300 || described.checked < 100 {
		t.Errorf("%d addresses seen, %d of them as JSON", len(seen), described.checked)
	}
}

// A description is that of the API.
type description struct {
	site
	api     *huma.OpenAPI
	checked int
}

func schemas(s site) *description {
	return &description{site: s, api: (&server{store: s.store}).apiMux().OpenAPI()}
}

var keyed = regexp.MustCompile(`^(/articles|/statements|/people|/talks)/[^/.]+$`)

// check asks for the JSON of a page, if it has one, and holds it against its schema.
func (d *description) check(t *testing.T, page string) {
	t.Helper()
	path, query, _ := strings.Cut(page, "?")
	if path == "/" {
		path = "/index"
	}
	item := d.api.Paths[keyed.ReplaceAllString(path, "$1/{id}")+".json"]
	if item == nil {
		return // a form, or the help
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	values.Del("group")
	values.Del("done")
	body := text(t, d.ask(http.MethodGet, path+".json?"+values.Encode(), "", asBrowser))
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Errorf("%s.json: %v", path, err)
		return
	}
	var result huma.ValidateResult
	huma.Validate(d.api.Components.Schemas, item.Get.Responses["200"].Content["application/json"].Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, v, &result)
	for _, err := range result.Errors[:min(len(result.Errors), 3)] {
		t.Errorf("%s.json?%s: %v", path, values.Encode(), err)
	}
	d.checked++
}
