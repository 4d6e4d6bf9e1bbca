package main

import (
	"iter"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestInOrder(t *testing.T) {
	square := func(i int) int {
		if i%7 == 0 {
			time.Sleep(time.Millisecond) // let others pass
		}
		return i * i
	}
	for _, workers := range []int{1, 2, 9} {
		for _, limit := range []int{1, 10, 1 << 20} {
			got := slices.Collect(inOrder(numbers(200), workers, limit, func(i int) int { return i }, square))
			if len(got) != 200 || got[199] != 199*199 || !slices.IsSorted(got) {
				t.Errorf("%d workers, limit %d: %v", workers, limit, got)
			}
		}
	}
	if got := slices.Collect(inOrder(numbers(0), 3, 1, func(int) int { return 1 }, square)); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestInOrderStops(t *testing.T) {
	before := runtime.NumGoroutine()
	for range inOrder(numbers(1e9), 3, 100, func(int) int { return 1 }, func(i int) int { return i }) {
		break
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

// However many items there are, few are under way at once.
func TestInOrderBounded(t *testing.T) {
	var started, done atomic.Int64
	size := func(int) int {
		if n := started.Add(1) - done.Load(); n > 12 {
			t.Errorf("%d items under way", n)
		}
		return 10
	}
	for range inOrder(numbers(500), 4, 100, size, func(i int) int { return i }) {
		done.Add(1)
	}
}
