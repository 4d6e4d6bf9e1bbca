package accounts

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/wording"
)

func lines(t *testing.T, name string) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return wording.Lines(string(b))
}

// The two sides' readouts of the reports of package demo, row by row.
func TestMeeting(t *testing.T) {
	all := Meetings(full.Kept(t, full.Ledger(t)))
	i := slices.IndexFunc(all, func(m Meeting) bool { return m.A.Outlet == "Karvia Today" })
	if i < 0 {
		t.Fatalf("%d meetings, none with the readout of Karvia", len(all))
	}
	m := all[i]
	if m.B.Outlet != "The Ostrana Herald" || m.Basis != "named after the sides" || len(m.Others) < 2 || m.Place != "Geneva" {
		t.Errorf("%+v %+v %s %s", m.A, m.B, m.Basis, m.Place)
	}
	gold := lines(t, "meeting.txt")
	right := 0
	for k, r := range m.Rows {
		begins := func(c *ledger.Cite, words string) bool {
			return c == nil && words == "" || c != nil && words != "" && strings.HasPrefix(c.Words, words)
		}
		cells := strings.Split(gold[min(k, len(gold)-1)]+" ", "|")
		if len(cells) == 3 && r.Kind == strings.TrimSpace(cells[0]) && begins(r.A, strings.TrimSpace(cells[1])) && begins(r.B, strings.TrimSpace(cells[2])) {
			right++
		} else {
			t.Errorf("row %d is %s, not %s", k, r.Kind, gold[min(k, len(gold)-1)])
		}
	}
	if len(m.Rows) != len(gold) {
		t.Errorf("%d rows, not %d", len(m.Rows), len(gold))
	}
	if f := strings.Join(m.Rows[0].Flags, "; "); !strings.Contains(f, "4, 3") {
		t.Errorf("flags of how long it took: %s", f)
	}
	t.Logf("%d of %d rows", right, len(gold))
}

func TestCourse(t *testing.T) {
	var c *Course
	for _, x := range Courses(full.Kept(t, full.Ledger(t)), "2026-03-05") {
		if strings.Join(x.Parties, ", ") == "Mira Solen, Viktor Dray" {
			c = &x
		}
	}
	if c == nil {
		t.Fatal("the talks over the dam are not there")
	}
	var got []string
	add := func(format string, args ...any) { got = append(got, fmt.Sprintf(format, args...)) }
	add("parties | %s", strings.Join(c.Parties, ", "))
	add("mediators | %s", strings.Join(c.Mediators, ", "))
	for _, r := range c.Rounds {
		ahead := ""
		if r.Ahead {
			ahead = " ahead"
		}
		add("round | %s %s%s", r.Date, r.Place, ahead)
		for _, d := range r.Took {
			add("took | %s", d.Words)
		}
	}
	for _, p := range c.Points {
		add("%s | %s", p.State, p.By.Words)
		for _, e := range p.Became {
			add("became %s | %s", e.Proposes, e.Words)
		}
		if p.Since != "2026-02-16" {
			t.Errorf("%s since %s", p.By.Words, p.Since)
		}
	}
	for _, n := range c.Next {
		add("next %s | %s %s", n.State, n.Date, n.Told[0].Words)
	}
	for _, line := range lines(t, "course.txt") {
		kind, words, _ := strings.Cut(line, " | ")
		if !slices.ContainsFunc(got, func(g string) bool {
			if !strings.HasPrefix(g, kind+" | ") {
				return false
			}
			for _, w := range strings.Fields(words) {
				if !strings.Contains(g, w) {
					return false
				}
			}
			return true
		}) {
			t.Errorf("%s is not in\n\t%s", line, strings.Join(got, "\n\t"))
		}
	}
}

// A point that a later article tells was dropped is dropped, on its word.
func TestDropped(t *testing.T) {
	who := func(names ...string) map[string]readout.IdentityRef {
		out := map[string]readout.IdentityRef{}
		for i, n := range names {
			out[fmt.Sprint("e", i+1)] = readout.IdentityRef{ID: ledger.Slug(n), Name: n, Kind: readout.Country}
		}
		return out
	}
	kept := func(day, text string, outstanding string) *readout.Kept {
		r := &readout.Readout{Article: readout.Article{ID: day, Text: text}, Entities: []readout.Entity{{ID: "e1", Name: "Altland"}, {ID: "e2", Name: "Torvia"}}}
		if outstanding != "" {
			i := strings.Index(text, outstanding)
			r.Talks = []readout.Talks{{ID: "t1", Parties: []string{"e1", "e2"}, Outstanding: []readout.Point{{Span: readout.Span{Start: i, End: i + len(outstanding)}}}}}
		}
		return &readout.Kept{ArticleRef: readout.ArticleRef{ID: day, Published: day, Publisher: "Example Wire"}, Record: r, Read: r, Identities: who("Altland", "Torvia")}
	}
	all := []*readout.Kept{
		kept("2026-05-04", "They failed to agree on a fishing quota for herring.", "failed to agree on a fishing quota for herring"),
		kept("2026-05-09", "Torvia dropped its demand for a fishing quota on herring.", ""),
	}
	c := Courses(all, "2026-05-10")
	if len(c) != 1 || len(c[0].Points) != 1 || c[0].Points[0].State != Dropped || c[0].Points[0].Since != "2026-05-09" || len(c[0].Points[0].Told) != 2 {
		t.Errorf("%+v", c)
	}
	if then := Courses(all[:1], "2026-05-05"); then[0].Points[0].State != Outstanding {
		t.Errorf("%+v", then)
	}
}

func TestOrder(t *testing.T) {
	all := full.Kept(t, full.Ledger(t))
	forth := fmt.Sprintf("%+v", Courses(all, "2026-03-30")) + fmt.Sprintf("%+v", Meetings(all)[0].A)
	slices.Reverse(all)
	if back := fmt.Sprintf("%+v", Courses(all, "2026-03-30")) + fmt.Sprintf("%+v", Meetings(all)[0].A); back != forth {
		t.Error("the order of articles makes a difference")
	}
}

func FuzzBeside(f *testing.F) {
	f.Add("The leaders agreed to open two gates.", "He said two gates would open. Nothing else.")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		of := func(text string) *readout.Kept {
			r := &readout.Readout{Article: readout.Article{Text: text}}
			return &readout.Kept{Record: r, Read: r}
		}
		for _, r := range Beside(of(a), of(b)) {
			if (r.A == nil) != (r.Kind == OnlyB) || (r.B == nil) != (r.Kind == OnlyA) {
				t.Errorf("%+v", r)
			}
		}
	})
}
