package export

import (
	"net/url"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// TextLink returns a link that leads to words of an article on its publisher's page, by a text fragment
// (https://wicg.github.io/scroll-to-text-fragment/), and whether it does. Where no fragment could tell the words from others of the
// article, the link leads to the page alone, and whoever follows it has to look for the words. It is empty where the article has no
// address on the web.
//
// The fragment has no quotation marks at its ends, which publishers change, and does not cross a paragraph. It is tested against the
// article's text as browsers would: in whole words, whatever their case and accents.
func TextLink(a *readout.Article, s readout.Span) (link string, leads bool) {
	if s.Start < 0 || s.Start > s.End || s.End > len(a.Text) {
		s = readout.Span{}
	}
	return newLinker(a.URL, a.Text).link(s)
}

// A linker makes links to words of one article.
type linker struct {
	url   string // of the article, without a fragment directive; empty for none on the web
	text  string
	words []word           // of the text, in order; nil until they are needed
	at    map[string][]int // where in words a word stands, by how it is compared
}

// A word is what a browser takes for one when it looks for words of a fragment.
type word struct {
	readout.Span
	folded string // as it is compared
	block  int    // number of its paragraph
}

func newLinker(address, text string) *linker { return &linker{url: webURL(address), text: text} }

const (
	maxExact = 300 // bytes up to which words are given whole; longer ones by their beginning and end
	minWords = 4   // fewer are given with those beside them
	minEdge  = 4   // words of a beginning or end, at least
	maxEdge  = 16  // and at most
	maxSide  = 10  // words before and after that are given, at most
)

// link is TextLink for a span of the linker's text.
func (l *linker) link(s readout.Span) (link string, leads bool) {
	if l.url == "" {
		return "", false
	}
	if l.words == nil {
		l.split()
	}
	first, end := l.within(s)
	if directive := l.directive(first, end); directive != "" {
		address, anchor, _ := strings.Cut(l.url, "#")
		return address + "#" + anchor + ":~:text=" + directive, true
	}
	return l.url, false
}

// within returns the words that lie wholly in a span and in the paragraph of the first of them: first <= i < end.
func (l *linker) within(s readout.Span) (first, end int) {
	first = sort.Search(len(l.words), func(i int) bool { return l.words[i].Start >= s.Start })
	for end = first; end < len(l.words) && l.words[end].End <= s.End && l.words[end].block == l.words[first].block; {
		end++
	}
	return first, end
}

// directive returns the parts of a fragment that leads to words and no others; empty for none.
func (l *linker) directive(first, end int) string {
	if first == end {
		return ""
	}
	whole := l.quote(first, end)
	if len(whole) > maxExact || strings.ContainsAny(whole, quotationMarks) {
		if d := l.ranged(first, end); d != "" {
			return d
		}
	}
	if end-first >= minWords && l.only(first, end) {
		return escape(whole)
	}
	for n := 3; n <= maxSide; n++ {
		from, to := first, end
		for from > 0 && first-from < n && l.words[from-1].block == l.words[first].block {
			from--
		}
		for to < len(l.words) && to-end < n && l.words[to].block == l.words[first].block {
			to++
		}
		if !l.only(from, to) {
			continue
		}
		d := escape(whole)
		if from < first {
			d = escape(clean(l.text[l.words[from].Start:l.words[first].Start])) + "-," + d
		}
		if to > end {
			d += ",-" + escape(clean(l.text[l.words[end-1].End:l.words[to-1].End]))
		}
		return d
	}
	return ""
}

// ranged returns the beginning and the end of words that are many or have quotation marks within, each long enough that a browser finds
// no other before it, and neither with a quotation mark.
func (l *linker) ranged(first, end int) string {
	from, to := first+1, end-1 // where the beginning ends at the latest, and the end begins at the earliest
	for from < min(end, first+maxEdge) && !l.marked(from) {
		from++
	}
	for to > max(from, end-maxEdge) && !l.marked(to) {
		to--
	}
	start := min(first+minEdge, from)
	for !l.only(first, start) {
		if start++; start > from {
			return ""
		}
	}
	for last := max(end-minEdge, to); last >= max(start, to); last-- {
		if l.next(last, end, start) == last {
			return escape(l.quote(first, start)) + "," + escape(l.quote(last, end))
		}
	}
	return ""
}

// quotationMarks are those that publishers write in one way or another.
const quotationMarks = "\"“”„«»‘‹›"

// marked reports whether a quotation mark stands between a word and the one before.
func (l *linker) marked(i int) bool {
	return strings.ContainsAny(l.text[l.words[i-1].End:l.words[i].Start], quotationMarks+"'’")
}

// only reports whether a run of words stands nowhere else in the text.
func (l *linker) only(first, end int) bool {
	return l.next(first, end, 0) == first && l.next(first, end, first+1) < 0
}

// next returns where, from a word on, words like those of a run stand first; -1 for nowhere. It looks where the rarest of them does.
func (l *linker) next(first, end, from int) int {
	rarest := first
	for i := first; i < end; i++ {
		if len(l.at[l.words[i].folded]) < len(l.at[l.words[rarest].folded]) {
			rarest = i
		}
	}
	for _, p := range l.at[l.words[rarest].folded] {
		if at := p - (rarest - first); at >= from && l.same(first, end, at) {
			return at
		}
	}
	return -1
}

func (l *linker) same(first, end, at int) bool {
	if at < 0 || at+end-first > len(l.words) {
		return false
	}
	for i := first; i < end; i++ {
		if l.words[i].folded != l.words[at+i-first].folded {
			return false
		}
	}
	return true
}

// quote returns the words of a run as they stand in the text, with one space for each run of white space.
func (l *linker) quote(first, end int) string {
	return clean(l.text[l.words[first].Start:l.words[end-1].End])
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// split divides the text into words: runs of letters, digits and what belongs to them, and single points, commas and apostrophes between
// two of those.
func (l *linker) split() {
	l.words, l.at = []word{}, map[string][]int{}
	for block, b := range blocks(l.text) {
		start := -1
		for i := b.Start; i < b.End; {
			c, n := utf8.DecodeRuneInString(l.text[i:b.End])
			switch {
			case inWord(c):
				if start < 0 {
					start = i
				}
			case start >= 0 && !(strings.ContainsRune(".,'’", c) && nextInWord(l.text[i+n:b.End])):
				l.add(start, i, block)
				start = -1
			}
			i += n
		}
		if start >= 0 {
			l.add(start, b.End, block)
		}
	}
}

func (l *linker) add(start, end, block int) {
	w := word{readout.Span{Start: start, End: end}, fold(l.text[start:end]), block}
	l.at[w.folded] = append(l.at[w.folded], len(l.words))
	l.words = append(l.words, w)
}

func inWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c) || c == '_'
}

func nextInWord(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return inWord(c)
}

// accented are letters with accents, after the letter that stands for them when words are compared.
var accented = func() map[rune]rune {
	out := map[rune]rune{}
	for _, group := range strings.Fields("aàáâãäåāăąǎ cçćĉċč dďđ eèéêëēĕėęě gĝğġģ hĥħ iìíîïĩīĭįı jĵ kķ lĺļľŀł nñńņňŋ oòóôõöøōŏőǒ rŕŗř sśŝşšș tţťŧț uùúûüũūŭůűųǔ wŵ yýÿŷ zźżž") {
		letters := []rune(group)
		for _, c := range letters[1:] {
			out[c] = letters[0]
		}
	}
	return out
}()

// fold returns a word as it is compared: without case, accents and the shape of apostrophes.
func fold(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.M, c) {
			return -1
		}
		c = unicode.ToLower(c)
		if plain, ok := accented[c]; ok {
			return plain
		}
		if c == '’' {
			return '\''
		}
		return c
	}, s)
}

const upperHex = "0123456789ABCDEF"

// escape writes words as a text fragment has them: percent signs for all but letters and digits of ASCII.
func escape(s string) string {
	var out strings.Builder
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			out.WriteByte(c)
		} else {
			out.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
		}
	}
	return out.String()
}

// webURL returns a URL of the web as RFC 3986 has it, without a fragment directive: what must not stand in it is escaped. It is empty
// for an address that is none of the web.
func webURL(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	if scheme != "https" && scheme != "http" {
		return ""
	}
	rest, _, _ = strings.Cut(rest, ":~:")
	var out strings.Builder
	out.WriteString(scheme + "://")
	host, fragment := true, false
	for i := range len(rest) {
		c := rest[i]
		bad := c <= ' ' || c >= 0x7F || strings.IndexByte("<>\"{}|\\^`", c) >= 0
		switch {
		case c == '/' || c == '?':
			host = false
		case c == '#':
			bad = fragment
			host, fragment = false, true
		case c == '[' || c == ']':
			bad = !host
		case c == '%':
			bad = i+2 >= len(rest) || !hexDigit(rest[i+1]) || !hexDigit(rest[i+2])
		}
		if bad {
			out.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
		} else {
			out.WriteByte(c)
		}
	}
	u, err := url.Parse(out.String())
	if err != nil || u.Hostname() == "" {
		return ""
	}
	return out.String()
}

func hexDigit(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }
