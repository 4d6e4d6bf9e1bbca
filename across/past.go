package across

import (
	"context"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/outcome"
	"github.com/readout-project/readout/past"
)

// maxEarlier is how many earlier statements of a speaker are looked at, the latest.
const maxEarlier = 300

// History sets what articles tell of the past beside what the ledger holds.
var History = Feature[past.Claim]{
	Name: "history", Tool: "check_past", Title: "What is told of the past",
	About: "What articles tell of the past, that somebody had said something before, or that something is the first since a year, beside what the ledger holds: borne out, at odds, or not in the ledger. It is never a verdict.",
	None:  "No article tells what somebody had said, or of the first or the most since a year.",
	Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[past.Claim], err error) {
		kept, more, err := articles(ctx, l, q)
		if err != nil {
			return out, err
		}
		out = Answer[past.Claim]{Items: []past.Claim{}, Articles: len(kept), More: more}
		var reports []*outcome.Report
		for _, k := range kept {
			reports = append(reports, outcome.NewReport(k))
			out.Items = append(out.Items, past.Find(k)...)
		}
		said := map[string][]readout.Hit{}
		for i := range out.Items {
			c := &out.Items[i]
			who := c.Speaker()
			if who == "" {
				continue
			}
			if _, ok := said[who]; !ok {
				found, err := l.Search(ctx, readout.Filter{Speaker: []string{who, c.Cite.Speaker}}, readout.ByDate, readout.Paging{Limit: maxEarlier}) // namesakes may be one
				if err != nil {
					return out, err
				}
				said[who] = found.Items
			}
			c.Said(said[who])
		}
		others := append([]past.Claim(nil), out.Items...)
		for i := range out.Items {
			if c := &out.Items[i]; c.Speaker() == "" && c.Kind == "rank" {
				c.Ranked(others, reports)
			}
		}
		return out, nil
	},
	Write:   past.Write,
	News:    func(c *past.Claim) []News { return []News{{place(&c.Cite), c.State, c.Cite}} },
	Columns: []string{"kind", "since", "state", "what", "flags"},
	Rows: func(c *past.Claim) []Row {
		out := []Row{row(c.Cite, c.Kind, c.Since, c.State, "told", "")}
		for _, b := range c.Beside {
			out = append(out, row(b.Cite, c.Kind, c.Since, c.State, b.Says, several(b.Flags)))
		}
		return out
	},
}
