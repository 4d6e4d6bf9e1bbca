package web

import (
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
	} {
		r := s.ask(http.MethodGet, path, "", asBrowser)
		body := text(t, r)
		if r.StatusCode != http.StatusOK || !strings.Contains(body, words) {
			t.Errorf("%s: %d, without %q", path, r.StatusCode, words)
		}
		all := read[list](s, path+".json")
		if len(all.Items) == 0 || all.Articles < 39 {
			t.Errorf("%s.json: %d items of %d articles", path, len(all.Items), all.Articles)
		}
		if then := read[list](s, path+".json?as-of=2026-02-04"); then.Articles >= all.Articles || then.Articles == 0 {
			t.Errorf("%s.json: %d articles as of a day, %d in all", path, then.Articles, all.Articles)
		}
		for _, ext := range []string{".atom", ".feed"} {
			r := s.ask(http.MethodGet, path+ext, "", asBrowser)
			if body := text(t, r); r.StatusCode != http.StatusOK || !strings.Contains(body, "urn:readout:"+path[1:]) {
				t.Errorf("%s%s: %d, %.200s", path, ext, r.StatusCode, body)
			}
		}
		for query, want := range map[string]int{"?q=about:bridge": 200, "?q=act:nonsense": 400, "?as-of=soon": 400} {
			if r := s.ask(http.MethodGet, path+query, "", asBrowser); r.StatusCode != want {
				t.Errorf("%s%s: %d, not %d", path, query, r.StatusCode, want)
			}
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
