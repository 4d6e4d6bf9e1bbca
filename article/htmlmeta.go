package article

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"github.com/readout-project/readout"
)

// A meta gathers what a page says about its article.
type meta struct {
	*layout
	ld   *linked
	tags map[string][]string // contents of <meta> in order, by name, property or (with "itemprop:" before it) itemprop in lower case
	base *url.URL            // of the page; nil when not known
}

func newMeta(l *layout, hint Hint) *meta {
	m := &meta{layout: l, ld: l.jsonLD(), tags: map[string][]string{}}
	if m.ld == nil {
		m.ld = &linked{rank: len(articleTypes)}
	}
	if u, err := url.Parse(hint.URL); err == nil && u.Host != "" {
		m.base = u
	}
	for i := range l.nodes {
		if l.nodes[i].atom != atom.Meta {
			continue
		}
		content := fold(l.attribute(int32(i), "content"))
		if content == "" || len(content) > 4096 {
			continue
		}
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			if name := strings.ToLower(l.attribute(int32(i), key)); name != "" {
				if key == "itemprop" {
					name = "itemprop:" + name
				}
				m.tags[name] = append(m.tags[name], content)
			}
		}
	}
	return m
}

// tag returns the first of the tags that the page has.
func (m *meta) tag(names ...string) string {
	for _, name := range names {
		if all := m.tags[name]; len(all) > 0 {
			return all[0]
		}
	}
	return ""
}

func (m *meta) fill(a *readout.Article) {
	a.URL = m.canonical()
	a.Title = m.title()
	a.Publisher = m.publisher()
	a.Authors = m.authors(a.Publisher)
	a.Language = m.language()
	m.dates(a)
	a.Dateline = m.ld.dateline
}

// canonical returns the address that the page gives as its own, else the one that it came from. One on another site than it came
// from is not believed: a page must not pass for an article of somebody else.
func (m *meta) canonical() string {
	var found []string
	for i := range m.nodes {
		if n := &m.nodes[i]; n.atom == atom.Link && strings.EqualFold(m.attribute(int32(i), "rel"), "canonical") {
			found = append(found, m.attribute(int32(i), "href"))
			break
		}
	}
	found = append(found, m.tag("og:url"))
	if m.ld.rank < len(articleTypes) {
		found = append(found, m.ld.url)
	}
	for _, s := range found {
		u, err := url.Parse(strings.TrimSpace(s))
		if err != nil || s == "" {
			continue
		}
		if m.base != nil {
			u = m.base.ResolveReference(u)
		}
		// A page that calls its site's home canonical says nothing of itself.
		if (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && (m.base == nil || sameSite(u, m.base)) && (m.base == nil || strings.Trim(u.Path, "/") != "" || strings.Trim(m.base.Path, "/") == "") {
			u.Fragment = ""
			return u.String()
		}
	}
	if m.base != nil {
		return m.base.String()
	}
	return ""
}

// sameSite reports whether two addresses belong to one registered domain.
func sameSite(a, b *url.URL) bool {
	x, y := strings.ToLower(a.Hostname()), strings.ToLower(b.Hostname())
	if x == y {
		return true
	}
	one, err := publicsuffix.EffectiveTLDPlusOne(x)
	if err != nil {
		return false
	}
	other, err := publicsuffix.EffectiveTLDPlusOne(y)
	return err == nil && one == other
}

func (m *meta) title() string {
	var heads []string
	var doc string
	for i := range m.nodes {
		switch m.nodes[i].atom {
		case atom.H1:
			if s := m.textOf(int32(i)); s != "" && len(heads) < 8 {
				heads = append(heads, s)
			}
		case atom.Title:
			if doc == "" && !m.within(int32(i), atom.Svg) {
				doc = fold(m.rawText(int32(i)))
			}
		}
	}
	said := m.ld.headline
	if said == "" || m.ld.rank >= slices.Index(articleTypes, "WebPage") {
		said = m.tag("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
	}
	said = m.withoutOutlet(said)
	for _, h := range heads {
		if h == said || len(h) >= 12 && (said == "" && strings.Contains(doc, h) || strings.HasPrefix(said, h) || strings.HasPrefix(h, strings.TrimRight(said, ".… ")) && len(said) > 20) {
			return h
		}
	}
	switch {
	case said != "":
		return said
	case len(heads) == 1 && len(heads[0]) >= 12:
		return heads[0]
	}
	return m.withoutOutlet(doc)
}

// withoutOutlet cuts the outlet's name off the end of a title.
func (m *meta) withoutOutlet(title string) string {
	for _, dash := range []string{" | ", " - ", " – ", " — ", " :: ", " » "} {
		i := strings.LastIndex(title, dash)
		if i < 12 {
			continue
		}
		tail := title[i+len(dash):]
		site := m.siteName()
		if site != "" && strings.EqualFold(tail, site) || dash == " | " && len(tail) < 40 || m.base != nil && strings.Contains(letters(m.base.Host), letters(tail)) && len(tail) > 2 {
			return m.withoutOutlet(title[:i])
		}
	}
	return title
}

// letters returns the small letters and digits of a name.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func (m *meta) siteName() string {
	if m.ld.publisher != "" {
		return m.ld.publisher
	}
	return m.tag("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "cre", "copyright-holder")
}

// publisher returns the outlet's name, else the host.
func (m *meta) publisher() string {
	if s := m.siteName(); s != "" && !strings.HasPrefix(s, "http") {
		return s
	}
	u := m.base
	if s := m.canonical(); s != "" {
		u, _ = url.Parse(s)
	}
	if u == nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func (m *meta) language() string {
	for i := range m.nodes {
		if m.nodes[i].atom == atom.Html {
			for _, key := range []string{"lang", "xml:lang"} {
				if s := languageTag(m.attribute(int32(i), key)); s != "" {
					return s
				}
			}
			break
		}
	}
	for _, s := range []string{m.ld.language, m.tag("content-language", "language", "dc.language", "dcterms.language"), m.tag("og:locale")} {
		if s := languageTag(s); s != "" {
			return s
		}
	}
	return ""
}

// languageTag returns a tag of BCP 47 for en, EN_us or en-US, or "".
func languageTag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	first, rest, _ := strings.Cut(s, "-")
	if len(first) != 2 && len(first) != 3 || strings.IndexFunc(first, func(r rune) bool { return r > 'z' || !asciiLetter(byte(r)) }) >= 0 {
		return ""
	}
	first = strings.ToLower(first)
	if len(rest) == 2 && asciiLetter(rest[0]) && asciiLetter(rest[1]) {
		return first + "-" + strings.ToUpper(rest)
	}
	return first
}
