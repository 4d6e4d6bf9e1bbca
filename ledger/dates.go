package ledger

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Range returns the first and the last day of a TIMEX3 value of type DATE or TIME, YYYY-MM-DD; false for one that names no
// days of the calendar (PRESENT_REF, XXXX-05, P3D). Seasons are those of the northern half: winter is that which begins in December.
func Range(value string) (first, last string, ok bool) {
	day, _, _ := strings.Cut(value, "T")
	from, to, ok := span(day)
	if !ok {
		return "", "", false
	}
	return from.Format(time.DateOnly), to.Format(time.DateOnly), true
}

func span(v string) (first, last time.Time, ok bool) {
	if !digits(v, 4) {
		return decade(v)
	}
	year, _ := strconv.Atoi(v[:4])
	rest := v[4:]
	month := func(m time.Month) time.Time { return time.Date(year, m, 1, 0, 0, 0, 0, time.UTC) }
	months := func(m time.Month, n int) (time.Time, time.Time, bool) {
		return month(m), month(m+time.Month(n)).AddDate(0, 0, -1), true
	}
	switch {
	case year == 0:
		return first, last, false
	case rest == "":
		return months(time.January, 12)
	case len(rest) < 3 || rest[0] != '-':
		return first, last, false
	}
	rest = rest[1:]
	switch rest {
	case "SP":
		return months(time.March, 3)
	case "SU":
		return months(time.June, 3)
	case "FA":
		return months(time.September, 3)
	case "WI":
		return months(time.December, 3)
	case "H1":
		return months(time.January, 6)
	case "H2":
		return months(time.July, 6)
	case "Q1", "Q2", "Q3", "Q4":
		return months(time.Month(1+3*(rest[1]-'1')), 3)
	}
	if rest[0] == 'W' {
		return week(year, rest[1:])
	}
	if len(rest) == 2 {
		t, err := time.Parse("2006-01", v)
		if err != nil {
			return first, last, false
		}
		return months(t.Month(), 1)
	}
	t, err := time.Parse(time.DateOnly, v)
	return t, t, err == nil
}

// week reads what stands after the W: 20, or 20-WE for its end.
func week(year int, v string) (first, last time.Time, ok bool) {
	number, end, weekend := strings.Cut(v, "-")
	n, err := strconv.Atoi(number)
	if err != nil || len(number) != 2 || n < 1 || n > 53 || weekend && end != "WE" {
		return first, last, false
	}
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC) // lies in week 1
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(n-1))
	if y, w := monday.ISOWeek(); y != year || w != n {
		return first, last, false
	}
	first, last = monday, monday.AddDate(0, 0, 6)
	if weekend {
		first = last.AddDate(0, 0, -1)
	}
	return first, last, true
}

// decade reads the beginning of a year's number: 203 for the 2030s, 19 for the years from 1900 to 1999.
func decade(v string) (first, last time.Time, ok bool) {
	if n := len(v); n < 2 || n > 3 || !digits(v, n) {
		return first, last, false
	}
	from, err := time.Parse(time.DateOnly, v+strings.Repeat("0", 4-len(v))+"-01-01")
	if err != nil {
		return first, last, false
	}
	to, err := time.Parse(time.DateOnly, v+strings.Repeat("9", 4-len(v))+"-12-31")
	return from, to, err == nil
}

// digits reports whether v begins with n digits.
func digits(v string, n int) bool {
	if len(v) < n {
		return false
	}
	for i := range n {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
	}
	return true
}

// Day returns the date of an RFC 3339 date or date-time, YYYY-MM-DD, as it stands there; empty for anything else.
func Day(published string) string {
	if len(published) < len(time.DateOnly) {
		return ""
	}
	day := published[:len(time.DateOnly)]
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return ""
	}
	return day
}

// checkDate returns an error where a date of a Filter is none: YYYY, YYYY-MM or YYYY-MM-DD.
func checkDate(date string) error {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, date); err == nil {
			return nil
		}
	}
	return fmt.Errorf("%q is no date such as 2014, 2014-03 or 2014-03-01", date)
}
