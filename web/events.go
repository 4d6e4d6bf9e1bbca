package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/readout-project/readout"
)

// News tells those who listen which articles were added.
type news struct {
	store readout.Store
	mu    sync.Mutex
	ears  map[chan string]bool
}

func newNews(store readout.Store) *news { return &news{store: store, ears: map[chan string]bool{}} }

const (
	maxEars  = 1000 // who listen at once
	maxHeld  = 64   // articles that one who is slow may lag behind
	maxFresh = 200  // statements of one article that are told
	beat     = 20 * time.Second
)

// tell tells of an article. Who lags too far behind is cut off, and comes back.
func (n *news) tell(article string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for ear := range n.ears {
		select {
		case ear <- article:
		default:
			delete(n.ears, ear)
			close(ear)
		}
	}
}

// listen returns a channel of articles, and how to stop; nil where too many listen.
func (n *news) listen() (<-chan string, func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.ears) >= maxEars {
		return nil, nil
	}
	ear := make(chan string, maxHeld)
	n.ears[ear] = true
	return ear, func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		if n.ears[ear] {
			delete(n.ears, ear)
			close(ear)
		}
	}
}

// events adds the operation that tells of new statements.
func (s *server) events(api huma.API) {
	api.OpenAPI().AddOperation(&huma.Operation{Method: http.MethodGet, Path: "/events", OperationID: "events",
		Summary:    "Statements that are found from now on, as server-sent events",
		Parameters: []*huma.Param{{Name: "q", In: "query", Description: "a query; absent: all", Schema: &huma.Schema{Type: huma.TypeString}}},
		Responses: map[string]*huma.Response{"200": {Description: "events named \"statement\", each with a statement in JSON as its data",
			Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}}})
	s.api.HandleFunc("GET /events", func(w http.ResponseWriter, r *http.Request) {
		x, err := newQuestion(r.URL.Query().Get("q"), "")
		if err != nil {
			s.refuse(w, r, err, true)
			return
		}
		ear, stop := s.news.listen()
		if ear == nil {
			s.refuse(w, r, fault(http.StatusServiceUnavailable, "Too many listen already."), true)
			return
		}
		defer stop()
		s.stream(w, r, x.filter, ear)
	})
}

// stream sends what is new until the one who listens goes, or lags too far behind.
func (s *server) stream(w http.ResponseWriter, r *http.Request, f readout.Filter, ear <-chan string) {
	control := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	send := func(format string, args ...any) bool {
		_ = control.SetWriteDeadline(time.Now().Add(2 * beat))
		if _, err := fmt.Fprintf(w, format, args...); err != nil {
			return false
		}
		return control.Flush() == nil
	}
	if !send("retry: 5000\n: listening\n\n") {
		return
	}
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			if !send(": here\n\n") {
				return
			}
		case article, ok := <-ear:
			if !ok {
				return
			}
			hits, err := s.fresh(r.Context(), f, article)
			if err != nil {
				s.o.Log.Error("telling what is new", "error", err)
				return
			}
			for _, h := range hits {
				data, err := json.Marshal(statementJSON(h))
				if err != nil || !send("event: statement\nid: %s\ndata: %s\n\n", h.Key, data) {
					return
				}
			}
		}
	}
}

// fresh returns the statements of an article that a filter finds.
func (s *server) fresh(ctx context.Context, f readout.Filter, article string) ([]readout.Hit, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	if len(f.Article) == 0 {
		f.Article = []string{article}
	} else if !slices.Contains(f.Article, article) {
		return nil, nil
	}
	l, err := s.store.Search(ctx, f, readout.ByAdded, readout.Paging{Limit: maxFresh})
	return l.Items, err
}
