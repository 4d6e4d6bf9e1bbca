package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/readout-project/readout"
)

// comingData is what the column coming.data holds.
type comingData struct {
	Span      readout.Span
	Statement string
}

// Coming lists what is next, in the order of the days by which it is due: what is to happen some time in a month comes at its end.
func (s *Store) Coming(ctx context.Context, from, to string, p readout.Paging) (l readout.List[readout.Coming], err error) {
	q := question{"coming " + from + " " + to, "", readout.Filter{}}
	for _, date := range []string{from, to} {
		if _, err := bound(date); err != nil {
			return l, err
		}
	}
	var after struct{ Last, Key string }
	going, err := s.position(q, p.Cursor, &after)
	if err != nil {
		return l, err
	}
	conditions, args := "c.last <> ''", []any(nil)
	if from != "" {
		conditions, args = conditions+" AND c.last >= ?", append(args, from)
	}
	if to != "" {
		conditions, args = conditions+" AND c.first <= ?", append(args, to)
	}
	if going {
		conditions, args = conditions+" AND c.last >= ? AND (c.last > ? OR c.key > ?)", append(args, after.Last, after.Last, after.Key)
	}
	type row struct {
		readout.Coming
		last string
	}
	err = s.view(ctx, func(t *tx) error {
		var all []row
		err := t.each(func(scan func(...any) error) error {
			var c row
			var a articleScan
			var data string
			if err := scan(append([]any{&c.Key, &c.last, &c.Date, &c.Kind, &c.Certainty, &c.Words, &c.Place, &data}, a.into()...)...); err != nil {
				return err
			}
			var d comingData
			if err := json.Unmarshal([]byte(data), &d); err != nil {
				return fmt.Errorf("coming %s: %w", c.Key, err)
			}
			c.Article, c.Span, c.Statement = a.ref(), d.Span, d.Statement
			all = append(all, c)
			return nil
		}, "SELECT c.key, c.last, c.date, c.kind, c.certainty, c.words, c.place, c.data, "+articleColumns+
			" FROM coming c JOIN articles a ON a.id = c.article JOIN versions v ON v.article = a.id AND v.version = a.version WHERE "+conditions+
			" ORDER BY c.last, c.key LIMIT ?", append(args, limit(p)+1)...)
		if err != nil {
			return err
		}
		found := page(s, all, p, q, func(c row) any {
			after.Last, after.Key = c.last, c.Key
			return after
		})
		l.Next = found.Next
		at := map[string]int{}
		var keys []string
		for i, c := range found.Items {
			l.Items = append(l.Items, c.Coming)
			keys, at[c.Key] = append(keys, c.Key), i
		}
		return in(keys, func(set string, args []any) error {
			return t.each(func(scan func(...any) error) error {
				var key string
				var who readout.IdentityRef
				err := scan(&key, &who.ID, &who.Name, &who.Kind)
				l.Items[at[key]].Who = append(l.Items[at[key]].Who, who)
				return err
			}, "SELECT DISTINCT w.coming, i.id, i.name, i.kind FROM coming_who w JOIN identities g ON g.id = w.identity JOIN identities i ON i.id = g.identity WHERE w.coming IN "+set+" ORDER BY w.coming, i.id", args...)
		})
	})
	return l, err
}
