package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// A Worker takes tasks from a queue and does them, several at once. It is used once.
type Worker struct {
	Queue Queue
	// Do does a task. What it leaves behind must be saved when it returns nil. Where ctx ends it stops soon, at a place from which the
	// task can be done anew.
	Do func(ctx context.Context, t Task) error

	// Ready, if not nil, is asked before a task is taken; while it fails none is, so that what is away for a while costs no tries.
	Ready func(ctx context.Context) error

	// Shared, if not nil, reports whether an error of Do would meet any other task as well, such as a full disk. The task is kept then, and done anew
	// after a while, so that it costs no tries and no other task is taken for it.
	Shared func(err error) bool

	Parallel int           // tasks at once; default 1
	MaxTries int           // deliveries after which a task is set aside; default 10
	Pause    time.Duration // before the second try; twice as long before each other; default a second
	MaxTime  time.Duration // that a task may take; default an hour
	Grace    time.Duration // that tasks under way may take after Run was told to end; default 20 s
	Until    func() bool   // Run ends when this reports true and then the queue is empty and nobody has a task of it; nil: never

	Log     *slog.Logger // nil for silence
	Observe func(Event)  // nil, or told of each task that ends
}

// An Event tells how a task ended.
type Event struct {
	Task   Task
	Result Result
	Took   time.Duration
}

// A Result is how a task ended.
type Result string

const (
	Done     Result = "done"
	Failed   Result = "failed"    // it will be tried again
	Aside    Result = "set aside" // it will not
	Returned Result = "returned"  // the worker ended before the task was done
	Lost     Result = "lost"      // done, but the queue could not be told, and so will deliver it again
)

// Run works until ctx ends: then no more tasks are taken, those under way are given some time, and what is not done by then goes
// back into the queue.
func (w *Worker) Run(ctx context.Context) error {
	if w.Log == nil {
		w.Log = slog.New(slog.DiscardHandler)
	}
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(cmp.Or(w.Grace, 20*time.Second), stop) })()
	taking, empty := context.WithCancel(ctx)
	defer empty()
	var group sync.WaitGroup
	for range max(w.Parallel, 1) {
		group.Go(func() { w.loop(taking, working, empty) })
	}
	group.Wait()
	return ctx.Err()
}

// pollTime is how long an empty queue is waited for before it is asked whether it is empty for good, and how long it is left alone
// after an error.
const pollTime = time.Second

func (w *Worker) loop(taking, working context.Context, empty func()) {
	wait := func(why string, err error) {
		w.Log.Warn(why, "error", err)
		select {
		case <-time.After(pollTime):
		case <-taking.Done():
		}
	}
	for taking.Err() == nil {
		if w.Ready != nil {
			if err := w.Ready(taking); err != nil {
				wait("not ready for a task", err)
				continue
			}
		}
		ctx, cancel := taking, context.CancelFunc(func() {})
		if w.Until != nil {
			ctx, cancel = context.WithTimeout(taking, pollTime)
		}
		d, err := w.Queue.Take(ctx)
		cancel()
		switch {
		case err == nil:
			w.one(taking, working, d)
		case taking.Err() != nil:
		case errors.Is(err, context.DeadlineExceeded):
			if w.Until() {
				if s, err := w.Queue.Status(taking); err == nil && s.Waiting+s.Taken == 0 {
					empty()
				}
			}
		default:
			wait("no task can be taken", err)
		}
	}
}

// one does a task, and tells the queue.
func (w *Worker) one(taking, working context.Context, d Delivery) {
	start := time.Now()
	t, unknown := d.Task()
	log := w.Log.With("task", t.ID, "kind", t.Kind(), "try", d.Try())
	tries := cmp.Or(w.MaxTries, 10)
	err := unknown
	switch {
	case unknown != nil:
	case d.Try() > tries:
		err = errors.New("the workers that had it ended before they were done")
	default:
		err = w.do(taking, working, d, t)
	}
	telling, cancel := context.WithTimeout(context.WithoutCancel(working), 30*time.Second)
	defer cancel()
	result := Done
	var told error
	switch {
	case err == nil:
		if told = d.Done(telling); told != nil {
			result = Lost
		}
	case working.Err() != nil || taking.Err() != nil && w.shared(err):
		result = Returned
		told = d.Again(telling, 0)
	case unknown != nil || d.Try() >= tries:
		result = Aside
		told = d.SetAside(telling, err.Error())
	default:
		result = Failed
		told = d.Again(telling, w.pause(d.Try()))
	}
	took := time.Since(start)
	if w.Observe != nil {
		w.Observe(Event{Task: t, Result: result, Took: took})
	}
	switch {
	case told != nil:
		log.Warn("the queue could not be told, and will deliver the task again", "result", result, "error", told)
	case err != nil:
		log.Warn("task "+string(result), "error", err, "took", took)
	default:
		log.Info("task done", "took", took)
	}
}

// do does a task while its lease is kept alive, again and again while an error is not the task's own.
func (w *Worker) do(taking, working context.Context, d Delivery, t Task) error {
	var group sync.WaitGroup
	defer group.Wait()
	done := make(chan struct{})
	defer close(done)
	group.Go(func() {
		ticks := time.NewTicker(d.Lease() / 3)
		defer ticks.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticks.C:
				if err := d.Extend(working); err != nil && working.Err() == nil {
					w.Log.Warn("the lease could not be kept alive", "task", t.ID, "error", err)
				}
			}
		}
	})
	for n := 1; ; n++ {
		err := w.attempt(working, t)
		if !w.shared(err) || taking.Err() != nil {
			return err
		}
		pause := min(w.pause(n), maxHold)
		w.Log.Warn("task kept until it can be saved", "task", t.ID, "error", err, "again", pause)
		select {
		case <-time.After(pause):
		case <-taking.Done():
			return err
		}
	}
}

// maxHold is how long a task that is kept waits at most before it is done anew.
const maxHold = time.Minute

func (w *Worker) shared(err error) bool { return err != nil && w.Shared != nil && w.Shared(err) }

// attempt does a task once.
func (w *Worker) attempt(working context.Context, t Task) (err error) {
	ctx, cancel := context.WithTimeout(working, cmp.Or(w.MaxTime, time.Hour))
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a fault of the program, please report it: %v", p)
		}
	}()
	return w.Do(ctx, t)
}

// pause is how long a task waits after so many tries: each time twice as long, five minutes at most.
func (w *Worker) pause(tries int) time.Duration {
	return min(cmp.Or(w.Pause, time.Second)<<min(max(tries-1, 0), 10), 5*time.Minute)
}
