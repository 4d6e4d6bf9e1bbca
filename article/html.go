package article

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/readout-project/readout"
)

// A Hint is what is known of a page before it is read.
type Hint struct {
	URL         string // where it came from
	ContentType string // as the server gave it, with the character set: "text/html; charset=utf-8"
}

// HTML makes an article of a page: its main text without menus, captions, invitations to read on, and comments, and what the page
// says of it in JSON-LD, in <meta> and in its markup. Paragraphs are divided by blank lines; Marks lead from each back to the page.
// The article's id is its URL where Hint gives one, else the base name of name.
func HTML(name string, data []byte, hint Hint) (readout.Article, error) {
	fail := func(msg string) (readout.Article, error) {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: msg}
	}
	if len(data) > MaxPage {
		return fail("is a page of more than 64 MB")
	}
	if what := magic(data); what != "" {
		return fail("is no page; it looks like " + what)
	}
	src := pageText(data, hint.ContentType)
	t, err := parseHTML(src)
	if err != nil {
		return fail(err.Error())
	}
	l := newLayout(t)
	l.prune()
	var a readout.Article
	m := newMeta(l, hint)
	m.fill(&a)
	m.write(&a)
	if blank(a.Text) {
		return fail("no text of an article stands in the page")
	}
	if a.ID = baseName(name); hint.URL != "" {
		a.ID = a.URL
	}
	return a, nil
}

// write fills in the text and its marks.
func (m *meta) write(a *readout.Article) {
	lines := m.lines(a.Title)
	var b strings.Builder
	for k := range lines {
		l := &lines[k]
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		mark := readout.Mark{At: b.Len(), From: l.from, To: l.to}
		switch {
		case l.heading():
			mark.Kind = "heading"
		case l.atom == atom.Tr:
			mark.Kind = "row"
		}
		a.Marks = append(a.Marks, mark)
		b.WriteString(l.text)
	}
	a.Text = b.String()
	if body := plainBody(m.ld.body); len(body) > 2*len(a.Text) && len(body) > 400 {
		a.Text, a.Marks = body, nil
	}
}

// plainBody returns an articleBody of JSON-LD as text.
func plainBody(s string) string {
	if strings.Contains(s, "<p") || strings.Contains(s, "<br") {
		t, err := parseHTML([]byte(s))
		if err != nil {
			return ""
		}
		var lines []string
		for _, b := range t.blocks(make([]partKind, len(t.nodes))) {
			lines = append(lines, b.text)
		}
		return strings.Join(lines, "\n\n")
	}
	if !utf8.ValidString(s) {
		return ""
	}
	return strings.TrimSpace(s)
}
