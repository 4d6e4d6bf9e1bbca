package remark

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// A Class is what a word does to a statement.
type Class string

const (
	Polarity  Class = "polarity"
	Condition Class = "condition"
	Hedge     Class = "hedge"
	Number    Class = "number"

	function Class = "function"
	roughly  Class = "roughly" // a hedge before a number
)

//go:embed cues.txt
var cueLines string

// cues are classes by word, or by several with blanks between.
var cues = parseCues(cueLines)

func parseCues(text string) map[string]Class {
	classes := map[string]Class{}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		switch c := Class(fields[0]); c {
		case Polarity, Condition, Hedge, function, roughly:
			for _, w := range fields[1:] {
				classes[strings.ReplaceAll(w, "_", " ")] = c
			}
		default:
			panic(fmt.Sprintf("remark: no class %q", fields[0]))
		}
	}
	return classes
}

// A word of a saying. Several may come of one in the text ("won't"), and one of several ("forty thousand").
type word struct {
	readout.Span        // bytes of the text
	form         string // folded; of a number its digits
	stem         string
	class        Class
	proper       bool // a name, by its capital
	sentence     int  // or clause, as far as cues in it reach
}

// content reports whether a word tells what is spoken of.
func (w *word) content() bool { return w.class == "" || w.class == Number }

// telling reports whether it does, and is no name: different things are said of one bridge.
func (w *word) telling() bool { return w.content() && !w.proper }

// short forms of words after an apostrophe.
var clitics = map[string]string{"ll": "will", "ve": "have", "re": "are", "d": "would", "m": "am"}

// contracted are words after which "'s" is a verb or "us", and not a genitive.
var contracted = map[string]string{"that": "is", "it": "is", "he": "is", "she": "is", "there": "is", "here": "is", "what": "is", "who": "is", "let": "us"}

// irregular are negations that are written together otherwise than by adding to the verb.
var irregular = map[string]string{"won": "will", "can": "can", "shan": "shall", "ain": "is"}

// split returns the words of a text as they are compared: folded, contractions written out, numbers as digits.
func split(text string) []word {
	var words []word
	sentence, comma := 0, false
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case strings.ContainsRune("?!;—\n", r), r == '.' && ends(text, at):
			sentence++
		case r == ',':
			comma = true
		case r == '%':
			words = append(words, word{Span: readout.Span{Start: at, End: at + size}, form: "percent", sentence: sentence})
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			size = length(text[at:])
			if w := text[at : at+size]; comma && (w == "but" || w == "yet") {
				sentence++ // what stands on either side is said by itself
			}
			words, comma = append(words, spell(text, at, at+size, sentence)...), false
		}
		at += size
	}
	words = count(words)
	for i := range words {
		w := &words[i]
		if w.class == "" {
			w.class = cues[w.form]
		}
		if w.class == roughly {
			if w.class = function; i+1 < len(words) && words[i+1].class == Number {
				w.class = Hedge
			}
		}
		first, _ := utf8.DecodeRuneInString(text[w.Start:])
		w.proper = unicode.IsUpper(first) && i > 0 && words[i-1].sentence == w.sentence && w.Start != words[i-1].Start
		w.stem = stem(w.form)
	}
	several(words)
	return words
}

// abbreviations are words after which a full stop ends nothing.
var abbreviations = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "st": true, "gen": true, "sen": true, "gov": true, "rep": true,
	"jan": true, "feb": true, "aug": true, "sept": true, "oct": true, "nov": true, "dec": true, "no": true}

// ends reports whether a full stop ends a sentence: it is followed by a capital, a mark or nothing.
func ends(text string, at int) bool {
	before := text[:at]
	if i := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		before = before[i+1:]
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[at+1:], " "))
	return !abbreviations[strings.ToLower(before)] && !unicode.IsLower(next) && !unicode.IsDigit(next)
}

// length is how many bytes a word has: letters and digits, with apostrophes between letters and marks between digits.
func length(text string) int {
	var before rune
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		case strings.ContainsRune("'’", r) && unicode.IsLetter(before) && follows(text[i:], unicode.IsLetter),
			strings.ContainsRune(".,/", r) && unicode.IsDigit(before) && follows(text[i:], unicode.IsDigit):
		default:
			return i
		}
		before = r
	}
	return len(text)
}

// follows reports whether such a rune comes after the first one.
func follows(text string, is func(rune) bool) bool {
	_, size := utf8.DecodeRuneInString(text)
	r, _ := utf8.DecodeRuneInString(text[size:])
	return is(r)
}

// spell returns the words that one of the text stands for.
func spell(text string, start, end, sentence int) []word {
	raw := strings.ReplaceAll(text[start:end], "’", "'")
	var forms []string
	head, tail, two := strings.Cut(raw, "'")
	folded, short := ledger.Fold(head, ""), ledger.Fold(tail, "")
	switch verb, negated := strings.CutSuffix(folded, "n"); {
	case two && short == "t" && irregular[folded] != "":
		forms = []string{irregular[folded], "not"}
	case two && short == "t" && negated:
		forms = []string{verb, "not"}
	case two && short == "s" && contracted[folded] != "":
		forms = []string{folded, contracted[folded]}
	case two && clitics[short] != "":
		forms = []string{folded, clitics[short]}
	case two:
		forms = []string{folded, short}
	case folded == "cannot":
		forms = []string{"can", "not"}
	case folded == "per" && strings.HasPrefix(text[end:], " cent"):
		forms = []string{"percent"}
	case folded == "cent" && strings.HasSuffix(text[:start], "per "):
		return nil
	default:
		forms = []string{folded}
	}
	var words []word
	for _, f := range forms {
		if f != "" {
			w := word{Span: readout.Span{Start: start, End: end}, form: f, sentence: sentence}
			if digits, ok := digits(raw); ok {
				w.form, w.class = digits, Number
			}
			words = append(words, w)
		}
	}
	return words
}

// digits returns the digits of a number in digits, ordinals included: "40,000", "1st", "3.5".
func digits(raw string) (string, bool) {
	if raw[0] < '0' || raw[0] > '9' {
		return "", false
	}
	s := strings.ToLower(strings.ReplaceAll(raw, ",", ""))
	if strings.ContainsRune(s, '/') { // 9/11: one number, which is none of its parts
		return s, true
	}
	for _, end := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, end)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return "", false
	}
	return strconv.FormatFloat(f, 'f', -1, 64), true
}

// count makes one number of the words of each: "forty thousand", "two hundred and six", "3.5 million".
func count(words []word) []word {
	out := words[:0:0]
	for i := 0; i < len(words); i++ {
		w := words[i]
		if value, ok := numeral(&w); ok {
			sum := ledger.NewSum(value)
			for ; i+1 < len(words) && sum.Take(words[i+1].form, formAt(words, i+2)); i++ {
				w.End = words[i+1].End
			}
			w.form, w.class = strconv.FormatFloat(sum.Value(), 'f', -1, 64), Number
		}
		out = append(out, w)
	}
	return out
}

// formAt returns the form of a word; empty where there is none.
func formAt(words []word, i int) string {
	if i < len(words) {
		return words[i].form
	}
	return ""
}

func numeral(w *word) (float64, bool) {
	if w.class == Number {
		n, err := strconv.ParseFloat(w.form, 64)
		return n, err == nil
	}
	return ledger.Numeral(w.form)
}

// several gives their class to cues of several words.
func several(words []word) {
	for i := range words {
		joined := words[i].form
		for n := 1; n < 3 && i+n < len(words); n++ {
			joined += " " + words[i+n].form
			if c, ok := cues[joined]; ok {
				for k := i; k <= i+n; k++ {
					words[k].class = function
				}
				words[i].class = c
			}
		}
	}
}

// stem takes the usual endings off a word, roughly: words are compared by it, and never shown.
func stem(w string) string {
	for _, end := range []string{"ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "y", "e"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) > 2 && !(end == "s" && strings.HasSuffix(s, "s")) {
			if n := len(s); n > 3 && s[n-1] == s[n-2] && strings.HasSuffix(end, "g") || strings.HasPrefix(end, "ed") && n > 3 && s[n-1] == s[n-2] && s[n-1] != 'l' && s[n-1] != 's' {
				s = s[:n-1] // stopping, stopped
			}
			return s
		}
	}
	return w
}
