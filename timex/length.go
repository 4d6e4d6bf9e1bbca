package timex

// length reads durations, and the dates reckoned by them: "over three hours", "the last two weeks",
// "12-minute", "a year ago", "two days later".
func (p *parser) length(i int) (expr, bool) {
	e := expr{typ: Duration}
	start := i
	e.mod, i = p.modifier(i)
	if p.is(i, the) && i == start+1 && p.is(start, lead) {
		return e, false // "over the past three days", which are not more than three
	}
	i = p.skip(i, the|poss)
	if e.mod == "" && i > start {
		e.mod, i = p.modifier(i)
	}
	// "at least the past 18 months", "the first nine months", "the year-earlier nine months"
	r, first := noRel, false
	switch w := p.w(i); {
	case w.class&which != 0:
		r, i = w.rel, i+1
	case w.class&ordinal != 0 && w.unit == noUnit && w.n == 1 || w.class&final != 0:
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
		if q, i, counted = p.between(q, i, j); !counted {
			return e, false
		}
	}
	for k := i; i < k+longest && p.is(i, more|work|other) && !p.is(i, unitWord|unitsWord); {
		i++
	}
	hyphened := p.is(i, hyphen)
	i = p.skip(i, hyphen)
	w := p.w(i)
	u, plural := w.unit, w.class&unitsWord != 0
	switch {
	case w.class&(unitWord|unitsWord) == 0 || u == noUnit:
		return e, false
	case u == second && !plural && !(counted && digits(p.form(i-1))): // "a second", "one second"
		return e, false
	case u == quarter && (plural && hyphened || first && q.whole == 2 && p.is(i+1, of)): // three-quarters
		return e, false
	case p.upper(i) && p.quoted(start): // "60 Minutes"
		return e, false
	}
	i++
	if u == quarter && q.whole == 1 && counted {
		// "a quarter of a century", "a quarter-century"
		if k := p.skip(p.skip(p.skip(i, of), article), hyphen); p.is(k, unitWord) && p.w(k).unit == century {
			q, u, i = quantity{whole: 25}, year, k+1
		}
	}
	switch {
	case counted && plural && q.whole == 1 && !q.half && q.dec == "" && !digits(p.form(j-1)):
		q.many = true // "a weeks-long strike"
	case counted:
	case p.long(i) && start == i-1:
		q.whole, q.many = 1, plural // "day-long", "years-long"
	case !plural:
		return e, false // the week: a date
	case r == recent || r == next || r == last, r == noRel && !first && start == i-1 && (p.countless(start) || p.is(i, ago) || p.is(i, then) && p.last(i+1)):
		q.many = true
	default:
		return e, false
	}
	// Ages are no times of the story; "a year-earlier loss" is not as long as a year.
	h := p.skip(i, hyphen)
	if p.is(h, old) && h > i && p.is(h+1, aged) && counted {
		e.value, e.end = units(q, u), h+1
		if p.is(start, the|article) {
			e.first = p.skip(start, the)
		}
		return e, true
	}
	if p.is(h, old) || h > i && p.is(h, ago|then) && p.glued(h) {
		return e, false
	}
	e.value, e.end = units(q, u), i
	if p.long(i) {
		e.end = i + 2
		if p.is(start, the|article) {
			e.first = start + 1
		}
		return e, true
	}
	if hyphened && r == noRel && !first && e.mod == "" && p.is(start, the) {
		e.first = start + 1 // "the six-week strike": the article is that of the noun
	}
	whole := u
	for n := 0; n < 3 && counted && !q.many && !q.half && p.longer(&e, &q, &u); n++ {
	}
	switch i := e.end; {
	case p.is(i, or) && p.form(i+1) == "so":
		e.mod, e.end = "APPROX", i+2
	case p.is(i, or) && p.is(i+1, number) && !plural:
		// "a year or two"
		q = quantity{many: true}
		e.value, e.end = units(q, u), i+2
	}
	if r == noRel && !first && (u == whole || u == monthUnit) {
		p.reckoned(&e, q, u)
	}
	return e, true
}

// between reads what follows the quantity between i and j where it is the lower end of a range: "12 to 18 months".
func (p *parser) between(q quantity, i, j int) (quantity, int, bool) {
	if !p.is(j, to|or) && !(p.is(j, hyphen) && digits(p.form(j+1))) {
		return q, j, true
	}
	upper, k, ok := p.count(j + 1)
	if !ok || p.is(j+1, article) || !p.is(k, unitsWord|unitWord|hyphen) {
		return q, j, true
	}
	return quantity{many: true}, k, upper.whole >= q.whole
}

// longer reads what a duration has beyond its first unit: "an hour and a half", "one hour 20 minutes", "two years
// and three months".
// It reports whether a unit was added; of years and months, q and u then count the months, else the last unit alone.
func (p *parser) longer(e *expr, q *quantity, u *unit) bool {
	i := e.end
	if p.is(i, and) && p.is(i+1, article) && p.is(i+2, half) {
		q.half = true
		e.value, e.end = units(*q, *u), i+3
		return false
	}
	k := p.skip(p.skip(i, comma), and)
	rest, j, ok := p.count(k)
	if !ok || p.is(k, article) || rest.many || rest.half || !p.is(j, unitWord|unitsWord) {
		return false
	}
	v := p.w(j).unit
	if v == noUnit || v >= *u || measures[*u].times != 1 || measures[v].times != 1 {
		return false
	}
	tail := units(rest, v)[1:]
	if measures[*u].prefix != "" {
		tail = tail[1:]
	}
	e.value, e.end = e.value+tail, j+1
	if *u == year && v == monthUnit {
		q.whole = clamp(q.whole*12 + rest.whole)
	} else {
		q.whole = rest.whole
	}
	*u = v
	return true
}

// reckoned reads what makes a date of a duration: "ago", "later", "from now".
func (p *parser) reckoned(e *expr, q quantity, u unit) {
	i := e.end
	dir, end, narrative := 0, i+1, false
	switch {
	case p.is(i, ago):
		dir = -1
	case p.is(i, then) && !p.is(i+1, unitWord|dayWord) && !(p.is(i+1, which) && p.is(i+2, unitWord|month|weekday|part)):
		dir, narrative = 1, true
		if p.w(i).n < 0 {
			dir = -1
		}
	case p.is(i, before) && p.last(i+1):
		dir, narrative = p.w(i).n, true
	case p.is(i, hence):
		dir = 1
	case p.is(i, apostrophe|poss) && p.form(i+1) == "time": // "in two weeks' time"
		dir, end = 1, i+2
	case p.is(i, from) && (p.is(i+1, ref) || p.is(i+1, dayWord) && p.w(i+1).n == 0):
		dir, end = 1, i+2
	default:
		return
	}
	e.end = end
	switch {
	case q.many && narrative: // "a few days later" keeps its length
	case q.many && dir > 0:
		e.typ, e.value = Date, "FUTURE_REF"
	case q.many:
		e.typ, e.value = Date, "PAST_REF"
	default:
		e.kind, e.typ, e.unit, e.n, e.dir, e.narrative = offset, Date, u, clamp(q.whole*measures[u].times), dir, narrative
		if q.half {
			e.unit, e.n = halved(u, q.whole)
		}
	}
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
	if i >= p.end || p.is(i, period|comma|and|apostrophe) {
		return true
	}
	f := p.form(i)
	return f == ";" || f == "''" || f == "”" || f == "\""
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
	case "for", "within", "For", "Within", "after", "After", "in", "over", "follows", "followed":
		return p.form(i+1) == "of" || !p.is(i+1, lead) && !p.is(i+1, before) && p.form(i+1) != "when"
	}
	return false
}

// long reports whether "-long" goes on at i: "month-long".
func (p *parser) long(i int) bool { return p.is(i, hyphen) && p.glued(i) && p.form(i+1) == "long" }
