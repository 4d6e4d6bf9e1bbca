package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// correctionData is what the column corrections.data holds.
type correctionData struct {
	Anchor      []readout.Span
	Source, Cue readout.Span
	Hash        string
}

const correctionColumns = "c.id, c.article, c.kind, c.statement, c.speaker, c.who, c.at, c.note, c.lost, c.data"

func scanCorrection(scan func(...any) error, more ...any) (c readout.Correction, err error) {
	var at, data string
	var lost int
	if err := scan(append([]any{&c.ID, &c.Article, &c.Kind, &c.Statement, &c.Speaker, &c.Who, &at, &c.Note, &lost, &data}, more...)...); err != nil {
		return c, err
	}
	var d correctionData
	err = json.Unmarshal([]byte(data), &d)
	c.When, c.Lost, c.Anchor, c.Source, c.Cue, c.Hash = parseStamp(at), lost != 0, d.Anchor, d.Source, d.Cue, d.Hash
	return c, err
}

// standing returns the corrections of an article that were not withdrawn, in the order in which they were made.
func (t *tx) standing(article string) (all []readout.Correction, err error) {
	err = t.each(func(scan func(...any) error) error {
		c, err := scanCorrection(scan)
		all = append(all, c)
		return err
	}, "SELECT "+correctionColumns+" FROM corrections c WHERE c.article = ? AND c.withdrawn = '' ORDER BY c.number", article)
	return all, err
}

// follow brings corrections over to a text, each from the version that it was made of.
func (t *tx) follow(article string, all []readout.Correction, to string) error {
	from := map[string]string{} // texts by hash
	for i := range all {
		c := &all[i]
		if _, ok := from[c.Hash]; !ok && c.Hash != ledger.Hash(to) {
			var version int
			err := t.each(func(scan func(...any) error) error { return scan(&version) },
				"SELECT version FROM versions WHERE article = ? AND hash = ?", article, c.Hash)
			if err != nil {
				return err
			}
			if version > 0 {
				_, r, err := t.record(article, version)
				if err != nil {
					return err
				}
				from[c.Hash] = r.Article.Text
			}
		}
		*c = ledger.Reanchor(*c, from[c.Hash], to)
	}
	return nil
}

// who tells corrections whom they name as the speaker by id: the group, which stays the same when people or the rule count it to another.
func (t *tx) who() ledger.Who {
	return ledger.Who{Identity: func(id string) (r readout.IdentityRef, ok bool) {
		err := t.row("SELECT id, name, kind FROM identities WHERE id = ?", id).Scan(&r.ID, &r.Name, &r.Kind)
		return r, err == nil
	}}
}

// load reads what is laid out of an article: its latest version. Corrections are brought over to it.
func (t *tx) load(article string) (a *layout, all []readout.Correction, err error) {
	a = new(layout)
	if err = t.each(func(scan func(...any) error) error { return scan(&a.key) }, "SELECT key FROM articles WHERE id = ?", article); err != nil {
		return nil, nil, err
	}
	if _, a.record, err = t.record(article, 0); err != nil {
		return nil, nil, err
	}
	if all, err = t.standing(article); err != nil {
		return nil, nil, err
	}
	return a, all, t.follow(article, all, a.record.Article.Text)
}

// correct lays corrections over the record.
func (a *layout) correct(all []readout.Correction, who ledger.Who) {
	if len(all) > 0 {
		a.corrected = ledger.Apply(ledger.ArticleID(a.key), a.record, all, who)
		a.record = a.corrected.Record
	}
	a.Derived, a.others = ledger.Derive(a.key, a.record), true
	a.Appearances = slices.DeleteFunc(a.Appearances, func(p ledger.Appearance) bool { return a.corrected.Speakers[p.Entity] != "" })
}

// keep writes where corrections stand now.
func (t *tx) keep(all []readout.Correction) error {
	for _, c := range all {
		err := t.exec("UPDATE corrections SET statement = ?, lost = ?, data = ? WHERE id = ?",
			c.Statement, integer(c.Lost), data(correctionData{c.Anchor, c.Source, c.Cue, c.Hash}), c.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

// correctNew lays the standing corrections of an article over another reading or version of it.
func (t *tx) correctNew(a *layout) error {
	article := a.Article.ID
	all, err := t.standing(article)
	if err != nil || len(all) == 0 {
		return err
	}
	if err := t.follow(article, all, a.record.Article.Text); err != nil {
		return err
	}
	a.correct(all, t.who())
	return t.keep(a.corrected.Corrections)
}

// relay lays out an article again with its corrections; add is one more, or nil.
func (t *tx) relay(article string, add *readout.Correction) ([]readout.Correction, error) {
	a, all, err := t.load(article)
	if err != nil {
		return nil, err
	}
	if add != nil {
		now := ledger.Apply(article, a.record, all, t.who()).Record
		c, err := ledger.Complete(article, now, *add)
		if err != nil {
			return nil, err
		}
		if c.ID, err = t.addCorrection(c, now.Article.Text); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	a.correct(all, t.who())
	if err := t.keep(a.corrected.Corrections); err != nil {
		return nil, err
	}
	return a.corrected.Corrections, t.lay([]*layout{a})
}

// addCorrection writes a correction and returns its id.
func (t *tx) addCorrection(c readout.Correction, text string) (string, error) {
	var n int
	if err := t.row("SELECT coalesce(max(number), 0) + 1 FROM corrections WHERE article = ?", c.Article).Scan(&n); err != nil {
		return "", err
	}
	id := fmt.Sprintf("%s-%d", c.Article, n)
	words := ""
	for i, s := range c.Anchor {
		if i > 0 {
			words += " … "
		}
		words += s.In(text)
	}
	return id, t.exec(`INSERT INTO corrections (id, article, number, kind, statement, speaker, words, who, at, note, lost, withdrawn, withdrawn_by, data)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', ?)`, id, c.Article, n, string(c.Kind), c.Statement, c.Speaker, words,
		c.Who, stamp(c.When), c.Note, data(correctionData{c.Anchor, c.Source, c.Cue, c.Hash}))
}

// Correct keeps a correction and lays it over the record.
func (s *Store) Correct(ctx context.Context, c readout.Correction) (out readout.Correction, err error) {
	if c.When.IsZero() {
		c.When = now()
	}
	err = s.update(ctx, func(t *tx) error {
		all, err := t.relay(c.Article, &c)
		if err != nil {
			return err
		}
		out = all[len(all)-1]
		return nil
	})
	return out, err
}

// Withdraw takes a correction back.
func (s *Store) Withdraw(ctx context.Context, id string, by readout.By) error {
	if by.When.IsZero() {
		by.When = now()
	}
	return s.update(ctx, func(t *tx) error {
		articles, err := list[string](t, "SELECT article FROM corrections WHERE id = ? AND withdrawn = ''", id)
		if err != nil {
			return err
		}
		if len(articles) == 0 {
			return missing("correction", id)
		}
		if err := t.exec("UPDATE corrections SET withdrawn = ?, withdrawn_by = ? WHERE id = ?", stamp(by.When), by.Who, id); err != nil {
			return err
		}
		_, err = t.relay(articles[0], nil)
		return err
	})
}

// Corrections lists those that stand, newest first; of all articles where none is named.
func (s *Store) Corrections(ctx context.Context, article string, p readout.Paging) (l readout.List[readout.Correction], err error) {
	q := question{"corrections " + article, "", readout.Filter{}}
	var after struct{ At, ID string }
	going, err := s.position(q, p.Cursor, &after)
	if err != nil {
		return l, err
	}
	conditions, args := "c.withdrawn = ''", []any(nil)
	if article != "" {
		conditions, args = conditions+" AND c.article = ?", append(args, article)
	}
	if going {
		conditions, args = conditions+" AND c.at <= ? AND (c.at < ? OR c.id < ?)", append(args, after.At, after.At, after.ID)
	}
	err = s.view(ctx, func(t *tx) error {
		var all []readout.Correction
		err := t.each(func(scan func(...any) error) error {
			c, err := scanCorrection(scan)
			all = append(all, c)
			return err
		}, "SELECT "+correctionColumns+" FROM corrections c WHERE "+conditions+" ORDER BY c.at DESC, c.id DESC LIMIT ?", append(args, limit(p)+1)...)
		l = page(s, all, p, q, func(c readout.Correction) any {
			after.At, after.ID = stamp(c.When), c.ID
			return after
		})
		return err
	})
	return l, err
}

// identities returns who the entities of an article's latest version are.
func (t *tx) identities(article string) (map[string]readout.IdentityRef, error) {
	who := map[string]readout.IdentityRef{}
	return who, t.each(func(scan func(...any) error) error {
		var entity string
		var r readout.IdentityRef
		err := scan(&entity, &r.ID, &r.Name, &r.Kind)
		who[entity] = r
		return err
	}, "SELECT p.entity, i.id, i.name, i.kind FROM appearances p JOIN identities g ON g.id = p.identity JOIN identities i ON i.id = g.identity WHERE p.article = ?",
		article)
}

// Get returns an article, with what is known of who is in it.
func (s *Store) Get(ctx context.Context, article string, version int) (*readout.Kept, error) {
	var k readout.Kept
	err := s.view(ctx, func(t *tx) error {
		ref, r, err := t.record(article, version)
		if err != nil {
			return err
		}
		all, err := t.standing(article)
		if err != nil {
			return err
		}
		if err := t.follow(article, all, r.Article.Text); err != nil {
			return err
		}
		who := map[string]readout.IdentityRef{}
		if ref.Version == ref.Versions { // entities are named within one record
			if who, err = t.identities(article); err != nil {
				return err
			}
		}
		k = readout.Kept{ArticleRef: ref, Read: r, Record: r, Identities: who}
		if len(all) > 0 {
			c := ledger.Apply(article, r, all, t.who())
			k.Corrections = c.Corrections
			if slices.ContainsFunc(c.Corrections, func(c readout.Correction) bool { return !c.Lost }) {
				k.Record = c.Record
			}
			for entity, id := range c.Speakers {
				i, err := t.resolve(id)
				if err != nil {
					return err
				}
				k.Identities[entity] = i.IdentityRef
			}
		}
		k.Keys = ledger.StatementKeys(article, k.Record)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &k, nil
}
