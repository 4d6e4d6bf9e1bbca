package across

import (
	"cmp"
	"context"
	"time"

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
}
