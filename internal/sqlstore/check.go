package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// Stats tells how much is kept.
func (s *Store) Stats(ctx context.Context) (st readout.Stats, err error) {
	into := map[string]*int{"articles": &st.Articles, "versions": &st.Versions, "statements": &st.Statements, "events": &st.Events, "talks": &st.Talks,
		string(readout.Person): &st.People, string(readout.Organization): &st.Organizations}
	err = s.view(ctx, func(t *tx) error {
		return t.each(func(scan func(...any) error) error {
			var name string
			var n int
			err := scan(&name, &n)
			if at := into[name]; at != nil {
				*at = n
			}
			return err
		}, "SELECT name, n FROM counts")
	})
	return st, err
}

// invariants are queries that count what must not be.
var invariants = []struct{ wrong, query string }{
	{"articles without their latest version",
		"SELECT count(*) FROM articles a LEFT JOIN versions v ON v.article = a.id AND v.version = a.version WHERE v.article IS NULL"},
	{"articles with versions missing before the latest",
		"SELECT count(*) FROM articles a WHERE a.version <> (SELECT count(*) FROM versions v WHERE v.article = a.id)"},
	{"articles that count other statements than they have",
		"SELECT count(*) FROM articles a WHERE a.statements <> (SELECT count(*) FROM statements s WHERE s.article = a.id)"},
	{"identities that count other statements than they made",
		"SELECT count(*) FROM identities i WHERE i.statements <> (SELECT count(*) FROM speakers p WHERE p.identity = i.id)"},
	{"identities that count other statements than were made to them",
		"SELECT count(*) FROM identities i WHERE i.spoken <> (SELECT count(*) FROM addressees d WHERE d.identity = i.id)"},
	{"identities that count other appearances than they have",
		"SELECT count(*) FROM identities i WHERE i.appearances <> (SELECT count(*) FROM appearances p WHERE p.identity = i.id)"},
	{"identities that count other than what is counted to them",
		`SELECT count(*) FROM identities i JOIN (SELECT identity, sum(appearances) AS a, sum(statements) AS s, sum(spoken) AS t FROM identities GROUP BY identity) g
		ON g.identity = i.id WHERE i.all_appearances <> g.a OR i.all_statements <> g.s OR i.all_spoken <> g.t`},
	{"identities that are counted to others and count",
		"SELECT count(*) FROM identities i WHERE i.identity <> i.id AND (i.all_appearances <> 0 OR i.all_statements <> 0 OR i.all_spoken <> 0)"},
	{"identities that lead to another than they say",
		"SELECT count(*) FROM identities g JOIN identities n ON n.id = coalesce(g.into_id, g.id) WHERE g.identity <> n.identity OR g.into_id IS NULL AND g.identity <> g.id"},
	{"identities that nobody can find by name",
		"SELECT count(*) FROM identities i WHERE i.appearances > 0 AND NOT EXISTS (SELECT 1 FROM identity_names n WHERE n.identity = i.id)"},
	{"counts that are wrong",
		`SELECT count(*) FROM counts c WHERE c.n <> CASE c.name WHEN 'articles' THEN (SELECT count(*) FROM articles) WHEN 'versions' THEN (SELECT count(*) FROM versions)
			WHEN 'statements' THEN (SELECT count(*) FROM statements) WHEN 'events' THEN (SELECT count(*) FROM events) WHEN 'talks' THEN (SELECT count(*) FROM talks)
			ELSE (SELECT count(*) FROM identities i WHERE i.kind = c.name AND i.all_appearances > 0) END`},
	{"pieces of evidence that no appearance gives",
		"SELECT count(*) FROM evidence e WHERE (e.count < 1 OR NOT EXISTS (SELECT 1 FROM appearances p WHERE p.identity = e.identity)) AND NOT " +
			byHand("e.identity")},
}

// Check verifies the whole store.
func (s *Store) Check(ctx context.Context) error {
	var faults []error
	err := s.view(ctx, func(t *tx) error {
		for _, query := range s.d.Verify {
			found, err := list[string](t, query)
			if err != nil {
				return err
			}
			for _, f := range found {
				if f != "ok" {
					faults = append(faults, errors.New(f))
				}
			}
		}
		for _, i := range invariants {
			var n int
			if err := t.row(i.query).Scan(&n); err != nil {
				return err
			}
			if n > 0 {
				faults = append(faults, fmt.Errorf("%d %s", n, i.wrong))
			}
		}
		articles, err := list[string](t, "SELECT id FROM articles ORDER BY id")
		if err != nil {
			return err
		}
		for _, id := range articles {
			if err := t.checkArticle(id); err != nil {
				faults = append(faults, fmt.Errorf("article %s: %w", id, err))
			}
		}
		return nil
	})
	if err != nil {
		faults = append(faults, fmt.Errorf("checking the ledger: %w", err))
	}
	return errors.Join(faults...)
}

// checkArticle holds what can be found of an article against its record.
func (t *tx) checkArticle(id string) error {
	ref, r, err := t.record(id, 0)
	if err != nil {
		return err
	}
	if ledger.Hash(r.Article.Text) != ref.Hash {
		return errors.New("its text is not the one that was kept")
	}
	a, all, err := t.load(id)
	if err != nil {
		return err
	}
	a.correct(all, t.who())
	type row struct{ said, data string }
	want := map[string]row{}
	for i := range a.Statements {
		s := &a.Statements[i]
		want[s.Key] = row{said(s), data(hitOf(s))}
	}
	err = t.each(func(scan func(...any) error) error {
		var key string
		var is row
		var packed []byte
		var hit hitData
		if err := scan(&key, &is.said, &packed); err != nil {
			return err
		}
		if err := unpackInto(packed, &hit); err != nil {
			return fmt.Errorf("statement %s: %w", key, err)
		}
		if is.data = data(hit); want[key] != is {
			return fmt.Errorf("statement %s is not the one of the record", key)
		}
		delete(want, key)
		return nil
	}, "SELECT key, said, data FROM statements WHERE article = ?", id)
	if err == nil && len(want) > 0 {
		err = fmt.Errorf("%d statements of the record cannot be found", len(want))
	}
	return err
}
