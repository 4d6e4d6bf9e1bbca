package sqlstore

import (
	"context"

	"github.com/readout-project/readout"
)

// Newest returns the cursor after all that was added.
func (s *Store) Newest(ctx context.Context, f readout.Filter) (cursor string, err error) {
	err = s.view(ctx, func(t *tx) error {
		var last int64
		if err := t.row(lastAdded).Scan(&last); err != nil {
			return err
		}
		cursor = s.cursor(question{"search", readout.ByAdded, f}, last)
		return nil
	})
	return cursor, err
}
