package article

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// Article decodes the line: an object with "text" and, where known, "id", "title", "url", "authors",
// "publisher", "published", "modified", "dateline", "language", "guessed" and "corrections". Other keys are passed over, and null is as good as absent.
// An article without an id gets its url, else the base name of the input and the line's number.
// What is wrong with a line is an *Error.
func (l Line) Article() (readout.Article, error) {
	s, err := decode(l.Name, l.Number, l.Data)
	if err != nil {
		return readout.Article{}, err
	}
	d := decoder{line: l, s: s}
	a, err := d.article()
	if err != nil {
		return readout.Article{}, err
	}
	if a.ID == "" {
		a.ID = a.URL
	}
	if a.ID == "" {
		if a.ID = baseName(l.Name); l.Number > 0 {
			a.ID += "-" + strconv.Itoa(l.Number)
		}
	}
	return a, nil
}

// A decoder walks over an object that is known to be valid JSON.
type decoder struct {
	line Line
	s    string
	i    int
}

func (d *decoder) fail(offset int, format string, args ...any) error {
	return &Error{Name: d.line.Name, Line: d.line.Number, Offset: offset, Msg: fmt.Sprintf(format, args...)}
}

func (d *decoder) article() (a readout.Article, err error) {
	var whole json.RawMessage
	if err := json.Unmarshal([]byte(d.s), &whole); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return a, d.fail(max(0, int(syntax.Offset)-1), "broken JSON: %v", err)
		}
		return a, d.fail(-1, "broken JSON: %v", err)
	}
	if d.space(); d.s[d.i] != '{' {
		return a, d.fail(d.i, "is no JSON object, but %s", kindOf(d.s[d.i]))
	}
	d.i++
	seen := map[string]bool{}
	for {
		if d.space(); d.s[d.i] == '}' {
			break
		}
		if d.s[d.i] == ',' {
			d.i++
			d.space()
		}
		at := d.i
		key, err := d.string()
		if err != nil {
			return a, err
		}
		d.space()
		d.i++ // the colon
		d.space()
		var to *string
		var all *[]string
		switch key {
		case "id":
			to = &a.ID
		case "text":
			to = &a.Text
		case "title":
			to = &a.Title
		case "url":
			to = &a.URL
		case "publisher":
			to = &a.Publisher
		case "published":
			to = &a.Published
		case "language":
			to = &a.Language
		case "modified":
			to = &a.Modified
		case "dateline":
			to = &a.Dateline
		case "authors":
			all = &a.Authors
		case "guessed":
			all = &a.Guessed
		case "corrections":
			all = &a.Corrections
		default:
			d.skip()
			continue
		}
		if seen[key] {
			return a, d.fail(at, "the key %q stands twice", key)
		}
		seen[key] = true
		if all != nil {
			*all, err = d.strings(key)
		} else {
			*to, err = d.value(key)
		}
		if err != nil {
			return a, err
		}
	}
	if !seen["text"] {
		return a, d.fail(-1, `has no "text"`)
	}
	if blank(a.Text) {
		return a, d.fail(-1, `its "text" is empty`)
	}
	for _, date := range []struct{ key, value string }{{"published", a.Published}, {"modified", a.Modified}} {
		if date.value != "" && !isDate(date.value) {
			return a, d.fail(-1, "%q is %q, which is no RFC 3339 date such as 2025-08-16 or 2025-08-16T09:30:00Z", date.key, date.value)
		}
	}
	return a, nil
}

// isDate tells whether s is a date or date-time of RFC 3339.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	if err != nil {
		_, err = time.Parse(time.RFC3339, s)
	}
	return err == nil
}

func kindOf(c byte) string {
	switch c {
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	case '{':
		return "an object"
	}
	return "a number"
}

func (d *decoder) space() {
	for d.i < len(d.s) && (d.s[d.i] == ' ' || d.s[d.i] == '\t' || d.s[d.i] == '\n' || d.s[d.i] == '\r') {
		d.i++
	}
}

// value reads a string, a number of an id, or null.
func (d *decoder) value(key string) (string, error) {
	switch c := d.s[d.i]; {
	case c == '"':
		return d.string()
	case c == 'n':
		d.skip()
		return "", nil
	case key == "id" && (c == '-' || c >= '0' && c <= '9'):
		at := d.i
		d.skip()
		return strings.TrimSpace(d.s[at:d.i]), nil
	default:
		return "", d.fail(d.i, "%q is %s, not a string", key, kindOf(c))
	}
}

// strings reads an array of strings, one string, or null.
func (d *decoder) strings(key string) ([]string, error) {
	if d.s[d.i] != '[' {
		s, err := d.value(key)
		if s == "" {
			return nil, err
		}
		return []string{s}, err
	}
	d.i++
	var all []string
	for {
		d.space()
		switch d.s[d.i] {
		case ']':
			d.i++
			return all, nil
		case ',':
			d.i++
			continue
		}
		s, err := d.value(key)
		if err != nil {
			return nil, err
		}
		if s != "" {
			all = append(all, s)
		}
	}
}

// skip passes over a value.
func (d *decoder) skip() {
	depth := 0
	for d.i < len(d.s) {
		switch c := d.s[d.i]; c {
		case '"':
			for d.i++; d.s[d.i] != '"'; d.i++ {
				if d.s[d.i] == '\\' {
					d.i++
				}
			}
		case '[', '{':
			depth++
		case ']', '}':
			if depth == 0 {
				return // of the object around the value
			}
			depth--
		case ',':
			if depth == 0 {
				return
			}
		}
		d.i++
	}
}

// string reads the string that begins at i. It fails where an escape leaves half a character.
func (d *decoder) string() (string, error) {
	s := d.s
	d.i++
	start := d.i
	for s[d.i] != '"' && s[d.i] != '\\' {
		d.i++
	}
	if s[d.i] == '"' {
		d.i++
		return s[start : d.i-1], nil
	}
	buf := make([]byte, 0, min(len(s)-start, 2*(d.i-start)+64))
	buf = append(buf, s[start:d.i]...)
	for {
		switch c := s[d.i]; c {
		case '"':
			d.i++
			return string(buf), nil
		case '\\':
			at := d.i
			switch c := s[d.i+1]; c {
			case 'u':
				r := hex4(s[d.i+2:])
				d.i += 6
				if utf16.IsSurrogate(r) {
					pair := rune(utf8.RuneError)
					if s[d.i] == '\\' && s[d.i+1] == 'u' {
						pair = utf16.DecodeRune(r, hex4(s[d.i+2:]))
					}
					if pair == utf8.RuneError {
						return "", d.fail(at, "the escape %s is half a character (a lone surrogate)", s[at:at+6])
					}
					d.i += 6
					r = pair
				}
				buf = utf8.AppendRune(buf, r)
				continue
			case 'b':
				buf = append(buf, '\b')
			case 'f':
				buf = append(buf, '\f')
			case 'n':
				buf = append(buf, '\n')
			case 'r':
				buf = append(buf, '\r')
			case 't':
				buf = append(buf, '\t')
			default:
				buf = append(buf, c)
			}
			d.i += 2
		default:
			buf = append(buf, c)
			d.i++
		}
	}
}

func hex4(s string) rune {
	n, _ := strconv.ParseUint(s[:4], 16, 16)
	return rune(n)
}
