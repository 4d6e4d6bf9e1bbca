package sqlstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// A prepared entry is what can be made of one without the database.
type prepared struct {
	*readout.Entry
	*ledger.Derived
	key    string
	record []byte // packed
}

func prepare(e *readout.Entry) (prepared, error) {
	if e.Record == nil {
		return prepared{}, errors.New("an entry without a record")
	}
	key := clean(ledger.Key(e))
	if key == "" {
		return prepared{}, errors.New("an article without a key, URL or id cannot be kept")
	}
	if !utf8.ValidString(e.Record.Article.Text) {
		return prepared{}, fmt.Errorf("article %.100q: the text is not valid UTF-8", key)
	}
	record, err := e.Record.AppendJSON(nil)
	if err != nil {
		return prepared{}, fmt.Errorf("article %.100q: %w", key, err)
	}
	return prepared{e, ledger.Derive(key, e.Record), key, pack(record)}, nil
}

// Put keeps the entries in one transaction.
func (s *Store) Put(ctx context.Context, entries ...readout.Entry) ([]readout.Outcome, error) {
	all := make([]prepared, len(entries))
	for i := range entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var err error
		if all[i], err = prepare(&entries[i]); err != nil {
			return nil, err
		}
	}
	outcomes := make([]readout.Outcome, len(entries))
	err := s.update(ctx, func(t *tx) error {
		known, err := t.versions(all)
		if err != nil {
			return err
		}
		var layouts []*layout
		for i := range all {
			var a *layout
			var err error
			if outcomes[i], a, err = t.put(&all[i], known); err != nil {
				return fmt.Errorf("article %.100q: %w", all[i].key, err)
			}
			if a != nil {
				layouts = append(layouts, a)
			}
		}
		return t.lay(layouts)
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

// A version of an article that is kept.
type version struct {
	n            int
	hash, models string
}

// versions returns those that are kept of the articles of entries, oldest first.
func (t *tx) versions(all []prepared) (map[string][]version, error) {
	known := map[string][]version{}
	var ids []string
	for i := range all {
		ids = append(ids, all[i].Article.ID)
	}
	slices.Sort(ids)
	return known, in(slices.Compact(ids), func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var id string
			var v version
			err := scan(&id, &v.n, &v.hash, &v.models)
			known[id] = append(known[id], v)
			return err
		}, "SELECT article, version, hash, models FROM versions WHERE article IN "+set+" ORDER BY article, version", args...)
	})
}

// put keeps an entry, and returns what is to be laid out. A text that is kept as an earlier version is that version, so that adding
// old copies again changes nothing.
func (t *tx) put(p *prepared, known map[string][]version) (out readout.Outcome, a *layout, err error) {
	out.Article = p.Article.ID
	versions := known[out.Article]
	same := slices.IndexFunc(versions, func(v version) bool { return v.hash == p.Article.Hash })
	switch {
	case same >= 0 && versions[same].models == p.Models:
		out.Version, out.Change = versions[same].n, readout.Unchanged
		return out, nil, nil
	case same >= 0:
		out.Version, out.Change = versions[same].n, readout.Reread
		versions[same].models = p.Models
	default:
		older, err := t.older(p, versions)
		if err != nil {
			return out, nil, err
		}
		if err := t.makeRoom(out.Article, versions[older:]); err != nil {
			return out, nil, err
		}
		out.Version, out.Change = older+1, readout.Revised
		if len(versions) == 0 {
			out.Change = readout.Added
		}
		versions = slices.Insert(versions, older, version{out.Version, p.Article.Hash, p.Models})
		known[out.Article] = versions
	}
	if err := t.writeVersion(p, out.Version); err != nil || out.Version < len(versions) {
		return out, nil, err // what can be found is of the latest
	}
	a = &layout{Derived: p.Derived, key: p.key, record: p.Record, fresh: out.Change == readout.Added}
	if !a.fresh {
		err = t.correctNew(a)
	}
	return out, a, err
}

// older counts the versions of an article that were not changed later than another text of it. What does not say when it was changed was
// when it was published.
func (t *tx) older(p *prepared, versions []version) (n int, err error) {
	when := changed(&p.Record.Article)
	for n = len(versions); n > 0 && !when.IsZero(); n-- {
		_, r, err := t.record(p.Article.ID, versions[n-1].n)
		if err != nil {
			return 0, err
		}
		if !changed(&r.Article).After(when) {
			break
		}
	}
	return n, nil
}

// changed returns when the text of an article was changed last; the zero time where it does not say.
func changed(a *readout.Article) time.Time {
	s := cmp.Or(a.Modified, a.Published)
	if when, err := time.Parse(time.RFC3339, s); err == nil {
		return when
	}
	when, _ := time.Parse(time.DateOnly, s)
	return when
}

// makeRoom numbers the latest versions of an article one higher.
func (t *tx) makeRoom(article string, latest []version) error {
	for i := len(latest) - 1; i >= 0; i-- {
		if err := t.again("UPDATE versions SET version = version + 1 WHERE article = ? AND version = ?", article, latest[i].n); err != nil {
			return err
		}
		latest[i].n++
	}
	if len(latest) == 0 {
		return nil
	}
	return t.again("UPDATE articles SET version = version + 1 WHERE id = ?", article)
}

// writeVersion writes a version, and of the latest what the article shows.
func (t *tx) writeVersion(p *prepared, version int) error {
	a := &p.Record.Article
	err := t.again(`INSERT INTO articles (id, key, version, title, publisher, url, published, language, statements) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET version = excluded.version, title = excluded.title, publisher = excluded.publisher, url = excluded.url,
		published = excluded.published, language = excluded.language, statements = excluded.statements WHERE excluded.version >= articles.version`,
		p.Article.ID, p.key, version, a.Title, a.Publisher, a.URL, a.Published, a.Language, p.Article.Statements)
	if err != nil {
		return err
	}
	return t.again(`INSERT INTO versions (article, version, added, hash, models, title, publisher, url, published, statements, words, record)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (article, version) DO UPDATE SET models = excluded.models, title = excluded.title, publisher = excluded.publisher,
		url = excluded.url, published = excluded.published, statements = excluded.statements, words = excluded.words, record = excluded.record`,
		p.Article.ID, version, stamp(now()), p.Article.Hash, p.Models, a.Title, a.Publisher, a.URL, a.Published, p.Article.Statements, p.Article.Words, p.record)
}

// Delete removes an article, with all versions and what hangs on it.
func (s *Store) Delete(ctx context.Context, article string) error {
	return s.update(ctx, func(t *tx) error {
		was := newRemains()
		if err := t.takeOut(article, was); err != nil {
			return err
		}
		if err := t.write(nil, was); err != nil {
			return err
		}
		return t.one("article", article, "DELETE FROM articles WHERE id = ?", article)
	})
}
