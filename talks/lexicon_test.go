package talks

import (
	"strings"
	"testing"
)

func TestReadLexicon(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"@deal | deal\nagreed | clause | *reach @deal | whole\n", ""},
		{"# nothing\nagree | clause | *agree |", "f:2:1: unknown entry \"agree\""},
		{"agreed | clause | *agree", "f:1:1: 3 fields, want 4"},
		{"agreed | sentence | *agree |", "f:1:10: unknown span \"sentence\""},
		{"agreed | clause | *reach @deal |", "f:1:19: no class \"@deal\""},
		{"agreed | clause | agree to |", "f:1:19: no trigger in \"agree to\""},
		{"agreed | clause | *agree | wholly", "f:1:28: unknown option \"wholly\""},
		{"plan |", "f:1:7: \"plan\": want one list of words"},
	} {
		_, err := readLexicon("f", c.file)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.file, got, c.want)
		}
	}
}

// TestLines reads each line of the data file alone, the classes of words before it.
func TestLines(t *testing.T) {
	b, err := data.ReadFile("data/" + dataFile)
	if err != nil {
		t.Fatal(err)
	}
	var classes strings.Builder
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		if strings.HasPrefix(line, "@") {
			classes.WriteString(line)
		}
		if _, err := readLexicon(dataFile, classes.String()+line); err != nil {
			t.Errorf("line %d: %v", n, err)
		}
	}
}
