package work

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Memory is a queue within one program. What is in it is lost with the program.
type Memory struct {
	lease    time.Duration
	capacity int

	mu     sync.Mutex
	change chan struct{} // closed, and made anew, at each change
	order  []*item       // waiting and taken, in the order of adding
	byID   map[string]*item
	aside  []Failure
}

// An item is a task in the queue.
type item struct {
	task  Task
	try   int
	after time.Time // when it may be taken; while it is leased, when the lease ends
	taken bool
}

var _ Queue = (*Memory)(nil)

// NewMemory makes a queue that holds so many tasks. The lease is DefaultLease where it is 0.
func NewMemory(capacity int, lease time.Duration) *Memory {
	if lease == 0 {
		lease = DefaultLease
	}
	return &Memory{lease: lease, capacity: capacity, change: make(chan struct{}), byID: map[string]*item{}}
}

// changed wakes who waits. The lock is held.
func (q *Memory) changed() {
	close(q.change)
	q.change = make(chan struct{})
}

// Add adds tasks.
func (q *Memory) Add(ctx context.Context, tasks ...Task) error {
	for _, t := range tasks {
		if err := q.add(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (q *Memory) add(ctx context.Context, t Task) error {
	for {
		q.mu.Lock()
		switch {
		case q.byID[t.ID] != nil:
			q.mu.Unlock()
			return nil
		case len(q.order) < q.capacity:
			q.push(t)
			q.mu.Unlock()
			return nil
		}
		change := q.change
		q.mu.Unlock()
		select {
		case <-change:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (q *Memory) push(t Task) {
	it := &item{task: t}
	q.byID[t.ID] = it
	q.order = append(q.order, it)
	q.changed()
}

// Take leases the oldest task that may be taken.
func (q *Memory) Take(ctx context.Context) (Delivery, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		q.mu.Lock()
		now := time.Now()
		next := now.Add(time.Hour)
		for _, it := range q.order {
			if !it.after.After(now) {
				it.try++
				it.taken, it.after = true, now.Add(q.lease)
				d := &memoryDelivery{q: q, item: it, task: it.task, try: it.try}
				q.mu.Unlock()
				return d, nil
			}
			if it.after.Before(next) {
				next = it.after
			}
		}
		change := q.change
		q.mu.Unlock()
		timer := time.NewTimer(time.Until(next))
		select {
		case <-timer.C:
		case <-change:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// Status counts the tasks.
func (q *Memory) Status(context.Context) (Status, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	s := Status{Aside: len(q.aside)}
	for _, it := range q.order {
		if it.try > 0 {
			s.Taken++
		} else {
			s.Waiting++
		}
	}
	return s, nil
}

// Aside lists tasks that were set aside.
func (q *Memory) Aside(_ context.Context, limit int) ([]Failure, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.Clone(q.aside[:min(limit, len(q.aside))]), nil
}

// Retry puts a task back that was set aside, be the queue full or not.
func (q *Memory) Retry(_ context.Context, id string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	f, err := q.forget(id)
	if err == nil && q.byID[id] == nil {
		q.push(f.Task)
	}
	return err
}

// Drop forgets a task that was set aside.
func (q *Memory) Drop(_ context.Context, id string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	_, err := q.forget(id)
	return err
}

func (q *Memory) forget(id string) (Failure, error) {
	i := slices.IndexFunc(q.aside, func(f Failure) bool { return f.Task.ID == id })
	if i < 0 {
		return Failure{}, fmt.Errorf("%s: %w", id, ErrUnknown)
	}
	f := q.aside[i]
	q.aside = slices.Delete(q.aside, i, i+1)
	return f, nil
}

// Close does nothing: there is nothing behind the queue.
func (q *Memory) Close() error { return nil }

// A memoryDelivery counts for as long as its task has not been delivered anew.
type memoryDelivery struct {
	q    *Memory
	item *item
	task Task
	try  int
}

func (d *memoryDelivery) Task() (Task, error)  { return d.task, nil }
func (d *memoryDelivery) Try() int             { return d.try }
func (d *memoryDelivery) Lease() time.Duration { return d.q.lease }

// hold calls a function if the lease is still this delivery's.
func (d *memoryDelivery) hold(do func()) error {
	d.q.mu.Lock()
	defer d.q.mu.Unlock()
	if d.q.byID[d.task.ID] != d.item || d.item.try != d.try || !d.item.taken {
		return fmt.Errorf("the lease of task %s has ended", d.task.ID)
	}
	do()
	d.q.changed()
	return nil
}

func (d *memoryDelivery) Extend(context.Context) error {
	return d.hold(func() { d.item.after = time.Now().Add(d.q.lease) })
}

func (d *memoryDelivery) Done(context.Context) error { return d.hold(d.remove) }

func (d *memoryDelivery) remove() {
	delete(d.q.byID, d.task.ID)
	d.q.order = slices.DeleteFunc(d.q.order, func(it *item) bool { return it == d.item })
}

func (d *memoryDelivery) Again(_ context.Context, after time.Duration) error {
	return d.hold(func() { d.item.taken, d.item.after = false, time.Now().Add(after) })
}

func (d *memoryDelivery) SetAside(_ context.Context, reason string) error {
	return d.hold(func() {
		d.remove()
		d.q.aside = append(d.q.aside, Failure{Task: d.task, Reason: reason, Tries: d.try, When: time.Now().UTC()})
	})
}
