package article

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/readout-project/readout"
)

// dates finds when the article was published and changed. A date that no metadata name is a guess.
func (m *meta) dates(a *readout.Article) {
	a.Published = cmp.Or(parseTime(m.ld.published), m.tagTime(words.published), m.markedDate())
	a.Modified = cmp.Or(parseTime(m.ld.modified), m.tagTime(words.modified))
	if a.Published == "" {
		if a.Published = m.guessedDate(a.URL); a.Published != "" {
			a.Guessed = append(a.Guessed, "published")
		}
	}
	if a.Published != "" && a.Modified != "" && a.Modified[:10] < a.Published[:10] {
		a.Modified = ""
	}
}

// tagTime returns the first time that one of the tags gives.
func (m *meta) tagTime(names []string) string {
	for _, name := range names {
		if t := parseTime(m.tag(name)); t != "" {
			return t
		}
	}
	return ""
}

// markedDate returns the date that the page marks up as that of its publication, in microdata, in RDFa or by pubdate.
func (m *meta) markedDate() string {
	for i := range int32(len(m.nodes)) {
		if m.nodes[i].tag == "" || !m.isPublished(i) {
			continue
		}
		if d := m.dateIn(i); d != "" {
			return d
		}
	}
	return ""
}

func (m *meta) isPublished(i int32) bool {
	if _, ok := m.lookup(i, "pubdate"); ok {
		return true
	}
	if slices.Contains(strings.Fields(strings.ToLower(m.attribute(i, "itemprop"))), "datepublished") {
		return true
	}
	return m.nodes[i].atom != atom.Meta && slices.ContainsFunc(strings.Fields(strings.ToLower(m.attribute(i, "property"))), func(s string) bool {
		return s == "dc:date" || s == "dc:created" || s == "dcterms:created" || s == "dc:issued" || strings.HasSuffix(s, "datepublished")
	})
}

// dateIn returns the date that an element gives in an attribute or as its text.
func (m *meta) dateIn(i int32) string {
	text := m.textOf(i)
	for _, s := range []string{m.attribute(i, "datetime"), m.attribute(i, "content"), m.attribute(i, "title"), text} {
		if d := parseTime(s); d != "" {
			return d
		}
	}
	return findDate(text)
}

// maxLooked is how many elements are looked at for a date or a name.
const maxLooked = 2000

// guessedDate returns what is most likely the date of publication: that of the address, else one in an element that is
// called a date or a byline, else the first in a short line of its own.
func (m *meta) guessedDate(address string) string {
	for _, s := range []string{address, m.tag("og:url")} {
		if u, err := url.Parse(s); err == nil {
			if d := dateOfPath(u.Path); d != "" {
				return d
			}
		}
	}
	heading := int32(max(0, slices.IndexFunc(m.nodes, func(n node) bool { return n.atom == atom.H1 })))
	best, bestScore, looked := "", 0, 0
	for i := range int32(len(m.nodes)) {
		score := m.dateScore(i)
		if score == 0 || looked == maxLooked {
			continue
		}
		if looked++; i > heading {
			score += 2
		}
		if len(m.textOf(i)) > 200 {
			continue
		}
		if d := m.dateIn(i); d != "" && score > bestScore {
			best, bestScore = d, score
		}
	}
	if best != "" {
		return best
	}
	for k := range m.blocks[:min(len(m.blocks), maxLooked)] {
		if s := m.blocks[k].text; len(s) < 120 && !strings.Contains(s, "©") && !strings.Contains(strings.ToLower(s), "copyright") {
			if d := findDate(s); d != "" {
				return d
			}
		}
	}
	return ""
}

// dateScore tells how much an element looks as if it gave the date of publication; 0 is not at all.
func (m *meta) dateScore(i int32) int {
	n := &m.nodes[i]
	switch n.atom {
	case atom.Meta, atom.Html, atom.Body, atom.Script, atom.Link:
		return 0
	}
	if n.tag == "" {
		return 0
	}
	names := strings.ToLower(m.attribute(i, "class") + " " + m.attribute(i, "id"))
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(names, w) })
	}
	score := 0
	switch {
	case n.atom == atom.Time:
		score = 4
	case has("publi", "posted", "datum"):
		score = 3
	case has("date", "time", "byline", "meta", "dato", "info"), n.atom == atom.Abbr && m.attribute(i, "title") != "":
		score = 2
	default:
		return 0
	}
	if has("update", "modif") || m.inComments(i) {
		score = 1
	}
	return score
}

func (m *meta) inComments(i int32) bool {
	for ; i > 0; i = m.nodes[i].parent {
		if m.kinds[i]&isComments != 0 {
			return true
		}
	}
	return false
}
