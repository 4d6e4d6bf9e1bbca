package article

import (
	"strings"
	"testing"
)

func TestLanguagesFile(t *testing.T) {
	count := map[string]int{}
	n := 0
	for line := range strings.Lines(languagesFile) {
		n++
		if strings.HasPrefix(line, "#") {
			continue
		}
		head, words, ok := strings.Cut(line, ":")
		tag, name, _ := strings.Cut(head, " ")
		if !ok || name == "" || known.names[tag] != name {
			t.Errorf("line %d: no tag, name and colon, or another name than before", n)
		}
		count[tag] += len(strings.Fields(words))
		if words != strings.ToLower(words) {
			t.Errorf("line %d: a word is not in lower case", n)
		}
	}
	for tag, n := range count {
		if n < 20 {
			t.Errorf("%s has %d words only", tag, n)
		}
	}
	if known.tags[0] != "en" {
		t.Error("English does not stand first")
	}
}
