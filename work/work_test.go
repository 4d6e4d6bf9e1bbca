package work_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/readout-project/readout/work"
	"github.com/readout-project/readout/worktest"
)

func TestMemory(t *testing.T) {
	worktest.Run(t, func(_ *testing.T, capacity int, lease time.Duration) work.Queue {
		return work.NewMemory(capacity, lease)
	})
}

func TestTask(t *testing.T) {
	a := work.NewTask(work.Task{Range: &work.Range{File: "a.warc", From: 0, To: 10}})
	if b := work.NewTask(a); b.ID != a.ID || len(a.ID) != 24 {
		t.Errorf("ids %s and %s", a.ID, b.ID)
	}
	if err := a.Check(); err != nil {
		t.Error(err)
	}
	for what, bad := range map[string]work.Task{
		"nothing":        work.NewTask(work.Task{}),
		"two":            work.NewTask(work.Task{Range: a.Range, Feed: "https://example.org"}),
		"another id":     {ID: "x", Feed: "https://example.org"},
		"an empty range": work.NewTask(work.Task{Range: &work.Range{File: "a.warc", From: 10, To: 10}}),
		"no file":        work.NewTask(work.Task{Range: &work.Range{To: 10}}),
	} {
		if err := bad.Check(); err == nil {
			t.Errorf("a task with %s is taken", what)
		}
	}
}

// TestReady takes no task while something is away, and so loses no try.
func TestReady(t *testing.T) {
	q := work.NewMemory(1, 0)
	task := work.NewTask(work.Task{Feed: "https://example.org"})
	if err := q.Add(t.Context(), task); err != nil {
		t.Fatal(err)
	}
	asked, done := 0, 0
	w := work.Worker{Queue: q, MaxTries: 1, Until: func() bool { return true }, Ready: func(context.Context) error {
		if asked++; asked < 3 {
			return errors.New("the ledger is away")
		}
		return nil
	}, Do: func(context.Context, work.Task) error {
		done++
		return nil
	}}
	if err := w.Run(t.Context()); err != nil || done != 1 || asked < 3 {
		t.Errorf("asked %d times, did %d tasks, %v", asked, done, err)
	}
}

// TestShared keeps a task while nothing can be saved, whoever had it before: it loses no try, and the other task waits.
func TestShared(t *testing.T) {
	full := errors.New("the disk is full")
	q := work.NewMemory(2, 30*time.Millisecond)
	first, second := work.NewTask(work.Task{Feed: "https://example.org/1"}), work.NewTask(work.Task{Feed: "https://example.org/2"})
	if err := q.Add(t.Context(), first, second); err != nil {
		t.Fatal(err)
	}
	var did []string
	w := work.Worker{Queue: q, MaxTries: 1, Pause: 10 * time.Millisecond, Until: func() bool { return true }, Shared: func(err error) bool { return errors.Is(err, full) },
		Do: func(_ context.Context, task work.Task) error {
			if did = append(did, task.Feed); len(did) < 5 {
				return full
			}
			return nil
		}}
	if err := w.Run(t.Context()); err != nil {
		t.Error(err)
	}
	want := []string{first.Feed, first.Feed, first.Feed, first.Feed, first.Feed, second.Feed}
	if !slices.Equal(did, want) {
		t.Errorf("tasks done: %v", did)
	}
	if s, err := q.Status(t.Context()); err != nil || s != (work.Status{}) {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestSharedEnd gives back a task that is kept when the worker is told to end, also at its last try.
func TestSharedEnd(t *testing.T) {
	q := work.NewMemory(1, 0)
	if err := q.Add(t.Context(), work.NewTask(work.Task{Feed: "https://example.org"})); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var results []work.Result
	w := work.Worker{Queue: q, MaxTries: 1, Pause: time.Hour, Shared: func(error) bool { return true }, Observe: func(e work.Event) { results = append(results, e.Result) },
		Do: func(context.Context, work.Task) error {
			time.AfterFunc(10*time.Millisecond, stop)
			return errors.New("the disk is full")
		}}
	if err := w.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if !slices.Equal(results, []work.Result{work.Returned}) {
		t.Errorf("%v", results)
	}
	if s, err := q.Status(t.Context()); err != nil || s.Waiting+s.Taken != 1 || s.Aside != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}
