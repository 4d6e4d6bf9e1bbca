package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// families returns those of the groups of identities.
func (t *tx) families(ids ...string) (families []string, err error) {
	err = in(ids, func(set string, args []any) error {
		families, err = list[string](t, "SELECT DISTINCT x.family FROM identities g JOIN identities x ON x.identity = g.identity WHERE g.id IN "+set+
			" ORDER BY x.family", args...)
		return err
	})
	return families, err
}

// decide writes what a decision by hand did.
func (t *tx) decide(c *ledger.Changes, was *remains) error {
	if err := t.save(c); err != nil {
		return err
	}
	for _, g := range c.Bonds {
		was.count(g.ID)
	}
	return t.balance(was)
}

// Merge makes two identities one.
func (s *Store) Merge(ctx context.Context, into, from string, by readout.By) error {
	return s.update(ctx, func(t *tx) error {
		a, err := t.resolve(into)
		if err != nil {
			return err
		}
		b, err := t.resolve(from)
		if err != nil {
			return err
		}
		families, err := t.families(a.ID, b.ID)
		if err != nil {
			return err
		}
		known, err := t.known(ledger.Needs{Families: families})
		if err != nil {
			return err
		}
		state := ledger.NewState(known)
		if err := state.Merge(a.ID, b.ID); err != nil {
			return err
		}
		changes := state.Done()
		if err := t.decide(&changes, newRemains()); err != nil {
			return err
		}
		return t.note("merge", a.IdentityRef, b.IdentityRef, by)
	})
}

// Split takes appearances out of an identity into a new one. Articles that they are in are laid out anew.
func (s *Store) Split(ctx context.Context, id string, out []readout.Evidence, by readout.By) (created string, err error) {
	err = s.update(ctx, func(t *tx) error {
		from, err := t.resolve(id)
		if err != nil {
			return err
		}
		var placed []ledger.Placed
		var appearances []ledger.Appearance
		var articles []string
		for _, e := range out {
			p, err := t.placed(from.ID, e)
			if err != nil {
				return err
			}
			placed, appearances = append(placed, p), append(appearances, p.Appearance)
			if !slices.Contains(articles, p.Article) {
				articles = append(articles, p.Article)
			}
		}
		known, err := t.known(ledger.NeedsOf(appearances))
		if err != nil {
			return err
		}
		if known.Taken, err = t.taken(appearances); err != nil {
			return err
		}
		state := ledger.NewState(known)
		g, err := state.Split(placed)
		if err != nil {
			return err
		}
		created = g.ID
		changes := state.Done()
		if err := t.decide(&changes, newRemains()); err != nil {
			return err
		}
		if err := t.note("split", readout.IdentityRef{ID: g.ID, Name: g.Name, Kind: g.Kind}, from.IdentityRef, by); err != nil {
			return err
		}
		for _, a := range articles { // pins now put the appearances where they belong
			if _, err := t.relay(a, nil); err != nil {
				return err
			}
		}
		return nil
	})
	return created, err
}

// placed returns an appearance of an identity.
func (t *tx) placed(identity string, e readout.Evidence) (p ledger.Placed, err error) {
	found := false
	err = t.each(func(scan func(...any) error) error {
		found = true
		var evidence string
		if err := scan(&p.Article, &p.Entity, &p.Kind, &p.Name, &p.Country, &p.Family, &p.Key, &evidence, &p.Group, &p.Basis, &p.Words); err != nil {
			return err
		}
		return json.Unmarshal([]byte(evidence), &p.Evidence)
	}, `SELECT p.article, p.entity, p.kind, p.name, p.country, p.family, p.key, p.evidence, p.identity, p.basis, p.words
		FROM appearances p JOIN identities g ON g.id = p.identity WHERE p.article = ? AND p.entity = ? AND g.identity = ?`, e.Article, e.Entity, identity)
	if err == nil && !found {
		err = missing("appearance in article "+e.Article+" as", e.Entity)
	}
	return p, err
}

// note keeps a decision.
func (t *tx) note(kind string, into, from readout.IdentityRef, by readout.By) error {
	if by.When.IsZero() {
		by.When = now()
	}
	var n int64
	if err := t.row("SELECT coalesce(max(id), 0) + 1 FROM decisions").Scan(&n); err != nil {
		return err
	}
	return t.exec("INSERT INTO decisions (id, kind, into_id, into_name, into_kind, from_id, from_name, from_kind, who, at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		n, kind, into.ID, into.Name, string(into.Kind), from.ID, from.Name, string(from.Kind), by.Who, stamp(by.When), by.Note)
}

// Decisions lists merges and splits of an identity, newest first; of all where none is named.
func (s *Store) Decisions(ctx context.Context, id string) (all []readout.Decision, err error) {
	err = s.view(ctx, func(t *tx) error {
		where, args := "", []any(nil)
		if id != "" {
			if _, err := t.resolve(id); err != nil {
				return err
			}
			where = ` WHERE d.into_id IN (SELECT x.id FROM identities g JOIN identities x ON x.identity = g.identity WHERE g.id = ?)
				OR d.from_id IN (SELECT x.id FROM identities g JOIN identities x ON x.identity = g.identity WHERE g.id = ?)`
			args = []any{id, id}
		}
		return t.each(func(scan func(...any) error) error {
			var d readout.Decision
			var at string
			err := scan(&d.Kind, &d.Into.ID, &d.Into.Name, &d.Into.Kind, &d.From.ID, &d.From.Name, &d.From.Kind, &d.Who, &at, &d.Note)
			d.When = parseStamp(at)
			all = append(all, d)
			return err
		}, "SELECT d.kind, d.into_id, d.into_name, d.into_kind, d.from_id, d.from_name, d.from_kind, d.who, d.at, d.note FROM decisions d"+where+
			" ORDER BY d.id DESC", args...)
	})
	if err != nil {
		return nil, fmt.Errorf("decisions: %w", err)
	}
	return all, nil
}
