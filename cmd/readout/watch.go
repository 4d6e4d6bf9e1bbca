package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/jetstream"
	"github.com/readout-project/readout/watch"
	"github.com/readout-project/readout/work"
)

func watchCommand(s *streams) *cobra.Command {
	w := watcher{streams: s, in: inputFlags{from: "auto"}}
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "watch [FLAGS] FEED...",
		Short:                 "Keep reading feeds, and keep what they bring in the ledger",
		Long: `Keep reading feeds (RSS, Atom, JSON Feed, sitemaps of news), fetch the articles that are new, and keep
their records in the ledger. A FEED is an address. Stop it with Ctrl-C; what it has seen stands in the ledger,
and it goes on from there.

An article is asked for again for some days, at growing intervals and when the feed says that it changed: another
text is a new version of it. Servers are treated politely: robots.txt is obeyed, each host gets one request a
second at most, and what has not changed is not sent again. A feed that cannot be read is asked for
seldomer, and one that is gone (410) no more.

With --queue the feeds are read by workers ('readout work'), to whom a task is given for each feed and time.

A line is written for each time that a feed brought something.
Exit status with --once: 0 when all feeds were read, 1 when one was not.`,
		Example: `  readout watch https://example.org/rss.xml https://example.com/news-sitemap.xml
  readout watch --every 5m --follow 12h https://example.org/rss.xml
  readout watch --once $(cat feeds.txt)
  readout watch --queue nats://127.0.0.1:4222 $(cat feeds.txt)`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, feeds []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			context.AfterFunc(ctx, stop) // a second signal ends the program at once
			err := w.run(ctx, feeds)
			if ctx.Err() != nil && errors.Is(err, context.Canceled) && !w.once {
				return nil // that is how it ends
			}
			return err
		},
	}
	w.ledger.register(c)
	w.own.register(c)
	w.in.registerWeb(c)
	w.queue.register(c)
	c.Flags().DurationVar(&w.every, "every", 15*time.Minute, "how often a feed is asked for")
	c.Flags().DurationVar(&w.follow, "follow", 48*time.Hour, "how long an article is asked for again after it was first seen; 0 for never")
	c.Flags().BoolVar(&w.once, "once", false, "read each feed once, and end")
	return c
}

// A watcher is the command with its flags.
type watcher struct {
	*streams
	ledger ledgerFlags
	own    ownFlags
	in     inputFlags
	queue  queueFlags
	every  time.Duration
	follow time.Duration
	once   bool
}

func (w *watcher) run(ctx context.Context, feeds []string) error {
	if err := w.in.check(); err != nil {
		return err
	}
	if w.every < time.Minute && !w.in.web.AllowPrivate {
		return usagef("--every %v is impolite: a minute is the least", w.every)
	}
	for _, feed := range feeds {
		if !isAddress(feed) {
			return usagef("%q is no address of a feed: it must begin with https:// or http://", feed)
		}
	}
	slices.Sort(feeds)
	feeds = slices.Compact(feeds)
	if w.queue.where() != "" {
		w.queue.tell = w.telling()
		return w.queue.use(func(q *jetstream.Queue) error { return w.enqueue(ctx, q, feeds) })
	}
	return w.ledger.use(ctx, func(store readout.Store) error {
		keeper, err := w.own.newKeeper(store)
		if err != nil {
			return err
		}
		told := &sync.Mutex{}
		f := newFeeder(keeper, &w.in, w.follow, func(_ string, err error) {
			told.Lock()
			defer told.Unlock()
			fmt.Fprintf(w.stderr, "readout: %v\n", err)
		})
		failed := false
		done := func(feed string, r watch.Report, err error) error {
			if watch.OfFeed(err) && err != nil {
				failed = true
				f.Tell(feed, err)
			}
			failed = failed || r.Outcomes[watch.Unread] > 0
			return tellReport(w.stdout, feed, r)
		}
		if !w.once {
			return f.Run(ctx, feeds, w.every, done)
		}
		for _, feed := range feeds {
			r, err := f.Visit(ctx, feed)
			if told := done(feed, r, err); told != nil {
				return told
			}
			if !watch.OfFeed(err) {
				return err
			}
		}
		if failed {
			return errUnread
		}
		return nil
	})
}

// enqueue gives a task for each feed to the workers, again and again. The tasks of one time are the same whoever adds them, so that several
// programs may do this for the same feeds.
func (w *watcher) enqueue(ctx context.Context, q work.Queue, feeds []string) error {
	for {
		now := time.Now()
		round := now.Truncate(w.every)
		for _, feed := range feeds {
			if err := q.Add(ctx, work.NewTask(work.Task{Feed: feed, Round: round.Unix()})); err != nil {
				return err
			}
		}
		if w.once {
			return nil
		}
		select {
		case <-time.After(time.Until(round.Add(w.every))):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// tellReport writes what a feed brought, if it brought anything.
func tellReport(w io.Writer, feed string, r watch.Report) error {
	var parts []string
	for _, outcome := range slices.Sorted(maps.Keys(r.Outcomes)) {
		if outcome != watch.Outcome(readout.Unchanged) {
			parts = append(parts, fmt.Sprintf("%d %s", r.Outcomes[outcome], outcome))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(w, "%s: %s\n", feed, strings.Join(parts, ", "))
	return err
}

// newFeeder returns what reads feeds into the ledger; tell is told of what cannot be read.
func newFeeder(k *keeper, in *inputFlags, follow time.Duration, tell func(feed string, err error)) *watch.Watcher {
	if follow == 0 {
		follow = -1
	}
	w := &watch.Watcher{Client: &in.web, Memory: k.store, Follow: follow, Tell: func(feed string, err error) { tell(feed, input{name: feed}.fault(err)) }}
	w.Keep = func(ctx context.Context, a readout.Article) (watch.Outcome, error) {
		var foreign *article.NotEnglish
		err := in.settle(a.URL, &a)
		if errors.As(err, &foreign) {
			return watch.NotEnglish, nil
		}
		change := readout.Unchanged
		if err == nil {
			change, err = k.keep(ctx, cmp.Or(a.URL, a.ID), a)
		}
		var fatal fatalError
		switch {
		case errors.As(err, &fatal):
			return "", fatal.error
		case err != nil:
			tell(a.URL, fmt.Errorf("%s: %w", cmp.Or(a.URL, a.ID), err))
			return watch.Unread, nil
		}
		return watch.Outcome(change), nil
	}
	return w
}
