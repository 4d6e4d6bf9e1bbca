package web

import (
	"cmp"
	"context"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

// Verdicts are the last words of people on statements, by key: that one was read right, and what became of what it promises.
type verdicts struct{ right, became map[string]readout.Correction }

// verdictsOf takes corrections in the order in which they were made.
func verdictsOf(all []readout.Correction) verdicts {
	v := verdicts{map[string]readout.Correction{}, map[string]readout.Correction{}}
	for _, c := range all {
		switch {
		case c.Lost:
		case c.Kind == readout.RightStatement:
			v.right[c.Statement] = c
		case c.Kind == readout.WrongSpeaker:
			delete(v.right, c.Statement)
		case !c.Kind.Changes():
			v.became[c.Statement] = c
		}
	}
	return v
}

// verdictsOn returns those on statements.
func (s *server) verdictsOn(ctx context.Context, hits []readout.Hit) (verdicts, error) {
	var all []readout.Correction
	var articles []string
	for i := range hits {
		if id := hits[i].Article.ID; !slices.Contains(articles, id) {
			articles = append(articles, id)
		}
	}
	for _, id := range articles {
		l, err := s.store.Corrections(ctx, id, readout.Paging{Limit: perRead})
		if err != nil {
			return verdicts{}, err
		}
		all = append(all, l.Items...)
	}
	slices.SortFunc(all, func(a, b readout.Correction) int { // ids of an article's are numbered
		return cmp.Or(a.When.Compare(b.When), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	return verdictsOf(all), nil
}

// tell tells of each of the commitments what people said became of it.
func (v verdicts) tell(all []commitment, write bool) {
	for i := range all {
		c := &all[i]
		c.Write = write
		if said, ok := v.became[c.Key]; ok {
			c.Became, c.State = &said, string(said.Kind)
		}
	}
}

// becameJSON is what somebody said became of a commitment; nil for nothing.
func becameJSON(c *readout.Correction) *client.Verdict {
	if c == nil {
		return nil
	}
	return &client.Verdict{ID: c.ID, Who: c.Who, When: c.When.UTC(), Note: c.Note}
}
