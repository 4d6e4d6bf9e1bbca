package export

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
	textdoc "github.com/readout-project/readout/text"
)

// ByHand is what people said against a record that a View shows, where it has corrections laid over it. The zero ByHand is nothing.
type ByHand struct {
	Corrected map[string]bool // ids of the statements that were corrected or added
	Removed   []readout.Span  // words of what somebody marked as no statement
}

// passed lists what stands in quotation marks and is part of no statement, with what can be seen of it.
func (b *builder) passed() (out []Entry) {
	d := textdoc.New(b.r.Article.Text)
	for i := range d.Quotes {
		q := d.Quotes[i].Inner
		if words := b.words(q); strings.ContainsFunc(words, unicode.IsLetter) && !b.isSaid(q) {
			n := b.next()
			e := Entry{N: n, Chip: "“”", Words: []string{b.mark(q, "x", n, "")}, Quoted: true}
			b.pin(q, n, "", "")
			e.note(text(b.unsaid(q)))
			out = append(out, e)
		}
	}
	return out
}

// isSaid reports whether a statement has words of a span.
func (b *builder) isSaid(s readout.Span) bool {
	for i := range b.r.Statements {
		if slices.ContainsFunc(b.r.Statements[i].Content, s.Overlaps) {
			return true
		}
	}
	return false
}

// fewQuoted is how many words a quotation has at most that is called a few words.
const fewQuoted = 4

// unsaid words what can be seen of a quotation that was not read as said.
func (b *builder) unsaid(s readout.Span) string {
	words := b.words(s)
	n := len(strings.Fields(words))
	switch {
	case slices.ContainsFunc(b.hand.Removed, s.Overlaps):
		return "marked by somebody as not a statement"
	case b.isName(s) || n > 1 && titled(words):
		return "written as a name or a title is"
	case n <= fewQuoted:
		return "only " + fmt.Sprint(count(n, "word")) + ", and nobody is told to have said so"
	}
	return "nobody is told to have said so"
}

// isName reports whether a span names somebody or something.
func (b *builder) isName(s readout.Span) bool {
	for i := range b.r.Entities {
		for _, m := range b.r.Entities[i].Mentions {
			if m.Form == readout.ByName && m.Contains(s) {
				return true
			}
		}
	}
	return false
}

// titled reports whether the words that are not short begin with capital letters, as in a title.
func titled(words string) bool {
	long := 0
	for _, w := range strings.Fields(words) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		if utf8.RuneCountInString(w) <= 3 { // "of", "the"
			continue
		}
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
		long++
	}
	return long > 0
}
