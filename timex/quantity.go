package timex

import "strconv"

// A quantity is how many units something lasts.
type quantity struct {
	whole int
	half  bool   // and a half
	dec   string // decimals, of "1.5"
	many  bool   // not told how many
}

// count reads a number of units: "12", "twenty-one", "2 1/2", "a couple of", "several", "an".
func (p *parser) count(i int) (quantity, int, bool) {
	q := quantity{}
	w := p.w(i)
	switch {
	case w.class&article != 0:
		n := p.w(i + 1)
		switch {
		case n.class&group != 0:
			return quantity{whole: n.n}, p.skip(i+2, of), true
		case n.class&vague != 0:
			return quantity{many: true}, i + 2, true
		case n.class&half != 0:
			return quantity{half: true}, p.skip(p.skip(i+2, of), article), true
		case n.class&number != 0 && n.n >= 100:
			return p.spelled(i+1, 1)
		}
		return quantity{whole: 1}, i + 1, true
	case w.class&half != 0 && p.is(i+1, article):
		return quantity{half: true}, i + 2, true
	case w.class&vague != 0, w.class&vagueMany != 0:
		return quantity{many: true}, p.skip(i+1, of), true
	case w.class&group != 0:
		return quantity{whole: w.n}, p.skip(i+1, of), true
	case w.class&number != 0:
		return p.spelled(i, 0)
	}
	n, dec, ok := parseNumber(p.form(i))
	if !ok {
		return q, i, false
	}
	q.whole, q.dec = n, dec
	j := i + 1
	switch f := p.form(j); {
	case f == "1/2" || f == "½":
		q.half = true
		j++
	case p.is(j, hyphen) && p.form(j+1) == "1/2":
		q.half = true
		j += 2
	case p.is(j, and) && p.is(j+1, article) && p.is(j+2, half):
		q.half = true
		j += 3
	case p.is(j, number) && p.w(j).n >= 100:
		q.whole = clamp(q.whole * p.w(j).n)
		j++
	}
	return q, j, true
}

// longest bounds how many words of a kind an expression takes in a row, so that reading stays linear.
const longest = 12

// spelled reads number words from i on; have is what stands before them.
func (p *parser) spelled(i, have int) (quantity, int, bool) {
	total, part, j := 0, have, i
	for ; j < i+longest && p.is(j, number); j++ {
		n := p.w(j).n
		switch {
		case n == 1000:
			total, part = clamp(total+max(part, 1)*1000), 0
		case n == 100:
			part = clamp(max(part, 1) * 100)
		case part == 0 || part%100 == 0 && part > 0:
			part += n
		case part%100 >= 20 && part%10 == 0 && n > 0 && n < 10:
			part += n
		default:
			return quantity{whole: clamp(total + part)}, j, j > i
		}
		if p.is(j+1, hyphen) && p.is(j+2, number) && n >= 20 && n < 100 && p.w(j+2).n < 10 {
			j++
		}
	}
	q := quantity{whole: clamp(total + part)}
	if p.is(j, and) && p.is(j+1, article) && p.is(j+2, half) {
		q.half = true
		j += 3
	}
	return q, j, j > i
}

const most = 1_000_000_000

func clamp(n int) int { return min(max(n, 0), most) }

// parseNumber reads "12", "1,000", "1.5".
func parseNumber(s string) (n int, dec string, ok bool) {
	seen := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			n, seen = clamp(n*10+int(c-'0')), true
		case c == ',' && seen && i+3 < len(s) && digits(s[i+1:i+4]):
		case c == '.' && seen && digits(s[i+1:]):
			return n, s[i+1:], true
		default:
			return 0, "", false
		}
	}
	return n, "", seen
}

// digits reports whether s is made of digits, at least one.
func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || '9' < s[i] {
			return false
		}
	}
	return s != ""
}

func itoa(n int) string { return strconv.Itoa(n) }

// two writes a number with at least two digits.
func two(n int) string {
	if n < 10 {
		return "0" + itoa(n)
	}
	return itoa(n)
}

// A measure is how a unit is written in a value, and how many of them it is.
type measure struct {
	prefix, code string
	times        int
	halfPrefix   string // "half of one", as a value without P
	half         int
	halfCode     string
}

var measures = [...]measure{
	second:     {"T", "S", 1, "", 0, ""},
	minute:     {"T", "M", 1, "T", 30, "S"},
	hour:       {"T", "H", 1, "T", 30, "M"},
	day:        {"", "D", 1, "T", 12, "H"},
	night:      {"", "D", 1, "", 0, ""},
	weekend:    {"", "WE", 1, "", 0, ""},
	week:       {"", "W", 1, "", 0, ""},
	fortnight:  {"", "W", 2, "", 1, "W"},
	monthUnit:  {"", "M", 1, "", 0, ""},
	quarter:    {"", "M", 3, "", 0, ""},
	year:       {"", "Y", 1, "", 6, "M"},
	decade:     {"", "Y", 10, "", 5, "Y"},
	century:    {"", "Y", 100, "", 50, "Y"},
	millennium: {"", "Y", 1000, "", 500, "Y"},
}

// vagueCodes are the designators of units that nobody counted.
var vagueCodes = [...]string{second: "TXS", minute: "TXM", hour: "TXH", day: "XD", night: "XD", weekend: "XWE", week: "XW", fortnight: "XW",
	monthUnit: "XM", quarter: "XQ", year: "XY", decade: "XE", century: "XC", millennium: "XL"}

// units writes a duration.
func units(q quantity, u unit) string {
	m := &measures[u]
	switch {
	case q.many:
		return "P" + vagueCodes[u]
	case q.dec != "":
		if q.dec == "5" && m.half > 0 && m.times == 1 {
			q.half = true
			break
		}
		return "P" + m.prefix + itoa(clamp(q.whole*m.times)) + "." + q.dec + m.code
	}
	if !q.half {
		return "P" + m.prefix + itoa(clamp(q.whole*m.times)) + m.code
	}
	switch {
	case m.half == 0:
		return "P" + m.prefix + itoa(clamp(q.whole*m.times)) + ".5" + m.code
	case q.whole == 0:
		return "P" + m.halfPrefix + itoa(m.half) + m.halfCode
	case m.code == m.halfCode:
		return "P" + itoa(clamp(q.whole*m.times+m.half)) + m.code
	case m.halfPrefix == m.prefix:
		return "P" + m.prefix + itoa(clamp(q.whole*m.times)) + m.code + itoa(m.half) + m.halfCode
	}
	return "P" + itoa(clamp(q.whole*m.times)) + m.code + m.halfPrefix + itoa(m.half) + m.halfCode
}

// length reads durations, and the dates reckoned by them: "over three hours", "the last two weeks",
// "12-minute", "a year ago", "two days later".
func (p *parser) length(i int) (expr, bool) {
	e := expr{typ: Duration}
	start := i
	e.mod, i = p.modifier(i)
	i = p.skip(i, the|poss)
	if e.mod == "" && i > start {
		if m, j := p.modifier(i); m != "" {
			e.mod, i = m, j
		}
	}
	// "at least the past 18 months"
	r, first := noRel, false
	if w := p.w(i); w.class&which != 0 {
		r, i = w.rel, i+1
	} else if w.class&ordinal != 0 && w.unit == noUnit && w.n == 1 || w.class&final != 0 {
		first, i = true, i+1
	}
	if j := p.yearAgo(i); j > i {
		r, i = corresponding, j
	}
	q, j, counted := p.count(i)
	if counted && p.is(i, article) && (r != noRel || i > start && p.is(i-1, the)) {
		return e, false
	}
	if counted {
		// "12 to 18 months", "a year or two": not told how many.
		if k := j; p.is(k, to|or) || p.is(k, hyphen) && digits(p.form(k+1)) {
			if q2, k2, ok := p.count(k + 1); ok && !p.is(k+1, article) && (p.is(k2, unitsWord|unitWord) || p.is(k2, hyphen)) {
				if q2.whole < q.whole {
					return e, false
				}
				q, j = quantity{many: true}, k2
			}
		}
		i = j
	}
	for k := i; i < k+longest && p.is(i, more|work|other) && !p.is(i, unitWord|unitsWord); {
		i++
	}
	gap := i
	i = p.skip(i, hyphen)
	w := p.w(i)
	if w.class&(unitWord|unitsWord) == 0 || w.unit == noUnit || w.class&doubtful != 0 && w.unit == second && !counted {
		return e, false
	}
	plural := w.class&unitsWord != 0
	u := w.unit
	if u == quarter && (plural && gap < i || first && q.whole == 2 && p.is(i+1, of)) {
		return e, false // three-quarters
	}
	if p.upper(i) && p.quoted(start) {
		return e, false // "60 Minutes"
	}
	if u == second && !plural && (gap == i || !digits(p.form(gap-1))) && p.is(i, ordinal) {
		return e, false // "a second", "one second"
	}
	i++
	switch {
	case counted:
		if q.whole > 1 && !plural && u >= day && gap == i-1 && digits(p.form(gap-1)) && q.whole > 31 && u == day {
			return e, false
		}
		if p.is(start, article) && e.mod == "" && r == noRel && u == day && p.is(i, lead) && p.is(i, of) {
			// "a day of"
		}
	case !plural:
		return e, false // the week: date
	case r == recent || r == next || r == last || r == this && false:
		q.many = true
	case first && false:
		q.many = true
	case r == noRel && !first && start == i-1 && (p.countless(start) || p.is(i, ago)):
		q.many = true
	default:
		return e, false
	}
	// Ages are no times of the story; "a year-earlier loss" is not as long as a year.
	if h := p.skip(i, hyphen); p.is(h, old) || h > i && p.is(h, ago|then) && p.glued(h) {
		return e, false
	}
	// "an hour and a half", "one hour 20 minutes", "two years and three months"
	if counted && !q.many && !q.half {
		k := i
		if p.is(k, and) && p.is(k+1, article) && p.is(k+2, half) {
			q.half, i = true, k+3
		} else {
			k = p.skip(p.skip(k, comma), and)
			if q2, k2, ok := p.count(k); ok && !p.is(k, article) && !q2.many && !q2.half && p.is(k2, unitWord|unitsWord) {
				if u2 := p.w(k2).unit; u2 != noUnit && u2 < u && measures[u].times == 1 && measures[u2].times == 1 {
					e.value = units(q, u)
					tail := units(q2, u2)[1:]
					if measures[u].prefix == measures[u2].prefix && measures[u].prefix != "" {
						tail = tail[1:]
					}
					e.value += tail
					e.end = k2 + 1
					return e, true
				}
			}
		}
	}
	e.value, e.end = units(q, u), i
	if p.is(i, or) && p.form(i+1) == "so" {
		i, e.mod = i+2, "APPROX"
		e.end = i
	} else if p.is(i, or) && p.is(i+1, number) && plural == false {
		e.end, e.value, q = i+2, units(quantity{many: true}, u), quantity{many: true}
		i += 2
	}
	// Reckoned from a point.
	dir, k, narrative := 0, i, false
	switch {
	case p.is(i, ago):
		dir, k = -1, i+1
	case p.is(i, then) && !p.is(i+1, unitWord|dayWord|which):
		dir, k, narrative = p.direction(i), i+1, true
	case p.is(i, before) && p.last(i+1) && r == noRel:
		dir, k, narrative = p.w(i).n, i+1, true
	case p.is(i, hence):
		dir, k = 1, i+1
	case p.is(i, from) && (p.is(i+1, ref) || p.is(i+1, dayWord) && p.w(i+1).n == 0):
		dir, k = 1, i+2
	}
	if dir == 0 || r != noRel || first {
		return e, true
	}
	if q.many && narrative {
		e.end = k
		return e, true
	}
	if q.many {
		e.typ, e.value, e.end = Date, "PAST_REF", k
		if dir > 0 {
			e.value = "FUTURE_REF"
		}
		return e, true
	}
	m := &measures[u]
	e.kind, e.typ, e.unit, e.n, e.dir, e.narrative, e.end = offset, Date, u, clamp(q.whole*m.times), dir, narrative, k
	if q.half {
		e.unit, e.n = halved(u, q.whole)
	}
	if e.unit <= hour {
		e.typ = Clock
	}
	return e, true
}

// direction returns where "earlier" or "later" at i points.
func (p *parser) direction(i int) int {
	if p.w(i).n < 0 {
		return -1
	}
	return 1
}

// halved counts n and a half units in a smaller unit.
func halved(u unit, n int) (unit, int) {
	switch u {
	case year:
		return monthUnit, n*12 + 6
	case day:
		return hour, n*24 + 12
	case hour:
		return minute, n*60 + 30
	case decade:
		return year, n*10 + 5
	case century:
		return year, n*100 + 50
	}
	return u, n
}

// last reports whether nothing that goes on follows at i: the sentence ends, or a comma stands there.
func (p *parser) last(i int) bool {
	return i >= p.end || p.is(i, period|comma|and|apostrophe) || p.form(i) == "''" || p.form(i) == "”" || p.form(i) == "\"" || p.form(i) == ";"
}

// quoted reports whether a quotation mark stands before token i.
func (p *parser) quoted(i int) bool {
	switch p.form(i - 1) {
	case "\"", "“", "`", "``", "''", "‘", "'":
		return true
	}
	return false
}

// countless reports whether a plural unit at i, with no number, stands for a duration: "for weeks".
func (p *parser) countless(i int) bool {
	switch p.form(i - 1) {
	case "for", "within", "For", "Within", "after", "After":
		return !p.is(i+1, lead) || p.is(i+1, of) && false
	}
	return false
}
