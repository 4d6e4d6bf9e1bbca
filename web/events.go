package web

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/readout-project/readout"
)

// News tells those who listen which articles have new statements, whoever added them: while somebody listens, it looks what was added
// to the store.
type news struct {
	store readout.Store
	log   *slog.Logger
	wake  chan struct{} // to look at once
	mu    sync.Mutex
	ears  map[chan string]bool
	stop  context.CancelFunc // of looking; nil while nobody listens
}

func newNews(store readout.Store, log *slog.Logger) *news {
	return &news{store: store, log: log, wake: make(chan struct{}, 1), ears: map[chan string]bool{}}
}

const (
	maxEars  = 1000 // who listen at once
	maxHeld  = 64   // articles that one who is slow may lag behind
	maxFresh = 200  // statements of one article that are told
	look     = time.Second
	beat     = 20 * time.Second
)

// soon has the store looked at without waiting.
func (n *news) soon() {
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// listen returns a channel of articles that have statements added from now on, and how to stop listening.
func (n *news) listen(ctx context.Context) (<-chan string, func(), error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.ears) >= maxEars {
		return nil, nil, fault(http.StatusServiceUnavailable, "Too many listen already.")
	}
	if n.stop == nil {
		cursor, err := n.store.Newest(ctx, readout.Filter{})
		if err != nil {
			return nil, nil, err
		}
		following, stop := context.WithCancel(context.Background())
		n.stop = stop
		go n.follow(following, cursor)
	}
	ear := make(chan string, maxHeld)
	n.ears[ear] = true
	return ear, func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.drop(ear)
	}, nil
}

// drop cuts one off who listens. The last one ends the looking.
func (n *news) drop(ear chan string) {
	if !n.ears[ear] {
		return
	}
	delete(n.ears, ear)
	close(ear)
	if len(n.ears) == 0 && n.stop != nil {
		n.stop()
		n.stop = nil
	}
}

// tell tells of an article. Who lags too far behind is cut off, and comes back.
func (n *news) tell(article string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for ear := range n.ears {
		select {
		case ear <- article:
		default:
			n.drop(ear)
		}
	}
}

// follow tells of what is added after a cursor, until the context ends.
func (n *news) follow(ctx context.Context, cursor string) {
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-n.wake:
		}
		next, err := n.since(ctx, cursor)
		if err != nil && ctx.Err() == nil {
			n.log.Error("looking for what is new", "error", err)
		}
		cursor = next
	}
}

// since tells of the articles of what was added after a cursor, and returns the one to go on with.
func (n *news) since(ctx context.Context, cursor string) (string, error) {
	for {
		l, err := n.store.Search(ctx, readout.Filter{}, readout.ByAdded, readout.Paging{Limit: perRead, Cursor: cursor})
		if err != nil {
			return cursor, err
		}
		last := ""
		for i := range l.Items {
			if id := l.Items[i].Article.ID; id != last {
				n.tell(id)
				last = id
			}
		}
		if l.Next != "" {
			cursor = l.Next
		}
		if len(l.Items) < perRead {
			return cursor, nil
		}
	}
}

// events adds the operation that tells of new statements.
func (s *server) events(api huma.API) {
	api.OpenAPI().AddOperation(&huma.Operation{Method: http.MethodGet, Path: newsPath, OperationID: "events",
		Summary:    "Statements that are found from now on, as server-sent events",
		Parameters: []*huma.Param{{Name: "q", In: "query", Description: "a query; absent: all", Schema: &huma.Schema{Type: huma.TypeString}}},
		Responses: map[string]*huma.Response{"200": {Description: "events named \"statement\", each with a statement in JSON as its data",
			Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}}})
	s.api.HandleFunc("GET "+newsPath, func(w http.ResponseWriter, r *http.Request) {
		x, err := newQuestion(r.URL.Query().Get("q"), "")
		if err != nil {
			s.refuse(w, r, err, true)
			return
		}
		ear, stop, err := s.news.listen(r.Context())
		if err != nil {
			s.refuse(w, r, err, true)
			return
		}
		defer stop()
		s.stream(w, r, x.filter, ear)
	})
}

// stream sends what is new until the one who listens goes, or lags too far behind.
func (s *server) stream(w http.ResponseWriter, r *http.Request, f readout.Filter, ear <-chan string) {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Time{}) // nothing more is sent by who listens
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
