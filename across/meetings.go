package across

import (
	"cmp"
	"context"

	"github.com/readout-project/readout/accounts"
	"github.com/readout-project/readout/ledger"
)

// Meetings lays two sides' accounts of a meeting side by side.
var Meetings = Feature[accounts.Meeting]{
	Name: "meetings", Tool: "compare_accounts", Title: "Two sides of a meeting",
	About: "Meetings of which several outlets tell, with two accounts side by side: what both have, what only one has, and what they word differently. Where outlets are named after the sides, theirs are the two.",
	None:  "No two outlets tell of one meeting.",
	Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[accounts.Meeting], err error) {
		kept, more, err := articles(ctx, l, q)
		return Answer[accounts.Meeting]{Items: accounts.Meetings(kept), Articles: len(kept), More: more}, err
	},
	Write: accounts.Write,
	News: func(m *accounts.Meeting) (out []News) {
		for _, r := range m.Rows {
			if at := cmp.Or(r.A, r.B); r.Kind != accounts.InBoth {
				out = append(out, News{place(at), r.Kind, *at})
			}
		}
		return out
	},
	Columns: []string{"day", "place", "who", "told", "side", "flags"},
	Rows: func(m *accounts.Meeting) (out []Row) {
		for _, r := range m.Rows {
			for i, c := range []*ledger.Cite{r.A, r.B} {
				if c != nil {
					out = append(out, row(*c, m.Date, m.Place, several(m.Who), r.Kind, string("ab"[i]), several(r.Flags)))
				}
			}
		}
		return out
	},
}

// Courses follows talks over time.
var Courses = Feature[accounts.Course]{
	Name: "negotiations", Tool: "follow_talks", Title: "Talks over time",
	About: "Negotiations: the days on which the parties met and are to meet, who mediates, points that are contested, outstanding, agreed or dropped, since when and on whose word, and what was to come next and whether it came.",
	None:  "No article tells of a negotiation.",
	Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[accounts.Course], err error) {
		kept, more, err := articles(ctx, l, q)
		return Answer[accounts.Course]{Items: accounts.Courses(kept, cmp.Or(q.AsOf, Today())), Articles: len(kept), More: more}, err
	},
	Write: accounts.WriteCourse,
	News: func(c *accounts.Course) (out []News) {
		for _, p := range c.Points {
			out = append(out, News{place(&p.By), p.State, p.By})
		}
		for _, n := range c.Next {
			out = append(out, News{place(&n.Told[0]), n.State, n.Told[0]})
		}
		return out
	},
	Columns: []string{"parties", "what", "state", "day", "place", "certainty"},
	Rows: func(c *accounts.Course) (out []Row) {
		add := func(cite ledger.Cite, cells ...string) {
			out = append(out, row(cite, append([]string{several(c.Parties)}, cells...)...))
		}
		for _, r := range c.Rounds {
			state := "held"
			if r.Ahead {
				state = "to come"
			}
			for _, t := range r.Told {
				add(t, "round", state, r.Date, r.Place, "")
			}
			for _, t := range r.Took {
				add(t, "how long", state, r.Date, r.Place, "")
			}
		}
		for _, p := range c.Points {
			add(p.By, "point", p.State, p.Since, "", "")
			for _, t := range p.Told {
				add(t.Cite, "point told", t.State, t.Date, "", "")
			}
			for _, e := range p.Became {
				add(e.Cite, "point later", e.Proposes, e.Date, "", "")
			}
		}
		for _, n := range c.Next {
			for _, t := range n.Told {
				add(t, "next", n.State, n.Date, "", n.Certainty)
			}
			for _, t := range n.Came {
				add(t, "next later", n.State, n.Date, "", n.Certainty)
			}
		}
		return out
	},
}
