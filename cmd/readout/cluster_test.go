package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	nats "github.com/nats-io/nats-server/v2/server"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/jetstream"
	"github.com/readout-project/readout/work"
)

// A cluster is three servers of NATS in this process.
type cluster struct {
	t       *testing.T
	options []*nats.Options
	servers []*nats.Server
	stopped int // times that one was stopped by haunt
}

func newCluster(t *testing.T) *cluster {
	c := &cluster{t: t}
	ports := freePorts(t, 6)
	var routes []string
	for n := range 3 {
		routes = append(routes, fmt.Sprintf("nats-route://127.0.0.1:%d", ports[n]))
	}
	for n := range 3 {
		c.options = append(c.options, &nats.Options{
			ServerName: fmt.Sprint("server", n), Host: "127.0.0.1", Port: ports[3+n], JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true,
			Cluster: nats.ClusterOpts{Name: "readout", Host: "127.0.0.1", Port: ports[n]}, Routes: nats.RoutesFromStr(strings.Join(routes, ",")),
		})
		c.servers = append(c.servers, nil)
		c.start(n)
	}
	t.Cleanup(func() {
		for n := range c.servers {
			c.stop(n)
		}
	})
	return c
}

// start starts a server, with what it had on its disk.
func (c *cluster) start(n int) {
	s, err := nats.NewServer(c.options[n].Clone())
	if err != nil {
		c.t.Fatal(err)
	}
	s.Start()
	c.servers[n] = s
}

func (c *cluster) stop(n int) {
	c.servers[n].Shutdown()
	c.servers[n].WaitForShutdown()
}

func (c *cluster) url() string {
	var all []string
	for _, o := range c.options {
		all = append(all, fmt.Sprintf("nats://127.0.0.1:%d", o.Port))
	}
	return strings.Join(all, ",")
}

func freePorts(t *testing.T, n int) (ports []int) {
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

// TestCluster reads articles with three servers of NATS, several workers and two producers, while a worker is killed every second or so
// and one server after the other is stopped and started: in the end each article is in the ledger once, byte for byte as one process reads it.
//
// The ledger is in the PostgreSQL of READOUT_POSTGRES, else in SQLite. READOUT_CLUSTER says how many articles (default 1,200) and
// READOUT_POSTGRES_RESTART a command that restarts PostgreSQL.
func TestCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	const workers = 6
	articles := 1200
	if text := os.Getenv("READOUT_CLUSTER"); text != "" {
		var err error
		if articles, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	s := &shell{t: t, dir: t.TempDir()}
	s.write("articles.jsonl", manyReports(articles/2))
	s.write("pages.warc.gz", archive(articles/2))
	start := time.Now()
	s.run("add", "--ledger", "whole.db", "articles.jsonl", "pages.warc.gz")
	t.Logf("one process: %v", time.Since(start).Round(time.Second))

	c := newCluster(t)
	ledger := sharedLedger(t, filepath.Join(s.dir, "shared.db"))
	s.env = []string{"READOUT_QUEUE=" + c.url(), "READOUT_LEDGER=" + ledger}
	queue := setUp(t, c, s)
	start = time.Now()
	ctx, done := context.WithCancel(t.Context())
	crew := &crew{shell: s, processes: make([]*exec.Cmd, workers)}
	var group sync.WaitGroup
	for n := range workers {
		group.Go(func() { crew.keepUp(ctx, n) })
	}
	for _, file := range []string{"articles.jsonl", "pages.warc.gz"} {
		group.Go(func() { s.run("queue", "add", "--articles", "20", file) })
	}
	group.Go(func() { crew.haunt(ctx) })
	group.Go(func() { c.haunt(ctx) })
	var st work.Status
	for empty := 0; empty < 2; { // also after the producers
		var err error
		if st, err = queue.Status(t.Context()); err == nil && st.Waiting+st.Taken == 0 && time.Since(start) > 5*time.Second {
			empty++
		} else {
			empty = 0
		}
		if time.Since(start) > time.Duration(articles)*time.Second/5 {
			t.Errorf("not done after %v: %+v, %v", time.Since(start), st, err)
			break
		}
		time.Sleep(time.Second)
	}
	done()
	group.Wait()
	t.Logf("%d workers: %v; workers were killed %d times, servers of the queue stopped %d times", workers, time.Since(start).Round(time.Second), crew.killed, c.stopped)
	if crew.killed == 0 || c.stopped == 0 {
		t.Error("nothing was in the workers' way")
	}
	if st.Aside != 0 {
		all, err := queue.Aside(t.Context(), 5)
		t.Errorf("set aside: %+v, %v", all, err)
	}
	store, err := (&ledgerFlags{name: ledger}).open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	n := 0
	eachKept(t, store, func(k *readout.Kept) {
		if n++; k.Versions != 1 {
			t.Errorf("article %s has %d versions", k.ID, k.Versions)
		}
	})
	if n != articles {
		t.Errorf("%d articles in the ledger, not %d", n, articles)
	}
	if err := store.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if !bytes.Equal(recordsIn(t, store), records(t, filepath.Join(s.dir, "whole.db"))) {
		t.Error("the records differ from those of one process")
	}
}

// setUp sets up the queue, once the servers have found each other.
func setUp(t *testing.T, c *cluster, s *shell) *jetstream.Queue {
	var queue *jetstream.Queue
	for end := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		q, err := jetstream.Connect(jetstream.Options{URL: c.url()})
		if err == nil {
			queue = q
			_, err = q.Init(t.Context(), jetstream.Setup{Lease: 3 * time.Second, Replicas: 3})
		}
		if err == nil {
			break
		}
		if q != nil {
			q.Close()
		}
		if time.Now().After(end) {
			t.Fatalf("the servers do not find each other: %v", err)
		}
	}
	t.Cleanup(func() { queue.Close() })
	if got := s.run("queue", "init", "--lease", "3s"); !strings.Contains(got, "each task on 3 servers") {
		t.Errorf("init: %s", got)
	}
	return queue
}

// sharedLedger names an empty ledger: in a schema of its own in PostgreSQL where there is one.
func sharedLedger(t *testing.T, file string) string {
	base := os.Getenv("READOUT_POSTGRES")
	if base == "" {
		return file
	}
	admin, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	schema := fmt.Sprintf("readout_cluster_%d", os.Getpid())
	if _, err := admin.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := admin.Exec("DROP SCHEMA " + schema + " CASCADE"); err != nil {
			t.Error(err)
		}
		admin.Close()
	})
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

// A crew is workers, each a process of its own.
type crew struct {
	*shell
	mu        sync.Mutex
	processes []*exec.Cmd
	killed    int
}

// keepUp starts a worker again whenever it ends, as systemd does, and tells it to end in the end.
func (c *crew) keepUp(ctx context.Context, n int) {
	for ctx.Err() == nil {
		w := c.command("work", "--parallel", "1", "--log", "none")
		var told bytes.Buffer
		w.Stderr = &told
		c.mu.Lock()
		err := w.Start()
		c.processes[n] = w
		c.mu.Unlock()
		if err != nil {
			c.t.Error(err)
			return
		}
		stop := context.AfterFunc(ctx, func() { w.Process.Signal(syscall.SIGTERM) })
		err = w.Wait()
		stop()
		var exit *exec.ExitError
		switch killed := errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signaled(); {
		case killed:
		case ctx.Err() != nil && err != nil:
			c.t.Errorf("worker %d ended with %v: %s", n, err, told.String())
		case err != nil:
			time.Sleep(200 * time.Millisecond) // PostgreSQL or the queue is away
		}
	}
}

// haunt kills a worker now and then.
func (c *crew) haunt(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(500*time.Millisecond + rand.N(time.Second)):
		}
		c.mu.Lock()
		if w := c.processes[rand.N(len(c.processes))]; w != nil && w.Process.Kill() == nil {
			c.killed++
		}
		c.mu.Unlock()
	}
}

// haunt stops and starts the servers, one after the other, and PostgreSQL where there is a command for that.
func (c *cluster) haunt(ctx context.Context) {
	wait := func(d time.Duration) {
		select {
		case <-ctx.Done():
		case <-time.After(d):
		}
	}
	for n := 0; ctx.Err() == nil; n++ {
		wait(time.Second)
		c.stop(n % 3)
		c.stopped++
		wait(3 * time.Second)
		c.start(n % 3)
		if command := os.Getenv("READOUT_POSTGRES_RESTART"); command != "" && n%4 == 1 {
			if out, err := exec.Command("sh", "-c", command).CombinedOutput(); err != nil {
				c.t.Errorf("%s: %v: %s", command, err, out)
			}
		}
		wait(5 * time.Second)
	}
}
