package ledger

import (
	_ "embed"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

//go:embed fold.txt
var foldFile string

// folds holds the letters of fold.txt.
var folds = func() map[rune]rune {
	m := map[rune]rune{}
	for line := range strings.Lines(foldFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		to, from, _ := strings.Cut(strings.TrimSpace(line), " ")
		base, _ := utf8.DecodeRuneInString(to)
		for _, r := range from {
			m[r] = base
		}
	}
	return m
}()

// A Word is a word of a text as searches and names see it.
type Word struct {
	readout.Span        // bytes
	Folded       string // without accents, in lower case
}

// maxWord is where a folded word is cut, in bytes: longer ones are no words of a language.
const maxWord = 200

// Words yields the words of a text: runs of letters, digits and the low line. It does as SQLite's tokenizer unicode61 with
// remove_diacritics 2 and tokenchars '_' does, so that all stores find the same and what is marked is what was found.
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		start := -1
		var folded []byte
		for i, r := range text {
			inside := inWord(r)
			if inside || start >= 0 && accent(r) {
				if start < 0 {
					start, folded = i, folded[:0]
				}
				if inside && len(folded) < maxWord {
					folded = utf8.AppendRune(folded, fold(r))
				}
				continue
			}
			if start >= 0 && !yield(Word{readout.Span{Start: start, End: i}, string(folded)}) {
				return
			}
			start = -1
		}
		if start >= 0 {
			yield(Word{readout.Span{Start: start, End: len(text)}, string(folded)})
		}
	}
}

// Fold returns the folded words of a text, joined by the separator.
func Fold(text, sep string) string {
	var out []byte
	for w := range Words(text) {
		if len(out) > 0 {
			out = append(out, sep...)
		}
		out = append(out, w.Folded...)
	}
	return string(out)
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.Co)
}

// accent reports whether r is a combining mark that words are folded by leaving out.
func accent(r rune) bool {
	const marks = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030f\u0311" +
		"\u031b\u0323\u0324\u0325\u0326\u0327\u0328\u032d\u032e\u0330\u0331"
	return 0x300 <= r && r <= 0x331 && strings.ContainsRune(marks, r)
}

func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if base, ok := folds[r]; ok {
		return base
	}
	return unicode.ToLower(r)
}
