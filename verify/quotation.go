package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

// A Quotation is what stands between a pair of quotation marks.
type Quotation struct {
	readout.Span        // bytes of the article's text, without the marks
	Statement    string // id of the statement that it is part of; empty for none
	Speaker      string // name of who is said to have said it; empty where the article does not tell
}

// minUnattributed is how many words a quotation has at least that nobody is said to have said: fewer are titles and words held at arm's
// length.
const minUnattributed = 4

// Quotations returns the quotations of an article in their order: outer ones only, each paragraph of one that runs on by itself. Quoted
// words that no statement holds are among them where they look like speech.
func Quotations(r *readout.Readout) (out []Quotation) {
	d := text.New(r.Article.Text)
	for i := range d.Quotes {
		q := &d.Quotes[i]
		if q.Parent >= 0 {
			continue
		}
		inner := trim(r.Article.Text, q.Inner)
		count := len(wordsOf(r.Article.Text, inner))
		if count == 0 {
			continue
		}
		quotation := Quotation{Span: inner}
		if s := holder(r, inner); s != nil {
			quotation.Statement, quotation.Speaker = s.ID, nameOf(r, s.Speaker)
		} else if count < minUnattributed || titled(inner.In(r.Article.Text)) {
			continue
		}
		out = append(out, quotation)
	}
	return out
}

// trim leaves out white space at the ends of a span.
func trim(text string, s readout.Span) readout.Span {
	words := s.In(text)
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimSpace(words))
	return s
}

// holder returns the statement whose content holds most of a span: at least half of it, and of equal ones the innermost.
func holder(r *readout.Readout, at readout.Span) (best *readout.Statement) {
	most, size := 0, 0
	for i := range r.Statements {
		s := &r.Statements[i]
		shared, whole := 0, 0
		for _, c := range s.Content {
			shared += max(0, min(c.End, at.End)-max(c.Start, at.Start))
			whole += c.Len()
		}
		if 2*shared >= at.Len() && shared > 0 && (shared > most || shared == most && whole < size) {
			best, most, size = s, shared, whole
		}
	}
	return best
}

func nameOf(r *readout.Readout, id string) string {
	for i := range r.Entities {
		if r.Entities[i].ID == id && id != "" {
			return r.Entities[i].Name
		}
	}
	return ""
}

// titled reports whether every longer word has a capital, as in a title.
func titled(words string) bool {
	for w := range strings.FieldsSeq(words) {
		if c, _ := utf8.DecodeRuneInString(w); len(w) > 3 && unicode.IsLower(c) {
			return false
		}
	}
	return true
}
