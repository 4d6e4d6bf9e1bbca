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

func TestCompany(t *testing.T) {
	f, err := lexiconOf()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		words string
		kind  readout.EntityKind
		want  bool
	}{
		{"Transport Department", readout.Place, true},
		{"Northvale Foods", readout.Person, true},
		{"Ann Capital", readout.Person, false},
		{"New Haven", readout.Place, false},
		{"Northvale Foods", readout.Other, true},
	} {
		d := text.New(c.words)
		marks := make([]uint32, len(d.Tokens))
		f.marks(d, marks)
		if got := (&NameFinder{lex: f}).company(&Name{First: 0, End: len(d.Tokens), Kind: c.kind}, d, marks); got != c.want {
			t.Errorf("%q, %s: %t", c.words, c.kind, got)
		}
	}
}
