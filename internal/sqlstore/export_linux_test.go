package sqlstore

import (
	"cmp"
	"context"
	"errors"
	"syscall"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// errTakeBack ends a transaction of which nothing is to stay.
var errTakeBack = errors.New("only measured")

// Spent is how long something took, and how long a processor worked for it.
type Spent struct{ Took, Worked time.Duration }

// measure adds what a function takes.
func (s *Spent) measure(f func() error) error {
	begun, worked := time.Now(), processor()
	err := f()
	s.Took, s.Worked = s.Took+time.Since(begun), s.Worked+processor()-worked
	return err
}

// processor is how long processors have worked for this program.
func processor() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		panic(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// Across does all that adding an article does, and tells what it spent because of other articles: on telling who is who, and on counting anew. Nothing
// is kept.
func (s *Store) Across(ctx context.Context, e readout.Entry) (spent Spent, err error) {
	p, err := prepare(&e)
	if err != nil {
		return spent, err
	}
	err = s.run(ctx, s.write, nil, func(t *tx) error {
		_, a, err := t.put(&p, map[string][]version{})
		if err != nil {
			return err
		}
		was := newRemains()
		var state *ledger.State
		var changes *ledger.Changes
		err = spent.measure(func() (err error) {
			state, changes, err = t.place(a.Appearances, was)
			return err
		})
		if err != nil {
			return err
		}
		was.unite(changes.Unions, state)
		w := t.newWriter(was)
		if err := w.numbering([]*layout{a}); err != nil {
			return err
		}
		w.place(changes.Placed, []*layout{a})
		if err := errors.Join(w.article(a), w.flush()); err != nil {
			return err
		}
		err = spent.measure(func() error {
			for _, g := range changes.Bonds {
				was.count(g.ID)
			}
			return errors.Join(t.balance(was), t.rename(changes), t.loosen(was), t.forget(was))
		})
		return cmp.Or(err, errTakeBack)
	})
	if errors.Is(err, errTakeBack) {
		err = nil
	}
	return spent, err
}
