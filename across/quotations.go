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
	"github.com/readout-project/readout/verify"
)

// How much of a ledger quotations are held against.
const (
	maxChecked = 10 // articles whose quotations are
	maxPhrases = 8  // of three words, of one quotation
	maxReports = 20 // that share one of them
)

// A Checked is a quotation, held against the other reports of the ledger.
type Checked struct {
	ledger.Cite
	Verdict  verify.Verdict `json:"verdict" enum:"verbatim here,verbatim elsewhere,near match,not found"`
	Problems []Problem      `json:"problems,omitempty"`
	Pieces   []ledger.Piece `json:"pieces,omitempty" doc:"of a near match, the words of the other report and these side by side"`
	There    []ledger.Cite  `json:"there,omitempty" doc:"where other reports have the words"`
}

// A Problem is what is the matter with a quotation, with the words of both sides.
type Problem struct {
	Kind  verify.Kind `json:"kind"`
	Here  string      `json:"here,omitempty"`
	There string      `json:"there,omitempty"`
}

// Reports returns the reports of a ledger that share three words in a row with a quotation of a record, but for its own article.
func Reports(ctx context.Context, l Ledger, r *readout.Readout) ([]*readout.Kept, error) {
	return reports(ctx, l, r, "", map[string]*readout.Kept{})
}

// reports returns them as they were known on a day. Known are articles of that day that were looked at already, by id.
func reports(ctx context.Context, l Ledger, r *readout.Readout, day string, known map[string]*readout.Kept) (out []*readout.Kept, err error) {
	seen, own := map[string]bool{}, ledger.Hash(r.Article.Text)
	for _, q := range verify.Quotations(r) {
		for _, phrase := range phrases(q.In(r.Article.Text)) {
			f := Question{readout.Filter{Words: []readout.Term{{Text: phrase}}}, day}.before()
			hits, err := l.Search(ctx, f, readout.ByDate, readout.Paging{Limit: maxReports})
			if err != nil {
				return nil, err
			}
			for i := range hits.Items {
				a := &hits.Items[i].Article
				if seen[a.ID] || a.Hash == own || a.URL != "" && a.URL == r.Article.URL {
					continue
				}
				seen[a.ID] = true
				k, ok := known[a.ID]
				if !ok {
					if k, err = then(ctx, l, *a, day); err != nil {
						return nil, err
					}
					known[a.ID] = k
				}
				if k != nil {
					out = append(out, k)
				}
			}
		}
	}
	return out, nil
}

// phrases returns groups of three words in a row, spread evenly; a shorter quotation is one.
func phrases(words string) (out []string) {
	folded := strings.Fields(ledger.Fold(words, " "))
	if len(folded) <= 3 {
		return []string{strings.Join(folded, " ")}
	}
	last := len(folded) - 3
	step := max(1, last/(maxPhrases-1))
	for i := 0; i <= last; i += step {
		out = append(out, strings.Join(folded[i:i+3], " "))
	}
	return out
}

// Quotations holds the quotations of a few articles against the other reports of the ledger.
var Quotations = Feature[Checked]{
	Name: "quotations", Tool: "verify_quotations", Title: "Quotations held against other reports",
	About: "Quotations of the newest ten articles of a question, each held against the other reports that share words with it: verbatim here, verbatim elsewhere, a near match with the difference, or not found. Those with which something is the matter stand first. Nothing says who is right.",
	None:  "These articles quote nobody.",
	Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[Checked], err error) {
		kept, more, err := newest(ctx, l, q, maxChecked)
		if err != nil {
			return out, err
		}
		out = Answer[Checked]{Items: []Checked{}, Articles: len(kept), More: more}
		known := map[string]*readout.Kept{}
		sources := map[string]*verify.Source{}
		for _, k := range slices.Backward(kept) {
			others, err := reports(ctx, l, k.Record, q.AsOf, known)
			if err != nil {
				return out, err
			}
			var against []*verify.Source
			for _, o := range others {
				if sources[o.ID] == nil {
					sources[o.ID] = verify.NewSource(o.ID, o.Record)
				}
				against = append(against, sources[o.ID])
			}
			out.Items = append(out.Items, checkedOf(k, verify.Check(k.Record, against), known)...)
		}
		slices.SortStableFunc(out.Items, func(a, b Checked) int { return a.rank() - b.rank() })
		return out, nil
	},
	Write: writeChecked,
	News: func(c *Checked) []News {
		says := []string{string(c.Verdict)}
		for _, p := range c.Problems {
			says = append(says, string(p.Kind))
		}
		return []News{{place(&c.Cite), strings.Join(says, ", "), c.Cite}}
	},
	Columns: []string{"verdict", "problems", "what"},
	Rows: func(c *Checked) []Row {
		var problems []string
		for _, p := range c.Problems {
			problems = append(problems, p.String())
		}
		out := []Row{row(c.Cite, string(c.Verdict), several(problems), "here")}
		for _, t := range c.There {
			out = append(out, row(t, string(c.Verdict), "", "there"))
		}
		return out
	},
}

// rank orders quotations: those with problems first, those that stand elsewhere as they are last.
func (c *Checked) rank() int {
	if len(c.Problems) > 0 {
		return 0
	}
	return 1 + slices.Index([]verify.Verdict{verify.Near, verify.Elsewhere, verify.NotFound, verify.Here}, c.Verdict)
}

// checkedOf makes them of what verify found of an article; kept are the articles by id, as sources are named.
func checkedOf(k *readout.Kept, findings []verify.Finding, kept map[string]*readout.Kept) (out []Checked) {
	citer := ledger.NewCiter(k)
	statements := map[string]*readout.Statement{}
	for i := range k.Record.Statements {
		statements[k.Record.Statements[i].ID] = &k.Record.Statements[i]
	}
	for i := range findings {
		f := &findings[i]
		c := Checked{Cite: citer.Cite(f.Span, statements[f.Statement]), Verdict: f.Verdict}
		for _, p := range f.Problems {
			c.Problems = append(c.Problems, Problem(p))
		}
		for _, p := range f.Places {
			there := ledger.NewCiter(kept[p.Source.Name])
			cite := there.Cite(p.Span, ledger.StatementOf(p.Source.Record, p.Span))
			cite.Speaker = cmp.Or(p.Speaker, cite.Speaker)
			c.There = append(c.There, cite)
		}
		for _, p := range f.Pieces {
			if p.Here != "" && p.Op == verify.Same {
				c.Pieces = append(c.Pieces, ledger.Piece{Op: ledger.Same, Text: p.Here})
				continue
			}
			if p.There != "" {
				c.Pieces = append(c.Pieces, ledger.Piece{Op: ledger.Omitted, Text: p.There})
			}
			if p.Here != "" {
				c.Pieces = append(c.Pieces, ledger.Piece{Op: ledger.Added, Text: p.Here})
			}
		}
		out = append(out, c)
	}
	return out
}

// String tells a problem on one line: [-words of the other report-] {+words of the quotation+}.
func (p Problem) String() string {
	x := verify.Problem(p)
	return x.String()
}

// writeChecked writes a quotation for people.
func writeChecked(w io.Writer, c *Checked) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: “%s” — %s (%s, %s)\n", c.Verdict, strings.Join(strings.Fields(c.Words), " "), cmp.Or(c.Speaker, "nobody named"), c.Outlet, c.Date)
	for _, p := range c.Problems {
		fmt.Fprintf(&b, "  ! %s\n", p)
	}
	for _, t := range c.There {
		fmt.Fprintf(&b, "  %s  “%s” — %s (%s)\n", t.Date, strings.Join(strings.Fields(t.Words), " "), cmp.Or(t.Speaker, "nobody named"), t.Outlet)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
