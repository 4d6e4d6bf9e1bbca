package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// TestWatch reads a feed whose one article changes, and stops at a signal.
func TestWatch(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds, as a host gets one request a second")
	}
	var version, pages atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			rw.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(rw, `<rss version="2.0"><channel><title>Post</title><item><title>Strike %d</title><link>/a</link></item></channel></rss>`, version.Load())
		case "/a":
			pages.Add(1)
			fmt.Fprintf(rw, `<html lang=en><body><article><p>The drivers will strike on Monday %d, union leader Mara Lind said.</p></article></body></html>`, version.Load())
		default:
			http.NotFound(rw, r)
		}
	}))
	defer server.Close()
	ledger := filepath.Join(t.TempDir(), "ledger.db")
	args := []string{"watch", "--ledger", ledger, "--allow-private", "--every", "1s"}
	once := func(feed, want string) {
		t.Helper()
		out, err := exec.Command("readout", append(args, "--once", server.URL+feed)...).CombinedOutput()
		if got := strings.ReplaceAll(string(out), server.URL, ""); got != want {
			t.Errorf("%s: %v, %q, want %q", feed, err, got, want)
		}
	}
	once("/feed", "/feed: 1 added\n")
	once("/feed", "")
	version.Add(1)
	once("/feed", "/feed: 1 revised\n")
	once("/none", "readout: /none: the server answers 404 Not Found\n")
	if n := pages.Load(); n != 2 {
		t.Errorf("the page was asked for %d times", n)
	}
	watch := exec.Command("readout", append(args, server.URL+"/feed", server.URL+"/none")...)
	var told strings.Builder
	watch.Stdout = &told
	if err := watch.Start(); err != nil {
		t.Fatal(err)
	}
	version.Add(1)
	for end := time.Now().Add(20 * time.Second); pages.Load() < 3 && time.Now().Before(end); {
		time.Sleep(50 * time.Millisecond)
	}
	time.Sleep(500 * time.Millisecond)
	if err := watch.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := watch.Wait(); err != nil || told.String() != server.URL+"/feed: 1 revised\n" {
		t.Errorf("ended with %v, told %q", err, told.String())
	}
	// By way of a queue.
	version.Add(1)
	sh := &shell{t: t, dir: t.TempDir(), env: []string{"READOUT_QUEUE=" + natsServer(t), "READOUT_LEDGER=" + ledger}}
	sh.run("queue", "init")
	sh.run("watch", "--once", server.URL+"/feed", server.URL+"/none")
	if got := sh.run("queue", "status"); !strings.HasPrefix(got, "waiting  2\n") {
		t.Errorf("status %q", got)
	}
	sh.run("work", "--until-empty", "--allow-private")
	stats, err := exec.Command("readout", "ledger", "stats", "--ledger", ledger).CombinedOutput()
	if got := strings.Join(strings.Fields(string(stats)), " "); err != nil || !strings.Contains(got, "articles 1 versions 4") {
		t.Errorf("%v, %s", err, got)
	}
}
