package timex

import (
	"github.com/readout-project/readout/syntax"
)

// A resolver gives expressions their values, in the order of the text.
type resolver struct {
	p        *parser
	t        *syntax.Trees
	pub      civil // the day of publication; y is 0 where not known
	pubAt    int   // index of the dateline that stands for publication; -1 where that is none
	sentence int

	out []Time

	// The narrative's own dates.
	day       civil // the last day told, if y > 0
	dayAt     int   // its index in out
	told      point // the last date told, however coarse
	toldAt    int
	explicit  int // the last year that a date gave itself
	explSent  int
	explAt    int
	explMonth int
	explDay   bool
	span      string // the last quarter told, "Q3", of year spanY
	spanY     int
	spanAt    int
	clockAt   int // index of a time of the day that still wants its day, of this sentence; -1
	evidence  int // the year that full dates of the text give, while publication is not known
}

// A point is a date as coarse as it was told.
type point struct {
	y, m, d int
	span    string
}

func newResolver(p *parser, t *syntax.Trees, published string) *resolver {
	r := &resolver{p: p, t: t, pubAt: -1, dayAt: -1, toldAt: -1, explAt: -1, spanAt: -1, clockAt: -1}
	if t != nil && len(t.Words) != len(p.d.Tokens) {
		r.t = nil
	}
	if len(published) >= 10 {
		if c, ok := parseDay(published[:10]); ok {
			r.pub = c
		}
	}
	return r
}

// add resolves an expression and keeps it, unless what it names does not exist.
func (r *resolver) add(e *expr) bool {
	t := Time{First: e.first, End: e.end, Type: e.typ, Mod: e.mod, Anchor: -1}
	if e.mod == "" {
		t.Mod = r.prefixMod(e)
	}
	switch e.kind {
	case literal:
		if e.value == "FUTURE_REF" && r.p.is(e.first, ref) && r.tense(e) < 0 {
			return false // "soon became"
		}
		t.Value = e.value
	case calendar:
		r.calendar(e, &t)
	case relative:
		r.relative(e, &t)
	case offset:
		r.offset(e, &t)
	}
	if t.Value == "" {
		return false
	}
	if t.Anchor < 0 && e.kind != literal && (e.kind != calendar || e.y == 0) {
		t.Anchor = r.pubAt
	}
	r.out = append(r.out, t)
	if e.d > 0 && e.m > 0 {
		r.dateline(e, &t)
	}
	return true
}

// dateline lets the day at the head of an article ("GENEVA, March 3 (Agency) –") stand for publication, when that is
// not known, or when it lies up to two days before it.
func (r *resolver) dateline(e *expr, t *Time) {
	p := r.p
	if e.first > 12 || r.sentence > 1 || e.clock != "" || r.pubAt >= 0 {
		return
	}
	switch f := p.form(e.end); f {
	case "(", "-", "–", "—", "_", ":", "--", ".", "/", "":
	default:
		return
	}
	if e.first > p.from && !p.is(e.first-1, comma) && !p.upper(e.first-1) {
		return
	}
	c, ok := parseDay(t.Value)
	if !ok || r.pub.y != 0 && (c.days() > r.pub.days() || c.days() < r.pub.days()-2) {
		return
	}
	r.pub, r.pubAt = c, len(r.out)-1
	r.evidence = c.y
}

// prefixMod is the modifier that "mid-", "pre-" or "post-" gives.
func (r *resolver) prefixMod(e *expr) string {
	for i := e.first; i < e.end; i++ {
		f := r.p.d.Form(i)
		if len(f) <= 4 || prefix(f) == 0 {
			continue
		}
		switch f[1] {
		case 'i':
			return "MID"
		case 'r':
			return "BEFORE"
		}
		return "AFTER"
	}
	return ""
}

// more reads what goes on behind a day of a month: "April 24 and 25", "May 3-5".
func (r *resolver) more(e *expr, i int) int {
	p := r.p
	if e.kind == calendar && e.y > 0 && e.m == 0 && e.span == "" && p.is(i, hyphen) && p.glued(i) && p.glued(i+1) {
		// "2013-14"
		if f := p.form(i + 1); len(f) == 2 && digits(f) && atoi(f) == (e.y+1)%100 {
			r.add(&expr{first: i + 1, end: i + 2, kind: calendar, typ: Date, y: e.y + 1})
			return i + 2
		}
	}
	if e.kind != calendar || e.d == 0 || e.m == 0 || e.dayFirst || e.y > 0 || e.clock != "" {
		return i
	}
	for p.is(i, and|to|hyphen|or) || p.is(i, comma) && digits(p.form(i+1)) && p.is(i+2, and|comma) {
		n, k, ok := p.dayNumber(i + 1)
		if !ok || !digits(p.form(i+1)) || n <= e.d || n > monthDays(2000, e.m) || p.counts(i+1, k) || p.is(k, month|unitWord|unitsWord|hyphen|number) || p.is(k, meridiem) {
			return i
		}
		f := expr{first: i + 1, end: k, kind: calendar, typ: Date, m: e.m, d: n}
		f.y, f.yRel, f.end = p.yearOf(k, k)
		if len(r.out) > 0 && f.y == 0 {
			// the same year as the day before it
			if y, ok := yearPrefix(r.out[len(r.out)-1].Value); ok {
				f.y = y
			}
		} else if len(r.out) > 0 && r.out[len(r.out)-1].First == e.first {
			r.out[len(r.out)-1].Value = civil{f.y, e.m, e.d}.String()
		}
		r.add(&f)
		i = f.end
		if f.y > 0 && f.end > k {
			return i
		}
	}
	return i
}

// yearPrefix returns the year a value begins with.
func yearPrefix(v string) (int, bool) {
	if len(v) < 4 || !digits(v[:4]) {
		return 0, false
	}
	return atoi(v[:4]), true
}

// calendar resolves a point of the calendar.
func (r *resolver) calendar(e *expr, t *Time) {
	switch {
	case e.deictic:
		if r.pub.y == 0 {
			t.Value = "XXXX-XX-XX"
			if e.n == 0 && e.part == "" {
				t.Value = "PRESENT_REF"
			}
			break
		}
		if r.set(e, t, r.pub.add(e.n)) {
			return
		}
	case e.feast != nil:
		r.feast(e, t)
	case e.coarse != "":
		t.Value = e.coarse
		return
	case e.span != "":
		r.spanOf(e, t)
		return
	case e.m > 0:
		r.monthOf(e, t)
	case e.weekday > 0:
		r.weekdayOf(e, t)
	case e.y > 0:
		t.Value = four(e.y)
		r.tell(point{y: e.y})
		r.explicit, r.explSent, r.explAt, r.explMonth, r.explDay = e.y, r.sentence, len(r.out), 0, false
		return
	case e.clock != "" || e.part != "":
		day, at := r.dayOf()
		t.Anchor = at
		t.Value = "XXXX-XX-XX"
		if day.y > 0 {
			t.Value = day.String()
		}
		if at < 0 {
			r.clockAt = len(r.out)
		}
	}
	if t.Value == "" || t.Value == "PRESENT_REF" {
		return
	}
	if e.clock != "" {
		t.Value += e.clock
	} else if e.part != "" {
		t.Value += "T" + e.part
	}
}

func four(y int) string {
	s := itoa(y)
	for len(s) < 4 {
		s = "0" + s
	}
	return s
}

// dayOf is the day that a time of the day without one belongs to: the day told in the same sentence, else publication.
func (r *resolver) dayOf() (civil, int) {
	if r.day.y > 0 && r.dayAt >= 0 && r.dayAt < len(r.out) {
		at := r.out[r.dayAt].First
		if s := r.p.d.Sentences[r.sentence]; at >= s.First {
			return r.day, r.dayAt
		}
	}
	return r.pub, -1
}

// clockReach is how many tokens behind a time of the day its day may stand.
const clockReach = 8

// tell keeps a date as the last one of the narrative; it is the next time that add appends.
func (r *resolver) tell(p point) { r.told, r.toldAt = p, len(r.out) }

func (r *resolver) tellDay(c civil) {
	r.day, r.dayAt = c, len(r.out)
	r.tell(point{y: c.y, m: c.m, d: c.d})
}

// yearOf returns the year that "this year", "last year" behind a date say, or 0.
func (r *resolver) yearOf(e *expr) int {
	if e.y > 0 {
		return e.y
	}
	if e.yRel == noRel || r.pub.y == 0 {
		return 0
	}
	switch e.yRel {
	case last, previous, corresponding:
		return r.pub.y - 1
	case next, following:
		return r.pub.y + 1
	case that, same:
		if r.told.y > 0 {
			return r.told.y
		}
	}
	return r.pub.y
}

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

// set gives a time the value of a day, or of the week around it, and reports which: true for the week.
func (r *resolver) set(e *expr, t *Time, c civil) bool {
	if !c.exists() {
		return false
	}
	if e.shift != 0 {
		c = c.add(e.shift)
	}
	if e.weekOf {
		t.Value = c.week()
		return true
	}
	r.tellDay(c)
	t.Value = c.String()
	// "at 10:35 a.m. (0735 GMT) Friday"
	if k := r.clockAt; k >= 0 && r.out[k].First >= r.p.from && e.first-r.out[k].End <= clockReach {
		if v := r.out[k].Value; len(v) > 10 {
			r.out[k].Value, r.out[k].Anchor = t.Value+v[10:], len(r.out)
		}
		if e.clock == "" {
			r.clockAt = -1
		}
	}
	return false
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
		if after >= 0 {
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

var seasonMonths = map[string]int{"SP": 4, "SU": 7, "FA": 10, "WI": 1}

// spanOf resolves quarters, halves and seasons.
func (r *resolver) spanOf(e *expr, t *Time) {
	y := r.yearOf(e)
	if y == 0 && r.pub.y == 0 {
		t.Value = "XXXX-" + e.span
		return
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
	fine := false // as fine as the day, whatever the unit
	if e.narrative && r.toldAt >= 0 && e.unit > hour {
		base, at = civil{r.told.y, r.told.m, r.told.d}, r.toldAt
		if base.d == 0 && e.unit < monthUnit || base.m == 0 && e.unit == monthUnit {
			base, at = r.pub, -1
		} else {
			fine = base.d > 0 && e.unit >= monthUnit && false
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
		} else if fine {
			t.Value = civil{y, base.m, base.d}.String()
		} else if !e.narrative {
			r.tell(point{y: y})
		}
	}
}
