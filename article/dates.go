package article

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// layouts are the forms in which pages, feeds and wires give dates. zoned ones tell the instant; of the others only
// the day is taken.
var layouts = []struct {
	form  string
	zoned bool
}{
	{time.RFC3339, true}, {"2006-01-02T15:04:05Z0700", true}, {"2006-01-02T15:04Z07:00", true}, {"2006-01-02T15:04Z0700", true},
	{"2006-01-02 15:04:05Z07:00", true}, {"2006-01-02 15:04:05 Z0700", true}, {"2006-01-02 15:04:05 -07:00", true}, {"2006-01-02 15:04 -0700", true}, {"2006-01-02 15:04:05 UTC", true},
	{"2006-01-02 15:04:05 MST", false}, {"2006-01-02T15:04:05", false}, {"2006-01-02T15:04", false}, {"2006-01-02 15:04:05", false}, {"2006-01-02 15:04", false},
	{"20060102T150405Z0700", true}, {"20060102T150405", false}, {"20060102150405", false}, {"20060102", false},
	{"Mon, _2 Jan 2006 15:04:05 -0700", true}, {"Mon, _2 Jan 2006 15:04:05 GMT", true}, {"Mon, _2 Jan 2006 15:04:05 UTC", true},
	{"Mon, _2 Jan 2006 15:04:05 MST", false}, {"Mon, _2 Jan 06 15:04:05 -0700", true}, {"_2 Jan 2006 15:04:05 -0700", true}, {"Mon, _2 Jan 2006 15:04 -0700", true},
	{"Mon, _2 Jan 2006", false}, {"Mon Jan _2 15:04:05 -0700 2006", true}, {"Mon Jan _2 15:04:05 MST 2006", false}, {"Mon Jan _2 2006", false},
	{"2006-01-02", false}, {"2006/01/02 15:04:05", false}, {"2006/01/02", false}, {"2006-1-2", false}, {"2006.01.02", false},
	{"January _2, 2006", false}, {"Jan _2, 2006", false}, {"Jan. _2, 2006", false}, {"_2 January 2006", false}, {"_2 Jan 2006", false}, {"2.1.2006", false},
	{"Monday, January _2, 2006", false}, {"Monday _2 January 2006", false}, {"Monday, _2 January 2006", false}, {"January _2 2006", false},
}

// parseTime returns a date or date-time of RFC 3339 for what a page, a feed or a wire gives, or "". A time without its
// zone tells the day alone.
func parseTime(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) < 8 || len(s) > 64 {
		return ""
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && (len(s) == 10 || len(s) == 13) {
		if len(s) == 13 {
			n /= 1000
		}
		return plausible(time.Unix(n, 0).UTC(), true)
	}
	for _, l := range layouts {
		if t, err := time.Parse(l.form, s); err == nil {
			return plausible(t, l.zoned)
		}
	}
	if m := isoDay.FindString(s); m != "" && strings.HasPrefix(s, m) {
		if t, err := time.Parse(time.DateOnly, m); err == nil {
			return plausible(t, false)
		}
	}
	return ""
}

var isoDay = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// plausible formats a time of the years in which there were newspapers.
func plausible(t time.Time, zoned bool) string {
	switch {
	case t.Year() < 1700 || t.Year() > 2200:
		return ""
	case zoned:
		return t.Format(time.RFC3339)
	}
	return t.Format(time.DateOnly)
}

const months = `Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Jul\.|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?`

var (
	monthFirst = regexp.MustCompile(`\b(` + months + `)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})\b`)
	dayFirst   = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)?\s+(` + months + `),?\s+((?:19|20)\d{2})\b`)
	dotted     = regexp.MustCompile(`\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d{2})\b`)
	inPath     = regexp.MustCompile(`/((?:19|20)\d{2})[/-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](\d{1,2})(?:/|-|$)`)
	inPathRun  = regexp.MustCompile(`[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?:[/.-]|$)`)
)

// findDate returns the first date that stands in a text with its year, or "".
func findDate(s string) string {
	if !strings.Contains(s, "19") && !strings.Contains(s, "20") {
		return ""
	}
	if m := isoDay.FindString(s); m != "" {
		return day(m[:4], m[5:7], m[8:])
	}
	if m := monthFirst.FindStringSubmatch(s); m != nil {
		return day(m[3], m[1], m[2])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return day(m[3], m[2], m[1])
	}
	if m := dotted.FindStringSubmatch(s); m != nil {
		return day(m[3], m[2], m[1])
	}
	return ""
}

// dateOfPath returns the date in the path of an address, or "".
func dateOfPath(path string) string {
	path = strings.ToLower(path)
	if m := inPath.FindStringSubmatch(path); m != nil {
		return day(m[1], m[2], m[3])
	}
	if m := inPathRun.FindStringSubmatch(path); m != nil {
		return day(m[1], m[2], m[3])
	}
	return ""
}

// day returns a date of RFC 3339, or "" where there is no such day. The month is a number or an English name.
func day(y, m, d string) string {
	month, err := strconv.Atoi(m)
	if err != nil && len(m) >= 3 {
		month = 1 + strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(m[:3]))/3
	}
	year, _ := strconv.Atoi(y)
	of, _ := strconv.Atoi(d)
	t := time.Date(year, time.Month(month), of, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || t.Day() != of {
		return ""
	}
	return plausible(t, false)
}
