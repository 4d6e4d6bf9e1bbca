package across_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/past"
	"github.com/readout-project/readout/wording"
)

func lines(t *testing.T, name string) []string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return wording.Lines(string(b))
}

// What the reports of package demo tell of the past, each claim with what the ledger holds of it.
func TestHistory(t *testing.T) {
	out, err := across.History.Ask(t.Context(), full.Ledger(t), across.Question{})
	if err != nil {
		t.Fatal(err)
	}
	gold := lines(t, "../past/testdata/demo.txt")
	right := 0
	for _, line := range gold {
		cells := strings.Split(strings.TrimSuffix(line, " |"), " | ")
		i := slices.IndexFunc(out.Items, func(c past.Claim) bool { return c.Outlet == cells[0] && strings.Contains(c.Words, cells[1]) })
		if i < 0 {
			t.Errorf("not found: %s", line)
			continue
		}
		c := &out.Items[i]
		if c.State != cells[2] || len(cells) > 3 && !slices.ContainsFunc(c.Beside, func(b past.Beside) bool { return strings.Contains(b.Words, cells[3]) }) {
			t.Errorf("%s: %s, beside %d", line, c.State, len(c.Beside))
			continue
		}
		right++
	}
	t.Logf("%d of %d claims; %d in all", right, len(gold), len(out.Items))
	for _, c := range out.Items {
		if c.State == past.AtOdds && !slices.ContainsFunc(gold, func(line string) bool { return strings.Contains(line, "| at odds") && strings.Contains(line, c.Outlet) }) {
			t.Errorf("%s is at odds", c.Words)
		}
	}
}
