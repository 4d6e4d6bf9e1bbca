package text

import (
	"strconv"
	"strings"
	"testing"
)

// Every line of the word file must be read as its author meant it.
func TestWordsFile(t *testing.T) {
	seen := map[string]bool{}
	n := 0
	for line := range strings.Lines(wordsFile) {
		n++
		line, _, _ := strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		class := wordClasses[fields[0]]
		if class == 0 {
			t.Errorf("line %d: unknown class %q", n, fields[0])
		}
		for _, w := range fields[1:] {
			form, cut, hasCut := strings.Cut(w, ":")
			if key := fields[0] + " " + form; seen[key] {
				t.Errorf("line %d: %q stands twice", n, key)
			} else {
				seen[key] = true
			}
			if words.of(form)&class == 0 {
				t.Errorf("line %d: %q was not read", n, form)
			}
			at, err := strconv.Atoi(cut)
			if hasCut != (class == isCut) || hasCut && (err != nil || at <= 0 || at >= len(form) || words.cuts[HashForm(form)] != at) {
				t.Errorf("line %d: %q has no place to cut, or a wrong one", n, w)
			}
			if class&anyAbbrev != 0 && strings.HasSuffix(form, ".") {
				t.Errorf("line %d: %q stands with its last full stop", n, form)
			}
		}
	}
}
