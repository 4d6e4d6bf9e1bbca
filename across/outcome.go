package across

import (
	"cmp"
	"context"
	"time"

	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/outcome"
)

// Today is the day as of which commitments are due where a question gives none, YYYY-MM-DD. Tests set it.
var Today = func() string { return time.Now().UTC().Format(time.DateOnly) }

// Outcomes follows commitments through later articles.
var Outcomes = Feature[outcome.Commitment]{
	Name: "outcomes", Tool: "follow_commitments", Title: "What became of it",
	About: "Promises, threats, demands, offers and invitations, newest first, with who answered, what was due, and later words that propose that it came about or did not. Only a person confirms it.",
	None:  "Nothing is promised, threatened, demanded or offered.",
	Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[outcome.Commitment], err error) {
		kept, more, err := articles(ctx, l, q)
		return Answer[outcome.Commitment]{Items: outcome.Follow(kept, cmp.Or(q.AsOf, Today())), Articles: len(kept), More: more}, err
	},
	Write: outcome.Write,
	News: func(c *outcome.Commitment) []News {
		out := []News{{place(&c.Cite), c.State, c.Cite}}
		for _, e := range c.Evidence {
			out = append(out, News{place(&c.Cite) + place(&e.Cite), e.Proposes, e.Cite})
		}
		return out
	},
	Columns: []string{"kind", "act", "said", "to", "condition", "due", "state", "confirmed_by", "what"},
	Rows: func(c *outcome.Commitment) (out []Row) {
		by := ""
		if c.Confirmed != nil {
			by = c.Confirmed.Who
		}
		add := func(cite ledger.Cite, what string) {
			out = append(out, row(cite, c.Kind, c.Act, c.Said, several(c.To), c.Condition, c.Due, c.State, by, what))
		}
		add(c.Cite, "made")
		for _, t := range c.Told {
			add(t.Cite, "told by")
		}
		for _, e := range c.Evidence {
			add(e.Cite, e.Proposes)
		}
		return out
	},
}
