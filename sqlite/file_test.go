package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/sqlstore"
	"github.com/readout-project/readout/storetest"
)

func TestOpenMakesFolders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b", "c#d?e%41", "ledger.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// TestOpenTogether opens a new file by several at once, all of which bring its schema up to date.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			s, err := Open(t.Context(), path)
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

func TestNotALedger(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"text.db":      strings.Repeat("This is no database. ", 1000),
		"truncated.db": "SQLite format 3\x00\x10\x00",
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), path)
		if err == nil {
			t.Errorf("%s was opened", name)
			s.Close()
			continue
		}
		if !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "is not a ledger") {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(path); string(after) != content {
			t.Errorf("%s was changed", name)
		}
	}
	if _, err := Open(t.Context(), folder); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("a folder: %v", err)
	}
}

// TestDamage finds bytes that were changed in the middle of the file.
func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Fill(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file = bytes.ReplaceAll(file, []byte("exchanged in two weeks"), []byte("exchanged in six weeks"))
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context()); err == nil {
		t.Error("nothing was found")
	}
}

func execute(t *testing.T, path string, queries ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range queries {
		if _, err := db.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
}

func TestNewer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	execute(t, path, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)")
	if _, err := Open(t.Context(), path); !errors.Is(err, readout.ErrNewer) {
		t.Errorf("error %v", err)
	}
}

// TestMigrate brings ledgers of each earlier schema up to date: those of schema-N.sql, which hold an article.
func TestMigrate(t *testing.T) {
	for n := int64(1); n < sqlstore.Newest; n++ {
		t.Run(fmt.Sprint("from ", n), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.db")
			db, err := connect(path, "_txlock=immediate", "_pragma=journal_mode(wal)")
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
			execute(t, path, dialect.Translate(string(rows)))

			s, err := Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			storetest.Migrated(t, s)
		})
	}
}

// TestFull writes until there is no more room: it is told, what was there stays, and with room again it goes on.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	usual := pragmas
	defer func() { pragmas = usual }()
	pragmas = append(append([]string{}, usual...), "max_page_count(230)")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	added, err := storetest.FillUp(t, s)
	if added == 0 || !strings.Contains(err.Error(), path) {
		t.Errorf("%d articles, error %v", added, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	pragmas = usual
	goOn(t, path, added)
}

// goOn opens a file that was full, with room again: all that was added is there, and more can be.
func goOn(t *testing.T, path string, added int) {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	st, err := s.Stats(t.Context())
	if err != nil || st.Articles != added {
		t.Errorf("%d articles of %d, %v", st.Articles, added, err)
	}
	storetest.Fill(t, s)
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestOtherProgram reads the file with the SQLite of Python, as Datasette does.
func TestOtherProgram(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to read the file with")
	}
	path := filepath.Join(t.TempDir(), "ledger.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Fill(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "testdata/datasette.py", path, "../internal/sqlstore/dictionary.txt").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Logf("%s", out)
}

func TestCanceledOpen(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, filepath.Join(t.TempDir(), "ledger.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
