package timex

// weekdayDate reads a weekday with what belongs to it: "Friday", "Friday night", "Friday, August 15, 2025".
func (p *parser) weekdayDate(i int, r rel) (expr, bool) {
	w := p.w(i)
	if w.class&weekday == 0 || r == bare && !p.upper(i) {
		return expr{}, false
	}
	if len(p.form(i)) > 4 && !p.upper(i) && r == noRel && p.is(i-1, article) {
		return expr{}, false
	}
	e := expr{end: i + 1, kind: calendar, typ: Date, weekday: w.n, rel: r}
	if r == bare {
		e.rel = noRel
	}
	j := i + 1
	if p.is(j, part) {
		e.part, e.typ, e.end = p.w(j).code, Clock, j+1
		j++
	} else if f := p.form(j); p.is(j, hyphen) && p.is(j+1, part) && f == "-" {
		e.part, e.typ, e.end = p.w(j+1).code, Clock, j+2
		j += 2
	}
	k := p.skip(j, comma|period)
	k = p.skip(k, the)
	if m, ok := p.monthDate(k, noRel, false); ok && m.d > 0 {
		m.weekday, m.part, m.rel = w.n, e.part, noRel
		if e.typ == Clock {
			m.typ = Clock
		}
		return m, true
	}
	if m, ok := p.dayMonth(k, k > j); ok && m.d > 0 {
		m.weekday, m.part = w.n, e.part
		if e.typ == Clock {
			m.typ = Clock
		}
		return m, true
	}
	if n, k2, ok := p.ordinalDay(k); ok && k > j && p.is(k-1, the) && p.last(k2) {
		e.d, e.end = n, k2
		return e, true
	}
	if w.class&doubtful != 0 {
		return expr{}, false
	}
	// "Tuesday of last week"
	if k := p.skip(j, of); r == noRel && p.is(k, which) && p.is(k+1, unitWord) && p.w(k+1).unit == week {
		e.inWeek, e.end = p.w(k).rel, k+2
	}
	return e, true
}

// nthWeekday reads "first Monday of next month", "last Friday in August 2024".
func (p *parser) nthWeekday(i int) (expr, bool) {
	w := p.w(i)
	n := -1
	switch {
	case w.class&final != 0:
	case w.class&ordinal != 0 && w.n <= 4:
		n = w.n
	default:
		return expr{}, false
	}
	day := p.w(i + 1)
	if day.class&weekday == 0 || !p.upper(i+1) || !p.is(i+2, of) {
		return expr{}, false
	}
	j := p.skip(i+3, the)
	r := noRel
	if p.is(j, which) {
		r, j = p.w(j).rel, j+1
	}
	e, ok := p.monthDate(j, r, true)
	if ok && e.d > 0 {
		return expr{}, false
	}
	if !ok {
		if r == noRel || !p.is(j, unitWord) || p.w(j).unit != monthUnit {
			return expr{}, false
		}
		e = expr{end: j + 1, kind: relative, typ: Date, unit: monthUnit, rel: r}
	}
	e.nth, e.weekday = n, day.n
	return e, true
}

// dayNumber reads a day of a month, "15" or "15th" or "fifteenth".
func (p *parser) dayNumber(i int) (int, int, bool) {
	f := p.form(i)
	if len(f) > 0 && len(f) <= 2 && digits(f) {
		n := atoi(f)
		return n, i + 1, n >= 1 && n <= 31
	}
	return p.ordinalDay(i)
}

// ordinalDay reads "15th", "fifteenth", "twenty-first".
func (p *parser) ordinalDay(i int) (int, int, bool) {
	if n, ok := suffixed(p.form(i)); ok {
		return n, i + 1, n >= 1 && n <= 31
	}
	w := p.w(i)
	if w.class&ordinal != 0 && w.n <= 31 {
		return w.n, i + 1, true
	}
	if w.class&number != 0 && (w.n == 20 || w.n == 30) {
		j := p.skip(i+1, hyphen)
		if o := p.w(j); o.class&ordinal != 0 && o.n < 10 && w.n+o.n <= 31 {
			return w.n + o.n, j + 1, true
		}
	}
	return 0, i, false
}

// suffixed reads "21st".
func suffixed(f string) (int, bool) {
	if len(f) < 3 || len(f) > 4 || !digits(f[:len(f)-2]) {
		return 0, false
	}
	switch f[len(f)-2:] {
	case "st", "nd", "rd", "th":
		return atoi(f[:len(f)-2]), true
	}
	return 0, false
}

func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = clamp(n*10 + int(s[i]-'0'))
	}
	return n
}

// monthDate reads a month with its day and year: "May", "May 30", "May 30, 2019", "May 2019", "October this year".
func (p *parser) monthDate(i int, r rel, sure bool) (expr, bool) {
	w := p.w(i)
	if w.class&month == 0 || w.n == 0 {
		return expr{}, false
	}
	e := expr{end: i + 1, kind: calendar, typ: Date, m: w.n, rel: r}
	if r == bare {
		e.rel = noRel
	}
	j := p.skip(i+1, hyphen)
	if j > i+1 && !p.glued(j) {
		j = i + 1
	}
	if p.is(j, the) {
		if n, k, ok := p.ordinalDay(j + 1); ok {
			e.d, j = n, k
		}
	} else if n, k, ok := p.dayNumber(j); ok && !p.counts(j, k) {
		e.d, j = n, k
	}
	if e.d > 0 {
		e.end = j
		e.y, e.yRel, e.end = p.yearOf(j, e.end)
		return e, e.d <= monthDays(2000, e.m)
	}
	j = i + 1
	e.y, e.yRel, e.end = p.yearOf(j, e.end)
	if e.y > 0 || e.yRel != noRel {
		return e, true
	}
	if !p.upper(i) {
		return e, false
	}
	named := p.upper(i+1) && !p.is(i+1, month|weekday|season|feastful) && i+1 < p.end
	if f := p.form(i); len(f) == 3 && w.n != 5 {
		return e, false // Jan, Jun
	}
	if w.class&doubtful != 0 {
		ok := sure && r != bare || r != noRel && r != bare || p.is(i-1, lead) && i > p.from
		return e, ok && !named && !p.is(i+1, poss)
	}
	if named && (i == p.from || p.upper(i-1) && !p.is(i-1, lead)) && r == noRel && !sure {
		return e, false
	}
	if r == noRel && !sure && i > p.from && p.upper(i-1) && !p.is(i-1, lead|weekday|month|comma) && i-1 > p.from && letters(p.form(i-1)) {
		return e, false // a name: "Mary April"
	}
	return e, true
}

// feastful is what may follow a month with a capital and leave it one.
const feastful = phrase

func letters(f string) bool {
	return f != "" && f[len(f)-1]|0x20 >= 'a' && f[len(f)-1]|0x20 <= 'z'
}

// counts reports whether the number at j counts what follows at k, rather than the days of a month.
func (p *parser) counts(j, k int) bool {
	if !digits(p.form(j)) {
		return false
	}
	f := p.form(k)
	return f == "%" || f == "percent" || f == "million" || f == "billion" || p.is(k, unitsWord)
}

// yearOf reads the year behind a month or a day at j: ", 2019", "2019", "of 2019", "this year", "of last year".
// end is where the expression ends without one.
func (p *parser) yearOf(j, end int) (int, rel, int) {
	k := p.skip(j, comma)
	if y, n, ok := p.year(k, false); ok && (y >= 1000) && !p.counts(k, n) {
		return y, noRel, n
	}
	k = j
	if p.is(k, of) {
		k = p.skip(p.skip(k+1, the), fiscal)
		if y, n, ok := p.year(k, true); ok && p.form(j) != "in" {
			return y, noRel, n
		}
	}
	if w := p.w(k); w.class&which != 0 && p.is(k+1, unitWord) && p.w(k+1).unit == year && !p.is(k+2, poss) {
		return 0, w.rel, k + 2
	}
	return 0, noRel, end
}

// dayMonth reads the day first: "8 March 1998", "the 8th of March", "Fourth of July" is a feast.
func (p *parser) dayMonth(i int, isThe bool) (expr, bool) {
	n, j, ok := p.dayNumber(i)
	if !ok {
		return expr{}, false
	}
	if p.form(j) == "of" && !digits(p.form(i)) {
		j++
	} else if !digits(p.form(i)) && !isThe {
		if _, ok := suffixed(p.form(i)); !ok {
			return expr{}, false
		}
	}
	w := p.w(j)
	if w.class&month == 0 || !p.upper(j) {
		return expr{}, false
	}
	// "on April 24 May 3": the number belongs to the month before it.
	if p.is(i-1, month) || n > monthDays(2000, w.n) {
		return expr{}, false
	}
	// "15 May 20": the day that follows belongs to the month, but not when it is a year.
	if d, k, ok := p.dayNumber(j + 1); ok && d > 0 && !p.counts(j+1, k) {
		return expr{}, false
	}
	e := expr{end: j + 1, kind: calendar, typ: Date, m: w.n, d: n, dayFirst: true}
	e.y, e.yRel, e.end = p.yearOf(j+1, e.end)
	return e, true
}

// dayBefore reads the first day of two that share a month behind them: "15-16 August", "15 and 16 August".
func (p *parser) dayBefore(i int) (expr, bool) {
	n, j, ok := p.dayNumber(i)
	if !ok || !digits(p.form(i)) || !p.is(j, hyphen|and|to|or) || p.is(i-1, month) {
		return expr{}, false
	}
	e, ok := p.dayMonth(j+1, false)
	if !ok || e.d <= n {
		return expr{}, false
	}
	e.d, e.end = n, j
	return e, true
}

// numeric reads dates in figures: 2025-08-15, 8/15/2025, 15.8.2025.
func (p *parser) numeric(i int) (expr, bool) {
	f := p.form(i)
	e := expr{end: i + 1, kind: calendar, typ: Date}
	if c, ok := parseDay(f); ok {
		e.y, e.m, e.d = c.y, c.m, c.d
		return e, true
	}
	var n [3]int
	k, seen, sep := 0, false, byte(0)
	if len(f) < 6 || len(f) > 10 || len(f) < 8 && f[1] != '/' && f[2] != '/' {
		if len(f) != 4 || !digits(f) || p.form(i+1) != "-" || !p.glued(i+1) {
			return e, false
		}
		// a date divided at its hyphens
		m, d := p.form(i+2), p.form(i+4)
		c, ok := parseDay(f + "-" + m + "-" + d)
		e.y, e.m, e.d, e.end = c.y, c.m, c.d, i+5
		return e, ok && p.form(i+3) == "-"
	}
	for j := 0; j < len(f); j++ {
		switch c := f[j]; {
		case '0' <= c && c <= '9':
			n[k], seen = n[k]*10+int(c-'0'), true
		case (c == '/' || c == '.') && seen && k < 2 && (sep == 0 || sep == c):
			k, seen, sep = k+1, false, c
		default:
			return e, false
		}
	}
	if k != 2 || !seen {
		return e, false
	}
	e.m, e.d, e.y = n[0], n[1], n[2]
	if sep == '.' || e.m > 12 {
		e.m, e.d = e.d, e.m
	}
	if e.y < 100 {
		e.y += 1900
		if e.y < 1950 {
			e.y += 100
		}
	}
	return e, civil{e.y, e.m, e.d}.exists()
}
