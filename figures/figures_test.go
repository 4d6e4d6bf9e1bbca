package figures

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/ledger"
)

// The reports of package demo: the numbers of testdata/demo.txt are found, for the same thing, but for one at most, and at most one other.
func TestDemo(t *testing.T) {
	var all []Figure
	for _, k := range full.Kept(t, full.Ledger(t)) {
		all = append(all, Find(k)...)
	}
	got := map[string]bool{}
	for _, g := range Side(all) {
		name := g.Thing + ", same"
		if g.Differ {
			name = g.Thing + ", other"
		}
		for _, f := range g.Figures {
			got[line(name, &f)] = true
		}
	}
	gold, err := os.ReadFile("testdata/demo.txt")
	if err != nil {
		t.Fatal(err)
	}
	n, found, thing := 0, 0, ""
	for row := range strings.Lines(string(gold)) {
		row = strings.TrimSpace(row)
		if name, ok := strings.CutPrefix(row, "= "); ok {
			thing = name
			continue
		}
		if row == "" || row[0] == '#' {
			continue
		}
		n++
		cells := strings.Split(row, " | ")
		for g := range got {
			if x := strings.Split(g, " | "); x[0] == thing && x[1] == cells[0] && x[2] == cells[1] && x[4] == cells[3] &&
				(cells[2] == "-" && x[3] == "" || cells[2] != "-" && strings.Contains(strings.ReplaceAll(x[3], "’", "'"), cells[2])) {
				delete(got, g)
				found++
				cells[0] = "found"
				break
			}
		}
		if cells[0] != "found" {
			t.Logf("not found: %s: %s", thing, row)
		}
	}
	for g := range got {
		t.Logf("not in the list: %s", g)
	}
	t.Logf("%d of %d figures are where they should be, %d others stand beside some", found, n, len(got))
	if found < n-1 || len(got) > 1 {
		t.Errorf("%d of %d figures, and %d others", found, n, len(got))
	}
}

func line(name string, f *Figure) string {
	return fmt.Sprintf("%s | %s | %s | %s | %s | %d", name, f.Number(), f.Outlet, f.Speaker, f.Date, f.Start)
}

// kept makes an article of a text.
func kept(text string) *readout.Kept {
	r := &readout.Readout{Article: readout.Article{ID: "a", Text: text}}
	return &readout.Kept{ArticleRef: readout.ArticleRef{ID: ledger.ArticleID(text), Publisher: "Example Wire", Published: "2026-05-04"}, Record: r, Read: r}
}

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"At least 1,200 people were injured and 33 were killed.":                    "more than 1200 people injured; 33 people dead",
		"The company is losing £2m a day.":                                          "2000000 pounds a day loss",
		"Twenty-five miners are missing.":                                           "25 people missing",
		"Inflation rose to 4.5 percent.":                                            "4.5 percent inflation",
		"Two hundred and six soldiers fled.":                                        "206 people displaced",
		"The 33-year-old came on flight G20 at 9/11.":                               "",
		"They talked for about three and 2 hours.":                                  "2 hours meeting",
		"He was sentenced to 12 years in prison.":                                   "12 years sentence",
		"Half a million people came to the rally, 9,000 of its members among them.": "500000 people crowd; 9000 people crowd",
	} {
		var got []string
		for _, f := range Find(kept(text)) {
			got = append(got, strings.Join(strings.Fields(fmt.Sprint(f.Hedge, " ", strings.ReplaceAll(f.Number(), ",", ""), " ", f.Unit, " ", f.Rate, " ", f.Thing)), " "))
			if f.Span.In(text) != f.Words {
				t.Errorf("%q stands at %v", f.Words, f.Span)
			}
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, s, want)
		}
	}
}

// Every line of the data files is read, and can be found by what it says.
func TestData(t *testing.T) {
	for _, x := range things {
		if len(x.words) == 0 || len(x.kinds) == 0 {
			t.Errorf("%q has no words or kinds", x.name)
		}
	}
	if len(units) < 40 || len(stops) < 40 || len(hedges) < 10 {
		t.Errorf("%d units, %d stop words, %d hedges", len(units), len(stops), len(hedges))
	}
	for _, wrong := range []string{"dead | people", "dead | folks | killed"} {
		if _, err := readThings(wrong); err == nil {
			t.Errorf("%q is read", wrong)
		}
	}
}

// The order of articles makes no difference.
func TestOrder(t *testing.T) {
	all := full.Kept(t, full.Ledger(t))
	var forth, back []Figure
	for i := range all {
		forth, back = append(forth, Find(all[i])...), append(back, Find(all[len(all)-1-i])...)
	}
	if a, b := fmt.Sprint(Side(forth)), fmt.Sprint(Side(back)); a != b {
		t.Errorf("%s\nis not\n%s", a, b)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"9,000 people walked out; the company counted 5,200.", "€6m", "a hundred and five hours", "12%", "½ of 3.5 million", "2 per cent"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		for _, x := range Find(kept(s)) {
			if x.Span.In(s) != x.Words {
				t.Errorf("%q stands at %v", x.Words, x.Span)
			}
		}
	})
}
