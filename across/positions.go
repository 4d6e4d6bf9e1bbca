package across

import (
	"context"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/positions"
)

// maxPosition is how many statements of a speaker topics are looked for in, the newest.
const maxPosition = 400

// A Linked ledger has what people said of remarks and topics.
type Linked interface {
	Ledger
	Links(ctx context.Context, kind readout.LinkKind) ([]readout.Link, error)
}

// Positions returns what somebody said on one topic after another.
func Positions(ctx context.Context, l Linked, person string) ([]positions.Position, error) {
	who, err := l.Identity(ctx, person)
	if err != nil {
		return nil, err
	}
	said, err := l.Search(ctx, readout.Filter{Speaker: []string{who.ID}}, readout.ByDate, readout.Paging{Limit: maxPosition})
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
	return positions.Of(said.Items, names, positions.Named(links)), nil
}
