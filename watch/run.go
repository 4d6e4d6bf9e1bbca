package watch

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/fetch"
)

// maxWait is the longest that a feed is left alone which could not be read.
const maxWait = 24 * time.Hour

// atOnce is how many feeds are visited at once: most of the time goes by in waiting for their servers.
const atOnce = 16

// Run visits feeds again and again until the context ends, each of them every so often; seldomer one that cannot be read, and
// never again one that is gone for good (410). Done is told of each visit, one at a time; its error ends the run, as does that of a
// visit which does not concern the feed.
func (w *Watcher) Run(ctx context.Context, feeds []string, every time.Duration, done func(feed string, r Report, err error) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var group sync.WaitGroup
	var turn sync.Mutex
	room := make(chan struct{}, atOnce)
	for _, feed := range feeds {
		group.Go(func() {
			wait := time.Duration(0)
			for failed := 0; ; {
				if !sleep(ctx, wait) {
					return
				}
				select {
				case room <- struct{}{}:
				case <-ctx.Done():
					return
				}
				r, err := w.Visit(ctx, feed)
				<-room
				if ctx.Err() != nil {
					return
				}
				turn.Lock()
				told := done(feed, r, err)
				turn.Unlock()
				if told == nil && !OfFeed(err) {
					told = err
				}
				if told != nil {
					cancel(told)
					return
				}
				var fault *fetch.Error
				if errors.As(err, &fault) && fault.Status == http.StatusGone {
					return
				}
				if err == nil {
					failed, wait = 0, max(every, r.After)
				} else {
					failed++
					wait = min(max(every<<min(failed, 10), r.After), max(every, maxWait))
				}
			}
		})
	}
	group.Wait()
	return context.Cause(ctx)
}

// OfFeed reports whether an error of Visit concerns the feed alone; so does nil.
func OfFeed(err error) bool {
	var unfetched *fetch.Error
	var unread *article.Error
	return err == nil || errors.As(err, &unfetched) || errors.As(err, &unread)
}

// sleep waits; it reports false when the context ended.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
