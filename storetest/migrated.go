package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/readout-project/readout"
)

// Migrated tests a ledger of an earlier schema, brought up to date, which holds one article: its one statement is "ferries run as usual".
func Migrated(t *testing.T, store readout.Store) {
	s := &suite{t: t, ctx: context.Background(), Store: store}
	s.must(s.Check(s.ctx))
	s.want("what was there", s.search(readout.Filter{Words: words("ferries")}, readout.ByDate), []string{ferries})
	s.put(everything...)
	s.want("with what is new", len(s.search(readout.Filter{}, readout.ByDate)), 8)
	_, _, err := s.AddKey(s.ctx, "desk")
	s.must(err)
	_, err = s.Correct(s.ctx, readout.Correction{Article: s.article("undated"), Kind: readout.WrongSpeaker, Statement: s.key("ferries"), Speaker: "Ana Kovac", By: editor})
	s.must(err)
	s.must(s.Check(s.ctx))
}

// FillUp adds articles until there is no room for more, which must be told by readout.ErrFull, and returns how many there are and how that was
// told.
func FillUp(t testing.TB, store readout.Store) (int, error) {
	s := &suite{t: t, ctx: context.Background(), Store: store}
	for n := 0; ; n++ {
		b := report("", fmt.Sprint("full-", n), "Evening Post", "2026-03-01", "")
		b.para("Rita Vale said the cellar was full.")
		b.said(b.person("Rita Vale", "Rita Vale"), "Rita Vale", "said", "the cellar was full")
		_, full := s.Put(s.ctx, readout.Entry{Record: b.done()})
		if full == nil && n < 100_000 {
			continue
		}
		s.fails("the last one", full, readout.ErrFull)
		found, _, err := s.Count(s.ctx, readout.Filter{Words: words("cellar")}, 0)
		s.must(errors.Join(err, s.Check(s.ctx)))
		s.want("found", found, n)
		return n, full
	}
}
