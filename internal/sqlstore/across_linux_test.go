package sqlstore_test

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/sqlite"
	"github.com/readout-project/readout/storetest"
)

// BenchmarkAcross adds articles, one at a time and without keeping them, to the ledger that READOUT_SCALE_LEDGER names: records of
// READOUT_SCALE_RECORDS, multiplied, so that their people are in it already. It tells what is done because of other articles: how long it takes, and how long a processor works for it.
func BenchmarkAcross(b *testing.B) {
	name, records := os.Getenv("READOUT_SCALE_LEDGER"), os.Getenv("READOUT_SCALE_RECORDS")
	if name == "" || records == "" {
		b.Skip("READOUT_SCALE_LEDGER and READOUT_SCALE_RECORDS name no ledger and no records")
	}
	s, err := sqlite.Open(b.Context(), name)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var fresh []readout.Entry
	for e := range storetest.Multiply(storetest.Read(b, records)) {
		e.Key = fmt.Sprint("fresh ", len(fresh))
		if fresh = append(fresh, e); len(fresh) == 400 {
			break
		}
	}
	var took, worked []time.Duration
	for b.Loop() {
		spent, err := s.Across(b.Context(), fresh[len(took)%len(fresh)])
		if err != nil {
			b.Fatal(err)
		}
		took, worked = append(took, spent.Took), append(worked, spent.Worked)
	}
	b.ReportMetric(0, "ns/op")
	for name, all := range map[string][]time.Duration{"ms": took, "cpu-ms": worked} {
		slices.Sort(all)
		for part, at := range map[string]int{"median": len(all) / 2, "99th": len(all) * 99 / 100, "worst": len(all) - 1} {
			b.ReportMetric(float64(all[at].Microseconds())/1000, part+"-"+name)
		}
	}
}
