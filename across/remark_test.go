package across_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/verify"
)

// What is told of one remark, by whom, and what people decide of it.
func TestRemarks(t *testing.T) {
	s := full.Ledger(t)
	solen := func() *across.Told {
		t.Helper()
		out, err := across.Remarks.Ask(t.Context(), s, across.Question{})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(out.Items, func(x across.Told) bool { return strings.HasPrefix(x.Longest.Words, "We will not trade water") })
		if i < 0 {
			t.Fatalf("%d remarks, none on water", len(out.Items))
		}
		return &out.Items[i]
	}
	told := solen()
	if told.Outlets != 5 || told.Independent != 4 || strings.Contains(told.Longest.Words, "Solen") {
		t.Errorf("%d outlets, %d independent: %s", told.Outlets, told.Independent, told.Longest.Words)
	}
	at := slices.IndexFunc(told.Wordings, func(w across.Wording) bool { return w.By[0].Outlet == "The Ostrana Herald" })
	if at < 0 || !slices.ContainsFunc(told.Wordings[at].Flags, func(f string) bool { return f == "polarity omitted: not" }) {
		t.Fatalf("the Herald turned it: %+v", told.Wordings)
	}
	for i, w := range told.Wordings {
		if w.Kind == "whole" && i < at {
			t.Error("a wording that turns the sense comes after the whole")
		}
	}
	herald := told.Wordings[at].By[0].Statement
	for _, w := range told.Wordings {
		for _, c := range w.By {
			if c.Statement != herald {
				if _, err := s.Link(t.Context(), readout.Link{Kind: readout.OtherRemark, A: c.Statement, B: herald, By: readout.By{Who: "desk"}}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if now := solen(); now.Outlets != 4 {
		t.Errorf("%d outlets after one was taken out", now.Outlets)
	}
	if _, err := s.Link(t.Context(), readout.Link{Kind: readout.SameRemark, A: told.Longest.Statement, B: herald, By: readout.By{Who: "desk"}}); err != nil {
		t.Fatal(err)
	}
	if now := solen(); now.Outlets != 5 {
		t.Errorf("%d outlets after it was joined again", now.Outlets)
	}
}

// Quotations that an outlet cut, invented or took out of its condition.
func TestQuotations(t *testing.T) {
	out, err := across.Quotations.Ask(t.Context(), full.Ledger(t), across.Question{Filter: readout.Filter{Outlet: []string{"The Plain Speaker"}}})
	if err != nil {
		t.Fatal(err)
	}
	for begins, want := range map[string]struct {
		verdict verify.Verdict
		problem verify.Kind
	}{
		"He knew people would die": {verify.NotFound, ""},
		"I told the mayor that":    {verify.Near, verify.Cut},
		"The trains will stop":     {verify.Here, verify.Qualifier},
		"We will lift the tariff":  {verify.Here, verify.Qualifier},
		"The offer is fair":        {verify.Near, verify.Cut},
	} {
		i := slices.IndexFunc(out.Items, func(c across.Checked) bool { return strings.HasPrefix(c.Words, begins) })
		if i < 0 {
			t.Errorf("%s: not there", begins)
			continue
		}
		c := &out.Items[i]
		if c.Verdict != want.verdict || want.problem != "" && !slices.ContainsFunc(c.Problems, func(p across.Problem) bool { return p.Kind == want.problem }) {
			t.Errorf("%s: %s, %v", begins, c.Verdict, c.Problems)
		}
		if len(c.Problems) > 0 && i >= 5 {
			t.Errorf("%s comes behind quotations with which nothing is the matter", begins)
		}
	}
}
