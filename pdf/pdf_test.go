package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// written is a PDF whose objects are numbered from 1, the first being its catalog.
func written(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

const (
	catalog = "<< /Type /Catalog /Pages 2 0 R >>"
	onePage = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	page1   = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
	font    = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
)

// withContent is a document of one page that is drawn by the given operators.
func withContent(s string) []byte {
	return written(catalog, onePage, page1, fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(s), s), font)
}

// packed is a document of one page whose operators are a repeated string, compressed.
func packed(s string, n int) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	for range n {
		io.WriteString(z, s)
	}
	z.Close()
	return written(catalog, onePage, page1, fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", b.Len(), b.String()), font)
}

func textOf(d *Document) string {
	var lines []string
	for _, l := range d.Lines {
		lines = append(lines, l.Text)
	}
	return strings.Join(lines, "\n")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"lines from the top down, whatever their order in the file", "BT /F1 12 Tf 72 680 Td (and the second.) Tj ET BT /F1 12 Tf 72 700 Td (The first line) Tj ET", "The first line\nand the second."},
		{"pieces of one line", "BT /F1 12 Tf 72 700 Td (Q) Tj 36 0 Td (Thank you, minister.) Tj ET", "Q Thank you, minister."},
		{"a page that is turned to the left", "BT /F1 12 Tf 0 1 -1 0 100 72 Tm (Turned to the left) Tj ET BT /F1 12 Tf 0 1 -1 0 120 72 Tm (in two lines) Tj ET", "Turned to the left\nin two lines"},
		{"a page that is turned to the right", "BT /F1 12 Tf 0 -1 1 0 120 700 Tm (Turned to the right) Tj ET BT /F1 12 Tf 0 -1 1 0 100 700 Tm (in two lines) Tj ET", "Turned to the right\nin two lines"},
		{"a page on its head", "BT /F1 12 Tf -1 0 0 -1 500 100 Tm (On its head) Tj ET BT /F1 12 Tf -1 0 0 -1 500 120 Tm (in two lines) Tj ET", "On its head\nin two lines"},
		{"a mark along the margin", "BT /F1 12 Tf 72 700 Td (What is to be read.) Tj ET BT /F1 9 Tf 0 1 -1 0 30 72 Tm (DRAFT) Tj ET", "What is to be read."},
		{"nothing", "", ""},
	} {
		d, err := Read(withContent(c.content))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := textOf(d); got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
}

// TestColumns reads two columns of text one after the other, where the file has them line by line.
func TestColumns(t *testing.T) {
	var b, left, right strings.Builder
	b.WriteString("BT /F1 20 Tf 72 740 Td (A title across both columns) Tj ET ")
	for i := range 12 {
		y := 700 - 14*i
		fmt.Fprintf(&b, "BT /F1 11 Tf 72 %d Td (line %d on the left side) Tj ET BT /F1 11 Tf 320 %d Td (line %d on the right side) Tj ET ", y, i, y, i)
		fmt.Fprintf(&left, "\nline %d on the left side", i)
		fmt.Fprintf(&right, "\nline %d on the right side", i)
	}
	d, err := Read(withContent(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := textOf(d), "A title across both columns"+left.String()+right.String(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestHostile reads documents that were made to break a reader: each ends with a reason or with what it holds, in time, and in flat memory.
func TestHostile(t *testing.T) {
	sound, err := os.ReadFile("../article/testdata/pdf/columns.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want error // nil: anything but a fault
	}{
		{"nothing behind the mark", []byte("%PDF-1.7\n"), ErrBroken},
		{"no catalog", written("<< >>"), ErrBroken},
		{"a tree of pages that holds itself", written(catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), nil},
		{"a count of pages that is not true", written(catalog, "<< /Type /Pages /Kids [] /Count 1999 >>"), nil},
		{"a billion pages", written(catalog, "<< /Type /Pages /Kids [] /Count 1000000000 >>"), nil},
		{"a page that is its own content", written(catalog, onePage, "<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"), nil},
		{"a form that draws itself", written(catalog, onePage, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>", "<< /Length 5 >>\nstream\n/X Do\nendstream",
			"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream"), nil},
		{"nested arrays", withContent(strings.Repeat("[", 1<<20)), nil},
		{"nested dictionaries", written(catalog+strings.Repeat("<</A", 1<<18), onePage), nil},
		{"a quarter of a gigabyte of spaces", packed(strings.Repeat(" ", 1<<20), 1<<8), nil},
		{"three million letters", packed("BT /F1 12 Tf 72 700 Td ("+strings.Repeat("a", 1000)+") Tj ET\n", 3000), nil},
		{"numbers out of all bounds", withContent("BT /F1 1e38 Tf 1e38 -1e38 Td (a) Tj 1e38 0 Td (b) Tj ET"), nil},
		{"half of it", sound[:len(sound)/2], nil},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		d, err := read(c.data, 20*time.Second)
		took := time.Since(start)
		runtime.GC() // twice, as what PDFium had is freed by a finalizer
		runtime.GC()
		runtime.ReadMemStats(&after)
		t.Logf("%s: %v, %v", c.name, err, took.Round(time.Millisecond))
		if c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err == nil && d == nil || err != nil && d != nil {
			t.Errorf("%s: %v with %v", c.name, d, err)
		}
		if took > 30*time.Second {
			t.Errorf("%s takes %v", c.name, took)
		}
		if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 64<<20 {
			t.Errorf("%s keeps %d MB", c.name, kept>>20)
		}
	}
	if _, err := read(packed("BT /F1 12 Tf 72 700 Td ("+strings.Repeat("a", 1000)+") Tj ET\n", 3000), 10*time.Millisecond); !errors.Is(err, ErrTime) {
		t.Errorf("when its time is over: %v", err)
	}
	if d, err := Read(sound); err != nil || len(d.Lines) < 50 {
		t.Errorf("after all that: %v", err)
	}
}

// FuzzRead changes sound documents. PDFium is compiled to code that the fuzzer does not see: it is the bounds around it that are tried.
func FuzzRead(f *testing.F) {
	sound, err := os.ReadFile("../article/testdata/pdf/columns.pdf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sound)
	Read(sound) // compiles PDFium, which takes longer than the fuzzer lets one input take
	f.Add(withContent("BT /F1 12 Tf 72 680 Td (and the second.) Tj ET BT /F1 12 Tf 0 1 -1 0 72 700 Tm (The first line) Tj ET"))
	f.Add(written(catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := read(data, 10*time.Second)
		if err != nil {
			return
		}
		column, page := 0, 1
		for _, l := range d.Lines {
			if l.Text == "" || strings.TrimSpace(l.Text) != l.Text || l.Column < column || l.Page < page || l.Page > d.Pages {
				t.Fatalf("%+v behind column %d of page %d of %d", l, column, page, d.Pages)
			}
			column, page = l.Column, l.Page
		}
	})
}
