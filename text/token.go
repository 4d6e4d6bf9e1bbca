package text

import (
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

const (
	fnvOffset = 0xcbf29ce484222325
	fnvPrime  = 0x100000001b3
)

// NewToken makes the token of a form that stands at a span: its hashes and its shape.
func NewToken(form string, at readout.Span) Token {
	t := Token{Span: at, Hash: fnvOffset, Lower: fnvOffset, Shape: fnvOffset}
	last, run := byte(0), 0
	for i := 0; i < len(form); {
		r, size := rune(form[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(form[i:])
		}
		for _, c := range []byte(form[i : i+size]) {
			t.Hash = (t.Hash ^ uint64(c)) * fnvPrime
		}
		i += size
		class := byte('.')
		switch {
		case 'a' <= r && r <= 'z':
			class = 'x'
		case 'A' <= r && r <= 'Z':
			class, r = 'X', r+'a'-'A'
		case '0' <= r && r <= '9':
			class, r = 'd', '0'
		case r == '’' || r == '‘' || r == '`':
			class, r = '\'', '\''
		case r < utf8.RuneSelf:
			class = byte(r)
		case unicode.IsUpper(r):
			class, r = 'X', unicode.ToLower(r)
		case unicode.IsLetter(r):
			class = 'x'
		case unicode.IsDigit(r):
			class, r = 'd', '0'
		}
		if r < utf8.RuneSelf {
			t.Lower = (t.Lower ^ uint64(r)) * fnvPrime
		} else {
			for ; r > 0; r >>= 8 {
				t.Lower = (t.Lower ^ uint64(r&0xFF)) * fnvPrime
			}
		}
		if class == last {
			run++
		} else {
			last, run = class, 1
		}
		if run <= 2 {
			t.Shape = (t.Shape ^ uint64(class)) * fnvPrime
		}
	}
	return t
}
