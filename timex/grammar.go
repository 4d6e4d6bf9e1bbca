package timex

import (
	"github.com/readout-project/readout/text"
)

// kind says how an expression gets its value.
type kind uint8

const (
	literal  kind = iota // value and type are known
	calendar             // a point of the calendar, perhaps with parts missing
	relative             // this week, last month, the next day
	offset               // two days ago, a year later
)

// An expr is an expression as the grammar reads it, before it gets its value.
type expr struct {
	first, end int
	kind       kind
	typ        Type
	value      string // of a literal
	mod        string

	// Of a point of the calendar; 0 and "" where not told. Of a relative one, what unit and n count.
	y, m, d   int
	yRel      rel    // "October this year"
	weekday   int    // from 1 for Monday
	span      string // Q3, H1, FA: a quarter, a half, a season
	coarse    string // 199, 19: a decade, a century
	feast     *feast
	clock     string // T15:30
	part      string // MO, AF, EV, NI
	rel       rel
	unit      unit
	n         int
	weekOf    bool // the week in which the point lies
	deictic   bool // n days from publication
	nth       int  // the nth such weekday of the month; the last when negative
	inWeek    rel  // the weekday of "this week", "last week"
	shift     int  // days added: "the day before last Tuesday"
	dir       int
	narrative bool // counts from what was told last, not from publication
	dayFirst  bool
}

// A parser reads the expressions of one document.
type parser struct {
	*lexicon
	d    *text.Doc
	at   []uint16 // index into lexicon.words by token
	end  int      // of the sentence
	from int      // start of the sentence
}

// w returns what is known of token i: nothing behind the sentence's end.
func (p *parser) w(i int) *word {
	if i < p.from || i >= p.end {
		return &p.words[0]
	}
	return &p.words[p.at[i]]
}

func (p *parser) is(i int, c class) bool { return p.w(i).class&c != 0 }

// form returns token i as it stands, and nothing outside of the sentence.
func (p *parser) form(i int) string {
	if i < p.from || i >= p.end {
		return ""
	}
	f := p.d.Form(i)
	if len(f) > 4 {
		f = f[prefix(f):]
	}
	return f
}

// prefix returns the length of "mid-", "pre-" or "post-" where a word begins with it.
func prefix(f string) int {
	switch f[0] | 0x20 {
	case 'm':
		if f[3] == '-' && f[1] == 'i' && f[2] == 'd' {
			return 4
		}
	case 'p':
		if f[3] == '-' && f[1] == 'r' && f[2] == 'e' {
			return 4
		}
		if len(f) > 5 && f[4] == '-' && f[1:4] == "ost" {
			return 5
		}
	}
	return 0
}

func (p *parser) upper(i int) bool {
	f := p.form(i)
	return f != "" && 'A' <= f[0] && f[0] <= 'Z'
}

// glued reports whether token i follows the one before it without a space.
func (p *parser) glued(i int) bool {
	return i > p.from && i < p.end && p.d.Tokens[i-1].End == p.d.Tokens[i].Start
}

// skip returns i+1 where token i is of the class, else i.
func (p *parser) skip(i int, c class) int {
	if p.is(i, c) {
		return i + 1
	}
	return i
}

// saying returns the longest of the sayings that stands at i.
func (p *parser) saying(from map[uint64][]saying, i int) (*saying, int) {
	if !p.is(i, phrase) {
		return nil, i
	}
	list := from[p.d.Tokens[i].Lower]
next:
	for k := range list {
		s := &list[k]
		if i+len(s.words) > p.end {
			continue
		}
		for n, h := range s.words {
			if sayingKey(p.d, i+n) != h {
				continue next
			}
		}
		return s, i + len(s.words)
	}
	return nil, i
}

// modifier reads "more than", "about": what may stand before a quantity.
func (p *parser) modifier(i int) (string, int) {
	if s, j := p.saying(p.mods, i); s != nil {
		return s.value, j
	}
	return "", i
}

// expression reads the longest expression at token i.
func (p *parser) expression(i int) (expr, bool) {
	if w := p.w(i); w.rel == last && w.class&final != 0 && (p.is(i-1, modal) || p.is(i-1, to) && p.is(i+1, number|article|vague)) {
		return expr{}, false // "will last four years"
	}
	var best expr
	keep := func(e expr, ok bool) {
		if ok && e.end > best.end {
			best = e
			if best.first < i {
				best.first = i
			}
		}
	}
	if s, j := p.saying(p.sayings, i); s != nil && s.feast == nil && p.free(i, j) {
		keep(expr{end: j, typ: s.typ, value: s.value}, true)
	}
	keep(p.timeOfDay(i))
	keep(p.date(i))
	keep(p.again(i))
	keep(p.length(i))
	keep(p.word(i))
	return best, best.end > i
}

// free reports whether what stands behind a phrase leaves it one: not in "the past three years".
func (p *parser) free(i, j int) bool {
	last := p.w(j - 1).class
	if p.form(j-1) == "future" && p.form(j) == "of" {
		return false
	}
	if last&era == 0 {
		return true
	}
	return !p.is(j, number|unitWord|unitsWord|vague|group|hyphen|season|seasons|month|weekday|part) && !digits(p.form(j))
}

// word reads single words: now, recently, current, daily.
func (p *parser) word(i int) (expr, bool) {
	w := p.w(i)
	e := expr{end: i + 1, typ: Date, value: w.code}
	switch {
	case w.class&ref != 0:
		return e, p.form(i+1) != "as"
	case w.class&modern != 0 && p.after(i+1):
		return e, !p.is(i-1, hyphen)
	case w.class&freq != 0:
		e.typ = Set
		return e, !p.upper(i) || i == p.from
	case w.class&overnight != 0:
		if e, ok := p.weekdayDate(i+1, noRel); ok && e.part == "" {
			e.part, e.typ = w.code, Clock
			return e, true
		}
		return expr{end: i + 1, kind: calendar, typ: Clock, deictic: true, part: w.code}, true
	case w.class&era != 0 && p.d.Form(i) == "future":
		e.value = "FUTURE_REF" // "their future", but not "future payments"
		return e, p.is(i-1, poss) && !letters(p.form(i+1)) || p.is(i-1, poss) && p.is(i+1, lead)
	}
	return expr{}, false
}

// after reports whether "current" or "recent" before token i stands for a time by itself: not before units.
func (p *parser) after(i int) bool {
	if p.is(i, number|vague) || digits(p.form(i)) {
		i++
	}
	return i < p.end && !p.is(i, unitWord|unitsWord|season|seasons|month|weekday|number|vague|term|part|parts|weekdays)
}

// again reads sets: every Monday, each of the past three years, twice a week, Sundays.
func (p *parser) again(i int) (expr, bool) {
	if p.is(i, weekdays) && p.upper(i) {
		return expr{end: i + 1, typ: Set, value: "XXXX-WXX-" + itoa(p.w(i).n)}, true
	}
	if p.is(i, weekday) && p.is(i+1, parts) {
		return expr{end: i + 2, typ: Set, value: "XXXX-WXX-" + itoa(p.w(i).n) + "T" + p.w(i+1).code}, true
	}
	if p.is(i, every) {
		j := i + 1
		n := 1
		if p.is(j, other) {
			j, n = j+1, 2
		} else if o := p.w(j); o.class&ordinal != 0 && o.n > 1 && p.is(j+1, unitWord) {
			j, n = j+1, o.n
		} else if q, k, ok := p.count(j); ok && q.whole > 0 {
			j, n = k, q.whole
		}
		w := p.w(j)
		switch {
		case w.class&(unitWord|unitsWord) != 0 && w.unit != noUnit:
			return expr{end: j + 1, typ: Set, value: units(quantity{whole: n}, w.unit)}, true
		case w.class&weekday != 0:
			if p.is(j+1, part|parts) {
				return expr{end: j + 2, typ: Set, value: "XXXX-WXX-" + itoa(w.n) + "T" + p.w(j+1).code}, true
			}
			return expr{end: j + 1, typ: Set, value: "XXXX-WXX-" + itoa(w.n)}, true
		case w.class&month != 0 && p.upper(j):
			return expr{end: j + 1, typ: Set, value: "XXXX-" + two(w.n)}, true
		case w.class&season != 0:
			return expr{end: j + 1, typ: Set, value: "XXXX-" + w.code}, true
		case w.class&part != 0:
			return expr{end: j + 1, typ: Set, value: "XXXX-XX-XXT" + w.code}, true
		}
		return expr{}, false
	}
	// A rate: "700 seats a week", "twice a day", "per month".
	if p.is(i, article|per) && p.is(i+1, unitWord) && p.w(i+1).unit >= minute && p.rate(i) {
		return expr{end: i + 2, typ: Set, value: units(quantity{whole: 1}, p.w(i+1).unit)}, true
	}
	return expr{}, false
}

// rate reports whether what stands before "a week" at i is counted by it.
func (p *parser) rate(i int) bool {
	if p.is(i, per) || p.is(i-1, times) {
		return true
	}
	if p.is(i+2, ago|then|before|hence|hyphen|or|and) || p.is(i-1, lead|comma) || i == p.from {
		return false
	}
	f := p.form(i - 1)
	if p.is(i-1, number) || f == "%" || f == "percent" || f == "million" || f == "billion" || digits(f) {
		return true
	}
	// A plural that something counts: "700 seats a week".
	if len(f) > 3 && f[len(f)-1] == 's' && f[len(f)-2] != 's' {
		for k := i - 2; k >= i-5; k-- {
			if p.is(k, number|vague|vagueMany) || digits(p.form(k)) {
				return true
			}
		}
	}
	return false
}
