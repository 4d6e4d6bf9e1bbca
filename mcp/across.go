package mcp

import (
	"context"
	"fmt"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/positions"
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
		q, err := across.NewQuestion(in.Query, in.AsOf)
		if err != nil {
			return across.Answer[T]{}, err
		}
		p, err := Part{Limit: in.Limit}.paging()
		if err != nil {
			return across.Answer[T]{}, err
		}
		out, err := f.Ask(ctx, t.Ledger, q)
		if len(out.Items) > p.Limit {
			out.Items, out.More = out.Items[:p.Limit], true
		}
		return out, err
	})
}

// addAllAcross adds a tool for each question about many articles.
func addAllAcross(s *sdk.Server, t *tools) {
	add(s, t, "compare_remark", "Compare the wordings of a remark", "What was said once, in the wordings of those who print it: who cut it, altered it, told it in other words; outlets counted, copies of one report once.", t.remark)
	add(s, t, "person_positions", "What somebody said by topic", "What one person said on one topic after another, oldest first, in their words, and where the wording changed. What a change means is not told.", t.positions)
	addAcross(s, t, across.VersionChanges)
	addAcross(s, t, across.Figures)
	addAcross(s, t, across.Unnamed)
	addAcross(s, t, across.History)
	addAcross(s, t, across.Meetings)
	addAcross(s, t, across.Courses)
	addAcross(s, t, across.Outcomes)
	addAcross(s, t, across.Remarks)
	addAcross(s, t, across.Quotations)
	addAcross(s, t, across.Rules)
}

// A PositionsQuestion is one to person_positions.
type PositionsQuestion struct {
	Person string `json:"person" jsonschema:"a name, or the id of somebody"`
	AsOf   string `json:"as_of,omitempty" jsonschema:"YYYY-MM-DD: what was known on that day; nothing for all"`
}

// Positions answers it.
type Positions struct {
	Person     *Person              `json:"person,omitempty" jsonschema:"who was found; absent where the name may mean several"`
	Candidates []Person             `json:"candidates,omitempty" jsonschema:"whom the name may mean: ask again with an id"`
	Positions  []positions.Position `json:"positions"`
}

func (t *tools) positions(ctx context.Context, in PositionsQuestion) (Positions, error) {
	out := Positions{Positions: []positions.Position{}}
	asked, err := across.NewQuestion("", in.AsOf)
	if err != nil {
		return out, err
	}
	found, err := t.meant(ctx, in.Person)
	switch {
	case err != nil:
		return out, err
	case len(found) == 0:
		return out, fmt.Errorf("%q: %w", in.Person, readout.ErrNotFound)
	case len(found) > 1:
		for i := range found {
			out.Candidates = append(out.Candidates, personOf(&found[i]))
		}
		return out, nil
	}
	p := personOf(&found[0])
	out.Person = &p
	said, err := across.PositionsOf(found[0].ID).Ask(ctx, t.Ledger, asked)
	out.Positions = said.Items
	return out, err
}

// A RemarkQuestion is one to compare_remark.
type RemarkQuestion struct {
	Statement string `json:"statement" jsonschema:"key of a statement"`
}

// Remark answers it.
type Remark struct {
	Longest     string      `json:"longest" jsonschema:"key of the statement with the longest wording"`
	Outlets     int         `json:"outlets"`
	Independent int         `json:"independent" jsonschema:"outlets, those that print copies of one report counted once"`
	Variants    []Variant   `json:"variants" jsonschema:"wordings, those that turn a negation, a number, a condition or a hedge first"`
	Statements  []Statement `json:"statements"`
}

// A Variant is a wording of a remark.
type Variant struct {
	Kind       string   `json:"kind" jsonschema:"whole, cut, altered, paraphrase or translated"`
	Flags      []string `json:"flags,omitempty"`
	Statements []string `json:"statements" jsonschema:"keys of those that have it"`
}

func (t *tools) remark(ctx context.Context, in RemarkQuestion) (out Remark, err error) {
	hits, r, err := across.Remark(ctx, t.Ledger, in.Statement)
	if err != nil {
		return out, err
	}
	out = Remark{Longest: r.Sayings[r.Longest].Key, Outlets: r.Outlets, Independent: r.Independent}
	for _, v := range r.Variants {
		x := Variant{Kind: string(v.Kind)}
		for _, f := range v.Flags {
			x.Flags = append(x.Flags, f.String())
		}
		for _, i := range v.Sayings {
			x.Statements = append(x.Statements, r.Sayings[i].Key)
		}
		out.Variants = append(out.Variants, x)
	}
	texts := texts{t: t}
	for i := range hits {
		s, err := texts.statement(ctx, &hits[i])
		if err != nil {
			return out, err
		}
		out.Statements = append(out.Statements, s)
	}
	return out, nil
}
