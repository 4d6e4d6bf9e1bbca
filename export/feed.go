package export

import (
	"html"
	"iter"
	"strings"
	"time"
	"unicode/utf8"
)

// A Feed is what a feed of statements says of itself.
type Feed struct {
	Title string
	ID    string // a URI; empty for one made of the title
	Page  string // address of the page whose statements these are; may be empty
	Self  string // address of the feed; may be empty
}

func (f *Feed) id() string {
	if f.ID != "" {
		return f.ID
	}
	return urn(f.Title, "feed")
}

// An item is a statement as both kinds of feeds show it.
type item struct {
	*Row
	title     string
	content   string // HTML
	text      string
	published string // RFC 3339 date-time; empty when not known
	updated   string // never empty
}

// items turns rows into what feeds show.
func items(rows iter.Seq2[Row, error]) (out []item, err error) {
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		out = append(out, newItem(row))
	}
	return out, nil
}

func newItem(row Row) item {
	r := &row
	it := item{Row: r, text: r.told(), content: r.html(), published: dateTime(r.Article.Published), updated: dateTime(r.Updated)}
	who := r.Speaker.Name
	if who == "" {
		who = r.Source
	}
	it.title = shorten(line(r.said()), 90)
	if r.Form == "direct" {
		it.title = "“" + it.title + "”"
	}
	if who != "" {
		it.title = line(who) + ": " + it.title
	}
	if from := line(r.Article.Publisher); from != "" {
		it.title += " (" + from + ")"
	}
	if it.updated == "" {
		it.updated = it.published
	}
	if it.updated == "" {
		it.updated = time.Unix(0, 0).UTC().Format(time.RFC3339)
	}
	return it
}

// address returns where an item leads: to a page that shows it, else to the words.
func (it *item) address() string {
	if it.Page != "" {
		return it.Page
	}
	return it.Link
}

// dateTime returns a date or date-time of RFC 3339 as the latter, a date as its midnight in UTC; empty for another string.
func dateTime(s string) string {
	if isDay(s) {
		return s + "T00:00:00Z"
	}
	if _, err := time.Parse(time.RFC3339, s); err != nil {
		return ""
	}
	return s
}

// shorten cuts a line after a word so that it has at most n bytes and an ellipsis.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	if i := strings.LastIndexByte(s[:n], ' '); i > 0 {
		n = i
	}
	return s[:n] + " …"
}

// html returns the words with who said them, and a link to the original.
func (r *Row) html() string {
	var out strings.Builder
	out.WriteString("<blockquote")
	if r.Link != "" {
		out.WriteString(` cite="` + html.EscapeString(r.Link) + `"`)
	}
	out.WriteString("><p>" + html.EscapeString(printable(r.quoted())) + "</p></blockquote>")
	if by := r.by(); by != "" {
		out.WriteString("<p>" + html.EscapeString(by) + "</p>")
	}
	if r.Link != "" {
		out.WriteString(`<p><a href="` + html.EscapeString(r.Link) + `">` + html.EscapeString(r.from()) + "</a></p>")
	} else if from := r.from(); from != "" {
		out.WriteString("<p>" + html.EscapeString(from) + "</p>")
	}
	return out.String()
}

// printable leaves out what no feed or page may hold: controls but for tabs and line breaks, and what is no character.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if notXML(c) || c == 0x7F || 0x80 <= c && c < 0xA0 {
			return utf8.RuneError
		}
		return c
	}, s)
}
