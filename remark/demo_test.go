package remark_test

import (
	"os"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/demo"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/reader"
	"github.com/readout-project/readout/remark"
	"github.com/readout-project/readout/sqlite"
)

// TestDemo scores the remarks of the reports of package demo, as the program reads them, by B³, and looks for what is planted in them.
func TestDemo(t *testing.T) {
	sayings := read(t)
	want, size := map[string]string{}, map[string]int{}
	for _, s := range sayings {
		want[s.Key] = s.Key // told once
	}
	for key, name := range gold(t, sayings) {
		want[key] = name
	}
	set := remark.NewSet()
	for _, s := range sayings {
		size[want[s.Key]]++
		set.Add(s)
	}
	precision, recall := 0.0, 0.0
	for _, r := range set.Remarks() {
		for _, x := range r.Sayings {
			both := 0
			for _, y := range r.Sayings {
				if want[x.Key] == want[y.Key] {
					both++
				}
			}
			precision += float64(both) / float64(len(r.Sayings))
			recall += float64(both) / float64(size[want[x.Key]])
		}
		if strings.Contains(r.Sayings[r.Longest].Words, "not trade water") {
			first := r.Sayings[r.Variants[0].Sayings[0]]
			if i := len(r.Variants[0].Flags); i == 0 || r.Variants[0].Flags[0].Class != remark.Polarity && r.Variants[0].Flags[0].Class != remark.Number {
				t.Errorf("the first variant is that of %s: %+v", first.Outlet, r.Variants[0])
			}
			if r.Outlets-r.Independent != 1 {
				t.Errorf("%d independent of %d outlets, of which one prints another's report", r.Independent, r.Outlets)
			}
		}
	}
	n := float64(len(sayings))
	precision, recall = precision/n, recall/n
	f := 2 * precision * recall / (precision + recall)
	t.Logf("B³: precision %.3f, recall %.3f, F1 %.3f of %d statements", precision, recall, f, len(sayings))
	if f < 0.9 {
		t.Errorf("B³ F1 is %.3f", f)
	}
}

// read returns the sayings of the reports, with their articles' ids.
func read(t *testing.T) (all []remark.Saying) {
	articles, err := demo.Articles()
	if err != nil {
		t.Fatal(err)
	}
	r, err := reader.New()
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(t.Context(), t.TempDir()+"/ledger.db")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	records := map[string]*readout.Readout{}
	for i := range articles {
		record, err := r.Read(articles[i])
		if err != nil {
			t.Fatal(err)
		}
		e := readout.Entry{Record: record}
		if _, err := s.Put(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		records[ledger.ArticleID(ledger.Key(&e))] = record
	}
	l, err := s.Search(t.Context(), readout.Filter{}, readout.ByDate, readout.Paging{Limit: 1000})
	if err != nil || l.Next != "" {
		t.Fatal(l.Next, err)
	}
	for i := range l.Items {
		a := records[l.Items[i].Article.ID].Article
		saying := remark.Of(&l.Items[i], remark.SketchOf(a.Text))
		saying.Article = a.ID
		all = append(all, saying)
	}
	return all
}

// gold returns the remarks of testdata/demo.txt, by the keys of their statements. What is not read is none.
func gold(t *testing.T, all []remark.Saying) map[string]string {
	text, err := os.ReadFile("testdata/demo.txt")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	name := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "= ") {
			name = line
			continue
		}
		article, begins, ok := strings.Cut(line, " | ")
		found := !ok
		for i := range all {
			if words := strings.ReplaceAll(all[i].Words, "\n", " "); all[i].Article == article && names[all[i].Key] == "" && strings.HasPrefix(words, begins) {
				names[all[i].Key], found = name, true
				break
			}
		}
		if !found && line != "" && line[0] != '#' {
			t.Logf("not read: %s", line)
		}
	}
	return names
}
