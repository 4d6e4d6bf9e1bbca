package main

import (
	"iter"
	"sync"
)

// inOrder applies work to each item of a sequence on several goroutines and yields the
// results in the order of the items. The sequence runs on a goroutine of its own, ahead of
// the results by as many items as keep the workers busy, fewer when the sizes of those
// under way pass limit. When the caller stops early, the items under way are finished first.
func inOrder[I, O any](items iter.Seq[I], workers, limit int, size func(I) int, work func(I) O) iter.Seq[O] {
	type job struct {
		item I
		size int
		out  chan O
	}
	return func(yield func(O) bool) {
		var (
			group sync.WaitGroup
			jobs  = make(chan job)
			order = make(chan job, 4*workers)
			stop  = make(chan struct{})
			room  = newBudget(limit)
		)
		defer group.Wait()
		defer close(stop)
		defer room.close()
		for range workers {
			group.Go(func() {
				for j := range jobs {
					j.out <- work(j.item)
				}
			})
		}
		group.Go(func() {
			defer close(order)
			defer close(jobs)
			for item := range items {
				j := job{item, size(item), make(chan O, 1)}
				if !room.take(j.size) {
					return
				}
				select {
				case order <- j:
				case <-stop:
					return
				}
				jobs <- j
			}
		})
		for j := range order {
			out := <-j.out
			room.give(j.size)
			if !yield(out) {
				return
			}
		}
	}
}

// A budget is a number of bytes that may be under way at once.
type budget struct {
	mu     sync.Mutex
	change *sync.Cond
	limit  int
	used   int
	closed bool
}

func newBudget(limit int) *budget {
	b := &budget{limit: limit}
	b.change = sync.NewCond(&b.mu)
	return b
}

// take waits until n more bytes are within the limit, or until nothing else is under way. It
// reports false once the budget is closed.
func (b *budget) take(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for !b.closed && b.used > 0 && b.used+n > b.limit {
		b.change.Wait()
	}
	b.used += n
	return !b.closed
}

func (b *budget) give(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used -= n
	b.change.Broadcast()
}

func (b *budget) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.change.Broadcast()
}
