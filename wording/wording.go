package wording

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

var (
	//go:embed data/common.txt
	commonFile string
	//go:embed data/forms.txt
	formsFile string
	//go:embed data/denials.txt
	denialsFile string
	//go:embed data/ahead.txt
	aheadFile string

	common  = set(commonFile)
	forms   = formsOf(formsFile)
	denials = Phrases(denialsFile)
	ahead   = Phrases(aheadFile)
)

// Lines yields the lines of a data file that are no comments.
func Lines(file string) (out []string) {
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

func set(file string) map[string]bool {
	out := map[string]bool{}
	for _, line := range Lines(file) {
		for w := range strings.FieldsSeq(line) {
			out[w] = true
		}
	}
	return out
}

// Phrases reads the words of a data file, those of a phrase joined by the low line, with a blank on both sides, as they stand in Folded.
func Phrases(file string) (out []string) {
	for _, line := range Lines(file) {
		for w := range strings.FieldsSeq(line) {
			out = append(out, " "+strings.ReplaceAll(w, "_", " ")+" ")
		}
	}
	return out
}

func formsOf(file string) map[string]string {
	out := map[string]string{}
	for _, line := range Lines(file) {
		all := strings.Fields(line)
		for _, w := range all {
			out[w] = all[0]
		}
	}
	return out
}

// stemLetters is how many letters of a word tell it from others.
const stemLetters = 6

// Stem returns what words are compared by; empty for one that tells nothing. The word is folded.
func Stem(word string) string {
	if common[word] || len(word) < 3 {
		return ""
	}
	if f, ok := forms[word]; ok {
		word = f
	}
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if rest, ok := strings.CutSuffix(word, end); ok && len(rest) > 2 && (end == "s" || len(rest) > 3) && !strings.HasSuffix(word, "ss") {
			word = rest
			break
		}
	}
	word = strings.TrimSuffix(word, "e")
	return word[:min(len(word), stemLetters)]
}

// Stems returns the stems of the telling words of a text, each once, in their order. Numbers are among them.
func Stems(text string) (out []string) {
	for w := range ledger.Words(text) {
		if s := Stem(w.Folded); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Shared returns the stems that two lists have in common.
func Shared(a, b []string) (out []string) {
	for _, s := range a {
		if slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}

// NameStems returns the stems of the names in an article.
func NameStems(r *readout.Readout) map[string]bool {
	out := map[string]bool{}
	for i := range r.Entities {
		e := &r.Entities[i]
		if slices.ContainsFunc(e.Mentions, func(m readout.Mention) bool { return m.Form == readout.ByName }) {
			for _, s := range Stems(e.Name) {
				out[s] = true
			}
		}
	}
	return out
}

// Apart divides stems into those of names and others.
func Apart(stems []string, names map[string]bool) (named, others []string) {
	for _, s := range stems {
		if names[s] {
			named = append(named, s)
		} else {
			others = append(others, s)
		}
	}
	return named, others
}

// Folded returns the folded words of a text, with a blank before, between and after them.
func Folded(text string) string { return " " + ledger.Fold(text, " ") + " " }

// Has returns the first of some phrases that folded words have; empty for none.
func Has(folded string, phrases []string) string {
	for _, p := range phrases {
		if strings.Contains(folded, p) {
			return strings.TrimSpace(p)
		}
	}
	return ""
}

// Denies reports whether a text has an odd number of words that deny.
func Denies(text string) bool {
	folded, n := Folded(text), 0
	for _, p := range denials {
		for rest := folded; ; n++ {
			i := strings.Index(rest, p)
			if i < 0 {
				break
			}
			rest = rest[i+len(p)-1:]
		}
	}
	return n%2 == 1
}

// Ahead reports whether a text tells of what is to come or may come.
func Ahead(text string) bool { return Has(Folded(text), ahead) != "" }
