package timex

// date reads points and stretches of the calendar, with what stands around them: "early next year",
// "the end of the month", "last Friday night", "mid-July", "the week of March 6".
func (p *parser) date(i int) (expr, bool) {
	start, mod, isThe := i, "", false
	isEdge := false
	if p.is(i, the) {
		isThe, i = true, i+1
	}
	switch {
	case p.is(i, edgeOf) && p.is(i+1, of) && (p.form(i) != "close" || isThe):
		mod, i, isEdge = p.w(i).code, i+2, true
	case p.is(i, edge):
		mod, i, isEdge = p.w(i).code, i+1, true
		if p.is(i, of) {
			i++
		}
		i = p.skip(i, hyphen)
	case !isThe && p.is(i, phrase):
		if m, j := p.modifier(i); m == "APPROX" {
			mod, i = m, j
		}
	}
	if isEdge {
		if j := p.skip(i, the|poss); j > i {
			isThe, i = true, j
		}
	}
	if isThe && p.is(i, unitWord) && p.is(i+1, of) && (p.w(i).unit == week || p.w(i).unit == weekend) || isThe && p.is(i, part) && p.form(i+1) == "of" {
		if e, ok := p.point(p.skip(i+2, the), noRel, true, false); ok && e.kind == calendar && (e.m > 0 || e.weekday > 0 || e.deictic) {
			if p.is(i, part) {
				e.part, e.typ = p.w(i).code, Clock
			} else {
				e.weekOf, e.unit = true, p.w(i).unit
			}
			e.mod = mod
			return e, true
		}
	}
	if isThe && p.w(i).unit == year && p.is(i, unitWord) {
		if y, j, ok := p.year(i+1, true); ok {
			return expr{end: j, typ: Date, kind: calendar, y: y, mod: mod}, true
		}
	}
	if p.is(i, final) {
		if e, ok := p.fraction(i, noRel, true); ok {
			return e, true
		}
		if e, ok := p.nthWeekday(i); ok {
			return e, true
		}
	}
	r := noRel
	if w := p.w(i); w.class&which != 0 {
		r, i = w.rel, i+1
		// "this coming Sunday", "this past spring", "that same day"
		if n := p.w(i); n.class&which != 0 && (r == this || r == that && n.rel == same) {
			r, i = n.rel, i+1
		}
	} else if j := p.yearAgo(i); j > i {
		r, i = corresponding, j
	} else if isThe {
		r = bare
	}
	// "day before last Tuesday", "the day after tomorrow"
	e, ok := p.point(i, r, isThe, isEdge)
	if !ok && r == corresponding && p.is(i-1, ago|then) {
		e, ok = expr{end: i, kind: relative, typ: Date, unit: year, rel: corresponding}, true
	}
	if !ok {
		return e, false
	}
	if e.mod == "" {
		e.mod = mod
	}
	if e.mod == "APPROX" && e.kind == relative {
		return e, false
	}
	if e.typ == Duration && mod != "" {
		return e, false
	}
	e.first = start
	e = p.around(e)
	if isThe && !isEdge && e.kind == calendar && !e.dayFirst && (e.y > 0 && e.span == "" || e.m > 0 || e.weekday > 0) && e.feast == nil && e.rel == noRel {
		e.first = i // "the 1992 protests": the article is that of the noun
	}
	return e, true
}

// yearAgo reads "year-ago" and "year-earlier" and returns where they end.
func (p *parser) yearAgo(i int) int {
	if p.is(i, unitWord) && p.w(i).unit == year && p.is(i+1, hyphen) && p.is(i+2, ago|then) && p.glued(i+1) {
		return i + 3
	}
	return i
}

// around adds what may follow a point: a part of the day, the year it lies in, possessives with a part of it.
func (p *parser) around(e expr) expr {
	j := e.end
	// "last year's third quarter", "1990's first half"
	isYear := e.kind == relative && e.unit == year || e.kind == calendar && e.y > 0 && e.m == 0 && e.span == ""
	if isYear {
		k := j
		if p.is(k, poss) {
			k = p.skip(p.skip(k+1, fiscal), hyphen)
		}
		if q, ok := p.fraction(k, noRel, true); ok && (k > j || e.kind == calendar) {
			q.y, q.mod = e.y, e.mod
			if e.kind == relative {
				q.yRel = e.rel
			}
			return q
		}
		if k > j && p.is(k, unitWord) && p.w(k).unit == quarter && e.kind == relative {
			return expr{first: e.first, end: k + 1, kind: relative, typ: Date, unit: quarter, rel: corresponding, yRel: e.rel}
		}
		if k > j && p.is(k, term) && p.form(k) == "period" {
			e.end = k + 1
		} else if p.is(j, term) && e.kind == calendar && p.form(j) == "period" {
			e.end = j + 1
		}
	}
	return e
}

// point reads one point of the calendar.
func (p *parser) point(i int, r rel, isThe, isEdge bool) (expr, bool) {
	var best expr
	keep := func(e expr, ok bool) {
		if ok && e.end > best.end {
			best = e
		}
	}
	keep(p.near(i, r))
	keep(p.weekdayDate(i, r))
	keep(p.nthWeekday(i))
	keep(p.monthDate(i, r, isThe || isEdge))
	keep(p.dayMonth(i, isThe))
	keep(p.dayBefore(i))
	keep(p.years(i, r, isThe || isEdge))
	keep(p.numeric(i))
	keep(p.seasonOf(i, r, isThe))
	keep(p.fraction(i, r, isThe))
	keep(p.feastDay(i, r))
	keep(p.unitOf(i, r, isEdge))
	return best, best.end > i
}

// near reads what lies near publication: tomorrow, the day after tomorrow.
func (p *parser) near(i int, r rel) (expr, bool) {
	w := p.w(i)
	if r != noRel && r != bare {
		return expr{}, false
	}
	if e, ok := p.deictic(i); ok {
		return e, true
	}
	if w.class&unitWord == 0 || w.unit != day || !p.is(i+1, before) {
		return expr{}, false
	}
	// "the day after tomorrow", "the day before last Tuesday", "the day after Christmas"
	j, s := p.skip(i+2, the), noRel
	if p.is(j, which) {
		s, j = p.w(j).rel, j+1
	}
	e, ok := p.dayOnly(j, s)
	e.shift = p.w(i + 1).n
	return e, ok && e.part == ""
}

// dayOnly reads an expression that stands for one day.
func (p *parser) dayOnly(i int, r rel) (expr, bool) {
	if e, ok := p.deictic(i); ok && r == noRel {
		return e, true
	}
	if e, ok := p.weekdayDate(i, r); ok {
		return e, true
	}
	if e, ok := p.monthDate(i, r, false); ok && e.d > 0 {
		return e, true
	}
	return p.feastDay(i, r)
}

// deictic reads today, yesterday, tomorrow, tonight.
func (p *parser) deictic(i int) (expr, bool) {
	w := p.w(i)
	switch {
	case w.class&dayWord != 0:
		if p.upper(i) && i > p.from && !p.quoted(i) {
			return expr{}, false // a newspaper, a broadcast
		}
		e := expr{end: i + 1, kind: calendar, typ: Date, deictic: true, n: w.n}
		if p.is(i+1, part) {
			e.part, e.typ, e.end = p.w(i+1).code, Clock, i+2
		}
		return e, true
	case w.class&dayPart != 0:
		return expr{end: i + 1, kind: calendar, typ: Clock, deictic: true, part: w.code}, true
	}
	return expr{}, false
}
