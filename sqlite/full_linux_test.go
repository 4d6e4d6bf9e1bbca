package sqlite

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/readout-project/readout/storetest"
)

// TestLimit writes until the limit of the size of files (ulimit -f) is reached: it is told as no room, by the name of the ledger, and nothing
// that was added is lost.
func TestLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	var usual syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &usual); err != nil {
		t.Fatal(err)
	}
	limit := func(bytes uint64) {
		t.Helper()
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: usual.Max}); err != nil {
			t.Fatal(err)
		}
	}
	defer limit(usual.Cur)
	limit(1 << 20)
	added, err := storetest.FillUp(t, s)
	if added == 0 || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "ulimit -f") {
		t.Errorf("%d articles, error %v", added, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	limit(usual.Cur)
	goOn(t, path, added)
}
