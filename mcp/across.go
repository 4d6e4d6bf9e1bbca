package mcp

import (
	"context"
	"fmt"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/ledger"
)

// An AcrossQuestion is one about what many articles tell.
type AcrossQuestion struct {
	Query string `json:"query,omitempty" jsonschema:"as in search_statements: of articles that have a statement which it finds; nothing for the newest articles"`
	AsOf  string `json:"as_of,omitempty" jsonschema:"YYYY-MM-DD: what was known on that day; nothing for all"`
	Limit int    `json:"limit,omitempty" jsonschema:"how many items, at most 50; 10 where it is not given"`
}

// addAcross adds a tool that asks of many articles.
func addAcross[T any](s *sdk.Server, t *tools, f across.Feature[T]) {
	add(s, t, f.Tool, f.Title, f.About+" Words are exact words of articles, places count code points of their texts.", func(ctx context.Context, in AcrossQuestion) (across.Answer[T], error) {
		filter, _, err := ledger.Parse(in.Query)
		if err != nil {
			return across.Answer[T]{}, err
		}
		if _, err := time.Parse(time.DateOnly, in.AsOf); in.AsOf != "" && err != nil {
			return across.Answer[T]{}, fault(fmt.Sprintf("%q is no day such as 2026-05-04", in.AsOf))
		}
		p, err := Part{Limit: in.Limit}.paging()
		if err != nil {
			return across.Answer[T]{}, err
		}
		out, err := f.Ask(ctx, t.Ledger, across.Question{Filter: filter, AsOf: in.AsOf})
		if len(out.Items) > p.Limit {
			out.Items, out.More = out.Items[:p.Limit], true
		}
		return out, err
	})
}

// addAllAcross adds a tool for each question about many articles.
func addAllAcross(s *sdk.Server, t *tools) {
	addAcross(s, t, across.VersionChanges)
	addAcross(s, t, across.Figures)
	addAcross(s, t, across.Unnamed)
	addAcross(s, t, across.History)
	addAcross(s, t, across.Meetings)
	addAcross(s, t, across.Courses)
	addAcross(s, t, across.Outcomes)
}
