package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// A prepared entry is what can be made of one without the database.
type prepared struct {
	*readout.Entry
	*ledger.Derived
	key    string
	record string // as JSON
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
	return prepared{e, ledger.Derive(key, e.Record), key, string(record)}, nil
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
		var layouts []*layout
		for i := range all {
			var a *layout
			var err error
			if outcomes[i], a, err = t.put(&all[i]); err != nil {
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

// put keeps an entry, and returns what is to be laid out. A text that is kept as an earlier version is that version, so that adding
// old copies again changes nothing.
func (t *tx) put(p *prepared) (out readout.Outcome, a *layout, err error) {
	type version struct {
		n            int
		hash, models string
	}
	out.Article = p.Article.ID
	var latest, same version
	err = t.each(func(scan func(...any) error) error {
		err := scan(&latest.n, &latest.hash, &latest.models)
		if latest.hash == p.Article.Hash {
			same = latest
		}
		return err
	}, "SELECT version, hash, models FROM versions WHERE article = ? ORDER BY version", out.Article)
	if err != nil {
		return out, nil, err
	}
	switch {
	case same.n > 0 && same.models == p.Models:
		out.Version, out.Change = same.n, readout.Unchanged
		return out, nil, nil
	case same.n > 0:
		out.Version, out.Change = same.n, readout.Reread
	case latest.n > 0:
		out.Version, out.Change = latest.n+1, readout.Revised
	default:
		out.Version, out.Change = 1, readout.Added
		err = t.again("INSERT INTO articles (id, key, version, title, publisher, url, published, language, statements)"+
			" VALUES (?, ?, 0, '', '', '', '', '', 0)", out.Article, p.key)
	}
	a = &layout{Derived: p.Derived, key: p.key, record: p.Record, fresh: out.Change == readout.Added}
	if err == nil && out.Change != readout.Added {
		err = t.correctNew(a)
	}
	if err == nil {
		err = t.writeVersion(p, out.Version)
	}
	if out.Version < latest.n {
		a = nil // what can be found is of the latest
	}
	return out, a, err
}

// writeVersion writes a version, and of the latest what the article shows.
func (t *tx) writeVersion(p *prepared, version int) error {
	a := &p.Record.Article
	title, publisher, url, published := a.Title, a.Publisher, a.URL, a.Published
	err := t.again(`INSERT INTO versions (article, version, added, hash, models, title, publisher, url, published, statements, words, record)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (article, version) DO UPDATE SET models = excluded.models, title = excluded.title, publisher = excluded.publisher,
		url = excluded.url, published = excluded.published, statements = excluded.statements, words = excluded.words, record = excluded.record`,
		p.Article.ID, version, stamp(now()), p.Article.Hash, p.Models, title, publisher, url, published, p.Article.Statements, p.Article.Words, p.record)
	if err != nil {
		return err
	}
	return t.again("UPDATE articles SET version = ?, title = ?, publisher = ?, url = ?, published = ?, language = ? WHERE id = ? AND version <= ?",
		version, title, publisher, url, published, a.Language, p.Article.ID, version)
}

// Delete removes an article, with all versions and what hangs on it.
func (s *Store) Delete(ctx context.Context, article string) error {
	return s.update(ctx, func(t *tx) error {
		was := newRemains()
		if err := t.takeOut(article, was); err != nil {
			return err
		}
		for _, f := range was.facts {
			was.evidence[[2]string{f.fact, f.group}]--
		}
		if err := t.balance(was); err != nil {
			return err
		}
		return t.one("article", article, "DELETE FROM articles WHERE id = ?", article)
	})
}
