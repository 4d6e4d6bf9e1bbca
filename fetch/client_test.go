package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// A world is a network of its own: names, their addresses, and one server behind all public ones. Every connection is
// recorded, and none but to that server is made.
type world struct {
	t      *testing.T
	server *httptest.Server
	mux    *http.ServeMux
	names  map[string][]string
	mu     sync.Mutex
	dialed []string
	agents map[string]bool
}

func newWorld(t *testing.T) (*world, *Client) {
	w := &world{t: t, mux: http.NewServeMux(), agents: map[string]bool{}, names: map[string][]string{
		"news.example": {"93.184.216.34"}, "other.example": {"2606:2800:220:1::1"}, "metadata.example": {"169.254.169.254"},
		"rebound.example": {"93.184.216.34", "127.0.0.1"}, "six.example": {"fd00::1"}, "nowhere.example": {},
	}}
	w.server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.agents[r.UserAgent()] = true
		w.mu.Unlock()
		w.mux.ServeHTTP(rw, r)
	}))
	t.Cleanup(w.server.Close)
	c := &Client{Pause: time.Millisecond, Timeout: 500 * time.Millisecond, MaxBody: 1 << 20}
	c.Lookup = func(_ context.Context, name string) ([]netip.Addr, error) {
		var out []netip.Addr
		for _, a := range w.names[name] {
			out = append(out, netip.MustParseAddr(a))
		}
		return out, nil
	}
	c.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		w.mu.Lock()
		w.dialed = append(w.dialed, address)
		w.mu.Unlock()
		if to := netip.MustParseAddrPort(address); !public(to.Addr()) {
			t.Errorf("a connection to %s", address)
			return nil, errors.New("refused")
		}
		var d net.Dialer
		return d.DialContext(ctx, network, w.server.Listener.Addr().String())
	}
	return w, c
}

func (w *world) page(path, contentType, body string) {
	w.mux.HandleFunc(path, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", contentType)
		fmt.Fprint(rw, body)
	})
}

func (w *world) redirect(path, to string) {
	w.mux.HandleFunc(path, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Location", to)
		rw.WriteHeader(http.StatusFound)
	})
}

// reason returns why an address is not fetched, and in whose words.
func reason(c *Client, address string) (Reason, string) {
	_, err := c.Get(context.Background(), address, Version{})
	var e *Error
	if !errors.As(err, &e) {
		return "", fmt.Sprint(err)
	}
	return e.Reason, e.Error()
}

func TestGet(t *testing.T) {
	w, c := newWorld(t)
	w.page("/a", "text/html; charset=utf-8", "<p>Talks go on.</p>")
	w.redirect("/old", "http://other.example/a")
	w.mux.HandleFunc("/v", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", `"7"`)
		if r.Header.Get("If-None-Match") == `"7"` {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, "<p>Seven.</p>")
	})
	p, err := c.Get(context.Background(), "http://news.example/old#part", Version{})
	if err != nil || p.URL != "http://other.example/a" || string(p.Body) != "<p>Talks go on.</p>" || p.ContentType != "text/html; charset=utf-8" {
		t.Fatalf("%+v, %v", p, err)
	}
	p, err = c.Get(context.Background(), "http://news.example/v", Version{})
	if err != nil || p.Version.ETag != `"7"` || p.Unchanged {
		t.Fatalf("%+v, %v", p, err)
	}
	if p, err = c.Get(context.Background(), "http://news.example/v", p.Version); err != nil || !p.Unchanged || len(p.Body) != 0 || p.Version.ETag != `"7"` {
		t.Fatalf("%+v, %v", p, err)
	}
	if len(w.agents) != 1 || !w.agents["readout/1 (reads news articles)"] {
		t.Errorf("agents %v", w.agents)
	}
}

// TestForbidden asks for addresses that nothing may be sent to: directly, by redirect, by the answer of the DNS, and by a redirect of
// robots.txt. The world's dialer fails the test where a connection to one is tried.
func TestForbidden(t *testing.T) {
	for _, host := range []string{"127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.254", "192.0.0.170", "198.18.0.1",
		"224.0.0.1", "255.255.255.255", "[::]", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[::127.0.0.1]", "[fd00:ec2::254]", "[fe80::1]", "[fe80::1%25eth0]", "[64:ff9b::7f00:1]",
		"[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "[ff02::1]", "[2001:db8::1]", "metadata.example", "rebound.example", "six.example"} {
		w, c := newWorld(t)
		w.redirect("/away", "http://"+host+"/latest/meta-data/")
		for _, address := range []string{"http://" + host + "/", "https://" + host + ":8443/x", "http://news.example/away"} {
			if got, msg := reason(c, address); got != Forbidden {
				t.Errorf("%s to %s: %q %s", address, host, got, msg)
			}
		}
		w, c = newWorld(t)
		w.redirect("/robots.txt", "http://"+host+"/robots.txt")
		if got, msg := reason(c, "http://news.example/"); got != Forbidden {
			t.Errorf("robots.txt to %s: %q %s", host, got, msg)
		}
	}
}

// TestControl checks the second guard, in the dialer that connects.
func TestControl(t *testing.T) {
	c := &Client{}
	for address, ok := range map[string]bool{"93.184.216.34:80": true, "[2606:2800:220:1::1]:443": true, "127.0.0.1:80": false, "[::ffff:10.0.0.1]:80": false, "100.100.100.100:80": false,
		"[64:ff9b::5db8:d822]:80": true, "nonsense": false} {
		if err := c.control(context.Background(), "tcp", address, nil); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
	c.AllowPrivate = true
	if err := c.control(context.Background(), "tcp", "127.0.0.1:80", nil); err != nil {
		t.Error(err)
	}
}

func TestAllowPrivate(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			rw.WriteHeader(http.StatusNotFound)
			return
		}
		fmt.Fprint(rw, "<html><p>Here.</p></html>")
	}))
	defer s.Close()
	if got, msg := reason(&Client{}, s.URL); got != Forbidden {
		t.Errorf("%q %s", got, msg)
	}
	c := &Client{AllowPrivate: true, Pause: time.Millisecond}
	if p, err := c.Get(context.Background(), s.URL+"/a", Version{}); err != nil || !strings.Contains(string(p.Body), "Here") {
		t.Errorf("%v, %v", p, err)
	}
}

// TestProxy sees to it that a proxy of the environment, behind which no address could be looked at, is not used.
func TestProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://10.0.0.1:3128")
	t.Setenv("HTTPS_PROXY", "http://10.0.0.1:3128")
	w, c := newWorld(t)
	w.page("/a", "text/html", "<p>Here.</p>")
	if _, err := c.Get(context.Background(), "http://news.example/a", Version{}); err != nil {
		t.Error(err)
	}
}

// TestLies asks a server that lies: each request ends in time, with its reason, and memory stays flat.
func TestLies(t *testing.T) {
	w, c := newWorld(t)
	w.page("/picture", "image/png", "\x89PNG")
	w.redirect("/circle", "/circle2")
	w.redirect("/circle2", "/circle")
	w.mux.HandleFunc("/chain/", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, r.URL.Path+"x", http.StatusMovedPermanently)
	})
	w.mux.HandleFunc("/nowhere", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusFound) })
	w.redirect("/file", "file:///etc/passwd")
	w.redirect("/password", "http://user:secret@other.example/")
	endless := func(rw http.ResponseWriter, r *http.Request) {
		block := bytes.Repeat([]byte("<p>Endless.</p>\n"), 4096)
		for r.Context().Err() == nil {
			if _, err := rw.Write(block); err != nil {
				return
			}
		}
	}
	w.mux.HandleFunc("/endless", endless)
	w.mux.HandleFunc("/announced", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Length", "10737418240")
		rw.WriteHeader(http.StatusOK)
	})
	var zeros bytes.Buffer
	z, _ := gzip.NewWriterLevel(&zeros, gzip.BestCompression)
	z.Write(make([]byte, 16<<20))
	z.Close()
	w.mux.HandleFunc("/zeros", func(rw http.ResponseWriter, r *http.Request) { // 10 GB of them
		rw.Header().Set("Content-Encoding", "gzip")
		rw.Header().Set("Content-Type", "text/html")
		for range 640 {
			if _, err := rw.Write(zeros.Bytes()); err != nil {
				return
			}
		}
	})
	w.mux.HandleFunc("/loris", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		for r.Context().Err() == nil {
			fmt.Fprint(rw, "x")
			rw.(http.Flusher).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	})
	w.mux.HandleFunc("/silent", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	w.mux.HandleFunc("/header", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("X", strings.Repeat("x", 1<<20))
	})
	w.mux.HandleFunc("/busy", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Retry-After", "120")
		rw.WriteHeader(http.StatusServiceUnavailable)
	})
	w.mux.HandleFunc("/cut", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html")
		rw.Header().Set("Content-Length", "1000")
		fmt.Fprint(rw, "<p>Cut")
	})
	before := memory()
	for path, want := range map[string]Reason{"/picture": WrongType, "/circle": Redirects, "/chain/": Redirects, "/nowhere": Redirects, "/file": BadURL, "/password": BadURL, "/endless": TooLarge,
		"/announced": TooLarge, "/zeros": TooLarge, "/loris": Unreachable, "/silent": Unreachable, "/header": Unreachable, "/busy": BadStatus, "/cut": Unreachable, "/missing": BadStatus} {
		start := time.Now()
		got, msg := reason(c, "http://news.example"+path)
		if got != want || time.Since(start) > 5*time.Second {
			t.Errorf("%s: %q after %v: %s", path, got, time.Since(start), msg)
		}
	}
	if now := memory(); now > before+64<<20 {
		t.Errorf("memory grew from %d to %d MB", before>>20, now>>20)
	}
	var e *Error
	if _, err := c.Get(context.Background(), "http://news.example/busy", Version{}); !errors.As(err, &e) || e.After != 2*time.Minute || e.Status != 503 {
		t.Errorf("%+v", e)
	}
	for _, address := range []string{"", "news.example/a", "ftp://news.example/", "http://", "http://user@news.example/", "http:///a", "http://news.example:99999/", "http://nowhere.example/", "javascript:alert(1)", "http://[::1"} {
		if got, msg := reason(c, address); got != BadURL && got != Unreachable {
			t.Errorf("%q: %q %s", address, got, msg)
		}
	}
}

func memory() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

func TestRobotsOfServers(t *testing.T) {
	for name, c := range map[string]struct {
		robots http.HandlerFunc
		want   Reason
	}{
		"none":       {func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(404) }, ""},
		"forbidden":  {func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(403) }, ""},
		"broken":     {func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(500) }, Disallowed},
		"busy":       {func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(429) }, Disallowed},
		"silent":     {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, Unreachable},
		"disallowed": {func(rw http.ResponseWriter, _ *http.Request) { fmt.Fprint(rw, "User-agent: *\nDisallow: /") }, Disallowed},
		"moved": {func(rw http.ResponseWriter, r *http.Request) {
			if r.Host == "news.example" {
				http.Redirect(rw, r, "http://other.example/robots.txt", http.StatusFound)
				return
			}
			fmt.Fprint(rw, "User-agent: readout\nDisallow: /a")
		}, Disallowed},
		"circle": {func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/robots.txt", http.StatusFound) }, ""},
		"huge": {func(rw http.ResponseWriter, r *http.Request) { // 50 MB, the rule within the first 500 kB
			fmt.Fprint(rw, "User-agent: *\nDisallow: /a\n")
			for range 50 {
				if _, err := rw.Write(bytes.Repeat([]byte("# nothing\n"), 100_000)); err != nil {
					return
				}
			}
		}, Disallowed},
	} {
		w, client := newWorld(t)
		w.mux.HandleFunc("/robots.txt", c.robots)
		w.page("/a", "text/html", "<p>Here.</p>")
		if got, msg := reason(client, "http://news.example/a"); got != c.want {
			t.Errorf("%s: %q, want %q: %s", name, got, c.want, msg)
		}
	}
}

// TestPause asks one host from several goroutines: the requests keep their distance.
func TestPause(t *testing.T) {
	w, c := newWorld(t)
	var mu sync.Mutex
	var at []time.Time
	w.mux.HandleFunc("/", func(rw http.ResponseWriter, r *http.Request) {
		mu.Lock()
		at = append(at, time.Now())
		mu.Unlock()
		if r.URL.Path == "/robots.txt" {
			rw.WriteHeader(404)
		}
	})
	c.Pause = 150 * time.Millisecond
	var group sync.WaitGroup
	for n := range 4 {
		group.Go(func() {
			if _, err := c.Get(context.Background(), fmt.Sprintf("http://news.example/%d", n), Version{}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for k := 1; k < len(at); k++ {
		if gap := at[k].Sub(at[k-1]); gap < 75*time.Millisecond {
			t.Errorf("request %d after %v", k, gap)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Get(ctx, "http://news.example/x", Version{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
