package sqlstore

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/readout-project/readout/ledger"
)

func TestNumbers(t *testing.T) {
	before := int64(-1)
	for _, date := range []string{"", "0001-01-01", "1970-01-01", "2026-02-28", "2026-03-01", "9999-12-31"} {
		number := first("an article", date) | placeMask
		if got := dayOf(number); got != date {
			t.Errorf("the number of %q is one of %q", date, got)
		}
		if number <= before {
			t.Errorf("the number of %q is not higher than that of the date before", date)
		}
		before = number
	}
	for _, date := range []string{"2026-02-30", "2026", "yesterday", "2026-1-1", "10000-01-01"} {
		if n := dayNumber(date); n != 0 {
			t.Errorf("%q is day %d", date, n)
		}
	}
}

func TestBound(t *testing.T) {
	for date, want := range map[string]string{"": "", "2026": "2026-01-01", "2026-05": "2026-05-01", "2026-05-04": "2026-05-04"} {
		n, err := bound(date)
		if err != nil || dayOf(n) != want {
			t.Errorf("%q: %q, %v", date, dayOf(n), err)
		}
	}
	for _, date := range []string{"26", "2026-13", "2026-05-04T10:00", "soon", "0000"} {
		if _, err := bound(date); err == nil {
			t.Errorf("%q is a bound", date)
		}
	}
}

func TestToken(t *testing.T) {
	for _, c := range [][3]string{
		{"outlet", "The Daily-Courier", "outlet_the_daily_courier"},
		{"place", "Zürich", "place_zurich"},
		{"act", "no_comment", "act_no_comment"},
		{"claim", "", "claim_"},
	} {
		if got := token(c[0], c[1]); got != c[2] {
			t.Errorf("token of %s %q: %s", c[0], c[1], got)
		}
	}
	long := token("outlet", strings.Repeat("世", 500))
	n := 0
	for w := range ledger.Words(long) {
		if n++; w.Folded != long {
			t.Errorf("the token of a long value is found as %q", w.Folded)
		}
	}
	if n != 1 || len(long) > maxToken || !utf8.ValidString(long) {
		t.Errorf("%d words of %d bytes", n, len(long))
	}
}

func TestSearched(t *testing.T) {
	for what, text := range map[string]string{
		"long word": strings.Repeat("é", maxSearchedBytes), "many words": strings.Repeat("ab ", maxSearchedWords+5), "short": "as it is",
	} {
		got := searched(text)
		n := 0
		for range ledger.Words(got) {
			n++
		}
		if !utf8.ValidString(got) || len(got) > maxSearchedBytes || n > maxSearchedWords || !strings.HasPrefix(text, got) {
			t.Errorf("%s: %d bytes, %d words", what, len(got), n)
		}
	}
}

func TestRebind(t *testing.T) {
	d := Dialect{Numbered: true}
	if got := d.rebind("a = ? AND b IN (?, ?)"); got != "a = $1 AND b IN ($2, $3)" {
		t.Error(got)
	}
}
