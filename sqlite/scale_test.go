package sqlite

import (
	"context"
	"os"
	"testing"

	"github.com/readout-project/readout/storetest"
)

// TestScale keeps its ledger where READOUT_SCALE_LEDGER says, so that it need not be made again.
func TestScale(t *testing.T) {
	path := os.Getenv("READOUT_SCALE_LEDGER")
	if path == "" {
		storetest.Scale(t, openTest(t))
		return
	}
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	storetest.Scale(t, s)
}
