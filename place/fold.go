package place

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Fold returns the form by which names are compared: lower case, without accents, full stops and
// apostrophes, hyphens as blanks, "St" and "Mt" in full, without a leading "the".
func Fold(name string) string {
	var buf [64]byte
	return string(appendFold(buf[:0], name))
}

// appendFold appends the folded name to dst.
func appendFold[S string | []byte](dst []byte, name S) []byte {
	start, word := len(dst), len(dst)
	for i := 0; i < len(name); {
		c := name[i]
		i++
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			dst = append(dst, c)
			continue
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c+'a'-'A')
			continue
		case c == '.' || c == '\'' || c == '`' || c == '"':
			continue
		case c < utf8.RuneSelf:
			dst, word = endWord(dst, start, word)
			continue
		}
		r, n := decode(name[i-1:])
		i += n - 1
		switch {
		case r == '’' || r == '‘' || r == '“' || r == '”' || r == '´' || 0x2b0 <= r && r <= 0x36f:
			// apostrophes, modifier letters, combining marks
		case r == 'ß' || r == 'ẞ':
			dst = append(dst, "ss"...)
		case r == 'æ' || r == 'Æ':
			dst = append(dst, "ae"...)
		case r == 'œ' || r == 'Œ':
			dst = append(dst, "oe"...)
		case r == 'þ' || r == 'Þ':
			dst = append(dst, "th"...)
		case 0xc0 <= r && r < 0xc0+rune(len(latin)) && latin[r-0xc0] != '?':
			dst = append(dst, latin[r-0xc0])
		case 0x1e00 <= r && r < 0x1e00+rune(len(latinAdditional)) && latinAdditional[r-0x1e00] != '?':
			dst = append(dst, latinAdditional[r-0x1e00])
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		default:
			dst, word = endWord(dst, start, word)
		}
	}
	dst, _ = endWord(dst, start, word)
	if n := len(dst); n > start && dst[n-1] == ' ' {
		dst = dst[:n-1]
	}
	return dst
}

// endWord writes the word that begins at word in full where it is an abbreviation, and a blank.
// It returns where the next word begins.
func endWord(dst []byte, start, word int) ([]byte, int) {
	if len(dst) == word {
		return dst, word
	}
	switch w := dst[word:]; {
	case bytes.Equal(w, []byte("the")) && word == start:
		return dst[:word], word
	case bytes.Equal(w, []byte("st")):
		dst = append(dst[:word], "saint"...)
	case bytes.Equal(w, []byte("ste")):
		dst = append(dst[:word], "sainte"...)
	case bytes.Equal(w, []byte("mt")):
		dst = append(dst[:word], "mount"...)
	case bytes.Equal(w, []byte("ft")):
		dst = append(dst[:word], "fort"...)
	}
	dst = append(dst, ' ')
	return dst, len(dst)
}

func decode[S string | []byte](s S) (rune, int) {
	var b [utf8.UTFMax]byte
	return utf8.DecodeRune(b[:copy(b[:], s)])
}
