package ledger

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// A QueryError is what is wrong with a query, and where: readout.ErrQuery.
type QueryError struct {
	readout.Span // bytes of the query
	Query        string
	Message      string
}

func (e *QueryError) Error() string {
	return fmt.Sprintf("at character %d of the search: %s", utf8.RuneCountInString(e.Query[:e.Start])+1, e.Message)
}

func (e *QueryError) Unwrap() error { return readout.ErrQuery }

// Limits of queries.
const (
	maxQuery = 16 << 10 // bytes
	maxParts = 512
	maxGroup = 4 // groups within groups
)

// Parse reads a query: words, "exact phrases", beginnings of words*, and field:value, with a hyphen before what is not wanted and
// -(several things) before what is not wanted together. All must hold; of several values of one field, one. See docs/search.md.
// The error is a *QueryError.
func Parse(query string) (readout.Filter, readout.Sort, error) {
	p := parser{query: query, sort: readout.ByDate}
	if len(query) > maxQuery {
		return readout.Filter{}, p.sort, p.fault(0, len(query), "it is longer than %d bytes", maxQuery)
	}
	if !utf8.ValidString(query) {
		return readout.Filter{}, p.sort, &QueryError{Message: "it is not valid UTF-8"}
	}
	f, err := p.filter(0)
	return f, p.sort, err
}

type parser struct {
	query  string
	at     int
	parts  int
	sort   readout.Sort
	sorted bool
}

func (p *parser) fault(start, end int, format string, args ...any) error {
	return &QueryError{readout.Span{Start: start, End: end}, p.query, fmt.Sprintf(format, args...)}
}

func (p *parser) rest() string { return p.query[p.at:] }

// filter reads to the end of the query or, within a group, of the group.
func (p *parser) filter(depth int) (f readout.Filter, err error) {
	for {
		p.at += len(p.rest()) - len(strings.TrimLeftFunc(p.rest(), unicode.IsSpace))
		switch {
		case p.rest() == "":
			if depth > 0 {
				return f, p.fault(p.at, p.at, "a group has no end: )")
			}
			return f, nil
		case depth > 0 && p.rest()[0] == ')':
			p.at++
			return f, nil
		}
		if p.parts++; p.parts > maxParts {
			return f, p.fault(p.at, len(p.query), "there are more than %d parts", maxParts)
		}
		if err := p.part(&f, depth); err != nil {
			return f, err
		}
	}
}

// part reads one part and adds it to the filter.
func (p *parser) part(f *readout.Filter, depth int) error {
	start := p.at
	if !strings.HasPrefix(p.rest(), "-") {
		return p.wanted(f, depth)
	}
	p.at++
	var not readout.Filter
	if strings.HasPrefix(p.rest(), "(") {
		if depth == maxGroup {
			return p.fault(start, p.at, "groups lie within groups more than %d times", maxGroup)
		}
		p.at++
		inner, err := p.filter(depth + 1)
		if err != nil {
			return err
		}
		not = inner
	} else if p.rest() != "" && !unicode.IsSpace(rune(p.rest()[0])) {
		if err := p.wanted(&not, depth+1); err != nil {
			return err
		}
	}
	if isZero(&not) {
		return p.nothing(start)
	}
	f.Without = append(f.Without, not)
	return nil
}

// nothing is the fault of a hyphen before nothing; alone it is a dash of a text that somebody pasted.
func (p *parser) nothing(start int) error {
	if p.query[start:p.at] == "-" {
		return nil
	}
	return p.fault(start, p.at, "%s leaves out nothing", quote(p.query[start:p.at]))
}

// wanted reads a part without the hyphen.
func (p *parser) wanted(f *readout.Filter, depth int) error {
	start := p.at
	if name, ok := p.field(); ok {
		return p.value(f, start, name, depth)
	}
	text, quoted, err := p.text()
	if err != nil {
		return err
	}
	t := readout.Term{Text: text}
	if quoted {
		if t.Prefix = strings.HasPrefix(p.rest(), "*"); t.Prefix {
			p.at++
		}
	} else {
		t.Text, t.Prefix = strings.CutSuffix(text, "*")
		if text == "OR" || text == "AND" || text == "NOT" {
			return p.fault(start, p.at, "there is no %s: all parts must hold, of several values of one field one, and a hyphen leaves out; "+
				"as a word it is written %q", text, text)
		}
	}
	switch {
	case Fold(t.Text, "") != "":
		f.Words = append(f.Words, t)
	case quoted:
		return p.fault(start, p.at, "%s holds no letter or digit", quote(text))
	}
	return nil // a mark of a text that somebody pasted, or * for all
}

// field reads the name of a field and its colon; letters and a colon before anything but a slash, which is an address.
func (p *parser) field() (string, bool) {
	name, after, ok := strings.Cut(p.rest(), ":")
	if !ok || name == "" || strings.HasPrefix(after, "//") {
		return "", false
	}
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '_' {
			return "", false
		}
	}
	p.at += len(name) + 1
	return strings.ToLower(name), true
}

// quotes are the marks that a phrase may stand in, each with that which ends it.
var quotes = map[rune]rune{'"': '"', '“': '”', '”': '”', '„': '“', '«': '»'}

// text reads a quoted text or what stands up to the next blank.
func (p *parser) text() (text string, quoted bool, err error) {
	start := p.at
	first, size := utf8.DecodeRuneInString(p.rest())
	last, quoted := quotes[first]
	if !quoted {
		end := strings.IndexFunc(p.rest(), func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' })
		if end < 0 {
			end = len(p.rest())
		}
		if end == 0 && p.rest() != "" && !unicode.IsSpace(first) {
			end = size // a bracket that nothing opened, which holds no word
		}
		p.at += end
		return p.query[start:p.at], false, nil
	}
	p.at += size
	var b strings.Builder
	for escaped := false; p.at < len(p.query); {
		r, size := utf8.DecodeRuneInString(p.rest())
		p.at += size
		switch {
		case escaped:
			b.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == last || r == '"':
			return b.String(), true, nil
		default:
			b.WriteRune(r)
		}
	}
	return "", true, p.fault(start, len(p.query), "a quotation mark has no other at its end")
}

// value reads the value of a field.
func (p *parser) value(f *readout.Filter, start int, name string, depth int) error {
	field := fieldNames[name]
	if field == nil {
		return p.fault(start, p.at, "there is no field %s; there are %s — in quotation marks it is a word", quote(name), knownFields())
	}
	text, _, err := p.text()
	if err != nil {
		return err
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return p.fault(start, p.at, "%s: stands without a value, as in %s", name, field.Example)
	}
	if name == "month" || name == "day" {
		name = "year"
	} else {
		name = field.Name
	}
	value := text
	switch name {
	case "after", "before", "year":
		if err := checkDate(text); err != nil {
			return p.fault(start, p.at, "%v", err)
		}
	default:
		if value, err = field.value(text); err != nil {
			return p.fault(start, p.at, "%v", err)
		}
	}
	switch name {
	case "after":
		return p.date(&f.After, value, start)
	case "before":
		return p.date(&f.Before, value, start)
	case "year":
		if err := p.date(&f.After, value, start); err != nil {
			return err
		}
		return p.date(&f.Before, following(value), start)
	case "act":
		f.Act = append(f.Act, readout.ActType(value))
	case "form":
		f.Form = append(f.Form, readout.StatementForm(value))
	case "is":
		*field.flag(f, value) = true
	case "sort":
		if depth > 0 {
			return p.fault(start, p.at, "an order cannot be left out")
		}
		if p.sorted && p.sort != readout.Sort(value) {
			return p.fault(start, p.at, "there are two orders")
		}
		p.sort, p.sorted = readout.Sort(value), true
	default:
		list := field.texts(f)
		*list = append(*list, value)
	}
	return nil
}

func (p *parser) date(to *string, value string, start int) error {
	if *to != "" && *to != value {
		return p.fault(start, p.at, "there are two dates for the same end: %s and %s", *to, value)
	}
	*to = value
	return nil
}

// following returns the year, month or day after one; nothing after the year 9999, which is where dates end.
func following(date string) string {
	layout := time.DateOnly[:len(date)]
	t, err := time.Parse(layout, date)
	if err != nil {
		return ""
	}
	years, months, days := 0, 0, 0
	switch len(date) {
	case len("2006"):
		years = 1
	case len("2006-01"):
		months = 1
	default:
		days = 1
	}
	if t = t.AddDate(years, months, days); t.Year() > 9999 {
		return ""
	}
	return t.Format(layout)
}

// isZero reports whether a filter finds everything.
func isZero(f *readout.Filter) bool {
	for i := range Fields {
		if g := Fields[i].texts; g != nil && len(*g(f)) > 0 {
			return false
		}
	}
	return len(f.Words)+len(f.Act)+len(f.Form)+len(f.Without) == 0 && f.After == "" && f.Before == "" && !f.Claim && !f.Unnamed && !f.Corrected
}
