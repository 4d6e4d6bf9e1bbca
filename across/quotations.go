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

// maxChecked is of how many articles quotations are held against the ledger.
const maxChecked = 5

// How much of a ledger is looked at for one quotation.
const (
	maxPhrases = 8  // of three words, where one article is held against all
	maxProbes  = 2  // of three words apart, where several are
	maxReports = 20 // that share one of them, where one article is held against all
	fewReports = 6  // where several are
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
func Reports(ctx context.Context, l Ledger, r *readout.Readout) (out []*readout.Kept, err error) {
	known := reports{l: l, by: map[string]*readout.Kept{}}
	for _, q := range verify.Quotations(r) {
		found, err := known.sharing(ctx, r, phrases(q.In(r.Article.Text)), maxReports)
		if err != nil {
			return nil, err
		}
		for _, k := range found {
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out, nil
}

// reports are articles as they were known on a day, by id; nil for one that was not.
type reports struct {
	l   Ledger
	day string
	by  map[string]*readout.Kept
}

// sharing returns those, but for the article of a record, that have a statement with the words of one of some searches.
func (x *reports) sharing(ctx context.Context, r *readout.Readout, searches [][]readout.Term, most int) (out []*readout.Kept, err error) {
	own := ledger.Hash(r.Article.Text)
	for _, words := range searches {
		f := Question{readout.Filter{Words: words}, x.day}.before()
		hits, err := x.l.Search(ctx, f, readout.ByDate, readout.Paging{Limit: most})
		if err != nil {
			return nil, err
		}
		for i := range hits.Items {
			a := &hits.Items[i].Article
			if a.Hash == own || a.URL != "" && a.URL == r.Article.URL {
				continue
			}
			k, ok := x.by[a.ID]
			if !ok {
				if k, err = then(ctx, x.l, *a, x.day); err != nil {
					return nil, err
				}
				x.by[a.ID] = k
			}
			if k != nil && !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out, nil
}

// phrases returns searches for three words in a row, of each of so many parts of a quotation those with the most letters, which are the rarest as a
// rule; a shorter quotation is one.
func phrases(quotation string) (out [][]readout.Term) {
	words := strings.Fields(ledger.Fold(quotation, " "))
	switch {
	case len(words) == 0: // signs
		return nil
	case len(words) <= 3:
		return [][]readout.Term{{{Text: strings.Join(words, " ")}}}
	}
	starts := len(words) - 2
	for part := range min(maxPhrases, starts) {
		longest := ""
		for at := part * starts / min(maxPhrases, starts); at < (part+1)*starts/min(maxPhrases, starts); at++ {
			if phrase := strings.Join(words[at:at+3], " "); len(phrase) > len(longest) {
				longest = phrase
			}
		}
		out = append(out, []readout.Term{{Text: longest}})
	}
	return out
}

// probes returns searches that cost less: for the three words of each half of a quotation that have the most letters, wherever they stand. Of a
// short one it is the first phrase.
func probes(quotation string) (out [][]readout.Term) {
	words := strings.Fields(ledger.Fold(quotation, " "))
	if len(words) <= 2*3 {
		all := phrases(quotation)
		return all[:min(1, len(all))]
	}
	for part := range maxProbes {
		half := slices.Clone(words[part*len(words)/maxProbes : (part+1)*len(words)/maxProbes])
		slices.SortStableFunc(half, func(a, b string) int { return len(b) - len(a) })
		var terms []readout.Term
		for _, w := range half[:3] {
			terms = append(terms, readout.Term{Text: w})
		}
		out = append(out, terms)
	}
	return out
}

// Quotations holds the quotations of a few articles against the other reports of the ledger.
var Quotations = Feature[Checked]{
	Name: "quotations", Tool: "verify_quotations", Title: "Quotations held against other reports",
	About: "Quotations of the newest five articles of a question, each held against the other reports that share words with it: verbatim here, verbatim elsewhere, a near match with the difference, or not found. Those with which something is the matter stand first. Nothing says who is right.",
	None:  "These articles quote nobody.",
	Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[Checked], err error) {
		kept, more, err := newest(ctx, l, q, maxChecked)
		if err != nil {
			return out, err
		}
		out = Answer[Checked]{Items: []Checked{}, Articles: len(kept), More: more}
		others, sources := reports{l, q.AsOf, map[string]*readout.Kept{}}, map[string]*verify.Source{}
		for _, k := range slices.Backward(kept) {
			for _, quotation := range verify.Quotations(k.Record) {
				found, err := others.sharing(ctx, k.Record, probes(quotation.In(k.Record.Article.Text)), fewReports)
				if err != nil {
					return out, err
				}
				var against []*verify.Source
				for _, o := range found {
					if sources[o.ID] == nil {
						sources[o.ID] = verify.NewSource(o.ID, o.Record)
					}
					against = append(against, sources[o.ID])
				}
				out.Items = append(out.Items, checkedOf(k, verify.CheckOne(k.Record, quotation, against), others.by))
			}
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

// checkedOf makes one of what verify found of a quotation of an article; kept are the articles by id, as sources are named.
func checkedOf(k *readout.Kept, f verify.Finding, kept map[string]*readout.Kept) Checked {
	var by *readout.Statement
	if i := slices.IndexFunc(k.Record.Statements, func(s readout.Statement) bool { return s.ID == f.Statement }); i >= 0 {
		by = &k.Record.Statements[i]
	}
	c := Checked{Cite: ledger.NewCiter(k).Cite(f.Span, by), Verdict: f.Verdict}
	for _, p := range f.Problems {
		c.Problems = append(c.Problems, Problem(p))
	}
	for _, p := range f.Places {
		cite := ledger.NewCiter(kept[p.Source.Name]).Cite(p.Span, ledger.StatementOf(p.Source.Record, p.Span))
		cite.Speaker = cmp.Or(p.Speaker, cite.Speaker)
		c.There = append(c.There, cite)
	}
	for _, p := range f.Pieces {
		add := func(op, text string) {
			if text != "" {
				c.Pieces = append(c.Pieces, ledger.Piece{Op: op, Text: text})
			}
		}
		if p.Op == verify.Same {
			add(ledger.Same, p.Here)
			continue
		}
		add(ledger.Omitted, p.There)
		add(ledger.Added, p.Here)
	}
	return c
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
