package web

import (
	"context"
	"crypto/sha256"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/readout-project/readout"
)

// A guard decides who may ask what. docs/decisions/0010 says why so.
type guard struct {
	store    readout.Store
	loopback bool
	hosts    []string
	cross    *http.CrossOriginProtection
	failures *limiter // of keys, by address
	reads    *limiter // by key
	writes   *limiter // by key, or by address where there is none
}

func newGuard(store readout.Store, o *Options) *guard {
	return &guard{
		store: store, loopback: o.Loopback, hosts: o.Hosts, cross: http.NewCrossOriginProtection(),
		failures: newLimiter(rate.Every(6*time.Second), 10), reads: newLimiter(100, 400), writes: newLimiter(50, 200),
	}
}

// cookie is the name of the cookie that holds the key of somebody who signed in.
const cookie = "readout_key"

// A caller is who asks.
type caller struct {
	name   string // as corrections tell it
	write  bool
	signed bool // in, by a cookie
}

type callerKey struct{}

// callerOf returns who asks; the zero caller for somebody without a key.
func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// address refuses requests for other hosts, such as a page elsewhere makes whose name leads to this computer, and paths that nobody
// can mean.
func (g *guard) address(r *http.Request) error {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.Trim(strings.TrimSuffix(host, "."), "[]"))
	named := slices.Contains(g.hosts, host)
	if g.loopback && !named {
		ip, err := netip.ParseAddr(host)
		named = host == "localhost" || err == nil && ip.IsLoopback()
	}
	if !named && (g.loopback || len(g.hosts) > 0) {
		return fault(http.StatusMisdirectedRequest, "This server does not answer for %q.", host)
	}
	if len(r.URL.Path)+len(r.URL.RawQuery) > maxQuery {
		return fault(http.StatusRequestURITooLong, "The address has more than %d bytes.", maxQuery)
	}
	if strings.ContainsAny(r.URL.Path, "\x00\\") || slices.Contains(strings.Split(r.URL.Path, "/"), "..") {
		return bad("The path of the address is not one of this server.")
	}
	return nil
}

// check tells whether a request may go on, and who makes it.
func (g *guard) check(r *http.Request) error {
	get := reading(r) || r.URL.Path == toolsPath
	c, err := g.identify(r)
	if err != nil {
		return err
	}
	*r = *r.WithContext(context.WithValue(r.Context(), callerKey{}, c))
	open := r.URL.Path == "/session" // to sign in and out
	if r.URL.Path == toolsPath && r.Header.Get("Authorization") == "" && g.cross.Check(r) != nil {
		return fault(http.StatusForbidden, "The request comes from a page of another site.")
	}
	switch {
	case get && (g.loopback && direct(r) || open):
		return nil
	case get && c.name == "":
		return fault(http.StatusUnauthorized, "Reading needs a key here: Authorization: Bearer KEY, or sign in.")
	case get:
		return g.reads.take(c.name)
	}
	if r.Header.Get("Authorization") == "" {
		if err := g.cross.Check(r); err != nil {
			return fault(http.StatusForbidden, "The request comes from a page of another site.")
		}
	}
	if open {
		return g.writes.take(peer(r))
	}
	if !c.write {
		return fault(http.StatusUnauthorized, "Writing needs a key: Authorization: Bearer KEY, or sign in. The command \"readout key\" makes one.")
	}
	if c.name == "" {
		return g.writes.take(peer(r))
	}
	return g.writes.take(c.name)
}

// identify finds out who makes a request.
func (g *guard) identify(r *http.Request) (caller, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, secret, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return caller{}, fault(http.StatusUnauthorized, "The key must be sent as Authorization: Bearer KEY.")
		}
		key, err := g.key(r, strings.TrimSpace(secret))
		return caller{name: key.Name, write: true}, err
	}
	if c, err := r.Cookie(cookie); err == nil && c.Value != "" {
		key, err := g.key(r, c.Value)
		if err == nil {
			return caller{name: key.Name, write: true, signed: true}, nil
		}
		if s := problemOf(err).Status; s != http.StatusUnauthorized && s != http.StatusTooManyRequests {
			return caller{}, err
		} // whose key was revoked is as if they had none
	}
	if g.loopback && direct(r) && ownPage(r) {
		return caller{write: true}, nil
	}
	return caller{}, nil
}

// key looks a secret up. Whoever has tried too many wrong ones has to wait.
func (g *guard) key(r *http.Request, secret string) (readout.Key, error) {
	if !g.failures.left(peer(r)) {
		return readout.Key{}, fault(http.StatusTooManyRequests, "Too many keys that do not exist were tried. Wait a minute.")
	}
	key, err := g.store.CheckKey(r.Context(), secret)
	if errors.Is(err, readout.ErrNotFound) {
		_ = g.failures.take(peer(r))
		return key, fault(http.StatusUnauthorized, "The key is not one of this ledger, or was revoked.")
	}
	if key.Name == "" {
		key.Name = key.ID
	}
	return key, err
}

// direct reports whether a request comes from this computer, and no proxy says that it passes it on from who knows where.
func direct(r *http.Request) bool {
	for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if r.Header.Get(h) != "" {
			return false
		}
	}
	ip, err := netip.ParseAddr(peer(r))
	return err == nil && ip.Unmap().IsLoopback()
}

// ownPage reports whether a request was made by a browser from a page of this server.
func ownPage(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	if reading(r) {
		return true // it changes nothing; the page tells whether it may
	}
	return r.Header.Get("Origin") == "http://"+r.Host
}

// peer returns the address, without a port, that a request comes from.
func peer(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// secure sets the headers that let a browser run and load only what this server sends.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", policy(""))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Cookie, Authorization")
}

// policy is the content security policy of a page with a style of its own, or none.
func policy(style string) string {
	p := "default-src 'none'; script-src 'self'; style-src 'self'"
	if style != "" {
		p += " 'sha256-" + digest([]byte(style)) + "'"
	}
	return p + "; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
}

// A limiter holds a bucket of tokens for each of many names.
type limiter struct {
	each  rate.Limit
	burst int
	mu    sync.Mutex
	of    map[[32]byte]*rate.Limiter
}

// maxBuckets bounds how many names a limiter remembers.
const maxBuckets = 1 << 14

func newLimiter(each rate.Limit, burst int) *limiter {
	return &limiter{each: each, burst: burst, of: map[[32]byte]*rate.Limiter{}}
}

func (l *limiter) bucket(name string) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := sha256.Sum256([]byte(name))
	b := l.of[at]
	if b == nil {
		if len(l.of) >= maxBuckets {
			for k, b := range l.of { // those that are full again say nothing
				if b.Tokens() >= float64(l.burst) {
					delete(l.of, k)
				}
			}
			if len(l.of) >= maxBuckets {
				clear(l.of)
			}
		}
		b = rate.NewLimiter(l.each, l.burst)
		l.of[at] = b
	}
	return b
}

// left reports whether a name has a token, without taking it.
func (l *limiter) left(name string) bool { return l.bucket(name).Tokens() >= 1 }

// take takes a token of a name, or returns the error that there is none.
func (l *limiter) take(name string) error {
	if l.bucket(name).Allow() {
		return nil
	}
	return fault(http.StatusTooManyRequests, "Too many requests. Wait a little.")
}
