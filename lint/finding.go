package lint

import (
	"fmt"
	"io"
	"slices"

	"github.com/readout-project/readout"
)

// A Level says how much a finding weighs; the names are those of SARIF.
type Level string

const (
	Error   Level = "error"
	Warning Level = "warning"
	Note    Level = "note"
)

// A Rule is something that findings are of.
type Rule struct {
	ID    string // stands in reports: "late-speaker"
	Level Level
	About string // a sentence for people
}

// A Finding is what a rule says of words of an article.
type Finding struct {
	Rule    *Rule
	Span    readout.Span // bytes of the article's text
	Message string
	Related []Related
}

// A Related is a place in another text that a finding speaks of.
type Related struct {
	File    string
	Span    readout.Span // bytes of Text
	Text    string       // all of it
	Message string
}

// A File is an article with what was found in it.
type File struct {
	Name     string // as the user gave it
	Text     string // of the article
	Findings []Finding
}

// Write writes findings as lines for people and editors: file:line:column rule message. Line and column count from 1, the column in
// code points of the article's text.
func Write(w io.Writer, f *File) error {
	m := readout.NewMapper(f.Text)
	for _, x := range f.Findings {
		at, err := m.BytePosition(x.Span.Start)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s:%s %s %s\n", f.Name, at, x.Rule.ID, oneLine(x.Message)); err != nil {
			return err
		}
	}
	return nil
}

// sortFindings puts findings in the order of the text, and of the rules at one place.
func sortFindings(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return ruleNumber(a.Rule) - ruleNumber(b.Rule)
	})
}

func ruleNumber(r *Rule) int {
	return slices.IndexFunc(Rules, func(x *Rule) bool { return x == r })
}
