package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A thousand read at once while others write, and nobody gets an error. READOUT_LOAD says for how long (60s; a second unless it is set).
func TestManyReaders(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand readers take a while")
	}
	length := time.Second
	if s := os.Getenv("READOUT_LOAD"); s != "" {
		d, err := time.ParseDuration(s)
		if err != nil {
			t.Fatal(err)
		}
		length = d
	}
	const readers, writers = 1000, 2
	s, id := withSample(t)
	secret := s.key("desk")
	server := httptest.NewServer(s.Handler)
	defer server.Close()
	client := http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: readers + writers}, Timeout: time.Minute}
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()
	paths := []string{"/", "/search?q=observers", "/search.json?q=act:threat", "/people/ana-kovac", "/articles/" + id, "/talks.json"}
	var (
		mu    sync.Mutex
		times []time.Duration
		wrong = map[string]int{}
		wg    sync.WaitGroup
		wrote int
	)
	do := func(r *http.Request, want int) time.Duration {
		begin := time.Now()
		a, err := client.Do(r)
		fault := ""
		if err != nil {
			fault = err.Error()
		} else {
			if _, err := io.Copy(io.Discard, a.Body); err != nil {
				fault = err.Error()
			} else if a.StatusCode != want {
				fault = fmt.Sprint(r.Method, " ", r.URL.Path, ": ", a.Status)
			}
			a.Body.Close()
		}
		if fault != "" {
			mu.Lock()
			defer mu.Unlock()
			wrong[fault]++
		}
		return time.Since(begin)
	}
	for i := range readers {
		wg.Go(func() {
			var own []time.Duration
			for n := i; ; n++ { // each reads once at least
				r, err := http.NewRequest(http.MethodGet, server.URL+paths[n%len(paths)], nil)
				if err != nil {
					t.Error(err)
					return
				}
				own = append(own, do(r, http.StatusOK))
				if ctx.Err() != nil {
					break
				}
			}
			mu.Lock()
			defer mu.Unlock()
			times = append(times, own...)
		})
	}
	for i := range writers {
		wg.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				r, err := http.NewRequest(http.MethodPost, server.URL+"/articles", strings.NewReader(fmt.Sprintf("“Words %d of %d,” she said.", n, i)))
				if err != nil {
					t.Error(err)
					return
				}
				bearer(secret)(r)
				do(r, http.StatusCreated)
				mu.Lock()
				wrote++
				mu.Unlock()
				time.Sleep(100 * time.Millisecond) // below the limit of what one key may write
			}
		})
	}
	wg.Wait()
	for fault, n := range wrong {
		t.Errorf("%d times: %s", n, fault)
	}
	slices.Sort(times)
	t.Logf("%d answers to %d readers in %v, and %d articles added: median %v, 99th of a hundred %v, last %v", len(times), readers, length, wrote,
		times[len(times)/2].Round(time.Millisecond), times[len(times)*99/100].Round(time.Millisecond), times[len(times)-1].Round(time.Millisecond))
	if err := s.store.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
