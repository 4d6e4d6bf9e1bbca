package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout/demo"
	"github.com/readout-project/readout/reader"
	"github.com/readout-project/readout/verify"
)

// The reports of the demo, each held against all others: what is planted in them is found, and told as what it is, and what differs only in
// style is not.
func TestVerifyDemo(t *testing.T) {
	want := []struct{ article, begins, verdict string }{
		{"bridge-0212-plain", "He knew people would die", "not found"},
		{"bridge-0212-plain", "I told the mayor that", "near match; cut without an ellipsis"},
		{"bridge-0210-mna", "They saved forty thousand", "near match; cut without an ellipsis; number altered"},
		{"lake-0203-ostrana", "We will trade water", "near match; cut without an ellipsis; qualifier dropped"},
		{"lake-0203-plain", "We will lift the tariff", "verbatim here; qualifier dropped"},
		{"rail-0206-plain", "The trains will stop", "verbatim here; qualifier dropped"},
		{"rail-0206-plain", "The offer is fair", "near match; cut without an ellipsis; altered inside the marks"},
		{"rail-0222-courier-2", "Nobody got what", "near match; altered inside the marks"},
		{"lake-0217-gazette", "This is no concession", "near match; altered inside the marks"},
		// Other capitals, marks and quotation marks.
		{"lake-0202-mna", "If Ostrana opens", "verbatim here"},
		{"rail-0205-mna", "Unless the company", "verbatim here"},
		{"bridge-0225-nine", "I did not read it", "verbatim here"},
		{"bridge-0305-tribune", "the steel was bad", "verbatim here"},
		{"bridge-0211-tribune", "would not last the winter", "verbatim here"},
		{"lake-0202-tribune", "not trade water", "verbatim here"},
	}
	articles, err := demo.Articles()
	if err != nil {
		t.Fatal(err)
	}
	rd, err := reader.New()
	if err != nil {
		t.Fatal(err)
	}
	var sources []*verify.Source
	for _, a := range articles {
		r, err := rd.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, verify.NewSource(a.ID, r))
	}
	for _, w := range want {
		i := slices.IndexFunc(sources, func(s *verify.Source) bool { return s.Name == w.article })
		if i < 0 {
			t.Errorf("there is no article %s", w.article)
			continue
		}
		article := sources[i].Record
		others := slices.DeleteFunc(slices.Clone(sources), func(s *verify.Source) bool { return s.Record.Article.URL == article.Article.URL })
		got := "no quotation"
		for _, f := range verify.Check(article, others) {
			if !strings.HasPrefix(f.Span.In(article.Article.Text), w.begins) {
				continue
			}
			got = string(f.Verdict)
			var kinds []verify.Kind
			for _, p := range f.Problems {
				if !slices.Contains(kinds, p.Kind) {
					kinds = append(kinds, p.Kind)
					got += fmt.Sprint("; ", p.Kind)
				}
			}
		}
		if got != w.verdict {
			t.Errorf("%s, “%s …”: %s, not %s", w.article, w.begins, got, w.verdict)
		}
	}
}
