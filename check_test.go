package readout

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	if err := sampleRecord(t).Check(); err != nil {
		t.Errorf("the sample: %v", err)
	}
	if err := new(Readout).Check(); err != nil {
		t.Errorf("the empty record: %v", err)
	}
	for _, c := range []struct {
		want  string
		spoil func(*Readout)
	}{
		{"not valid UTF-8", func(r *Readout) { r.Article.Text += "\xff" }},
		{`entity 1: its id "e1" is empty or taken`, func(r *Readout) { r.Entities[1].ID = "e1" }},
		{`statement 1: its id "" is empty or taken`, func(r *Readout) { r.Statements[1].ID = "" }},
		{"e1: span", func(r *Readout) { r.Entities[0].Mentions[0].Start = -1 }},
		{"s1 content: span", func(r *Readout) { r.Statements[0].Content[0].End = 9999 }},
		{"inside a character", func(r *Readout) { r.Statements[0].Content[0].Start-- }},
		{"s1 cue: span 5:4", func(r *Readout) { r.Statements[0].Cue = Span{5, 4} }},
		{`unknown kind "thing"`, func(r *Readout) { r.Entities[0].Kind = "thing" }},
		{`unknown form "guess" of a mention`, func(r *Readout) { r.Entities[0].Mentions[0].Form = "guess" }},
		{`member "e9"`, func(r *Readout) { r.Entities[0].Members = []string{"e9"} }},
		{"e1: mention at byte", func(r *Readout) { m := r.Entities[0].Mentions; m[0], m[1] = m[1], m[0] }},
		{"e2: it begins at byte", func(r *Readout) { e := r.Entities; e[1], e[2] = e[2], e[1] }},
		{`unknown form "spoken"`, func(r *Readout) { r.Statements[0].Form = "spoken" }},
		{`unknown basis "luck"`, func(r *Readout) { r.Statements[0].Basis = "luck" }},
		{`basis "" with speaker "e1"`, func(r *Readout) { r.Statements[0].Basis = "" }},
		{"s1: no content", func(r *Readout) { r.Statements[0].Content = nil }},
		{"s5: content at byte", func(r *Readout) { c := r.Statements[4].Content; c[0], c[1] = c[1], c[0] }},
		{`speaker "e7" is no entity`, func(r *Readout) { r.Statements[0].Speaker = "e7" }},
		{`addressee "e7" is no entity`, func(r *Readout) { r.Statements[0].Addressees = []string{"e7"} }},
		{`"s9" is no other statement`, func(r *Readout) { r.Statements[0].InReplyTo = "s9" }},
		{`"s1" is no other statement`, func(r *Readout) { r.Statements[0].Within = "s1" }},
		{"s2: it lies within itself", func(r *Readout) { r.Statements[1].Within = "s3" }},
		{"s1: confidence 2", func(r *Readout) { r.Statements[0].Confidence = 2 }},
		{"s1: it begins at byte", func(r *Readout) { s := r.Statements; s[0], s[1] = s[1], s[0] }},
	} {
		r := sampleRecord(t)
		c.spoil(r)
		if err := r.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want a fault with %q, got %v", c.want, err)
		}
	}
}

func TestCheckStops(t *testing.T) {
	r := &Readout{Entities: make([]Entity, 100)}
	if n := strings.Count(r.Check().Error(), "\n") + 1; n != maxFaults {
		t.Errorf("%d faults", n)
	}
}
