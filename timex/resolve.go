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
		// "2013-14", "1999-00", "1939-45"
		if f := p.form(i + 1); len(f) == 2 && digits(f) && !p.is(i+2, hyphen) {
			if n := (atoi(f) - e.y%100 + 100) % 100; n == 1 || atoi(f) > e.y%100 {
				r.add(&expr{first: i + 1, end: i + 2, kind: calendar, typ: Date, y: e.y + n})
				return i + 2
			}
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

// set gives a time the value of a day, or of the week around it, and reports which: true for the week.
func (r *resolver) set(e *expr, t *Time, c civil) bool {
	if !c.exists() {
		return false
	}
	if e.shift != 0 {
		c = c.add(e.shift)
	}
	if e.weekOf {
		if e.unit == weekend {
			if c.weekday() < 4 { // a holiday on Monday ends its weekend
				c = c.add(-7)
			}
			t.Value = c.week() + "-WE"
			return true
		}
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
