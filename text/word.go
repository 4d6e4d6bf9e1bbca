package text

import "strings"

// word adds the tokens of a word that begins at i and returns where it ends: clitics and the
// parts around hyphens are tokens of their own.
func (t *tokenizer) word(i, end int) int {
	s := t.s
	first := len(t.raw) // the first word of the multiword token
	start := i          // of the current word
	part := i           // of the letters since the last joiner
	p := i
	for {
		p = run(s, p, end, alnum)
		if p >= end {
			break
		}
		c, n := classAt(s, p)
		q := p + n // behind the joiner
		switch c {
		case apostrophe:
			if q < end {
				if e := run(s, q, end, letter); e > q {
					if e-q == 1 && s[q]|0x20 == 't' && s[p-1]|0x20 == 'n' && p-1 > start {
						t.add(start, p-1, word)
						start, part, p = p-1, p-1, e
						continue
					}
					if p-start == 1 && s[start]|0x20 == 'y' && strings.EqualFold(s[q:e], "all") {
						t.add(start, q, word)
						start, part, p = q, e, e
						continue
					}
					if isClitic(s[q:e]) && p > start && (e == end || classOf[s[e]]&digit == 0) {
						t.add(start, p, word)
						start, part, p = p, e, e
						continue
					}
					part, p = q, q // O'Connor
					continue
				}
			}
			if p-part >= 4 && s[p-2:p] == "in" && !t.inQuote && caseAt(s, part) == lowerCase {
				p = q // goin'
			}
		case hyphen:
			if q < end && n == 1 {
				if c, _ := classAt(s, q); c&alnum != 0 && words.of(s[part:p])&isPrefix != 0 {
					part, p = q, q
					continue
				}
			}
			if start == i && (q == end || classOf[s[q]] == space) && brokenOff(s[i:p]) {
				p = q // th- the
			}
		case dot:
			if part == i && q < end && classOf[s[q]]&letter != 0 && words.of(s[i:p])&isGroup != 0 {
				p = run(s, q, end, alnum|dot|hyphen) // alt.animals.cat
				for classOf[s[p-1]]&alnum == 0 {
					p--
				}
				break
			}
			if e, k := t.dotted(part, p, end); e > p {
				if k == abbrev {
					t.add(start, e, abbrev)
					t.raw[len(t.raw)-1].class = words.of(s[start : e-1])
					if e < end {
						if c, n := classAt(s, e); c == apostrophe {
							if w := run(s, e+n, end, letter); isClitic(s[e+n : w]) {
								t.add(e, w, word) // the U.S.'s
								e = w
							}
						}
					}
					t.close(first)
					return e
				}
				if e < end && s[e] == '/' && words.of(s[part:e])&isDomain != 0 {
					// cra.org/resources
					e = trimURL(s, start, run(s, e, end, ^space))
					p, part = e, e
					break
				}
				p, part = e, e
				continue
			}
		case quotation:
			if s[p] == '`' && q < end && s[q]|0x20 == 's' && (q+1 == end || classOf[s[q+1]]&alnum == 0) {
				t.add(start, p, word)
				start, part, p = p, q+1, q+1
				continue
			}
		case slash:
			if q < end {
				e := run(s, q, end, letter)
				if e > q && (words.of(s[part:e])&isSlash != 0 || e-q == 1 && p-part == 1 && caseAt(s, part) == upperCase && caseAt(s, q) == upperCase) {
					p, part = e, e
					continue
				}
			}
		case at:
			if q < end && classOf[s[q]]&letter != 0 {
				p, part = q, q
				continue
			}
		case other:
			if s[p] == '_' && q < end && classOf[s[q]]&alnum != 0 {
				p, part = q, q
				continue
			}
			if s[p] == '&' && q < end && caseAt(s, p-1) == upperCase && caseAt(s, q) == upperCase {
				p, part = q, q
				continue
			}
			if s[p] == '$' && p-start <= 2 && caseAt(s, start) == upperCase {
				p = q // US$
			}
		}
		break
	}
	if start == i && p-i >= 2 && p-i <= 8 {
		if cut := words.cuts[HashForm(s[i:p])]; cut > 0 {
			t.add(i, i+cut, word)
			start = i + cut
		}
	}
	if p > start {
		t.add(start, p, word)
	}
	t.close(first)
	return p
}

// brokenOff tells whether letters before a hyphen are the beginning of a word that its speaker broke off: one to three
// letters without a vowel, no abbreviation in capitals.
func brokenOff(s string) bool {
	return len(s) <= 3 && s != "m" && (len(s) == 1 || caseAt(s, len(s)-1) == lowerCase) && !strings.ContainsAny(s, "aeiouAEIOU0123456789")
}

// close makes the tokens since first one multiword token, if they are several.
func (t *tokenizer) close(first int) {
	if n := min(len(t.raw)-first, 255); n > 1 {
		t.raw[first].multi = uint8(n)
		for i := first + 1; i < first+n; i++ {
			t.raw[i].inner = true
		}
	}
}

// dotted decides on the dot at p, behind letters that began at part. It returns p where the
// word ends before the dot, else the end of what belongs to the word, and abbrev when
// the word ends with its dot.
func (t *tokenizer) dotted(part, p, end int) (int, kind) {
	s := t.s
	q := p + 1
	left := s[part:p]
	if q < end {
		if s[q] == '.' {
			return p, stop
		}
		if e := run(s, q, end, alnum); e > q {
			right := s[q:e]
			switch {
			case len(left) == 1 && len(right) <= 3 && caseAt(s, q) != digits,
				left == "Ph", words.of(s[part:e])&anyAbbrev != 0:
				// An acronym: U.S, e.g, Ph.D, M.Sc. Its last dot is looked at next.
				if len(right) > 1 && e < end && s[e] == '.' || len(right) == 1 || words.of(right)&isDomain != 0 {
					return t.acronym(part, e, end)
				}
				return q, abbrev
			case len(left) == 1 && caseAt(s, part) == upperCase && caseAt(s, q) == upperCase:
				return q, abbrev // W.Bush
			case classOf[s[p-1]] == digit && classOf[s[q]] == digit:
				return e, word // PM2.5
			case len(left) >= 2 && words.of(right)&isDomain != 0, left == "www":
				return e, word
			case words.of(left)&(isTitle|isMonth|isNumber) != 0 && caseAt(s, q) != lowerCase:
				return q, abbrev // Mr.Smith, No.5
			case lowerDomain(s, q, e, end):
				return e, word
			}
			return p, stop
		}
	}
	if len(left) == 1 && classOf[s[part]] == letter && left != "I" {
		return q, abbrev
	}
	if words.of(left)&anyAbbrev != 0 {
		return q, abbrev
	}
	return p, stop
}

// acronym goes on over letters and dots in turn, from e, where some letters of it end.
func (t *tokenizer) acronym(part, e, end int) (int, kind) {
	s := t.s
	for e < end && s[e] == '.' {
		n := run(s, e+1, min(end, e+4), letter) - (e + 1)
		if n == 0 || n > 2 {
			if e+2 < end && s[e+1] == '.' && s[e+2] == '.' {
				return e, word // U.S... keeps its letters only
			}
			return e + 1, abbrev
		}
		e += 1 + n
	}
	return e, word
}

// lowerDomain tells whether the letters between q and e go on to the end of a site's name,
// as in alt.animals.cat.
func lowerDomain(s string, q, e, end int) bool {
	for e < end && s[e] == '.' {
		r := run(s, e+1, end, alnum)
		if r == e+1 {
			return false
		}
		if words.of(s[e+1:r])&isDomain != 0 {
			return true
		}
		if r-q > 60 {
			return false
		}
		e = r
	}
	return false
}

// number adds the tokens of a number that begins at i and returns where it ends.
func (t *tokenizer) number(i, end int) int {
	s := t.s
	p := i
	groups := 0
	for {
		d := p
		p = run(s, p, end, digit)
		if p >= end {
			break
		}
		q := p + 1
		if q < end && classOf[s[q]] == digit {
			switch s[p] {
			case '.', ',', ':', '/':
				p = q
				continue
			case '-':
				// A telephone number or a date; 5-10 and 2015-16 are ranges.
				if groups == 0 {
					e := run(s, q, end, digit)
					if p-i == 3 && e-q >= 4 && e-q <= 8 || e < end-1 && s[e] == '-' && classOf[s[e+1]] == digit || p-i == 5 && e-q == 4 {
						groups++
					}
				}
				if groups > 0 && p > d {
					p = q
					continue
				}
			}
		}
		break
	}
	if p < end && classOf[s[p]]&(letter|high) != 0 {
		e := run(s, p, end, alnum)
		if e > p {
			rest := s[p:e]
			if e+2 < end && s[e] == '.' && e-p == 1 && s[p+2]|0x20 == 'm' && s[p+3] == '.' && (s[p]|0x20 == 'a' || s[p]|0x20 == 'p') {
				t.add(i, p, number)
				t.add(p, p+4, abbrev) // 2p.m.
				return p + 4
			}
			if words.of(rest)&isUnit != 0 || i > 0 && s[i-1] == '$' && len(rest) == 1 {
				t.add(i, p, number)
				if e < end && s[e] == '.' && len(rest) > 1 && words.of(rest)&isAbbrev != 0 {
					t.add(p, e+1, abbrev)
					return e + 1
				}
				t.add(p, e, word)
				return e
			}
			p = e
		}
		if p < end && s[p] == '.' && p+1 < end {
			if e := run(s, p+1, end, alnum); e > p+1 && words.of(s[p+1:e])&isDomain != 0 {
				p = e // 4chan.org
			}
		}
	} else if p < end-1 && s[p] == '.' {
		if e := run(s, p+1, end, letter); e > p+1 && words.of(s[p+1:e])&isDomain != 0 {
			p = e
		}
	}
	if p < end {
		if c, n := classAt(s, p); c == apostrophe && p+n < end && s[p+n] == 's' && (p+n+1 == end || classOf[s[p+n+1]]&alnum == 0) {
			e := p + n + 1
			if year := s[i:p]; (len(year) == 4 || len(year) == 2) && year[len(year)-1] == '0' {
				t.add(i, e, number) // the 1960's
				return e
			}
			first := len(t.raw)
			t.add(i, p, number)
			t.add(p, e, word)
			t.close(first)
			return e
		}
	}
	t.add(i, p, number)
	return p
}
