package timex

// timeOfDay reads times of the day, with the day behind them: "3:30 p.m. EST", "10 a.m. Wednesday", "noon
// Saturday", "4 in the morning", "1500 GMT".
func (p *parser) timeOfDay(i int) (expr, bool) {
	if m, j := p.modifier(i); m == "APPROX" || m == "LESS_THAN" {
		e, ok := p.clockTime(j)
		e.mod = m
		return e, ok
	}
	return p.clockTime(i)
}

// clockTime is timeOfDay without what may stand before it.
func (p *parser) clockTime(i int) (expr, bool) {
	e := expr{kind: calendar, typ: Clock}
	w := p.w(i)
	j := i + 1
	switch {
	case w.class&clock != 0 && len(w.code) == 2:
		if !p.is(i-1, lead) || p.form(i-1) == "as" || p.is(j, of) && !p.is(j+1, weekday) {
			return e, false // "the dawn of a new age"
		}
		e.part, e.end = w.code, j
		if at, ok := p.dayOnly(j, noRel); ok && at.part == "" {
			at.part, at.typ = w.code, Clock
			return at, true
		}
		return e, true
	case w.class&clock != 0:
		if p.upper(i) && i > p.from || p.is(i+1, hyphen) {
			return e, false // a name: the Midnight Express
		}
		e.clock = "T" + w.code
	default:
		h, m, colon, k, ok := p.hours(i)
		if !ok {
			return e, false
		}
		j = k
		sure := false
		if p.is(j, hourWord) {
			j, sure = j+1, true
		}
		switch {
		case p.is(j, meridiem):
			if h > 12 && !colon || h == 0 && !colon {
				return e, false
			}
			if p.w(j).code == "PM" && h < 12 {
				h += 12
			} else if p.w(j).code == "AM" && h == 12 {
				h = 0
			}
			j, sure = j+1, true
		case p.form(j) == "in" && p.is(j+1, the) && p.is(j+2, part) && h <= 12:
			if c := p.w(j + 2).code; c != "MO" && h < 12 {
				h += 12
			}
			j, sure = j+3, true
		}
		if p.is(j, zone) && p.form(j) != "z" {
			sure = true
		}
		if !sure && !(colon && (p.is(i-1, lead) || p.form(i-1) == "(")) {
			return e, false
		}
		e.clock = "T" + two(h) + ":" + two(m)
	}
	if p.is(j, zone) {
		if p.w(j).code != "" && len(e.clock) == 6 {
			e.clock += p.w(j).code
		}
		j++
	} else if p.form(j) == "local" && p.form(j+1) == "time" {
		j += 2
	}
	e.end = j
	// The day: "10 p.m. Wednesday", "5 p.m. EST, Nov. 6". "3 p.m. on Friday" is two expressions.
	k, r := p.skip(j, comma), noRel
	if p.is(k, which) {
		r, k = p.w(k).rel, k+1
	}
	if at, ok := p.dayOnly(k, r); ok {
		at.clock, at.typ = e.clock, Clock
		return at, true
	}
	return e, true
}

// hours reads "3", "3:30", "1530" before GMT, "three" before o'clock, "3pm" written together.
func (p *parser) hours(i int) (h, m int, colon bool, end int, ok bool) {
	f := p.form(i)
	if w := p.w(i); w.class&number != 0 && w.n >= 1 && w.n <= 12 && p.is(i+1, hourWord|meridiem) {
		return w.n, 0, false, i + 1, true
	}
	n := 0
	for n < len(f) && n < 3 && '0' <= f[n] && f[n] <= '9' {
		n++
	}
	if n == 0 {
		return 0, 0, false, i, false
	}
	if len(f) == 4 && digits(f) && p.is(i+1, zone) {
		h, m = atoi(f[:2]), atoi(f[2:])
		return h, m, true, i + 1, h < 24 && m < 60
	}
	if n > 2 {
		return 0, 0, false, i, false
	}
	h = atoi(f[:n])
	switch {
	case n == len(f):
		return h, 0, false, i + 1, h <= 24
	case (f[n] == ':' || f[n] == '.') && len(f) >= n+3 && digits(f[n+1:n+3]):
		m = atoi(f[n+1 : n+3])
		if len(f) != n+3 || h > 24 || m > 59 || f[n] == '.' && !p.is(i+1, meridiem|zone) {
			return 0, 0, false, i, false
		}
		return h, m, true, i + 1, true
	}
	return 0, 0, false, i, false
}
