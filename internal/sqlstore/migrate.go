package sqlstore

import (
	"context"
	"fmt"
	"math"

	"github.com/pressly/goose/v3"
	"github.com/readout-project/readout"
)

// migrate brings the schema up to date.
func (s *Store) migrate(ctx context.Context) error {
	return s.migrateTo(ctx, math.MaxInt64)
}

// migrateTo does so up to a version. Another program may do the same at the same time: a step is one transaction, so
// one of them succeeds and the other finds it done.
func (s *Store) migrateTo(ctx context.Context, version int64) error {
	p, err := goose.NewProvider(goose.Dialect(s.d.Name), s.write, s.d.Migrations, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	for before := int64(-1); ; {
		now, newest, err := p.GetVersions(ctx)
		to := min(newest, version)
		switch {
		case err != nil:
			return fmt.Errorf("the version of its schema: %w", err)
		case now > newest:
			return fmt.Errorf("%w: its schema is %d, this program knows %d", readout.ErrNewer, now, newest)
		case now >= to:
			return nil
		case s.readOnly != nil:
			return fmt.Errorf("its schema is %d and must become %d, but %w", now, to, s.readOnly)
		}
		if _, err = p.UpTo(ctx, to); err != nil && now == before {
			return fmt.Errorf("bringing its schema from %d to %d: %w", now, to, err)
		}
		before = now
	}
}
