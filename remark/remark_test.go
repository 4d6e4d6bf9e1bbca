package remark

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// A gold is a saying with the remark that it belongs to and how it differs.
type gold struct {
	Saying
	remark, differs string
}

func coverage(t testing.TB) (all []gold) {
	text, err := os.ReadFile("testdata/coverage.txt")
	if err != nil {
		t.Fatal(err)
	}
	remark := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "= "); ok {
			remark = name
		} else if line != "" && line[0] != '#' {
			said, differs, _ := strings.Cut(line, " => ")
			f := strings.Split(said, " | ")
			if len(f) != 6 {
				t.Fatalf("%d fields in %q", len(f), line)
			}
			date, firm := strings.CutSuffix(f[2], "*")
			s := Saying{Key: f[1], Article: f[1], Outlet: f[0], Speaker: strings.TrimPrefix(f[3], "-"), Date: date, Firm: firm, Direct: f[4] == "d", Words: f[5]}
			all = append(all, gold{s, remark, differs})
		}
	}
	return all
}

func remarksOf(all []gold) []Remark {
	s := NewSet()
	for _, g := range all {
		s.Add(g.Saying)
	}
	return s.Remarks()
}

// TestCoverage scores remarks against the gold by B³, and holds each difference to it.
func TestCoverage(t *testing.T) {
	all := coverage(t)
	want, differs := map[string]string{}, map[string]string{}
	size := map[string]int{}
	for _, g := range all {
		want[g.Key], differs[g.Key] = g.remark, g.differs
		size[g.remark]++
	}
	precision, recall := 0.0, 0.0
	for _, r := range remarksOf(all) {
		for _, x := range r.Sayings {
			both := 0
			for _, y := range r.Sayings {
				if want[x.Key] == want[y.Key] {
					both++
				}
			}
			if both < len(r.Sayings) || both < size[want[x.Key]] {
				t.Logf("%s: %d of %d sayings, and %d of %d of %q", x.Key, both, len(r.Sayings), both, size[want[x.Key]], want[x.Key])
			}
			precision += float64(both) / float64(len(r.Sayings))
			recall += float64(both) / float64(size[want[x.Key]])
		}
		for _, v := range r.Variants {
			for _, n := range v.Sayings {
				got := string(v.Kind)
				for _, f := range v.Flags {
					got += fmt.Sprintf(", %s %s", f.Class, f.How)
				}
				if key := r.Sayings[n].Key; got != differs[key] {
					t.Errorf("%s differs by %q, not %q (%v)", key, got, differs[key], v.Flags)
				}
			}
		}
	}
	precision, recall = precision/float64(len(all)), recall/float64(len(all))
	f := 2 * precision * recall / (precision + recall)
	t.Logf("B³: precision %.3f, recall %.3f, F1 %.3f of %d sayings in %d remarks", precision, recall, f, len(all), len(size))
	if f < 0.9 {
		t.Errorf("B³ F1 is %.3f", f)
	}
}

// TestOrder adds sayings in many orders, twice and with some that are taken out again.
func TestOrder(t *testing.T) {
	all := coverage(t)
	want := fmt.Sprintf("%+v", remarksOf(all))
	r := rand.New(rand.NewPCG(5, 5))
	for range 30 {
		s := NewSet()
		for _, n := range append(r.Perm(len(all)), r.Perm(len(all))...) {
			s.Add(all[n].Saying)
			if r.IntN(4) == 0 {
				n := r.IntN(len(all))
				s.Remove(all[n].Key)
			}
		}
		for _, g := range all {
			s.Add(g.Saying)
		}
		if got := fmt.Sprintf("%+v", s.Remarks()); got != want {
			t.Fatalf("in another order:\n%.400s\n%.400s", got, want)
		}
	}
}

// TestSteps shows what became of each word.
func TestSteps(t *testing.T) {
	for _, c := range []struct{ longest, variant, want string }{
		{"We will not raise the toll.", "we won’t raise the toll", "=We will not raise the toll"},
		{"We will not raise the toll before June.", "we will raise the toll", "=We will -not =raise the toll -before June"},
		{"The yard closes in June.", "The old yard shuts in June", "=The +old =yard ~closes/shuts =in June"},
		{"One", "", "-One"},
		{"", "Two", "+Two"},
	} {
		var got []string
		for _, s := range align(split(c.longest), split(c.variant)) {
			mark := map[Op]string{Kept: "=", Omitted: "-", Added: "+", Changed: "~"}[s.Op]
			words := s.Longest.In(c.longest)
			switch s.Op {
			case Added:
				words = s.Variant.In(c.variant)
			case Changed:
				words += "/" + s.Variant.In(c.variant)
			}
			got = append(got, mark+words)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q beside %q: %s", c.variant, c.longest, g)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"Won't, can’t, cannot, doesn't":     "will not can not can not does not",
		"forty thousand and 40,000":         "40000 and 40000",
		"two hundred and six, 3.5 million":  "206 3500000",
		"the 10th of June, the tenth":       "the 10 of june the 10",
		"five per cent, 5% and 5 percent":   "5 percent 5 percent and 5 percent",
		"I'll, we've; Kovač's \"Übergang\"": "i will we have kovac s ubergang",
		"one of twenty-one":                 "one of 21",
		"the 9/11 families, and/or 1/2":     "the 9/11 families and or 1/2",
		"":                                  "",
	} {
		var forms []string
		for _, w := range split(text) {
			forms = append(forms, w.form)
		}
		if got := strings.Join(forms, " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestCopies counts an agency's report, a copy and a cut of it once.
func TestCopies(t *testing.T) {
	report := "The harbour council met on Monday in the old customs house. " +
		"Its chairwoman, Rhea Stone, said that the toll would stay as it was until the north pier was repaired. " +
		"The repair was to begin in June, after the storms. Two contractors had made offers, of which the council had taken neither. " +
		"Fishermen complained that nobody had asked them, and left the room before the vote."
	cut := report[:strings.Index(report, "Fishermen")]
	own := "On Monday we went to see the councillors at work. There was coffee and much talk of a toll, which the chairwoman does not want to raise yet, and of a pier."
	var all []Saying
	for i, text := range []string{report, report, cut, own, ""} {
		all = append(all, Saying{Key: fmt.Sprint(i), Article: fmt.Sprint(i), Outlet: fmt.Sprint("Outlet ", i), Speaker: "rhea-stone", Words: "the toll would stay", Copy: SketchOf(text)})
	}
	if r := Join(all); r.Independent != 3 || r.Outlets != 5 {
		t.Errorf("%d independent of %d outlets", r.Independent, r.Outlets)
	}
}

// TestMarks holds that six words in common share a mark, whatever stands around.
func TestMarks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	some := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = string(rune('a'+r.IntN(26))) + string(rune('a'+r.IntN(26)))
		}
		return strings.Join(words, " ")
	}
	for range 200 {
		common := some(6)
		a, b := Marks(some(r.IntN(9))+" "+common+" "+some(r.IntN(9))), Marks(some(r.IntN(9))+" "+common+" "+some(r.IntN(9)))
		if !slices.ContainsFunc(a, func(m uint64) bool { return slices.Contains(b, m) }) {
			t.Fatalf("no mark in common: %q", common)
		}
	}
	if len(Marks("...")) != 0 || len(Marks("one two")) != 1 {
		t.Error("marks of few words")
	}
}

func TestCues(t *testing.T) {
	n := map[Class]int{}
	for w, c := range cues {
		n[c]++
		if w != strings.ToLower(w) || strings.Count(w, " ") > 2 {
			t.Errorf("%q cannot be found", w)
		}
	}
	if len(n) != 5 {
		t.Errorf("classes: %v", slices.Sorted(maps.Keys(n)))
	}
}

func FuzzJoin(f *testing.F) {
	f.Add("We will not raise the toll.", "we won't raise the 3,5th’ toll")
	f.Add("\xff’t n't 1,2,3. one hundred and", "forty thousand and % per cent")
	f.Fuzz(func(t *testing.T, a, b string) {
		all := []Saying{{Key: "a", Words: a, Speaker: "x", Direct: true}, {Key: "b", Words: b, Speaker: "x"}}
		if Same(&all[0], &all[1]) != Same(&all[1], &all[0]) {
			t.Error("whether two are the same depends on which comes first")
		}
		r := Join(all)
		for _, v := range r.Variants {
			at, longest := 0, r.Sayings[r.Longest].Words
			for _, s := range v.Steps {
				if s.Op != Added && (s.Longest.Start < at || s.Longest.End > len(longest)) {
					t.Errorf("step %+v after %d of %d bytes", s, at, len(longest))
				}
				at = max(at, s.Longest.Start)
			}
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	all := coverage(b)
	s := NewSet()
	for n := 0; b.Loop(); n++ {
		g := all[n%len(all)].Saying
		g.Key, g.Speaker = fmt.Sprint(n), fmt.Sprint(g.Speaker, n/len(all))
		s.Add(g)
	}
}
