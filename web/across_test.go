package web

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

// Pages across articles show the same as their twins, as of a day too, and tell what is wrong with a question.
func TestAcross(t *testing.T) {
	s := serve(t, nil)
	fillDemo(s)
	type list struct {
		Items    []map[string]any `json:"items"`
		Articles int              `json:"articles"`
	}
	for path, words := range map[string]string{
		"/figures":      "told differently",
		"/meetings":     "only Karvia Today",
		"/negotiations": "contested",
		"/outcomes":     "proposed; nobody has confirmed it",
		"/history":      "at odds",
		"/unnamed":      "An official of the city",
		"/changes":      "changed without a notice",
		"/remarks":      "polarity omitted: not",
		"/quotations":   "verbatim here",
		"/rules":        "no-position",
	} {
		r := s.ask(http.MethodGet, path, "", asBrowser)
		body := text(t, r)
		if r.StatusCode != http.StatusOK || !strings.Contains(body, words) {
			t.Errorf("%s: %d, without %q", path, r.StatusCode, words)
		}
		all := read[list](s, path+".json")
		if least := map[string]int{"/quotations": 5}[path]; len(all.Items) == 0 || all.Articles < cmp.Or(least, 39) {
			t.Errorf("%s.json: %d items of %d articles", path, len(all.Items), all.Articles)
		}
		if then := read[list](s, path+".json?as-of=2026-02-04"); then.Articles >= all.Articles && path != "/quotations" || then.Articles == 0 {
			t.Errorf("%s.json: %d articles as of a day, %d in all", path, then.Articles, all.Articles)
		}
		s.files(path, path[1:])
		for query, want := range map[string]int{"?q=about:bridge": 200, "?q=act:nonsense": 400, "?as-of=soon": 400} {
			if r := s.ask(http.MethodGet, path+query, "", asBrowser); r.StatusCode != want {
				t.Errorf("%s%s: %d, not %d", path, query, r.StatusCode, want)
			}
		}
	}
}

// files checks the files of an answer: of feeds the ids begin with a name, tables and lines have as many items.
func (s site) files(path, name string) {
	s.Helper()
	for _, ext := range []string{".atom", ".feed"} {
		r := s.ask(http.MethodGet, path+ext+"?q=", "", asBrowser)
		if body := text(s.TB, r); r.StatusCode != http.StatusOK || !strings.Contains(body, "urn:readout:"+name) || !strings.Contains(body, path+ext) {
			s.Errorf("%s%s: %d, %.200s", path, ext, r.StatusCode, body)
		}
	}
	lines := strings.Split(strings.TrimSpace(text(s.TB, s.ask(http.MethodGet, path+".jsonl", "", asBrowser))), "\n")
	for _, l := range lines {
		if !json.Valid([]byte(l)) {
			s.Errorf("%s.jsonl: %.200s", path, l)
		}
	}
	table, err := csv.NewReader(strings.NewReader(text(s.TB, s.ask(http.MethodGet, path+".csv", "", asBrowser)))).ReadAll()
	if err != nil || len(table) <= len(lines) || table[0][0] != "item" || table[len(table)-1][0] != fmt.Sprint(len(lines)) {
		s.Errorf("%s.csv: %v, %d rows for %d lines", path, err, len(table), len(lines))
	}
	if r := s.ask(http.MethodGet, path+".ics", "", asBrowser); r.StatusCode != http.StatusNotFound {
		s.Errorf("%s.ics: %d", path, r.StatusCode)
	}
}

// What one person said, and one remark, are files as well.
func TestAcrossOfOne(t *testing.T) {
	s := serve(t, nil)
	fillDemo(s)
	l, err := s.store.Search(t.Context(), readout.Filter{Speaker: []string{"Mira Solen"}}, readout.ByDate, readout.Paging{Limit: 1})
	if err != nil || len(l.Items) == 0 {
		t.Fatalf("%v: %d", err, len(l.Items))
	}
	s.files("/people/mira-solen/positions", "positions")
	s.files("/statements/"+l.Items[0].Key+"/remark", "remarks")
	for _, path := range []string{"/people/nobody/positions.csv", "/statements/nothing/remark.csv", "/people/mira-solen/friends.csv"} {
		if r := s.ask(http.MethodGet, path, "", asBrowser); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

// People join and part remarks and name topics; it holds, and is taken back.
func TestDecidedByHand(t *testing.T) {
	s := serve(t, nil)
	fillDemo(s)
	key := func(speaker string, words ...readout.Term) string {
		t.Helper()
		l, err := s.store.Search(t.Context(), readout.Filter{Speaker: []string{speaker}, Words: words}, readout.ByOldest, readout.Paging{})
		if err != nil || len(l.Items) == 0 {
			t.Fatalf("%v: %d", err, len(l.Items))
		}
		return l.Items[0].Key
	}
	said := key("Leo Brandt", readout.Term{Text: "unsafe"})
	before := read[client.Remark](s, "/statements/"+said+"/remark.json")
	if len(before.Statements) < 2 {
		t.Fatalf("%d tell of the bridge", len(before.Statements))
	}
	out := before.Statements[len(before.Statements)-1].Key
	if out == said {
		out = before.Statements[0].Key
	}
	s.post("/statements/"+said+"/remark", url.Values{"apart": {out}, "who": {"desk"}})
	if now := read[client.Remark](s, "/statements/"+said+"/remark.json"); len(now.Statements) != len(before.Statements)-1 {
		t.Errorf("%d tell it, %d before one was taken out", len(now.Statements), len(before.Statements))
	}
	s.post("/statements/"+said+"/remark", url.Values{"same": {"http://localhost/statements/" + out + "/remark"}, "who": {"desk"}})
	if now := read[client.Remark](s, "/statements/"+said+"/remark.json"); len(now.Statements) != len(before.Statements) {
		t.Errorf("%d tell it, %d before", len(now.Statements), len(before.Statements))
	}
	s.post("/people/mira-solen/topics", url.Values{"name": {"trade"}, "word": {"tariff"}, "who": {"desk"}})
	s.post("/people/mira-solen/topics", url.Values{"name": {"trade"}, "word": {"water"}, "who": {"desk"}})
	rows := read[[]client.Position](s, "/people/mira-solen/positions.json")
	if len(rows) == 0 || rows[0].Topic != "trade" || len(rows[0].Statements) < 5 {
		t.Errorf("%+v", rows)
	}
	links := read[[]client.Link](s, "/links.json?kind=topic")
	if len(links) != 2 || links[0].Who != "desk" {
		t.Fatalf("%+v", links)
	}
	s.post("/people/mira-solen/topics/"+links[0].ID, url.Values{"who": {"desk"}})
	if links = read[[]client.Link](s, "/links.json?kind=topic"); len(links) != 1 || links[0].B != "water" {
		t.Errorf("%+v", links)
	}
}
