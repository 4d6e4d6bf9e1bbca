// Package article turns bytes into articles: plain text in several encodings, pages of HTML, archives of them, feeds, wire
// formats, subtitles, JSON. It also tells which language an article is in.
//
// Plain text and the text of JSON Lines are never changed, but for their encoding: line breaks, control characters
// and Unicode forms stay as they came. The text of a page is what a reader sees of the article, its white space folded, a blank
// line between two paragraphs; Marks lead back. Errors name the input and the place in it.
package article

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// An Error tells why an input is no article, and where.
type Error struct {
	Name   string // of the input: a file's name, or what stands for it
	Line   int    // from 1; 0 when it concerns the whole input
	Column int    // bytes of the line, from 1; 0 where it is not known
	Offset int    // bytes from the beginning of the input or, in JSON Lines, of the line; -1 when it concerns all of that
	Msg    string
	none   bool // nothing is broken, but no article is there
}

// ErrNone is what an *Error is, in the sense of errors.Is, where an input is sound but holds no article: a page of links, say.
var ErrNone = errors.New("no article")

// Is reports whether the error is ErrNone.
func (e *Error) Is(target error) bool { return target == ErrNone && e.none }

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Name)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if e.Column > 0 {
		fmt.Fprintf(&b, ":%d", e.Column)
	}
	b.WriteString(": ")
	if e.Offset >= 0 && e.Column == 0 {
		fmt.Fprintf(&b, "byte %d: ", e.Offset)
	}
	b.WriteString(e.Msg)
	return b.String()
}

// baseName returns a file's name without its folder and extension: the id of an article that
// brings none.
func baseName(name string) string {
	base := filepath.Base(name)
	if stem := strings.TrimSuffix(base, filepath.Ext(base)); stem != "" {
		return stem
	}
	return base
}
