package web

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

func TestQuotedWords(t *testing.T) {
	for _, c := range []struct {
		form       readout.StatementForm
		said, want string
	}{
		{readout.Direct, "We have a text. We do not yet have signatures", "we have a text we do not yet have signatures"},
		{readout.Direct, strings.Repeat("Über ", 20), strings.TrimSpace(strings.Repeat("uber ", sameWordsMax))},
		{readout.Mixed, "that the cuts had ‘nothing to do with the deal’", "nothing to do with the deal"},
		{readout.Mixed, `they were "closer than ever" to a deal`, "closer than ever"},
		{readout.Mixed, "without marks", ""},
		{readout.Indirect, "that they would not sign", ""},
	} {
		if got := strings.Join(quotedWords(c.form, []string{c.said}), " "); got != c.want {
			t.Errorf("%s: %q", c.said, got)
		}
	}
}

// Of outlets that print one report, the same text is counted once; the page of the article says so.
func TestSameText(t *testing.T) {
	s := serve(t, nil)
	const report = "“We will not open the harbour before the last crane stands again,” Mayor Lena Holt said on Monday. The harbour was closed in March after a storm."
	for _, a := range []readout.Article{
		{ID: "one", Publisher: "Example Wire", Title: "Harbour stays closed", Text: report},
		{ID: "two", Publisher: "Example Daily", Title: "Closed", Text: report + " It is the third storm."},
		{ID: "three", Publisher: "Evening Post", Title: "Cranes", Text: "Mayor Lena Holt told reporters: “We will not open the harbour before the last crane stands again.” Nobody asked her which one she meant."},
	} {
		rd, err := models()
		if err != nil {
			t.Fatal(err)
		}
		a.Published = "2026-05-04"
		r, err := rd.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.store.Put(t.Context(), readout.Entry{Record: r}); err != nil {
			t.Fatal(err)
		}
	}
	if page := s.get("/search?q=harbour"); strings.Count(page, "3 outlets</a>, 2 independent: the same text counted once") != 3 {
		t.Errorf("the search does not tell the outlets: %s", page)
	}
	pages := map[string]string{}
	for _, a := range read[client.Page[client.Article]](s, "/articles.json").Items {
		pages[a.Publisher] = s.get("/articles/" + a.ID)
	}
	if !strings.Contains(pages["Example Wire"], "= Same text as Example Daily (Closed); counted once.") || strings.Contains(pages["Evening Post"], "Same text as") {
		t.Error("the page of a copy does not say so, or that of another does")
	}
}

// The first page is not filled by one article, unless there is no other.
func TestVaried(t *testing.T) {
	var hits []readout.Hit
	for _, a := range "aaaaabbbbbc" {
		hits = append(hits, readout.Hit{Article: readout.ArticleRef{ID: string(a)}})
	}
	names := func(hits []readout.Hit) (out string) {
		for _, h := range hits {
			out += h.Article.ID
		}
		return out
	}
	if got := names(varied(hits, 7)); got != "aaabbbc" {
		t.Errorf("%s", got)
	}
	if got := names(varied(hits, 9)); got != "aaaaabbbb" {
		t.Errorf("%s", got)
	}
}
