package entity

import (
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

func TestTrimmed(t *testing.T) {
	for _, c := range []struct {
		words string
		kind  readout.EntityKind
		name  string
		want  readout.EntityKind
	}{
		{"LOWER ATOLL - Thirty", readout.Organization, "LOWER ATOLL", readout.Organization},
		{"Trades-Union Congress", readout.Organization, "Trades-Union Congress", readout.Organization},
		{"Transport Department", readout.Place, "Transport Department", readout.Organization},
		{"New Haven", readout.Place, "New Haven", readout.Place},
	} {
		d := text.New(c.words)
		n := Name{First: 0, End: len(d.Tokens), Kind: c.kind}
		trimmed(&n, d)
		if got := d.Range(n.First, n.End).In(d.Text); got != c.name || n.Kind != c.want {
			t.Errorf("%q: %q, %s; want %q, %s", c.words, got, n.Kind, c.name, c.want)
		}
	}
}
