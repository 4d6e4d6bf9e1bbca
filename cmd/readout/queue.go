package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout/jetstream"
	"github.com/readout-project/readout/work"
)

// queueFlags name a queue on servers.
type queueFlags struct {
	url         string
	name        string
	credentials string
	tell        func(msg string, err error) // of the connection, and of waiting for it
}

// queueVariable is the environment variable that names the queue where no flag does.
const queueVariable = "READOUT_QUEUE"

func (f *queueFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.url, "queue", "", "the servers of the queue: nats://HOST:PORT, several with commas (default: "+queueVariable+")")
	c.Flags().StringVar(&f.name, "queue-name", "readout", "which queue on these servers")
	c.Flags().StringVar(&f.credentials, "queue-creds", "", "`FILE` with the credentials of a user of NATS")
}

// where returns the servers, or "".
func (f *queueFlags) where() string {
	if f.url != "" {
		return f.url
	}
	return os.Getenv(queueVariable)
}

// connect connects to the servers.
func (f *queueFlags) connect() (*jetstream.Queue, error) {
	url := f.where()
	if url == "" {
		return nil, usagef("no queue is named: give --queue nats://HOST:PORT or set %s", queueVariable)
	}
	return jetstream.Connect(jetstream.Options{URL: url, Name: f.name, Credentials: f.credentials, Tell: f.tell})
}

// use connects, works with the queue, and ends the connection. A queue that is not set up is told of with what sets it up.
func (f *queueFlags) use(do func(*jetstream.Queue) error) (err error) {
	q, err := f.connect()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, q.Close()) }()
	return howToInit(do(q))
}

// telling returns what tells of the queue on standard error.
func (s *streams) telling() func(msg string, err error) {
	return func(msg string, err error) {
		if err != nil {
			msg += ": " + err.Error()
		}
		fmt.Fprintf(s.stderr, "readout: %s\n", msg)
	}
}

func howToInit(err error) error {
	if errors.Is(err, work.ErrNoQueue) {
		return fmt.Errorf("%w: 'readout queue init' does it", work.ErrNoQueue)
	}
	return err
}

func queueCommand(s *streams) *cobra.Command {
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "queue",
		Short:                 "Set up a queue for workers, add tasks to it, and see how it stands",
		Long: `Set up a queue for workers, add tasks to it, and see how it stands. The queue lives on servers of NATS with
JetStream; 'readout work' does its tasks. See docs/cluster.md.`,
		Example: `  export READOUT_QUEUE=nats://127.0.0.1:4222
  readout queue init
  readout queue add --files /data /data/news/*.warc.gz
  readout queue status
  readout queue aside`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(queueInitCommand(s), queueAddCommand(s), queueStatusCommand(s), queueAsideCommand(s), queueRetryCommand(s), queueDropCommand(s))
	return c
}

func queueInitCommand(s *streams) *cobra.Command {
	var f queueFlags
	var setup jetstream.Setup
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "init [FLAGS]",
		Short:                 "Set up a queue, or change how it is set up",
		Long: `Set up a queue, or change how it is set up; tasks that are in it stay. Each task is held by three servers
where there are so many, else by one.`,
		Example: "  readout queue init --queue nats://127.0.0.1:4222\n  readout queue init --capacity 10000 --lease 1m --replicas 3",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if setup.Capacity < 1 || setup.Lease < time.Second || setup.Replicas < 0 || setup.Replicas > 5 {
				return usagef("--capacity must be 1 at least, --lease 1s, --replicas from 0 to 5")
			}
			return f.use(func(q *jetstream.Queue) error {
				replicas, err := q.Init(c.Context(), setup)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(s.stdout, "queue %s: %d tasks at most, lease %v, each task on %s\n", f.name, setup.Capacity, setup.Lease, plural(replicas, "server"))
				return err
			})
		},
	}
	f.register(c)
	c.Flags().IntVar(&setup.Capacity, "capacity", 100_000, "tasks that the queue holds; who adds more waits")
	c.Flags().DurationVar(&setup.Lease, "lease", work.DefaultLease, "how long a worker holds a task without word of it")
	c.Flags().IntVar(&setup.Replicas, "replicas", 0, "servers that hold each task; 0 for three where there are so many, else one")
	return c
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func queueAddCommand(s *streams) *cobra.Command {
	var f queueFlags
	in := inputFlags{language: "auto"}
	var root string
	var articles int
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "add [FLAGS] FILE...",
		Short:                 "Add the reading of files to the queue",
		Long: `Add the reading of files to the queue. A file of more than 512 kB becomes tasks of some articles each (--articles), which
name a part of it; it must lie in the folder that the workers have, too, under the same path (--files). Smaller files
are sent along. While the queue is full, adding waits.`,
		Example: "  readout queue add --files /data /data/news/*.warc.gz\n  readout queue add reports/*.html",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			if err := in.check(); err != nil {
				return err
			}
			if articles < 1 {
				return usagef("--articles must be 1 at least")
			}
			path, err := filepath.Abs(root)
			if err != nil {
				return err
			}
			f.tell = s.telling()
			return f.use(func(q *jetstream.Queue) error {
				p := &producer{queue: q, root: path, from: in.from, articles: articles}
				failed := p.addFiles(ctx, s, files)
				if ctx.Err() != nil && errors.Is(failed, context.Canceled) {
					failed = errors.New("stopped; the same command adds what is missing, and what has been read already changes nothing")
				}
				if _, err := fmt.Fprintf(s.stdout, "added %s\n", plural(p.tasks, "task")); err != nil {
					return err
				}
				return failed
			})
		},
	}
	f.register(c)
	in.registerFrom(c)
	registerFiles(c, &root)
	c.Flags().IntVar(&articles, "articles", taskArticles, "articles in a task")
	return c
}

func registerFiles(c *cobra.Command, root *string) {
	c.Flags().StringVar(root, "files", ".", "`FOLDER` below which large files lie, the same on all machines")
}

func queueStatusCommand(s *streams) *cobra.Command {
	var f queueFlags
	var format string
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "status [FLAGS]",
		Short:                 "Count the tasks of the queue",
		Example:               "  readout queue status\n  readout queue status --format json",
		Args:                  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if format != "text" && format != "json" {
				return usagef("--format %q is neither text nor json", format)
			}
			return f.use(func(q *jetstream.Queue) error {
				st, err := q.Status(c.Context())
				if err != nil {
					return err
				}
				if format == "json" {
					return json.NewEncoder(s.stdout).Encode(map[string]int{"waiting": st.Waiting, "taken": st.Taken, "aside": st.Aside})
				}
				_, err = fmt.Fprintf(s.stdout, "waiting  %d\ntaken    %d\naside    %d\n", st.Waiting, st.Taken, st.Aside)
				return err
			})
		},
	}
	f.register(c)
	c.Flags().StringVar(&format, "format", "text", "text or json")
	complete(c, "format", "text", "json")
	return c
}

func queueAsideCommand(s *streams) *cobra.Command {
	var f queueFlags
	var limit int
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "aside [FLAGS]",
		Short:                 "List the tasks that were set aside, with the reason",
		Example:               "  readout queue aside",
		Args:                  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return f.use(func(q *jetstream.Queue) error {
				all, err := q.Aside(c.Context(), limit)
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
				for _, t := range all {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", t.Task.ID, t.When.Format(time.RFC3339), fmt.Sprintf("tried %d ×", t.Tries), about(&t.Task), oneLine(t.Reason))
				}
				return w.Flush()
			})
		},
	}
	f.register(c)
	c.Flags().IntVar(&limit, "limit", 100, "how many")
	return c
}

// about tells what a task is.
func about(t *work.Task) string {
	switch {
	case t.Range != nil:
		return fmt.Sprintf("%s, bytes %d to %d", t.Range.File, t.Range.From, t.Range.To)
	case t.Feed != "":
		return t.Feed
	case len(t.Batch) > 0:
		return fmt.Sprintf("%s and %d more", t.Batch[0].Name, len(t.Batch)-1)
	}
	return "no task"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func queueRetryCommand(s *streams) *cobra.Command {
	return asideCommand(s, "retry", "Put tasks that were set aside back into the queue", (*jetstream.Queue).Retry)
}

func queueDropCommand(s *streams) *cobra.Command {
	return asideCommand(s, "drop", "Forget tasks that were set aside", (*jetstream.Queue).Drop)
}

// asideCommand is a command on tasks that were set aside.
func asideCommand(s *streams, name, short string, do func(*jetstream.Queue, context.Context, string) error) *cobra.Command {
	var f queueFlags
	var all bool
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   name + " [FLAGS] TASK...",
		Short:                 short,
		Long:                  short + ". A TASK is an id that 'readout queue aside' lists.",
		Example:               fmt.Sprintf("  readout queue %s 5b1f0c2a9de34f7788a1b2c3\n  readout queue %s --all", name, name),
		RunE: func(c *cobra.Command, ids []string) error {
			if all == (len(ids) > 0) {
				return usagef("give the ids of tasks, or --all")
			}
			return f.use(func(q *jetstream.Queue) error {
				if all {
					list, err := q.Aside(c.Context(), 1_000_000)
					if err != nil {
						return err
					}
					for _, t := range list {
						ids = append(ids, t.Task.ID)
					}
				}
				failed := false
				for _, id := range ids {
					err := do(q, c.Context(), id)
					switch {
					case errors.Is(err, work.ErrUnknown):
						fmt.Fprintf(s.stderr, "readout: %v\n", err)
						failed = true
					case err != nil:
						return err
					}
				}
				if failed {
					return errUnread
				}
				return nil
			})
		},
	}
	f.register(c)
	c.Flags().BoolVar(&all, "all", false, "all that were set aside")
	return c
}
