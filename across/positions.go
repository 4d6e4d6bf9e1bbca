package across

import (
	"context"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/positions"
)

// maxPosition is how many statements of a speaker topics are looked for in, the newest.
const maxPosition = 400

// positionsOf returns what somebody said on one topic after another, as far as it was known on the day of a question.
func positionsOf(ctx context.Context, l Ledger, person string, q Question) ([]positions.Position, error) {
	who, err := l.Identity(ctx, person)
	if err != nil {
		return nil, err
	}
	q.Filter = readout.Filter{Speaker: []string{who.ID}}
	said, err := l.Search(ctx, q.before(), readout.ByDate, readout.Paging{Limit: maxPosition})
	if err != nil {
		return nil, err
	}
	hits, err := hitsThen(ctx, l, said.Items, q.AsOf)
	if err != nil {
		return nil, err
	}
	links, err := l.Links(ctx, readout.Topic)
	if err != nil {
		return nil, err
	}
	names := []string{who.Name}
	for _, n := range who.Names {
		names = append(names, n.Text)
	}
	return positions.Of(hits, names, positions.Named(links)), nil
}

// hitsThen returns what one speaker is found to have said as it was known on a day: of articles that changed later, what they had then.
func hitsThen(ctx context.Context, l Ledger, hits []readout.Hit, day string) (out []readout.Hit, err error) {
	looked := map[string]bool{}
	for _, h := range hits {
		switch {
		case day == "" || h.Article.Versions < 2:
			if day == "" || ledger.Day(h.Article.Published) <= day {
				out = append(out, h)
			}
		case !looked[h.Article.ID]:
			looked[h.Article.ID] = true
			k, err := then(ctx, l, h.Article, day)
			if err != nil {
				return nil, err
			}
			if k == nil {
				continue
			}
			for _, was := range hitsOf(k) {
				if was.Speaker.ID == h.Speaker.ID {
					out = append(out, was)
				}
			}
		}
	}
	return out, nil
}

// PositionsOf tells what one person said on one topic after another. Of a question its day counts.
func PositionsOf(person string) Feature[positions.Position] {
	return Feature[positions.Position]{
		Name: "positions", Tool: "person_positions", Title: "Positions",
		About: "What somebody said on one topic after another, in their words, oldest first, and where the wording changed. Topics are words that several of their statements have, and those that people named. What a change means is not told.",
		None:  "No two of their statements have a topic in common.",
		Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[positions.Position], err error) {
			out.Items, err = positionsOf(ctx, l, person, q)
			seen := map[string]bool{}
			for i := range out.Items {
				for _, c := range out.Items[i].Statements {
					seen[c.Article] = true
				}
			}
			out.Articles = len(seen)
			return out, err
		},
		Write: positions.Write,
		News: func(p *positions.Position) (out []News) {
			for _, c := range p.Statements {
				out = append(out, News{p.Topic + " " + c.Statement, "on " + p.Topic, c})
			}
			for _, x := range p.Changes {
				out = append(out, News{x.Before.Statement + " " + x.Then.Statement, "wording changed", x.Then})
			}
			return out
		},
		Columns: []string{"topic", "what"},
		Rows: func(p *positions.Position) (out []Row) {
			for _, c := range p.Statements {
				out = append(out, row(c, p.Topic, "said"))
			}
			for _, x := range p.Changes {
				for what, c := range []ledger.Cite{x.Before, x.Then} {
					out = append(out, row(c, p.Topic, []string{"wording before", "wording then"}[what]))
				}
			}
			return out
		},
	}
}
