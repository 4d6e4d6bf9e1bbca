package export

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// An xmlWriter writes elements of XML 1.0. Names are the program's own; text and values of attributes are escaped.
type xmlWriter struct{ out bytes.Buffer }

func (x *xmlWriter) raw(s string) { x.out.WriteString(s) }

// open begins an element; attributes are names and values in turn, of which empty values are left out.
func (x *xmlWriter) open(name string, attributes ...string) {
	x.start(name, attributes)
	x.raw(">")
}

func (x *xmlWriter) start(name string, attributes []string) {
	x.raw("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			x.raw(" " + attributes[i] + `="`)
			x.escape(attributes[i+1], true)
			x.raw(`"`)
		}
	}
}

func (x *xmlWriter) close(name string) { x.raw("</" + name + ">") }

// empty writes an element without content.
func (x *xmlWriter) empty(name string, attributes ...string) {
	x.start(name, attributes)
	x.raw("/>")
}

// element writes an element with text and nothing else.
func (x *xmlWriter) element(name, text string, attributes ...string) {
	x.open(name, attributes...)
	x.text(text)
	x.close(name)
}

func (x *xmlWriter) text(s string) { x.escape(s, false) }

// escape writes text. What is no character of XML becomes U+FFFD.
func (x *xmlWriter) escape(s string, attribute bool) {
	for _, c := range s {
		switch {
		case c == '&':
			x.raw("&amp;")
		case c == '<':
			x.raw("&lt;")
		case c == '>':
			x.raw("&gt;") // "]]>" must not stand in text
		case c == '"' && attribute:
			x.raw("&quot;")
		case c == '\r' || attribute && (c == '\n' || c == '\t'):
			x.raw(map[rune]string{'\r': "&#13;", '\n': "&#10;", '\t': "&#9;"}[c])
		case notXML(c):
			x.raw("\ufffd")
		default:
			x.out.WriteRune(c)
		}
	}
}

// notXML reports whether a character may not stand in XML 1.0.
func notXML(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF || c > utf8.MaxRune
}

func (x *xmlWriter) writeTo(w io.Writer) error {
	x.raw("\n")
	_, err := w.Write(x.out.Bytes())
	return err
}
