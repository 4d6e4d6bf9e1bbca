// Package pdf reads the text layer of documents in PDF: their lines in the order in which people read them, with their places.
//
// The parser is PDFium, which Chromium uses, compiled to WebAssembly and run by wazero within the process: a document that was made
// to break it reaches no file, no network and no clock, gets no more memory than it is given, and ends when its time is over.
package pdf

import "errors"

// A Document is what a PDF says in its text layer.
type Document struct {
	Title   string // as the document's properties have it, which is often the name of a draft
	Author  string // likewise
	Created string // when the file was made: "D:20260504160000+02'00'"
	Pages   int
	Lines   []Line // in the order of reading
}

// A Line is a line of one column. Its measures are points, 72 to the inch, from the lower left corner of the page as it is read.
type Line struct {
	Text                     string // without white space at its ends; a soft hyphen ends it where a word is broken off
	Page                     int    // from 1
	Column                   int    // counted through the document; lines of one column stand below each other
	Left, Right, Top, Bottom float64
}

// Height is that of the line's largest letter, with what letters reach up and down.
func (l *Line) Height() float64 { return l.Top - l.Bottom }

// SoftHyphen ends a line whose last word goes on in the next.
const SoftHyphen = "\u00AD"

// Reasons why a document is not read.
var (
	ErrBroken   = errors.New("is no PDF, or a broken one")
	ErrPassword = errors.New("is encrypted and needs a password")
	ErrTime     = errors.New("takes longer than a minute to read")
	ErrPages    = errors.New("has more than 2,000 pages")
	ErrSize     = errors.New("has more than 4,000,000 characters")
)

const (
	maxPages  = 2000
	maxChars  = 4_000_000
	maxMemory = 4096 // pages of 64 kB that one document may take in PDFium
)
