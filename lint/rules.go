package lint

import (
	"fmt"
	"sort"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

// The rules, in the order in which findings at one place stand.
var (
	OpenQuotation   = &Rule{"open-quotation", Warning, "A quotation is closed, or reopened in the next paragraph."}
	NoSpeaker       = &Rule{"no-speaker", Warning, "A quotation has a speaker."}
	LateSpeaker     = &Rule{"late-speaker", Warning, "The speaker of a quotation is named soon: behind two short sentences at the latest."}
	RunTogether     = &Rule{"run-together", Warning, "Where another speaker begins in a paragraph, he is named before his words."}
	EllipsisForm    = &Rule{"ellipsis", Warning, "An ellipsis in a quotation is three periods or one character, with a space on both sides."}
	Fragment        = &Rule{"fragment", Note, "A quotation is longer than three words, or told in the reporter's own."}
	NoPosition      = &Rule{"no-position", Note, "A speaker is introduced by name and position."}
	BareSource      = &Rule{"bare-source", Warning, "An unnamed source is described as closely as can be."}
	UnnamedOpinion  = &Rule{"unnamed-opinion", Warning, "An unnamed source gives information, not opinion or attack."}
	UnnamedNoReason = &Rule{"unnamed-no-reason", Note, "An article says why it does not name a source."}
	LoadedVerb      = &Rule{"loaded-verb", Note, "Where somebody said something, the verb is said."}
)

// Rules are all of them.
var Rules = []*Rule{OpenQuotation, NoSpeaker, LateSpeaker, RunTogether, EllipsisForm, Fragment, NoPosition, BareSource, UnnamedOpinion, UnnamedNoReason, LoadedVerb}

// Check returns what the rules say of an article, in the order of its text.
func Check(r *readout.Readout) []Finding {
	c := newChecker(r)
	c.quotations()
	c.speakers()
	c.unnamed()
	sortFindings(c.found)
	return c.found
}

// A checker collects findings.
type checker struct {
	r        *readout.Readout
	d        *text.Doc
	entities map[string]*readout.Entity
	found    []Finding
}

func newChecker(r *readout.Readout) *checker {
	c := &checker{r: r, d: text.New(r.Article.Text), entities: map[string]*readout.Entity{}}
	for i := range r.Entities {
		c.entities[r.Entities[i].ID] = &r.Entities[i]
	}
	return c
}

func (c *checker) find(rule *Rule, s readout.Span, format string, args ...any) {
	c.found = append(c.found, Finding{Rule: rule, Span: s, Message: fmt.Sprintf(format, args...)})
}

func (c *checker) words(s readout.Span) string { return s.In(c.r.Article.Text) }

// quotations checks what stands between quotation marks.
func (c *checker) quotations() {
	for i := range c.d.Quotes {
		q := &c.d.Quotes[i]
		if q.Parent >= 0 {
			continue
		}
		if q.Open && q.Next < 0 {
			c.find(OpenQuotation, q.Outer, "the quotation that begins with %s is not closed", excerpt(c.words(q.Outer)))
		}
		c.ellipses(q.Inner)
		if s := c.statementAt(q.Inner); s != nil && !q.Open {
			if n := len(strings.Fields(c.words(q.Inner))); n <= 3 && s.Form == readout.Mixed {
				c.find(Fragment, q.Outer, "%s is %s", excerpt(c.words(q.Outer)), count(n, "word"))
			}
		}
	}
}

// ellipses checks the form of those inside a quotation.
func (c *checker) ellipses(inner readout.Span) {
	words := c.words(inner)
	for i := 0; i < len(words); {
		n := 0
		switch {
		case strings.HasPrefix(words[i:], "…"):
			n = len("…")
		case strings.HasPrefix(words[i:], ".."):
			n = len(words[i:]) - len(strings.TrimLeft(words[i:], "."))
		}
		if n == 0 {
			i++
			continue
		}
		dots, end := words[i:i+n], i+n
		at := readout.Span{Start: inner.Start + i, End: inner.Start + end}
		switch {
		case dots == "..":
			c.find(EllipsisForm, at, "an ellipsis has three periods, not two")
		case len(dots) > 4 || dots == "....…":
			c.find(EllipsisForm, at, "an ellipsis has three periods, not %d", len(dots))
		case i > 0 && words[i-1] != ' ' && words[i-1] != '\n' && end < len(words) && dots != "....":
			c.find(EllipsisForm, at, "there is no space before the ellipsis")
		case end < len(words) && !strings.ContainsRune(" \n.,!?", rune(words[end])):
			c.find(EllipsisForm, at, "there is no space behind the ellipsis")
		}
		i = end
	}
}

// statementAt returns the statement whose content holds a span.
func (c *checker) statementAt(at readout.Span) *readout.Statement {
	for i := range c.r.Statements {
		for _, content := range c.r.Statements[i].Content {
			if content.Start <= at.Start && at.End <= content.End || at.Start <= content.Start && content.End <= at.End {
				return &c.r.Statements[i]
			}
		}
	}
	return nil
}

// paragraph returns the number of the paragraph that a byte lies in.
func (c *checker) paragraph(at int) int {
	return sort.Search(len(c.d.Paragraphs), func(i int) bool { return c.d.Paragraphs[i].Span.End > at })
}

// paragraphStart returns where the paragraph of a byte begins.
func (c *checker) paragraphStart(at int) int {
	if i := c.paragraph(at); i < len(c.d.Paragraphs) {
		return min(at, c.d.Paragraphs[i].Span.Start)
	}
	return at
}

// sentences returns how many sentences begin within a span.
func (c *checker) sentences(s readout.Span) (n int) {
	for i := range c.d.Sentences {
		if at := c.d.Sentences[i].Span; at.Start < s.End && at.End > s.Start {
			n++
		}
	}
	return n
}

// excerpt quotes words, the beginning of longer ones.
func excerpt(words string) string {
	words = oneLine(words)
	const most = 60
	if runes := []rune(words); len(runes) > most {
		cut := string(runes[:most])
		if i := strings.LastIndexByte(cut, ' '); i > 0 {
			cut = cut[:i]
		}
		words = cut + " …"
	}
	if strings.ContainsAny(words, "“”") || strings.HasPrefix(words, "\"") {
		return words
	}
	return "“" + words + "”"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprint(n, " ", what, "s")
}
