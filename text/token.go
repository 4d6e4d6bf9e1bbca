package text

import "unicode/utf8"

// A kind is what a raw token is to the stages after the tokenizer.
type kind uint8

const (
	word      kind = iota
	number         // begins with a digit
	abbrev         // with its full stop, which the splitter may cut off
	stop           // a run of . ! ? with one character at least that is not a dot, or a single dot
	dots           // an ellipsis
	opener         // ( [ {
	closer         // ) ] }
	quoteMark      // any quotation mark or lone apostrophe, before its role is known
	openMark       // an opening quotation mark
	closeMark      // a closing one
	emoticon       // :-)
	symbol         // all else
)

// A raw token is a token before sentences are known.
type raw struct {
	start, end int
	kind       kind
	multi      uint8
	inner      bool      // a word of a multiword token, but not its first
	class      wordClass // of an abbreviation
}

// A tokenizer cuts paragraphs into raw tokens. Each byte is looked at a bounded number of times.
type tokenizer struct {
	s       string
	raw     []raw // of the current paragraph
	mailTo  int   // no e-mail address begins before this byte of the current chunk
	inQuote bool  // an opening ' stands before in the paragraph
}

// paragraph fills raw with the tokens between two bytes.
func (t *tokenizer) paragraph(start, end int) {
	t.raw = t.raw[:0]
	t.inQuote = false
	s := t.s
	for i := start; ; {
		i = run(s, i, end, space)
		if i >= end {
			return
		}
		j := i
		var seen class
		for j < end {
			c, n := classOf[s[j]], 1
			if c == high {
				c, n = runeClass(s, j)
			}
			if c == space {
				break
			}
			seen |= c
			j += n
		}
		if seen == letter {
			t.plain(i, j)
		} else {
			t.chunk(i, j, seen)
		}
		i = j
	}
}

func (t *tokenizer) add(start, end int, k kind) {
	t.raw = append(t.raw, raw{start: start, end: end, kind: k})
}

// plain adds a word of letters alone, which may be two in one ("cannot").
func (t *tokenizer) plain(start, end int) {
	if n := end - start; n >= 2 && n <= 8 {
		form := t.s[start:end]
		if cut := words.cuts[HashForm(form)]; cut > 0 {
			first := len(t.raw)
			t.add(start, start+cut, word)
			t.add(start+cut, end, word)
			t.close(first)
			return
		}
	}
	t.add(start, end, word)
}

// chunk adds the tokens of characters between white space.
func (t *tokenizer) chunk(i, end int, seen class) {
	t.mailTo = i
	for i < end {
		c, n := classAt(t.s, i)
		switch c {
		case letter:
			if seen&(colon|slash|dot) != 0 {
				if e := urlEnd(t.s, i, end); e > i {
					t.add(i, e, word)
					i = e
					continue
				}
			}
			if seen&at != 0 {
				if e := t.mailEnd(i, end); e > i {
					t.add(i, e, word)
					i = e
					continue
				}
			}
			i = t.word(i, end)
		case digit:
			if seen&at != 0 {
				if e := t.mailEnd(i, end); e > i {
					t.add(i, e, word)
					i = e
					continue
				}
			}
			i = t.number(i, end)
		default:
			i = t.symbol(i, end, c, n)
		}
	}
}

// symbol adds the token at i, which begins with neither a letter nor a digit.
func (t *tokenizer) symbol(i, end int, c class, n int) int {
	s := t.s
	e := i + n
	k := symbol
	switch c {
	case dot, ellipsis:
		return t.dots(i, end)
	case hyphen:
		e = arrow(s, i, end)
		if e == i {
			e = run(s, i, end, hyphen)
		}
	case dash:
		e = run(s, i, end, dash)
	case quotation:
		k = quoteMark
		if s[i] == '`' && e < end && s[e] == '`' {
			e++
		}
	case apostrophe:
		if w := t.elided(i, e, end); w > e {
			t.add(i, w, word)
			return w
		}
		k = quoteMark
		switch {
		case e < end && n == 1 && s[e] == '\'':
			if e+1 < end && s[e+1] == '\'' && i > 0 && classOf[s[i-1]] != space && (e+2 == end || s[e+2] != '\'') {
				break // three close a single mark, then a double one
			}
			e++ // '' as a double mark
		case e+n <= end && doubled[s[i:e+n]]:
			e += n
		case e < end && (i == 0 || classOf[s[i-1]]&alnum == 0):
			t.inQuote = true
		default:
			t.inQuote = false
		}
	case at:
		if w := run(s, e, end, alnum); w > e && (i == 0 || classOf[s[i-1]] == space) {
			w = t.handle(w, end)
			t.add(i, w, word)
			return w
		}
	case colon:
		if w := emoticonEnd(s, i, end); w > i {
			e, k = w, emoticon
		}
	case slash:
		e = runOf(s, i, end)
	default:
		switch s[i] {
		case '!', '?':
			return t.dots(i, end)
		case '(', '[', '{':
			k = opener
		case ')', ']', '}':
			k = closer
		case '#':
			if w := run(s, e, end, alnum); w > e && classOf[s[e]] != digit && (i == 0 || classOf[s[i-1]]&alnum == 0) {
				w = t.handle(w, end)
				t.add(i, w, word)
				return w
			}
			e = runOf(s, i, end)
		case ';', '=':
			if w := emoticonEnd(s, i, end); w > i {
				e, k = w, emoticon
				break
			}
			if e = arrow(s, i, end); e == i {
				e = runOf(s, i, end)
			}
		case '+':
			e = runOf(s, i, end)
			if e == i+1 && e < end && classOf[s[e]] == digit && (i == 0 || classOf[s[i-1]] == space || s[i-1] == '(') {
				e = run(s, e, end, digit|hyphen) // +44
				for s[e-1] == '-' {
					e--
				}
				k = number
			}
		case '*', '_', '~', '<', '>', '|', '$', ',':
			e = runOf(s, i, end)
			if s[i] == ',' && e > i+1 {
				e = i + 1
			}
		default:
			if s[i] >= utf8.RuneSelf {
				e = symbolEnd(s, e, end)
			}
		}
	}
	t.add(i, e, k)
	return e
}

// handle goes on over a hashtag or user name whose letters end at i.
func (t *tokenizer) handle(i, end int) int {
	for i < end && t.s[i] == '_' {
		i = run(t.s, i+1, end, alnum)
	}
	return i
}

// arrow returns the end of an arrow such as -> or ==> at i, or i when none stands there.
func arrow(s string, i, end int) int {
	if e := runOf(s, i, end); e < end && s[e] == '>' && (e+1 == end || s[e+1] != '>') {
		return e + 1
	}
	return i
}

// runOf returns the end of the run of the character at s[i], one byte long.
func runOf(s string, i, end int) int {
	c := s[i]
	for i < end && s[i] == c {
		i++
	}
	return i
}

// symbolEnd goes on over what belongs to a picture: modifiers and pictures joined to it.
func symbolEnd(s string, i, end int) int {
	for i < end && s[i] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\ufe0f' || r >= 0x1f3fb && r <= 0x1f3ff || r == '\u20e3':
			i += n
		case r == '\u200d' && i+n < end:
			_, m := utf8.DecodeRuneInString(s[i+n:])
			i += n + m
		default:
			return i
		}
	}
	return i
}

// dots adds a run of . ! ? and …, or a number or file name that begins with a dot.
func (t *tokenizer) dots(i, end int) int {
	s := t.s
	e, only := i, true
	for e < end {
		if s[e] == '.' {
			e++
			continue
		}
		if s[e] == '!' || s[e] == '?' {
			only = false
			e++
			continue
		}
		if c, n := classAt(s, e); c == ellipsis {
			e += n
			continue
		}
		break
	}
	if e == i+1 && s[i] == '.' && e < end && (i == 0 || classOf[s[i-1]] == space || s[i-1] == '$' || s[i-1] == '(') {
		if w := run(s, e, end, alnum); w > e && (classOf[s[e]] == digit || words.of(s[e:w])&isDomain != 0) {
			t.add(i, w, number)
			return w
		}
	}
	k := stop
	if only && (e > i+1) {
		k = dots
	}
	t.add(i, e, k)
	return e
}

// elided returns the end of a word that begins with the apostrophe at i and goes on at e:
// 'em, '90s, ’til.
func (t *tokenizer) elided(i, e, end int) int {
	s := t.s
	if e >= end || i > 0 && classOf[s[i-1]]&alnum != 0 {
		return e
	}
	w := run(s, e, end, alnum)
	if w == e || w-e > 6 {
		return e
	}
	if classOf[s[e]] == digit {
		// Two digits are a year, '72 or '90s, unless a mark closes behind them.
		n := run(s, e, end, digit) - e
		rest := s[e+n : w]
		if n == 2 && (rest == "" || rest == "s") && !t.apostropheAt(w, end) {
			return w
		}
		return e
	}
	if words.of(s[e:w])&isElided != 0 {
		if !t.apostropheAt(w, end) {
			return w
		}
		if w == e+1 && i > 0 && s[i-1] == ' ' {
			_, n := classAt(s, w)
			return w + n // rock 'n' roll
		}
	}
	if isClitic(s[e:w]) && (i == 0 || classOf[s[i-1]] == space) && !t.apostropheAt(w, end) {
		return w // a clitic cut off from its word by a blank
	}
	return e
}

// doubled holds the pairs of single marks that stand for a double one.
var doubled = map[string]bool{"‘‘": true, "‘’": true, "’’": true}

func (t *tokenizer) apostropheAt(i, end int) bool {
	if i >= end {
		return false
	}
	c, _ := classAt(t.s, i)
	return c == apostrophe
}

// isClitic tells whether letters after an apostrophe are a word of their own.
func isClitic(s string) bool {
	switch len(s) {
	case 1:
		switch s[0] | 0x20 {
		case 's', 'm', 'd':
			return true
		}
	case 2:
		switch [2]byte{s[0] | 0x20, s[1] | 0x20} {
		case [2]byte{'l', 'l'}, [2]byte{'r', 'e'}, [2]byte{'v', 'e'}:
			return true
		}
	}
	return false
}
