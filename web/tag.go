package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"sync"
)

// digest returns the SHA-256 of data in base64.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// A recorder keeps an answer until it is whole.
type recorder struct {
	http.ResponseWriter
	status int
	body   *bytes.Buffer
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxPooled bounds what a buffer may hold to be used again.
const maxPooled = 1 << 20

// tagged answers by h, and gives what is read a tag: who has it already is told only that. The tag is weak, for the same may be
// compressed or not.
func tagged(w http.ResponseWriter, r *http.Request, h http.HandlerFunc) {
	rec := &recorder{ResponseWriter: w, body: buffers.Get().(*bytes.Buffer)}
	rec.body.Reset()
	defer func() {
		if rec.body.Cap() <= maxPooled {
			buffers.Put(rec.body)
		}
	}()
	h(rec, r)
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	deliver(w, r, rec.status, rec.body.Bytes())
}

// deliver sends an answer with its tag, or that it is the same as before.
func deliver(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	if status == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		tag := `W/"` + digest(body)[:22] + `"`
		w.Header().Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.Header().Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// matches reports whether a list of tags has one that is the same but for being weak.
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
