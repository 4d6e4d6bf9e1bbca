package across_test

import (
	"context"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/sqlite"
)

// TestScale asks the ledger that READOUT_SCALE_LEDGER names everything that is asked of many articles: of the newest, of those of some outlets and
// people, and as of a day.
func TestScale(t *testing.T) {
	name := os.Getenv("READOUT_SCALE_LEDGER")
	if name == "" {
		t.Skip("READOUT_SCALE_LEDGER names no ledger")
	}
	s, err := sqlite.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d statements", n.Statements)
	found, err := s.Facets(t.Context(), readout.Filter{}, []string{"speaker", "outlet"}, 8)
	if err != nil {
		t.Fatal(err)
	}
	all := []across.Question{{}, {AsOf: "2018-05-05"}}
	for i := range found["speaker"] {
		all = append(all, across.Question{Filter: readout.Filter{Speaker: []string{found["speaker"][i].Value}}})
	}
	for i := range found["outlet"] {
		all = append(all, across.Question{Filter: readout.Filter{Outlet: []string{found["outlet"][i].Value}}})
	}
	for _, name := range slices.Sorted(maps.Keys(questions)) {
		timed(t, name, len(all), func(i int) error {
			_, err := questions[name](t.Context(), s, all[i])
			return err
		})
	}
	who := found["speaker"]
	of := func(name string, f func(ctx context.Context, person string) error) {
		timed(t, name, len(who), func(i int) error { return f(t.Context(), who[i].Value) })
	}
	of("positions", func(ctx context.Context, person string) error {
		_, err := across.PositionsOf(person).Ask(ctx, s, across.Question{})
		return err
	})
	of("remark", func(ctx context.Context, person string) error {
		said, err := s.Search(ctx, readout.Filter{Speaker: []string{person}}, readout.ByDate, readout.Paging{Limit: 1})
		if err != nil || len(said.Items) == 0 {
			return err
		}
		_, _, err = across.Remark(ctx, s, said.Items[0].Key)
		return err
	})
}

// timed logs how long it takes to ask something so many times.
func timed(t *testing.T, name string, n int, ask func(int) error) {
	t.Helper()
	times := make([]time.Duration, n)
	for i := range times {
		begun := time.Now()
		if err := ask(i); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		times[i] = time.Since(begun)
	}
	slices.Sort(times)
	t.Logf("%-12s median %5d ms, worst %5d ms", name, times[n/2].Milliseconds(), times[n-1].Milliseconds())
}
