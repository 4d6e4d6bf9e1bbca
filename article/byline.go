package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// authors returns the names of those who wrote the article.
func (m *meta) authors(publisher string) []string {
	var found []string
	// An agency's initials are no name of a person.
	add := func(all ...string) {
		for _, s := range all {
			for _, name := range splitByline(s) {
				if initials := strings.ToUpper(name) == name && !strings.Contains(name, " "); !initials && !strings.EqualFold(name, publisher) && !slices.Contains(found, name) {
					found = append(found, name)
				}
			}
		}
	}
	add(m.ld.authors...)
	for _, name := range words.authors {
		if len(found) > 0 {
			return found
		}
		add(m.tags[name]...)
	}
	looked := 0
	for i := range m.nodes {
		if len(found) > 0 || looked == maxLooked {
			break
		}
		if m.nodes[i].tag == "" || m.nodes[i].atom == atom.Meta || m.inComments(int32(i)) {
			continue
		}
		switch {
		case strings.EqualFold(m.attribute(int32(i), "rel"), "author"), strings.EqualFold(m.attribute(int32(i), "itemprop"), "author"):
		default:
			names := strings.ToLower(m.attribute(int32(i), "class"))
			if !strings.Contains(names, "byline") && !strings.Contains(names, "author") || strings.Contains(names, "about") || strings.Contains(names, "bio") {
				continue
			}
		}
		looked++
		if linked := m.linkedAuthors(int32(i)); len(linked) > 1 {
			add(linked...)
		} else if s := m.textOf(int32(i)); len(s) < 120 {
			add(s)
		}
	}
	for k := range m.blocks[:min(len(m.blocks), 60)] {
		first, _, _ := strings.Cut(m.blocks[k].text, "\n")
		if len(found) == 0 && isByline(first) {
			add(first)
		}
	}
	return found
}

// linkedAuthors returns what stands in the links inside an element that lead to pages about authors.
func (m *meta) linkedAuthors(i int32) (names []string) {
	for j := i + 1; j < min(m.nodes[i].end, i+maxLooked); j++ {
		if m.nodes[j].atom != atom.A {
			continue
		}
		address := strings.ToLower(m.attribute(j, "href"))
		if slices.ContainsFunc(words.people, func(path string) bool { return strings.Contains(address, path) }) {
			names = append(names, m.textOf(j))
		}
	}
	return names
}

// offices are words of what somebody is, not of a name.
var offices = map[string]bool{"correspondent": true, "editor": true, "reporter": true, "writer": true, "bureau": true, "staff": true, "columnist": true,
	"chief": true, "agency": true, "agencies": true, "desk": true, "contributor": true, "producer": true, "journalist": true, "analyst": true, "team": true, "news": true}

// bylineStart are the words before a name.
var bylineStart = regexp.MustCompile(`(?i)^(?:(?:post author|author|posted|published|written|reported|reporting|words|story|text|interview|autor|autorin|veröffentlicht|publié)\b:?\s*)*(?:(?:by|von|par|por)\b:?\s*)*(?:[—–-]\s+)?(?:on\b\s*)?`)

// bracketed is what stands in brackets behind a name: "Tessa Cole (now)".
var bracketed = regexp.MustCompile(`\s*\([^()]*\)\s*$`)

// notNames stand where a name is looked for.
var notNames = map[string]bool{"": true, "follow": true, "share": true, "admin": true, "administrator": true, "updated": true, "published": true, "posted": true, "comments": true, "email": true,
	"contributor": true, "contributors": true, "associated press reporters": true, "unknown": true, "anonymous": true, "save": true, "twitter": true, "facebook": true}

// splitByline returns the names in "By Ana Kovac and Daniel Reth, diplomatic correspondent".
func splitByline(s string) []string {
	s = fold(s)
	if len(s) > 300 || strings.Contains(s, "://") || strings.HasPrefix(s, "@") {
		return nil
	}
	s = bylineStart.ReplaceAllString(s, "")
	for _, cut := range []string{" | ", " – ", " — ", " - ", " • ", " · ", " in ", " on ", " for "} {
		s, _, _ = strings.Cut(s, cut)
	}
	s = strings.NewReplacer(" and ", ",", " & ", ",", ";", ",", " with ", ",", "/", ",").Replace(s)
	var names []string
	for part := range strings.SplitSeq(s, ",") {
		part = strings.Trim(bracketed.ReplaceAllString(part, ""), " .:*·")
		fields := strings.Fields(part)
		if len(fields) == 0 || len(fields) > 6 || len(part) > 60 {
			continue
		}
		office := false
		for _, f := range fields {
			office = office || offices[strings.ToLower(f)]
		}
		first := []rune(part)[0]
		if notNames[strings.ToLower(part)] || len(names) > 0 && office || !unicode.IsUpper(first) && unicode.IsLower(first) && len(fields) > 1 && len(names) > 0 || strings.ContainsAny(part, "0123456789@<>{}") {
			continue
		}
		names = append(names, withoutCapitals(part))
	}
	return names
}

// isByline reports whether a line tells who wrote the article, and no more.
func isByline(line string) bool {
	return len(line) < 160 && len(line) > 3 && strings.EqualFold(line[:3], "by ") && !endsSentence(line) && len(splitByline(line)) > 0
}

// withoutCapitals writes a name that is all in capital letters as names are written.
func withoutCapitals(name string) string {
	if len(name) < 6 || !strings.Contains(name, " ") || strings.ToUpper(name) != name {
		return name
	}
	begins := true
	return strings.Map(func(r rune) rune {
		defer func() { begins = !unicode.IsLetter(r) }()
		if begins {
			return r
		}
		return unicode.ToLower(r)
	}, name)
}
