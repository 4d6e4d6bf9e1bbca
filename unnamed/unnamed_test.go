package unnamed

import (
	"fmt"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/ledger"
)

// The reports of package demo have three sources without a name, each with a reason.
func TestDemo(t *testing.T) {
	var got []string
	for _, g := range Count(full.Kept(t, full.Ledger(t))) {
		for _, s := range g.Sources {
			got = append(got, fmt.Sprintf("%s: %s (%s), reason %v", g.Kind, s.Described, s.Outlet, s.Reason != ""))
		}
	}
	want := []string{
		"official: An official of the city (The Harwick Courier), reason true",
		"person close to it: a person close to the board, who was not authorised to speak publicly (The Morning Tribune), reason true",
		"police: A police officer (The Harwick Courier), reason true",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// report is an article in which sources without a name say something.
func report(id, outlet, text string, sources ...string) *readout.Kept {
	r := &readout.Readout{Article: readout.Article{ID: id, Text: text, Publisher: outlet}}
	for i, s := range sources {
		at := strings.Index(text, s)
		end := at + strings.IndexByte(text[at:], '.')
		r.Statements = append(r.Statements, readout.Statement{ID: fmt.Sprint("s", i+1), Form: readout.Indirect, Source: readout.Span{Start: at, End: at + len(s)},
			Content: []readout.Span{{Start: at + len(s) + 1, End: end}}})
	}
	return &readout.Kept{ArticleRef: readout.ArticleRef{ID: ledger.ArticleID(id), Publisher: outlet, Published: "2026-05-04"}, Record: r, Read: r}
}

// Copies of one report count once, other reports count apart, and plurals are told.
func TestCount(t *testing.T) {
	wire := "A senior diplomat said the talks in the old harbour town would go on for two more days at least. Nobody else was there to see the delegations leave by the back door of the hotel."
	all := []*readout.Kept{
		report("a", "Example Wire", wire, "A senior diplomat"),
		report("b", "Example Daily", wire, "A senior diplomat"),
		report("c", "Example Post", "Two diplomats said otherwise. It was a long evening for everybody who had come to the island to hear of peace and of fish.", "Two diplomats"),
		report("d", "Example Post", "A source said nothing much. They left.", "A source"),
	}
	got := ""
	for _, g := range Count(all) {
		got += fmt.Sprintf("%s %d/%d/%d/%d ", g.Kind, g.Distinct, g.Outlets, g.Independent, g.Reasoned)
		for _, s := range g.Sources {
			if s.Several != strings.HasPrefix(s.Described, "Two") {
				t.Errorf("%q: several %v", s.Described, s.Several)
			}
		}
	}
	if got != "diplomat 2/3/2/0 source 1/1/1/0 " {
		t.Error(got)
	}
}

func TestKinds(t *testing.T) {
	for words, want := range map[string]string{
		"a Western official familiar with the talks": "official",
		"a person briefed on the matter":             "person close to it",
		"people":                                     "source",
		"three police officers":                      "police",
		"the baker":                                  "other",
	} {
		if got := KindOf(words); got != want {
			t.Errorf("%s is %s, not %s", words, got, want)
		}
	}
}
