package article

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// magics are the first bytes of files that people take for articles.
var magics = []struct{ prefix, what string }{
	{"%PDF-", "a PDF file"},
	{"PK\x03\x04", "a ZIP archive (.docx, .odt and .epub are such)"},
	{"\x1f\x8b", "gzip data"},
	{"BZh", "bzip2 data"},
	{"\x28\xb5\x2f\xfd", "Zstandard data"},
	{"\xfd7zXZ\x00", "xz data"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"},
	{"{\\rtf", "an RTF file"},
	{"\x89PNG\r\n\x1a\n", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"GIF8", "a GIF picture"},
	{"\x7fELF", "a program"},
	{"MZ\x90\x00", "a program"},
	{"SQLite format 3\x00", "an SQLite database"},
}

// magic returns what the first bytes say that the data are, or "".
func magic(data []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.what
		}
	}
	return ""
}

// fromUTF16 converts UTF-16. Where half a character stands, it returns its offset in bytes, else -1.
func fromUTF16(s string, bigEndian bool) (string, int) {
	hi, lo := 1, 0
	if bigEndian {
		hi, lo = 0, 1
	}
	unit := func(i int) rune { return rune(s[i+hi])<<8 | rune(s[i+lo]) }
	var b strings.Builder
	b.Grow(len(s)/2 + len(s)/16)
	i := 0
	for ; i+1 < len(s); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			if i+3 >= len(s) {
				return "", i
			}
			if r = utf16.DecodeRune(r, unit(i+2)); r == utf8.RuneError {
				return "", i
			}
			i += 2
		}
		b.WriteRune(r)
	}
	if i < len(s) {
		return "", i
	}
	return b.String(), -1
}

// utf16WithoutMark returns which UTF-16 the text seems to be in, as every other byte is NUL, or "".
func utf16WithoutMark(s string) string {
	var nul [2]int
	n := min(len(s), 4096)
	for i := range n {
		if s[i] == 0 {
			nul[i&1]++
		}
	}
	switch half := n / 2; {
	case half < 2:
	case nul[1] > half*7/10 && nul[0] < half/10+1:
		return "UTF-16 (little endian)"
	case nul[0] > half*7/10 && nul[1] < half/10+1:
		return "UTF-16 (big endian)"
	}
	return ""
}

// invalid returns the offset of the first byte that is no UTF-8, or -1.
func invalid(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return -1
}

// fromLegacy converts Windows-1252 to UTF-8. Where the text, which is no UTF-8, is not in Windows-1252
// either, it returns what it looks like.
func fromLegacy(s string) (text, looks string) {
	var letters, high, pairs, odd, undefined int
	var half [2]int // bytes from C0 to DF, and from E0 on
	valid, broken := 0, 0
	bad := byte(0)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case n > 1:
			valid++
		case r == utf8.RuneError:
			broken++
			if bad == 0 {
				bad = s[i]
			}
		}
		i += n
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c < utf8.RuneSelf:
			if asciiLetter(c) {
				letters++
			}
			continue
		case c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d:
			undefined++
		case c >= 0xc0:
			half[c>>5&1]++
			near := i > 0 && asciiLetter(s[i-1]) || i+1 < len(s) && asciiLetter(s[i+1])
			if !near {
				odd++
			}
		}
		high++
		if i+1 < len(s) && s[i+1] >= utf8.RuneSelf {
			pairs++
		}
	}
	switch {
	case valid > 0 && valid >= broken:
		return "", fmt.Sprintf("UTF-8 with %s, the first of them 0x%02X", times(broken, "byte that does not fit", "bytes that do not fit"), bad)
	case undefined == 0 && high*5 < letters+5 && odd*4 <= high:
		text, err := charmap.Windows1252.NewDecoder().String(s)
		if err == nil {
			return text, ""
		}
	case (half[0]+half[1])*10 > high*8 && high > letters:
		if half[1] > half[0] {
			return "", "Windows-1251 (Cyrillic)"
		}
		return "", "KOI8-R (Cyrillic)"
	case pairs*2 > high:
		return "", "an East Asian encoding such as GB18030, Big5, Shift JIS or EUC-KR"
	}
	return "", "text in an old 8-bit encoding that is not Windows-1252, or binary data"
}

func times(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// controls tells whether a tenth of the text or more is control characters other than white space.
func controls(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f' && c != '\v' {
			n++
		}
	}
	return n*10 >= len(s)
}

// blank tells whether nothing but white space and control characters stands in the text.
func blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }) < 0
}
