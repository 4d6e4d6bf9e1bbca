package figures

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Group is the numbers told for the same thing.
type Group struct {
	Thing   string   `json:"thing" doc:"what is counted, else the unit"`
	Unit    string   `json:"unit"`
	Differ  bool     `json:"differ" doc:"whether not all tell the same number"`
	Outlets int      `json:"outlets"`
	Figures []Figure `json:"figures" doc:"as published"`
}

// Limits within which two numbers are told for the same thing.
const (
	sharedWho   = 2  // people, organizations, countries and places that both articles speak of
	daysApart   = 45 // between the days that are told, else those of the articles
	daysMeeting = 2  // of how long a meeting took
	sharedStems = 3  // words that both sentences have, where the lexicon does not know the thing
)

// Side sets figures side by side: groups of two or more, those that differ first, then by how many outlets tell them.
func Side(all []Figure) []Group {
	root := make([]int, len(all))
	for i := range root {
		root[i] = i
	}
	var find func(int) int
	find = func(i int) int {
		if root[i] != i {
			root[i] = find(root[i])
		}
		return root[i]
	}
	by := map[string][]int{}
	for i := range all {
		key := all[i].key()
		for _, k := range by[key] {
			if find(i) != find(k) && same(&all[i], &all[k]) {
				root[find(i)] = find(k)
			}
		}
		by[key] = append(by[key], i)
	}
	sets := map[int][]Figure{}
	for i := range all {
		sets[find(i)] = append(sets[find(i)], all[i])
	}
	out := []Group{}
	for _, set := range sets {
		if len(set) > 1 {
			out = append(out, group(set))
		}
	}
	slices.SortFunc(out, func(a, b Group) int {
		if a.Differ != b.Differ {
			if a.Differ {
				return -1
			}
			return 1
		}
		x, y := &a.Figures[0], &b.Figures[0]
		return cmp.Or(b.Outlets-a.Outlets, strings.Compare(x.AsOf, y.AsOf), strings.Compare(x.Article, y.Article), x.Start-y.Start)
	})
	return out
}

// key is what figures have in common that may be told for the same thing.
func (f *Figure) key() string {
	if f.Thing != "" {
		return f.Thing + "|" + string(f.Kind) + "|" + f.Rate
	}
	return f.Unit + "|" + f.Rate
}

// same reports whether two figures of one key are told for the same thing.
func same(a, b *Figure) bool {
	if a.Article == b.Article && a.Version != b.Version {
		return false
	}
	most := daysApart
	if a.Kind == Time {
		most = daysMeeting
		if a.Thing == "" {
			return false // hours and days are told of everything
		}
	}
	if apart(cmp.Or(a.When, a.Date), cmp.Or(b.When, b.Date)) > most {
		return false
	}
	if a.Article != b.Article && shared(a.who, b.who) < sharedWho {
		return false
	}
	return a.Thing != "" || shared(a.stems, b.stems) >= sharedStems
}

func shared(a, b map[string]bool) (n int) {
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// apart is how many days lie between two days; 0 where one is not known.
func apart(a, b string) int {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	if errX != nil || errY != nil {
		return 0
	}
	return int(max(x.Sub(y), y.Sub(x)) / (24 * time.Hour))
}

func group(set []Figure) Group {
	slices.SortStableFunc(set, func(a, b Figure) int {
		return cmp.Or(strings.Compare(a.AsOf, b.AsOf), strings.Compare(a.Article, b.Article), a.Start-b.Start)
	})
	g := Group{Thing: cmp.Or(set[0].Thing, set[0].Unit), Unit: set[0].Unit, Figures: set}
	outlets := map[string]bool{}
	for i := range set {
		outlets[set[i].Outlet] = true
		g.Differ = g.Differ || set[i].Value != set[0].Value || set[i].Unit != set[0].Unit
	}
	g.Outlets = len(outlets)
	return g
}

// Number writes the value as people do: 9,000, 4.5.
func (f *Figure) Number() string {
	s := strconv.FormatFloat(f.Value, 'f', -1, 64)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

// Write writes a group for people.
func Write(w io.Writer, g *Group) error {
	var b strings.Builder
	differ := "told alike"
	if g.Differ {
		differ = "told differently"
	}
	fmt.Fprintf(&b, "%s, %s\n", g.Thing, differ)
	for i := range g.Figures {
		f := &g.Figures[i]
		who := f.Outlet
		if f.Speaker != "" {
			who = f.Speaker + ", " + f.Outlet
		}
		told := strings.Join(strings.Fields(fmt.Sprint(f.Hedge, " ", f.Number(), " ", f.Unit, " ", f.Rate)), " ")
		fmt.Fprintf(&b, "  %-24s  as of %s (%s)\n    %s\n", told, f.AsOf, who, f.Sentence)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
