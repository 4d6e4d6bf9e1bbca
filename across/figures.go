package across

import (
	"context"

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
		says := "told alike"
		if g.Differ {
			says = "told differently"
		}
		for _, f := range g.Figures {
			out = append(out, News{place(&f.Cite), says, f.Cite})
		}
		return out
	},
}
