package positions

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/ledger"
)

func hit(key, date, words string) readout.Hit {
	return readout.Hit{Key: key, Date: date, Words: []string{words}}
}

// Topics are words that several statements have; people name some and join words to them. The order of statements makes no difference.
func TestTopics(t *testing.T) {
	hits := []readout.Hit{
		hit("a", "2026-05-04", "No tariff will stay"), hit("b", "2026-03-01", "The tariffs of Torvia must go, Ana"),
		hit("c", "2026-03-01", "Ana knows Torvia"), hit("d", "2026-06-01", "Customs are a burden"),
	}
	tell := func(named map[string][]string) string {
		var all []string
		for _, topic := range Topics(hits, []string{"Ana Kovac"}, named) {
			all = append(all, fmt.Sprint(topic.Name, topic.In))
		}
		return strings.Join(all, " ")
	}
	if got := tell(nil); got != "tariff[0 1] torvia[1 2]" {
		t.Error(got)
	}
	named := Named([]readout.Link{{Kind: readout.Topic, A: "trade", B: "tariffs"}, {Kind: readout.Topic, A: "trade", B: "customs"}, {Kind: readout.SameRemark, A: "x", B: "y"}})
	if got := tell(named); got != "trade[0 1 3] torvia[1 2]" {
		t.Error(got)
	}
}

// What Mira Solen said of the tariff, and where the wording changed, in the reports of package demo.
func TestDemo(t *testing.T) {
	s := full.Ledger(t)
	l, err := s.Search(t.Context(), readout.Filter{Speaker: []string{"Mira Solen"}}, readout.ByDate, readout.Paging{Limit: 400})
	if err != nil {
		t.Fatal(err)
	}
	all := Of(l.Items, []string{"Mira Solen"}, nil)
	i := slices.IndexFunc(all, func(p Position) bool { return p.Topic == "tariff" })
	if i < 0 {
		t.Fatalf("no tariff among %d topics", len(all))
	}
	p := all[i]
	if len(p.Statements) < 5 || !slices.IsSortedFunc(p.Statements, func(a, b ledger.Cite) int { return strings.Compare(a.Date, b.Date) }) {
		t.Errorf("%d statements", len(p.Statements))
	}
	changed := ""
	for _, c := range p.Changes {
		changed += c.Before.Date + ">" + c.Then.Date + " "
		if c.Before.Date >= c.Then.Date {
			t.Errorf("%s is no later than %s", c.Then.Date, c.Before.Date)
		}
	}
	if !strings.Contains(changed, "2026-02-16>2026-02-28") {
		t.Errorf("wording changed %s", changed)
	}
	back := slices.Clone(l.Items)
	slices.Reverse(back)
	if fmt.Sprint(Of(back, []string{"Mira Solen"}, nil)) != fmt.Sprint(all) {
		t.Error("the order of statements makes a difference")
	}
}
