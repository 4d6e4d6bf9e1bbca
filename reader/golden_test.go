package reader

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
)

// TestGolden reads each article of examples/ and compares its statements and entities with the section readout.txt of
// testdata/readouts/NAME.txtar, so that a change shows in all it does. With -update it writes the section.
func TestGolden(t *testing.T) {
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	examples, err := filepath.Glob("../examples/*.txt")
	if err != nil || len(examples) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	articles := map[string]string{} // text by name
	for _, file := range examples {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		articles[strings.TrimSuffix(filepath.Base(file), ".txt")] = string(data)
	}
	for name, text := range articles {
		t.Run(name, func(t *testing.T) {
			r, err := rd.Read(readout.Article{ID: name, Text: text})
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Check(); err != nil {
				t.Error(err)
			}
			golden.Section(t, "../testdata/readouts/"+name+".txtar", "readout.txt", list(r))
		})
	}
}

// list sets a record so that a difference explains itself: offsets in code points, and words.
func list(r *readout.Readout) []byte {
	l := lister{m: readout.NewMapper(r.Article.Text), names: map[string]string{}}
	for _, e := range r.Entities {
		l.names[e.ID] = e.Name
	}
	for i := range r.Statements {
		l.statement(&r.Statements[i])
		l.b.WriteByte('\n')
	}
	for i := range r.Entities {
		l.entity(&r.Entities[i])
	}
	return l.b.Bytes()
}

func (l *lister) statement(s *readout.Statement) {
	fmt.Fprintf(&l.b, "%s %s", s.ID, s.Form)
	if s.Within != "" {
		fmt.Fprintf(&l.b, ", within %s", s.Within)
	}
	if s.InReplyTo != "" {
		fmt.Fprintf(&l.b, ", in reply to %s", s.InReplyTo)
	}
	if s.Language != "" {
		fmt.Fprintf(&l.b, ", in %s", s.Language)
	}
	l.b.WriteByte('\n')
	if s.Speaker != "" {
		fmt.Fprintf(&l.b, "  speaker  %s %s (%s)\n", s.Speaker, l.names[s.Speaker], s.Basis)
	}
	l.span("source", s.Source)
	l.span("cue", s.Cue)
	for _, id := range s.Addressees {
		fmt.Fprintf(&l.b, "  to       %s %s\n", id, l.names[id])
	}
	for _, c := range s.Content {
		l.span("content", c)
	}
}

func (l *lister) entity(e *readout.Entity) {
	fmt.Fprintf(&l.b, "%s %s %s", e.ID, e.Kind, e.Name)
	if e.Country != "" {
		fmt.Fprintf(&l.b, " [%s]", e.Country)
	}
	for _, role := range e.Roles {
		fmt.Fprintf(&l.b, "; %s", role)
	}
	for _, id := range e.Members {
		fmt.Fprintf(&l.b, " +%s", id)
	}
	l.b.WriteByte('\n')
	for _, m := range e.Mentions {
		l.span(string(m.Form), m.Span)
	}
}

type lister struct {
	b     bytes.Buffer
	m     *readout.Mapper
	names map[string]string // of entities, by id
}

func (l *lister) span(what string, s readout.Span) {
	if s == (readout.Span{}) {
		return
	}
	start, end, err := l.m.SpanRunes(s)
	if err != nil {
		fmt.Fprintf(&l.b, "  %-8s %v\n", what, err)
		return
	}
	fmt.Fprintf(&l.b, "  %-8s %d-%d  %s\n", what, start, end, strings.Join(strings.Fields(s.In(l.m.Text())), " "))
}
