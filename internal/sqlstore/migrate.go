package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/readout-project/readout"
)

//go:embed migrations/*.sql
var files embed.FS

// steps bring the schema forward, one version each. A step that somebody's ledger may have taken is never changed.
var steps = []func(*tx) error{
	script("00001_records.sql"),
	script("00002_people.sql"),
	inOrder(packRows, vectorRows, script("00003_packed.sql")),
	script("00004_links.sql"),
	script("00005_counts.sql"),
}

// Newest is the version of the schema of this program.
var Newest = int64(len(steps))

// script is a step in SQL.
func script(name string) func(*tx) error {
	text, err := files.ReadFile("migrations/" + name)
	if err != nil {
		panic(err) // it is a part of the program
	}
	return func(t *tx) error {
		_, err := t.ExecContext(t.ctx, t.d.Translate(string(text)))
		return err
	}
}

// inOrder takes one step after the other.
func inOrder(parts ...func(*tx) error) func(*tx) error {
	return func(t *tx) error {
		for _, part := range parts {
			if err := part(t); err != nil {
				return err
			}
		}
		return nil
	}
}

// Translate writes SQL of a step as a dialect has it: the words for types, and of parts between "-- +only NAME" and "-- +both" its own.
func (d *Dialect) Translate(text string) string {
	var b strings.Builder
	skip := false
	for line := range strings.Lines(text) {
		mark := strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(mark, "-- +only "); ok {
			skip = name != d.Name
		} else if mark == "-- +both" {
			skip = false
		} else if !skip {
			b.WriteString(line)
		}
	}
	return strings.NewReplacer(d.Types...).Replace(b.String())
}

// Migrate brings the schema of a database forward to a version. Another program may do the same at the same
// time: a step is one transaction, so one of them succeeds and the other finds it done. Where readOnly is not nil nothing is
// written, and a schema that would have to change is an error.
func Migrate(ctx context.Context, db *sql.DB, d *Dialect, version int64, readOnly error) error {
	var all []*goose.Migration
	for i, step := range steps {
		run := func(ctx context.Context, inner *sql.Tx) error { return step(newTx(ctx, inner, d)) }
		all = append(all, goose.NewGoMigration(int64(i+1), &goose.GoFunc{RunTx: run}, nil))
	}
	p, err := goose.NewProvider(goose.Dialect(d.Name), db, nil, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(all...))
	if err != nil {
		return err
	}
	tries := 0
	for before := int64(-1); ; {
		now, newest, err := p.GetVersions(ctx)
		switch {
		case err != nil && locked(err) && tries < lockedTries && ctx.Err() == nil:
			tries++
			time.Sleep(time.Duration(tries) * lockedPause)
			continue
		case err != nil:
			return fmt.Errorf("the version of its schema: %w", err)
		case now > newest:
			return fmt.Errorf("%w: its schema is %d, this program knows %d", readout.ErrNewer, now, newest)
		case now >= version:
			return nil
		case readOnly != nil:
			return fmt.Errorf("its schema is %d and must become %d, but %w", now, version, readOnly)
		}
		if _, err = p.UpTo(ctx, version); err != nil && now == before {
			return fmt.Errorf("bringing its schema from %d to %d: %w", now, version, err)
		}
		before = now
	}
}

// Asking for the version makes its table where there is none. Of several that do this to a new file of SQLite at the same time, one may
// be told that the file is locked without having waited: reading first, it cannot write what another has changed.
const (
	lockedTries = 10
	lockedPause = 20 * time.Millisecond
)

// locked reports whether an error is SQLite's SQLITE_BUSY.
func locked(err error) bool {
	var e interface{ Code() int }
	return errors.As(err, &e) && e.Code()&0xFF == 5
}
