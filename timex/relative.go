package timex

var seasonMonths = map[string]int{"SP": 4, "SU": 7, "FA": 10, "WI": 1}

// spanOf resolves quarters, halves and seasons.
func (r *resolver) spanOf(e *expr, t *Time) {
	y := r.yearOf(e)
	if y == 0 && r.pub.y == 0 {
		t.Value = "XXXX-" + e.span
		return
	}
	if y == 0 && e.span[0] == 'Q' && e.rel == noRel && r.spanAt >= 0 && r.explAt == r.spanAt && r.sentence == r.explSent {
		y = r.explicit // "the first quarter of 2024 … Q2"
	}
	if y == 0 {
		y = r.pub.y
		at, ok := seasonMonths[e.span]
		tense := r.tense(e)
		if !ok {
			at = int(e.span[1]-'0') * 3 // the last month of a quarter
			if e.span[0] == 'H' {
				at = int(e.span[1]-'0') * 6
			}
			switch begin := at - 2; {
			case e.rel == corresponding:
				if r.spanAt >= 0 && r.span == e.span {
					y = r.spanY
				} else if begin > r.pub.m {
					y--
				}
				y--
			case tense > 0 && at < r.pub.m-3:
				y++
			case tense <= 0 && begin > r.pub.m+1 && (tense < 0 || begin > r.pub.m+4):
				y--
			}
		} else {
			switch e.rel {
			case last, previous:
				if at+1 >= r.pub.m {
					y--
				}
			case next, following:
				if at-1 <= r.pub.m {
					y++
				}
			case this:
			default:
				switch {
				case tense > 0 && at+1 < r.pub.m:
					y++
				case tense <= 0 && at-1 > r.pub.m && (tense < 0 || at-6 > r.pub.m):
					y--
				}
			}
		}
	}
	if y > 9999 {
		return
	}
	t.Value = four(y) + "-" + e.span
	if e.span[0] == 'Q' {
		r.span, r.spanY, r.spanAt = e.span, y, len(r.out)
		if e.y > 0 {
			r.explicit, r.explSent, r.explAt, r.explDay = y, r.sentence, len(r.out), false
		}
	}
	r.tell(point{y: y, span: e.span})
}

// relative resolves "this week", "the next day", "the quarter".
func (r *resolver) relative(e *expr, t *Time) {
	base, at := r.pub, -1
	n := 0
	told := false
	switch e.rel {
	case next:
		n = 1
		// "the next day" goes on from the day told
		told = (e.unit == day) && r.dayAt >= 0
	case following:
		n, told = 1, true
	case last:
		n = -1
	case previous:
		n, told = -1, true
	case that, same:
		told = true
	case bare:
		told = e.unit == day
	}
	if e.unit == quarter {
		r.quarterOf(e, t)
		return
	}
	if told && r.toldAt >= 0 {
		switch {
		case e.unit == day || e.unit == weekend || e.unit == week || e.unit == night:
			if r.dayAt >= 0 {
				base, at = r.day, r.dayAt
			}
		case e.unit == monthUnit && r.told.m > 0, e.unit >= year:
			base, at = civil{r.told.y, max(r.told.m, 1), max(r.told.d, 1)}, r.toldAt
		}
	}
	t.Anchor = at
	if base.y == 0 {
		t.Value = unanchored(e)
		return
	}
	switch e.unit {
	case day, night:
		c := base.add(n)
		if e.unit == day && e.part != "" && e.rel == last {
			// "last night" is the night that began yesterday; "last evening" likewise
			c = base.add(-1)
		}
		t.Value = c.String()
		if e.unit == night {
			e.part = "NI"
			t.Type = Clock
		}
		if e.part != "" {
			t.Value += "T" + e.part
		}
		r.tellDay(c)
	case week, fortnight:
		t.Value = base.add(7 * n).week()
	case weekend:
		c := base
		if n == 0 && e.rel != this && base.weekday() < 6 && r.tense(e) <= 0 {
			n = -1
		}
		if e.rel == last && base.weekday() == 7 {
			n = -1
		}
		t.Value = c.add(7*n).week() + "-WE"
	case monthUnit:
		c := civil{base.y, base.m, 1}.addMonths(n)
		if e.nth != 0 {
			f := feast{m: c.m, weekday: e.weekday, nth: e.nth}
			r.set(e, t, f.in(c.y))
			return
		}
		t.Value = four(c.y) + "-" + two(c.m)
		r.tell(point{y: c.y, m: c.m})
	case year:
		if e.rel == corresponding {
			n = -1
			if r.spanAt >= 0 {
				t.Anchor = r.spanAt
				t.Value = four(r.spanY-1) + "-" + r.span
				return
			}
		}
		t.Value = four(base.y + n)
		r.tell(point{y: base.y + n})
	case decade:
		t.Value = four(max(base.y+10*n, 0))[:3]
	case century:
		t.Value = four(max(base.y+100*n, 0))[:2]
	case millennium:
		t.Value = four(max(base.y+1000*n, 0))[:1]
	}
}

// quarterOf resolves "the quarter", "this quarter", "the year-ago quarter".
func (r *resolver) quarterOf(e *expr, t *Time) {
	y, q := r.pub.y, 0
	if y == 0 && r.spanAt < 0 {
		t.Value = "XXXX-QX"
		return
	}
	q = (r.pub.m + 2) / 3
	step := func(n int) {
		k := y*4 + q - 1 + n
		y, q = floorDiv(k, 4), (k%4+4)%4+1
	}
	switch e.rel {
	case this, current:
	case next:
		step(1)
	case last:
		step(-1)
	default:
		if r.spanAt >= 0 && (e.rel != latest || r.pub.y == 0) {
			y, q = r.spanY, int(r.span[1]-'0')
			t.Anchor = r.spanAt
		} else {
			step(-1)
		}
		switch e.rel {
		case corresponding:
			if e.yRel == noRel || r.yearOf(e) == y || r.pub.y == 0 {
				y--
			} else {
				y = r.yearOf(e)
			}
		case following:
			step(1)
		case previous:
			step(-1)
		}
	}
	t.Value = four(y) + "-Q" + itoa(q)
	if e.rel == corresponding {
		return
	}
	if r.spanAt < 0 {
		r.span, r.spanY, r.spanAt = "Q"+itoa(q), y, len(r.out)
	}
}

// unanchored is the value of a relative expression that nothing is known to reckon from.
func unanchored(e *expr) string {
	switch e.unit {
	case day, night:
		if e.part != "" {
			return "XXXX-XX-XXT" + e.part
		}
		return "XXXX-XX-XX"
	case week, fortnight:
		return "XXXX-WXX"
	case weekend:
		return "XXXX-WXX-WE"
	case monthUnit:
		return "XXXX-XX"
	case year:
		return "XXXX"
	case decade:
		return "XXX"
	}
	return "XX"
}

// offset resolves "two days ago", "a year later".
func (r *resolver) offset(e *expr, t *Time) {
	base, at := r.pub, -1
	if e.narrative && r.toldAt >= 0 && e.unit > hour {
		base, at = civil{r.told.y, r.told.m, r.told.d}, r.toldAt
		if base.d == 0 && e.unit < monthUnit || base.m == 0 && e.unit == monthUnit {
			base, at = r.pub, -1
		}
	}
	t.Anchor = at
	n := e.n * e.dir
	if n > 100000 || n < -100000 {
		return
	}
	if e.unit <= hour {
		// How late it was is not known; how long ago is.
		t.Type, t.Value = Duration, units(quantity{whole: e.n}, e.unit)
		return
	}
	if base.y == 0 {
		switch e.unit {
		case year, decade, century, millennium:
			t.Value = "XXXX"
		case monthUnit, quarter:
			t.Value = "XXXX-XX"
		case week, fortnight:
			t.Value = "XXXX-WXX"
		default:
			t.Value = "XXXX-XX-XX"
		}
		t.Type = Date
		return
	}
	switch e.unit {
	case day, night:
		c := base.add(n)
		t.Value = c.String()
		r.tellDay(c)
	case weekend:
		t.Value = base.add(7*n).week() + "-WE"
	case week, fortnight:
		t.Value = base.add(7 * n).week()
	case monthUnit, quarter:
		c := civil{base.y, base.m, 1}.addMonths(n)
		if c.y < 1 || c.y > 9999 {
			return
		}
		t.Value = four(c.y) + "-" + two(c.m)
		r.tell(point{y: c.y, m: c.m})
	default:
		y := base.y + n
		if y < 1 || y > 9999 {
			return
		}
		t.Value = four(y)
		if e.n == 1 && r.spanAt >= 0 {
			t.Value, t.Anchor = four(r.spanY+n)+"-"+r.span, r.spanAt
		} else if !e.narrative {
			r.tell(point{y: y})
		}
	}
}
