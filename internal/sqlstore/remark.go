package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/remark"
)

// Remarks are found when they are asked for, among what their speaker said in those days and what shares a phrase: so adding costs nothing, and
// they follow when people are united, merged or split.

// Limits of looking for a remark.
const (
	maxSayings   = 200 // of one remark that others are looked for of
	maxOfSpeaker = 500 // statements of the days about it
	maxPhrases   = 12  // of one saying that are looked for
	maxAlike     = 200 // sayings that share one of them, the newest
)

// Remark returns what tells the same as a statement.
func (s *Store) Remark(ctx context.Context, key string) (found []readout.Hit, err error) {
	err = s.view(ctx, func(t *tx) error {
		ids, err := list[int64](t, "SELECT id FROM statements WHERE key = ?", key)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return fmt.Errorf("statement %.60q: %w", key, readout.ErrNotFound)
		}
		pool := map[int64]*account{} // what was looked at
		if err := t.accounts(ids, pool); err != nil {
			return err
		}
		pool[ids[0]].told = true
		apart, err := t.linked(key, readout.OtherRemark)
		if err != nil {
			return err
		}
		for n := 0; n < len(ids) && n < maxSayings; n++ {
			near, err := t.near(ids[n], pool[ids[n]])
			if err != nil {
				return err
			}
			joined, err := t.joined(pool[ids[n]].hit.Key)
			if err != nil {
				return err
			}
			parted, err := t.linked(pool[ids[n]].hit.Key, readout.OtherRemark)
			if err != nil {
				return err
			}
			if err := t.accounts(append(near, joined...), pool); err != nil {
				return err
			}
			for _, id := range slices.Sorted(maps.Keys(pool)) {
				a := pool[id]
				if !a.told && !apart[a.hit.Key] && !parted[a.hit.Key] && (slices.Contains(joined, id) || remark.Same(&pool[ids[n]].Saying, &a.Saying)) {
					a.told, ids = true, append(ids, id)
				}
			}
		}
		for _, id := range ids {
			found = append(found, pool[id].hit)
		}
		slices.SortFunc(found, func(a, b readout.Hit) int {
			return cmp.Or(strings.Compare(a.Date, b.Date), strings.Compare(a.Key, b.Key))
		})
		return nil
	})
	return found, err
}

// An account is a statement that may tell a remark.
type account struct {
	hit readout.Hit
	remark.Saying
	told bool
}

// accounts adds statements to those that were looked at.
func (t *tx) accounts(ids []int64, pool map[int64]*account) error {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return pool[id] != nil })
	hits, err := t.hits(ids, nil)
	for i, h := range hits {
		pool[ids[i]] = &account{hit: h, Saying: remark.Of(&h, remark.Sketch{})}
	}
	return err
}

// near returns the statements of some days that a statement's speaker made, or that share a phrase with it.
func (t *tx) near(id int64, a *account) ([]int64, error) {
	span := plan{to: 1 << dayShift} // what has no date
	if day := dayNumber(a.Date); day > 0 {
		span = plan{from: (day - remark.ApartDays) << dayShift, to: (day + remark.ApartDays + 1) << dayShift}
	}
	near, err := list[int64](t, `SELECT DISTINCT p.statement FROM speakers me JOIN identities g ON g.id = me.identity
		JOIN identities x ON x.identity = g.identity JOIN speakers p ON p.identity = x.id AND p.statement >= ? AND p.statement < ?
		WHERE me.statement = ? ORDER BY p.statement DESC LIMIT ?`, span.from, span.to, id, maxOfSpeaker)
	if err != nil {
		return nil, err
	}
	var alike Or
	for _, text := range remark.Phrases(a.Words, maxPhrases) {
		if p, ok := phrase(Said, text, false); ok {
			alike = append(alike, p)
		}
	}
	if len(alike) == 0 {
		return near, nil
	}
	if span.match = alike; a.Date == "" {
		span.to = 0
	}
	found, err := t.found(&span, "{n}", nil, nil, "DESC", maxAlike)
	for _, f := range found {
		if !slices.Contains(near, f.id) {
			near = append(near, f.id)
		}
	}
	return near, err
}
