package article

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
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
	t, err := parseHTML(src, false)
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
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: "no text of an article stands in the page", none: true}
	}
	if len(a.Text) > maxPageText {
		return fail(fmt.Sprintf("is a page with %d MB of text; an article of a page has no more than %d", len(a.Text)>>20, maxPageText>>20))
	}
	a.Language = spoken(a.Language, a.Text)
	if a.ID = baseName(name); hint.URL != "" && a.URL != "" {
		a.ID = a.URL
	}
	return a, nil
}

// maxPageText is how many bytes of text an article of a page may have: the longest transcripts have some hundred thousand.
const maxPageText = 4 << 20

// spoken returns the language that is declared, unless the text is surely in another.
func spoken(declared, text string) string {
	tag, confidence := Language(text)
	if tag != "und" && (declared == "" && confidence > 0.5 || confidence > 0.9 && tag != strings.ToLower(declared[:min(2, len(declared))])) {
		return tag
	}
	return declared
}

// write fills in the text, its marks and its corrections.
func (m *meta) write(a *readout.Article) {
	var w writer
	post := int32(0)
	for _, l := range append(m.lines(a.Title), m.notices()...) {
		mark := readout.Mark{From: l.from, To: l.to}
		switch {
		case l.note:
			mark.Kind = "correction"
		case l.post != post && l.post != 0:
			mark.Kind, mark.Time = "post", m.timeOf(l.post)
		case l.heading():
			mark.Kind = "heading"
		case l.atom == atom.Tr:
			mark.Kind = "row"
		}
		post = l.post
		w.add(l.text, mark)
	}
	// Some pages bring their text in JSON-LD and have a program of the browser show it.
	if body := plainText(m.ld.body); len(body) > shortText && len(body) > 2*w.len() {
		w = writer{}
		for paragraph := range strings.SplitSeq(body, "\n\n") {
			w.add(paragraph, readout.Mark{})
		}
		w.marks = nil
	}
	if posts := m.ld.posts; len(posts) > 0 && m.ld.postsSize() > 2*w.len() {
		w = writer{}
		for _, p := range posts {
			mark := readout.Mark{Kind: "post", Time: parseTime(p.time)}
			if p.headline != "" {
				w.add(p.headline, mark)
				mark = readout.Mark{}
			}
			w.add(plainText(p.body), mark)
		}
	}
	a.Text, a.Marks = w.text()
	for _, c := range m.ld.corrections {
		if c != "" && !strings.Contains(a.Text, c) {
			a.Corrections = append(a.Corrections, c)
		}
	}
	if a.Dateline == "" {
		a.Dateline = dateline(a.Text)
	}
}

// A writer joins paragraphs to a text, a blank line between two, and marks each.
type writer struct {
	b     strings.Builder
	marks []readout.Mark
}

func (w *writer) add(paragraph string, mark readout.Mark) {
	if paragraph = strings.TrimSpace(paragraph); paragraph == "" {
		return
	}
	if w.b.Len() > 0 {
		w.b.WriteString("\n\n")
	}
	mark.At = w.b.Len()
	w.b.WriteString(paragraph)
	w.marks = append(w.marks, mark)
}

func (w *writer) len() int { return w.b.Len() }

func (w *writer) text() (string, []readout.Mark) { return w.b.String(), w.marks }

// plainText returns text that may hold markup without it, its paragraphs divided by blank lines.
func plainText(s string) string {
	if !strings.Contains(s, "<") {
		return strings.TrimSpace(html.UnescapeString(strings.ToValidUTF8(s, "\uFFFD")))
	}
	t, err := parseHTML([]byte(strings.ToValidUTF8(s, "\uFFFD")), false)
	if err != nil {
		return ""
	}
	var lines []string
	for _, b := range t.blocks(make([]partKind, len(t.nodes))) {
		lines = append(lines, b.text)
	}
	return strings.Join(lines, "\n\n")
}
