package export

import (
	"strings"
	"unicode"

	"github.com/readout-project/readout"
)

// fragment returns a link to the words of a direct statement in the original, as a text fragment; empty where there is no
// address, or where the words are not the only ones of their kind.
func (b *builder) fragment(s *readout.Statement) string {
	url := b.r.Article.URL
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") || s.Form != readout.Direct || len(s.Content) == 0 {
		return ""
	}
	words := b.words(s.Content[0])
	words, _, _ = strings.Cut(words, "\n")
	words = strings.TrimFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if words == "" || strings.Count(b.r.Article.Text, words) != 1 {
		return ""
	}
	to := escape(words)
	if fields := strings.Fields(words); len(words) > maxExact && len(fields) > 2*edge {
		to = escape(strings.Join(fields[:edge], " ")) + "," + escape(strings.Join(fields[len(fields)-edge:], " "))
	}
	url, anchor, _ := strings.Cut(url, "#")
	return url + "#" + anchor + ":~:text=" + to
}

// Words up to maxExact bytes are given whole, longer ones by edge words at each end.
const (
	maxExact = 120
	edge     = 5
)

// escape writes words as a text fragment has them: percent signs for all but letters and digits of ASCII.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			out.WriteByte(c)
		} else {
			out.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return out.String()
}
