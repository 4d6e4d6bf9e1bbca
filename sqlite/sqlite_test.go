package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
	"github.com/readout-project/readout/storetest"
)

func openTest(t testing.TB) readout.Store {
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "ledger.db"))
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

func TestAnswers(t *testing.T) {
	s := openTest(t)
	storetest.Fill(t, s)
	golden.File(t, "../storetest/testdata/answers.txt", []byte(storetest.Dump(t, s)))
}
