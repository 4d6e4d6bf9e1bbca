package article

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed data/html.txt
var pageWordsFile string

// A partKind says what the name of a part of a page means.
type partKind uint16

const (
	isBody partKind = 1 << iota
	isKeep
	isDrop
	isHard
	isComments
	isCorrection
	isLive
	isBlog
)

// pageWords holds the words of data/html.txt.
type pageWords struct {
	names   map[string]partKind // of parts, words joined by "-"
	rank    map[string]int      // of a body's name: smaller is surer
	phrases map[byte][]string   // by their first byte
	labels  map[byte][]string   // likewise, of lines that are no sentence
	only    map[string]bool
	end     map[string]bool
	unseen  map[string]bool
	notes   []string // how notices of corrections begin
	noted   []string // what they say who begin with "this story"
	tails   []string // what paragraphs behind an article say

	published, modified, authors []string // names of <meta>
	people                       []string // parts of addresses of pages about authors
}

var words = readPageWords(pageWordsFile)

func readPageWords(file string) *pageWords {
	w := &pageWords{names: map[string]partKind{}, rank: map[string]int{}, phrases: map[byte][]string{}, labels: map[byte][]string{}, only: map[string]bool{}, end: map[string]bool{}, unseen: map[string]bool{}}
	kinds := map[string]partKind{"body": isBody, "keep": isKeep, "drop": isDrop, "hard": isDrop | isHard, "comments": isComments, "correction": isCorrection, "live": isLive, "blog": isBlog}
	for line := range strings.Lines(file) {
		key, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		if kind, ok := kinds[key]; ok {
			for name := range strings.FieldsSeq(rest) {
				w.names[name] |= kind
				if _, ok := w.rank[name]; !ok && kind == isBody {
					w.rank[name] = len(w.rank)
				}
			}
			continue
		}
		switch key {
		case "published":
			w.published = strings.Fields(rest)
			continue
		case "modified":
			w.modified = strings.Fields(rest)
			continue
		case "author":
			w.authors = strings.Fields(rest)
			continue
		case "people":
			w.people = strings.Fields(rest)
			continue
		}
		for phrase := range strings.SplitSeq(rest, ";") {
			phrase = strings.TrimSpace(phrase)
			switch {
			case phrase == "":
			case key == "phrase":
				w.phrases[phrase[0]] = append(w.phrases[phrase[0]], phrase)
			case key == "label":
				w.labels[phrase[0]] = append(w.labels[phrase[0]], phrase)
			case key == "only":
				w.only[phrase] = true
			case key == "end":
				w.end[phrase] = true
			case key == "unseen":
				w.unseen[phrase] = true
			case key == "note":
				w.notes = append(w.notes, phrase)
			case key == "noted":
				w.noted = append(w.noted, phrase)
			case key == "tail":
				w.tails = append(w.tails, phrase)
			}
		}
	}
	return w
}

// Of an attribute, that many bytes and words are looked at.
const (
	maxNameBytes = 256
	maxNameWords = 48
	maxNameSpan  = 4 // words of a name in data/html.txt
)

var subjects = map[string]bool{"category": true, "tag": true, "topic": true, "section": true, "type": true, "format": true}

// kindOf returns what the names in an attribute say, and the rank of the surest name of a body.
func (w *pageWords) kindOf(value string) (kind partKind, rank int) {
	var (
		buf    [2 * maxNameBytes]byte
		folded = buf[:0] // the words in lower case, joined by "-"
		words  [maxNameWords]struct {
			from, to int
			first    bool // of a name
		}
		n     = 0
		in    = false // a word
		lower = false // the last letter was a small one
		first = true
	)
	for i := 0; i < min(len(value), maxNameBytes); i++ {
		c := value[i]
		upper := c >= 'A' && c <= 'Z'
		if !upper && !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf) {
			in = false
			first = first || c == ' ' || c == '\t' || c == '\n' || c == '\r'
			continue
		}
		if !in || upper && lower {
			if n == len(words) {
				break
			}
			if n > 0 {
				folded = append(folded, '-')
			}
			words[n].from, words[n].first = len(folded), first
			n++
			in, first = true, false
		}
		lower = !upper
		if upper {
			c |= 0x20
		}
		folded = append(folded, c)
		words[n-1].to = len(folded)
	}
	rank = len(w.rank)
	about := false // the name says what the article is about
	for i := range n {
		if words[i].first {
			about = subjects[string(folded[words[i].from:words[i].to])]
		} else if about {
			continue
		}
		for k := i; k < min(n, i+maxNameSpan) && (k == i || !words[k].first); k++ {
			if about && k+1 < n && !words[k+1].first {
				continue
			}
			name := folded[words[i].from:words[k].to]
			if found := w.names[string(name)]; found != 0 {
				kind |= found
				if found&isBody != 0 {
					rank = min(rank, w.rank[string(name)])
				}
			}
		}
	}
	return kind, rank
}

// junk reports whether a line is none of the text: an invitation to read on, a credit, a button.
func (w *pageWords) junk(line string) bool {
	if len(line) > 240 {
		return false
	}
	if first, rest, ok := strings.Cut(line, "\n"); ok {
		return w.junk(first) && w.junk(rest)
	}
	low := strings.ToLower(line)
	if w.only[strings.TrimRight(low, " :.»›>→!")] {
		return true
	}
	if strings.ContainsAny(line[:1], "\"'") || strings.HasPrefix(line, "“") || strings.HasPrefix(line, "‘") || strings.HasPrefix(line, "«") {
		return false // what somebody says may begin in any way
	}
	low = strings.TrimLeftFunc(low, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '©' && r != '(' })
	if low == "" {
		return true
	}
	return begins(low, w.phrases[low[0]]) || begins(low, w.labels[low[0]]) && !endsSentence(line)
}

// begins reports whether a line begins with one of the phrases, and a word does not go on there.
func begins(line string, phrases []string) bool {
	for _, phrase := range phrases {
		rest, ok := strings.CutPrefix(line, phrase)
		if ok && (rest == "" || !continues(phrase) || !continues(rest[:1])) {
			return true
		}
	}
	return false
}

// continues reports whether the last byte of s belongs to a word.
func continues(s string) bool {
	c := s[len(s)-1]
	return asciiLetter(c)
}

// ends reports whether a line is a heading over what follows an article.
func (w *pageWords) ends(line string) bool {
	return len(line) <= 60 && w.end[strings.ToLower(strings.TrimRight(line, " :…."))]
}

// corrects reports whether a paragraph is a notice of what was wrong in an earlier version.
func (w *pageWords) corrects(line string) bool {
	if len(line) > 1200 {
		return false
	}
	low := strings.ToLower(strings.TrimLeft(line[:min(len(line), 80)], "*_[( \u2014-"))
	for _, phrase := range w.notes {
		if strings.HasPrefix(low, phrase) {
			return true
		}
	}
	if len(line) < 500 && thisStory.MatchString(low) {
		low = strings.ToLower(line)
		for _, phrase := range w.noted {
			if strings.Contains(low, phrase) {
				return true
			}
		}
	}
	return false
}

// thisStory is how an outlet begins to speak of an article in it: "This May 2 story".
var thisStory = regexp.MustCompile(`^this (?:\p{L}+ \d{1,2} )?(?:story|article|piece|post|version)\b`)

// trails reports whether a paragraph that ends an article says something of the outlet, not of the news.
func (w *pageWords) trails(line string) bool {
	if len(line) > 500 || strings.ContainsAny(line, "“”\"") {
		return false
	}
	low := strings.ToLower(line)
	for _, phrase := range w.tails {
		if strings.Contains(low, phrase) {
			return true
		}
	}
	return false
}
