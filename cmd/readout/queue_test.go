package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	nats "github.com/nats-io/nats-server/v2/server"
)

// natsServer starts a server of NATS in this process and returns its URL.
func natsServer(t *testing.T) string {
	t.Helper()
	s, err := nats.NewServer(&nats.Options{Host: "127.0.0.1", Port: nats.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server of the queue does not start")
	}
	return s.ClientURL()
}

// A shell runs the program in a folder, with an environment of its own.
type shell struct {
	t   *testing.T
	dir string
	env []string
}

func (s *shell) command(args ...string) *exec.Cmd {
	c := exec.Command("readout", args...)
	c.Dir, c.Env = s.dir, append(os.Environ(), s.env...)
	return c
}

// run runs the program and returns what it writes on standard output; standard error is told where it fails.
func (s *shell) run(args ...string) string {
	s.t.Helper()
	c := s.command(args...)
	var out, told bytes.Buffer
	c.Stdout, c.Stderr = &out, &told
	if err := c.Run(); err != nil {
		s.t.Fatalf("readout %s: %v\n%s%s", strings.Join(args, " "), err, out.String(), told.String())
	}
	return out.String()
}

// fail runs the program, which must fail, and returns what it writes.
func (s *shell) fail(args ...string) string {
	s.t.Helper()
	out, err := s.command(args...).CombinedOutput()
	if err == nil {
		s.t.Errorf("readout %s does not fail: %s", strings.Join(args, " "), out)
	}
	return string(out)
}

func (s *shell) write(name string, content []byte) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), content, 0o666); err != nil {
		s.t.Fatal(err)
	}
}

// TestWork does the tasks of a queue on a server, and of one in the program: the ledgers hold the same as one that 'add' filled.
func TestWork(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 2,000 articles")
	}
	url := natsServer(t)
	s := &shell{t: t, dir: t.TempDir()}
	s.write("articles.jsonl", manyReports(600))
	s.write("pages.warc.gz", archive(600))
	s.write("strike.txt", []byte("The drivers will strike on Monday, union leader Mara Lind said."))
	s.write("note.txt", []byte("Les chauffeurs feront grève lundi, a déclaré la présidente du syndicat, car ils attendent depuis trop longtemps."))
	files := []string{"articles.jsonl", "pages.warc.gz", "strike.txt"}
	s.run(append([]string{"add", "--ledger", "whole.db"}, files...)...)
	whole := records(t, filepath.Join(s.dir, "whole.db"))

	s.run(append([]string{"work", "--ledger", "inside.db", "--log", "none"}, files...)...)
	if !bytes.Equal(records(t, filepath.Join(s.dir, "inside.db")), whole) {
		t.Error("with a queue in the program, the records differ")
	}

	s.env = []string{"READOUT_QUEUE=" + url, "READOUT_LEDGER=shared.db"}
	if got := s.fail("work"); !strings.Contains(got, "the queue has not been set up: 'readout queue init' does it") {
		t.Errorf("without a queue: %s", got)
	}
	if got := s.run("queue", "init", "--lease", "2s"); got != "queue readout: 100000 tasks at most, lease 2s, each task on 1 server\n" {
		t.Errorf("init: %s", got)
	}
	if got := s.run(append([]string{"queue", "add", "note.txt"}, files...)...); !regexp.MustCompile(`^added [7-9] tasks\n$`).MatchString(got) {
		t.Errorf("add: %s", got)
	}
	if got := s.run("queue", "status"); !regexp.MustCompile(`^waiting  [7-9]\ntaken    0\naside    0\n$`).MatchString(got) {
		t.Errorf("status: %s", got)
	}
	s.run("work", "--until-empty")
	if got := s.run("queue", "status", "--format", "json"); got != `{"aside":0,"taken":0,"waiting":0}`+"\n" {
		t.Errorf("status: %s", got)
	}
	if !bytes.Equal(records(t, filepath.Join(s.dir, "shared.db")), whole) {
		t.Error("with a queue on a server, the records differ")
	}
}

// TestPoison sets a task aside whose file is gone, and tries it again when the file is back.
func TestPoison(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for other tries")
	}
	s := &shell{t: t, dir: t.TempDir(), env: []string{"READOUT_QUEUE=" + natsServer(t), "READOUT_LEDGER=ledger.db"}}
	s.write("articles.jsonl", manyReports(500))
	s.run("queue", "init")
	s.run("queue", "add", "articles.jsonl")
	if got := s.fail("queue", "add", "--files", s.dir+"/..//none", "articles.jsonl"); !strings.Contains(got, "does not lie in") {
		t.Errorf("a file elsewhere: %s", got)
	}
	if err := os.Rename(filepath.Join(s.dir, "articles.jsonl"), filepath.Join(s.dir, "away")); err != nil {
		t.Fatal(err)
	}
	s.run("work", "--until-empty", "--tries", "2")
	listed := s.run("queue", "aside")
	first := regexp.MustCompile(`(?m)^(\w+) .* tried 2 ×  articles\.jsonl, bytes 0 to \d+ .*no such file`).FindStringSubmatch(listed)
	if first == nil || strings.Count(listed, "\n") != 3 {
		t.Fatalf("aside: %s", listed)
	}
	s.run("queue", "drop", first[1])
	if got := s.fail("queue", "retry", "0123"); !strings.Contains(got, "0123: no such task was set aside") {
		t.Errorf("retry: %s", got)
	}
	if err := os.Rename(filepath.Join(s.dir, "away"), filepath.Join(s.dir, "articles.jsonl")); err != nil {
		t.Fatal(err)
	}
	s.run("queue", "retry", "--all")
	s.run("work", "--until-empty")
	if n := inspect(t, filepath.Join(s.dir, "ledger.db"), 0); n != 300 {
		t.Errorf("%d articles", n)
	}
	if got := s.run("queue", "aside"); got != "" {
		t.Errorf("aside in the end: %s", got)
	}
}

// TestMonitor asks a worker how it does, and tells it to end.
func TestMonitor(t *testing.T) {
	s := &shell{t: t, dir: t.TempDir(), env: []string{"READOUT_QUEUE=" + natsServer(t), "READOUT_LEDGER=ledger.db"}}
	s.run("queue", "init")
	s.write("a.txt", []byte("The drivers will strike on Monday, union leader Mara Lind said."))
	s.write("b.txt", []byte("Les chauffeurs feront grève lundi, a déclaré la présidente du syndicat, car ils attendent depuis trop longtemps."))
	s.run("queue", "add", "a.txt", "b.txt")
	c := s.command("work", "--monitor", "127.0.0.1:0", "--log", "json")
	told, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer c.Process.Kill()
	address := ""
	lines := json.NewDecoder(told)
	for done := false; !done; {
		var line struct{ Msg, Address, Kind, Level string }
		if err := lines.Decode(&line); err != nil {
			t.Fatal(err)
		}
		if line.Msg == "monitor" {
			address = line.Address
		}
		done = line.Msg == "task done" && line.Kind == "batch" && line.Level == "INFO"
	}
	get := func(path string) string {
		resp, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s, %v", path, resp.Status, err)
		}
		return string(body)
	}
	metrics := get("/metrics")
	for _, want := range []string{`readout_tasks_total{kind="batch",result="done"} 1`, `readout_articles_total{outcome="added"} 1`, `readout_articles_total{outcome="not English"} 1`,
		`readout_queue_tasks{state="waiting"} 0`, `readout_task_seconds_count{kind="batch"} 1`, "go_goroutines"} {
		if !strings.Contains(metrics, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if got := get("/readyz") + get("/healthz"); got != "ready\nalive\n" {
		t.Errorf("got %q", got)
	}
	if got := get("/debug/pprof/goroutine?debug=1"); !strings.Contains(got, "goroutine profile") {
		t.Errorf("got %.80q", got)
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err != nil {
		t.Errorf("ended with %v", err)
	}
}

// TestMonitorAddress serves profiles to this computer only.
func TestMonitorAddress(t *testing.T) {
	m := newMonitor(nil, nil)
	for private, want := range map[bool]int{true: http.StatusOK, false: http.StatusNotFound} {
		w := httptest.NewRecorder()
		m.handler(private).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/debug/pprof/cmdline", nil))
		if w.Code != want {
			t.Errorf("private %v: status %d", private, w.Code)
		}
	}
	if _, err := m.serve("nowhere", nil); err == nil || !strings.Contains(err.Error(), "HOST:PORT") {
		t.Errorf("at no address: %v", err)
	}
}
