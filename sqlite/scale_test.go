package sqlite

import (
	"os"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/storetest"
)

// openScale opens the ledger that READOUT_SCALE_LEDGER names, so that it need not be made again, else a new one.
func openScale(t *testing.T) readout.Store {
	path := os.Getenv("READOUT_SCALE_LEDGER")
	if path == "" {
		return openTest(t)
	}
	s, err := Open(t.Context(), path)
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
