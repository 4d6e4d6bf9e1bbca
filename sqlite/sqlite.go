// Package sqlite keeps records in a file: readout.Store on SQLite, in pure Go. Several programs may read the file while one
// writes, and Datasette opens it as it is.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/sqlstore"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Of each connection: the file stays whole when the program or the machine dies, and in the second case too nothing that was
// reported as written is lost (synchronous FULL; what it costs is told in docs/ledger.md).
var pragmas = []string{"busy_timeout(10000)", "foreign_keys(1)", "synchronous(full)", "cache_size(-6000)", "temp_store(memory)",
	"journal_size_limit(67108864)"}

// Open opens the ledger in a file, and makes file and folder where there are none. A file that may not be written is
// read; methods that write return readout.ErrReadOnly.
func Open(ctx context.Context, path string) (*sqlstore.Store, error) {
	s, err := open(ctx, path)
	if err != nil && !errors.As(err, new(*sqlite.Error)) { // which name it already
		err = fmt.Errorf("ledger %s: %w", path, err)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

func open(ctx context.Context, path string) (*sqlstore.Store, error) {
	var readOnly error
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("is a folder, not a file")
	default:
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
			readOnly = readout.ErrReadOnly
		} else if err != nil {
			return nil, err
		} else if err := f.Close(); err != nil {
			return nil, err
		}
	}
	if readOnly != nil {
		read, err := connectReadOnly(ctx, path)
		if err != nil {
			return nil, err
		}
		return finish(ctx, path, read, read, readOnly)
	}
	write, err := connect(path, "_txlock=immediate", "_pragma=journal_mode(wal)", "_pragma=cache_size(-8000)")
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := connect(path, "_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return finish(ctx, path, several(read), write, nil)
}

// connectReadOnly opens a file that may not be written. Where the folder may not be written either, SQLite must be told that nobody writes the
// file: it is true when there is no log beside it.
func connectReadOnly(ctx context.Context, path string) (*sql.DB, error) {
	read, err := connect(path, "mode=ro")
	if err != nil {
		return nil, err
	}
	var n int
	if err = read.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n); err == nil {
		return several(read), nil
	}
	log, logErr := os.Stat(path + "-wal")
	if errors.Is(logErr, fs.ErrNotExist) || logErr == nil && log.Size() == 0 {
		if err := read.Close(); err != nil {
			return nil, err
		}
		if read, err = connect(path, "mode=ro", "immutable=1"); err != nil {
			return nil, err
		}
		return several(read), nil
	}
	return nil, errors.Join(wrap(path, err), read.Close())
}

// several lets so many connections read at once as there are processors, four at least: more would only take turns. One more asks for the state.
func several(db *sql.DB) *sql.DB {
	n := max(4, runtime.GOMAXPROCS(0)) + 1
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db
}

func finish(ctx context.Context, path string, read, write *sql.DB, readOnly error) (*sqlstore.Store, error) {
	d := dialect
	d.Error = func(err error) error { return wrap(path, err) }
	s, err := sqlstore.Open(ctx, read, write, &d, readOnly)
	if err != nil {
		err = errors.Join(err, write.Close())
		if read != write {
			err = errors.Join(err, read.Close())
		}
		return nil, err
	}
	return s, nil
}

func connect(path string, options ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	query := "_pragma=" + strings.Join(pragmas, "&_pragma=")
	for _, o := range options {
		query += "&" + o
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: query}
	return sql.Open("sqlite", u.String())
}

var dialect = sqlstore.Dialect{
	Name:   "sqlite3",
	Rows:   32,
	Bulk:   "PRAGMA cache_size = -64000",
	View:   sql.TxOptions{ReadOnly: true},
	Index:  "statements_fts f",
	Found:  "statements_fts f JOIN statements s ON s.id = f.rowid",
	Number: "f.rowid",
	Match:  "statements_fts MATCH ?",
	Probe:  "EXISTS (SELECT 1 FROM statements_fts WHERE rowid = s.id AND statements_fts MATCH ?)",
	Query:  query,
	Verify: []string{
		"SELECT 'ok' FROM statements_fts WHERE statements_fts MATCH 'ok' LIMIT 1", // lets FTS5 see what others wrote, as the next does not
		"PRAGMA integrity_check",
		`SELECT 'a row of ' || "table" || ' points to nothing in ' || parent FROM pragma_foreign_key_check`,
	},
}

// wrap makes errors of package readout of those of SQLite, which tell of which ledger and what to do.
func wrap(path string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff { // the primary code
	case lib.SQLITE_FULL:
		err = full(err)
	case lib.SQLITE_IOERR:
		switch e.Code() {
		case lib.SQLITE_IOERR_WRITE, lib.SQLITE_IOERR_TRUNCATE, lib.SQLITE_IOERR_FSYNC, lib.SQLITE_IOERR_SHMSIZE: // SQLite calls only one kind of no room full
			err = full(err)
		default:
			err = fmt.Errorf("its disk fails: %w", err)
		}
	case lib.SQLITE_READONLY:
		err = fmt.Errorf("%w: %w", readout.ErrReadOnly, err)
	case lib.SQLITE_CANTOPEN:
		err = fmt.Errorf("cannot be opened (its folder must be there and writable): %w", err)
	case lib.SQLITE_NOTADB:
		err = fmt.Errorf("is not a ledger: %w", err)
	case lib.SQLITE_CORRUPT:
		err = fmt.Errorf("is damaged; restore it from a copy: %w", err)
	}
	return fmt.Errorf("ledger %s: %w", path, err)
}

func full(err error) error {
	return fmt.Errorf("%w on its disk, within a quota or within the limit of the size of files (ulimit -f); what was reported as added is kept: make room and go on: %w",
		readout.ErrFull, err)
}
