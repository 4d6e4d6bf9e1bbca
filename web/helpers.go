package web

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// Paths of pages.
func articlePath(id string) string    { return "/articles/" + url.PathEscape(id) }
func statementPath(key string) string { return "/statements/" + url.PathEscape(key) }
func personPath(id string) string     { return "/people/" + url.PathEscape(id) }

// helpers are what templates can call.
var helpers = template.FuncMap{
	"day":       day,
	"moment":    moment,
	"count":     count,
	"number":    number,
	"label":     label,
	"plain":     plain,
	"clip":      clip,
	"name":      articleName,
	"person":    func(r readout.IdentityRef) template.URL { return template.URL(personPath(r.ID)) },
	"seg":       func(s string) template.URL { return template.URL(url.PathEscape(s)) },
	"add":       func(a, b int) int { return a + b },
	"tab":       func(f frame, tab, to, name string) tabView { return tabView{to, name, f.Tab == tab} },
	"withwrite": func(c correctionView, write bool) correctionView { c.Write = write; return c },
	"first":     func(l []readout.Attested, n int) []readout.Attested { return l[:min(len(l), n)] },
	"rest":      func(l []readout.Attested, n int) []readout.Attested { return l[min(len(l), n):] },
	"wording":   func(m remark, runs []run) wordingView { return wordingView{m, runs} },
	"between":   between,
	"promised": func(who readout.Identity) string {
		return ledger.Format(readout.Filter{Speaker: []string{called(&who)}}, readout.ByDate)
	},
	"said": func(who readout.Identity, word string) string {
		return searchPath(readout.Filter{Speaker: []string{called(&who)}, Words: []readout.Term{{Text: word, Prefix: true}}})
	},
	"fields": func() []ledger.Field { return ledger.Fields },
	"reach":  func() int { return readout.FacetReach },
	"query":  func(s string) string { return "/search?q=" + url.QueryEscape(s) },
}

func moment(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 UTC") }

// day sets a date for people: "2026-05-04" is "4 May 2026", and what is no date stands as it is.
func day(s string) string {
	if rest, ok := strings.CutPrefix(s, unknownYear+"-"); ok { // "May", "4 May", "summer"
		named := strings.TrimSuffix(strings.Replace(day(knownYear+"-"+rest), " "+knownYear, "", 1), " of")
		if strings.Contains(named, knownYear) {
			return s // more than the year is not told
		}
		return named
	}
	if len(s) > 10 {
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return t.UTC().Format("2 January 2006, 15:04 UTC")
		}
	}
	for layout, show := range map[string]string{time.DateOnly: "2 January 2006", "2006-01": "January 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(show)
		}
	}
	if date, at, ok := strings.Cut(s, "T"); ok && len(date) == len(time.DateOnly) {
		if part := partsOfDay[at]; part != "" {
			at = part
		}
		return day(date) + ", " + at
	}
	if len(s) == 3 && strings.Trim(s, "0123456789") == "" {
		return s + "0s" // a decade
	}
	year, part, ok := strings.Cut(s, "-")
	switch {
	case !ok || len(year) != 4:
	case partsOfYear[part] != "":
		return partsOfYear[part] + year
	case strings.HasPrefix(part, "W"):
		week, weekend := strings.CutSuffix(part[1:], "-WE")
		week = "week " + strings.TrimLeft(week, "0") + " of " + year
		if weekend {
			return "weekend of " + week
		}
		return week
	}
	return s
}

// unknownYear stands in TIMEX3 for a year that is not told; knownYear, a leap year, in its place while the rest is set.
const unknownYear, knownYear = "XXXX", "2000"

// partsOfYear and partsOfDay by their names in TIMEX3.
var (
	partsOfYear = map[string]string{"SP": "spring ", "SU": "summer ", "FA": "autumn ", "WI": "winter ", "H1": "first half of ", "H2": "second half of ",
		"Q1": "quarter 1 of ", "Q2": "quarter 2 of ", "Q3": "quarter 3 of ", "Q4": "quarter 4 of "}
	partsOfDay = map[string]string{"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
)

// count words a number of things: "1 statement", "2 statements".
func count(n int, what string) string {
	if n != 1 {
		if w, ok := strings.CutSuffix(what, "y"); ok {
			what = w + "ies"
		} else {
			what += "s"
		}
	}
	return number(n) + " " + what
}

// number sets a number with a thin space between thousands.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// webURL returns an address if it is one of the web, else nothing: no other is made a link.
func webURL(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// label sets a word of the record for people: "press_conference" is "press conference".
func label(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", " ")) }

// plain returns a text on one line without characters that show nothing or turn around what stands beside them, for where no element
// can isolate them.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)), " ")
}

// clip cuts a text after so many characters, at a blank where there is one near.
func clip(s string, n int) string {
	at, space := 0, 0
	for i, r := range s {
		if at == n {
			if space > i/2 {
				i = space
			}
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + " …"
		}
		if unicode.IsSpace(r) {
			space = i
		}
		at++
	}
	return s
}

// articleName is what a list calls an article.
func articleName(a readout.ArticleRef) string {
	for _, s := range []string{a.Title, webURL(a.URL), a.Name()} {
		if s = clip(plain(s), maxName); s != "" {
			return s
		}
	}
	return "Untitled, added " + moment(a.Added)
}

// fileName returns a name that a file can have anywhere: letters, digits, "-" and "_".
func fileName(s string) string {
	s = strings.Trim(strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_') {
			return r
		}
		return '-'
	}, s), "-")
	s = s[:min(len(s), 80)]
	if s == "" {
		return "article"
	}
	return s
}
