package across

import (
	"context"
	"strconv"

	"github.com/readout-project/readout/unnamed"
)

// Unnamed counts sources that articles do not name.
var Unnamed = Feature[unnamed.Class]{
	Name: "unnamed", Tool: "unnamed_sources", Title: "Unnamed sources",
	About: "Sources that articles do not name, by the kind that they are described as: how many are distinct, how many outlets report independently, and whether the article says why there is no name.",
	None:  "All sources are named.",
	Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[unnamed.Class], err error) {
		kept, more, err := articles(ctx, l, q)
		return Answer[unnamed.Class]{Items: unnamed.Count(kept), Articles: len(kept), More: more}, err
	},
	Write: unnamed.Write,
	News: func(c *unnamed.Class) (out []News) {
		for _, s := range c.Sources {
			for _, x := range s.Statements {
				out = append(out, News{place(&x), c.Kind, x})
			}
		}
		return out
	},
	Columns: []string{"kind", "described", "reason", "opinion", "distinct", "outlets", "independent"},
	Rows: func(c *unnamed.Class) (out []Row) {
		for _, s := range c.Sources {
			for _, x := range s.Statements {
				out = append(out, row(x, c.Kind, s.Described, s.Reason, flag(s.Opinion), strconv.Itoa(c.Distinct), strconv.Itoa(c.Outlets), strconv.Itoa(c.Independent)))
			}
		}
		return out
	},
}
