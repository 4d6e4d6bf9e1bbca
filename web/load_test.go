package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// A thousand read at once while others write, and nobody gets an error. READOUT_LOAD says for how long (60s; a second unless it is set).
// READOUT_SERVED is the address of a server that is asked instead of one of the test's own, READOUT_KEY a key of its ledger, in which what is
// added stays. READOUT_PAGES says how many articles, people and searches are asked for (1 of each unless it is set: all ask for the same pages).
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
	begun := time.Now().Unix() // so that what is added is new
	at, secret := os.Getenv("READOUT_SERVED"), os.Getenv("READOUT_KEY")
	check := func(context.Context) error { return nil }
	if at == "" {
		s, _ := withSample(t)
		server := httptest.NewServer(s.Handler)
		defer server.Close()
		at, secret, check = server.URL, s.key("desk"), s.store.Check
	}
	client := http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: readers + writers}, Timeout: time.Minute}
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()
	kinds := manyPages(t, at)
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
				of := kinds[n%len(kinds)]
				r, err := http.NewRequest(http.MethodGet, at+of[(31*i+n)%len(of)], nil)
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
				r, err := http.NewRequest(http.MethodPost, at+"/articles", strings.NewReader(fmt.Sprintf("“Words %d of %d on %d,” she said.", n, i, begun)))
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
	if err := check(t.Context()); err != nil {
		t.Error(err)
	}
}

// manyPages returns the addresses that readers ask for, by kind.
func manyPages(t *testing.T, at string) [][]string {
	t.Helper()
	many := 1
	if s := os.Getenv("READOUT_PAGES"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		many = n
	}
	var people, statements struct {
		Items []struct {
			ID      string
			Article struct{ ID string }
		}
	}
	read := func(path string, into any) {
		r, err := http.Get(at + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		if err := json.NewDecoder(r.Body).Decode(into); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	read(fmt.Sprintf("/people.json?kind=person&limit=%d", min(many, 1000)), &people)
	var articles, persons, searches, twins []string
	for _, p := range people.Items {
		persons = append(persons, "/people/"+url.PathEscape(p.ID))
		searches = append(searches, "/search?q="+url.QueryEscape("speaker:"+p.ID))
		twins = append(twins, "/search.json?q="+url.QueryEscape("act:threat speaker:"+p.ID))
		read("/search.json?limit=1&q="+url.QueryEscape("speaker:"+p.ID), &statements)
		for _, s := range statements.Items {
			articles = append(articles, "/articles/"+url.PathEscape(s.Article.ID))
		}
	}
	if len(articles) == 0 || len(persons) == 0 {
		t.Fatal("there is nobody in the ledger to read of")
	}
	if many == 1 {
		searches, twins = []string{"/search?q=observers"}, []string{"/search.json?q=act:threat"}
	}
	return [][]string{{"/"}, searches, twins, persons, articles, {"/talks.json"}}
}
