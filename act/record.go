package act

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/text"
)

// Record puts readings into the statements of a record, to which they are parallel. ID tells the id of an entity, and
// time the time expression that the words of a deadline hold, or nil.
func Record(d *text.Doc, statements []readout.Statement, readings []Reading, id func(entity int) string, time func(words readout.Span) *readout.Time) {
	span := func(x attribution.Range) readout.Span { return d.Range(x.First, x.End) }
	for i := range readings {
		s := &statements[i]
		for _, a := range readings[i].Acts {
			x := readout.Act{Type: a.Type, Span: span(a.Range), Condition: span(a.Condition)}
			if a.Target >= 0 {
				x.Target = id(a.Target)
			}
			if a.Deadline.First < a.Deadline.End {
				x.Deadline = time(span(a.Deadline))
			}
			s.Acts = append(s.Acts, x)
		}
		for _, c := range readings[i].Claims {
			s.Claims = append(s.Claims, span(c))
		}
	}
}
