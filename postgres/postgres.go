// Package postgres keeps records in a PostgreSQL database, which several programs and machines share: readout.Store on
// PostgreSQL 12 or later.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/sqlstore"
)

// Open opens the ledger in a database, named by a URL postgres://USER@HOST:PORT/DATABASE or by what libpq takes, and makes its
// tables where there are none. The database must be of encoding UTF8.
func Open(ctx context.Context, url string) (*sqlstore.Store, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("ledger: %w", err) // without the password
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(max(8, 4*runtime.GOMAXPROCS(0)))
	db.SetMaxIdleConns(max(8, 4*runtime.GOMAXPROCS(0)))
	s, err := sqlstore.Open(ctx, db, db, &dialect, nil)
	if err != nil {
		return nil, fmt.Errorf("ledger in database %s on %s: %w", config.Database, config.Host, errors.Join(err, db.Close()))
	}
	return s, nil
}

var dialect = sqlstore.Dialect{
	Name:     "postgres",
	Types:    []string{" STRICT, WITHOUT ROWID;", ";", " STRICT;", ";", "TEXT", "ctext", "INTEGER", "BIGINT", "REAL", "DOUBLE PRECISION", "BLOB", "BYTEA", "x''", "''"},
	Prepares: true,
	Rows:     512, // each statement is a way to the server and back
	Numbered: true,
	Lock:     "SELECT pg_advisory_xact_lock(7291848731)", // any number that only this program takes
	View:     sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead},
	Vector:   vector,
	Index:    "statements s",
	Found:    "statements s",
	Number:   "s.id",
	Match:    "s.vector @@ ?::tsquery",
	Probe:    "s.vector @@ ?::tsquery",
	Walk:     2000,
	Expect:   "EXPLAIN (FORMAT JSON) SELECT 1 FROM statements s WHERE s.vector @@ ?::tsquery",
	Query:    query,
	Error:    wrap,
}

// wrap makes errors of package readout of those of PostgreSQL.
func wrap(err error) error {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case "53100": // disk_full
		return fmt.Errorf("%w: %w", readout.ErrFull, err)
	case "25006", "42501": // read_only_sql_transaction, insufficient_privilege
		return fmt.Errorf("%w: %w", readout.ErrReadOnly, err)
	}
	return err
}
