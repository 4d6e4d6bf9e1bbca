package ledger

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/reader"
)

// What is kept beside any record holds together: keys differ and stay, dates are dates, whoever is named is one of the appearances.
func TestDeriveExamples(t *testing.T) {
	rd, err := reader.New()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../examples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := rd.Read(readout.Article{ID: filepath.Base(name), Published: "2026-05-04T09:30:00Z", Text: string(text)})
		if err != nil {
			t.Fatal(err)
		}
		checkDerived(t, r)
	}
}

func checkDerived(t *testing.T, r *readout.Readout) {
	t.Helper()
	d := Derive("a", r)
	if len(d.Statements) != len(r.Statements) || len(d.Events) != len(r.Events) || len(d.Talks) != len(r.Talks) || len(d.Occasions) != len(r.Occasions) {
		t.Fatalf("%s: something is left out", r.Article.ID)
	}
	keys, named := map[string]bool{}, map[string]bool{}
	key := func(k string) {
		if len(k) != 16 || keys[k] {
			t.Errorf("%s: key %q is none or taken", r.Article.ID, k)
		}
		keys[k] = true
	}
	date := func(s string) {
		if s != "" && Day(s) != s {
			t.Errorf("%s: %q is no date", r.Article.ID, s)
		}
	}
	for _, a := range d.Appearances {
		if named[a.Entity] || a.Key == "" || !strings.Contains(a.Family, " ") || len(a.Evidence) == 0 {
			t.Errorf("%s: appearance %+v", r.Article.ID, a)
		}
		named[a.Entity] = true
	}
	known := func(lists ...[]string) {
		for _, list := range lists {
			for _, id := range list {
				if !named[id] {
					t.Errorf("%s: %s has no appearance", r.Article.ID, id)
				}
			}
		}
	}
	for _, s := range d.Statements {
		key(s.Key)
		date(s.Date)
		known(s.Speakers, s.Listeners, s.Mentions)
		if !utf8.ValidString(s.Before) || !utf8.ValidString(s.After) || len(s.Before) > maxAround || len(s.After) > maxAround || (s.Date == "") != (s.DateBasis == "") {
			t.Errorf("%s: statement %+v", r.Article.ID, s.Hit)
		}
	}
	for _, o := range d.Occasions {
		known(o.People)
		date(o.Date)
	}
	for _, v := range d.Events {
		known(v.By, v.To)
		date(v.Date)
	}
	for _, k := range d.Talks {
		key(k.Key)
		known(k.With)
	}
	for _, c := range d.Coming {
		key(c.Key)
		known(c.People)
		date(c.First)
		date(c.Last)
		if c.Words == "" || c.First > c.Last {
			t.Errorf("%s: coming %+v", r.Article.ID, c)
		}
	}
}

// Words are never found again as other words, nor between other neighbours.
func FuzzReanchor(f *testing.F) {
	f.Add("Reth said no. Kovac said no.", "Kovac said no.", uint16(24), uint16(3))
	f.Add("a b a b", "b a b a", uint16(0), uint16(1))
	f.Add("é “no” é", "é “no” é “no” é", uint16(6), uint16(2))
	f.Fuzz(func(t *testing.T, from, to string, start, length uint16) {
		s := readout.Span{Start: int(start), End: int(start) + int(length)}
		if checkSpans(from, []readout.Span{s}) != nil || !utf8.ValidString(from) || !utf8.ValidString(to) {
			return
		}
		c := Reanchor(readout.Correction{Anchor: []readout.Span{s}, Hash: Hash(from)}, from, to)
		if c.Lost {
			return
		}
		if err := checkSpans(to, c.Anchor); err != nil {
			t.Fatal(err)
		}
		a := c.Anchor[0]
		if a.In(to) != s.In(from) || c.Hash != Hash(to) {
			t.Fatalf("%q became %q", s.In(from), a.In(to))
		}
		if neighbour(from[:s.Start], true) != neighbour(to[:a.Start], true) || neighbour(from[s.End:], false) != neighbour(to[a.End:], false) {
			t.Fatalf("%q at %v of %q and at %v of %q has other neighbours", s.In(from), s, from, a, to)
		}
		if back := Reanchor(c, to, from); from == to && back.Anchor[0] != s {
			t.Fatalf("the way back leads to %v", back.Anchor)
		}
	})
}

// neighbour returns the word next to a place, the last or the first of a text.
func neighbour(text string, last bool) (word string) {
	for w := range Words(text) {
		if word = w.In(text); !last {
			break
		}
	}
	if len(word) > neighbourhood {
		return "" // longer than what is compared
	}
	return word
}

func FuzzNames(f *testing.F) {
	for _, name := range []string{"Ana Kovac", "Mr. Reth’s", "O'Brien", "the United Nations", "李明", "—", "Ǆ́", "a_b", strings.Repeat("x", 300)} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, person := range []bool{true, false} {
			words := nameWords(name, person)
			if again := nameWords(strings.Join(words, " "), person); strings.Join(again, " ") != strings.Join(words, " ") {
				t.Fatalf("%q is %q, and then %q", name, words, again)
			}
		}
		if id := Slug(name); len(id) > maxSlug || strings.ContainsAny(id, " /?#%") || strings.HasPrefix(id, "-") || !utf8.ValidString(id) {
			t.Fatalf("%q has the id %q", name, id)
		}
	})
}
