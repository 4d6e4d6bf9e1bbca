package text

import (
	"unicode"
	"unicode/utf8"
)

// A class tells what a character is to the tokenizer. Classes are bits, so that a run of
// characters can be asked at once what is in it.
type class uint16

const (
	letter class = 1 << iota
	digit
	space
	apostrophe // ' and ’ and the opening ‘
	quotation  // other quotation marks
	dot
	hyphen
	dash // – — and their like
	colon
	slash
	at
	ellipsis
	other
	high // a byte outside ASCII, whose class runeClass knows
)

const alnum = letter | digit

var classOf = func() (t [256]class) {
	for i := range t {
		c := byte(i)
		switch {
		case c >= utf8.RuneSelf:
			t[i] = high
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			t[i] = letter
		case c >= '0' && c <= '9':
			t[i] = digit
		case c <= ' ' || c == 0x7f:
			t[i] = space
		default:
			t[i] = other
		}
	}
	t['\''] = apostrophe
	t['"'], t['`'] = quotation, quotation
	t['.'], t['-'], t[':'], t['/'], t['@'] = dot, hyphen, colon, slash, at
	return t
}()

// runeClass returns the class and the length in bytes of the character at s[i], which is not ASCII.
func runeClass(s string, i int) (class, int) {
	r, n := utf8.DecodeRuneInString(s[i:])
	switch r {
	case '‘', '’', 'ʼ', '‛', '‚', '‹', '›', '′':
		return apostrophe, n
	case '“', '”', '„', '‟', '«', '»', '″':
		return quotation, n
	case '‐', '‑':
		return hyphen, n
	case '‒', '–', '—', '―', '−':
		return dash, n
	case '…':
		return ellipsis, n
	case '\u200b', '\ufeff', '\u2060', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069':
		return space, n
	case '\u200c', '\u200d', '\u00ad':
		return letter, n // within a word: joiners and the soft hyphen
	}
	switch {
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return letter, n
	case unicode.IsDigit(r):
		return digit, n
	case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || unicode.IsControl(r):
		return space, n
	}
	return other, n
}

// classAt returns the class and the length in bytes of the character at s[i].
func classAt(s string, i int) (class, int) {
	if c := classOf[s[i]]; c != high {
		return c, 1
	}
	return runeClass(s, i)
}

// run returns the end of the characters of class want from i on, before end.
func run(s string, i, end int, want class) int {
	for i < end {
		c := classOf[s[i]]
		if c&want != 0 {
			i++
			continue
		}
		if c != high {
			return i
		}
		c, n := runeClass(s, i)
		if c&want == 0 {
			return i
		}
		i += n
	}
	return i
}

// A letterCase is how a word begins.
type letterCase uint8

const (
	noCase letterCase = iota
	lowerCase
	upperCase
	digits
)

// caseAt returns how the word at s[i] begins.
func caseAt(s string, i int) letterCase {
	c := s[i]
	switch {
	case c >= 'a' && c <= 'z':
		return lowerCase
	case c >= 'A' && c <= 'Z':
		return upperCase
	case c >= '0' && c <= '9':
		return digits
	case c < utf8.RuneSelf:
		return noCase
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	switch {
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		return upperCase
	case unicode.IsLower(r):
		return lowerCase
	case unicode.IsDigit(r):
		return digits
	}
	return noCase
}
