package across

import (
	"context"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/remark"
)

// maxSketched is of how many articles of a remark the texts are compared, to tell copies of one report.
const maxSketched = 60

// Remark returns what tells the same as a statement, and the remark that it makes.
func Remark(ctx context.Context, l Ledger, statement string) ([]readout.Hit, remark.Remark, error) {
	hits, err := l.Remark(ctx, statement)
	if err != nil {
		return nil, remark.Remark{}, err
	}
	sketches := map[string]remark.Sketch{}
	all := make([]remark.Saying, len(hits))
	for i := range hits {
		id := hits[i].Article.ID
		if _, ok := sketches[id]; !ok && len(sketches) < maxSketched {
			k, err := l.Get(ctx, id, 0)
			if err != nil {
				return nil, remark.Remark{}, err
			}
			sketches[id] = remark.SketchOf(k.Record.Article.Text)
		}
		all[i] = remark.Of(&hits[i], sketches[id])
	}
	return hits, remark.Join(all), nil
}
