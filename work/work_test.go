package work_test

import (
	"context"
	"errors"
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
