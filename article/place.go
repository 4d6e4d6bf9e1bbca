package article

import (
	"bytes"
	"errors"
	"strings"

	"golang.org/x/net/html"
)

// A place is where something stands in an input, for messages.
type place struct {
	offset int // bytes before it
	line   int // from 1
	column int // bytes, from 1
}

var beginning = place{line: 1, column: 1}

// behind returns the place behind data that begins at p.
func (p place) behind(data []byte) place {
	p.offset += len(data)
	if n := bytes.Count(data, []byte{'\n'}); n > 0 {
		p.line += n
		p.column = 1
		data = data[bytes.LastIndexByte(data, '\n')+1:]
	}
	p.column += len(data)
	return p
}

// in returns an error about data that begins at p with its line and column in the input. What concerns all of the data stands at p where that is a part
// of the input, and has no place where it is all of it.
func (p place) in(err error, data []byte, part bool) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	if e.Offset >= 0 {
		p = p.behind(data[:min(e.Offset, len(data))])
	} else if !part {
		return err
	}
	at := *e
	at.Offset, at.Line, at.Column = p.offset, p.line, p.column
	return &at
}

// unclosed returns the name of the outermost element of a document in XML that never ends: the document was cut off. It is "" where there is none.
func unclosed(src []byte) string {
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken, html.SelfClosingTagToken:
			return ""
		case html.StartTagToken:
			name, _ := z.TagName()
			root := string(name)
			for end := len(src); end > 0; {
				end = bytes.LastIndex(src[:end], []byte("</"))
				if end < 0 {
					break
				}
				rest := src[end+2 : min(len(src), end+3+len(root))]
				if len(rest) > len(root) && strings.EqualFold(string(rest[:len(root)]), root) && strings.IndexByte(" \t\r\n>", rest[len(root)]) >= 0 {
					return ""
				}
			}
			return root
		}
	}
}

// whole returns an error where a document in XML was cut off.
func whole(name string, src []byte) error {
	if root := unclosed(src); root != "" {
		return beginning.in(&Error{Name: name, Offset: len(src), Msg: "ends before </" + root + ">: it was cut off"}, src, false)
	}
	return nil
}
