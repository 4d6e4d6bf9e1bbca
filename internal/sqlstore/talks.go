package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// talksData is what the column talks.data holds.
type talksData struct {
	Talks                                     readout.Talks
	Topics, Denied, Agreed, Outstanding, Next []string
}

// Talks lists negotiations. Of the filter, people are parties, and words and what it is about stand in topics or points; outlets,
// articles, languages and dates are those of the article; anything else must hold for a statement of the article.
func (s *Store) Talks(ctx context.Context, f readout.Filter, p readout.Paging) (l readout.List[readout.TalksRef], err error) {
	q := question{List: "talks", Filter: f}
	var from int64
	going, err := s.position(q, p.Cursor, &from)
	if err != nil {
		return l, err
	}
	err = s.view(ctx, func(t *tx) error {
		conditions, args, err := t.talksConditions(&f)
		if err != nil {
			return err
		}
		if going {
			conditions, args = append(conditions, "k.id < ?"), append(args, from)
		}
		all, err := t.talks(conditions, append(args, limit(p)+1))
		if err != nil {
			return err
		}
		found := page(s, all, p, q, func(r talksRow) any { return r.id })
		l.Next = found.Next
		l.Items, err = t.parties(found.Items)
		return err
	})
	return l, err
}

// TalksBy returns a negotiation by its key.
func (s *Store) TalksBy(ctx context.Context, key string) (one *readout.TalksRef, err error) {
	err = s.view(ctx, func(t *tx) error {
		rows, err := t.talks([]string{"k.key = ?"}, []any{key, 1})
		if err != nil {
			return err
		}
		all, err := t.parties(rows)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return missing("talks", key)
		}
		one = &all[0]
		return nil
	})
	return one, err
}

type talksRow struct {
	id int64
	readout.TalksRef
}

func (t *tx) talks(conditions []string, args []any) (all []talksRow, err error) {
	where := ""
	if len(conditions) > 0 {
		where = " WHERE " + strings.Join(conditions, " AND ")
	}
	err = t.each(func(scan func(...any) error) error {
		var r talksRow
		var a articleScan
		var data string
		if err := scan(append([]any{&r.id, &r.Key, &data}, a.into()...)...); err != nil {
			return err
		}
		var d talksData
		if err := json.Unmarshal([]byte(data), &d); err != nil {
			return fmt.Errorf("talks %s: %w", r.Key, err)
		}
		r.Article, r.Talks = a.ref(), d.Talks
		r.Topics, r.Denied, r.Agreed, r.Outstanding, r.Next = d.Topics, d.Denied, d.Agreed, d.Outstanding, d.Next
		all = append(all, r)
		return nil
	}, "SELECT k.id, k.key, k.data, "+articleColumns+" FROM talks k JOIN articles a ON a.id = k.article JOIN versions v ON v.article = a.id AND v.version = a.version"+
		where+" ORDER BY k.id DESC LIMIT ?", args...)
	return all, err
}

// parties adds the parties.
func (t *tx) parties(rows []talksRow) ([]readout.TalksRef, error) {
	var ids []int64
	at := map[int64]int{}
	out := make([]readout.TalksRef, len(rows))
	for i, r := range rows {
		ids, at[r.id], out[i] = append(ids, r.id), i, r.TalksRef
	}
	return out, in(ids, func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var id int64
			var who readout.IdentityRef
			err := scan(&id, &who.ID, &who.Name, &who.Kind)
			out[at[id]].Parties = append(out[at[id]].Parties, who)
			return err
		}, "SELECT DISTINCT p.talks, i.id, i.name, i.kind FROM talks_parties p JOIN identities g ON g.id = p.identity JOIN identities i ON i.id = g.identity WHERE p.talks IN "+set+" ORDER BY p.talks, i.id", args...)
	})
}

func (t *tx) talksConditions(f *readout.Filter) (conditions []string, args []any, err error) {
	if err := bounded(f); err != nil {
		return nil, nil, err
	}
	for _, w := range f.Words {
		conditions, args = append(conditions, "k.searched LIKE ? ESCAPE '\\'"), append(args, like(w.Text, w.Prefix))
	}
	if len(f.About) > 0 {
		var any []string
		for _, v := range f.About {
			any, args = append(any, "k.searched LIKE ? ESCAPE '\\'"), append(args, like(v, false))
		}
		conditions = append(conditions, "("+strings.Join(any, " OR ")+")")
	}
	if values := slices.Concat(f.Speaker, f.Addressee); len(values) > 0 {
		var ids []any
		for _, v := range values {
			found, err := t.whom(v)
			if err != nil {
				return nil, nil, err
			}
			for _, id := range found {
				ids = append(ids, id)
			}
		}
		ids = ids[:min(len(ids), maxPeople)]
		if len(ids) == 0 {
			conditions = append(conditions, "1 = 0")
		} else {
			conditions = append(conditions, "EXISTS (SELECT 1 FROM talks_parties p WHERE p.talks = k.id AND p.identity IN "+marks(len(ids))+")")
			args = append(args, ids...)
		}
	}
	rest := *f
	rest.Words, rest.About, rest.Speaker, rest.Addressee = nil, nil, nil, nil
	more, moreArgs, err := t.articleConditions(&rest)
	return append(conditions, more...), append(args, moreArgs...), err
}

// like writes folded words, each with a blank before and after, as a pattern.
func like(text string, prefix bool) string {
	words := strings.ReplaceAll(ledger.Fold(text, " "), "_", `\_`)
	if prefix {
		return "% " + words + "%"
	}
	return "% " + words + " %"
}
