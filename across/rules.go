package across

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/lint"
)

// A Breach is what a newsroom rule says of words of an article.
type Breach struct {
	ledger.Cite
	Rule    string     `json:"rule"`
	Level   lint.Level `json:"level" enum:"error,warning,note"`
	Message string     `json:"message"`
}

// Rules tells what newsroom rules say of articles.
var Rules = Feature[Breach]{
	Name: "rules", Tool: "check_rules", Title: "Newsroom rules",
	About: "What newsroom rules say of articles, the newest article first: quotations that are not closed or whose speaker comes late, sources that are described too barely or judge without a name, loaded verbs. Nothing says who is wrong.",
	None:  "The rules have nothing to say of these articles.",
	Ask: func(ctx context.Context, l Ledger, q Question) (Answer[Breach], error) {
		kept, more, err := articles(ctx, l, q)
		out := Answer[Breach]{Items: []Breach{}, Articles: len(kept), More: more}
		for _, k := range slices.Backward(kept) {
			citer := ledger.NewCiter(k)
			for _, f := range lint.Check(k.Record) {
				out.Items = append(out.Items, Breach{citer.Cite(f.Span, ledger.StatementOf(k.Record, f.Span)), f.Rule.ID, f.Rule.Level, f.Message})
			}
		}
		return out, err
	},
	Write: func(w io.Writer, b *Breach) error {
		_, err := fmt.Fprintf(w, "%s  %s, %q: %s %s\n", b.Date, b.Outlet, b.Title, b.Rule, b.Message)
		return err
	},
	News:    func(b *Breach) []News { return []News{{place(&b.Cite), b.Rule, b.Cite}} },
	Columns: []string{"rule", "level", "message"},
	Rows:    func(b *Breach) []Row { return []Row{row(b.Cite, b.Rule, string(b.Level), b.Message)} },
}
