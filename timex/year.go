package timex

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

// decade reports whether token i stands for a decade: "70s".
func (p *parser) decade(i int) bool {
	f := p.form(i)
	return len(f) >= 3 && f[len(f)-1] == 's' && digits(f[:len(f)-1])
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
			case len(g) == 2 && (j > i || f[0] == '\'' || sure || p.is(i-1, and|to) && p.decade(i-2)):
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
	if isFiscal || !digits(p.form(i)) {
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
	if y%100 == 0 && p.upper(i-1) && i-1 > p.from && !p.is(i-1, lead|month|season|ordinal) {
		return e, false // a name: "Russell 2000"
	}
	// "2000 people": a number.
	if n := p.form(j); y%100 == 0 && len(n) > 4 && n[len(n)-1] == 's' && 'a' <= n[0] && n[0] <= 'z' && !p.is(i-1, the|lead) {
		return e, false
	}
	return e, !(p.is(i-1, hyphen) && p.glued(i) && digits(p.form(i-2)) && len(p.form(i-2)) != 4)
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
