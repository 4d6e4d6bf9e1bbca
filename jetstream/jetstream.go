// Package jetstream is work.Queue on NATS JetStream, for producers and workers on many machines.
//
// A queue is two streams: one with the tasks, from which each message goes when it is acknowledged, and one with the tasks that were set
// aside. All workers share one durable consumer; its lease is JetStream's AckWait. See docs/cluster.md.
package jetstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	js "github.com/nats-io/nats.go/jetstream"

	"github.com/readout-project/readout/work"
)

// Options say which queue is meant, and how to reach it.
type Options struct {
	URL         string                      // nats://host:port, or tls://…; several servers of a cluster with commas between them
	Credentials string                      // a file with a user's JWT and key, as the tool nsc makes; empty where the URL says all
	Name        string                      // of the queue; default "readout"
	Tell        func(msg string, err error) // of the connection and of what waits for the servers, if not nil; the error is nil where all is well again
}

// Setup says how a queue is set up.
type Setup struct {
	Capacity int           // tasks, beyond which producers wait; default 100,000
	Lease    time.Duration // how long a worker holds a task without word of it; default work.DefaultLease
	Replicas int           // servers that hold each task; 0: three where there are so many, else one
}

// A Queue is a work.Queue on the servers.
type Queue struct {
	conn *nats.Conn
	js   js.JetStream
	name string
	tell func(msg string, err error)
}

var _ work.Queue = (*Queue)(nil)

// workers is the name of the consumer that all workers share.
const workers = "workers"

func (q *Queue) tasks() string { return q.name + "-tasks" }
func (q *Queue) aside() string { return q.name + "-aside" }

// Connect connects to the servers. It connects anew whenever the connection is lost.
func Connect(o Options) (*Queue, error) {
	if o.Name == "" {
		o.Name = "readout"
	}
	if strings.ContainsAny(o.Name, " \t\r\n.*>/\\") {
		return nil, fmt.Errorf("%q is no name of a queue: it may hold no blanks and none of . * > / \\", o.Name)
	}
	for server := range strings.SplitSeq(o.URL, ",") {
		if _, err := url.Parse(strings.TrimSpace(server)); err != nil {
			return nil, errors.New("the queue: an address of its servers cannot be read") // it may hold a password
		}
	}
	options := []nats.Option{nats.Name("readout"), nats.MaxReconnects(-1), nats.ReconnectWait(500 * time.Millisecond), nats.Timeout(5 * time.Second)}
	if o.Credentials != "" {
		options = append(options, nats.UserCredentials(o.Credentials))
	}
	tell := o.Tell
	if tell == nil {
		tell = func(string, error) {}
	} else {
		options = append(options, nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil { // nil: it is closed
				o.Tell("the connection to the queue is lost", err)
			}
		}),
			nats.ReconnectHandler(func(*nats.Conn) { o.Tell("the connection to the queue is back", nil) }),
			nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { o.Tell("of the queue", err) }))
	}
	conn, err := nats.Connect(o.URL, options...)
	if err != nil {
		return nil, fmt.Errorf("the queue: %w", err)
	}
	stream, err := js.New(conn)
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("the queue: %w", err)
	}
	return &Queue{conn: conn, js: stream, name: o.Name, tell: tell}, nil
}

// Close closes the connection.
func (q *Queue) Close() error {
	q.conn.Close()
	return nil
}

// duplicates is how long after it was added a task is not added again.
const duplicates = 2 * time.Minute

// Init sets the queue up, or changes how it is set up; tasks that are there stay. It returns how many servers hold each task.
func (q *Queue) Init(ctx context.Context, s Setup) (replicas int, err error) {
	if s.Capacity == 0 {
		s.Capacity = 100_000
	}
	if s.Lease == 0 {
		s.Lease = work.DefaultLease
	}
	replicas = s.Replicas
	if replicas == 0 {
		replicas = 3
	}
	err = q.init(ctx, s, replicas)
	var api *js.APIError
	if s.Replicas == 0 && errors.As(err, &api) && (api.ErrorCode == errNotClustered || api.ErrorCode == errNoPeers || api.ErrorCode == errResources) {
		replicas = 1
		err = q.init(ctx, s, replicas)
	}
	if err != nil {
		return 0, fmt.Errorf("setting up the queue: %w", err)
	}
	return replicas, nil
}

// Codes of errors of the servers that package jetstream of nats.go does not name.
const (
	errNoPeers      js.ErrorCode = 10005 // too few servers for the replicas
	errResources    js.ErrorCode = 10023
	errNotClustered js.ErrorCode = 10074
	errStore        js.ErrorCode = 10077 // the stream is full, say
)

func (q *Queue) init(ctx context.Context, s Setup, replicas int) error {
	tasks, err := q.js.CreateOrUpdateStream(ctx, js.StreamConfig{
		Name: q.tasks(), Subjects: []string{q.name + ".tasks"}, Description: "tasks of Readout's workers", Retention: js.WorkQueuePolicy, Discard: js.DiscardNew,
		MaxMsgs: int64(s.Capacity), Storage: js.FileStorage, Replicas: replicas, Duplicates: duplicates,
	})
	if err != nil {
		return err
	}
	// BackOff would replace AckWait, and the worker itself decides what is tried how often.
	_, err = tasks.CreateOrUpdateConsumer(ctx, js.ConsumerConfig{
		Durable: workers, AckPolicy: js.AckExplicitPolicy, AckWait: s.Lease, MaxDeliver: -1, MaxAckPending: 100_000, Replicas: replicas,
	})
	if err != nil {
		return err
	}
	_, err = q.js.CreateOrUpdateStream(ctx, js.StreamConfig{
		Name: q.aside(), Subjects: []string{q.name + ".aside.>"}, Description: "tasks that Readout's workers set aside", Retention: js.LimitsPolicy, Discard: js.DiscardOld,
		MaxMsgsPerSubject: 1, Storage: js.FileStorage, Replicas: replicas, Duplicates: duplicates,
	})
	return err
}

// word words an error: a queue that is not there has not been set up.
func word(err error) error {
	if errors.Is(err, js.ErrStreamNotFound) || errors.Is(err, js.ErrConsumerNotFound) || errors.Is(err, js.ErrNoStreamResponse) {
		return fmt.Errorf("%w: %w", work.ErrNoQueue, err)
	}
	return err
}

// publishTime is how long an answer of the servers is waited for, publishPause how long it is waited after a refusal. tellPause is how
// long a task waits before that is told of; then it is told of ever more rarely, every tellMost at least.
const (
	publishTime  = 5 * time.Second
	publishPause = 100 * time.Millisecond
	tellPause    = 5 * time.Second
	tellMost     = 5 * time.Minute
)

// Add adds tasks. While the queue is full, or its servers are away, it waits.
func (q *Queue) Add(ctx context.Context, tasks ...work.Task) error {
	for _, t := range tasks {
		if err := q.publish(ctx, t, t.ID); err != nil {
			return err
		}
	}
	return nil
}

func (q *Queue) publish(ctx context.Context, t work.Task, messageID string) error {
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	started := time.Now()
	next := tellPause
	for pause := publishPause; ; pause = min(2*pause, 2*time.Second) {
		within, cancel := context.WithTimeout(ctx, publishTime)
		_, err := q.js.Publish(within, q.name+".tasks", data, js.WithMsgID(messageID), js.WithExpectStream(q.tasks()))
		cancel()
		var api *js.APIError
		full := errors.As(err, &api) && (api.ErrorCode == errStore || api.Code == 503)
		away := errors.Is(err, nats.ErrTimeout) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, nats.ErrDisconnected) || errors.Is(err, nats.ErrConnectionReconnecting)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, js.ErrNoStreamResponse): // nobody listens: the queue is not set up, or its servers choose a leader
			if _, err := q.js.Stream(ctx, q.tasks()); errors.Is(err, js.ErrStreamNotFound) {
				return word(err)
			}
		case !full && !away:
			return fmt.Errorf("adding task %s: %w", t.ID, err)
		}
		if waited := time.Since(started); waited >= next {
			q.tell(fmt.Sprintf("the queue has taken no task for %v, and is asked again", waited.Round(time.Second)), err)
			next = min(4*next, next+tellMost)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Take waits for a task.
func (q *Queue) Take(ctx context.Context) (work.Delivery, error) {
	consumer, err := q.js.Consumer(ctx, q.tasks(), workers)
	if err != nil {
		return nil, word(err)
	}
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		within, cancel := context.WithTimeout(ctx, 5*time.Second)
		msg, err := consumer.Next(js.FetchContext(within))
		cancel()
		switch {
		case err == nil:
			return &delivery{q: q, msg: msg, lease: consumer.CachedInfo().Config.AckWait}, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, nats.ErrTimeout), errors.Is(err, context.DeadlineExceeded), errors.Is(err, js.ErrNoMessages):
		case errors.Is(err, js.ErrInvalidOption): // the time was over before it began
		default:
			return nil, word(err)
		}
	}
}

// Status counts the tasks. Those that were given back to be tried again count as taken.
func (q *Queue) Status(ctx context.Context) (work.Status, error) {
	tasks, err := q.js.Stream(ctx, q.tasks())
	if err != nil {
		return work.Status{}, word(err)
	}
	consumer, err := tasks.Consumer(ctx, workers)
	if err != nil {
		return work.Status{}, word(err)
	}
	aside, err := q.js.Stream(ctx, q.aside())
	if err != nil {
		return work.Status{}, word(err)
	}
	all, taken := int(tasks.CachedInfo().State.Msgs), consumer.CachedInfo().NumAckPending
	return work.Status{Waiting: max(0, all-taken), Taken: taken, Aside: int(aside.CachedInfo().State.Msgs)}, nil
}
