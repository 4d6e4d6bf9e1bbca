package attribution

import (
	"embed"
	"strings"
)

//go:embed data/*.txt
var data embed.FS

// A lexicon holds the word lists of the folder data.
type lexicon struct {
	reply     map[string]bool      // lemmas of cues that answer
	addressed map[string]bool      // lemmas of verbs whose passive subject is spoken to
	asking    map[string]bool      // lemmas of verbs that put a question
	unnamed   map[string]bool      // labels of a transcript that name nobody
	spoken    map[string]bool      // lemmas of nouns for something said
	crosstalk []string             // letters of marks that are not said
	interview map[string]bool      // lemmas that tell of an interview
	languages map[string]string    // name to BCP 47 tag
	verbs     map[string]verbFrame // what verbs.txt says
	binding   map[string]bool      // lemmas of verbs whose infinitive is what is said
}

func loadLexicon() (*lexicon, error) {
	l := &lexicon{reply: map[string]bool{}, addressed: map[string]bool{}, unnamed: map[string]bool{}, asking: map[string]bool{}, spoken: map[string]bool{}, interview: map[string]bool{}, languages: map[string]string{}, verbs: map[string]verbFrame{}, binding: map[string]bool{}}
	for _, f := range []struct {
		name string
		add  func(fields []string)
	}{
		{"reply.txt", func(f []string) { l.reply[f[0]] = true }},
		{"addressed.txt", func(f []string) { l.addressed[f[0]] = true }},
		{"asking.txt", func(f []string) { l.asking[f[0]] = true }},
		{"labels.txt", func(f []string) { l.unnamed[f[0]] = true }},
		{"crosstalk.txt", func(f []string) { l.crosstalk = append(l.crosstalk, lettersOf(f[0])) }},
		{"spoken.txt", func(f []string) { l.spoken[f[0]] = true }},
		{"interview.txt", func(f []string) { l.interview[f[0]] = true }},
		{"languages.txt", func(f []string) { l.languages[f[0]] = f[1] }},
		{"binding.txt", func(f []string) { l.binding[f[0]] = true }},
		{"verbs.txt", func(f []string) { l.verbs[f[0]] = strings.Fields(f[len(f)-1]) }},
	} {
		b, err := data.ReadFile("data/" + f.name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(b)) {
			line = strings.TrimSpace(line)
			if line != "" && !strings.HasPrefix(line, "#") {
				f.add(strings.Split(line, "\t"))
			}
		}
	}
	return l, nil
}
