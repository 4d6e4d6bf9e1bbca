package web

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/readout-project/readout"
)

// A changing is a ledger of which only the state is asked.
type changing struct {
	readout.Store
	state atomic.Int64
}

func (c *changing) State(context.Context) (int64, error) { return c.state.Load(), nil }

// said is an answer of some text.
func said(text string) *reply {
	return &reply{status: http.StatusOK, header: http.Header{}, body: []byte(text)}
}

// What many ask for at the same time is made once; what is asked for after a change is made anew, while what was begun before goes on.
func TestMadeOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger := &changing{}
		a := newReplies(ledger, 4)
		var made atomic.Int64
		render := func(context.Context) *reply {
			state := ledger.state.Load()
			made.Add(1)
			time.Sleep(time.Second)
			return said(fmt.Sprint(state))
		}
		var all sync.WaitGroup
		ask := func(want string) {
			all.Go(func() {
				if got, err := a.get(t.Context(), "/", render); err != nil || string(got.body) != want {
					t.Errorf("%v, %v, want %s", got, err, want)
				}
			})
		}
		for range 100 {
			ask("0")
		}
		synctest.Wait()
		ledger.state.Add(1)
		for range 100 {
			ask("1")
		}
		all.Wait()
		if made.Load() != 2 {
			t.Errorf("made %d times, want 2", made.Load())
		}
		ask("1") // kept
		all.Wait()
		if made.Load() != 2 {
			t.Error("what is kept was made again")
		}
		ledger.state.Add(1)
		ask("2")
		all.Wait()
	})
}

// What waits for a place is made in the order in which it was asked for, and is asked for too late by nobody: it is made when its turn comes, after
// the last change.
func TestInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger := &changing{}
		a := newReplies(ledger, 1)
		var made []string // one at a time
		var all sync.WaitGroup
		ask := func(key string) {
			all.Go(func() {
				_, err := a.get(t.Context(), key, func(context.Context) *reply {
					time.Sleep(time.Second)
					made = append(made, fmt.Sprint(key, ledger.state.Load()))
					return said(key)
				})
				if err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		for _, key := range strings.Split("abcdef", "") {
			ask(key)
		}
		ledger.state.Add(1)
		ask("f") // joins the one that waits
		ask("a") // which was begun too early for it
		all.Wait()
		if want := []string{"a1", "b1", "c1", "d1", "e1", "f1", "a1"}; !slices.Equal(made, want) {
			t.Errorf("made %v, want %v", made, want)
		}
	})
}

// What nobody waits for any more is given up, and makes room.
func TestGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newReplies(&changing{}, 1)
		ctx, leave := context.WithCancel(t.Context())
		ended := false
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				_, err := a.get(ctx, "/", func(ctx context.Context) *reply {
					<-ctx.Done()
					ended = true
					return said("")
				})
				if !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		leave()
		all.Wait()
		synctest.Wait()
		if !ended || len(a.places) != 0 || len(a.making) != 0 || a.waiting != 0 {
			t.Errorf("ended %v, %d places taken, %d being made, %d waiting", ended, len(a.places), len(a.making), a.waiting)
		}
	})
}

// Who would wait too long, or with too many others, is told so; what panics is an error of those who asked for it.
func TestCrowded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newReplies(&changing{}, 1)
		a.places <- struct{}{} // for ever
		_, err := a.get(t.Context(), "/", nil)
		if problemOf(err).Status != http.StatusServiceUnavailable {
			t.Error(err)
		}
		a.waiting = maxWaiting
		if _, err := a.get(t.Context(), "/", nil); problemOf(err).Status != http.StatusServiceUnavailable {
			t.Error(err)
		}
		a.waiting = 0
		<-a.places
		if _, err := a.get(t.Context(), "/", func(context.Context) *reply { panic("oops") }); err == nil || !strings.Contains(err.Error(), "oops") {
			t.Error(err)
		}
		if len(a.places) != 0 {
			t.Error("the panic kept its place")
		}
	})
}

// What is kept has bounds, what was asked for last stays longest, and errors are not kept.
func TestKept(t *testing.T) {
	ledger := &changing{}
	a := newReplies(ledger, 1)
	made := 0
	ask := func(key string, status int) {
		t.Helper()
		_, err := a.get(t.Context(), key, func(context.Context) *reply {
			made++
			return &reply{status: status, header: http.Header{}, body: make([]byte, maxOne/2)}
		})
		if err != nil {
			t.Fatal(err)
		}
		if a.size > maxKept || a.order.Len() != len(a.kept) {
			t.Fatalf("%d bytes, %d in order of %d", a.size, a.order.Len(), len(a.kept))
		}
	}
	for i := range 200 {
		ask(fmt.Sprint(i), http.StatusOK)
		ask("0", http.StatusOK)
	}
	if made != 200 {
		t.Errorf("made %d times, want 200", made)
	}
	ask("1", http.StatusOK)
	if made != 201 {
		t.Error("nothing was dropped")
	}
	for range 2 {
		ask("missing", http.StatusNotFound)
	}
	if made != 203 {
		t.Error("an error was kept")
	}
	ledger.state.Add(1)
	ask("0", http.StatusOK)
	if made != 204 || len(a.kept) != 1 {
		t.Errorf("made %d times, %d kept after a change", made, len(a.kept))
	}
}

// A page is the same compressed and not, made and kept; who has it is told so.
func TestReplies(t *testing.T) {
	s, _ := withSample(t)
	whole := s.get("/")
	for range 2 {
		packed := s.ask(http.MethodGet, "/", "", func(r *http.Request) { r.Header.Set("Accept-Encoding", "br, gzip;q=0.5") })
		if packed.Header.Get("Content-Encoding") != "gzip" {
			t.Fatal("not compressed")
		}
		if vary := strings.Join(packed.Header.Values("Vary"), ", "); !strings.Contains(vary, "Accept-Encoding") || !strings.Contains(vary, "Cookie") {
			t.Errorf("Vary is %q", vary)
		}
		z, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatal(err)
		}
		if page, err := io.ReadAll(z); err != nil || len(page) < len(whole)/2 {
			t.Errorf("%d bytes of %d, %v", len(page), len(whole), err)
		}
		tag := packed.Header.Get("ETag")
		again := s.ask(http.MethodGet, "/", "", func(r *http.Request) { r.Header.Set("If-None-Match", tag) })
		if again.StatusCode != http.StatusNotModified || text(t, again) != "" {
			t.Errorf("who has it is told %d", again.StatusCode)
		}
		head := s.ask(http.MethodHead, "/", "", nil)
		if head.StatusCode != http.StatusOK || text(t, head) != "" || head.Header.Get("ETag") != tag {
			t.Errorf("HEAD: %d", head.StatusCode)
		}
	}
	plain := s.ask(http.MethodGet, "/", "", func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip;q=0") })
	if plain.Header.Get("Content-Encoding") != "" || !strings.Contains(text(t, plain), "</html>") {
		t.Error("compressed for who does not accept it")
	}
}
