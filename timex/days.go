package timex

// feast resolves a day with a name.
func (r *resolver) feast(e *expr, t *Time) {
	y := r.yearOf(e)
	f := e.feast
	if y == 0 && f.once.y == 0 {
		if r.pub.y == 0 {
			if !f.easter && f.weekday == 0 {
				t.Value = "XXXX-" + two(f.m) + "-" + two(f.d)
			}
			return
		}
		y = r.pub.y
		tense := r.tense(e)
		after := f.in(y).days() - r.pub.days()
		switch {
		case e.rel == last || e.rel == previous:
			if after >= 0 {
				y--
			}
		case e.rel == next || e.rel == following:
			if after <= 0 {
				y++
			}
		case e.rel == this:
		case after > 0 && (tense < 0 && after > 30 || tense == 0 && after > 183):
			y--
		case after < 0 && (tense > 0 && after < -7 || tense == 0 && after < -183):
			y++
		}
	}
	r.set(e, t, f.in(y))
}

// weekdayOf resolves a weekday without a date.
func (r *resolver) weekdayOf(e *expr, t *Time) {
	if r.pub.y == 0 {
		t.Value = "XXXX-WXX-" + itoa(e.weekday)
		// The week of a day told before.
		if day := r.day; day.y > 0 && e.rel == noRel && e.d == 0 {
			t.Anchor = r.dayAt
			c := day.add(-((day.weekday() - e.weekday + 7) % 7))
			if r.tense(e) > 0 && c != day {
				c = c.add(7)
			}
			r.set(e, t, c)
		}
		return
	}
	if e.inWeek != noRel {
		n := 0
		switch e.inWeek {
		case last, previous:
			n = -1
		case next, following:
			n = 1
		}
		r.set(e, t, r.pub.add(e.weekday-r.pub.weekday()+7*n))
		return
	}
	back := (r.pub.weekday() - e.weekday + 7) % 7
	if e.d > 0 {
		// "Friday the 13th": the nearest month in which they fit
		for n := 0; n < 24; n++ {
			for _, s := range [2]int{-1, 1} {
				c := civil{r.pub.y, r.pub.m, 1}.addMonths(s * n)
				c.d = e.d
				if c.exists() && c.weekday() == e.weekday {
					r.set(e, t, c)
					return
				}
			}
		}
		return
	}
	var c civil
	switch e.rel {
	case last:
		if back == 0 {
			back = 7
		}
		c = r.pub.add(-back)
	case previous:
		base, at := r.day, r.dayAt
		if base.y == 0 {
			base, at = r.pub, -1
		}
		t.Anchor = at
		c = base.add(-((base.weekday()-e.weekday+6)%7 + 1))
	case next:
		c = r.pub.add(7 - back)
	case following:
		base, at := r.day, r.dayAt
		if base.y == 0 {
			base, at = r.pub, -1
		}
		t.Anchor = at
		c = base.add((e.weekday-base.weekday()+6)%7 + 1)
	case that, same:
		base, at := r.day, r.dayAt
		if base.y == 0 {
			base, at = r.pub, -1
		}
		t.Anchor = at
		c = base.add(-((base.weekday() - e.weekday + 7) % 7))
	default:
		c = r.pub.add(-back)
		if tense := r.tense(e); back > 0 && (tense > 0 || tense == 0 && e.rel == this) {
			c = r.pub.add(7 - back)
		}
	}
	r.set(e, t, c)
}

// monthOf resolves a month, or a day of one.
func (r *resolver) monthOf(e *expr, t *Time) {
	y := r.yearOf(e)
	if y > 0 {
		c := civil{y, e.m, e.d}
		if e.d > 0 && !c.exists() {
			return
		}
		if e.y > 0 {
			r.explicit, r.explSent, r.explAt, r.explMonth, r.explDay = y, r.sentence, len(r.out), e.m, e.d > 0
			if e.d > 0 && r.evidence == 0 {
				r.evidence = y
			}
		}
		r.month(e, t, y)
		return
	}
	switch {
	case e.weekday > 0 && e.d > 0:
		y = r.fitting(e)
	case r.pub.y == 0:
		if r.explicit > 0 && r.sentence-r.explSent <= 3 {
			y, t.Anchor = r.explicit, r.explAt
		} else if r.evidence > 0 {
			y = r.evidence
		}
	case r.explicit > 0 && r.explicit != r.pub.y && r.sentence-r.explSent <= 2 && e.rel == noRel && r.goesOn(e):
		y, t.Anchor = r.explicit, r.explAt
	default:
		y = r.nearest(e, r.pub.m, r.pub.d)
	}
	if y == 0 {
		t.Value = "XXXX-" + two(e.m)
		if e.d > 0 {
			t.Value += "-" + two(e.d)
		}
		return
	}
	r.month(e, t, y)
}

// goesOn reports whether a month or day goes on in the year of the last day told in full: "On May 30, 2019, … On
// June 9 …". What lies around publication does not.
func (r *resolver) goesOn(e *expr) bool {
	after := e.m - r.explMonth
	if !r.explDay || after < 0 || after > 6 || r.tense(e) > 0 {
		return false
	}
	off := (e.m - r.pub.m + 12) % 12
	return off > 1 && off < 10 || r.pub.y-r.explicit > 1
}

// month writes a month or day whose year is known.
func (r *resolver) month(e *expr, t *Time, y int) {
	if e.nth != 0 {
		f := feast{m: e.m, weekday: e.weekday, nth: e.nth}
		r.set(e, t, f.in(y))
		return
	}
	if e.d == 0 {
		if e.weekOf {
			return
		}
		t.Value = four(y) + "-" + two(e.m)
		r.tell(point{y: y, m: e.m})
		return
	}
	c := civil{y, e.m, e.d}
	r.set(e, t, c)
}

// fitting returns the year nearest to publication in which the weekday has the date; without publication, the only
// one within two years of the dates told in full, or 0.
func (r *resolver) fitting(e *expr) int {
	base, reach := r.pub.y, 28
	if base == 0 {
		base, reach = r.evidence, 2
	}
	if base == 0 {
		return 0
	}
	found := 0
	for n := 0; n <= reach; n++ {
		for _, s := range [2]int{-1, 1} {
			c := civil{base + s*n, e.m, e.d}
			if c.exists() && c.weekday() == e.weekday {
				if r.pub.y != 0 || found == c.y {
					return c.y
				}
				if found != 0 {
					return 0
				}
				found = c.y
			}
			if n == 0 {
				break
			}
		}
	}
	if r.pub.y != 0 {
		return base // the weekday is wrong
	}
	return found
}

// nearest returns the year of a month, or of a day of one, seen from publication.
func (r *resolver) nearest(e *expr, m, d int) int {
	y := r.pub.y
	after := e.m - m // months from publication
	if e.d > 0 && after == 0 {
		switch {
		case e.d > d:
			after = 1
		case e.d < d:
			after = -1
		}
	}
	switch e.rel {
	case last, previous:
		if after >= 0 || after == -1 && e.d == 0 { // the month just past would be "last month"
			return y - 1
		}
		return y
	case next, following:
		if after <= 0 {
			return y + 1
		}
		return y
	case this:
		return y
	case that, same:
		if r.told.y > 0 {
			return r.told.y
		}
		return y
	}
	tense := r.tense(e)
	// What lies within a few months is told without its year, be the tense of the verb beside it what it may:
	// "approved a dividend payable Dec. 7".
	ahead := 1
	if e.d > 0 {
		ahead = 3
	}
	switch {
	case e.m == 12 && e.d == 31 && e.weekday == 0 && tense >= 0: // year-end
	case after > ahead && (tense < 0 || tense == 0 && after > 4):
		return y - 1
	case after < 0 && after+12 <= ahead && tense >= 0:
		return y + 1
	case after < 0 && (tense > 0 && after < -3 || tense == 0 && after < -9):
		return y + 1
	}
	return y
}
