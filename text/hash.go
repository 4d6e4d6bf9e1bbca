package text

import (
	"unicode"
	"unicode/utf8"
)

// FNV-1a, 64 bits: the hash of package linear, so that Token.Hash equals linear.HashString of the form.
const (
	fnvOffset = 0xcbf29ce484222325
	fnvPrime  = 0x100000001b3
)

// HashForm returns the Hash of a token of this form.
func HashForm(s string) uint64 {
	h := uint64(fnvOffset)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// HashLower returns the Lower of a token of this form. For words without capitals, digits and
// typographic apostrophes it equals HashForm.
func HashLower(s string) uint64 {
	_, lower, _ := hashes(s)
	return lower
}

// HashShape returns the Shape of a token of this form.
func HashShape(s string) uint64 {
	_, _, shape := hashes(s)
	return shape
}

// lowerOf maps the bytes of ASCII to lower case, and digits to '0'.
var lowerOf = func() (t [utf8.RuneSelf]byte) {
	for i := range t {
		c := byte(i)
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= '0' && c <= '9':
			c = '0'
		}
		t[i] = c
	}
	return t
}()

// shapeOf maps the bytes of ASCII to their letter in a word shape.
var shapeOf = func() (t [utf8.RuneSelf]byte) {
	for i := range t {
		c := byte(i)
		switch {
		case c >= 'A' && c <= 'Z':
			c = 'X'
		case c >= 'a' && c <= 'z':
			c = 'x'
		case c >= '0' && c <= '9':
			c = 'd'
		}
		t[i] = c
	}
	return t
}()

// hashes returns the Hash, Lower and Shape of a form. In a shape, runs of one kind are cut to one
// letter, those of capitals to two.
func hashes(s string) (form, lower, shape uint64) {
	form, lower, shape = fnvOffset, fnvOffset, fnvOffset
	var last byte // of the shape
	var run int
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return wideHashes(s, i, lower, shape, last, run)
		}
		form = (form ^ uint64(c)) * fnvPrime
		lower = (lower ^ uint64(lowerOf[c])) * fnvPrime
		k := shapeOf[c]
		if k == last {
			if run++; k != 'X' || run > 2 {
				continue
			}
		} else {
			last, run = k, 1
		}
		shape = (shape ^ uint64(k)) * fnvPrime
	}
	return form, lower, shape
}

// wideHashes goes on from byte i, where the first character outside ASCII stands.
func wideHashes(s string, i int, lower, shape uint64, last byte, run int) (uint64, uint64, uint64) {
	form := uint64(fnvOffset)
	for j := 0; j < len(s); j++ {
		form = (form ^ uint64(s[j])) * fnvPrime
	}
	var buf [utf8.UTFMax]byte
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		var k byte
		switch {
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`':
			r, k = '\'', '\''
		case r < utf8.RuneSelf:
			k = shapeOf[r]
			r = rune(lowerOf[r])
		case unicode.IsUpper(r):
			k = 'X'
			r = unicode.ToLower(r)
		case unicode.IsDigit(r):
			r, k = '0', 'd'
		case unicode.IsLetter(r) || unicode.IsMark(r):
			k = 'x'
		case r == '“' || r == '”':
			r, k = '"', '"'
		case r >= '‐' && r <= '―':
			r, k = '-', '-'
		default:
			k = '*'
		}
		n = utf8.EncodeRune(buf[:], r)
		for _, c := range buf[:n] {
			lower = (lower ^ uint64(c)) * fnvPrime
		}
		if k == last {
			if run++; k != 'X' || run > 2 {
				continue
			}
		} else {
			last, run = k, 1
		}
		shape = (shape ^ uint64(k)) * fnvPrime
	}
	return form, lower, shape
}
