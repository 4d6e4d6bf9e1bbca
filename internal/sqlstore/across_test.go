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
// READOUT_SCALE_RECORDS, multiplied, so that their people are in it already. Its time is what is done because of other articles.
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
	var all []time.Duration
	for b.Loop() {
		spent, err := s.Across(b.Context(), fresh[len(all)%len(fresh)])
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, spent)
	}
	slices.Sort(all)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(all[len(all)/2]), "median-ms")
	b.ReportMetric(ms(all[len(all)*99/100]), "99th-ms")
	b.ReportMetric(ms(all[len(all)-1]), "worst-ms")
}
