package verify

import (
	"slices"
	"sort"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/text"
)

// A Source is a text in which the words of quotations are looked for. It is safe for concurrent use.
type Source struct {
	Name   string // for people: of a file, or where the article stands
	Record *readout.Readout

	words []word
	at    map[string][]int // where each word stands, by norm
	doc   *text.Doc
	said  []saying // somebody's own words, in order; they do not overlap
	whole bool     // all of it is somebody's own words: a speech, a statement
}

// A saying is a span that somebody said in these words.
type saying struct {
	readout.Span
	speaker string // name; empty where it is not known
}

// NewSource makes a source of the record of an article, a transcript or a statement. A text that has no labels of
// speakers and speaks of itself is taken for somebody's own words: one that says "I" or "we" again and again, or once where it has no
// quotations; so is one that has none and reports nobody's words.
func NewSource(name string, r *readout.Readout) *Source {
	s := &Source{Name: name, Record: r, at: map[string][]int{}, doc: text.New(r.Article.Text)}
	s.words = wordsOf(r.Article.Text, readout.Span{End: len(r.Article.Text)})
	for i := range s.words {
		s.at[s.words[i].norm] = append(s.at[s.words[i].norm], i)
	}
	for i := range r.Statements {
		if x := &r.Statements[i]; x.Basis == readout.Transcript {
			for _, c := range x.Content {
				s.said = append(s.said, saying{c, nameOf(r, x.Speaker)})
			}
		}
	}
	transcript := len(s.said) > 0
	for i := range s.doc.Quotes {
		if q := &s.doc.Quotes[i]; q.Parent < 0 && !transcript {
			who := ""
			if x := holder(r, trim(r.Article.Text, q.Inner)); x != nil {
				who = nameOf(r, x.Speaker)
			}
			s.said = append(s.said, saying{q.Inner, who})
		}
	}
	slices.SortFunc(s.said, func(a, b saying) int { return a.Start - b.Start })
	if first := s.firstPerson(); !transcript && (first >= speech || len(s.said) == 0 && (first > 0 || !reports(r))) {
		s.said, s.whole = nil, true
	}
	return s
}

// speech is how often a text says I or we, outside quotation marks, that is somebody's own with quotations in it rather than a report.
const speech = 3

// firstPerson counts I and we outside quotation marks.
func (s *Source) firstPerson() (n int) {
	for _, w := range []string{"i", "we"} {
		for _, i := range s.at[w] {
			if s.saidAt(s.words[i].Start) == nil {
				n++
			}
		}
	}
	return n
}

// reports reports whether a text names somebody who is said to have said something.
func reports(r *readout.Readout) bool {
	return slices.ContainsFunc(r.Statements, func(s readout.Statement) bool { return !s.Source.Empty() })
}

// saidAt returns the saying that a byte lies in; nil where the words there are the reporter's.
func (s *Source) saidAt(at int) *saying {
	i := sort.Search(len(s.said), func(i int) bool { return s.said[i].End > at })
	if i < len(s.said) && s.said[i].Start <= at {
		return &s.said[i]
	}
	return nil
}

// own reports whether word i is one that somebody said.
func (s *Source) own(i int) bool { return s.whole || s.saidAt(s.words[i].Start) != nil }

// speakerOf names who said the words from one to another: of a report's own words who is reported to have; empty when it is not told.
func (s *Source) speakerOf(from, to int) string {
	at := readout.Span{Start: s.words[from].Start, End: s.words[to-1].End}
	if said := s.saidAt(at.Start); said != nil {
		return said.speaker
	}
	if x := holder(s.Record, at); x != nil {
		return nameOf(s.Record, x.Speaker)
	}
	return ""
}

// exact returns where the words of a quotation stand one after another.
func (s *Source) exact(quote []word) (starts []int) {
	rare := 0
	for i := range quote {
		if quote[i].gap && i > 0 || quote[i].aside {
			return nil
		}
		if len(s.at[quote[i].norm]) < len(s.at[quote[rare].norm]) {
			rare = i
		}
	}
	for _, at := range s.at[quote[rare].norm] {
		first := at - rare
		if first < 0 || first+len(quote) > len(s.words) {
			continue
		}
		if slices.EqualFunc(quote, s.words[first:first+len(quote)], func(a, b word) bool { return a.norm == b.norm }) {
			starts = append(starts, first)
		}
	}
	return starts
}

// sentence returns the words of the sentence that word i stands in: from, to.
func (s *Source) sentence(i int) (from, to int) {
	at := s.words[i].Start
	k := sort.Search(len(s.doc.Sentences), func(k int) bool { return s.doc.Sentences[k].Span.End > at })
	if k == len(s.doc.Sentences) || s.doc.Sentences[k].Start > at {
		return i, i + 1
	}
	x := &s.doc.Sentences[k]
	from = sort.Search(len(s.words), func(j int) bool { return s.words[j].Start >= x.Span.Start })
	to = sort.Search(len(s.words), func(j int) bool { return s.words[j].Start >= x.Span.End })
	return min(from, i), max(to, i+1)
}

// sameName reports whether two names can be of one person: the shorter ends the longer, or they end in the same word.
func sameName(a, b string) bool {
	x, y := strings.Fields(ledger.Fold(a, " ")), strings.Fields(ledger.Fold(b, " "))
	return len(x) > 0 && len(y) > 0 && (x[len(x)-1] == y[len(y)-1] || x[0] == y[0] && min(len(x), len(y)) == 1)
}
