package timex

import "strings"

// seasonOf reads seasons: "last fall", "the summer of 1998", "winter 2003".
func (p *parser) seasonOf(i int, r rel, isThe bool) (expr, bool) {
	w := p.w(i)
	if w.class&season == 0 || w.code == "" {
		return expr{}, false
	}
	e := expr{end: i + 1, kind: calendar, typ: Date, span: w.code, rel: r}
	if r == bare {
		e.rel = noRel
	}
	e.y, e.yRel, e.end = p.yearOf(i+1, e.end)
	if e.y > 0 || e.yRel != noRel {
		return e, true
	}
	if r != noRel && r != bare {
		return e, true
	}
	if p.upper(i) && p.upper(i+1) {
		return e, false
	}
	verb := w.code == "FA" && len(p.form(i)) == 4 || w.code == "SP"
	if verb && (p.is(i+1, of|lead|to) || p.is(i-1, to) || !p.is(i-1, the|of|lead|edge|edgeOf)) {
		return e, false
	}
	return e, isThe || p.is(i-1, lead|of|edge)
}

// feastDay reads a day with a name of its own.
func (p *parser) feastDay(i int, r rel) (expr, bool) {
	s, j := p.saying(p.sayings, i)
	if s == nil || s.feast == nil || !p.upper(i) && !digits(p.form(i)[:1]) && p.form(i) != "the" {
		return expr{}, false
	}
	e := expr{end: j, kind: calendar, typ: Date, feast: s.feast, rel: r}
	if r == bare {
		e.rel = noRel
	}
	if p.is(j, unitWord) && (p.w(j).unit == week || p.w(j).unit == weekend) {
		e.weekOf, e.unit, e.end = true, p.w(j).unit, j+1
		j++
	} else if p.is(j, part) {
		e.part, e.typ, e.end = p.w(j).code, Clock, j+1
		j++
	}
	e.y, e.yRel, e.end = p.yearOf(j, e.end)
	return e, true
}

// unitOf reads "this week", "the next day", "last night", "the year", "the week ended Oct. 13".
func (p *parser) unitOf(i int, r rel, isEdge bool) (expr, bool) {
	if p.is(i, fiscal) {
		i = p.skip(i+1, hyphen)
	}
	w := p.w(i)
	e := expr{end: i + 1, kind: relative, typ: Date, rel: r, unit: w.unit}
	if p.upper(i) && p.quoted(i-1) {
		return e, false // "This Week"
	}
	if w.class&part != 0 && r == noRel && p.mid(i) && !p.is(i+1, of) {
		return expr{end: i + 1, kind: calendar, typ: Clock, part: w.code}, true
	}
	if w.class&part != 0 && (r != noRel && r != bare || r == bare && !p.is(i+1, of|lead)) {
		e.part, e.unit, e.typ = w.code, day, Clock
		if r == bare && (p.is(i+1, hyphen) || p.is(i-2, hyphen)) {
			return e, false
		}
		return e, r != recent && r != latest && r != current
	}
	if p.is(i, term) && (r == latest || r == corresponding || r == same && p.form(i) == "quarter") {
		e.unit = quarter
		if p.form(i) == "results" {
			e.end = i
			return e, false
		}
		if w.unit == noUnit && p.is(i+1, which) {
			if _, yr, end := p.yearOf(i+1, i+1); yr != noRel {
				e.yRel, e.end, e.rel = yr, end, corresponding
			}
		}
		return e, true
	}
	if w.class&unitWord == 0 || w.unit < day {
		return e, false
	}
	// "year-end", "year end", "year's end"
	if r == noRel || r == bare {
		k := i + 1
		if p.is(k, hyphen|poss) {
			k++
		}
		if w.unit >= monthUnit && w.unit <= year && p.is(k, edgeOf) && p.w(k).code == "END" && p.form(k) == "end" {
			e.rel, e.mod, e.end = bare, "END", k+1
			if w.unit == year {
				e = expr{end: e.end, kind: calendar, typ: Date, m: 12, d: 31}
			}
			return e, true
		}
	}
	switch r {
	case noRel, recent, finalOne:
		return e, false
	case corresponding:
		if w.unit != quarter && w.unit != week && w.unit != monthUnit {
			return e, false
		}
	case bare:
		f := p.form(i + 1)
		if w.unit == year && (f == "ended" || f == "ending" || f == "that" && p.form(i+2) == "ended") {
			e.kind, e.typ, e.value = literal, Duration, "P1Y"
			return e, true
		}
		if w.unit == quarter && p.is(i+1, article) && p.is(i+2, unitWord) && p.w(i+2).unit == year && p.is(i+3, ago|then) {
			e.rel, e.end = corresponding, i+4 // "the quarter a year ago"
			return e, true
		}
		switch w.unit {
		case night:
			return e, false
		case day:
			if p.is(i+1, before) && p.last(i+2) {
				e.rel, e.end = following, i+2
				if p.w(i+1).n < 0 {
					e.rel = previous
				}
				return e, true
			}
			return e, isEdge
		case week, monthUnit, year, quarter, weekend:
			if p.is(i+1, before) && p.last(i+2) {
				e.rel, e.end = following, i+2
				if p.w(i+1).n < 0 {
					e.rel = previous
				}
				return e, true
			}
			return e, isEdge || !p.is(i+1, before|of|hyphen) && f != "that" && f != "when" && f != "after" || f == "in"
		case decade, century:
			return e, isEdge
		}
		return e, false
	case last, next, following, previous:
		if w.unit == night && p.is(i, part) {
			return e, false
		}
	}
	// "Friday last week" stays apart; "last week's" is the week.
	return e, true
}

// mid reports whether "mid" stands before the part of the day at i, or in it: "mid-morning", "mid afternoon".
func (p *parser) mid(i int) bool {
	if f := p.d.Form(i); len(f) > 4 && prefix(f) == 4 {
		return f[1]|0x20 == 'i'
	}
	j := i - 1
	if p.is(j, hyphen) {
		j--
	}
	return strings.EqualFold(p.form(j), "mid")
}
