package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

// key makes a key and returns its secret.
func (s site) key(name string) string {
	s.Helper()
	_, secret, err := s.store.AddKey(s.Context(), name)
	if err != nil {
		s.Fatal(err)
	}
	return secret
}

func bearer(secret string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Set("Authorization", "Bearer "+secret)
		r.Header.Set("Content-Type", "text/plain")
	}
}

// On loopback pages of the server may write. With one thing wrong at a time they may not.
func TestLoopbackWrites(t *testing.T) {
	s := serve(t, nil)
	body := url.Values{"text": {"“Yes,” she said."}}.Encode()
	for name, c := range map[string]struct {
		status int
		change func(*http.Request)
	}{
		"a page of the server": {303, func(*http.Request) {}},
		"an old browser":       {303, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site") }},
		"the other name":       {303, func(r *http.Request) { r.Host = "localhost:8080"; r.Header.Set("Origin", "http://localhost:8080") }},
		"IPv6": {303, func(r *http.Request) {
			r.Host = "[::1]:8080"
			r.Header.Set("Origin", "http://[::1]:8080")
			r.RemoteAddr = "[::1]:4000"
		}},
		"no origin":        {401, func(r *http.Request) { r.Header.Del("Origin") }},
		"another origin":   {401, func(r *http.Request) { r.Header.Set("Origin", "https://127.0.0.1:8080") }},
		"another port":     {401, func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:9999") }},
		"a sandboxed page": {401, func(r *http.Request) { r.Header.Set("Origin", "null") }},
		"another site": {403, func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Origin", "https://evil.example")
		}},
		"another site of old": {403, func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", "https://evil.example") }},
		"a sibling":           {403, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }},
		"through a proxy":     {401, func(r *http.Request) { r.Header.Set("X-Forwarded-For", "203.0.113.5") }},
		"from elsewhere":      {401, func(r *http.Request) { r.RemoteAddr = "203.0.113.5:4000" }},
		"a rebound name": {421, func(r *http.Request) {
			r.Host = "evil.example:8080"
			r.Header.Set("Origin", "http://evil.example:8080")
		}},
		"a name that begins so":   {421, func(r *http.Request) { r.Host = "localhost.evil.example" }},
		"a number that is not it": {421, func(r *http.Request) { r.Host = "128.0.0.1:8080" }},
	} {
		r := s.ask(http.MethodPost, "/articles", body, func(r *http.Request) { asBrowser(r); c.change(r) })
		if r.StatusCode != c.status {
			t.Errorf("%s: %d, not %d", name, r.StatusCode, c.status)
		}
	}
}

// A program on this computer reads without a key, and writes with one.
func TestLoopbackPrograms(t *testing.T) {
	s := serve(t, nil)
	write := func(change func(*http.Request)) int {
		return s.ask(http.MethodPost, "/articles", "“Yes,” she said.", change).StatusCode
	}
	if got := write(func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }); got != http.StatusUnauthorized {
		t.Errorf("writing without a key gives %d", got)
	}
	proxied := func(r *http.Request) { r.Header.Set("Via", "1.1 proxy.example") }
	if got := s.ask(http.MethodGet, "/search.json", "", proxied).StatusCode; got != http.StatusUnauthorized {
		t.Errorf("reading through a proxy without a key gives %d", got)
	}
	secret := s.key("desk")
	if got := write(bearer(secret)); got != http.StatusCreated {
		t.Errorf("writing with a key gives %d", got)
	}
	keys, err := s.store.Keys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.store.RevokeKey(t.Context(), keys[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := write(bearer(secret)); got != http.StatusUnauthorized {
		t.Errorf("writing with a revoked key gives %d", got)
	}
	if got := write(func(r *http.Request) { r.Header.Set("Authorization", "Basic abc") }); got != http.StatusUnauthorized {
		t.Errorf("writing with another scheme gives %d", got)
	}
}

// Elsewhere than on loopback, everything takes a key, which signing in keeps in a cookie.
func TestElsewhere(t *testing.T) {
	s := serve(t, func(o *Options) { o.Loopback = false })
	far := func(r *http.Request) { r.RemoteAddr = "203.0.113.5:4000"; r.Host = "readout.example" }
	for _, path := range []string{"/", "/search", "/search.json", "/search.csv", "/events", "/openapi.json"} {
		r := s.ask(http.MethodGet, path, "", far)
		if r.StatusCode != http.StatusUnauthorized || r.Header.Get("WWW-Authenticate") == "" {
			t.Errorf("%s without a key: %d", path, r.StatusCode)
		}
	}
	secret := s.key("desk")
	if r := s.ask(http.MethodGet, "/search.json", "", func(r *http.Request) { far(r); bearer(secret)(r) }); r.StatusCode != http.StatusOK {
		t.Errorf("with a key: %d", r.StatusCode)
	}
	own := func(r *http.Request) {
		far(r)
		r.Header.Set("Origin", "http://readout.example")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r := s.ask(http.MethodPost, "/session", url.Values{"key": {secret}}.Encode(), own)
	cookies := r.Cookies()
	if r.StatusCode != http.StatusSeeOther || len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteStrictMode {
		t.Fatalf("signing in: %d, %+v", r.StatusCode, cookies)
	}
	signed := func(r *http.Request) { own(r); r.AddCookie(cookies[0]) }
	if r := s.ask(http.MethodGet, "/", "", signed); r.StatusCode != http.StatusOK || !strings.Contains(text(t, r), "Sign out") {
		t.Errorf("signed in: %d", r.StatusCode)
	}
	form := url.Values{"text": {"“Yes,” she said."}}.Encode()
	if r := s.ask(http.MethodPost, "/articles", form, signed); r.StatusCode != http.StatusSeeOther {
		t.Errorf("adding when signed in: %d", r.StatusCode)
	}
	evil := func(r *http.Request) { signed(r); r.Header.Set("Sec-Fetch-Site", "cross-site") }
	if r := s.ask(http.MethodPost, "/articles", form, evil); r.StatusCode != http.StatusForbidden {
		t.Errorf("a page of another site, with the cookie: %d", r.StatusCode)
	}
	r = s.ask(http.MethodPost, "/session", "out=1", signed)
	if c := r.Cookies(); len(c) != 1 || c[0].MaxAge >= 0 {
		t.Errorf("signing out: %+v", c)
	}
	if r := s.ask(http.MethodGet, "/", "", func(r *http.Request) {
		far(r)
		r.AddCookie(&http.Cookie{Name: cookie, Value: "not a key"})
	}); r.StatusCode != http.StatusUnauthorized {
		t.Errorf("with a cookie that is no key: %d", r.StatusCode)
	}
}

// Whoever tries many keys has to wait; others have not.
func TestGuessing(t *testing.T) {
	s := serve(t, func(o *Options) { o.Loopback = false })
	secret := s.key("desk")
	try := func(from, secret string) *http.Response {
		return s.ask(http.MethodGet, "/search.json", "", func(r *http.Request) { r.RemoteAddr = from + ":1"; bearer(secret)(r) })
	}
	last := 0
	for range 30 {
		last = try("203.0.113.5", "guess").StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the thirtieth guess gives %d", last)
	}
	if r := try("203.0.113.5", secret); r.StatusCode != http.StatusTooManyRequests || r.Header.Get("Retry-After") == "" {
		t.Errorf("then the right key gives %d", r.StatusCode)
	}
	if got := try("203.0.113.6", secret).StatusCode; got != http.StatusOK {
		t.Errorf("somebody else's right key gives %d", got)
	}
}

func TestLimiter(t *testing.T) {
	l := newLimiter(0.001, 2)
	for i, want := range []bool{true, true, false} {
		if got := l.take("a") == nil; got != want {
			t.Errorf("take %d gives %v", i, got)
		}
	}
	for i := range maxBuckets + 10 { // it forgets rather than grow
		_ = l.take("n" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i%1000))
	}
	if len(l.of) > maxBuckets {
		t.Errorf("%d buckets", len(l.of))
	}
}

// Every answer has the headers that let nothing of others run.
func TestHeaders(t *testing.T) {
	s, id := withSample(t)
	for _, path := range []string{"/", "/articles/" + id, "/search.json", "/search.csv", "/nothing", "/static/app.js", "/articles/" + id + ".html", "/openapi.json"} {
		r := s.ask(http.MethodGet, path, "", nil)
		csp := r.Header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "script-src 'unsafe") || r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, r.Header)
		}
	}
}

// failing is a store that cannot write.
type failing struct {
	readout.Store
	err error
}

func (f failing) Put(context.Context, ...readout.Entry) ([]readout.Outcome, error) { return nil, f.err }

// What goes wrong in the store is told by its status, and nothing more of it.
func TestStoreFaults(t *testing.T) {
	for err, want := range map[error]int{
		readout.ErrReadOnly:             http.StatusForbidden,
		readout.ErrFull:                 http.StatusInsufficientStorage,
		errors.New("secret/path: oops"): http.StatusInternalServerError,
	} {
		s := serve(t, nil)
		o := Options{Read: plainly, Loopback: true}
		h, fault := New(failing{s.store, err}, o)
		if fault != nil {
			t.Fatal(fault)
		}
		s.Handler = h
		r := s.ask(http.MethodPost, "/articles", "text=words", asBrowser)
		if body := text(t, r); r.StatusCode != want || strings.Contains(body, "secret") {
			t.Errorf("%v: %d %s", err, r.StatusCode, body)
		}
	}
}
