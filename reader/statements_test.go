package reader

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/mark"
)

// A wanted statement, as testdata/statements.txt gives it.
type wanted struct {
	line    string
	source  string
	cue     string
	content []string
}

// TestStatements reads marked-up sentences and compares who said what in them.
func TestStatements(t *testing.T) {
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile("testdata/statements.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split("\n"+string(file), "\n== ")[1:] {
		name, body, _ := strings.Cut(block, "\n")
		t.Run(name, func(t *testing.T) {
			markup, want := parseCase(t, body)
			r, err := rd.Read(readout.Article{ID: "case", Text: markup})
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Check(); err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range r.Statements {
				got = append(got, describe(r, i))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s\n got:\n  %s\nwant:\n  %s", markup, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
			}
		})
	}
}

// parseCase returns the text of a case and its statements as describe words them.
func parseCase(t *testing.T, body string) (text string, want []string) {
	t.Helper()
	var lines, told []string
	for line := range strings.Lines(body) {
		line = strings.TrimRight(line, "\n")
		if len(line) > 2 && line[0] >= '1' && line[0] <= '9' && line[1] == ' ' {
			told = append(told, line[2:])
		} else {
			lines = append(lines, line)
		}
	}
	text, spans, err := mark.Parse(strings.TrimSpace(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range told {
		w := wanted{line: line}
		for _, s := range spans {
			words := s.In(text)
			if strings.HasPrefix(words, "“") { // the record leaves the outer marks out
				words = strings.Trim(words, "“”,")
			}
			switch s.Label {
			case fmt.Sprint(i+1) + " source":
				w.source = s.In(text)
			case fmt.Sprint(i+1) + " cue":
				w.cue = words
			case fmt.Sprint(i+1) + " content":
				w.content = append(w.content, words)
			}
		}
		want = append(want, word(w.source, w.cue, w.content, line))
	}
	return text, want
}

func word(source, cue string, content []string, line string) string {
	return fmt.Sprintf("[%s] {%s} ⟨%s⟩ %s", strings.Trim(source, ","), cue, strings.Join(content, " … "), line)
}

// describe words statement i of a record.
func describe(r *readout.Readout, i int) string {
	s := &r.Statements[i]
	name := func(id string) string {
		for _, e := range r.Entities {
			if e.ID == id {
				return e.Name
			}
		}
		return "-"
	}
	basis := string(s.Basis)
	if basis == "" {
		basis = "-"
	}
	line := fmt.Sprint(s.Form, " ", basis, " ", name(s.Speaker))
	for _, a := range s.Addressees {
		line += " to " + name(a)
	}
	if s.InReplyTo != "" {
		line += " answers " + s.InReplyTo[1:]
	}
	if s.Within != "" {
		line += " within " + s.Within[1:]
	}
	var content []string
	for _, c := range s.Content {
		content = append(content, strings.Trim(c.In(r.Article.Text), ","))
	}
	return word(s.Source.In(r.Article.Text), s.Cue.In(r.Article.Text), content, line)
}
