package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/readout-project/readout/article"
)

// TestLargeArchive writes an archive in the shape of CC-NEWS and reads it: by stages, whole, and into a ledger. Memory must stay flat. Its size
// is 20 MB unpacked, or READOUT_ARCHIVE megabytes.
func TestLargeArchive(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	size := 20
	if s := os.Getenv("READOUT_ARCHIVE"); s != "" {
		var err error
		if size, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "CC-NEWS-20260504160000-00001.warc.gz")
	pages, unpacked := writeNews(t, file, int64(size)<<20)
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d pages, %d MB, %d MB gzipped; %d cores", pages, unpacked>>20, info.Size()>>20, runtime.NumCPU())
	row := func(what string, d time.Duration, memory int64) {
		line := fmt.Sprintf("%-26s %6.1f s of processor time, %6.0f pages a second and core", what, d.Seconds(), float64(pages)/d.Seconds())
		if memory > 0 {
			line += fmt.Sprintf(", %d MB at most", memory>>20)
		}
		t.Log(line)
	}

	records := passOver(t, file, false)
	row("unpacking, finding records", records, 0)
	decoded := passOver(t, file, true)
	row("HTML", decoded-records, 0)
	read, readMemory, got := measured(t, "readout", "read", "--format", "jsonl", file)
	if got != pages {
		t.Errorf("%d pages are read of %d", got, pages)
	}
	row("reading the text", read-decoded, 0)
	ledger := filepath.Join(t.TempDir(), "news.db")
	added, addMemory, _ := measured(t, "readout", "add", "--ledger", ledger, file)
	row("keeping it in a ledger", added-read, 0)
	row("readout read in all", read, readMemory)
	row("readout add in all", added, addMemory)
	if got := inspect(t, ledger, 0); got != pages {
		t.Errorf("%d articles are kept of %d", got, pages)
	}
	const most = 600 << 20
	if readMemory > most || addMemory > most {
		t.Errorf("reading takes %d MB and adding %d MB; %d are allowed", readMemory>>20, addMemory>>20, most>>20)
	}
}

// measured runs a command and returns how long the processor worked for it, how much memory it took at most, and how many lines it wrote.
func measured(t *testing.T, name string, args ...string) (worked time.Duration, memory int64, lines int) {
	t.Helper()
	var stderr bytes.Buffer
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = (*lineCounter)(&lines), &stderr
	if err := c.Run(); err != nil {
		t.Fatalf("%s %s: %v: %s", name, args[0], err, stderr.String())
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime(), c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10, lines
}

type lineCounter int

func (n *lineCounter) Write(p []byte) (int, error) {
	*n += lineCounter(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

// passOver goes through an archive, makes articles of its pages where that is asked for, and returns how long the processor worked.
func passOver(t *testing.T, file string, decode bool) time.Duration {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	before := worked(t)
	for piece, err := range article.Open(file, f, "").Pieces() {
		if err == nil && decode {
			_, err = piece.Article()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return worked(t) - before
}

// worked is for how long the processor has worked for this process.
func worked(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// writeNews writes an archive as CC-NEWS has them, until it has the given size unpacked: a warcinfo record, and for each page its request,
// its response and its metadata; now and then a picture, an error, a page that has not changed, one that was cut off. It returns how many articles it holds.
func writeNews(t *testing.T, file string, size int64) (pages int, unpacked int64) {
	t.Helper()
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	buffered := bufio.NewWriter(out)
	z := gzip.NewWriter(buffered)
	record := func(kind, address, media, extra, head string, body []byte) {
		z.Reset(buffered)
		n, _ := fmt.Fprintf(z, "WARC/1.0\r\nWARC-Record-ID: <urn:uuid:%08d-0000-0000-0000-%012d>\r\nContent-Length: %d\r\nWARC-Date: 2026-05-04T16:00:00Z\r\nWARC-Type: %s\r\n%s%sContent-Type: %s\r\n\r\n",
			pages, unpacked, len(head)+len(body), kind, address, extra, media)
		io.WriteString(z, head)
		z.Write(body)
		io.WriteString(z, "\r\n\r\n")
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		unpacked += int64(n + len(head) + len(body) + 4)
	}
	const web, ok = "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
	reports := newsReports(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	record("warcinfo", "", "application/warc-fields", "WARC-Filename: "+filepath.Base(file)+"\r\n", "software: a test\r\nformat: WARC File Format 1.0\r\n", nil)
	for i := 0; unpacked < size; i++ {
		at := fmt.Sprintf("WARC-Target-URI: https://outlet%d.example/2026/05/04/%d\r\n", i%40, i)
		switch i % 50 {
		case 10:
			record("response", at, web, "", "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n", []byte("\xff\xd8\xff\xe0"))
			continue
		case 20:
			record("response", at, web, "", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n", []byte("<p>Not here."))
			continue
		case 30:
			record("revisit", at, web, "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest\r\n", "HTTP/1.1 304 Not Modified\r\n\r\n", nil)
			continue
		}
		page, extra := newsPage(rnd, i, reports[i%len(reports)]), ""
		if i%50 == 40 {
			page, extra = page[:bytes.Index(page, []byte("</article>"))], "WARC-Truncated: length\r\n"
		}
		record("request", at, "application/http; msgtype=request", "", fmt.Sprintf("GET /2026/05/04/%d HTTP/1.1\r\nHost: outlet%d.example\r\n\r\n", i, i%40), nil)
		record("response", at, web, extra, ok, page)
		record("metadata", at, "application/warc-fields", "", "fetchTimeMs: 120\r\ncharset-detected: UTF-8\r\n", nil)
		pages++
	}
	if err := buffered.Flush(); err != nil {
		t.Fatal(err)
	}
	return pages, unpacked
}

// newsReports returns the news reports of the tests, as paragraphs.
func newsReports(t *testing.T) (reports [][]string) {
	t.Helper()
	files, err := filepath.Glob("../../testdata/reports/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(file) != "floors.txt" {
			reports = append(reports, strings.Split(strings.TrimSpace(string(data)), "\n\n"))
		}
	}
	if len(reports) < 20 {
		t.Fatalf("only %d reports", len(reports))
	}
	return reports
}

// newsPage makes a page of a report as outlets have them: far more markup, style and script than text, 100 to 450 kB of it.
func newsPage(rnd *rand.Rand, n int, report []string) []byte {
	var b bytes.Buffer
	title := html.EscapeString(report[0])
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s | Outlet %d</title><link rel="canonical" href="https://outlet%d.example/2026/05/04/%d"><meta property="og:title" content="%s">`, title, n%40, n%40, n, title)
	fmt.Fprintf(&b, `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":%q,"datePublished":"2026-05-04T%02d:00:00Z","author":{"@type":"Person","name":"Mira Hall"},"publisher":{"@type":"Organization","name":"Outlet %d"}}</script>`,
		report[0], n%24, n%40)
	filler := func(open, shut string, size int) {
		b.WriteString(open)
		for end := b.Len() + size; b.Len() < end; {
			fmt.Fprintf(&b, `.c%x-%d{margin:%dpx %dpx;color:#%06x;background:url("/s/%x.png")}`, rnd.Uint32(), rnd.IntN(90), rnd.IntN(40), rnd.IntN(40), rnd.IntN(1<<24), rnd.Uint64())
		}
		b.WriteString(shut)
	}
	filler("<style>", "</style>", 20_000+rnd.IntN(60_000))
	filler("<script>var styles='", "';</script>", 60_000+rnd.IntN(250_000))
	b.WriteString("</head><body><header><nav><ul>")
	links := func(k int) {
		for range k {
			fmt.Fprintf(&b, `<li class="item item--%x"><a href="/section/%x" data-track="nav-%d"><span class="label">Section %d</span></a></li>`, rnd.Uint32(), rnd.Uint64(), rnd.IntN(99), rnd.IntN(99))
		}
	}
	links(60)
	fmt.Fprintf(&b, `</ul></nav></header><main><article class="story"><h1>%s</h1><p class="byline">By Mira Hall</p><div class="story-body">`, title)
	for k, p := range report[1:] {
		fmt.Fprintf(&b, `<p class="story__p" data-id="%x">%s</p>`, rnd.Uint64(), html.EscapeString(strings.ReplaceAll(p, "\n", " ")))
		if k == 2 {
			b.WriteString(`<figure><img src="/i.jpg" alt=""><figcaption>The scene on Monday. Photograph: Outlet</figcaption></figure><aside class="newsletter"><p>Sign up for our newsletter</p></aside>`)
		}
	}
	fmt.Fprintf(&b, `<p>This is edition %d of the report.</p></div></article></main><aside><h2>Most read</h2><ul>`, n)
	links(120)
	b.WriteString("</ul></aside><footer><ul>")
	links(40)
	b.WriteString("</ul><p>© Outlet. All rights reserved.</p></footer></body></html>")
	return b.Bytes()
}
