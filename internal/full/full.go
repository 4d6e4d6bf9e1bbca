// Package full makes a ledger of the reports of package demo, for tests.
package full

import (
	"sync"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/demo"
	"github.com/readout-project/readout/reader"
	"github.com/readout-project/readout/sqlite"
)

// entries reads the reports once.
var entries = sync.OnceValues(func() (out []readout.Entry, err error) {
	articles, err := demo.Articles()
	if err != nil {
		return nil, err
	}
	r, err := reader.New()
	if err != nil {
		return nil, err
	}
	for _, a := range articles {
		record, err := r.Read(a)
		if err != nil {
			return nil, err
		}
		out = append(out, readout.Entry{Key: a.URL, Models: "demo", Record: record})
	}
	return out, nil
})

// Entries returns the reports with their records, in the order in which they were published.
func Entries(t testing.TB) []readout.Entry {
	t.Helper()
	all, err := entries()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Ledger returns a ledger that holds the reports, which goes with the test.
func Ledger(t testing.TB) readout.Store {
	t.Helper()
	return Of(t, Entries(t)...)
}

// Of returns a ledger that holds some entries, added one after the other.
func Of(t testing.TB, all ...readout.Entry) readout.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), t.TempDir()+"/ledger.db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.Put(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
	return s
}

// Kept returns the latest version of all articles of a ledger, oldest first.
func Kept(t testing.TB, s readout.Store) (out []*readout.Kept) {
	t.Helper()
	l, err := s.Articles(t.Context(), readout.Filter{}, readout.Paging{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for i := len(l.Items) - 1; i >= 0; i-- {
		k, err := s.Get(t.Context(), l.Items[i].ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, k)
	}
	return out
}
