package article

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"github.com/readout-project/readout"
)

// A warcWriter writes archives in the shape of CC-NEWS, each record a gzip member if zipped.
type warcWriter struct {
	bytes.Buffer
	zipped  bool
	offsets []int
}

func (w *warcWriter) record(kind, url, media, extra string, content []byte) {
	w.offsets = append(w.offsets, w.Len())
	var out io.Writer = &w.Buffer
	if w.zipped {
		z := gzip.NewWriter(&w.Buffer)
		defer z.Close()
		out = z
	}
	fmt.Fprintf(out, "WARC/1.0\r\nWARC-Record-ID: <urn:uuid:%08d-0000-0000-0000-000000000000>\r\nContent-Length: %d\r\nWARC-Date: 2026-05-04T16:00:00Z\r\nWARC-Type: %s\r\n",
		len(w.offsets), len(content), kind)
	if url != "" {
		fmt.Fprintf(out, "WARC-Target-URI: %s\r\n", url)
	}
	fmt.Fprintf(out, "Content-Type: %s\r\n%s\r\n", media, extra)
	out.Write(content)
	io.WriteString(out, "\r\n\r\n")
}

// page writes the records of one fetched page.
func (w *warcWriter) page(url, header string, body []byte) {
	w.record("request", url, "application/http; msgtype=request", "", []byte("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"))
	w.record("response", url, "application/http; msgtype=response", "", append([]byte("HTTP/1.1 200 OK\r\n"+header+"\r\n"), body...))
	w.record("metadata", url, "application/warc-fields", "", []byte("fetchTimeMs: 120\r\n"))
}

const htmlHeader = "Content-Type: text/html; charset=utf-8\r\n"

func samplePage(n int) []byte {
	return fmt.Appendf(nil, `<!DOCTYPE html><html lang="en"><head><title>Talks, day %d</title></head><body><nav><a href="/">Home</a></nav><article><h1>Talks, day %d</h1>
<p>Foreign Minister Ana Kovac said on day %d that the talks would go on for another week.</p><p>“We will not sign before the observers arrive,” she told reporters in Vienna.</p></article></body></html>`, n, n, n)
}

func zip(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}

func brotlied(data []byte) []byte {
	var b bytes.Buffer
	z := brotli.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}

// readArchive returns the titles of the articles of an archive, or their errors, with the offsets of their records, and the skips.
func readArchive(t *testing.T, name string, data []byte) (got []string, skipped string) {
	s := Open(name, bytes.NewReader(data), "")
	if s.Format() != WARC {
		t.Fatalf("taken for %s", s.Format())
	}
	for p, err := range s.Pieces() {
		if err == nil {
			a, err := p.Article()
			if err == nil {
				if a.Origin != (readout.Origin{File: name, Offset: p.Offset, Length: p.Length}) {
					t.Errorf("%s comes from %+v", p.Place(), a.Origin)
				}
				got = append(got, fmt.Sprintf("%d+%d %s %s", p.Offset, p.Length, a.ID, a.Title))
				continue
			}
			got = append(got, err.Error())
			continue
		}
		got = append(got, err.Error())
	}
	return got, fmt.Sprint(s.Skipped())
}

func sampleArchive(zipped bool) *warcWriter {
	w := &warcWriter{zipped: zipped}
	w.record("warcinfo", "", "application/warc-fields", "WARC-Filename: CC-NEWS-20260504160000-00001.warc.gz\r\n", []byte("software: test\r\n"))
	w.page("https://example.org/1", htmlHeader, samplePage(1))
	w.page("https://example.org/2", htmlHeader+"Content-Encoding: gzip\r\n", zip(samplePage(2)))
	w.page("https://example.org/3", htmlHeader+"Transfer-Encoding: chunked\r\n", fmt.Appendf(nil, "%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n", 100, samplePage(3)[:100], len(samplePage(3))-100, samplePage(3)[100:]))
	w.page("https://example.org/logo.png", "Content-Type: image/png\r\n", []byte("\x89PNG"))
	w.record("response", "https://example.org/gone", "application/http; msgtype=response", "", []byte("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Not here."))
	w.record("revisit", "https://example.org/1", "application/http; msgtype=response", "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\n", []byte("HTTP/1.1 200 OK\r\n\r\n"))
	w.record("response", "https://example.org/4", "application/http; msgtype=response", "WARC-Truncated: length\r\n", append([]byte("HTTP/1.1 200 OK\r\n"+htmlHeader+"\r\n"), samplePage(4)[:300]...))
	w.page("https://example.org/br", htmlHeader+"Content-Encoding: br\r\n", brotlied(samplePage(6)))
	w.page("https://example.org/lzma", htmlHeader+"Content-Encoding: lzma\r\n", []byte{0x1b, 0x90, 0x02, 0x00})
	w.page("https://example.org/links", htmlHeader, []byte("<html><body><a href=/1>One</a> <a href=/2>Two</a></body></html>"))
	w.page("https://example.org/5", htmlHeader+"Content-Encoding: gzip\r\n", samplePage(5)) // unpacked by the crawler
	return w
}

func TestArchive(t *testing.T) {
	for _, zipped := range []bool{false, true} {
		w := sampleArchive(zipped)
		name := "news.warc"
		if zipped {
			name += ".gz"
		}
		got, skipped := readArchive(t, name, w.Bytes())
		at := func(k int) string {
			end := w.Len()
			if k+1 < len(w.offsets) {
				end = w.offsets[k+1]
			}
			return fmt.Sprintf("%d+%d", w.offsets[k], end-w.offsets[k])
		}
		start := func(k int) string { return fmt.Sprintf("%s: byte %d: ", name, w.offsets[k]) }
		want := []string{at(2) + " https://example.org/1 Talks, day 1", at(5) + " https://example.org/2 Talks, day 2", at(8) + " https://example.org/3 Talks, day 3",
			at(15) + " https://example.org/4 Talks, day 4", at(17) + " https://example.org/br Talks, day 6", start(20) + "https://example.org/lzma: is compressed with lzma, which is not read",
			start(23) + "https://example.org/links no text of an article stands in the page", at(26) + " https://example.org/5 Talks, day 5"}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if want := "[{metadata records 8} {request records 8} {of image/png 1} {responses of status 404 1} {revisit records 1} {warcinfo records 1}]"; skipped != want {
			t.Errorf("%s skips %s, want %s", name, skipped, want)
		}
	}
}

// TestOneMember reads an archive that was compressed as a whole, between many empty members.
func TestOneMember(t *testing.T) {
	empty := bytes.Repeat(zip(nil), 10_000)
	data := append(append(bytes.Clone(empty), zip(sampleArchive(false).Bytes())...), empty...)
	got, _ := readArchive(t, "whole.warc.gz", data)
	if len(got) != 8 || !strings.HasPrefix(got[0], fmt.Sprintf("%d+", len(empty))) || !strings.HasSuffix(got[7], "Talks, day 5") {
		t.Errorf("%q", got)
	}
}

// TestBrokenRecords breaks each record of an archive in turn, in several ways: all others are still read.
func TestBrokenRecords(t *testing.T) {
	for _, zipped := range []bool{false, true} {
		for broken := range 5 {
			for how, damage := range map[string]func(record []byte) []byte{
				"zeros":     func(r []byte) []byte { return append(append(r[:12:12], make([]byte, 30)...), r[42:]...) },
				"cut":       func(r []byte) []byte { return r[:len(r)*2/3] },
				"beginning": func(r []byte) []byte { return append([]byte("XXXX"), r[4:]...) },
				"surplus":   func(r []byte) []byte { return append(r[:len(r):len(r)], "and some more bytes"...) },
				"length": func(r []byte) []byte {
					return bytes.Replace(r, []byte("Content-Length: "), []byte("Content-Length: 9"), 1)
				},
			} {
				w := &warcWriter{zipped: zipped}
				for n := range 5 {
					w.record("response", fmt.Sprintf("https://example.org/%d", n), "application/http; msgtype=response", "", append([]byte("HTTP/1.1 200 OK\r\n"+htmlHeader+"\r\n"), samplePage(n)...))
				}
				if how == "length" && zipped {
					continue // is "zeros" there
				}
				start, end := w.offsets[broken], w.Len()
				if broken+1 < len(w.offsets) {
					end = w.offsets[broken+1]
				}
				data := append(append(append([]byte(nil), w.Bytes()[:start]...), damage(w.Bytes()[start:end:end])...), w.Bytes()[end:]...)
				name := "x.warc"
				if zipped {
					name += ".gz"
				}
				got, _ := readArchive(t, name, data)
				read, told := 0, 0
				for _, line := range got {
					if strings.Contains(line, "Talks, day") {
						read++
					}
					if strings.HasPrefix(line, name+": byte ") {
						told++
					}
				}
				if read < 4 || read == 4 && told == 0 {
					t.Errorf("zipped %v, record %d, %s:\n%s", zipped, broken, how, strings.Join(got, "\n"))
				}
			}
		}
	}
}

// TestArchiveBombs reads records that grow without end; each ends with its reason, and the page behind it is read.
func TestArchiveBombs(t *testing.T) {
	zeros := zip(make([]byte, 100<<20))
	w := &warcWriter{zipped: true}
	w.page("https://example.org/bomb", htmlHeader+"Content-Encoding: gzip\r\n", zeros)
	w.page("https://example.org/twice", htmlHeader+"Content-Encoding: gzip, gzip\r\n", zip(zeros))
	w.offsets = append(w.offsets, w.Len())
	var big bytes.Buffer
	z := gzip.NewWriter(&big)
	fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n", 100<<20)
	z.Write(make([]byte, 100<<20))
	z.Close()
	w.Write(big.Bytes())
	w.page("https://example.org/last", htmlHeader, samplePage(1))
	start := time.Now()
	got, _ := readArchive(t, "bombs.warc.gz", w.Bytes())
	if len(got) != 4 || !strings.Contains(got[0], "more than 64 MB") || !strings.Contains(got[1], "more than 64 MB") || !strings.Contains(got[2], "holds 100 MB") || !strings.HasSuffix(got[3], "Talks, day 1") {
		t.Errorf("%q", got)
	}
	if spent := time.Since(start); spent > 20*time.Second {
		t.Errorf("took %v", spent)
	}
}

// TestArchiveMemory reads long archives without keeping them.
func TestArchiveMemory(t *testing.T) {
	for _, zipped := range []bool{true, false} {
		one := sampleArchive(zipped).Bytes()
		before, peak, n := heap(), uint64(0), 0
		for _, err := range Open("long.warc", repeat(one, 3000), WARC).Pieces() {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n%3000 == 0 {
				peak = max(peak, heap())
			}
		}
		if n != 8*3000 || peak > before+4<<20 {
			t.Errorf("zipped %v: %d pages, %d kB of memory for %d kB", zipped, n, (peak-before)>>10, 3000*len(one)>>10)
		}
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// repeat returns a reader of data, n times over.
func repeat(data []byte, n int) io.Reader {
	readers := make([]io.Reader, n)
	for k := range readers {
		readers[k] = bytes.NewReader(data)
	}
	return io.MultiReader(readers...)
}

func FuzzRecords(f *testing.F) {
	f.Add(sampleArchive(false).Bytes())
	f.Add(sampleArchive(true).Bytes())
	f.Add([]byte("WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\nWARC/1.0\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		last, n := int64(-1), 0
		for p, err := range Open("x.warc", bytes.NewReader(data), WARC).Pieces() {
			if n++; n > len(data)+1 || p.Offset < last || p.Offset > int64(len(data)) || p.Length < 0 || p.Offset+p.Length > int64(len(data)) ||
				p.Next.Offset < p.Offset || p.Next.Offset > int64(len(data)) {
				t.Fatalf("piece %d at %d+%d of %d bytes", n, p.Offset, p.Length, len(data))
			}
			last = p.Offset
			var e *Error
			if err == nil {
				a, err := p.Article()
				if err == nil {
					if err := checkArticle(a); err != nil {
						t.Fatal(err)
					}
				} else if !errors.As(err, &e) {
					t.Fatal(err)
				}
			} else if !errors.As(err, &e) {
				t.Fatal(err)
			}
		}
	})
}

// BenchmarkArchive gives the pages a second of each stage: finding the records, and reading their pages too.
func BenchmarkArchive(b *testing.B) {
	w := &warcWriter{zipped: true}
	pages := goldPages(b)
	for k, p := range pages {
		w.page(fmt.Sprintf("https://example.org/%d", k), "Content-Type: text/html\r\n", p.bytes)
	}
	run := func(b *testing.B, decode bool) {
		n := 0
		b.SetBytes(int64(w.Len()))
		for b.Loop() {
			for p, err := range Open("x.warc.gz", bytes.NewReader(w.Bytes()), WARC).Pieces() {
				if err != nil {
					b.Fatal(err)
				}
				if n++; decode {
					if _, err := p.Article(); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pages/s")
	}
	b.Run("records", func(b *testing.B) { run(b, false) })
	b.Run("pages", func(b *testing.B) { run(b, true) })
}
