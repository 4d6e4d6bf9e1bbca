package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
	"github.com/readout-project/readout/storetest"
)

var schemas atomic.Int64

// openTest opens a ledger in a schema of its own of the database that READOUT_POSTGRES names.
func openTest(t testing.TB) readout.Store {
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
	s, err := Open(ctx, u.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if _, err := admin.ExecContext(ctx, "DROP SCHEMA "+schema+" CASCADE"); err != nil {
			t.Error(err)
		}
		if err := admin.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) readout.Store { return openTest(t) })
}

// TestAnswers holds PostgreSQL to the answers of SQLite, word for word.
func TestAnswers(t *testing.T) {
	s := openTest(t)
	storetest.Fill(t, s)
	golden.File(t, "../storetest/testdata/answers.txt", []byte(storetest.Dump(t, s)))
}
