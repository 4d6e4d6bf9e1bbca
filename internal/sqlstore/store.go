// Package sqlstore is readout.Store over database/sql. Packages sqlite and postgres open a database and say what it has
// its own way of doing; everything else is here, in plain SQL that both understand.
//
// Every statement has a number that tells when it was said, so that newest first is highest first: full-text
// indexes give what they find in the order of numbers, and a search stops at the end of a page however much there is. What else a
// search may ask for (speaker, act, outlet …) stands in the same index as a word of its own.
// See docs/ledger.md.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/readout-project/readout"
)

// A Store keeps records in a database.
type Store struct {
	read, write *sql.DB // the same where the database lets many write
	d           *Dialect
	turns       chan struct{} // of readers: who waits longest is next, as package sql does not see to
	secret      []byte        // of cursors
	readOnly    error         // why nothing can be written; nil where it can
	facets      facetCache
}

var _ readout.Store = (*Store)(nil)

// Open brings the schema up to date and returns the store. Readers and writers may share one pool. Where readOnly is not
// nil nothing is written, and every method that writes returns it.
func Open(ctx context.Context, read, write *sql.DB, d *Dialect, readOnly error) (*Store, error) {
	s := &Store{read: read, write: write, d: d, readOnly: readOnly}
	n := read.Stats().MaxOpenConnections - 1 // one is left for who asks for the state
	if read == write && readOnly == nil {
		n-- // and one for who writes
	}
	s.turns = make(chan struct{}, max(1, n))
	if err := Migrate(ctx, write, d, Newest, readOnly); err != nil {
		return nil, d.Error(err)
	}
	err := s.view(ctx, func(t *tx) error {
		var text string
		if err := t.row("SELECT value FROM settings WHERE name = 'cursor secret'").Scan(&text); err != nil {
			return err
		}
		s.secret = []byte(text)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("the ledger's settings: %w", err)
	}
	return s, nil
}

// changes is the number of the changes to the ledger.
const changes = "SELECT CAST(value AS BIGINT) FROM settings WHERE name = 'changes'"

// State counts the changes. Who asks does not wait for readers to end.
func (s *Store) State(ctx context.Context) (n int64, err error) {
	err = s.read.QueryRowContext(ctx, changes).Scan(&n)
	return n, s.d.Error(err)
}

// Close closes the database.
func (s *Store) Close() error {
	err := s.read.Close()
	if s.write != s.read {
		err = errors.Join(s.write.Close(), err)
	}
	return err
}

// A tx is a transaction with its context.
type tx struct {
	*sql.Tx
	ctx context.Context
	d   *Dialect

	prepared map[string]*sql.Stmt // what many writes the same way; nil where the driver keeps them itself
	wrote    bool                 // something was changed
	writes   int                  // statements that were run again
}

func newTx(ctx context.Context, inner *sql.Tx, d *Dialect) *tx {
	t := &tx{Tx: inner, ctx: ctx, d: d}
	if !d.Prepares {
		t.prepared = map[string]*sql.Stmt{}
	}
	return t
}

// view runs a function on one state of the database.
func (s *Store) view(ctx context.Context, f func(*tx) error) error {
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return s.d.Error(s.run(ctx, s.read, &s.d.View, f))
}

// update runs a function that changes the database, all of it or nothing. One runs at a time.
func (s *Store) update(ctx context.Context, f func(*tx) error) error {
	if s.readOnly != nil {
		return s.readOnly
	}
	return s.d.Error(s.run(ctx, s.write, nil, func(t *tx) error {
		if s.d.Lock != "" {
			if _, err := t.ExecContext(ctx, s.d.Lock); err != nil {
				return err
			}
		}
		if err := f(t); err != nil || !t.wrote {
			return err
		}
		return t.exec("UPDATE settings SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'changes'")
	}))
}

func (s *Store) run(ctx context.Context, db *sql.DB, options *sql.TxOptions, f func(*tx) error) error {
	inner, err := db.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer inner.Rollback() // without effect after Commit
	if err := f(newTx(ctx, inner, s.d)); err != nil {
		if cause := ctx.Err(); cause != nil && !errors.Is(err, cause) {
			err = fmt.Errorf("%w: %w", cause, err) // what was closed under it
		}
		return err
	}
	return inner.Commit()
}

func (t *tx) row(query string, args ...any) *sql.Row {
	return t.QueryRowContext(t.ctx, t.d.rebind(query), plain(args)...)
}

func (t *tx) exec(query string, args ...any) error {
	t.wrote = true
	_, err := t.ExecContext(t.ctx, t.d.rebind(query), plain(args)...)
	return err
}

// bulk is from how many statements on a transaction writes much: those for one article are fewer, as a rule.
const bulk = 500

// again runs a statement that will be run again in this transaction.
func (t *tx) again(query string, args ...any) error {
	if t.writes++; t.writes == bulk && t.d.Bulk != "" {
		if err := t.exec(t.d.Bulk); err != nil {
			return err
		}
	}
	if t.prepared == nil {
		return t.exec(query, args...)
	}
	t.wrote = true
	stmt := t.prepared[query]
	if stmt == nil {
		var err error
		if stmt, err = t.PrepareContext(t.ctx, t.d.rebind(query)); err != nil {
			return err
		}
		t.prepared[query] = stmt
	}
	_, err := stmt.ExecContext(t.ctx, plain(args)...)
	return err
}

// each calls f for every row of a query.
func (t *tx) each(f func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := t.QueryContext(t.ctx, t.d.rebind(query), plain(args)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// list returns the rows of a query, one value each.
func list[T any](t *tx, query string, args ...any) (out []T, err error) {
	err = t.each(func(scan func(...any) error) error {
		var v T
		err := scan(&v)
		out = append(out, v)
		return err
	}, query, args...)
	return out, err
}
