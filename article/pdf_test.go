package article

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/readout-project/readout/internal/golden"
)

// TestPDF reads documents as browsers and typesetters make them: two columns of justified text, a briefing of questions and
// answers over several pages, a release whose words are broken off at the ends of lines. What they were made of lies beside them.
func TestPDF(t *testing.T) {
	files, err := filepath.Glob("testdata/pdf/*.pdf")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := Open(filepath.Base(file), bytes.NewReader(data), "")
		if s.Format() != PDFText {
			t.Errorf("%s is taken for %s", file, s.Format())
		}
		for a, err := range s.Articles() {
			if err != nil {
				t.Fatal(err)
			}
			if err := checkArticle(a); err != nil {
				t.Errorf("%s: %v", file, err)
			}
			golden.File(t, file+".golden", []byte(describe(a)))
		}
	}
}

func TestPDFErrors(t *testing.T) {
	const empty = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
	for _, c := range []struct {
		data, want string
		none       bool
	}{
		{"%PDF-1.7 …", "scan.pdf: is no PDF, or a broken one", false},
		{"no PDF at all", "scan.pdf: is no PDF, or a broken one", false},
		{empty, "scan.pdf: has no text layer on any of its pages (1): have a program that recognises letters in pictures add one", true},
	} {
		for _, err := range Open("scan.pdf", strings.NewReader(c.data), "").Articles() {
			if got := message(err); got != c.want || errors.Is(err, ErrNone) != c.none {
				t.Errorf("%q, want %q", got, c.want)
			}
		}
	}
}

// TestAddressOfFile reads files that were fetched, which tell no address of their own.
func TestAddressOfFile(t *testing.T) {
	pdf, err := os.ReadFile("testdata/pdf/release.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for address, body := range map[string]string{"https://ministry.example/2026/statement.pdf": string(pdf), "https://ministry.example/statement": "The minister said no."} {
		for a, err := range OpenHinted(address, strings.NewReader(body), "", Hint{URL: address}).Articles() {
			if err != nil || a.URL != address || a.ID != address {
				t.Errorf("%v, id %q, address %q", err, a.ID, a.URL)
			}
		}
	}
}

func TestContinued(t *testing.T) {
	known := lexis{"agreement": true, "well-known": true}
	for _, c := range []struct{ text, line, want string }{
		{"an agree\u00AD", "ment was", "an agreement was"},
		{"a well\u00AD", "known man", "a well-known man"},
		{"the 22-year\u00AD", "old, who", "the 22-year-old, who"},
		{"Bellweather\u00AD", "Tarn, who", "Bellweather-Tarn, who"},
		{"a com\u00AD", "promise that", "a compromise that"},
		{"twelve", "men", "twelve men"},
		{"the talks —", "and no", "the talks — and no"},
		{"the talks—", "and no", "the talks—and no"},
		{"twenty -", "one", "twenty - one"},
		{"twenty-", "one", "twenty-one"},
	} {
		if got := known.continued(c.text, c.line); got != c.want {
			t.Errorf("%q and %q: %q, want %q", c.text, c.line, got, c.want)
		}
	}
}

func FuzzPDF(f *testing.F) {
	files, _ := filepath.Glob("testdata/pdf/*.pdf")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		PDF(file, data) // compiles PDFium, which takes longer than the fuzzer lets one input take
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if a, err := PDF("fuzz.pdf", data); err == nil {
			if err := checkArticle(a); err != nil {
				t.Fatal(err)
			}
		}
	})
}
