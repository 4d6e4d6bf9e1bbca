package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// Search finds statements.
func (s *Store) Search(ctx context.Context, f readout.Filter, by readout.Sort, p readout.Paging) (l readout.List[readout.Hit], err error) {
	err = s.view(ctx, func(t *tx) error {
		pl, err := t.plan(&f, 0)
		if err != nil {
			return err
		}
		var ids readout.List[int64]
		question := question{"search", by, f}
		switch by {
		case readout.ByDate, "":
			ids, err = s.numbers(t, &pl, question, "{n}", "{n} < ?", "DESC", p)
		case readout.ByOldest:
			ids, err = s.numbers(t, &pl, question, "{n}", "{n} > ?", "ASC", p)
		case readout.ByAdded:
			ids, err = s.newest(t, &pl, question, p)
		case readout.ByRelevance:
			ids, err = s.relevant(t, &pl, question, f.Words, p)
		default:
			err = fmt.Errorf("%w: there is no order %.40q", readout.ErrQuery, by)
		}
		if err != nil {
			return err
		}
		l.Next = ids.Next
		l.Items, err = t.hits(ids.Items, f.Words)
		return err
	})
	return l, err
}

// A question is what a cursor belongs to.
type question struct {
	List   string
	Sort   readout.Sort
	Filter readout.Filter
}

// numbers lists the numbers of what is found in the order of a column.
func (s *Store) numbers(t *tx, pl *plan, q question, column, after, order string, p readout.Paging) (readout.List[int64], error) {
	var from int64
	var more []string
	var args []any
	if ok, err := s.position(q, p.Cursor, &from); err != nil {
		return readout.List[int64]{}, err
	} else if ok {
		more, args = []string{after}, []any{from}
	}
	all, err := t.found(pl, column, more, args, order, limit(p)+1)
	l := page(s, all, p, q, func(f found) any { return f.at })
	if q.Sort == readout.ByAdded && len(l.Items) > 0 { // more may be added
		l.Next = s.cursor(q, l.Items[len(l.Items)-1].at)
	}
	ids := readout.List[int64]{Next: l.Next}
	for _, f := range l.Items {
		ids.Items = append(ids.Items, f.id)
	}
	return ids, err
}

// A found is the number of a statement, and where it stands in a list.
type found struct{ id, at int64 }

// found returns the first finds in the order of a column. A database whose index does not give finds in order may walk all rows in order or
// put all finds in order; which is quicker it cannot know. So a part is walked first: what is common is found there, and what is not can be put
// in order. Where many finds are expected all the same, larger parts are walked, never more rows than there may be finds.
func (t *tx) found(pl *plan, column string, more []string, args []any, order string, limit int) (all []found, err error) {
	ask := func(query string, args []any) error {
		all = nil
		return t.each(func(scan func(...any) error) error {
			var f found
			err := scan(&f.id, &f.at)
			all = append(all, f)
			return err
		}, query, args...)
	}
	columns, end := "{n}, "+column, "ORDER BY "+column+" "+order+" LIMIT ?"
	if t.d.Walk > 0 && pl.match != nil && !pl.none {
		if phrases(pl.match) <= fewPhrases {
			rows := plan{from: pl.from, to: pl.to}
			query, found := rows.find(t.d, "s.*", more, args, end)
			where, looked := pl.where(t.d)
			query = strings.ReplaceAll("SELECT "+columns+" FROM ("+query+") s WHERE "+where+" "+end, "{n}", "s.id")
			expected := 0
			for part := t.d.Walk; part == t.d.Walk || part <= expected; part *= 4 {
				if err := ask(query, slices.Concat(found, []any{part}, looked, []any{limit})); err != nil || len(all) >= limit {
					return all, err
				}
				if part == t.d.Walk {
					if expected, err = t.expected(pl); err != nil {
						return nil, err
					}
				}
			}
		}
		sorted := *pl
		sorted.sorted = true
		pl, end = &sorted, "ORDER BY "+column+" + 0 "+order+" LIMIT ?"
	}
	query, found := pl.find(t.d, columns, more, args, end)
	return all, ask(query, append(found, limit))
}

// expected returns how many finds the database expects of its index.
func (t *tx) expected(pl *plan) (int, error) {
	var told []byte
	if err := t.row(t.d.Expect, t.d.Query(pl.match)).Scan(&told); err != nil {
		return 0, err
	}
	var plans []struct {
		Plan struct {
			Rows float64 `json:"Plan Rows"`
		}
	}
	if err := json.Unmarshal(told, &plans); err != nil || len(plans) == 0 {
		return 0, fmt.Errorf("a plan of the database: %q: %w", told, err)
	}
	return int(plans[0].Plan.Rows), nil
}

// fewPhrases is up to how many phrases of a question rows are walked for: each is looked for in each row.
const fewPhrases = 32

// phrases counts those of a question.
func phrases(e Expr) (n int) {
	switch e := e.(type) {
	case And:
		for _, x := range e {
			n += phrases(x)
		}
	case Or:
		for _, x := range e {
			n += phrases(x)
		}
	case Not:
		n = phrases(e.Yes) + phrases(e.No)
	case Phrase:
		n = 1
	}
	return n
}

// newest lists the numbers of what is found in the order of adding. Where little was added since the cursor, that is looked through and
// not the index.
func (s *Store) newest(t *tx, pl *plan, q question, p readout.Paging) (readout.List[int64], error) {
	var from, last int64
	if _, err := s.position(q, p.Cursor, &from); err != nil {
		return readout.List[int64]{}, err
	}
	if err := t.row(lastAdded).Scan(&last); err != nil {
		return readout.List[int64]{}, err
	}
	if last-from < many {
		pl = &plan{only: []plan{*pl}}
	}
	return s.numbers(t, pl, q, "s.added", "s.added > ?", "ASC", p)
}

// lastAdded is the number in the order of adding that was given last.
const lastAdded = "SELECT CAST(value AS BIGINT) FROM settings WHERE name = 'statements added'"

// Count counts what a search finds.
func (s *Store) Count(ctx context.Context, f readout.Filter, limit int) (n int, more bool, err error) {
	err = s.view(ctx, func(t *tx) error {
		pl, err := t.plan(&f, 0)
		if err != nil {
			return err
		}
		end, args := "", []any(nil)
		if limit > 0 {
			end, args = "LIMIT ?", []any{limit + 1}
		}
		query, found := pl.find(t.d, "{n}", nil, nil, end)
		return t.row("SELECT count(*) FROM ("+query+") x", append(found, args...)...).Scan(&n)
	})
	if limit > 0 && n > limit {
		return limit, true, err
	}
	return n, false, err
}

// Statement returns one by its key.
func (s *Store) Statement(ctx context.Context, key string) (*readout.Hit, error) {
	var hit *readout.Hit
	err := s.view(ctx, func(t *tx) error {
		ids, err := list[int64](t, "SELECT id FROM statements WHERE key = ?", key)
		if err != nil {
			return err
		}
		hits, err := t.hits(ids, nil)
		if err != nil {
			return err
		}
		if len(hits) == 0 {
			return fmt.Errorf("statement %.60q: %w", key, readout.ErrNotFound)
		}
		hit = &hits[0]
		return nil
	})
	return hit, err
}

// marks writes n parameters in brackets, for IN.
func marks(n int) string { return "(" + strings.Repeat("?, ", n-1) + "?)" }

// in calls f with parts of a list that fit into the parameters of one statement.
func in[T any](list []T, f func(set string, args []any) error) error {
	for part := range slices.Chunk(list, 500) {
		if err := f(marks(len(part)), values(part)); err != nil {
			return err
		}
	}
	return nil
}

// values makes parameters of a list.
func values[T any](list []T) []any {
	args := make([]any, len(list))
	for i, v := range list {
		args[i] = v
	}
	return args
}
