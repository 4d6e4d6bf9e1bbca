package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

// A page says in a sentence what is odd about an article.
func TestStates(t *testing.T) {
	s := serve(t, nil)
	add := func(key, text string) string {
		t.Helper()
		rd, err := models()
		if err != nil {
			t.Fatal(err)
		}
		r, err := rd.Read(readout.Article{ID: key, Published: "2026-05-04", Publisher: "Example Wire", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		out, err := s.store.Put(t.Context(), readout.Entry{Record: r})
		if err != nil {
			t.Fatal(err)
		}
		return out[0].Article
	}
	says := func(path, sentence string) {
		t.Helper()
		if page := s.get(path); !strings.Contains(page, sentence) {
			t.Errorf("%s does not say %q", path, sentence)
		}
	}
	list := add("list", "Bread\n\nButter\n\nTwo pounds of apples")
	says("/articles/"+list, "No statements found in this text (6 words). It may be a list, a caption, or not in English.")
	two := add("two", "Daniel Reth, the finance minister, met Laura Reth, the mayor of Vienna, on Monday. “We will not sign before the observers arrive,” Reth said.")
	says("/articles/"+two, "Only 24 words of article text were found; results are partial.")
	r := read[client.Kept](s, "/articles/"+two+".json").Record
	r.Statements[0].Speaker, r.Statements[0].Basis = "", ""
	if _, err := s.store.Put(t.Context(), readout.Entry{Record: r, Models: "others"}); err != nil {
		t.Fatal(err)
	}
	says("/articles/"+two, "Two people named Reth are in this article; speaker left open.")

	says("/articles", ">two</bdi></a>") // it has no title
	says("/articles/"+two, "<h1><bdi>two</bdi></h1>")
	r.Article.ID = ""
	if _, err := s.store.Put(t.Context(), readout.Entry{Record: r, Key: readout.TextKey + "digest"}); err != nil {
		t.Fatal(err)
	}
	says("/articles", ">Untitled, added ")

	const before = "“We will not sign before the observers arrive,” Foreign Minister Ana Kovac told reporters on Monday."
	one := add("one", before)
	kept := read[client.Kept](s, "/articles/"+one+".json")
	call[client.Correction](s, http.MethodPost, "/articles/"+one+"/corrections", `{"kind": "speaker", "statement": "`+kept.Keys[kept.Record.Statements[0].ID]+`", "speaker": "Daniel Reth"}`, s.key("desk"), http.StatusCreated)
	add("one", "Foreign Minister Ana Kovac said nothing on Monday.")
	says("/articles/"+one, "The words of 1 correction are no longer in the article.")
	for _, path := range []string{"/articles/" + one, "/corrections"} {
		says(path, "These words are no longer in the article (last seen ")
		says(path, "#versions\">compare versions</a>")
	}
}

// A calendar of which all is past leads to what was last, and an empty one says what it would hold.
func TestPastCalendar(t *testing.T) {
	s, _ := withSample(t)
	for path, want := range map[string]string{"/calendar?from=2026-06-01": "These were the last:", "/calendar?from=2046-06-01": "8 May 2026", "/calendar": "8 May 2026"} {
		if page := s.get(path); !strings.Contains(page, want) || !strings.Contains(page, "a draft “by Friday”") {
			t.Errorf("%s lacks %q", path, want)
		}
	}
	later := serve(t, func(o *Options) { o.Now = func() time.Time { return today.AddDate(2, 0, 0) } })
	if page := later.get("/calendar"); !strings.Contains(page, "No article tells of a day to come") {
		t.Error("an empty calendar does not say what it would hold")
	}
	if _, err := later.store.Put(t.Context(), readout.Entry{Models: "m1", Record: sample(t)}); err != nil {
		t.Fatal(err)
	}
	if page := later.get("/"); !strings.Contains(page, "Nothing that is told of lies after 5 May 2028. The last was:") || !strings.Contains(page, "a draft “by Friday”") {
		t.Error("the first page does not tell what was last")
	}
}
