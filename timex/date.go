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
	case p.is(i, edgeOf) && p.is(i+1, of):
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
				e.weekOf = true
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
	keep(p.monthDate(i, r, isThe || isEdge))
	keep(p.dayMonth(i, isThe))
	keep(p.years(i, r, isThe || isEdge))
	keep(p.numeric(i))
	keep(p.seasonOf(i, r, isThe))
	keep(p.fraction(i, r, isThe))
	keep(p.feastDay(i, r))
	keep(p.unitOf(i, r, isEdge))
	return best, best.end > i
}

// near reads today, yesterday, tomorrow, tonight.
func (p *parser) near(i int, r rel) (expr, bool) {
	w := p.w(i)
	if r != noRel && r != bare {
		return expr{}, false
	}
	switch {
	case w.class&dayWord != 0:
		e := expr{end: i + 1, kind: calendar, typ: Date, deictic: true, n: w.n}
		if p.is(i+1, part) {
			e.part, e.typ, e.end = p.w(i+1).code, Clock, i+2
		}
		return e, true
	case w.class&dayPart != 0:
		return expr{end: i + 1, kind: calendar, typ: Clock, deictic: true, part: w.code}, true
	case w.class&unitWord != 0 && w.unit == day && p.is(i+1, before):
		// "the day after tomorrow", "the day before last Tuesday", "the day after Christmas"
		j, s := p.skip(i+2, the), noRel
		if p.is(j, which) {
			s, j = p.w(j).rel, j+1
		}
		if p.is(j, dayWord|weekday|month|phrase) {
			if e, ok := p.point(j, s, false, false); ok && e.part == "" && (e.deictic || e.weekday > 0 || e.d > 0 || e.feast != nil) {
				e.shift = p.w(i + 1).n
				return e, true
			}
		}
	}
	return expr{}, false
}

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
	if len(f) < 8 || len(f) > 10 {
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

// year reads a year at i: "1998", "'98", "nineteen ninety-eight", "two thousand and five". Where sure is set, the
// words before it leave no doubt that it is one.
func (p *parser) year(i int, sure bool) (int, int, bool) {
	f := p.form(i)
	if len(f) == 4 && digits(f) {
		y := atoi(f)
		return y, i + 1, y >= 1000 && y <= 2150
	}
	if p.is(i, apostrophe) && len(p.form(i+1)) == 2 && digits(p.form(i+1)) && p.glued(i+1) {
		y := atoi(p.form(i + 1))
		if y < 40 {
			y += 100
		}
		return 1900 + y, i + 2, true
	}
	if len(f) >= 3 && (f[0] == '\'' || f[0] == '`') && len(f) == 3 && digits(f[1:]) {
		y := atoi(f[1:])
		if y < 40 {
			y += 100
		}
		return 1900 + y, i + 1, true
	}
	w := p.w(i)
	if w.class&number == 0 {
		return 0, i, false
	}
	if w.n >= 15 && w.n <= 20 && p.is(p.skip(i+1, hyphen), number) {
		j := p.skip(i+1, hyphen)
		t := p.w(j)
		if t.n < 10 || t.n > 90 {
			return 0, i, false
		}
		y := w.n*100 + t.n
		j++
		if k := p.skip(j, hyphen); t.n >= 20 && p.is(k, number) && p.w(k).n < 10 && p.w(k).n > 0 {
			y += p.w(k).n
			j = k + 1
		}
		return y, j, true
	}
	if sure && w.n == 2 && p.w(i+1).n == 1000 && p.is(i+1, number) {
		y, j := 2000, i+2
		k := p.skip(j, and)
		if p.is(k, number) && p.w(k).n < 100 {
			q, k2, ok := p.spelled(k, 0)
			if ok {
				return y + q.whole, k2, true
			}
		}
		return y, j, true
	}
	return 0, i, false
}

// years reads years, fiscal years, decades and centuries.
func (p *parser) years(i int, r rel, sure bool) (expr, bool) {
	e := expr{kind: calendar, typ: Date, rel: r}
	if r != noRel && r != bare && r != corresponding && !p.is(i, fiscal) {
		return e, false
	}
	e.rel = noRel
	isFiscal := false
	if p.is(i, fiscal) {
		isFiscal = true
		i = p.skip(i+1, hyphen)
		if p.is(i, unitWord) && p.w(i).unit == year {
			if y, j, ok := p.year(i+1, true); ok {
				e.y, e.end = y, j
				return e, true
			}
			if r == noRel {
				return e, false
			}
			return p.unitOf(i, r, sure && r != bare)
		}
	}
	f := p.form(i)
	// 1990s, '90s, 90s
	g, j := f, i
	if p.is(i, apostrophe) {
		g, j = p.form(i+1), i+1
	}
	if len(g) > 0 && (g[0] == '\'') {
		g = g[1:]
	}
	if n := len(g); n >= 3 && (g[n-1] == 's' || g[n-1] == 'S') {
		g = g[:n-1]
		if len(g) == 5 && g[4] == '\'' {
			g = g[:4]
		}
		if digits(g) && g[len(g)-1] == '0' {
			switch {
			case len(g) == 4:
				e.coarse, e.end = g[:3], j+1
				return e, g[0] == '1' || g[0] == '2'
			case len(g) == 2 && (j > i || f[0] == '\'' || sure):
				e.coarse, e.end = "19"+g[:1], j+1
				return e, true
			}
		}
	}
	if w := p.w(i); w.class&decades != 0 && sure {
		e.coarse, e.end = "19"+itoa(w.n/10), i+1
		return e, true
	}
	// the nineteen nineties
	if w := p.w(i); w.class&number != 0 && w.n >= 15 && w.n <= 20 && p.is(i+1, decades) {
		e.coarse, e.end = itoa(w.n*10+p.w(i+1).n/10), i+2
		return e, true
	}
	if n, j, ok := p.ordinalDay(i); ok && n > 1 {
		k := p.skip(j, hyphen)
		if p.is(k, unitWord) && p.w(k).unit == century {
			e.coarse, e.end = two(n-1), k+1
			return e, true
		}
	}
	y, j, ok := p.year(i, sure || isFiscal)
	if !ok {
		return e, false
	}
	e.y, e.end = y, j
	if isFiscal || digits(p.form(i)) == false {
		return e, isFiscal || y > 1500
	}
	prev := p.form(i - 1)
	switch prev {
	case "$", "£", "€", "#", "No.", "no.", "number", "Number", "Flight", "flight", "Room", "Route", "Highway", "about", "some", "nearly", "than", "over", "dlrs":
		return e, false
	}
	if p.is(i-1, month) || p.is(j, hyphen) && p.is(j+1, unitWord|unitsWord) || p.counts(i, j) || p.glued(j) && p.form(j) == "/" {
		return e, false
	}
	if y < 1800 || y > 2060 {
		switch prev {
		case "in", "In", "since", "Since", "year", "until", "by":
			return e, !p.counts(i, j)
		}
		return e, false
	}
	// "2000 people": a number.
	if n := p.form(j); y%100 == 0 && len(n) > 4 && n[len(n)-1] == 's' && 'a' <= n[0] && n[0] <= 'z' && !p.is(i-1, the|lead) {
		return e, false
	}
	return e, !(p.is(i-1, hyphen) && p.glued(i) && digits(p.form(i-2)) && len(p.form(i-2)) != 4)
}

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

// fraction reads quarters and halves of a year: "the third quarter", "fiscal second-quarter", "Q3 1998",
// "first half of 1989", "the first two quarters".
func (p *parser) fraction(i int, r rel, isThe bool) (expr, bool) {
	e := expr{kind: calendar, typ: Date}
	start := i
	if p.is(i, fiscal) {
		i = p.skip(i+1, hyphen)
	}
	if f := p.form(i); len(f) == 2 && (f[0] == 'Q' || f[0] == 'H') && f[1] >= '1' && f[1] <= '4' && (f[0] == 'Q' || f[1] <= '2') {
		e.span, e.end = f, i+1
		e.y, e.yRel, e.end = p.yearOf(i+1, e.end)
		return e, f[0] == 'Q' || e.y > 0
	}
	n := 0
	w := p.w(i)
	switch {
	case w.class&ordinal != 0 && w.n <= 4:
		n = w.n
	case w.class&final != 0:
		n = -1
	default:
		k, ok := suffixed(p.form(i))
		if !ok || k > 4 {
			return e, false
		}
		n = k
	}
	j := i + 1
	hyphened := p.is(j, hyphen)
	j = p.skip(p.skip(j, hyphen), fiscal)
	u := p.w(j)
	switch {
	case u.class&unitWord != 0 && u.unit == quarter:
		if n < 0 {
			if !p.is(j+1, of) {
				return e, false
			}
			n = 4
		}
		e.span = "Q" + itoa(n)
	case u.class&half != 0:
		if n < 0 {
			n = 2
		}
		if n > 2 {
			return e, false
		}
		e.span = "H" + itoa(n)
	case n == 1 && u.class&number != 0 && u.n == 2 && p.is(j+1, unitsWord) && p.w(j+1).unit == quarter:
		e.span = "H1"
		j++
	default:
		return e, false
	}
	e.end = j + 1
	e.y, e.yRel, e.end = p.yearOf(j+1, e.end)
	if e.y == 0 && e.yRel == noRel && p.is(j+1, of) {
		k := p.skip(j+2, the)
		if d, ok := p.years(k, noRel, true); ok && d.coarse != "" {
			// "the last half of the '80s"
			d.mod = "END"
			if n == 1 {
				d.mod = "START"
			}
			return d, true
		}
		if p.is(k, unitWord) && p.w(k).unit == year && k > j+2 {
			e.yRel, e.end = this, k+1
		} else if e.span[0] == 'H' {
			return e, false // "the first half of the game"
		}
	}
	if r == corresponding {
		e.rel = r
	}
	if e.span[0] == 'H' && e.y == 0 && e.yRel == noRel && !isThe && !hyphened && start == i && r == noRel {
		return e, p.is(i-1, lead)
	}
	return e, true
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
		e.weekOf, e.end = true, j+1
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
