package mcp_test

import (
	"strings"
	"testing"

	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/figures"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/mcp"
	"github.com/readout-project/readout/outcome"
)

// The tools across articles answer with exact words, as of a day, and tell of faults.
func TestAcross(t *testing.T) {
	c := connected(t, mcp.New(full.Ledger(t), options()))
	all := call[across.Answer[figures.Group]](t, c, "compare_figures", map[string]any{"query": "about:bridge"})
	if len(all.Items) == 0 || all.Items[0].Thing != "dead" || !all.Items[0].Differ || all.Items[0].Figures[0].Words == "" {
		t.Errorf("%+v", all)
	}
	then := call[across.Answer[figures.Group]](t, c, "compare_figures", map[string]any{"query": "about:bridge", "as_of": "2026-02-10"})
	if len(then.Items) == 1 && then.Items[0].Differ || then.Articles >= all.Articles {
		t.Errorf("as of the first day: %+v", then)
	}
	kept := call[across.Answer[outcome.Commitment]](t, c, "follow_commitments", map[string]any{"limit": 3})
	if len(kept.Items) != 3 || !kept.More {
		t.Errorf("%d commitments, more %v", len(kept.Items), kept.More)
	}
	said := call[mcp.Positions](t, c, "person_positions", map[string]any{"person": "mira-solen"})
	if said.Person == nil || len(said.Positions) == 0 || len(said.Positions[0].Statements) == 0 {
		t.Fatalf("%+v", said)
	}
	one := call[mcp.Remark](t, c, "compare_remark", map[string]any{"statement": said.Positions[0].Statements[0].Statement})
	if one.Outlets < 2 || len(one.Variants) == 0 || !strings.Contains(one.Statements[0].Citation, "Solen") {
		t.Errorf("%+v", one)
	}
	for _, name := range []string{"version_changes", "compare_accounts", "follow_talks", "check_past", "unnamed_sources", "list_remarks", "verify_quotations", "check_rules"} {
		if got := call[across.Answer[map[string]any]](t, c, name, nil); len(got.Items) == 0 {
			t.Errorf("%s: nothing", name)
		}
	}
}
