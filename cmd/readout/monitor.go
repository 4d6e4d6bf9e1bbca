package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/watch"
	"github.com/readout-project/readout/work"
)

// A monitor shows how a worker does. docs/cluster.md lists the metrics.
type monitor struct {
	queue    work.Queue
	store    readout.Notebook
	registry *prometheus.Registry
	tasks    *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	articles *prometheus.CounterVec
}

func newMonitor(queue work.Queue, store readout.Notebook) *monitor {
	m := &monitor{
		queue: queue, store: store, registry: prometheus.NewRegistry(),
		tasks: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "readout_tasks_total", Help: "Tasks that ended, by kind and result."}, []string{"kind", "result"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "readout_task_seconds", Help: "How long tasks took.", Buckets: prometheus.ExponentialBuckets(0.125, 2, 14)},
			[]string{"kind"}),
		articles: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "readout_articles_total", Help: "Articles, by what became of them."}, []string{"outcome"}),
	}
	m.registry.MustRegister(m.tasks, m.seconds, m.articles, queueCollector{queue}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *monitor) task(e work.Event) {
	m.tasks.WithLabelValues(e.Task.Kind(), string(e.Result)).Inc()
	m.seconds.WithLabelValues(e.Task.Kind()).Observe(e.Took.Seconds())
}

func (m *monitor) article(outcome watch.Outcome) { m.articles.WithLabelValues(string(outcome)).Inc() }

// A queueCollector asks the queue for its counts when it is asked for metrics.
type queueCollector struct{ queue work.Queue }

var queueTasks = prometheus.NewDesc("readout_queue_tasks", "Tasks in the queue, by state.", []string{"state"}, nil)

func (c queueCollector) Describe(to chan<- *prometheus.Desc) { to <- queueTasks }

// Collect sends nothing where the queue does not answer: /readyz tells of that.
func (c queueCollector) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), answerTime)
	defer cancel()
	s, err := c.queue.Status(ctx)
	if err != nil {
		return
	}
	for state, n := range map[string]int{"waiting": s.Waiting, "taken": s.Taken, "aside": s.Aside} {
		to <- prometheus.MustNewConstMetric(queueTasks, prometheus.GaugeValue, float64(n), state)
	}
}

// answerTime is how long queue and ledger may take to answer.
const answerTime = 2 * time.Second

// ready tells why the worker cannot work, nil where it can.
func (m *monitor) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	if _, err := m.queue.Status(ctx); err != nil {
		return fmt.Errorf("the queue: %w", err)
	}
	return m.ledger(ctx)
}

// ledger tells why the ledger does not answer, nil where it does.
func (m *monitor) ledger(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	if _, err := m.store.Note(ctx, "ready"); err != nil {
		return fmt.Errorf("the ledger: %w", err)
	}
	return nil
}

// handler answers /metrics, /healthz and /readyz, and profiles where it can be reached from this computer only.
func (m *monitor) handler(private bool) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "alive") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := m.ready(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	if private {
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	return mux
}

// serve begins to answer at an address, and returns what ends that.
func (m *monitor) serve(address string, log *slog.Logger) (stop func() error, err error) {
	private, err := onlyHere(address)
	if err != nil {
		return nil, usagef("--monitor %q is not HOST:PORT", address)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("--monitor: %w", err)
	}
	srv := &http.Server{Handler: m.handler(private), ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute}
	log.Info("monitor", "address", "http://"+listener.Addr().String())
	done := make(chan error, 1)
	go func() { done <- srv.Serve(listener) }()
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), answerTime)
		defer cancel()
		err := srv.Shutdown(ctx)
		if served := <-done; !errors.Is(served, http.ErrServerClosed) {
			err = errors.Join(err, served)
		}
		if errors.Is(err, context.DeadlineExceeded) {
			return srv.Close() // somebody is taking a profile
		}
		return err
	}, nil
}
