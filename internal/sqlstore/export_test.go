package sqlstore

import (
	"context"
	"errors"
	"time"

	"github.com/readout-project/readout"
)

// errTakeBack ends a transaction of which nothing is to stay.
var errTakeBack = errors.New("only measured")

// Across does all that adding an article does, and tells how long what it does because of other articles took: telling who is who, and counting
// anew. Nothing is kept.
func (s *Store) Across(ctx context.Context, e readout.Entry) (spent time.Duration, err error) {
	p, err := prepare(&e)
	if err != nil {
		return 0, err
	}
	err = s.run(ctx, s.write, nil, func(t *tx) error {
		_, a, err := t.put(&p, map[string][]version{})
		if err != nil {
			return err
		}
		was, begun := newRemains(), time.Now()
		state, changes, err := t.place(a.Appearances, was)
		if err != nil {
			return err
		}
		spent = time.Since(begun)
		was.unite(changes.Unions, state)
		w := t.newWriter(was)
		if err := w.numbering([]*layout{a}); err != nil {
			return err
		}
		w.place(changes.Placed, []*layout{a})
		if err := errors.Join(w.article(a), w.flush()); err != nil {
			return err
		}
		begun = time.Now()
		for _, g := range changes.Bonds {
			was.count(g.ID)
		}
		if err := errors.Join(t.balance(was), t.loosen(was), t.forget(was)); err != nil {
			return err
		}
		spent += time.Since(begun)
		return errTakeBack
	})
	if errors.Is(err, errTakeBack) {
		err = nil
	}
	return spent, err
}
