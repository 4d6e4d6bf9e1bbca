package outcome

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/wording"
)

// The reports of package demo: what became of what is promised, threatened, demanded and offered in them, and by which words. What is
// proposed as done or not is so.
func TestDemo(t *testing.T) {
	all := Follow(full.Kept(t, full.Ledger(t)), "2026-03-30")
	gold, err := os.ReadFile("testdata/demo.txt")
	if err != nil {
		t.Fatal(err)
	}
	n, right := 0, 0
	for _, line := range wording.Lines(string(gold)) {
		cells := strings.Split(strings.TrimSuffix(line, " |"), " | ")
		i := slices.IndexFunc(all, func(c Commitment) bool { return c.Speaker == cells[0] && strings.HasPrefix(c.Words, cells[1]) })
		if i < 0 {
			t.Logf("not read: %s", line)
			continue
		}
		c := &all[i]
		n++
		ok := c.Kind == cells[2] && c.State == cells[3]
		for part := range strings.SplitSeq(strings.Join(cells[4:], ""), "/") {
			ok = ok && (part == "" || slices.ContainsFunc(c.Evidence, func(e Evidence) bool { return strings.Contains(e.Words, part) }))
		}
		if ok {
			right++
		} else {
			t.Logf("%s: %s, %s; %d pieces of evidence", line, c.Kind, c.State, len(c.Evidence))
		}
	}
	proposed := 0
	for _, c := range all {
		if c.State == "done" || c.State == "not done" || c.State == "told differently" {
			proposed++
		}
	}
	t.Logf("%d of %d commitments are as a reader has them; %d of %d in all have a proposal", right, n, proposed, len(all))
	if n < 13 || right < n-1 {
		t.Errorf("%d of %d", right, n)
	}
}

// As of a day, what was published later is not known, and what is due later is not overdue.
func TestAsOf(t *testing.T) {
	var then []*readout.Kept
	for _, k := range full.Kept(t, full.Ledger(t)) {
		if k.Published < "2026-02-20" {
			then = append(then, k)
		}
	}
	for _, c := range Follow(then, "2026-02-20") {
		if strings.HasPrefix(c.Words, "his country would open two gates") && (c.State != "due" || len(c.Evidence) > 0) {
			t.Errorf("%+v", c)
		}
	}
}

// A person's word stands above what is proposed, and the proposal stays.
func TestConfirmed(t *testing.T) {
	s := full.Ledger(t)
	var c Commitment
	for _, c = range Follow(full.Kept(t, s), "2026-03-30") {
		if strings.HasPrefix(c.Words, "We will not cut") {
			break
		}
	}
	_, err := s.Correct(t.Context(), readout.Correction{Article: c.Article, Kind: readout.Done, Statement: c.Statement,
		By: readout.By{Who: "desk", When: time.Date(2026, 3, 20, 0, 0, 0, 0, time.UTC), Note: "other jobs"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range Follow(full.Kept(t, s), "2026-03-30") {
		if d.Statement == c.Statement {
			if d.State != "done" || d.Confirmed == nil || d.Confirmed.Who != "desk" || len(d.Evidence) != len(c.Evidence) {
				t.Errorf("%+v", d)
			}
			if last := d.History[len(d.History)-1]; !strings.Contains(last.State, "confirmed by desk") {
				t.Errorf("%+v", d.History)
			}
		}
	}
}

// The order of articles makes no difference.
func TestOrder(t *testing.T) {
	all := full.Kept(t, full.Ledger(t))
	forth := fmt.Sprintf("%+v", Follow(all, "2026-03-30"))
	slices.Reverse(all)
	if back := fmt.Sprintf("%+v", Follow(all, "2026-03-30")); back != forth {
		t.Error("the order of articles makes a difference")
	}
}

func TestCore(t *testing.T) {
	names := map[string]bool{"ostran": true}
	for words, want := range map[string]string{
		"We will not cut a single job":            "cut true [cut singl job]",
		"Ostrana to open the gates without delay": "open false [open gat delay]",
		"the trains will stop on Monday":          "stop false [train stop]",
		"their release":                           "fre false [fre]",
		"":                                        " false []",
	} {
		if c := coreOf(words, names); fmt.Sprintf("%s %v %v", c.key, c.denied, c.stems) != want {
			t.Errorf("%q: %s %v %v", words, c.key, c.denied, c.stems)
		}
	}
}

func TestData(t *testing.T) {
	if len(kinds) != 5 || len(answers) != 2 || len(introducing) < 8 {
		t.Errorf("%d kinds, %d answers, %d words that introduce", len(kinds), len(answers), len(introducing))
	}
	if len(undone) < 4 || len(undone["answer"]) < 5 || undone[""] != nil {
		t.Errorf("%d that can be told to be undone in other words", len(undone))
	}
	for _, k := range kinds {
		if len(k.acts) == 0 || len(k.nouns) == 0 {
			t.Errorf("%q has no acts or nouns", k.name)
		}
	}
}
