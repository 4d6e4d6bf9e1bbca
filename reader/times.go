package reader

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// times puts time expressions into the form of a record.
func times(d *text.Doc, found []timex.Time) []readout.Time {
	if len(found) == 0 {
		return nil
	}
	out := make([]readout.Time, len(found))
	for i := range found {
		t := &found[i]
		out[i] = readout.Time{Span: d.Range(t.First, t.End), Type: t.Type.String(), Value: t.Value, Mod: t.Mod}
	}
	return out
}
