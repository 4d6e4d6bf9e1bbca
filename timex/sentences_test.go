package timex_test

import (
	"os"
	"strings"
	"testing"

	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// describe writes times as testdata/sentences.txt has them.
func describe(d *text.Doc, times []timex.Time) string {
	var b strings.Builder
	for _, t := range times {
		b.WriteString(d.Range(t.First, t.End).In(d.Text) + " | " + t.Type.String() + " " + t.Value)
		if t.Mod != "" {
			b.WriteString(" " + t.Mod)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestSentences(t *testing.T) {
	f, err := timex.Load()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(strings.TrimSpace(string(data)), "\n\n")[1:]
	for _, b := range blocks {
		lines := strings.SplitN(b, "\n", 3)
		want := ""
		if len(lines) > 2 {
			want = lines[2] + "\n"
		}
		d := text.New(lines[1])
		if got := describe(d, f.Find(d, nil, strings.TrimPrefix(lines[0], "-"))); got != want {
			t.Errorf("%s %s\ngot:\n%swant:\n%s", lines[0], lines[1], got, want)
		}
	}
	if len(blocks) < 120 {
		t.Errorf("%d sentences", len(blocks))
	}
}
