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
		{"mark 1 at byte 0 is out of order", func(r *Readout) { r.Article.Marks = []Mark{{At: 3}, {At: 0}} }},
		{"mark 0 at byte 1000000 is out of order", func(r *Readout) { r.Article.Marks = []Mark{{At: 1000000}} }},
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
		{"s5 content: a span at byte", func(r *Readout) { c := r.Statements[4].Content; c[0], c[1] = c[1], c[0] }},
		{`speaker "e7" is no entity`, func(r *Readout) { r.Statements[0].Speaker = "e7" }},
		{`s1 addressee: "e7" is no entity`, func(r *Readout) { r.Statements[0].Addressees = []string{"e7"} }},
		{`"s9" is no other statement`, func(r *Readout) { r.Statements[0].InReplyTo = "s9" }},
		{`"s1" is no other statement`, func(r *Readout) { r.Statements[0].Within = "s1" }},
		{"s2: it lies within itself", func(r *Readout) { r.Statements[1].Within = "s3" }},
		{`occasion 1: its id "o1" is empty or taken`, func(r *Readout) { r.Occasions[1].ID = "o1" }},
		{`o1: unknown kind "party"`, func(r *Readout) { r.Occasions[0].Kind = "party" }},
		{`o1 participant: "e9"`, func(r *Readout) { r.Occasions[0].Participants[0] = "e9" }},
		{`o1: unknown relation "near"`, func(r *Readout) { r.Occasions[0].Relations[0].Type = "near" }},
		{`o1: "o1" is no other occasion`, func(r *Readout) { r.Occasions[0].Relations[0].Occasion = "o1" }},
		{"o1: no words speak of it", func(r *Readout) { r.Occasions[0].Spans = nil }},
		{"o1: it begins at byte", func(r *Readout) { o := r.Occasions; o[0], o[1] = o[1], o[0] }},
		{`o2 when: unknown type "DAY"`, func(r *Readout) { r.Occasions[1].When.Type = "DAY" }},
		{"o2 place: 91", func(r *Readout) { r.Occasions[1].Place.Lat = 91 }},
		{`s1: "o9" is no occasion`, func(r *Readout) { r.Statements[0].Occasion = "o9" }},
		{`s1 act: unknown type "shrug"`, func(r *Readout) { r.Statements[0].Acts[0].Type = "shrug" }},
		{`s1 act: target "e9" is no entity`, func(r *Readout) { r.Statements[0].Acts[0].Target = "e9" }},
		{"s1 act condition: span", func(r *Readout) { r.Statements[0].Acts[0].Condition.End = 9999 }},
		{"s3 act deadline: span", func(r *Readout) { r.Statements[2].Acts[0].Deadline.Start = -1 }},
		{"s5 claim: span", func(r *Readout) { r.Statements[4].Claims[0] = Span{} }},
		{"times: a span at byte", func(r *Readout) { r.Times[0], r.Times[1] = r.Times[1], r.Times[0] }},
		{"places: a span at byte", func(r *Readout) { r.Places[0], r.Places[1] = r.Places[1], r.Places[0] }},
		{`event 0: its id "" is empty or taken`, func(r *Readout) { r.Events[0].ID = "" }},
		{`v1: unknown type "CHAT"`, func(r *Readout) { r.Events[0].Type = "CHAT" }},
		{`v1: unknown polarity ""`, func(r *Readout) { r.Events[0].Polarity = "" }},
		{`v1: unknown modality "sure"`, func(r *Readout) { r.Events[0].Modality = "sure" }},
		{`v1: "s9" is no statement`, func(r *Readout) { r.Events[0].Statement = "s9" }},
		{"v1: it begins at byte", func(r *Readout) { r.Events[0], r.Events[1] = r.Events[1], r.Events[0] }},
		{`t1 party: "e9"`, func(r *Readout) { r.Talks[0].Parties[0] = "e9" }},
		{`t1: "o9" is no occasion`, func(r *Readout) { r.Talks[0].Occasions[0] = "o9" }},
		{`t1: unknown result "war"`, func(r *Readout) { r.Talks[0].Result = "war" }},
		{`t1: "s9" is no statement`, func(r *Readout) { r.Talks[0].Denied[0].Statement = "s9" }},
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
