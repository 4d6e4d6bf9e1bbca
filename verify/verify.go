package verify

import (
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// A Verdict says where the words of a quotation stand.
type Verdict string

const (
	Here      Verdict = "verbatim here"      // in a source, where nobody else is said to have said them
	Elsewhere Verdict = "verbatim elsewhere" // in a source, where somebody else says them
	Near      Verdict = "near match"         // most of them do, or stand there as a reporter's words
	NotFound  Verdict = "not found"
)

// A Kind says what is the matter with a quotation.
type Kind string

const (
	Cut       Kind = "cut without an ellipsis"
	Altered   Kind = "altered inside the marks"
	Number    Kind = "number altered"
	Qualifier Kind = "qualifier dropped"
	Grown     Kind = "fragment grown"
	Reported  Kind = "paraphrase turned into a quotation"
	Speaker   Kind = "another speaker"
)

// Kinds tells what each kind of problem is, for people.
var Kinds = []struct {
	Kind  Kind
	About string
}{
	{Cut, "Words of the source are left out, and no ellipsis says so."},
	{Altered, "Words inside the quotation marks are not those of the source."},
	{Number, "A number inside the quotation marks is not that of the source."},
	{Qualifier, "A condition, negation, limit or doubt of the source is left out."},
	{Grown, "The source has only a part of the words in quotation marks."},
	{Reported, "The source tells what was said in a reporter's words."},
	{Speaker, "The source has the words from another speaker."},
}

// A Problem is what is the matter, with the words of both sides.
type Problem struct {
	Kind  Kind
	Here  string // words of the quotation; empty for none
	There string // words of the source; empty for none
}

// A Place is where words stand in a source.
type Place struct {
	Source  *Source
	Span    readout.Span // bytes of the source's text
	Speaker string       // who says them there; empty where it is not told
}

// An Op says how a piece of a quotation stands to the source.
type Op string

const (
	Same   Op = "same"
	Added  Op = "added"  // only in the quotation
	Lost   Op = "cut"    // only in the source
	Marked Op = "marked" // only in the source, where the quotation has an ellipsis
	Aside  Op = "aside"  // in square brackets in the quotation, with what it stands for
)

// A Piece is a run of words of a quotation and of its source.
type Piece struct {
	Op          Op
	Here, There string // as they are written; the same but for style where Op is Same
}

// A Finding is what is found of a quotation.
type Finding struct {
	Quotation
	Verdict  Verdict
	Places   []Place // where the words stand, or for a near match those nearest to them
	Pieces   []Piece // of a near match
	Problems []Problem
}

// Check holds every quotation of an article against the sources.
func Check(article *readout.Readout, sources []*Source) []Finding {
	var out []Finding
	for _, q := range Quotations(article) {
		out = append(out, CheckOne(article, q, sources))
	}
	return out
}

// A match is a quotation beside the part of a source that is nearest to it.
type match struct {
	source   *Source
	from, to int // words of the source
	pieces   []Piece
	problems []Problem
	exact    bool // nothing differs but style
	own      bool // all of the words there are somebody's own
	score    float64
}

// CheckOne holds one quotation of an article against the sources.
func CheckOne(article *readout.Readout, q Quotation, sources []*Source) Finding {
	c := &comparison{article: article, quotation: q, quote: wordsOf(article.Article.Text, q.Span)}
	c.quote = c.quote[:min(len(c.quote), maxQuotation)]
	f := Finding{Quotation: q, Verdict: NotFound}
	var here, elsewhere []match
	var near *match
	for _, s := range sources {
		for _, m := range c.matches(s) {
			switch {
			case m.exact && m.own && c.sameSpeaker(&m):
				here = append(here, m)
			case m.exact && m.own:
				elsewhere = append(elsewhere, m)
			case near == nil || m.score > near.score:
				near = &m
			}
		}
	}
	switch {
	case len(here) > 0:
		f.Verdict = Here
		f.add(here...)
	case len(elsewhere) > 0:
		f.Verdict = Elsewhere
		f.add(elsewhere...)
		for _, p := range f.Places {
			f.problem(Speaker, q.Speaker, p.Speaker)
		}
	case near != nil:
		f.Verdict = Near
		f.add(*near)
		f.Pieces = near.pieces
		if !c.sameSpeaker(near) {
			f.problem(Speaker, q.Speaker, f.Places[0].Speaker)
		}
	}
	return f
}

// maxPlaces is how many places of words are told.
const maxPlaces = 5

// add tells the places of matches, and the problems of the one that has the fewest.
func (f *Finding) add(matches ...match) {
	least := slices.MinFunc(matches, func(a, b match) int { return len(a.problems) - len(b.problems) })
	f.Problems = append(f.Problems, least.problems...)
	for _, m := range matches[:min(len(matches), maxPlaces)] {
		words := m.source.words
		f.Places = append(f.Places, Place{m.source, readout.Span{Start: words[m.from].Start, End: words[m.to-1].End}, m.source.speakerOf(m.from, m.to)})
	}
}

func (f *Finding) problem(kind Kind, here, there string) {
	p := Problem{kind, here, there}
	if !slices.Contains(f.Problems, p) {
		f.Problems = append(f.Problems, p)
	}
}

// sameSpeaker reports whether nothing says that somebody else said the words.
func (c *comparison) sameSpeaker(m *match) bool {
	there := m.source.speakerOf(m.from, m.to)
	return c.quotation.Speaker == "" || there == "" || !named(c.quotation.Speaker) || !named(there) || sameName(c.quotation.Speaker, there)
}

// named reports whether words are a name rather than a description: a word in them begins with a capital.
func named(s string) bool { return strings.ToLower(s) != s }
