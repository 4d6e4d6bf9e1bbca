package event

import (
	"strings"
	"testing"
)

func TestReadOccasions(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"meeting | noun | *meeting |\n", ""},
		{"# nothing\n\nparty | noun | *party |", "f:3:1: unknown entry \"party\""},
		{"meeting | noun | *meeting", "f:1:1: 3 fields, want 4"},
		{"meeting | adverb | *meeting |", "f:1:11: \"adverb\" is neither noun nor verb"},
		{"meeting | noun | *meeting of @minds |", "f:1:18: no class \"@minds\""},
		{"meeting | noun | *meeting *room |", "f:1:18: \"*meeting *room\": want one trigger, and words for it"},
		{"meeting | noun |  | weak", "f:1:19: no pattern"},
		{"meeting | noun | *meeting | strong", "f:1:29: unknown option \"strong\""},
		{"order | beside | next to", "f:1:9: unknown order \"beside\""},
		{"order | before", "f:1:1: an order has two fields more"},
		{"takes |", "f:1:8: \"takes\": want one list of words"},
	} {
		_, err := readOccasions("f", c.file)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.file, got, c.want)
		}
	}
}

// TestOccasionLines reads each line of the data file alone, the classes of words before it.
func TestOccasionLines(t *testing.T) {
	b, err := occasionData.ReadFile("data/" + occasionsFile)
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
		if _, err := readOccasions(occasionsFile, classes.String()+line); err != nil {
			t.Errorf("line %d: %v", n, err)
		}
	}
}
