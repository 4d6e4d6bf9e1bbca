package across

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/remark"
	"github.com/readout-project/readout/versions"
)

// maxSketched is of how many articles of a remark the texts are compared, to tell copies of one report.
const maxSketched = 60

// Remark returns what tells the same as a statement, and the remark that it makes.
func Remark(ctx context.Context, l Ledger, statement string) ([]readout.Hit, remark.Remark, error) {
	hits, err := l.Remark(ctx, statement)
	if err != nil {
		return nil, remark.Remark{}, err
	}
	sketches := map[string]remark.Sketch{}
	all := make([]remark.Saying, len(hits))
	for i := range hits {
		id := hits[i].Article.ID
		if _, ok := sketches[id]; !ok && len(sketches) < maxSketched {
			k, err := l.Get(ctx, id, 0)
			if err != nil {
				return nil, remark.Remark{}, err
			}
			sketches[id] = remark.SketchOf(k.Record.Article.Text)
		}
		all[i] = remark.Of(&hits[i], sketches[id])
	}
	return hits, remark.Join(all), nil
}

// Told is what was said once, in the wordings of those who print it.
type Told struct {
	Longest     ledger.Cite `json:"longest" doc:"the longest wording, in quotation marks where there is one"`
	Said        string      `json:"said,omitempty" doc:"the day, YYYY-MM-DD"`
	Outlets     int         `json:"outlets"`
	Independent int         `json:"independent" doc:"outlets, those that print copies of one report counted once"`
	Wordings    []Wording   `json:"wordings" doc:"those that turn a negation, a number, a condition or a hedge first"`
}

// A Wording is one of a remark, and who has it.
type Wording struct {
	Kind   string         `json:"kind" enum:"whole,cut,altered,paraphrase,translated"`
	Flags  []string       `json:"flags,omitempty"`
	Pieces []ledger.Piece `json:"pieces,omitempty" doc:"the longest wording and this one side by side"`
	By     []ledger.Cite  `json:"by"`
}

// turned reports whether a wording turns the sense of the longest.
func (t *Told) turned() bool {
	return slices.ContainsFunc(t.Wordings, func(w Wording) bool { return len(w.Flags) > 0 })
}

// toldOf makes it of a remark, of whose sayings there are cites by key.
func toldOf(r *remark.Remark, cites map[string]ledger.Cite) Told {
	longest := &r.Sayings[r.Longest]
	t := Told{Longest: cites[longest.Key], Said: r.Sayings[0].Date, Outlets: r.Outlets, Independent: r.Independent}
	for _, v := range r.Variants {
		w := Wording{Kind: string(v.Kind)}
		for _, f := range v.Flags {
			w.Flags = append(w.Flags, f.String())
		}
		for _, i := range v.Sayings {
			w.By = append(w.By, cites[r.Sayings[i].Key])
		}
		if v.Kind != remark.Whole {
			w.Pieces = ledger.Diff(longest.Words, r.Sayings[v.Sayings[0]].Words)
		}
		t.Wordings = append(t.Wordings, w)
	}
	return t
}

// Remarks lists what was said once and is told by several articles.
var Remarks = remarks(func(ctx context.Context, l Ledger, q Question) (out Answer[Told], err error) {
	kept, more, err := articles(ctx, l, q)
	if err != nil {
		return out, err
	}
	out = Answer[Told]{Items: []Told{}, Articles: len(kept), More: more}
	set, cites := remark.NewSet(), map[string]ledger.Cite{}
	for _, k := range kept {
		sketch := remark.SketchOf(k.Record.Article.Text)
		citer, speaker := ledger.NewCiter(k), map[string]string{}
		for i := range k.Record.Statements {
			speaker[k.Record.Statements[i].ID] = k.Record.Statements[i].Speaker
		}
		for _, h := range hitsOf(k) {
			if by, within := speaker[h.Statement.Within]; within && by == h.Statement.Speaker {
				continue // "I told the mayor that …": her words twice, and no cut of them
			}
			content := h.Statement.Content
			cite := citer.Cite(readout.Span{Start: content[0].Start, End: content[len(content)-1].End}, &h.Statement)
			cite.Words = ledger.CiteHit(&h).Words // without what interrupts them
			cites[h.Key] = cite
			set.Add(remark.Of(&h, sketch))
		}
	}
	for kind, decide := range map[readout.LinkKind]func(a, b string){readout.SameRemark: set.Join, readout.OtherRemark: set.Part} {
		links, err := l.Links(ctx, kind)
		if err != nil {
			return out, err
		}
		for _, x := range links {
			decide(x.A, x.B)
		}
	}
	for _, r := range set.Remarks() {
		if slices.ContainsFunc(r.Sayings, func(s remark.Saying) bool { return s.Article != r.Sayings[0].Article }) {
			out.Items = append(out.Items, toldOf(&r, cites))
		}
	}
	slices.SortStableFunc(out.Items, func(a, b Told) int {
		return cmp.Or(cmp.Compare(len(flag(b.turned())), len(flag(a.turned()))), b.Outlets-a.Outlets, strings.Compare(b.Said, a.Said))
	})
	return out, nil
})

// RemarkOf tells the remark of one statement, whatever is asked.
func RemarkOf(statement string) Feature[Told] {
	return remarks(func(ctx context.Context, l Ledger, _ Question) (out Answer[Told], err error) {
		hits, r, err := Remark(ctx, l, statement)
		if err != nil {
			return out, err
		}
		cites, seen := map[string]ledger.Cite{}, map[string]bool{}
		for i := range hits {
			cites[hits[i].Key], seen[hits[i].Article.ID] = ledger.CiteHit(&hits[i]), true
		}
		return Answer[Told]{Items: []Told{toldOf(&r, cites)}, Articles: len(seen)}, nil
	})
}

// remarks makes a feature of what finds remarks.
func remarks(ask func(context.Context, Ledger, Question) (Answer[Told], error)) Feature[Told] {
	return Feature[Told]{
		Name: "remarks", Tool: "list_remarks", Title: "One remark, many articles",
		About:   "What was said once and is told by several articles, in their wordings: who cut it, altered it, told it in other words. Wordings that turn a negation, a number, a condition or a hedge stand first; outlets that print copies of one report are counted once.",
		None:    "No two articles tell the same remark.",
		Ask:     ask,
		Write:   writeTold,
		Columns: []string{"said", "outlets", "independent", "wording", "flags"},
		News: func(t *Told) (out []News) {
			for _, w := range t.Wordings {
				for _, c := range w.By {
					out = append(out, News{c.Statement, strings.Join(append([]string{w.Kind}, w.Flags...), ", "), c})
				}
			}
			return out
		},
		Rows: func(t *Told) (out []Row) {
			for _, w := range t.Wordings {
				for _, c := range w.By {
					out = append(out, row(c, t.Said, fmt.Sprint(t.Outlets), fmt.Sprint(t.Independent), w.Kind, several(w.Flags)))
				}
			}
			return out
		},
	}
}

// writeTold writes a remark for people: words that only the longest wording has stand in [-…-], those that only another has in {+…+}.
func writeTold(w io.Writer, t *Told) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s: %s\n  %d outlets, %d independent\n", t.Said, t.Longest.Speaker, t.Longest.Words, t.Outlets, t.Independent)
	for _, x := range t.Wordings {
		switch remark.Kind(x.Kind) {
		case remark.Whole:
			fmt.Fprintf(&b, "  %s\n", x.Kind)
		case remark.Paraphrase, remark.Translated:
			fmt.Fprintf(&b, "  %-10s %s\n", x.Kind, x.By[0].Words)
		default:
			fmt.Fprintf(&b, "  %-10s %s\n", x.Kind, versions.Marked(x.Pieces))
		}
		for _, f := range x.Flags {
			fmt.Fprintf(&b, "             ! %s\n", f)
		}
		for _, c := range x.By {
			fmt.Fprintf(&b, "    %s  %s, %q\n", c.Date, c.Outlet, c.Title)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
