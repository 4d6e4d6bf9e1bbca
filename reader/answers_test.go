package reader

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

func TestAnswers(t *testing.T) {
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, reply, to string // words of the reply and of what it answers; to is empty where it answers nothing
	}{
		{
			"Opposition leader Peter Kunda accused the government of hiding the cases. Health minister Grace Banda denied it.",
			"it", "hiding the cases",
		},
		{
			"Mayor Karen Bass asked the union to put the offer to a vote. Union president Maria Cota rejected the request. “You don't vote on half a sandwich,” Cota said.",
			"half a sandwich", "put the offer to a vote",
		},
		{
			"Opposition leader Peter Kunda accused the banks of greed. Health minister Grace Banda said the clinics were full.",
			"the clinics were full", "",
		},
	} {
		r, err := rd.Read(readout.Article{Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		content := func(s *readout.Statement) string {
			var b strings.Builder
			for _, x := range s.Content {
				b.WriteString(x.In(r.Article.Text))
			}
			return b.String()
		}
		found := false
		for i := range r.Statements {
			s := &r.Statements[i]
			if !strings.Contains(content(s), c.reply) {
				continue
			}
			answered := ""
			for j := range r.Statements {
				if r.Statements[j].ID == s.InReplyTo {
					answered = content(&r.Statements[j])
				}
			}
			if c.to == "" && answered == "" || c.to != "" && strings.Contains(answered, c.to) {
				found = true
			}
		}
		if !found {
			t.Errorf("%s\n%q should answer %q", c.text, c.reply, c.to)
		}
	}
}
