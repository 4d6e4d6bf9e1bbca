package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"github.com/readout-project/readout"
)

// Options say how a ledger is served. The zero value serves it for reading to those who have a key.
type Options struct {
	// Read reads an article that somebody adds; nil where nothing can be added.
	Read func(context.Context, readout.Article) (*readout.Readout, error)
	// Open turns a file that somebody uploads into articles; nil for plain text in UTF-8.
	Open func(name string, data []byte) ([]readout.Article, error)

	Tools http.Handler // answers assistants at /mcp, who only read; nil where none are answered

	Models  string // digest of the models that Read reads with
	Version string // of the program

	// Loopback says that only this computer can reach the server. Then reading needs no key, and nor does writing from pages that
	// the server itself has sent. The names by which it may be asked are those of loopback and Hosts.
	Loopback bool
	Hosts    []string // without ports

	Now func() time.Time // nil: time.Now
	Log *slog.Logger     // nil: slog.Default
}

// Limits of what is asked.
const (
	maxArticle = 4 << 20  // bytes of an article
	maxUpload  = 32 << 20 // of all files of a form
	maxQuery   = 16 << 10 // of an address with its query
	readTime   = 20 * time.Second
	addTime    = 5 * time.Minute
)

// toolsPath is where assistants are answered, whose questions are posted though nothing is written.
const toolsPath = "/mcp"

// newsPath is where new statements are told of, for as long as somebody listens.
const newsPath = "/events"

// limit is how long an answer may take, once it is its turn.
func limit(r *http.Request) time.Duration {
	if reading(r) {
		return readTime
	}
	return addTime
}

func reading(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// A server answers requests.
type server struct {
	store   readout.Store
	o       Options
	guard   *guard
	views   views
	static  map[string]asset
	pages   *http.ServeMux
	api     *http.ServeMux
	spec    []byte // the description of the API
	news    *news
	replies *replies // to who reads

	sketches sketches
	adding   chan struct{} // a place for each article that is being read
	writing  chan struct{} // a place for each export that is being made
}

// New returns the handler of a ledger.
func New(store readout.Store, o Options) (http.Handler, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &server{store: store, o: o, guard: newGuard(store, &o), news: newNews(store, o.Log), adding: make(chan struct{}, maxAdding),
		writing: make(chan struct{}, maxWriting), replies: newReplies(store, max(4, 2*runtime.GOMAXPROCS(0)))}
	var err error
	if s.views, err = loadViews(); err != nil {
		return nil, fmt.Errorf("reading the templates: %w", err)
	}
	if s.static, err = loadStatic(); err != nil {
		return nil, fmt.Errorf("reading the assets: %w", err)
	}
	s.pages = s.pageMux()
	api := s.apiMux()
	if s.spec, err = json.Marshal(api.OpenAPI()); err != nil {
		return nil, fmt.Errorf("describing the API: %w", err)
	}
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(worthPacking))
	if err != nil {
		return nil, err
	}
	return s.safe(wrap(http.HandlerFunc(s.dispatch))), nil
}

// NewServer returns a server of a handler that New made, with the times and sizes that it should have. Address is for Listen.
func NewServer(address string, h http.Handler) *http.Server {
	return &http.Server{
		Addr: address, Handler: h, MaxHeaderBytes: 64 << 10,
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, // the handler sets those of bodies and answers
	}
}

// A route is how an address is answered.
type route int

const (
	aPage route = iota
	anAPI
	aFile // an export
)

// route tells how to answer a request, and at which path without its extension.
func (s *server) route(r *http.Request) (route, string, string) {
	p := r.URL.Path
	ext := strings.TrimPrefix(path.Ext(p), ".")
	base := strings.TrimSuffix(p, "."+ext)
	get := reading(r)
	switch {
	case get && ext == "json":
		return anAPI, base, ext
	case get && slices.Contains(extensions, ext):
		return aFile, base, ext
	case p == newsPath:
		return anAPI, p, ""
	case get:
		if format := r.URL.Query().Get("format"); format == "json" {
			return anAPI, p, format
		} else if slices.Contains(extensions, format) {
			return aFile, p, format
		}
		return aPage, p, ""
	case isForm(r):
		return aPage, p, ""
	}
	return anAPI, base, ext
}

// isForm reports whether a request comes from a form of a page.
func isForm(r *http.Request) bool {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	return r.Method == http.MethodPost && (kind == "application/x-www-form-urlencoded" || kind == "multipart/form-data")
}

func (s *server) dispatch(w http.ResponseWriter, r *http.Request) {
	if a, ok := s.static[r.URL.Path]; ok {
		a.serve(w, r)
		return
	}
	if s.o.Tools != nil && r.URL.Path == toolsPath {
		if err := s.guard.check(r); err != nil {
			s.refuse(w, r, err, true)
			return
		}
		s.o.Tools.ServeHTTP(w, r)
		return
	}
	kind, at, ext := s.route(r)
	if err := s.guard.check(r); err != nil {
		s.refuse(w, r, err, kind != aPage)
		return
	}
	if at == newsPath {
		s.api.ServeHTTP(w, r)
		return
	}
	if reading(r) && kind != aFile {
		if kind == anAPI {
			s.read(w, r, at, s.api, true)
		} else {
			s.read(w, r, at, s.pages, false)
		}
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), limit(r))
	defer cancel()
	r = r.WithContext(ctx)
	if at != r.URL.Path {
		r2 := new(http.Request)
		*r2 = *r
		u := *r.URL
		u.Path, u.RawPath = at, ""
		r2.URL = &u
		r = r2
	}
	switch kind {
	case anAPI:
		s.api.ServeHTTP(w, r)
	case aFile:
		s.file(w, r, ext)
	default:
		s.pages.ServeHTTP(w, r)
	}
}

// refuse answers a request with an error, as a page or, to programs, as a problem.
func (s *server) refuse(w http.ResponseWriter, r *http.Request, err error, program bool) {
	p := problemOf(err)
	if p.Status >= 500 {
		s.o.Log.Error("answering", "method", r.Method, "path", r.URL.Path, "error", err)
	}
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="readout"`)
	}
	if p.Status == http.StatusTooManyRequests || p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "10")
	}
	w.Header().Set("Cache-Control", "no-store")
	if !program {
		s.render(w, r, &page{View: "error", Title: p.Title, Status: p.Status, Data: p})
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // who asked may have gone
}

// safe answers with the headers that every answer has, refuses addresses that cannot be meant, and turns a panic into an error.
func (s *server) safe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				panic(p)
			default:
				s.o.Log.Error("answering", "method", r.Method, "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
				s.refuse(w, r, fmt.Errorf("panic: %v", p), true)
			}
		}()
		control := http.NewResponseController(w) // a writer that has no deadlines, as in tests, needs none
		_ = control.SetReadDeadline(time.Now().Add(waitTime + limit(r)))
		_ = control.SetWriteDeadline(time.Now().Add(waitTime + limit(r) + time.Minute))
		secure(w.Header())
		if err := s.guard.address(r); err != nil {
			s.refuse(w, r, err, r.Method != http.MethodGet || strings.HasSuffix(r.URL.Path, ".json"))
			return
		}
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
		}
		next.ServeHTTP(w, r)
	})
}

// body reads the body of a request, up to a limit.
func body(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = &http.MaxBytesError{Limit: limit}
	}
	return data, err
}
