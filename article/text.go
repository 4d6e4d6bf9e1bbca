package article

import (
	"bytes"
	"strings"

	"github.com/readout-project/readout"
)

// Text makes an article of plain text. Its id is the base name of name without its extension.
//
// The bytes may be UTF-8 with or without a byte order mark, UTF-16 with one, or Windows-1252;
// the mark is left out of the text. Other bytes, and an input without any word, are an *Error.
func Text(name string, data []byte) (readout.Article, error) {
	s, err := decode(name, 0, data)
	if err != nil {
		return readout.Article{}, err
	}
	return readout.Article{ID: baseName(name), Text: s}, nil
}

// decode returns the text that stands in bytes. Line is the line of JSON Lines that the bytes
// are, or 0 when they are a whole input.
func decode(name string, line int, data []byte) (string, error) {
	fail := func(offset int, msg string) (string, error) {
		e := &Error{Name: name, Line: line, Offset: offset, Msg: msg}
		if line == 0 && offset >= 0 {
			e.Line = 1 + bytes.Count(data[:offset], []byte{'\n'})
		}
		return "", e
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return fail(-1, "is empty")
	}
	if what := magic(data); what != "" {
		return fail(-1, "is no text; it looks like "+what)
	}
	s, rest := string(data), 0
	switch {
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		s, rest = s[3:], 3
	case strings.HasPrefix(s, "\xff\xfe\x00\x00") || strings.HasPrefix(s, "\x00\x00\xfe\xff"):
		return fail(-1, "is in UTF-32; convert it to UTF-8")
	case strings.HasPrefix(s, "\xff\xfe"), strings.HasPrefix(s, "\xfe\xff"):
		u, offset := fromUTF16(s[2:], s[0] == 0xfe)
		if offset >= 0 {
			return fail(2+offset, "is no UTF-16, though its byte order mark says so: half a character stands here")
		}
		if i := strings.IndexByte(u, 0); i >= 0 {
			_, err := fail(-1, "is binary data: a NUL stands in this line")
			err.(*Error).Line = max(line, 1+strings.Count(u[:i], "\n"))
			return "", err
		}
		s = u
	}
	if i := strings.IndexByte(s, 0); i >= 0 {
		if what := utf16WithoutMark(s); what != "" {
			return fail(-1, "is no text in UTF-8; it looks like "+what+" without a byte order mark")
		}
		return fail(rest+i, "is binary data: a NUL stands here")
	}
	if i := invalid(s); i >= 0 {
		u, what := fromLegacy(s)
		if what != "" {
			return fail(rest+i, "is not UTF-8; it looks like "+what)
		}
		s = u
	}
	if controls(s) {
		return fail(-1, "is binary data: control characters stand all over it")
	}
	if blank(s) {
		return fail(-1, "is empty")
	}
	return s, nil
}
