package article

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

//go:embed data/languages.txt
var languagesFile string

var known = readLanguages(languagesFile)

// languages holds the words of data/languages.txt.
type languages struct {
	tags  []string
	names map[string]string  // by tag
	words map[string][]uint8 // the tags (by index) of a word
}

func readLanguages(file string) *languages {
	l := &languages{names: map[string]string{}, words: map[string][]uint8{}}
	for line := range strings.Lines(file) {
		head, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		tag, name, _ := strings.Cut(head, " ")
		if !ok || tag == "#" {
			continue
		}
		if l.names[tag] == "" {
			l.tags = append(l.tags, tag)
			l.names[tag] = name
		}
		id := uint8(len(l.tags) - 1)
		for _, w := range strings.Fields(words) {
			if of := l.words[w]; len(of) == 0 || of[len(of)-1] != id {
				l.words[w] = append(of, id)
			}
		}
	}
	for _, s := range scripts {
		if l.names[s.tag] == "" {
			l.names[s.tag] = s.name
		}
	}
	return l
}

// scripts tell the language by the letters alone, or (tag "") leave it to the words. The first
// of the scripts of a kind stands for it.
var scripts = []struct {
	table     *unicode.RangeTable
	tag, name string
}{
	{unicode.Latin, "", ""},
	{unicode.Cyrillic, "", ""},
	{unicode.Han, "zh", "Chinese"},
	{unicode.Hiragana, "ja", "Japanese"},
	{unicode.Katakana, "ja", "Japanese"},
	{unicode.Hangul, "ko", "Korean"},
	{unicode.Arabic, "ar", "Arabic"},
	{unicode.Hebrew, "he", "Hebrew"},
	{unicode.Greek, "el", "Greek"},
	{unicode.Devanagari, "hi", "Hindi"},
	{unicode.Bengali, "bn", "Bengali"},
	{unicode.Tamil, "ta", "Tamil"},
	{unicode.Telugu, "te", "Telugu"},
	{unicode.Thai, "th", "Thai"},
	{unicode.Georgian, "ka", "Georgian"},
	{unicode.Armenian, "hy", "Armenian"},
	{unicode.Ethiopic, "am", "Amharic"},
	{unicode.Khmer, "km", "Khmer"},
	{unicode.Myanmar, "my", "Burmese"},
}

// sampleWords is how many words of a text are looked at: from stretches all over it.
const sampleWords = 6000

// Language tells which language a text is in, as a BCP 47 tag, "und" where it knows none, and how
// sure that is, from 0 to 1. It counts frequent words of some thirty languages, and scripts.
func Language(text string) (tag string, confidence float64) {
	tag, confidence, _ = guess(text)
	return tag, confidence
}

// guess tells the language, and whether it surely is not English.
func guess(text string) (tag string, confidence float64, foreign bool) {
	var script [32]int
	letters := 0
	scores := make([]float64, len(known.tags))
	words, hits := 0, 0
	// Windows spread over the text, of whole words.
	const window = 4096
	step := window
	if len(text) > sampleWords*8 {
		step = len(text) / (sampleWords * 8 / window)
	}
	var buf [64]byte
	for from := 0; from < len(text); from += step {
		part := text[from:min(from+window, len(text))]
		if from > 0 && len(text) > window {
			if i := strings.IndexByte(part, ' '); i >= 0 {
				part = part[i:]
			}
		}
		for len(part) > 0 {
			word, rest := nextWord(part)
			part = rest
			if word == "" {
				continue
			}
			words++
			for i, r := range word {
				if r < utf8.RuneSelf {
					letters++
					script[0]++
					continue
				}
				for k, s := range scripts {
					if unicode.Is(s.table, r) {
						letters++
						script[k]++
						break
					}
				}
				if i > 64 {
					break
				}
			}
			of := known.words[string(lowered(buf[:0], word))]
			if len(of) > 0 {
				hits++
			}
			for _, id := range of {
				scores[id] += 1 / float64(len(of))
			}
		}
	}
	if letters == 0 {
		return "und", 0, false
	}
	best := 0
	for i := range scripts {
		if script[i] > script[best] {
			best = i
		}
	}
	if kana := script[3] + script[4]; kana*5 > script[2] && kana > 0 && best == 2 {
		best = 3
	}
	if s := scripts[best]; s.tag != "" {
		share := float64(script[best]) / float64(letters)
		if s.tag == "ja" {
			share = float64(script[2]+script[3]+script[4]) / float64(letters)
		}
		tag := s.tag
		if tag == "ar" {
			tag = arabicLanguage(text)
		}
		return tag, share, true
	}
	first, second := 0, -1
	for i := 1; i < len(scores); i++ {
		switch {
		case scores[i] > scores[first]:
			first, second = i, first
		case second < 0 || scores[i] > scores[second]:
			second = i
		}
	}
	if hits*20 < words || scores[first] == 0 {
		return "und", 0, false
	}
	confidence = (scores[first] - scores[second]) / scores[first]
	if words < 12 {
		confidence *= float64(words) / 12
	}
	english := scores[0] // the first of the file
	return known.tags[first], confidence, first != 0 && scores[first] >= 2*english && scores[first]-english >= 1.8
}

// nextWord returns the first run of letters, marks and apostrophes of s, and what stands behind it.
func nextWord(s string) (word, rest string) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if !asciiLetter(c) && (c != '\'' || i == 0) {
				return s[:i], s[i+1:]
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '’' {
			return s[:i], s[i+n:]
		}
		i += n
	}
	return s, ""
}

// lowered appends a word in lower case, with ASCII apostrophes.
func lowered(buf []byte, word string) []byte {
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			buf = append(buf, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		i += n
		if r == '’' {
			buf = append(buf, '\'')
			continue
		}
		buf = utf8.AppendRune(buf, unicode.ToLower(r))
	}
	return buf
}

// arabicLanguage tells the languages in Arabic script apart by letters of their own.
func arabicLanguage(text string) string {
	persian, urdu := 0, 0
	for _, r := range text[:min(len(text), 1<<16)] {
		switch r {
		case 'پ', 'چ', 'ژ', 'گ':
			persian++
		case 'ٹ', 'ڈ', 'ڑ', 'ے', 'ں':
			urdu++
		}
	}
	switch {
	case urdu > persian/2 && urdu > 0:
		return "ur"
	case persian > 0 && persian*200 > len(text)/2:
		return "fa"
	}
	return "ar"
}

// A NotEnglish error tells that an article is in another language.
type NotEnglish struct {
	Name     string // of the input
	Language string // BCP 47
	Given    bool   // the article says so itself
}

func (e *NotEnglish) Error() string {
	if e.Given {
		return fmt.Sprintf("%s: says that it is in %s, not English", e.Name, e.Called())
	}
	return fmt.Sprintf("%s: looks %s, not English", e.Name, e.Called())
}

// Called returns what the language is called in English.
func (e *NotEnglish) Called() string {
	if name := known.names[e.Language]; name != "" {
		return name
	}
	return fmt.Sprintf("a language with the tag %q", e.Language)
}

// CheckEnglish returns a *NotEnglish where the article's Language is another or, where it has none, its
// text surely is. What cannot be told is taken for English. Name is that of the input, for the message.
func CheckEnglish(name string, a readout.Article) error {
	if a.Language != "" {
		base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(a.Language), "_", "-"), "-")
		if base != "en" && base != "eng" && base != "und" {
			return &NotEnglish{Name: name, Language: base, Given: true}
		}
		return nil
	}
	if tag, _, foreign := guess(a.Text); foreign {
		return &NotEnglish{Name: name, Language: tag}
	}
	return nil
}
