// Package text divides an article's text into paragraphs, sentences, words and pairs of
// quotation marks. Everything is a span of the original; the text is never changed.
//
// Words follow the rules of UD English (EWT): a contraction such as "don't" is one
// multiword token of the two words "do" and "n't".
package text

import "github.com/readout-project/readout"

// A Doc is the text of an article and where its parts begin and end. It is read-only
// once New has returned it, and safe for concurrent use.
type Doc struct {
	Text       string
	Tokens     []Token     // every word, in order
	Sentences  []Sentence  // cover all tokens, in order
	Paragraphs []Paragraph // cover all sentences, in order
	Quotes     []Quote     // by Start, outer before inner
}

// A Token is a syntactic word in the sense of Universal Dependencies.
type Token struct {
	readout.Span        // bytes of Doc.Text
	Multi        uint8  // on the first word of a multiword token: how many words it has; else 0
	Hash         uint64 // of the form as it stands
	Lower        uint64 // of the form in lower case, typographic apostrophes as ASCII, digits as '0'
	Shape        uint64 // of the word shape: "Xx", "XX", "x", "d", "X.X." …, runs shortened
}

// A Sentence is a range of tokens, First <= i < End, and the span from its first to its last byte.
type Sentence struct {
	readout.Span
	First, End int
	Paragraph  int // index of its paragraph
}

// A Paragraph is a range of sentences, First <= i < End, and the span from its first to its last byte.
type Paragraph struct {
	readout.Span
	First, End int
}

// A Quote is what stands between a pair of quotation marks.
type Quote struct {
	Outer  readout.Span // with its marks
	Inner  readout.Span // without them
	Open   bool         // ends without a closing mark: at the paragraph's end, or before the mark that reopens it
	Next   int          // index of the quote that reopens this one, as a rule in the next paragraph; -1 if none
	Parent int          // index of the quote around this one; -1 if none
	Single bool         // marked by single quotation marks
	First  int          // tokens inside the marks, First <= i < End
	End    int
}

// Form returns the words of token i as they stand in the text.
func (d *Doc) Form(i int) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// Range returns the span from the first byte of token first to the last of token end-1.
func (d *Doc) Range(first, end int) readout.Span {
	if first >= end {
		return readout.Span{}
	}
	return readout.Span{Start: d.Tokens[first].Start, End: d.Tokens[end-1].End}
}
