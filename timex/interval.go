package timex

import (
	"strings"
	"time"
)

// Interval returns when what a value of a DATE or TIME stands for begins and when it is over, as UTC without regard
// to zones: "2025-08" is 2025-08-01 to 2025-09-01. ok is false for what has no place in the calendar: durations,
// sets, references such as PAST_REF, values with X, and days that do not exist.
func Interval(value string) (start, end time.Time, ok bool) {
	day, clock, timed := strings.Cut(value, "T")
	start, end, ok = dates(day)
	if !ok || !timed {
		return start, end, ok
	}
	if !start.AddDate(0, 0, 1).Equal(end) {
		return start, end, false
	}
	if from, to, known := partHours(clock); known {
		return start.Add(from), start.Add(to), true
	}
	h, m, minutes := strings.Cut(strings.TrimSuffix(clock, "Z"), ":")
	if len(h) != 2 || !digits(h) || atoi(h) > 24 {
		return start, end, false
	}
	start = start.Add(time.Duration(atoi(h)) * time.Hour)
	if !minutes {
		return start, start.Add(time.Hour), true
	}
	if len(m) != 2 || !digits(m) || atoi(m) > 59 {
		return start, end, false
	}
	start = start.Add(time.Duration(atoi(m)) * time.Minute)
	return start, start.Add(time.Minute), true
}

// partHours returns when a part of the day begins and ends, from midnight.
func partHours(code string) (from, to time.Duration, ok bool) {
	switch code {
	case "MO":
		return 5 * time.Hour, 12 * time.Hour, true
	case "AF":
		return 12 * time.Hour, 18 * time.Hour, true
	case "EV":
		return 17 * time.Hour, 22 * time.Hour, true
	case "NI":
		return 20 * time.Hour, 29 * time.Hour, true
	}
	return 0, 0, false
}

// dates is Interval for values without a time of the day.
func dates(v string) (start, end time.Time, ok bool) {
	n := len(v)
	if n < 2 || !digits(v[:2]) {
		return start, end, false
	}
	at := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	switch {
	case n <= 4 && digits(v):
		// a century, a decade, a year
		years := [5]int{2: 100, 3: 10, 4: 1}[n]
		y := atoi(v) * years
		return at(y, 1, 1), at(y+years, 1, 1), y > 0
	case n < 6 || v[4] != '-' || !digits(v[:4]):
		return start, end, false
	}
	y, rest := atoi(v[:4]), v[5:]
	switch {
	case y == 0:
		return start, end, false
	case len(rest) == 2 && digits(rest):
		m := atoi(rest)
		return at(y, m, 1), at(y, m+1, 1), m >= 1 && m <= 12
	case len(rest) == 5:
		c, good := parseDay(v)
		if good {
			return at(c.y, c.m, c.d), at(c.y, c.m, c.d+1), true
		}
	}
	if m, months := spanMonths(rest); months > 0 {
		return at(y, m, 1), at(y, m+months, 1), true
	}
	if rest[0] != 'W' || len(rest) < 3 || !digits(rest[1:3]) {
		return start, end, false
	}
	w := atoi(rest[1:3])
	first := civil{y, 1, 4} // always in week 1
	monday := first.add(1 - first.weekday() + 7*(w-1))
	if w < 1 || w == 53 && monday.week() != v[:8] || w > 53 {
		return start, end, false
	}
	switch rest[3:] {
	case "":
		return at(monday.y, monday.m, monday.d), at(monday.y, monday.m, monday.d+7), true
	case "-WE":
		return at(monday.y, monday.m, monday.d+5), at(monday.y, monday.m, monday.d+7), true
	}
	return start, end, false
}

// spanMonths returns the first month of a quarter, half or season and how many months it has. Winter is that which
// ends in its year; seasons are those of the northern half of the earth, as in TIMEX3.
func spanMonths(code string) (first, months int) {
	switch code {
	case "Q1", "Q2", "Q3", "Q4":
		return int(code[1]-'1')*3 + 1, 3
	case "H1", "H2":
		return int(code[1]-'1')*6 + 1, 6
	case "SP":
		return 3, 3
	case "SU":
		return 6, 3
	case "FA":
		return 9, 3
	case "WI":
		return 0, 3
	}
	return 0, 0
}
