package act

import (
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/text"
)

func TestRecord(t *testing.T) {
	d := text.New("We will leave by Friday if it rains.")
	statements := make([]readout.Statement, 1)
	Record(d, statements, []Reading{{
		Acts: []Act{{Type: Commitment, Range: attribution.Range{First: 0, End: 8}, Target: 3,
			Condition: attribution.Range{First: 5, End: 8}, Deadline: attribution.Range{First: 4, End: 5}}},
		Claims: []attribution.Range{{First: 6, End: 8}},
	}}, func(int) string { return "e4" }, func(s readout.Span) *readout.Time {
		return &readout.Time{Span: s, Type: "DATE"}
	})
	a := statements[0].Acts[0]
	for _, c := range []struct{ got, want string }{
		{string(a.Type), "commitment"}, {a.Span.In(d.Text), "We will leave by Friday if it rains"}, {a.Target, "e4"},
		{a.Condition.In(d.Text), "if it rains"}, {a.Deadline.Span.In(d.Text), "Friday"}, {statements[0].Claims[0].In(d.Text), "it rains"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
