package accounts

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/remark"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/versions"
	"github.com/readout-project/readout/wording"
)

// A Meeting is one that several articles tell of, with the accounts of two sides laid beside each other.
type Meeting struct {
	Date   string    `json:"date"`
	Kind   string    `json:"kind"`
	Place  string    `json:"place,omitempty"`
	Who    []string  `json:"who" doc:"who met, as both accounts have it"`
	A      Account   `json:"a"`
	B      Account   `json:"b"`
	Basis  string    `json:"basis" enum:"named after the sides,first of two outlets" doc:"why these two are set beside each other"`
	Rows   []Row     `json:"rows" doc:"in the order of a, then what only b has"`
	Others []Account `json:"others,omitempty" doc:"further accounts"`
}

// An Account is an article that tells of a meeting.
type Account struct {
	Article string `json:"article"`
	Outlet  string `json:"outlet"`
	Title   string `json:"title"`
	Date    string `json:"date"`
}

// How two accounts stand to each other in a row.
const (
	InBoth    = "both"
	OnlyA     = "only a"
	OnlyB     = "only b"
	Different = "worded differently"
)

// A Row is a sentence of one account, and that of the other which tells the same.
type Row struct {
	Kind   string         `json:"kind" enum:"both,only a,only b,worded differently"`
	A      *ledger.Cite   `json:"a,omitempty"`
	B      *ledger.Cite   `json:"b,omitempty"`
	Pieces []ledger.Piece `json:"pieces,omitempty" doc:"the wordings side by side"`
	Flags  []string       `json:"flags,omitempty" doc:"negations, numbers, conditions and hedges that only one has"`
}

// isGroup reports whether an article takes an entity for a group, whatever others take it for.
func isGroup(k *readout.Kept, entity string) bool {
	e := ledger.Entity(k.Record, entity)
	return e != nil && e.Kind == readout.Group
}

// meetingKinds are the kinds of occasions that two sides tell of.
var meetingKinds = []string{"meeting", "call", "visit"}

// A telling is an occasion of an article.
type telling struct {
	kept  *readout.Kept
	kind  string
	date  string
	place string
	who   map[string]string // names by identity
}

// Meetings finds the meetings of which two outlets or more tell, newest first.
func Meetings(all []*readout.Kept) []Meeting {
	var told []telling
	for _, k := range all {
		told = append(told, tellings(k)...)
	}
	sort.SliceStable(told, func(i, j int) bool {
		a, b := &told[i], &told[j]
		return cmp.Or(strings.Compare(a.date, b.date), strings.Compare(a.kept.Published, b.kept.Published), strings.Compare(a.kept.ID, b.kept.ID)) < 0
	})
	var groups [][]telling
	for _, t := range told {
		i := slices.IndexFunc(groups, func(g []telling) bool { return slices.ContainsFunc(g, t.same) })
		if i < 0 {
			groups = append(groups, []telling{t})
		} else if !slices.ContainsFunc(groups[i], func(x telling) bool { return x.kept.ID == t.kept.ID }) {
			groups[i] = append(groups[i], t)
		}
	}
	out := []Meeting{}
	for _, g := range groups {
		if m, ok := meeting(g); ok {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b Meeting) int { return strings.Compare(b.Date, a.Date) })
	return out
}

// tellings returns the meetings that an article tells of as having been.
func tellings(k *readout.Kept) (out []telling) {
	citer := ledger.NewCiter(k)
	for _, o := range ledger.Derive(k.ID, k.Record).Occasions {
		if !slices.Contains(meetingKinds, o.Kind) || o.Date == "" || o.Date > ledger.Day(k.Published) {
			continue
		}
		t := telling{kept: k, kind: o.Kind, date: o.Date, who: map[string]string{}}
		for _, id := range o.People {
			if who := citer.Who(id); who.ID != "" && !isGroup(k, id) {
				t.who[who.ID] = who.Name
			}
		}
		if o.Place != nil {
			t.place = o.Place.Name
		}
		if len(t.who) > 1 {
			out = append(out, t)
		}
	}
	return out
}

// same reports whether two articles tell of one meeting: of two of the same people, within a day.
func (t telling) same(u telling) bool {
	n := 0
	for id := range t.who {
		if u.who[id] != "" {
			n++
		}
	}
	return n > 1 && apart(t.date, u.date) <= 1
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

// meeting sets two accounts of one meeting side by side: those whose outlets are named after the sides, else the first two of
// different outlets.
func meeting(g []telling) (m Meeting, ok bool) {
	a, b, named := -1, -1, false
	for i := range g {
		for j := i + 1; j < len(g); j++ {
			if g[i].kept.Publisher == g[j].kept.Publisher {
				continue
			}
			if sides(g[i].kept, g[j].kept) && !named {
				a, b, named = i, j, true
			} else if a < 0 {
				a, b = i, j
			}
		}
	}
	if a < 0 {
		return m, false
	}
	m = Meeting{Date: g[a].date, Kind: g[a].kind, Place: cmp.Or(g[a].place, g[b].place), A: accountOf(g[a].kept), B: accountOf(g[b].kept), Basis: "first of two outlets"}
	if named {
		m.Basis = "named after the sides"
	}
	for id, name := range g[a].who {
		if g[b].who[id] != "" {
			m.Who = append(m.Who, name)
		}
	}
	slices.Sort(m.Who)
	for i := range g {
		if i != a && i != b {
			m.Others = append(m.Others, accountOf(g[i].kept))
		}
	}
	m.Rows = Beside(g[a].kept, g[b].kept)
	return m, true
}

func accountOf(k *readout.Kept) Account {
	return Account{Article: k.ID, Outlet: k.Publisher, Title: k.Title, Date: ledger.Day(k.Published)}
}

// sides reports whether the name of each of two outlets has a word of which the other's article speaks, and not the same.
func sides(a, b *readout.Kept) bool {
	x, y := sideOf(a, b), sideOf(b, a)
	return x != "" && y != "" && x != y
}

// sideOf returns the stem of a word of an outlet's name that another article has.
func sideOf(k, other *readout.Kept) string {
	if both := wording.Shared(wording.Stems(k.Publisher), wording.Stems(other.Record.Article.Text)); len(both) > 0 {
		return both[0]
	}
	return ""
}

// A unit is a sentence as accounts are compared by.
type unit struct {
	at            readout.Span
	words         string
	named, others []string // stems
	by            string   // who says it, by identity
	cite          ledger.Cite
}

func units(k *readout.Kept) (out []unit) {
	citer, all, names := ledger.NewCiter(k), k.Record.Article.Text, wording.NameStems(k.Record)
	d := text.New(all)
	for i := range d.Sentences {
		u := unit{at: d.Sentences[i].Span}
		u.words = u.at.In(all)
		if versions.IsNotice(u.words) {
			continue
		}
		u.named, u.others = wording.Apart(wording.Stems(u.words), names)
		by := saidIn(k.Record, u.at)
		if by != nil {
			u.by = citer.Who(by.Speaker).ID
		}
		u.cite = citer.Cite(u.at, by)
		out = append(out, u)
	}
	return out
}

// saidIn returns the outermost statement most of which stands in a sentence.
func saidIn(r *readout.Readout, s readout.Span) *readout.Statement {
	for i := range r.Statements {
		if x := &r.Statements[i]; x.Within == "" && len(x.Content) > 0 && s.Contains(x.Content[0]) {
			return x
		}
	}
	return nil
}

// like is the likeness of two sentences that may tell the same; 0 for those that do not. Who is said to say it must not be different people.
func (u *unit) like(v *unit) float64 {
	if u.by != "" && v.by != "" && u.by != v.by {
		return 0
	}
	shared, names := len(wording.Shared(u.others, v.others)), len(wording.Shared(u.named, v.named))
	fewer := min(len(u.others), len(v.others))
	if shared == 0 || 2*shared+names < 4 || 2*shared < fewer {
		return 0
	}
	return ledger.Likeness(u.words, v.words)
}

// Beside sets the sentences of two articles side by side: those that tell the same, and those that only one has.
func Beside(a, b *readout.Kept) (rows []Row) {
	xs, ys := units(a), units(b)
	type match struct {
		i, j int
		like float64
	}
	var all []match
	for i := range xs {
		for j := range ys {
			if like := xs[i].like(&ys[j]); like > 0 {
				all = append(all, match{i, j, like})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].like > all[j].like })
	of, taken := map[int]int{}, map[int]bool{}
	for _, m := range all { // the most alike first
		if _, ok := of[m.i]; !ok && !taken[m.j] {
			of[m.i], taken[m.j] = m.j, true
		}
	}
	for i := range xs {
		j, ok := of[i]
		if !ok {
			rows = append(rows, Row{Kind: OnlyA, A: &xs[i].cite})
			continue
		}
		r := Row{Kind: InBoth, A: &xs[i].cite, B: &ys[j].cite}
		if !ledger.SameWords(xs[i].words, ys[j].words) {
			r.Kind, r.Pieces, r.Flags = Different, ledger.Diff(xs[i].words, ys[j].words), flags(xs[i].words, ys[j].words)
		}
		rows = append(rows, r)
	}
	for j := range ys {
		if !taken[j] {
			rows = append(rows, Row{Kind: OnlyB, B: &ys[j].cite})
		}
	}
	return rows
}

// flags names the negations, numbers, conditions and hedges by which two wordings differ.
func flags(a, b string) (out []string) {
	r := remark.Join([]remark.Saying{{Key: "a", Words: a}, {Key: "b", Words: b}})
	for _, v := range r.Variants {
		for _, f := range v.Flags {
			out = append(out, fmt.Sprint(f.Class, ": ", strings.Join(f.Words, ", ")))
		}
	}
	return out
}
