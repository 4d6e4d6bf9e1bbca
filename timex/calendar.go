package timex

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// civil is a day of the Gregorian calendar; month and day are 0 where not known.
type civil struct{ y, m, d int }

// days returns the day as a number, in a row without gaps.
func (c civil) days() int {
	return int(time.Date(c.y, time.Month(c.m), c.d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func fromDays(n int) civil {
	t := time.Unix(int64(n)*86400, 0).UTC()
	return civil{t.Year(), int(t.Month()), t.Day()}
}

// add returns the day n days later.
func (c civil) add(n int) civil { return fromDays(c.days() + n) }

// weekday returns 1 for Monday to 7 for Sunday.
func (c civil) weekday() int { return weekdayOf(c.days()) }

func weekdayOf(days int) int { return ((days+3)%7+7)%7 + 1 }

// addMonths moves by months and keeps the day where the month has it, else takes the month's last.
func (c civil) addMonths(n int) civil {
	m := c.y*12 + c.m - 1 + n
	y := floorDiv(m, 12)
	m -= y * 12
	return civil{y, m + 1, min(c.d, monthDays(y, m+1))}
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// monthDays returns how many days a month has.
func monthDays(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// exists reports whether the day is one.
func (c civil) exists() bool {
	return c.m >= 1 && c.m <= 12 && c.d >= 1 && c.d <= monthDays(c.y, c.m)
}

func (c civil) String() string { return fmt.Sprintf("%04d-%02d-%02d", c.y, c.m, c.d) }

// week returns the ISO 8601 week of the day.
func (c civil) week() string {
	y, w := time.Date(c.y, time.Month(c.m), c.d, 0, 0, 0, 0, time.UTC).ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

// easter returns Easter Sunday: the western one, or the Gregorian date of the Julian one (Meeus).
func easter(y int, julian bool) civil {
	if julian {
		a, b, c := y%4, y%7, y%19
		d := (19*c + 15) % 30
		e := (2*a + 4*b - d + 34) % 7
		m := (d + e + 114) / 31
		return civil{y, m, (d+e+114)%31 + 1}.add(y/100 - y/400 - 2)
	}
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return civil{y, n / 31, n%31 + 1}
}

// A feast is a day that has a name and comes every year.
type feast struct {
	once    civil // a day that happened once
	m, d    int   // a fixed day
	weekday int   // the nth such weekday of month m
	nth     int
	easter  bool
	julian  bool
	offset  int // days after
}

var weekdayNames = strings.Fields("mon tue wed thu fri sat sun")

// parseFeast reads a rule of feasts.txt.
func parseFeast(rule string) (*feast, error) {
	bad := fmt.Errorf("cannot read the rule %q", rule)
	f := &feast{}
	for _, name := range []string{"easter", "orthodox"} {
		if rest, ok := strings.CutPrefix(rule, name); ok {
			f.easter, f.julian = true, name == "orthodox"
			if rest == "" {
				return f, nil
			}
			n, err := strconv.Atoi(rest)
			if err != nil {
				return nil, bad
			}
			f.offset = n
			return f, nil
		}
	}
	if c, ok := parseDay(rule); ok {
		f.once = c
		return f, nil
	}
	if len(rule) < 5 || rule[2] != '-' {
		return nil, bad
	}
	m, err := strconv.Atoi(rule[:2])
	if err != nil || m < 1 || m > 12 {
		return nil, bad
	}
	f.m = m
	if len(rule) == 5 {
		if f.d, err = strconv.Atoi(rule[3:]); err != nil || f.d < 1 || f.d > monthDays(2000, m) {
			return nil, bad
		}
		return f, nil
	}
	for i, name := range weekdayNames {
		if rest, ok := strings.CutPrefix(rule[3:], name+"-"); ok {
			f.weekday = i + 1
			n, off, found := strings.Cut(rest, "+")
			if found {
				if f.offset, err = strconv.Atoi(off); err != nil {
					return nil, bad
				}
			}
			if f.nth, err = strconv.Atoi(n); err != nil || f.nth == 0 || f.nth < -5 || f.nth > 5 {
				return nil, bad
			}
			return f, nil
		}
	}
	return nil, bad
}

// in returns the day of the feast in a year.
func (f *feast) in(y int) civil {
	switch {
	case f.once.y != 0:
		return f.once
	case f.easter:
		return easter(y, f.julian).add(f.offset)
	case f.weekday == 0:
		return civil{y, f.m, f.d}
	case f.nth > 0:
		first := civil{y, f.m, 1}
		return first.add((f.weekday-first.weekday()+7)%7 + 7*(f.nth-1) + f.offset)
	}
	end := civil{y, f.m, monthDays(y, f.m)}
	return end.add(-((end.weekday()-f.weekday+7)%7 + 7*(-f.nth-1)) + f.offset)
}

// parseDay reads "2006-01-02", which must be a day that exists.
func parseDay(s string) (civil, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return civil{}, false
	}
	y, err1 := strconv.Atoi(s[:4])
	m, err2 := strconv.Atoi(s[5:7])
	d, err3 := strconv.Atoi(s[8:])
	c := civil{y, m, d}
	return c, err1 == nil && err2 == nil && err3 == nil && y > 0 && c.exists()
}
