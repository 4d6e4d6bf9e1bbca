package article

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
)

// describe writes out everything about an article, for people to read and compare.
func describe(a readout.Article) string {
	var b strings.Builder
	for _, f := range []struct{ key, value string }{{"id", a.ID}, {"url", a.URL}, {"title", a.Title}, {"authors", strings.Join(a.Authors, "; ")}, {"publisher", a.Publisher},
		{"published", a.Published}, {"modified", a.Modified}, {"dateline", a.Dateline}, {"language", a.Language}} {
		if f.value != "" {
			fmt.Fprintf(&b, "%s: %s\n", f.key, f.value)
		}
	}
	for _, m := range a.Marks {
		fmt.Fprintf(&b, "mark: %d from %d to %d %s %s\n", m.At, m.From, m.To, m.Kind, m.Time)
	}
	return b.String() + "\n" + a.Text + "\n"
}

// TestWire reads the files of testdata/wire, recognised by their content, and compares all that is read with golden files.
func TestWire(t *testing.T) {
	files, err := filepath.Glob("testdata/wire/*.*")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		n++
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := Open(filepath.Base(file), bytes.NewReader(data), "")
		out := fmt.Sprintf("format: %s\n", s.Format())
		for a, err := range s.Articles() {
			out += "\n=====\n"
			if err != nil {
				out += "error: " + err.Error() + "\n"
				continue
			}
			if err := checkArticle(a); err != nil {
				t.Errorf("%s: %v", file, err)
			}
			out += describe(a)
		}
		if len(s.Skipped()) > 0 {
			out += fmt.Sprintf("\nskipped: %v\n", s.Skipped())
		}
		golden.File(t, file+".golden", []byte(out))
	}
	if n < 10 {
		t.Errorf("only %d files", n)
	}
}

// TestEntries reads what a feed says of articles whose text it does not bring.
func TestEntries(t *testing.T) {
	for file, want := range map[string]string{
		"rss.xml": `{"wire-4711" "https://wire.example.org/kovac" "Kovac rules out signature" ["Mira Hall" "Jonas Petersen"] "Example Wire: World" "2026-05-04T15:02:00Z" "" "en-US" "Foreign Minister Ana Kovac ruled out a signature."}
{"https://wire.example.org/reservoir" "https://wire.example.org/reservoir" "Reservoir levels & rain" [] "Example Wire: World" "" "" "en-US" "Only a summary here."}`,
		"sitemap.xml": `{"https://gulf.example/ceasefire" "https://gulf.example/ceasefire" "Ceasefire holds" [] "Gulf Monitor" "2021-05-23T10:00:00Z" "2021-05-23T18:00:00Z" "en" ""}
{"https://gulf.example/about" "https://gulf.example/about" "" [] "" "" "" "" ""}`,
		"index.xml": `{"https://gulf.example/news.xml" "https://gulf.example/news.xml" "" [] "" "" "2021-05-23" "" "" sitemap}`,
	} {
		data, err := os.ReadFile("testdata/wire/" + file)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := Feed(file, data)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range entries {
			s := fmt.Sprintf("{%q %q %q %q %q %q %q %q %q", e.ID, e.URL, e.Title, e.Authors, e.Outlet, e.Published, e.Modified, e.Language, e.Summary)
			if e.Sitemap {
				s += " sitemap"
			}
			got = append(got, s+"}")
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s:\n%s\nwant\n%s", file, strings.Join(got, "\n"), want)
		}
	}
}

// TestHostileXML reads documents that mean harm: entities that grow a thousandfold, elements without end.
func TestHostileXML(t *testing.T) {
	laughs := `<!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := 1; i < 10; i++ {
		before := "lol"
		if i > 1 {
			before = fmt.Sprintf("lol%d", i-1)
		}
		laughs += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i, strings.Repeat("&"+before+";", 10))
	}
	laughs += "]>"
	for name, doc := range map[string]string{
		"laughs.nitf": laughs + "<nitf><body><body.content><p>&lol9; said the minister.</p></body.content></body></nitf>",
		"laughs.rss":  laughs + "<rss><channel><title>&lol9;</title><item><title>&lol9;</title></item></channel></rss>",
		"laughs.xml":  laughs + "<urlset><url><loc>https://example.org/&lol9;</loc></url></urlset>",
		"deep.nitf":   "<nitf><body><body.content>" + strings.Repeat("<block>", 200_000) + "<p>The minister said so.</p>",
		"deep.rss":    "<rss><channel>" + strings.Repeat("<a>", 200_000),
		"deep.json":   `{"bodies":` + strings.Repeat("[", 200_000),
		"wide.xml":    "<newsMessage>" + strings.Repeat("<newsItem>", 20_000),
		"file.nitf":   `<!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><body.content><p>&x; said the minister.</p></body.content></body></nitf>`,
	} {
		start := time.Now()
		for a, err := range Open(name, strings.NewReader(doc), "").Articles() {
			if err == nil && (len(a.Text) > 10_000 || strings.Contains(a.Text, "root:")) {
				t.Errorf("%s: a text of %d bytes", name, len(a.Text))
			}
			var e *Error
			if err != nil && !errors.As(err, &e) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if spent := time.Since(start); spent > 15*time.Second {
			t.Errorf("%s took %v", name, spent)
		}
	}
}

// TestBomb unpacks a file no further than is read of one.
func TestBomb(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	block := bytes.Repeat([]byte("The minister said so.\n"), 1<<16)
	for range 80 {
		z.Write(block)
	}
	z.Close()
	for _, name := range []string{"a.txt.gz", "a.html.gz", "a.srt.gz"} {
		for _, err := range Open(name, bytes.NewReader(b.Bytes()), "").Articles() {
			if err == nil || !strings.Contains(err.Error(), "is larger than 64 MB") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// fuzzWire feeds a reader with the files of testdata/wire and what the fuzzer makes of them.
func fuzzWire(f *testing.F, format Format, pattern string) {
	files, _ := filepath.Glob("testdata/wire/" + pattern)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for a, err := range Open("x", bytes.NewReader(data), format).Articles() {
			var e *Error
			if err == nil {
				if err := checkArticle(a); err != nil {
					t.Fatal(err)
				}
			} else if !errors.As(err, &e) {
				t.Fatal(err)
			}
		}
	})
}

func FuzzFeed(f *testing.F)      { fuzzWire(f, FeedXML, "*.xml") }
func FuzzNinjs(f *testing.F)     { fuzzWire(f, NinJS, "*.json") }
func FuzzNITF(f *testing.F)      { fuzzWire(f, NITFXML, "nitf.xml") }
func FuzzNewsML(f *testing.F)    { fuzzWire(f, NewsMLG2, "newsml.xml") }
func FuzzTreebank(f *testing.F)  { fuzzWire(f, CoNLLU, "*.conllu") }
func FuzzJSON(f *testing.F)      { fuzzWire(f, JSON, "*.json") }
func FuzzSubtitles(f *testing.F) { fuzzWire(f, SubRip, "talk.*t") }

func FuzzDetect(f *testing.F) {
	for _, seed := range []string{"<?xml version='1.0'?><rss>", `{"quoteID": "1", "quotation": [`, `[{"a": 1}, 2]`, "<report>a</report>", "T1\tCue 0 4\tsaid", "\x1f\x8b\x08"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		Detect("x", data)
		for a, err := range Open("x", bytes.NewReader(data), "").Articles() {
			if err == nil && blank(a.Text) {
				t.Errorf("an article without text: %q", a.Text)
			}
		}
	})
}
