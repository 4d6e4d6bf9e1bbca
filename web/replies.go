package web

import (
	"container/list"
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/readout-project/readout"
)

// Replies makes what is read once for all who ask for it at the same time, and keeps it until the ledger changes. No answer is older than
// the question: with each, the ledger is asked for its state, and whoever has changed something sees it at once.
//
// What is to be made waits for its turn in the order in which it was asked for, and a few are made at a time: so a crowd waits a while each and
// nobody for ever, and what they take of memory is bounded.
type replies struct {
	state  present
	places chan struct{} // for what is being made

	mu      sync.Mutex
	making  map[string]*making
	waiting int // who ask for what is being made

	at    int64 // the state of the ledger in which kept was made
	kept  map[string]*list.Element
	order list.List // of kept, what was asked for last first
	size  int       // of kept, in bytes
}

// Limits of what waits and of what is kept.
const (
	maxWaiting = 5000            // requests
	waitTime   = 2 * time.Minute // for one's turn
	maxKept    = 16 << 20        // bytes of answers
	maxOne     = maxKept / 32    // of one of them
	keptBeside = 1 << 10         // what one takes beside its body and its key, about
)

// A making is an answer that is being made, or waits to be.
type making struct {
	begun   bool
	state   int64 // of the ledger, when it was begun
	waiting int   // who wait for it; when the last one leaves, it is given up
	cancel  context.CancelFunc
	done    chan struct{}
	reply   *reply
	err     error
}

// A keeping is an answer that is kept.
type keeping struct {
	key   string
	reply *reply
}

func newReplies(store readout.Store, places int) *replies {
	return &replies{state: present{store: store}, places: make(chan struct{}, places), making: map[string]*making{}, kept: map[string]*list.Element{}}
}

// get returns the answer of a key, which render makes where it is neither kept nor being made.
func (a *replies) get(ctx context.Context, key string, render func(context.Context) *reply) (*reply, error) {
	state, err := a.state.now()
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	if kept := a.find(key, state); kept != nil {
		a.mu.Unlock()
		return kept, nil
	}
	if a.waiting >= maxWaiting {
		a.mu.Unlock()
		return nil, crowded()
	}
	m := a.making[key]
	if m == nil || m.begun && m.state < state { // which may lack what this one must see
		m = &making{done: make(chan struct{})}
		var making context.Context
		making, m.cancel = context.WithCancel(context.WithoutCancel(ctx))
		a.making[key] = m
		go a.run(making, key, m, render)
	}
	m.waiting++
	a.waiting++
	a.mu.Unlock()
	defer a.leave(key, m)
	select {
	case <-m.done:
		return m.reply, m.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func crowded() error { return fault(http.StatusServiceUnavailable, "Too many ask at once. Try again.") }

// leave counts one who no longer waits.
func (a *replies) leave(key string, m *making) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting--
	if m.waiting--; m.waiting == 0 {
		m.cancel()
		if a.making[key] == m {
			delete(a.making, key)
		}
	}
}

// run makes an answer when it is its turn.
func (a *replies) run(ctx context.Context, key string, m *making, render func(context.Context) *reply) {
	made, err := a.make(ctx, m, render)
	a.mu.Lock()
	defer a.mu.Unlock()
	m.reply, m.err = made, err
	if a.making[key] == m {
		delete(a.making, key)
	}
	if err == nil && made.status == http.StatusOK {
		a.keep(key, m.state, made)
	}
	close(m.done)
}

func (a *replies) make(ctx context.Context, m *making, render func(context.Context) *reply) (made *reply, err error) {
	wait := time.NewTimer(waitTime)
	defer wait.Stop()
	select {
	case a.places <- struct{}{}:
		defer func() { <-a.places }()
	case <-wait.C:
		return nil, crowded()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	state, err := a.state.now()
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	m.begun, m.state = true, state
	a.mu.Unlock()
	defer func() {
		if p := recover(); p != nil {
			made, err = nil, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	return render(ctx), nil
}

// find returns what is kept of a state.
func (a *replies) find(key string, state int64) *reply {
	e := a.kept[key]
	if e == nil || a.at != state {
		return nil
	}
	a.order.MoveToFront(e)
	return e.Value.(*keeping).reply
}

// keep keeps an answer that was made in a state, in place of those of earlier states and of those that nobody asked for the longest.
func (a *replies) keep(key string, state int64, made *reply) {
	size := func(k *keeping) int { return len(k.key) + len(k.reply.body) + keptBeside }
	drop := func(e *list.Element) {
		k := a.order.Remove(e).(*keeping)
		delete(a.kept, k.key)
		a.size -= size(k)
	}
	k := &keeping{key, made}
	if state < a.at || size(k) > maxOne {
		return
	}
	if state > a.at {
		clear(a.kept)
		a.order.Init()
		a.at, a.size = state, 0
	}
	if e := a.kept[key]; e != nil {
		drop(e)
	}
	for a.size+size(k) > maxKept {
		drop(a.order.Back())
	}
	a.kept[key] = a.order.PushFront(k)
	a.size += size(k)
}

// A present asks a ledger for its state, once for all who want to know at the same time.
type present struct {
	store readout.Store
	asked atomic.Int64 // how often
	mu    sync.Mutex
	last  int64
	err   error
}

// now returns a state that the ledger had after now was called.
func (s *present) now() (int64, error) {
	before := s.asked.Load()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked.Load() > before { // somebody asked while this one waited
		return s.last, s.err
	}
	s.asked.Add(1)
	ctx, cancel := context.WithTimeout(context.Background(), readTime)
	defer cancel()
	s.last, s.err = s.store.State(ctx)
	return s.last, s.err
}
