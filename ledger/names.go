package ledger

import (
	"cmp"
	_ "embed"
	"strings"
	"unicode"
)

//go:embed titles.txt
var titlesFile string

//go:embed weak.txt
var weakFile string

var (
	titles = wordList(titlesFile)
	weak   = wordList(weakFile)
)

func wordList(file string) map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(file) {
		if !strings.HasPrefix(line, "#") {
			for w := range strings.FieldsSeq(line) {
				m[w] = true
			}
		}
	}
	return m
}

// nameWords returns the folded words of a name: of a person without forms of address and titles before it and without
// an 's after it, of anything else without an article.
func nameWords(name string, person bool) []string {
	words := strings.Fields(Fold(name, " "))
	if n := len(words); n > 1 && words[n-1] == "s" && strings.ContainsAny(name, "'’") {
		words = words[:n-1]
	}
	for len(words) > 1 && (person && titles[words[0]] || !person && words[0] == "the") {
		words = words[1:]
	}
	return words
}

// Slug makes a readable id of a name: ana-kovac. It is empty where the name has no letters.
func Slug(name string) string { return slug(strings.Fields(Fold(name, " "))) }

const maxSlug = 60 // bytes

func slug(words []string) string {
	s := strings.Trim(strings.ReplaceAll(strings.Join(words, "-"), "_", "-"), "-")
	if len(s) <= maxSlug {
		return s
	}
	s = strings.ToValidUTF8(s[:maxSlug], "")
	if i := strings.LastIndexByte(s, '-'); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, "-")
}

// Plainest returns which of two spellings of one name stands for both, the same in whatever order they come: not capitals throughout, with the fewest
// words, with accents rather than without; else the first by its letters. An empty one stands for nothing.
func Plainest(a, b string) string {
	if a == "" || b != "" && cmp.Or(cmp.Compare(shouting(b), shouting(a)), cmp.Compare(len(strings.Fields(b)), len(strings.Fields(a))),
		cmp.Compare(accents(a), accents(b)), strings.Compare(b, a)) < 0 {
		return b
	}
	return a
}

func shouting(name string) int {
	if strings.ToUpper(name) == name {
		return 1
	}
	return 0
}

// accents counts the letters of a name that are not ASCII.
func accents(name string) (n int) {
	for _, r := range name {
		if r > unicode.MaxASCII && unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
