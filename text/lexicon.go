package text

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed data/words.txt
var wordsFile string

// A wordClass is a set of the classes of data/words.txt.
type wordClass uint16

const (
	isTitle wordClass = 1 << iota
	isNumber
	isMonth
	isAbbrev
	isPrefix
	isUnit
	isDomain
	isCut
	isSlash
	isElided
	isStarter
	isSpeech
	isBorder
	isGroup
)

const anyAbbrev = isTitle | isNumber | isMonth | isAbbrev

var wordClasses = map[string]wordClass{
	"title": isTitle, "number": isNumber, "month": isMonth, "abbrev": isAbbrev, "prefix": isPrefix, "unit": isUnit,
	"domain": isDomain, "cut": isCut, "slash": isSlash, "elided": isElided, "starter": isStarter, "speech": isSpeech, "border": isBorder, "group": isGroup,
}

// A lexicon keeps the classes of words by the hash of their form.
type lexicon struct {
	classes map[uint64]wordClass
	cuts    map[uint64]int // bytes of the first part of a word of two
}

var words = readLexicon(wordsFile)

// readLexicon reads a file of the format of data/words.txt; lines with an unknown class are left out.
func readLexicon(file string) *lexicon {
	l := &lexicon{classes: map[uint64]wordClass{}, cuts: map[uint64]int{}}
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		class := wordClasses[fields[0]]
		for _, w := range fields[1:] {
			w, cut, _ := strings.Cut(w, ":")
			forms := []string{w, strings.ToUpper(w)}
			if len(w) <= 3 && class == isCut || len(w) <= 2 && class == isAbbrev {
				forms = forms[:1] // not the IM of a name or the CO of an address
			}
			if (class != isCut || len(w) > 3) && w == strings.ToLower(w) {
				forms = append(forms, strings.ToUpper(w[:1])+w[1:])
			}
			for _, f := range forms {
				l.classes[HashForm(f)] |= class
				if n, err := strconv.Atoi(cut); err == nil {
					l.cuts[HashForm(f)] = n
				}
			}
		}
	}
	return l
}

func (l *lexicon) of(s string) wordClass { return l.classes[HashForm(s)] }
