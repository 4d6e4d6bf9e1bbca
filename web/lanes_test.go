package web

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

func TestSpeaksFor(t *testing.T) {
	at := func(text, words string) []readout.Mention {
		i := strings.Index(text, words)
		return []readout.Mention{{Span: readout.Span{Start: i, End: i + len(words)}, Form: readout.ByName}}
	}
	for _, c := range []struct {
		text, role, country, party string
		kind                       readout.EntityKind
		want                       bool
	}{
		{"Asbahi, the foreign minister of Altland", "foreign minister of Altland", "", "Altland", readout.Organization, true},
		{"Altland's foreign minister, Asbahi", "foreign minister", "", "Altland", readout.Organization, true},
		{"The Houthis’ chief negotiator, Asbahi", "chief negotiator", "", "Houthis", readout.Group, true},
		{"Asbahi, the foreign minister, met Altland's king", "foreign minister", "", "Altland", readout.Organization, false},
		{"the Yemeni minister Asbahi; Yemen", "minister", "YE", "Yemen", readout.Country, true},
		{"the minister Asbahi; the port of Altlandia; Altland", "minister of Altlandia", "", "Altland", readout.Organization, false},
		{"Asbahi; Altland", "", "", "Altland", readout.Organization, false},
	} {
		e := &readout.Entity{ID: "e1", Name: "Asbahi", Country: c.country}
		if c.role != "" {
			e.Roles = []string{c.role}
		}
		party := &readout.Entity{ID: "e2", Name: c.party, Kind: c.kind, Country: c.country, Mentions: at(c.text, c.party)}
		if got := speaksFor(c.text, e, party); got != c.want {
			t.Errorf("%s: %t", c.text, got)
		}
	}
}

// Days stand in the order of time, those told as weeks by their first day, and today among them where some are to come.
func TestLaneOrder(t *testing.T) {
	v := &lanes{Sides: []readout.IdentityRef{{Name: "Altland"}, {Name: "Torvian Front"}}, Middle: "Together"}
	v.cell("", 0)
	v.cell("2026-W20", -1)
	v.cell("2026-06-02", 1)
	v.cell("2026-05-04", 0)
	v.order("2026-05-20")
	var got []string
	for _, d := range v.Days {
		name := d.Date
		if d.Today {
			name += " today"
		}
		for _, c := range d.Cells {
			name += "|" + c.Side
		}
		got = append(got, name)
	}
	want := "2026-05-04|Altland|Together|Torvian Front 2026-W20|Altland|Together|Torvian Front 2026-05-20 today 2026-06-02|Altland|Together|Torvian Front |Altland|Together|Torvian Front"
	if strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
}

// What articles tell in the same words, or in words that hold the others, is told once.
func TestToldTogether(t *testing.T) {
	var l toldList
	for _, x := range []toldBy{
		{Words: "failed to agree on a ceasefire", Date: "2026-05-14", Article: readout.ArticleRef{ID: "b"}},
		{Words: "The sides failed to agree on a ceasefire on Monday", Date: "2026-05-04", Article: readout.ArticleRef{ID: "a"}},
		{Words: "agree on a cease", Date: "2026-05-01", Article: readout.ArticleRef{ID: "c"}},
		{Words: "failed to agree on a ceasefire", Date: "2026-05-04", Article: readout.ArticleRef{ID: "a"}},
	} {
		l.add(x)
	}
	if len(l.Items) != 2 || l.Items[0].Date != "2026-05-04" || len(l.Items[0].Also) != 1 || l.Items[0].Also[0].ID != "a" {
		t.Errorf("%+v", l.Items)
	}
}
