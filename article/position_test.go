package article

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestPositions reads the rest of an input from the end of each of its pieces: it holds the pieces that come after it.
func TestPositions(t *testing.T) {
	broken := func(w *warcWriter) []byte {
		b := bytes.Clone(w.Bytes())
		copy(b[w.offsets[5]:], "broken here")
		return b
	}
	lines := "{\"text\": \"One.\"}\n\n  \r\n{\"text\": \"Two.\"}\r\nno article\n{\"text\": \"Three.\"}"
	for _, c := range []struct {
		name string
		data []byte
		want int
	}{
		{"news.warc", sampleArchive(false).Bytes(), 8},
		{"news.warc.gz", sampleArchive(true).Bytes(), 8},
		{"broken.warc", broken(sampleArchive(false)), 8},
		{"broken.warc.gz", broken(sampleArchive(true)), 8},
		{"news.jsonl", []byte(lines), 4},
		{"marked.jsonl", []byte("\xef\xbb\xbf" + lines), 4},
	} {
		var ends []Position
		var all []string
		told := func(p Piece, err error) string {
			return fmt.Sprintf("%s %d %d %q %v", p.Place(), p.Line, p.Length, bytes.TrimPrefix(p.Data, []byte("\xef\xbb\xbf")), err)
		}
		whole := Open(c.name, bytes.NewReader(c.data), "")
		for p, err := range whole.Pieces() {
			ends, all = append(ends, p.Next), append(all, told(p, err))
		}
		if len(all) != c.want {
			t.Errorf("%s holds %d pieces, not %d:\n%s", c.name, len(all), c.want, strings.Join(all, "\n"))
		}
		for n, at := range ends {
			if at.Offset <= 0 || at.Offset > int64(len(c.data)) {
				t.Errorf("%s: piece %d ends at %+v", c.name, n, at)
				continue
			}
			var rest []string
			for p, err := range OpenAt(c.name, bytes.NewReader(c.data[at.Offset:]), whole.Format(), at).Pieces() {
				rest = append(rest, told(p, err))
			}
			if got, want := strings.Join(rest, "\n"), strings.Join(all[n+1:], "\n"); got != want {
				t.Errorf("%s from %+v:\n%s\nwant\n%s", c.name, at, got, want)
			}
		}
	}
}

// TestNoPositions reads what cannot be read on in its middle: an archive in one gzip member goes on at its beginning.
func TestNoPositions(t *testing.T) {
	for p, err := range Open("whole.warc.gz", bytes.NewReader(zip(sampleArchive(false).Bytes())), "").Pieces() {
		if err != nil || p.Next.Offset != 0 {
			t.Errorf("%s: %+v, %v", p.Place(), p.Next, err)
		}
	}
	line := `{"text": "One."}` + "\n"
	utf16 := []byte("\xff\xfe")
	for _, c := range line + line {
		utf16 = append(utf16, byte(c), 0)
	}
	for name, data := range map[string][]byte{"a.jsonl.gz": zip([]byte(line + line)), "b.jsonl": utf16} {
		n := 0
		for p, err := range Open(name, bytes.NewReader(data), "").Pieces() {
			if n++; err != nil || p.Next != (Position{}) {
				t.Errorf("%s: %+v, %v", name, p.Next, err)
			}
		}
		if n != 2 {
			t.Errorf("%s holds %d lines", name, n)
		}
	}
}
