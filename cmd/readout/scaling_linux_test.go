package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestScaling tells how many articles a second one worker, two and four read that are held to READOUT_SCALING per cent of a core each, with a server of the
// queue and a PostgreSQL of their own. All of them are in cgroups that come before the rest of the machine, so that what else runs there does not count.
func TestScaling(t *testing.T) {
	text := os.Getenv("READOUT_SCALING")
	if text == "" {
		t.Skip("takes four minutes: READOUT_SCALING=10 holds each worker to 10 % of a core")
	}
	percent, err := strconv.Atoi(text)
	if err != nil || percent < 1 || percent > 50 {
		t.Fatalf("READOUT_SCALING is %q: it must be between 1 and 50", text)
	}
	const window = time.Minute
	groups := newGroups(t)
	s := &shell{t: t, dir: t.TempDir(), env: []string{"READOUT_QUEUE=" + natsServer(t), "READOUT_LEDGER=" + ownPostgres(t)}}
	s.write("articles.jsonl", manyReports(300*percent*7)) // more than 7 workers read in a minute and a half
	s.run("queue", "init")
	s.run("queue", "add", "--articles", "8", "articles.jsonl")
	var alone float64
	for _, n := range []int{1, 2, 4} {
		crew := startHeld(t, s, groups, n, percent)
		crew.wait(t, 16)
		from, articles, worked := time.Now(), crew.articles(t), crew.worked(t)
		time.Sleep(window)
		took := time.Since(from).Seconds()
		rate, share := (crew.articles(t)-articles)/took, (crew.worked(t)-worked)/took/float64(n)
		crew.stop(t)
		if n == 1 {
			alone = rate
		}
		t.Logf("workers: %d; %.1f articles a second, %.2f times those of one; each worker had %.1f %% of a core", n, rate, rate/alone, 100*share)
		if share < 0.9*float64(percent)/100 {
			t.Errorf("the machine had not %d %% of a core for each of %d workers", percent, n)
		}
		if rate < 0.85*float64(n)*alone {
			t.Errorf("%d workers read %.2f times what one does", n, rate/alone)
		}
	}
}

// groups are cgroups below one that comes before all others on the machine. This process is in one of them, and with it what it starts.
type groups struct {
	top     string // a folder
	unified bool   // version 2
}

// newGroups makes the groups, for as long as the test runs.
func newGroups(t *testing.T) *groups {
	g := &groups{}
	base, own, weight := "/sys/fs/cgroup/cpu", "cpu", "262144"
	if _, err := os.Stat("/sys/fs/cgroup/cgroup.controllers"); err == nil {
		base, own, weight, g.unified = "/sys/fs/cgroup", "", "10000", true
	}
	g.top = filepath.Join(base, fmt.Sprint("readout-scaling-", os.Getpid()))
	if err := os.Mkdir(g.top, 0o755); err != nil {
		t.Skip("cgroups cannot be made here: ", err)
	}
	t.Cleanup(func() {
		if err := os.Remove(g.top); err != nil {
			t.Error(err)
		}
	})
	settings := [][2]string{{"cpu.shares", weight}}
	if g.unified {
		settings = [][2]string{{"../cgroup.subtree_control", "+cpu"}, {"cgroup.subtree_control", "+cpu"}, {"cpu.weight", weight}}
	}
	for _, s := range settings {
		if err := os.WriteFile(filepath.Join(g.top, s[0]), []byte(s[1]), 0); err != nil {
			t.Skip("cgroups cannot be set up here: ", err)
		}
	}
	before, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^\d+:` + own + `(?:,\w+)*:(.*)$`).FindSubmatch(before)
	if m == nil {
		t.Skipf("no cgroup of this process for the processor: %s", before)
	}
	beside := g.group(t, "beside")
	g.move(t, os.Getpid(), beside)
	t.Cleanup(func() { g.move(t, os.Getpid(), filepath.Join(base, string(m[1]))) })
	return g
}

// group makes a group, for as long as the test runs.
func (g *groups) group(t *testing.T, name string) string {
	dir := filepath.Join(g.top, name)
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.Remove(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// hold lets a group have no more than so much of a core.
func (g *groups) hold(t *testing.T, dir string, percent int) {
	name, value := "cpu.cfs_quota_us", fmt.Sprint(percent*1000) // of 100,000
	if g.unified {
		name, value = "cpu.max", value+" 100000"
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte(value), 0); err != nil {
		t.Fatal(err)
	}
}

func (g *groups) move(t *testing.T, pid int, dir string) {
	if err := os.WriteFile(filepath.Join(dir, "cgroup.procs"), []byte(strconv.Itoa(pid)), 0); err != nil {
		t.Fatal(err)
	}
}

// ownPostgres starts a server of PostgreSQL, which this process's group has for its own, and returns the URL of its database.
func ownPostgres(t *testing.T) string {
	dir, err := os.MkdirTemp("", "readout-scaling")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil { // PostgreSQL runs as another user
		t.Fatal(err)
	}
	const script = "../../.ci/postgres"
	folder := filepath.Join(dir, "postgres")
	url, err := exec.Command(script, "start", folder, "-c fsync=on").Output()
	if err != nil {
		t.Skip("PostgreSQL cannot be started here: ", err)
	}
	t.Cleanup(func() {
		if out, err := exec.Command(script, "stop", folder).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	return strings.TrimSpace(string(url))
}

// A heldCrew is workers that are held to a share of a core each, with the addresses of their metrics.
type heldCrew struct {
	processes []*exec.Cmd
	told      []*bytes.Buffer
	addresses []string
}

func startHeld(t *testing.T, s *shell, g *groups, n, percent int) *heldCrew {
	c := &heldCrew{}
	for i, port := range freePorts(t, n) {
		address := fmt.Sprint("127.0.0.1:", port)
		w, told := s.command("work", "--parallel", "1", "--log", "none", "--monitor", address), &bytes.Buffer{}
		w.Stderr = told
		if err := w.Start(); err != nil {
			t.Fatal(err)
		}
		c.processes, c.told, c.addresses = append(c.processes, w), append(c.told, told), append(c.addresses, address)
		group := g.group(t, fmt.Sprint(n, "-", i))
		g.hold(t, group, percent)
		g.move(t, w.Process.Pid, group)
	}
	t.Cleanup(func() {
		for _, w := range c.processes { // that a failure has left
			if w.ProcessState == nil {
				w.Process.Kill()
				w.Wait()
			}
		}
	})
	return c
}

// wait waits until the workers have read so many articles each.
func (c *heldCrew) wait(t *testing.T, articles int) {
	for i, address := range c.addresses {
		for end := time.Now().Add(3 * time.Minute); ; time.Sleep(time.Second) {
			metrics, err := ask(address)
			if err == nil && metric(metrics, `readout_articles_total{outcome="added"}`) >= float64(articles) {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("worker %d does not read: %v: %s", i, err, c.told[i].String())
			}
		}
	}
}

// articles is how many articles the workers have added to the ledger.
func (c *heldCrew) articles(t *testing.T) float64 {
	return c.sum(t, `readout_articles_total{outcome="added"}`)
}

// worked is how many seconds the processor has worked for the workers.
func (c *heldCrew) worked(t *testing.T) float64 { return c.sum(t, "process_cpu_seconds_total") }

func (c *heldCrew) sum(t *testing.T, name string) (sum float64) {
	for _, address := range c.addresses {
		metrics, err := ask(address)
		if err != nil {
			t.Fatal(err)
		}
		sum += metric(metrics, name)
	}
	return sum
}

// stop ends the workers, as systemd does.
func (c *heldCrew) stop(t *testing.T) {
	for _, w := range c.processes {
		if err := w.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
	}
	for i, w := range c.processes {
		if err := w.Wait(); err != nil {
			t.Errorf("worker %d: %v: %s", i, err, c.told[i].String())
		}
	}
}

// ask returns the metrics of a worker.
func ask(address string) (string, error) {
	r, err := http.Get("http://" + address + "/metrics")
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	return string(b), err
}

// metric finds a value, 0 where there is none yet.
func metric(metrics, name string) float64 {
	for line := range strings.Lines(metrics) {
		if text, ok := strings.CutPrefix(line, name+" "); ok {
			v, _ := strconv.ParseFloat(strings.TrimSpace(text), 64)
			return v
		}
	}
	return 0
}
