package web

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// A reply is a whole answer.
type reply struct {
	status int
	header http.Header
	tag    string // empty for what is no success
	body   []byte
	packed bool // body is compressed
}

// worthPacking is from how many bytes on a body is compressed.
const worthPacking = 1 << 10

// packing is the level of compression: higher ones take as long as making the page for a tenth less.
const packing = 3

var (
	buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	packers = sync.Pool{New: func() any {
		w, err := gzip.NewWriterLevel(io.Discard, packing)
		if err != nil {
			panic(err) // the level is one
		}
		return w
	}}
)

// maxPooled bounds what a buffer may hold to be used again.
const maxPooled = 1 << 20

// replyOf returns what a handler answers.
func replyOf(h http.Handler, r *http.Request) *reply {
	rec := &recorder{header: http.Header{}, body: buffers.Get().(*bytes.Buffer)}
	rec.body.Reset()
	defer func() {
		if rec.body.Cap() <= maxPooled {
			buffers.Put(rec.body)
		}
	}()
	h.ServeHTTP(rec, r)
	rec.WriteHeader(http.StatusOK) // unless it has
	out := &reply{status: rec.status, header: rec.header}
	body := rec.body.Bytes()
	if out.status == http.StatusOK {
		out.tag = tagOf(body)
	}
	if out.packed = len(body) >= worthPacking; out.packed {
		var packed bytes.Buffer
		w := packers.Get().(*gzip.Writer)
		defer packers.Put(w)
		w.Reset(&packed)
		w.Write(body) // a Buffer takes everything
		w.Close()
		body = packed.Bytes()
	}
	out.body = bytes.Clone(body)
	return out
}

// A recorder keeps an answer until it is whole.
type recorder struct {
	status int
	header http.Header
	body   *bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

// send answers a request by it.
func (p *reply) send(w http.ResponseWriter, r *http.Request) {
	maps.Copy(w.Header(), p.header)
	if p.tag != "" && known(w, r, p.tag) {
		return
	}
	body := p.body
	if p.packed && accepts(r.Header.Values("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
	} else if p.packed {
		// What the program has compressed itself is whole.
		from, err := gzip.NewReader(bytes.NewReader(body))
		if err == nil {
			body, err = io.ReadAll(from)
		}
		if err != nil {
			panic(err)
		}
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(p.status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// accepts reports whether a list of encodings has one, and not as what must not be sent.
func accepts(lists []string, encoding string) bool {
	for _, l := range lists {
		for e := range strings.SplitSeq(l, ",") {
			name, q, _ := strings.Cut(e, ";")
			if name = strings.TrimSpace(name); name == "*" || strings.EqualFold(name, encoding) {
				_, value, _ := strings.Cut(q, "=")
				n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
				return q == "" || err != nil || n > 0
			}
		}
	}
	return false
}

// read answers a request to read, which h understands, with what is kept or made for all who ask the same. It is made of nothing but the
// address, the day, and whether who asks may write and has signed in.
func (s *server) read(w http.ResponseWriter, r *http.Request, at string, h http.Handler, program bool) {
	c := callerOf(r.Context())
	c = caller{write: c.write, signed: c.signed}
	key := strings.Join([]string{strconv.FormatBool(program), strconv.FormatBool(c.write), strconv.FormatBool(c.signed), s.today(), at, r.URL.RawQuery}, "\x00")
	asked := http.Request{Method: http.MethodGet, URL: &url.URL{Path: at, RawQuery: r.URL.RawQuery}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody}
	out, err := s.replies.get(r.Context(), key, func(ctx context.Context) *reply {
		return replyOf(h, asked.WithContext(context.WithValue(ctx, callerKey{}, c)))
	})
	if err != nil {
		s.refuse(w, r, err, program)
		return
	}
	out.send(w, r)
}
