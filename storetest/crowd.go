package storetest

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/readout-project/readout"
)

// Crowd lets a thousand readers ask at once, for as long as READOUT_CROWD says (60s), with two writers beside them, and tells how long they
// waited; no answer may be an error. Without the variable it is skipped. It works on what Scale has made, where that is there.
func Crowd(t *testing.T, store readout.Store) {
	length, err := time.ParseDuration(os.Getenv("READOUT_CROWD"))
	if err != nil {
		t.Skip("READOUT_CROWD names no time, so no crowd is let in")
	}
	s := &suite{t: t, ctx: context.Background(), Store: store}
	s.put(everything...)
	people, err := s.People(s.ctx, "", readout.Person, readout.Paging{Limit: 100})
	s.must(err)
	end := time.Now().Add(length)
	var all sync.WaitGroup
	var mu sync.Mutex
	var waits []time.Duration
	asks := []func(i int) error{
		func(i int) error {
			_, err := s.Search(s.ctx, readout.Filter{Words: words([]string{"government", "the", "money", "vote"}[i%4])}, readout.ByDate, readout.Paging{})
			return err
		},
		func(i int) error {
			_, err := s.Search(s.ctx, readout.Filter{Act: []readout.ActType{"threat"}, Words: words([]string{"would be", "will", "not"}[i%3])}, readout.ByDate, readout.Paging{})
			return err
		},
		func(i int) error {
			id := people.Items[i%len(people.Items)].ID
			if _, err := s.Identity(s.ctx, id); err != nil {
				return err
			}
			_, err := s.Search(s.ctx, readout.Filter{Speaker: []string{id}}, readout.ByDate, readout.Paging{})
			return err
		},
		func(int) error { _, err := s.Articles(s.ctx, readout.Filter{}, readout.Paging{}); return err },
		func(int) error { _, err := s.Coming(s.ctx, "2016-01-01", "2016-02-01", readout.Paging{}); return err },
	}
	for reader := range 1000 {
		all.Go(func() {
			var mine []time.Duration
			for i := reader; time.Now().Before(end); i++ {
				start := time.Now()
				if err := asks[i%len(asks)](i / len(asks)); err != nil {
					t.Errorf("reader %d: %v", reader, err)
					return
				}
				mine = append(mine, time.Since(start))
			}
			mu.Lock()
			waits = append(waits, mine...)
			mu.Unlock()
		})
	}
	added := make([]int, 2)
	for writer := range added {
		all.Go(func() {
			for n := 0; time.Now().Before(end); n++ {
				b := report("", fmt.Sprintf("crowd-%d-%d-%d", os.Getpid(), writer, n), "Evening Post", "2026-03-01", "")
				b.para("Rita Vale said the government would be late. Ana Kovac said the vote was won.")
				b.said(b.person("Rita Vale", "Rita Vale"), "Rita Vale", "said", "the government would be late", b.act("threat", "the government would be late", nil))
				b.said(b.person("Ana Kovac", "Ana Kovac"), "Ana Kovac", "said", "the vote was won")
				if _, err := s.Put(s.ctx, readout.Entry{Record: b.done()}); err != nil {
					t.Errorf("writer %d: %v", writer, err)
					return
				}
				added[writer]++
			}
		})
	}
	all.Wait()
	slices.Sort(waits)
	at := func(part float64) time.Duration {
		return waits[min(len(waits)-1, int(part*float64(len(waits))))].Round(time.Millisecond)
	}
	t.Logf("%s", strings.Join([]string{
		fmt.Sprintf("%d answers to 1000 readers in %v (%.0f a second)", len(waits), length, float64(len(waits))/length.Seconds()),
		fmt.Sprintf("median %v, 99th %v, worst %v", at(0.5), at(0.99), at(1)),
		fmt.Sprintf("%v articles added beside them", added),
		"most memory of the process: " + mostMemory(),
	}, "; "))
}
