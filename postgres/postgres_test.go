package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
	"github.com/readout-project/readout/internal/sqlstore"
	"github.com/readout-project/readout/storetest"
)

var schemas atomic.Int64

// place makes a schema for a test in the database that READOUT_POSTGRES names, and returns its URL.
func place(t testing.TB) string {
	t.Helper()
	base := os.Getenv("READOUT_POSTGRES")
	if base == "" {
		t.Skip("READOUT_POSTGRES names no database, so nothing is tried on PostgreSQL")
	}
	ctx := context.Background()
	admin, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	schema := fmt.Sprintf("readout_test_%d_%d", os.Getpid(), schemas.Add(1))
	if _, err := admin.ExecContext(ctx, "CREATE SCHEMA "+schema); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	t.Cleanup(func() {
		if _, err := admin.ExecContext(ctx, "DROP SCHEMA "+schema+" CASCADE"); err != nil {
			t.Error(err)
		}
		if err := admin.Close(); err != nil {
			t.Error(err)
		}
	})
	return u.String()
}

func openTest(t testing.TB) readout.Store {
	t.Helper()
	s, err := Open(context.Background(), place(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) readout.Store { return openTest(t) })
}

// TestAnswers holds PostgreSQL to the answers of SQLite, word for word, however many rows it walks.
func TestAnswers(t *testing.T) {
	where := place(t)
	s, err := Open(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	storetest.Fill(t, s)
	execute(t, where, "ANALYZE")
	defer func(walk int) { dialect.Walk = walk }(dialect.Walk)
	for _, dialect.Walk = range []int{dialect.Walk, 1} {
		golden.File(t, "../storetest/testdata/answers.txt", []byte(storetest.Dump(t, s)))
	}
}

func TestOpenTogether(t *testing.T) {
	where := place(t)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			s, err := Open(t.Context(), where)
			if err != nil {
				t.Error(err)
				return
			}
			if err := errors.Join(s.Check(t.Context()), s.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func execute(t *testing.T, where, query string) {
	t.Helper()
	config, err := pgx.ParseConfig(where)
	if err != nil {
		t.Fatal(err)
	}
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol // several statements at once
	db := stdlib.OpenDB(*config)
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

func TestNewer(t *testing.T) {
	where := place(t)
	s, err := Open(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	execute(t, where, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)")
	if _, err := Open(t.Context(), where); !errors.Is(err, readout.ErrNewer) {
		t.Errorf("error %v", err)
	}
}

// TestMigrate brings ledgers of each earlier schema up to date: those of schema-N.sql, which hold an article.
func TestMigrate(t *testing.T) {
	for n := int64(1); n < sqlstore.Newest; n++ {
		t.Run(fmt.Sprint("from ", n), func(t *testing.T) {
			where := place(t)
			db, err := sql.Open("pgx", where)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(sqlstore.Migrate(t.Context(), db, &dialect, n, nil), db.Close()); err != nil {
				t.Fatal(err)
			}
			rows, err := os.ReadFile(fmt.Sprintf("../internal/sqlstore/testdata/schema-%d.sql", n))
			if err != nil {
				t.Fatal(err)
			}
			execute(t, where, dialect.Translate(string(rows)))

			s, err := Open(t.Context(), where)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			storetest.Migrated(t, s)
		})
	}
}

// TestReadOnly asks somebody's ledger who may only read it.
func TestReadOnly(t *testing.T) {
	where := place(t)
	s, err := Open(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Fill(t, s)
	want := storetest.Dump(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), where+"&default_transaction_read_only=on"); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := storetest.Dump(t, s); got != want {
		t.Errorf("other answers:\n%s", got)
	}
	if _, _, err := s.AddKey(t.Context(), "x"); !errors.Is(err, readout.ErrReadOnly) {
		t.Errorf("writing: %v", err)
	}
}

func TestNoDatabase(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for _, where := range []string{"postgres://nobody:secret@127.0.0.1:1/nothing", "postgres://::bad", "postgres://nobody:secret@127.0.0.1:port/nothing"} {
		s, err := Open(ctx, where)
		if err == nil {
			t.Errorf("%s was opened", where)
			s.Close()
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}

// openScale opens the ledger that READOUT_SCALE_LEDGER names, so that it need not be made again, else a new one.
func openScale(t *testing.T) readout.Store {
	where := os.Getenv("READOUT_SCALE_LEDGER")
	if where == "" {
		return openTest(t)
	}
	s, err := Open(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestScale(t *testing.T) { storetest.Scale(t, openScale(t)) }

func TestCrowd(t *testing.T) { storetest.Crowd(t, openScale(t)) }
