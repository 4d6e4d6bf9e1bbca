package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/work"
)

func workCommand(s *streams) *cobra.Command {
	w := worker{streams: s}
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "work [FLAGS] [FILE]...",
		Short:                 "Do the tasks of a queue: read articles, and keep their records in the ledger",
		Long: `Do the tasks of a queue: read articles, and keep their records in the ledger. With --queue the queue lives on
servers of NATS, which many workers on many machines share, with PostgreSQL as their ledger; 'readout queue add' and
'readout watch --queue' add tasks to it. Without, the tasks are the reading of FILEs, and the queue is in this program.

A task that is done is in the ledger before the queue is told. One that fails is tried again, after a second, two, four …;
one that fails ten times is set aside with its error ('readout queue aside'). At SIGTERM no more tasks
are taken, those under way may be finished, and what is not goes back into the queue.

With --monitor, HOST:PORT serves /metrics for Prometheus, /healthz, /readyz and, on an address of this machine
only, /debug/pprof/. The log tells of each task on standard error.`,
		Example: `  readout work --queue nats://127.0.0.1:4222 --ledger postgres://readout@db/readout --files /data
  readout work --queue nats://a:4222,nats://b:4222 --monitor 127.0.0.1:9464 --log json
  readout work --queue nats://127.0.0.1:4222 --until-empty
  readout work news/*.warc.gz`,
		RunE: func(c *cobra.Command, files []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			context.AfterFunc(ctx, stop) // a second signal ends the program at once
			err := w.run(ctx, files)
			if ctx.Err() != nil && errors.Is(err, context.Canceled) {
				return nil // that is how it ends
			}
			return err
		},
	}
	w.ledger.register(c)
	w.own.register(c)
	w.in.register(c)
	w.queue.register(c)
	registerFiles(c, &w.root)
	c.Flags().IntVar(&w.parallel, "parallel", runtime.GOMAXPROCS(0), "tasks at once")
	c.Flags().IntVar(&w.tries, "tries", 10, "deliveries of a task after which it is set aside")
	c.Flags().DurationVar(&w.maxTime, "task-time", time.Hour, "how long a task may take")
	c.Flags().DurationVar(&w.grace, "grace", 20*time.Second, "how long tasks under way may take after SIGTERM")
	c.Flags().BoolVar(&w.untilEmpty, "until-empty", false, "end when the queue is empty")
	c.Flags().StringVar(&w.monitor, "monitor", "", "`HOST:PORT` that serves metrics, health and profiles")
	c.Flags().StringVar(&w.logFormat, "log", "text", "form of the log: text, json or none")
	complete(c, "log", "text", "json", "none")
	return c
}

// A worker is the command with its flags.
type worker struct {
	*streams
	ledger ledgerFlags
	own    ownFlags
	in     inputFlags
	queue  queueFlags

	root       string
	parallel   int
	tries      int
	maxTime    time.Duration
	grace      time.Duration
	untilEmpty bool
	monitor    string
	logFormat  string
}

func (w *worker) run(ctx context.Context, files []string) error {
	if err := w.in.check(); err != nil {
		return err
	}
	if w.parallel < 1 || w.tries < 1 || w.maxTime <= 0 || w.grace < 0 {
		return usagef("--parallel and --tries must be 1 at least, --task-time more than nothing, --grace not less")
	}
	log, err := w.log()
	if err != nil {
		return err
	}
	shared := w.queue.where() != ""
	switch {
	case shared && len(files) > 0:
		return usagef("with --queue, FILEs are added by 'readout queue add'")
	case !shared && len(files) == 0:
		return usagef("give --queue nats://HOST:PORT, or FILEs to read")
	}
	path, err := filepath.Abs(w.root)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return fmt.Errorf("--files: %w", err)
	}
	defer root.Close()
	return w.ledger.use(ctx, func(store readout.Store) (err error) {
		keeper, err := w.own.newKeeper(store)
		if err != nil {
			return err
		}
		if !shared {
			return w.inProcess(ctx, keeper, root, log, files)
		}
		w.queue.tell = func(msg string, err error) {
			if err == nil {
				log.Info(msg)
				return
			}
			log.Warn(msg, "error", err)
		}
		queue, err := w.queue.connect()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, queue.Close()) }()
		if _, err := queue.Status(ctx); err != nil {
			return howToInit(err)
		}
		var until func() bool
		if w.untilEmpty {
			until = func() bool { return true }
		}
		return w.work(ctx, queue, keeper, root, log, until)
	})
}

// inProcess adds the files to a queue in this program, and does its tasks.
func (w *worker) inProcess(ctx context.Context, k *keeper, root *os.Root, log *slog.Logger, files []string) error {
	queue := work.NewMemory(4*w.parallel, 0)
	p := &producer{queue: queue, root: root.Name(), from: w.in.from, articles: taskArticles}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	added := make(chan struct{})
	var failed error
	go func() {
		defer close(added)
		if failed = p.addFiles(ctx, w.streams, files); failed != nil && !errors.Is(failed, errUnread) {
			stop()
		}
	}()
	err := w.work(ctx, queue, k, root, log, func() bool {
		select {
		case <-added:
			return true
		default:
			return false
		}
	})
	stop()
	<-added
	if failed != nil {
		err = failed
	}
	aside, listed := queue.Aside(context.Background(), math.MaxInt)
	for _, f := range aside {
		fmt.Fprintf(w.stderr, "readout: %s: %s\n", about(&f.Task), oneLine(f.Reason))
		if err == nil {
			err = errUnread
		}
	}
	if errors.Is(err, context.Canceled) {
		return errStopped
	}
	return cmp.Or(err, listed)
}

// work does tasks until ctx ends, or until reports true and the queue is empty.
func (w *worker) work(ctx context.Context, queue work.Queue, k *keeper, root *os.Root, log *slog.Logger, until func() bool) error {
	m := newMonitor(queue, k.store)
	d := newDoer(k, &w.in, root, log, m.article)
	loop := work.Worker{Queue: queue, Do: d.do, Ready: m.ledger, Shared: isFull, Parallel: w.parallel, MaxTries: w.tries, MaxTime: w.maxTime, Grace: w.grace, Until: until, Log: log, Observe: m.task}
	if w.monitor == "" {
		return loop.Run(ctx)
	}
	stop, err := m.serve(w.monitor, log)
	if err != nil {
		return err
	}
	return errors.Join(loop.Run(ctx), stop())
}

// isFull reports whether the ledger has no space left.
func isFull(err error) bool { return errors.Is(err, readout.ErrFull) }

func (w *worker) log() (*slog.Logger, error) {
	switch w.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(w.stderr, nil)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w.stderr, nil)), nil
	case "none":
		return slog.New(slog.DiscardHandler), nil
	}
	return nil, usagef("--log %q is none of text, json, none", w.logFormat)
}
