// Package unnamed counts the sources that articles do not name: of which kind they are described to be, how many are distinct, whether a reason is given,
// and how many outlets report them independently.
package unnamed

import (
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/lint"
	"github.com/readout-project/readout/remark"
	"github.com/readout-project/readout/wording"
)

//go:embed data/kinds.txt
var kindsFile string

type kind struct {
	name  string
	words []string
}

var kinds = func() (out []kind) {
	for _, line := range wording.Lines(kindsFile) {
		name, words, _ := strings.Cut(line, "|")
		out = append(out, kind{strings.TrimSpace(name), wording.Phrases(words)})
	}
	return out
}()

// A Source is one whom an article does not name.
type Source struct {
	Described  string        `json:"described" doc:"the article's words for it"`
	Outlet     string        `json:"outlet"`
	Article    string        `json:"article"`
	Date       string        `json:"date,omitempty"`
	Reason     string        `json:"reason,omitempty" doc:"the sentence that says why it is not named; absent where none does"`
	Several    bool          `json:"several,omitempty" doc:"the words are a plural"`
	Opinion    bool          `json:"opinion,omitempty" doc:"it judges somebody or something"`
	Statements []ledger.Cite `json:"statements"`

	sketch remark.Sketch
}

// A Class is the unnamed sources of a kind.
type Class struct {
	Kind        string   `json:"kind"`
	Distinct    int      `json:"distinct" doc:"descriptions by independent reports: copies of one report count once"`
	Outlets     int      `json:"outlets"`
	Independent int      `json:"independent" doc:"outlets, those that print copies of one report counted once"`
	Reasoned    int      `json:"reasoned" doc:"sources of which the article says why they are not named"`
	Opinions    int      `json:"opinions" doc:"sources that judge"`
	Sources     []Source `json:"sources" doc:"by day"`
}

// KindOf returns the kind by which a description calls a source.
func KindOf(described string) string {
	folded := wording.Folded(described)
	for _, k := range kinds {
		if wording.Has(folded, k.words) != "" {
			return k.name
		}
	}
	return "other"
}

// Count groups the unnamed sources of articles, the most frequent kind first. The order of articles makes no difference.
func Count(all []*readout.Kept) []Class {
	by := map[string][]Source{}
	for _, k := range all {
		for _, s := range sources(k) {
			name := KindOf(s.Described)
			by[name] = append(by[name], s)
		}
	}
	out := []Class{}
	for name, set := range by {
		out = append(out, group(name, set))
	}
	slices.SortFunc(out, func(a, b Class) int { return cmp.Or(b.Distinct-a.Distinct, strings.Compare(a.Kind, b.Kind)) })
	return out
}

// possessive are words at the beginning of descriptions that mean one person alone.
var possessive = []string{"its", "his", "her", "their"}

// sources returns those of an article, each entity once, or each description where it is none.
func sources(k *readout.Kept) (out []Source) {
	citer, at := ledger.NewCiter(k), map[string]int{}
	var sketch *remark.Sketch
	for _, u := range lint.Unnamed(k.Record) {
		if len(u.Statement.Content) == 0 {
			continue
		}
		words := u.Statement.Source.In(k.Record.Article.Text)
		if first, _, _ := strings.Cut(strings.ToLower(words), " "); slices.Contains(possessive, first) {
			continue // its chief executive: whoever it is can be known
		}
		key := cmp.Or(u.Statement.Speaker, ledger.Fold(words, " "))
		i, ok := at[key]
		if !ok {
			if sketch == nil {
				s := remark.SketchOf(k.Record.Article.Text)
				sketch = &s
			}
			i, at[key] = len(out), len(out)
			out = append(out, Source{Described: words, Outlet: k.Publisher, Article: k.ID, Date: ledger.Day(k.Published), Several: several(words), sketch: *sketch})
		}
		s := &out[i]
		if KindOf(s.Described) == "other" || len(words) > len(s.Described) && KindOf(words) != "other" {
			s.Described = words
		}
		s.Reason, s.Opinion = cmp.Or(s.Reason, u.Reason), s.Opinion || u.Opinion
		span := readout.Span{Start: u.Statement.Content[0].Start, End: u.Statement.Content[len(u.Statement.Content)-1].End}
		s.Statements = append(s.Statements, citer.Cite(span, u.Statement))
	}
	return out
}

// several reports whether a description is a plural: its first word that a kind has ends in s.
func several(described string) bool {
	for w := range ledger.Words(described) {
		for _, k := range kinds {
			if slices.Contains(k.words, " "+w.Folded+" ") {
				return strings.HasSuffix(w.Folded, "s") && w.Folded != "police" || w.Folded == "people"
			}
		}
	}
	return false
}

func group(name string, set []Source) Class {
	slices.SortStableFunc(set, func(a, b Source) int {
		return cmp.Or(strings.Compare(a.Date, b.Date), strings.Compare(a.Article, b.Article), a.Statements[0].Start-b.Statements[0].Start)
	})
	g := Class{Kind: name, Sources: set}
	outlets, reports := map[string]bool{}, []int{} // reports: indexes of the first of each that is no copy
	apart := map[string]bool{}
	for i := range set {
		s := &set[i]
		outlets[s.Outlet] = true
		if s.Reason != "" {
			g.Reasoned++
		}
		if s.Opinion {
			g.Opinions++
		}
		of := slices.IndexFunc(reports, func(k int) bool { return set[k].Article != s.Article && set[k].sketch.Alike(&s.sketch) })
		if of < 0 {
			g.Distinct++
			reports = append(reports, i)
			apart[s.Outlet] = true
		}
	}
	g.Outlets, g.Independent = len(outlets), len(apart)
	return g
}

// Write writes a group for people.
func Write(w io.Writer, g *Class) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d distinct, %d outlets, %d independent, %d with a reason\n", g.Kind, g.Distinct, g.Outlets, g.Independent, g.Reasoned)
	for i := range g.Sources {
		s := &g.Sources[i]
		fmt.Fprintf(&b, "  %s  %s (%s)\n", s.Date, s.Described, s.Outlet)
		if s.Reason != "" {
			fmt.Fprintf(&b, "    why not named: %s\n", s.Reason)
		}
		for _, c := range s.Statements {
			fmt.Fprintf(&b, "    %s\n", c.Words)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
