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
