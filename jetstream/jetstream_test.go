package jetstream

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/readout-project/readout/work"
	"github.com/readout-project/readout/worktest"
)

// startServer starts a server of NATS in this process.
func startServer(t *testing.T) *server.Server {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not start")
	}
	return s
}

func connect(t *testing.T, s *server.Server, name string) *Queue {
	t.Helper()
	q, err := Connect(Options{URL: s.ClientURL(), Name: name})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { q.Close() })
	return q
}

func TestQueue(t *testing.T) {
	s := startServer(t)
	var n atomic.Int32
	worktest.Run(t, func(t *testing.T, capacity int, lease time.Duration) work.Queue {
		q := connect(t, s, fmt.Sprintf("queue%d", n.Add(1)))
		if replicas, err := q.Init(t.Context(), Setup{Capacity: capacity, Lease: lease}); err != nil || replicas != 1 {
			t.Fatalf("%d replicas, %v", replicas, err)
		}
		return q
	})
}

// TestNotSetUp asks for a queue that is not there.
func TestNotSetUp(t *testing.T) {
	q := connect(t, startServer(t), "")
	task := work.NewTask(work.Task{Feed: "https://example.org"})
	_, taken := q.Take(t.Context())
	_, counted := q.Status(t.Context())
	_, listed := q.Aside(t.Context(), 1)
	for what, err := range map[string]error{"add": q.Add(t.Context(), task), "take": taken, "status": counted, "aside": listed, "retry": q.Retry(t.Context(), "x"), "drop": q.Drop(t.Context(), "x")} {
		if !errors.Is(err, work.ErrNoQueue) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := q.Init(t.Context(), Setup{Replicas: 3}); err == nil {
		t.Error("three replicas on one server")
	}
	for range 2 { // the second time it is there
		if _, err := q.Init(t.Context(), Setup{}); err != nil {
			t.Error(err)
		}
	}
	if err := q.Add(t.Context(), task); err != nil {
		t.Error(err)
	}
	if _, err := q.Init(t.Context(), Setup{Capacity: 5, Lease: time.Minute}); err != nil {
		t.Error(err)
	}
	if got, err := q.Status(t.Context()); err != nil || got != (work.Status{Waiting: 1}) {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestNoTask sets aside what somebody else put into the stream.
func TestNoTask(t *testing.T) {
	q := connect(t, startServer(t), "")
	if _, err := q.Init(t.Context(), Setup{}); err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{"no JSON", `{"id": "a", "feed": "https://example.org"}`, `{}`} {
		if _, err := q.js.Publish(t.Context(), "readout.tasks", []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	w := work.Worker{Queue: q, Until: func() bool { return true }, Do: func(context.Context, work.Task) error {
		t.Error("it is done")
		return nil
	}}
	if err := w.Run(t.Context()); err != nil {
		t.Error(err)
	}
	all, err := q.Aside(t.Context(), 10)
	if err != nil || len(all) != 3 {
		t.Fatalf("%+v, %v", all, err)
	}
	for _, f := range all {
		if err := q.Drop(t.Context(), f.Task.ID); err != nil {
			t.Error(err)
		}
	}
}

func TestConnect(t *testing.T) {
	if _, err := Connect(Options{URL: "nats://127.0.0.1:1"}); err == nil {
		t.Error("connected to nobody")
	}
	if _, err := Connect(Options{URL: "nats://user:secret%zz@127.0.0.1:1"}); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("an address that is none: %v", err)
	}
	if _, err := Connect(Options{URL: "nats://127.0.0.1:1", Name: "a.b"}); err == nil {
		t.Error("a name with a dot")
	}
}

// TestTell tells why a task waits.
func TestTell(t *testing.T) {
	if testing.Short() {
		t.Skip("waits five seconds")
	}
	url := startServer(t).ClientURL()
	told := make(chan string, 10)
	q, err := Connect(Options{URL: url, Tell: func(msg string, err error) { told <- fmt.Sprint(msg, ": ", err) }})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	if _, err := q.Init(t.Context(), Setup{Capacity: 1}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), tellPause+3*time.Second)
	defer cancel()
	err = q.Add(ctx, work.NewTask(work.Task{Feed: "https://example.org/1"}), work.NewTask(work.Task{Feed: "https://example.org/2"}))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	select {
	case msg := <-told:
		if !strings.HasPrefix(msg, "the queue has taken no task for ") || !strings.Contains(msg, "maximum messages exceeded") {
			t.Error(msg)
		}
	default:
		t.Error("nothing is told")
	}
}
