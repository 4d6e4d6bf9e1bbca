package across

import (
	"context"
	"strconv"

	"github.com/readout-project/readout/figures"
)

// Figures sets numbers told for the same thing side by side.
var Figures = Feature[figures.Group]{
	Name: "figures", Tool: "compare_figures", Title: "Figures side by side",
	About: "Numbers that articles tell for the same thing, each with its unit, as of when and on whose word; those that differ first. They are never averaged, and none is preferred.",
	None:  "No two numbers are told for the same thing.",
	Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[figures.Group], err error) {
		kept, more, err := articles(ctx, l, q)
		var all []figures.Figure
		for _, k := range kept {
			all = append(all, figures.Find(k)...)
		}
		return Answer[figures.Group]{Items: figures.Side(all), Articles: len(kept), More: more}, err
	},
	Write: figures.Write,
	News: func(g *figures.Group) (out []News) {
		for _, f := range g.Figures {
			out = append(out, News{place(&f.Cite), told(g), f.Cite})
		}
		return out
	},
	Columns: []string{"thing", "told", "value", "unit", "rate", "hedge", "scope", "as_of", "when", "sentence"},
	Rows: func(g *figures.Group) (out []Row) {
		for _, f := range g.Figures {
			out = append(out, row(f.Cite, g.Thing, told(g), strconv.FormatFloat(f.Value, 'f', -1, 64), f.Unit, f.Rate, f.Hedge, f.Scope, f.AsOf, f.When, f.Sentence))
		}
		return out
	},
}

func told(g *figures.Group) string {
	if g.Differ {
		return "told differently"
	}
	return "told alike"
}
