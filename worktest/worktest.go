// Package worktest is what every work.Queue must do, and what a work.Worker does with it.
package worktest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/readout-project/readout/work"
)

// Open returns an empty queue for so many tasks.
type Open func(t *testing.T, capacity int, lease time.Duration) work.Queue

// Run runs the suite.
func Run(t *testing.T, open Open) {
	for _, test := range []struct {
		name     string
		capacity int
		run      func(*suite)
	}{
		{"Done", 100, (*suite).done},
		{"Twice", 100, (*suite).twice},
		{"Lease", 100, (*suite).leases},
		{"Again", 100, (*suite).again},
		{"Aside", 100, (*suite).aside},
		{"Full", 3, (*suite).full},
		{"Cancel", 100, (*suite).cancel},
		{"Workers", 1000, (*suite).workers},
		{"Poison", 100, (*suite).poison},
		{"Drain", 100, (*suite).drain},
		{"LongTask", 100, (*suite).long},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &suite{T: t, Queue: open(t, test.capacity, lease)}
			defer func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}()
			test.run(s)
		})
	}
}

// lease is that of the queues under test: short, so that waiting for its end takes no time.
const lease = 900 * time.Millisecond

// A suite is a queue under test.
type suite struct {
	*testing.T
	work.Queue
}

// now lets a worker end as soon as the queue is empty.
func now() bool { return true }

func feed(n int) work.Task {
	return work.NewTask(work.Task{Feed: fmt.Sprintf("https://example.org/%d", n)})
}

func (s *suite) add(tasks ...work.Task) {
	s.Helper()
	if err := s.Add(s.Context(), tasks...); err != nil {
		s.Fatal(err)
	}
}

// take takes a task, which must come within some seconds.
func (s *suite) take() work.Delivery {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), 10*time.Second)
	defer cancel()
	d, err := s.Take(ctx)
	if err != nil {
		s.Fatal(err)
	}
	return d
}

// none checks that no task can be taken for a while.
func (s *suite) none(wait time.Duration) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), wait)
	defer cancel()
	if d, err := s.Take(ctx); !errors.Is(err, context.DeadlineExceeded) {
		s.Errorf("took %v, %v", d, err)
	}
}

func (s *suite) status(want work.Status) {
	s.Helper()
	var got work.Status
	for range 40 { // a server may take a moment to count
		var err error
		if got, err = s.Status(s.Context()); err != nil {
			s.Fatal(err)
		}
		if got == want {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	s.Errorf("status %+v, want %+v", got, want)
}

func (s *suite) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *suite) done() {
	s.status(work.Status{})
	big := work.NewTask(work.Task{Batch: []work.File{{Name: "a.txt", Data: []byte(strings.Repeat("It rained. ", 50_000))}}})
	part := work.NewTask(work.Task{Range: &work.Range{File: "news/a.warc.gz", Format: "warc", From: 17, To: 1 << 40}})
	s.add(feed(1), big, part)
	s.status(work.Status{Waiting: 3})
	for _, want := range []work.Task{feed(1), big, part} { // in order, while nothing fails
		d := s.take()
		got, err := d.Task()
		if err != nil || got.ID != want.ID || work.NewTask(got).ID != want.ID || got.Kind() != want.Kind() || d.Try() != 1 {
			s.Errorf("took %s, %v at try %d, not %s", got.ID, err, d.Try(), want.ID)
		}
		s.must(d.Done(s.Context()))
	}
	s.status(work.Status{})
	s.none(lease + 300*time.Millisecond)
}

func (s *suite) twice() {
	s.add(feed(1), feed(1))
	s.add(feed(1))
	s.status(work.Status{Waiting: 1})
	d := s.take()
	s.add(feed(1))
	s.must(d.Done(s.Context()))
	s.none(100 * time.Millisecond)
	s.add(work.NewTask(work.Task{Feed: "https://example.org/1", Round: 2}))
	s.must(s.take().Done(s.Context()))
}

// leases lets one end, and keeps another alive.
func (s *suite) leases() {
	s.add(feed(1))
	lost := s.take()
	s.status(work.Status{Taken: 1})
	start := time.Now()
	kept := s.take()
	if took := time.Since(start); kept.Try() != 2 || kept.Lease() != lease || took < lease/2 {
		s.Errorf("delivered again after %v, try %d", took, kept.Try())
	}
	for range 5 {
		time.Sleep(lease / 3)
		s.must(kept.Extend(s.Context()))
	}
	s.none(lease / 3)
	s.must(kept.Done(s.Context()))
	_ = lost.Done(s.Context()) // whatever it says, nothing comes of it
	s.status(work.Status{})
	s.none(lease + 300*time.Millisecond)
}

func (s *suite) again() {
	s.add(feed(1), feed(2))
	d := s.take()
	s.must(d.Again(s.Context(), 600*time.Millisecond))
	start := time.Now()
	other := s.take()
	if got, _ := other.Task(); got.ID != feed(2).ID {
		s.Errorf("took %s", got.Feed)
	}
	s.must(other.Done(s.Context()))
	d = s.take()
	if got, _ := d.Task(); got.ID != feed(1).ID || d.Try() != 2 || time.Since(start) < 400*time.Millisecond {
		s.Errorf("took %s, try %d, after %v", got.Feed, d.Try(), time.Since(start))
	}
	s.must(d.Again(s.Context(), 0))
	d = s.take()
	if d.Try() != 3 {
		s.Errorf("try %d", d.Try())
	}
	s.must(d.Done(s.Context()))
}

func (s *suite) aside() {
	s.add(feed(1), feed(2), feed(3))
	for n := range 3 {
		s.must(s.take().SetAside(s.Context(), fmt.Sprintf("reason %d", n+1)))
	}
	s.status(work.Status{Aside: 3})
	s.none(lease + 300*time.Millisecond)
	all, err := s.Aside(s.Context(), 10)
	s.must(err)
	if len(all) != 3 || all[1].Task.Feed != feed(2).Feed || all[1].Reason != "reason 2" || all[1].Tries != 1 || time.Since(all[1].When) > time.Minute {
		s.Fatalf("%+v", all)
	}
	if some, err := s.Aside(s.Context(), 2); err != nil || len(some) != 2 {
		s.Errorf("%+v, %v", some, err)
	}
	s.must(s.Retry(s.Context(), feed(2).ID))
	s.must(s.Drop(s.Context(), feed(3).ID))
	s.status(work.Status{Waiting: 1, Aside: 1})
	d := s.take()
	if got, err := d.Task(); err != nil || got.ID != feed(2).ID || d.Try() != 1 {
		s.Errorf("took %+v, %v, try %d", got, err, d.Try())
	}
	s.must(d.SetAside(s.Context(), "once more"))
	s.must(s.Retry(s.Context(), feed(2).ID))
	s.must(s.take().Done(s.Context()))
	s.status(work.Status{Aside: 1})
	for _, err := range []error{s.Retry(s.Context(), feed(2).ID), s.Drop(s.Context(), feed(3).ID), s.Retry(s.Context(), "a.b *>")} {
		if !errors.Is(err, work.ErrUnknown) {
			s.Errorf("of a task that was not set aside: %v", err)
		}
	}
}

// full holds back who adds to a queue that is full, until there is room.
func (s *suite) full() {
	s.add(feed(1), feed(2), feed(3))
	ctx, cancel := context.WithTimeout(s.Context(), 300*time.Millisecond)
	defer cancel()
	if err := s.Add(ctx, feed(4)); !errors.Is(err, context.DeadlineExceeded) {
		s.Errorf("a fourth task: %v", err)
	}
	added := make(chan error, 1)
	go func() { added <- s.Add(s.Context(), feed(5), feed(6)) }()
	for range 4 {
		time.Sleep(50 * time.Millisecond)
		s.must(s.take().Done(s.Context()))
	}
	s.must(<-added)
	s.must(s.take().Done(s.Context()))
	s.status(work.Status{})
}

func (s *suite) cancel() {
	ctx, cancel := context.WithCancel(s.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	start := time.Now()
	if _, err := s.Take(ctx); !errors.Is(err, context.Canceled) || time.Since(start) > 2*time.Second {
		s.Errorf("after %v: %v", time.Since(start), err)
	}
	s.add(feed(1))
	s.must(s.take().Done(s.Context())) // who gave up did not take it along
}

// workers does many tasks by several workers, each of which fails now and then: each is done, and none twice at once.
func (s *suite) workers() {
	const tasks = 300
	var mu sync.Mutex
	tries, done, doing := map[string]int{}, map[string]int{}, map[string]bool{}
	do := func(_ context.Context, t work.Task) error {
		mu.Lock()
		defer mu.Unlock()
		if doing[t.ID] {
			s.Errorf("%s is done twice at once", t.Feed)
		}
		doing[t.ID] = true
		mu.Unlock()
		time.Sleep(time.Millisecond)
		mu.Lock()
		doing[t.ID] = false
		if tries[t.ID]++; tries[t.ID] == 1 && t.ID[0] < '4' {
			return errors.New("at first it fails")
		}
		done[t.ID]++
		return nil
	}
	go func() {
		for n := range tasks {
			if err := s.Add(s.Context(), feed(n)); err != nil {
				s.Error(err)
			}
		}
	}()
	time.Sleep(50 * time.Millisecond)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			w := work.Worker{Queue: s, Do: do, Parallel: 2, Pause: 10 * time.Millisecond, Until: now}
			if err := w.Run(s.Context()); err != nil {
				s.Error(err)
			}
		})
	}
	group.Wait()
	if len(done) != tasks {
		s.Errorf("%d tasks are done", len(done))
	}
	for id, n := range done {
		if n != 1 {
			s.Errorf("%s is done %d times", id, n)
		}
	}
	s.status(work.Status{})
}

// poison sets aside what fails again and again, with its last error; the rest is done.
func (s *suite) poison() {
	s.add(feed(1), feed(2), feed(3))
	var events []work.Event
	w := work.Worker{Queue: s, MaxTries: 3, Pause: 10 * time.Millisecond, Until: now, Observe: func(e work.Event) { events = append(events, e) }}
	tries := 0
	w.Do = func(_ context.Context, t work.Task) error {
		switch t.ID {
		case feed(1).ID:
			tries++
			return fmt.Errorf("try %d", tries)
		case feed(2).ID:
			panic("broken")
		}
		return nil
	}
	s.must(w.Run(s.Context()))
	all, err := s.Aside(s.Context(), 10)
	s.must(err)
	reasons := map[string]string{}
	for _, f := range all {
		reasons[f.Task.Feed] = fmt.Sprintf("%s, %d tries", f.Reason, f.Tries)
	}
	if len(all) != 2 || reasons[feed(1).Feed] != "try 3, 3 tries" || !strings.Contains(reasons[feed(2).Feed], "fault of the program, please report it: broken, 3 tries") {
		s.Errorf("set aside: %v", reasons)
	}
	results := map[work.Result]int{}
	for _, e := range events {
		results[e.Result]++
	}
	if results[work.Done] != 1 || results[work.Failed] != 4 || results[work.Aside] != 2 {
		s.Errorf("%v", results)
	}
}

// drain tells a worker to end: what it does is finished in time or goes back, and nothing else is taken.
func (s *suite) drain() {
	s.add(feed(1), feed(2), feed(3))
	ctx, cancel := context.WithCancel(s.Context())
	var mu sync.Mutex
	results := map[work.Result]int{}
	w := work.Worker{Queue: s, Parallel: 2, Grace: 200 * time.Millisecond, Observe: func(e work.Event) {
		mu.Lock()
		defer mu.Unlock()
		results[e.Result]++
	}}
	w.Do = func(ctx context.Context, t work.Task) error {
		if t.ID == feed(1).ID {
			cancel()
			time.Sleep(100 * time.Millisecond)
			return nil
		}
		<-ctx.Done() // too long for the grace
		return ctx.Err()
	}
	start := time.Now()
	if err := w.Run(ctx); !errors.Is(err, context.Canceled) || time.Since(start) > 5*time.Second {
		s.Errorf("ended after %v with %v", time.Since(start), err)
	}
	if results[work.Done] != 1 || results[work.Returned] > 1 {
		s.Errorf("%v", results)
	}
	left, err := s.Status(s.Context())
	s.must(err)
	if left.Waiting+left.Taken != 2 {
		s.Errorf("left: %+v", left)
	}
}

// long does a task that takes longer than its lease.
func (s *suite) long() {
	s.add(feed(1))
	var mu sync.Mutex
	n := 0
	w := work.Worker{Queue: s, Parallel: 2, Until: now, Do: func(context.Context, work.Task) error {
		mu.Lock()
		n++
		mu.Unlock()
		time.Sleep(2 * lease)
		return nil
	}}
	s.must(w.Run(s.Context()))
	if n != 1 {
		s.Errorf("it was done %d times", n)
	}
}
