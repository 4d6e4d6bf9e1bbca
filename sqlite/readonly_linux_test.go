package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/storetest"
)

// TestReadOnly reads a file that may not be written, in a folder that may and in one that may not be.
func TestReadOnly(t *testing.T) {
	for name, folderMode := range map[string]os.FileMode{"folder read-only": 0o555, "folder writable": 0o777} {
		t.Run(name, func(t *testing.T) {
			outer := t.TempDir()
			folder := filepath.Join(outer, "ledgers")
			path := filepath.Join(folder, "ledger.db")
			s, err := Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			storetest.Fill(t, s)
			want := storetest.Dump(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			for name, mode := range map[string]os.FileMode{filepath.Dir(outer): 0o755, outer: 0o755, folder: folderMode, path: 0o444} {
				if err := os.Chmod(name, mode); err != nil {
					t.Fatal(err)
				}
			}
			defer os.Chmod(folder, 0o755)
			runtime.LockOSThread() // of the thread alone: somebody whom the permissions hold for
			defer runtime.UnlockOSThread()
			if os.Geteuid() == 0 {
				if err := syscall.Setfsuid(65534); err != nil {
					t.Fatal(err)
				}
				defer syscall.Setfsuid(0)
			}
			if s, err = Open(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if got := storetest.Dump(t, s); got != want {
				t.Errorf("other answers:\n%s", got)
			}
			_, err = s.Put(t.Context(), readout.Entry{Record: &readout.Readout{Article: readout.Article{ID: "x", Text: "x"}}})
			_, _, keyErr := s.AddKey(t.Context(), "x")
			for _, err := range []error{err, keyErr, s.Delete(t.Context(), "x")} {
				if !errors.Is(err, readout.ErrReadOnly) {
					t.Errorf("writing: %v", err)
				}
			}
			if err := s.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}
