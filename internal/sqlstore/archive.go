package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// articleColumns are those of an ArticleRef, of articles a and versions v.
const (
	articleColumns = "a.id, a.key, v.version, a.version, v.title, v.publisher, v.url, v.published, v.added, v.hash, v.models, CASE v.version WHEN a.version THEN a.statements ELSE v.statements END, v.words"
	latest         = "articles a JOIN versions v ON v.article = a.id AND v.version = a.version"
)

// An articleScan takes the articleColumns of a row.
type articleScan struct {
	readout.ArticleRef
	added string
}

func (a *articleScan) into() []any {
	return []any{&a.ID, &a.Key, &a.Version, &a.Versions, &a.Title, &a.Publisher, &a.URL, &a.Published, &a.added, &a.Hash, &a.Models, &a.Statements, &a.Words}
}

func (a *articleScan) ref() readout.ArticleRef {
	a.Added = parseStamp(a.added)
	return a.ArticleRef
}

// articles returns the rows of a query for articleColumns.
func (t *tx) articles(query string, args ...any) (refs []readout.ArticleRef, err error) {
	err = t.each(func(scan func(...any) error) error {
		var a articleScan
		err := scan(a.into()...)
		refs = append(refs, a.ref())
		return err
	}, "SELECT "+articleColumns+" FROM "+query, args...)
	return refs, err
}

// Versions lists those of an article.
func (s *Store) Versions(ctx context.Context, article string) (refs []readout.ArticleRef, err error) {
	err = s.view(ctx, func(t *tx) error {
		refs, err = t.articles("articles a JOIN versions v ON v.article = a.id WHERE a.id = ? ORDER BY v.version", article)
		if err == nil && len(refs) == 0 {
			err = missing("article", article)
		}
		return err
	})
	return refs, err
}

func missing(what, id string) error {
	return fmt.Errorf("%s %.60q: %w", what, id, readout.ErrNotFound)
}

// record reads a record as it was read, of the latest version where that is 0.
func (t *tx) record(article string, version int) (readout.ArticleRef, *readout.Readout, error) {
	var a articleScan
	var data []byte
	which, args := "a.version", []any{article}
	if version != 0 {
		which, args = "?", append(args, version)
	}
	err := t.each(func(scan func(...any) error) error {
		return scan(append(a.into(), &data)...)
	}, "SELECT "+articleColumns+", v.record FROM articles a JOIN versions v ON v.article = a.id WHERE a.id = ? AND v.version = "+which, args...)
	if err == nil && a.ID == "" {
		err = missing("article", article)
		if version != 0 {
			err = missing(fmt.Sprintf("version %d of article", version), article)
		}
	}
	if err != nil {
		return readout.ArticleRef{}, nil, err
	}
	r := new(readout.Readout)
	if err := unpackInto(data, r); err != nil {
		return readout.ArticleRef{}, nil, fmt.Errorf("the record of article %s: %w", article, err)
	}
	return a.ref(), r, nil
}

// Articles lists the latest versions: all, those of a filter that only tells of articles (outlet, id, language, dates of
// publication), or those with a statement that the filter finds.
func (s *Store) Articles(ctx context.Context, f readout.Filter, p readout.Paging) (l readout.List[readout.ArticleRef], err error) {
	q := question{List: "articles", Filter: f}
	var after struct{ Published, ID string }
	going, err := s.position(q, p.Cursor, &after)
	if err != nil {
		return l, err
	}
	err = s.view(ctx, func(t *tx) error {
		conditions, args, err := t.articleConditions(&f)
		if err != nil {
			return err
		}
		if going {
			conditions = append(conditions, "a.published <= ? AND (a.published < ? OR a.id > ?)")
			args = append(args, after.Published, after.Published, after.ID)
		}
		query := latest
		if len(conditions) > 0 {
			query += " WHERE " + strings.Join(conditions, " AND ")
		}
		refs, err := t.articles(query+" ORDER BY a.published DESC, a.id LIMIT ?", append(args, limit(p)+1)...)
		l = page(s, refs, p, q, func(a readout.ArticleRef) any {
			after.Published, after.ID = a.Published, a.ID
			return after
		})
		return err
	})
	return l, err
}

// many is from how many on finds are looked for by walking, since they lie close together.
const many = 5000

// articleConditions writes a filter as conditions on articles a.
func (t *tx) articleConditions(f *readout.Filter) (conditions []string, args []any, err error) {
	of := readout.Filter{Outlet: f.Outlet, Article: f.Article, Language: f.Language, After: f.After, Before: f.Before}
	if !same(of, *f) {
		pl, err := t.plan(f, 0)
		if err != nil {
			return nil, nil, err
		}
		var n int
		query, found := pl.find(t.d, "s.article", nil, nil, "LIMIT ?")
		found = append(found, many)
		if err := t.row("SELECT count(*) FROM ("+query+") x", found...).Scan(&n); err != nil {
			return nil, nil, err
		}
		if n < many {
			return []string{"a.id IN (" + query + ")"}, found, nil
		}
		where, args := pl.where(t.d)
		return []string{"EXISTS (SELECT 1 FROM statements s WHERE s.article = a.id AND " + where + ")"}, args, nil
	}
	if err := bounded(f); err != nil {
		return nil, nil, err
	}
	for _, date := range []string{f.After, f.Before} {
		if _, err := bound(date); err != nil {
			return nil, nil, err
		}
	}
	if f.After != "" {
		conditions, args = append(conditions, "a.published >= ?"), append(args, f.After)
	}
	if f.Before != "" {
		conditions, args = append(conditions, "a.published < ? AND a.published <> ''"), append(args, f.Before)
	}
	var publishers []string
	if len(f.Outlet) > 0 {
		if publishers, err = t.publishers(f.Outlet); err != nil {
			return nil, nil, err
		}
	}
	for _, c := range []struct {
		column string
		given  bool
		values []string
	}{
		{"a.publisher", len(f.Outlet) > 0, publishers},
		{"a.id", len(f.Article) > 0, f.Article},
		{"a.language", len(f.Language) > 0, f.Language},
	} {
		switch {
		case !c.given:
		case len(c.values) == 0:
			conditions = append(conditions, "1 = 0")
		default:
			conditions = append(conditions, c.column+" IN "+marks(len(c.values)))
			for _, v := range c.values {
				args = append(args, v)
			}
		}
	}
	return conditions, args, nil
}

// publishers returns how those outlets are written.
func (t *tx) publishers(outlets []string) (as []string, err error) {
	wanted := map[string]bool{}
	for _, o := range outlets {
		wanted[ledger.Fold(o, " ")] = true
	}
	all, err := list[string](t, "SELECT DISTINCT publisher FROM articles ORDER BY publisher")
	for _, p := range all {
		if wanted[ledger.Fold(p, " ")] {
			as = append(as, p)
		}
	}
	return as, err
}

// same reports whether two filters ask the same.
func same(a, b readout.Filter) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
