package act

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/mark"
	"github.com/readout-project/readout/models"
)

// lines returns the lines of a file of marked sentences with their numbers.
func lines(t *testing.T, file string, do func(n int, line string)) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(b), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			do(i+1, line)
		}
	}
}

// TestActs reads the marked sentences of testdata/acts.txt.
func TestActs(t *testing.T) {
	st := ready(t)
	var n tally
	defer n.judge(t)
	lines(t, "testdata/acts.txt", func(at int, line string) {
		n.all++
		c := st.scenario(t, line)
		var want []mark.Span
		for _, s := range c.spans {
			name, _, _ := strings.Cut(s.Label, ":")
			if name == "if" || name == "by" || slices.Contains(Types, readout.ActType(name)) {
				want = append(want, s)
			}
		}
		var found []mark.Span
		for _, r := range st.read(c) {
			for _, a := range r.Acts {
				label := string(a.Type)
				if a.Target >= 0 {
					label += ":" + strings.TrimPrefix(strings.TrimPrefix(c.set.Entities[a.Target].Name, "the "), "The ")
				}
				found = append(found, mark.Span{Span: c.doc.Range(a.First, a.End), Label: label})
				if x := a.Condition; x.End > 0 && x.First >= a.First && x.End <= a.End {
					found = append(found, mark.Span{Span: c.doc.Range(x.First, x.End), Label: "if"})
				}
				if x := a.Deadline; x.End > 0 {
					found = append(found, mark.Span{Span: c.doc.Range(x.First, x.End), Label: "by"})
				}
			}
		}
		if got, want := format(c.doc.Text, found), format(c.doc.Text, want); got != want {
			n.miss(t, "acts.txt:%d:\n got %s\nwant %s", at, got, want)
		}
	})
	if n.all < 100 {
		t.Errorf("%d sentences; the table wants a hundred", n.all)
	}
}

func format(text string, spans []mark.Span) string {
	s, err := mark.Format(text, spans)
	if err != nil {
		return fmt.Sprint(s, " ", err)
	}
	return s
}

// TestClaims reads the marked sentences of testdata/claims.txt.
func TestClaims(t *testing.T) {
	st := ready(t)
	f, err := Load(models.English())
	if err != nil {
		t.Fatal(err)
	}
	lines(t, "testdata/claims.txt", func(at int, line string) {
		c := st.scenario(t, line)
		var want, found []mark.Span
		for _, s := range c.spans {
			if s.Label == "claim" {
				want = append(want, s)
			}
		}
		for _, r := range f.Find(c.doc, c.trees, c.set, c.statements) {
			for _, x := range r.Claims {
				found = append(found, mark.Span{Span: c.doc.Range(x.First, x.End), Label: "claim"})
			}
		}
		if got, want := format(c.doc.Text, found), format(c.doc.Text, want); got != want {
			t.Errorf("claims.txt:%d:\n got %s\nwant %s", at, got, want)
		}
	})
}

// BenchmarkFind reads the statements of the table as one document after another.
func BenchmarkFind(b *testing.B) {
	st, err := load()
	if err != nil {
		b.Fatal(err)
	}
	f, err := Load(models.English())
	if err != nil {
		b.Fatal(err)
	}
	file, err := os.ReadFile("testdata/acts.txt")
	if err != nil {
		b.Fatal(err)
	}
	var all []*scenario
	words := 0
	for line := range strings.Lines(string(file)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			c := st.scenario(b, line)
			all = append(all, c)
			words += len(c.doc.Tokens)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range all {
			f.Find(c.doc, c.trees, c.set, c.statements)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
