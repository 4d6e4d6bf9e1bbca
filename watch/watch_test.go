package watch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/fetch"
)

// notes is a readout.Notebook in memory.
type notes struct {
	mu   sync.Mutex
	text map[string]string
}

func (n *notes) Note(_ context.Context, name string) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text[name], nil
}

func (n *notes) SetNote(_ context.Context, name, text string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.text[name] = text
	return nil
}

// A world is a network of its own with one server behind all public addresses, the time in it, and a Watcher.
type world struct {
	*Watcher
	t      *testing.T
	mux    *http.ServeMux
	mu     sync.Mutex
	asked  []string // paths, in order
	dialed []string
	kept   []readout.Article
	told   []string
	now    time.Time
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, mux: http.NewServeMux(), now: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			w.mu.Lock()
			w.asked = append(w.asked, r.URL.RequestURI())
			w.mu.Unlock()
		}
		w.mux.ServeHTTP(rw, r)
	}))
	t.Cleanup(server.Close)
	client := &fetch.Client{Pause: time.Millisecond, Timeout: 400 * time.Millisecond, MaxBody: 1 << 20}
	client.Lookup = func(_ context.Context, name string) ([]netip.Addr, error) {
		if name == "inside.example" {
			return []netip.Addr{netip.MustParseAddr("10.0.0.7")}, nil
		}
		return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
	}
	client.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		w.mu.Lock()
		w.dialed = append(w.dialed, address)
		w.mu.Unlock()
		if !strings.HasPrefix(address, "93.184.216.34:") {
			return nil, errors.New("refused")
		}
		var d net.Dialer
		return d.DialContext(ctx, network, server.Listener.Addr().String())
	}
	w.Watcher = &Watcher{Client: client, Memory: &notes{text: map[string]string{}}, Now: func() time.Time { return w.now },
		Keep: func(_ context.Context, a readout.Article) (Outcome, error) {
			w.kept = append(w.kept, a)
			return Outcome(readout.Added), nil
		},
		Tell: func(feed string, err error) { w.told = append(w.told, err.Error()) },
	}
	return w
}

// serve answers a path with what a function makes, and conditional requests as servers do.
func (w *world) serve(path, contentType string, content func() string) {
	w.mux.HandleFunc(path, func(rw http.ResponseWriter, r *http.Request) {
		body := content()
		if body == "" {
			http.NotFound(rw, r)
			return
		}
		rw.Header().Set("Content-Type", contentType)
		rw.Header().Set("ETag", fmt.Sprintf(`"%x"`, len(body)))
		http.ServeContent(rw, r, "", time.Time{}, strings.NewReader(body))
	})
}

func (w *world) page(path, text string) {
	w.serve(path, "text/html; charset=utf-8", func() string {
		return "<html lang=en><head><title>Page</title></head><body><article><p>" + text + " The minister said on Monday that the talks would go on for a week.</p></article></body></html>"
	})
}

// visit visits a feed and returns what it asked for.
func (w *world) visit(feed string) (asked string, r Report) {
	w.t.Helper()
	w.asked = nil
	r, err := w.Visit(w.t.Context(), feed)
	if err != nil {
		w.t.Errorf("%s: %v", feed, err)
	}
	return strings.Join(w.asked, " "), r
}

func item(path, title string) string {
	return fmt.Sprintf("<item><title>%s</title><link>%s</link><pubDate>Mon, 04 May 2026 07:00:00 GMT</pubDate></item>", title, path)
}

const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Linden Post</title><link>http://news.example/</link>%s</channel></rss>`

// TestVisit follows a feed through a day: what is new is asked for once, what the feed says has changed at once, and each page again
// at growing intervals, with conditional requests.
func TestVisit(t *testing.T) {
	w := newWorld(t)
	items := item("/a", "A") + item("/b", "B") + item("/b", "B")
	text := "First."
	w.serve("/feed", "application/rss+xml", func() string { return fmt.Sprintf(rss, items) })
	w.serve("/a", "text/html", func() string {
		return "<html lang=en><body><article><p>" + text + " The minister said that the talks would go on.</p></article></body></html>"
	})
	w.page("/b", "The mayor said no.")
	w.page("/c", "The bridge is closed, the mayor said.")
	const feed = "http://news.example/feed"
	step := func(after time.Duration, wantAsked string, wantKept int) {
		t.Helper()
		w.now = w.now.Add(after)
		before := len(w.kept)
		if got, r := w.visit(feed); got != wantAsked || len(w.kept)-before != wantKept {
			t.Errorf("at %s: asked %q, want %q; kept %d, want %d; %+v", w.now.Format(time.TimeOnly), got, wantAsked, len(w.kept)-before, wantKept, r)
		}
	}
	step(0, "/feed /a /b", 2)
	if a := w.kept[0]; a.Published != "2026-05-04T07:00:00Z" || a.URL != "http://news.example/a" || a.Title == "" || len(a.Guessed) > 0 {
		t.Errorf("%+v", a)
	}
	step(time.Minute, "/feed", 0)
	items += item("/c", "C")
	step(15*time.Minute, "/feed /c", 1)
	step(15*time.Minute, "/feed /a /b", 0) // not modified
	text = "Corrected version."
	items = strings.Replace(items, "<title>A<", "<title>A, corrected<", 1)
	step(time.Minute, "/feed /a", 1)
	text = "Corrected version again, silently."
	step(30*time.Minute, "/feed /a /c", 1)
	items = item("/c", "C")
	step(3*time.Hour, "/feed /c /a /b", 0) // those that left the feed are followed all the same
	for _, hours := range []int{9, 25, 25, 25, 25} {
		w.now = w.now.Add(time.Duration(hours) * time.Hour)
		w.visit(feed)
	}
	step(24*time.Hour, "/feed", 0)
	items = item("/c", "C") + item("/d", "D")
	step(time.Hour, "/feed /d", 0)
	m, err := load(t.Context(), w.Memory, feed)
	if got := slices.Sorted(maps.Keys(m.Pages)); err != nil || !slices.Equal(got, []string{"http://news.example/c", "http://news.example/d"}) {
		t.Errorf("%v are remembered, %v", got, err)
	}
	if len(w.told) != 1 || !strings.Contains(w.told[0], "404") {
		t.Errorf("told %q", w.told)
	}
}

// TestFeeds reads each kind of feed.
func TestFeeds(t *testing.T) {
	const full = "The minister, Ana Kovac, said on Monday that the talks in Vienna would go on for another week, and that nobody had left the table so far. "
	for name, c := range map[string]struct{ media, body, asked, kept string }{
		"rss": {"application/rss+xml", fmt.Sprintf(rss, item("http://news.example/a", "A")), "/feed /a", "http://news.example/a"},
		"atom": {"application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><id>x</id><entry><id>urn:1</id><title>A</title><link href="a"/><updated>2026-05-04T07:00:00Z</updated></entry></feed>`,
			"/feed /a", "http://news.example/a"},
		"json":      {"application/feed+json", `{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "url": "http://news.example/a", "title": "A"}]}`, "/feed /a", "http://news.example/a"},
		"sitemap":   {"text/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://news.example/a</loc></url></urlset>`, "/feed /a", "http://news.example/a"},
		"index":     {"text/xml", `<sitemapindex><sitemap><loc>http://news.example/map.gz</loc></sitemap><sitemap><loc>http://news.example/none</loc></sitemap></sitemapindex>`, "/feed /map.gz /a /none", "http://news.example/a"},
		"circle":    {"text/xml", `<sitemapindex><sitemap><loc>http://news.example/feed</loc></sitemap></sitemapindex>`, "/feed /feed", ""},
		"full text": {"application/rss+xml", fmt.Sprintf(rss, "<item><guid isPermaLink='false'>x</guid><title>A</title><description>"+strings.Repeat(full, 20)+"</description></item>"), "/feed", "x"},
		"lost page": {"application/rss+xml", fmt.Sprintf(rss, "<item><link>/lost</link><title>A</title><description>"+strings.Repeat(full, 20)+"</description></item>"), "/feed /lost", "http://news.example/lost"},
		"empty":     {"application/rss+xml", fmt.Sprintf(rss, ""), "/feed", ""},
	} {
		w := newWorld(t)
		w.serve("/feed", c.media, func() string { return c.body })
		w.page("/a", "The mayor said no.")
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		fmt.Fprint(z, `<urlset><url><loc>http://news.example/a</loc></url></urlset>`)
		z.Close()
		w.serve("/map.gz", "application/gzip", zipped.String)
		asked, r := w.visit("http://news.example/feed")
		var kept []string
		for _, a := range w.kept {
			kept = append(kept, a.ID)
		}
		if asked != c.asked || strings.Join(kept, " ") != c.kept {
			t.Errorf("%s: asked %q and kept %q; %+v, told %q", name, asked, kept, r, w.told)
		}
		first := w.asked
		if again, _ := w.visit("http://news.example/feed"); len(w.asked) > len(first) || len(w.kept) != len(kept) {
			t.Errorf("%s: the second time asked %q", name, again)
		}
	}
}

// TestOldPages passes over what a long sitemap holds of the outlet's archive.
func TestOldPages(t *testing.T) {
	w := newWorld(t)
	var urls strings.Builder
	for n := range 300 {
		fmt.Fprintf(&urls, "<url><loc>http://news.example/old/%d</loc><lastmod>2019-05-04</lastmod></url>", n)
	}
	urls.WriteString("<url><loc>http://news.example/a</loc><lastmod>2026-05-03</lastmod></url>")
	w.serve("/feed", "text/xml", func() string { return "<urlset>" + urls.String() + "</urlset>" })
	w.page("/a", "The mayor said no.")
	if asked, r := w.visit("http://news.example/feed"); asked != "/feed /a" || r.Entries != 301 {
		t.Errorf("asked %q, %+v", asked, r)
	}
}

// TestStopped ends a visit between two pages: what was not dealt with comes the next time.
func TestStopped(t *testing.T) {
	w := newWorld(t)
	w.serve("/feed", "application/rss+xml", func() string { return fmt.Sprintf(rss, item("/a", "A")+item("/b", "B")) })
	w.page("/a", "The mayor said no.")
	w.page("/b", "The mayor said yes.")
	ctx, cancel := context.WithCancel(t.Context())
	keep := w.Keep
	w.Keep = func(ctx context.Context, a readout.Article) (Outcome, error) {
		cancel()
		return keep(ctx, a)
	}
	if _, err := w.Visit(ctx, "http://news.example/feed"); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	w.Keep = keep
	if asked, _ := w.visit("http://news.example/feed"); asked != "/feed /b" || len(w.kept) != 2 {
		t.Errorf("asked %q", asked)
	}
	full := errors.New("no space")
	w.Keep = func(context.Context, readout.Article) (Outcome, error) { return "", full }
	w.now = w.now.Add(time.Hour)
	w.page("/c", "The mayor said maybe.")
	w.serve("/feed2", "application/rss+xml", func() string { return fmt.Sprintf(rss, item("/c", "C")) })
	if _, err := w.Visit(t.Context(), "http://news.example/feed2"); !errors.Is(err, full) {
		t.Errorf("ended with %v", err)
	}
	w.Keep = keep
	if asked, _ := w.visit("http://news.example/feed2"); asked != "/feed2 /c" {
		t.Errorf("asked %q", asked)
	}
}

// TestLies reads feeds of a server that lies, and feeds that lead to pages that do: each visit ends in time with its reason,
// nothing is sent to a forbidden address, and memory stays flat.
func TestLies(t *testing.T) {
	w := newWorld(t)
	endless := func(rw http.ResponseWriter, r *http.Request) {
		block := bytes.Repeat([]byte("<item><title>Endless</title></item>\n"), 4096)
		for r.Context().Err() == nil {
			if _, err := rw.Write(block); err != nil {
				return
			}
		}
	}
	w.mux.HandleFunc("/endless", endless)
	w.mux.HandleFunc("/loris", func(rw http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(rw, "<")
			rw.(http.Flusher).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	})
	var zeros bytes.Buffer
	z, _ := gzip.NewWriterLevel(&zeros, gzip.BestCompression)
	z.Write(make([]byte, 16<<20))
	z.Close()
	w.mux.HandleFunc("/zeros", func(rw http.ResponseWriter, _ *http.Request) { // 10 GB of them
		rw.Header().Set("Content-Encoding", "gzip")
		rw.Header().Set("Content-Type", "text/xml")
		for range 640 {
			if _, err := rw.Write(zeros.Bytes()); err != nil {
				return
			}
		}
	})
	w.serve("/packed", "application/gzip", func() string { return strings.Repeat(zeros.String(), 8) })
	redirects := map[string]string{"/circle": "/circle2", "/circle2": "/circle", "/local": "http://127.0.0.1/feed", "/metadata": "http://169.254.169.254/latest/meta-data/",
		"/mapped": "http://[::ffff:127.0.0.1]/feed", "/inside": "http://inside.example/feed", "/file": "file:///etc/passwd"}
	for from, to := range redirects {
		w.mux.HandleFunc(from, func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Location", to)
			rw.WriteHeader(http.StatusFound)
		})
	}
	w.serve("/picture", "image/png", func() string { return "\x89PNG" })
	w.serve("/html", "text/html", func() string { return "<html><body><p>No feed.</p></body></html>" })
	w.serve("/record", "application/json", func() string { return `{"a": [1, 2` })
	wants := map[string]string{"/endless": "has more than 1048576 bytes", "/loris": "does not answer in time", "/zeros": "has more than 1048576 bytes", "/packed": "32 MB", "/circle": "in a circle",
		"/local": "nothing is sent there", "/metadata": "nothing is sent there", "/mapped": "nothing is sent there", "/inside": "nothing is sent there", "/file": "its scheme is \"file\"",
		"/picture": "is image/png", "/html": "is no feed", "/record": "is no feed", "/missing": "404"}
	before := memoryInUse()
	for path, want := range wants {
		start := time.Now()
		r, err := w.Visit(t.Context(), "http://news.example"+path)
		if err == nil || !strings.Contains(err.Error(), want) || !OfFeed(err) || time.Since(start) > 5*time.Second {
			t.Errorf("%s: after %v: %v, %+v", path, time.Since(start), err, r)
		}
	}
	// Now the same pages as entries of a sound feed.
	var items strings.Builder
	for _, path := range slices.Sorted(maps.Keys(wants)) {
		items.WriteString(item(path, "Lie"))
	}
	w.page("/true", "The mayor said no.")
	w.serve("/feed", "application/rss+xml", func() string {
		return fmt.Sprintf(rss, items.String()+item("/true", "True")+item("javascript:alert(1)", "Script"))
	})
	r, err := w.Visit(t.Context(), "http://news.example/feed")
	if err != nil || r.Outcomes[Outcome(readout.Added)] != 2 || r.Outcomes[Unread] < 10 { // /html and /true hold text
		t.Errorf("%v, %+v, told %q", err, r, w.told)
	}
	if now := memoryInUse(); now > before+64<<20 {
		t.Errorf("memory grew from %d to %d MB", before>>20, now>>20)
	}
	for _, address := range w.dialed {
		if !strings.HasPrefix(address, "93.184.216.34:") {
			t.Errorf("a connection to %s", address)
		}
	}
}

// TestHugeRobots asks a server whose robots.txt has 50 MB, the rule at its beginning.
func TestHugeRobots(t *testing.T) {
	w := newWorld(t)
	w.mux.HandleFunc("/robots.txt", func(rw http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(rw, "User-agent: *\nDisallow: /feed\n")
		for range 50 {
			if _, err := rw.Write(bytes.Repeat([]byte("# nothing\n"), 100_000)); err != nil {
				return
			}
		}
	})
	if _, err := w.Visit(t.Context(), "http://news.example/feed"); err == nil || !strings.Contains(err.Error(), "robots.txt disallows it") || len(w.asked) > 0 {
		t.Errorf("%v; asked %q", err, w.asked)
	}
}

// TestRun visits feeds until it is told to stop: one that is gone never again, one that fails seldomer.
func TestRun(t *testing.T) {
	w := newWorld(t)
	w.serve("/feed", "application/rss+xml", func() string { return fmt.Sprintf(rss, "") })
	w.mux.HandleFunc("/gone", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusGone) })
	ctx, cancel := context.WithCancel(t.Context())
	visits := map[string]int{}
	err := w.Run(ctx, []string{"http://news.example/feed", "http://news.example/gone", "http://news.example/broken"}, 10*time.Millisecond, func(feed string, _ Report, err error) error {
		if visits[feed]++; visits["http://news.example/feed"] == 30 {
			cancel()
		}
		if (err == nil) != strings.HasSuffix(feed, "/feed") {
			t.Errorf("%s: %v", feed, err)
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || visits["http://news.example/gone"] != 1 || visits["http://news.example/broken"] > 10 {
		t.Errorf("%v, %v", err, visits)
	}
	stop := errors.New("stop")
	if err := w.Run(t.Context(), []string{"http://news.example/feed"}, time.Hour, func(string, Report, error) error { return stop }); err != stop {
		t.Errorf("ended with %v", err)
	}
}

func memoryInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}
