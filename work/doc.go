// Package work shares the reading of many articles among workers: tasks, a queue of them, and the loop of a worker.
//
// A queue delivers each task at least once. That it takes effect once is the work of whoever does it: the same task must leave the
// same behind however often it is done, and must have left it before it is told to be done. A worker holds a task by a
// lease that it keeps alive; when it dies, the lease ends and another gets the task. A task that fails again and again is set
// aside with its error.
//
// [Memory] is a queue within one program; package jetstream has one for many machines. Package worktest is what both must do.
package work

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"
)

// A Task is a piece of work: exactly one of Range, Batch and Feed.
type Task struct {
	ID    string `json:"id"` // made of the rest by NewTask
	Range *Range `json:"range,omitempty"`
	Batch []File `json:"batch,omitempty"`
	Feed  string `json:"feed,omitempty"`  // an address
	Round int64  `json:"round,omitempty"` // tells one reading of a feed from the next
}

// A Range is a part of a file that all workers can open: what begins in it, also where that ends behind it.
type Range struct {
	File   string `json:"file"` // path below the folder of the workers, with slashes
	Format string `json:"format"`
	From   int64  `json:"from"`            // bytes of the file before
	Lines  int    `json:"lines,omitempty"` // lines in these, where the file has lines
	To     int64  `json:"to"`              // bytes of the file up to the end of the range
}

// A File is sent along with its task.
type File struct {
	Name   string `json:"name"` // stands for it in messages, and for what is known of its format
	Format string `json:"format,omitempty"`
	Data   []byte `json:"data"`
}

// Kind names what a task is, for people and for metrics.
func (t *Task) Kind() string {
	switch {
	case t.Range != nil:
		return "range"
	case t.Feed != "":
		return "feed"
	}
	return "batch"
}

// NewTask gives a task its id: the same task has the same.
func NewTask(t Task) Task {
	t.ID = ""
	text, err := json.Marshal(t)
	if err != nil {
		panic(err) // there is nothing in it that cannot be written
	}
	sum := sha256.Sum256(text)
	t.ID = hex.EncodeToString(sum[:12])
	return t
}

// Check returns what is wrong with a task that came from elsewhere.
func (t *Task) Check() error {
	kinds := 0
	for _, is := range []bool{t.Range != nil, len(t.Batch) > 0, t.Feed != ""} {
		if is {
			kinds++
		}
	}
	switch {
	case kinds != 1:
		return errors.New("a task must be exactly one of range, batch and feed")
	case t.ID != NewTask(*t).ID:
		return errors.New("the task's id is not made of its content")
	case t.Range != nil && (t.Range.File == "" || t.Range.From < 0 || t.Range.Lines < 0 || t.Range.To <= t.Range.From):
		return errors.New("the task's range holds nothing")
	}
	return nil
}

// Errors of a Queue; wrapped, so use errors.Is.
var (
	ErrUnknown = errors.New("no such task was set aside")
	ErrNoQueue = errors.New("the queue has not been set up")
)

// A Queue holds tasks. It is safe for concurrent use.
type Queue interface {
	// Add adds tasks, and waits while the queue is full. One that is there, or was added a moment ago, is not added again.
	Add(ctx context.Context, tasks ...Task) error
	// Take waits for a task and leases it.
	Take(ctx context.Context) (Delivery, error)
	// Status counts the tasks.
	Status(ctx context.Context) (Status, error)
	// Aside lists tasks that were set aside, the oldest first, up to a limit.
	Aside(ctx context.Context, limit int) ([]Failure, error)
	// Retry puts a task that was set aside back into the queue, and Drop forgets it. ErrUnknown where there is none with that id.
	Retry(ctx context.Context, id string) error
	Drop(ctx context.Context, id string) error
	Close() error
}

// A Delivery is a task that is leased.
type Delivery interface {
	// Task returns the task; an error where what came is none.
	Task() (Task, error)
	// Try tells how often the task has been delivered, this time included.
	Try() int
	// Lease is how long the task is held without word of it, and Extend begins that time anew.
	Lease() time.Duration
	Extend(ctx context.Context) error
	// Done tells that the task is done: it is not delivered again. An error leaves that open.
	Done(ctx context.Context) error
	// Again gives the task back, to be delivered after a while.
	Again(ctx context.Context, after time.Duration) error
	// SetAside takes the task out of the queue, with the reason.
	SetAside(ctx context.Context, reason string) error
}

// A Status counts the tasks of a queue.
type Status struct {
	Waiting int // for their first worker
	Taken   int // leased, or given back to be tried again
	Aside   int // set aside
}

// A Failure is a task that was set aside.
type Failure struct {
	Task   Task      `json:"task"`
	Reason string    `json:"reason"`
	Tries  int       `json:"tries"`
	When   time.Time `json:"when"`
}

// DefaultLease is how long a worker holds a task without word of it.
const DefaultLease = 30 * time.Second
