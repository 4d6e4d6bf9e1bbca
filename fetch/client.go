package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// state is what a Client keeps between requests.
type state struct {
	once   sync.Once
	http   *http.Client
	mu     sync.Mutex
	hosts  map[string]*host // by scheme, name and port
	lookup func(ctx context.Context, name string) ([]netip.Addr, error)
	dial   func(ctx context.Context, network, address string) (net.Conn, error)
}

// A host is what is known of a server.
type host struct {
	mu     sync.Mutex
	next   time.Time // when the next request may go out
	robots *robots   // nil before they were read
	until  time.Time // how long they hold
}

const (
	maxHosts    = 4096 // of which something is kept
	robotsValid = 24 * time.Hour
	robotsRetry = 10 * time.Minute // after a robots.txt that could not be had
)

func (c *Client) init() {
	c.once.Do(func() {
		c.hosts = map[string]*host{}
		c.lookup, c.dial = c.Lookup, c.Dial
		if c.lookup == nil {
			c.lookup = func(ctx context.Context, name string) ([]netip.Addr, error) {
				return net.DefaultResolver.LookupNetIP(ctx, "ip", name)
			}
		}
		if c.dial == nil {
			c.dial = (&net.Dialer{Timeout: 10 * time.Second, ControlContext: c.control}).DialContext
		}
		c.http = &http.Client{
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport: &http.Transport{
				DialContext: c.connect, Proxy: nil, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: 256 << 10, TLSHandshakeTimeout: 10 * time.Second,
				MaxIdleConns: 64, MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second,
			},
		}
	})
}

// errForbidden tells of an address that nothing is sent to.
type errForbidden struct{ addr netip.Addr }

func (e errForbidden) Error() string {
	return fmt.Sprintf("%s is an address of a private network or of this machine", e.addr)
}

// control refuses a connection, before it is made, to an address that is not public.
func (c *Client) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !c.AllowPrivate && !public(to.Addr()) {
		return errForbidden{to.Addr()}
	}
	return nil
}

// connect resolves a name and connects to the first of its addresses that answers. If one of them is not public, the
// name is not to be trusted, and none is tried.
func (c *Client) connect(ctx context.Context, network, address string) (net.Conn, error) {
	name, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	addrs := []netip.Addr{}
	if a, err := netip.ParseAddr(name); err == nil {
		addrs = append(addrs, a)
	} else if addrs, err = c.lookup(ctx, name); err != nil {
		return nil, err
	}
	for _, a := range addrs {
		if !c.AllowPrivate && !public(a) {
			return nil, errForbidden{a}
		}
	}
	err = fmt.Errorf("%s has no address", name)
	for _, a := range addrs {
		var conn net.Conn
		if conn, err = c.dial(ctx, network, net.JoinHostPort(a.Unmap().String(), port)); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

// Get fetches a page, or learns that the known version of it is the newest. What goes wrong is an *Error, but where ctx ends, its
// error.
func (c *Client) Get(ctx context.Context, address string, known Version) (*Page, error) {
	c.init()
	seen := map[string]bool{}
	for range maxRedirects + 1 {
		u, err := parseURL(address)
		if err != nil {
			return nil, &Error{URL: address, Reason: BadURL, Msg: err.Error()}
		}
		if address = u.String(); seen[address] {
			return nil, &Error{URL: address, Reason: Redirects, Msg: "redirects go in a circle"}
		}
		seen[address] = true
		if err := c.ask(ctx, u); err != nil {
			return nil, err
		}
		page, next, err := c.request(ctx, u, known)
		if err != nil || next == "" {
			return page, err
		}
		address = next
	}
	return nil, &Error{URL: address, Reason: Redirects, Msg: fmt.Sprintf("more than %d redirects", maxRedirects)}
}

// parseURL checks that an address is one that can be fetched.
func parseURL(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
		return nil, errors.New("is no address of the web")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("is no address of the web: its scheme is %q", u.Scheme)
	case u.Hostname() == "":
		return nil, errors.New("names no host")
	case u.User != nil:
		return nil, errors.New("holds a name or a password; it is not sent")
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return nil, fmt.Errorf("has no port %s", port)
		}
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

// ask waits for the host's turn, and asks its robots.txt.
func (c *Client) ask(ctx context.Context, u *url.URL) error {
	h := c.host(u)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.robots == nil || time.Now().After(h.until) {
		if err := c.wait(ctx, h); err != nil {
			return err
		}
		if err := c.readRobots(ctx, u, h); err != nil {
			return err
		}
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !h.robots.allows(path) {
		e := &Error{URL: u.String(), Reason: Disallowed, Msg: "robots.txt disallows it"}
		if h.robots.none {
			e.Reason = h.robots.why
			e.Msg = "robots.txt " + h.robots.msg + ", and so nothing is fetched for now"
		}
		return e
	}
	return c.wait(ctx, h)
}

// host returns what is known of the server of an address.
func (c *Client) host(u *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := strings.ToLower(u.Scheme + "://" + u.Host)
	h := c.hosts[key]
	if h == nil {
		if len(c.hosts) >= maxHosts {
			clear(c.hosts)
		}
		h = &host{}
		c.hosts[key] = h
	}
	return h
}

// wait waits until the host's next request may go out, and books it.
func (c *Client) wait(ctx context.Context, h *host) error {
	pause := cmp.Or(c.Pause, defaultPause)
	if h.robots != nil {
		pause = max(pause, h.robots.delay)
	}
	timer := time.NewTimer(time.Until(h.next))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	}
	h.next = time.Now().Add(pause)
	return nil
}

// readRobots reads the robots.txt of a server, through redirects: none (4xx) allows everything, one that cannot be had
// (5xx, no answer) disallows everything for a while. An address that is forbidden is an error.
func (c *Client) readRobots(ctx context.Context, u *url.URL, h *host) error {
	address := u.ResolveReference(&url.URL{Path: "/robots.txt"})
	unknown := &robots{none: true, why: Disallowed, msg: "leads to no address"}
	h.robots, h.until = unknown, time.Now().Add(robotsRetry)
	for range 6 {
		data, status, next, err := c.fetchRobots(ctx, address)
		if err != nil {
			fault := asError(address.String(), err)
			if fault.Reason == Forbidden || ctx.Err() != nil {
				h.robots = nil
				return cmp.Or[error](ctx.Err(), fault)
			}
			unknown.why, unknown.msg = fault.Reason, fault.Msg
			return nil
		}
		switch {
		case next != "":
			to, err := parseURL(next)
			if err != nil {
				return nil
			}
			address = to
			continue
		case status == http.StatusOK:
			h.robots = parseRobots(data, cmp.Or(c.Agent, defaultAgent))
		case status >= 400 && status < 500 && status != http.StatusTooManyRequests:
			h.robots = &robots{}
		default:
			unknown.msg = fmt.Sprintf("cannot be had (status %d)", status)
			return nil
		}
		h.until = time.Now().Add(robotsValid)
		return nil
	}
	h.robots, h.until = &robots{}, time.Now().Add(robotsValid) // RFC 9309: may be taken for none
	return nil
}

func (c *Client) fetchRobots(ctx context.Context, u *url.URL) (data []byte, status int, next string, err error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(c.Timeout, defaultTimeout))
	defer cancel()
	resp, err := c.send(ctx, u, Version{})
	if err != nil {
		return nil, 0, "", err
	}
	defer resp.Body.Close()
	if redirectStatus[resp.StatusCode] {
		return nil, resp.StatusCode, location(u, resp), nil
	}
	body, err := c.body(resp)
	if err != nil {
		return nil, resp.StatusCode, "", err
	}
	data, err = io.ReadAll(io.LimitReader(body, maxRobots))
	return data, resp.StatusCode, "", err
}

// send sends a request and returns the answer without its body.
func (c *Client) send(ctx context.Context, u *url.URL, known Version) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", cmp.Or(c.Agent, defaultAgent)+"/1 (reads news articles)")
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/plain;q=0.8, */*;q=0.1")
	if known.ETag != "" {
		req.Header.Set("If-None-Match", known.ETag)
	}
	if known.LastModified != "" {
		req.Header.Set("If-Modified-Since", known.LastModified)
	}
	return c.http.Do(req)
}

// request fetches one address; next is where it redirects to.
func (c *Client) request(ctx context.Context, u *url.URL, known Version) (page *Page, next string, err error) {
	outer := ctx
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(c.Timeout, defaultTimeout))
	defer cancel()
	fail := func(reason Reason, status int, format string, args ...any) (*Page, string, error) {
		return nil, "", &Error{URL: u.String(), Reason: reason, Status: status, Msg: fmt.Sprintf(format, args...)}
	}
	resp, err := c.send(ctx, u, known)
	if err != nil {
		if outer.Err() != nil {
			return nil, "", outer.Err()
		}
		return nil, "", asError(u.String(), err)
	}
	defer resp.Body.Close()
	page = &Page{URL: u.String(), ContentType: resp.Header.Get("Content-Type"), Version: Version{resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")}}
	switch {
	case redirectStatus[resp.StatusCode]:
		if next = location(u, resp); next == "" {
			return fail(Redirects, resp.StatusCode, "redirects to nowhere")
		}
		return nil, next, nil
	case resp.StatusCode == http.StatusNotModified:
		page.Version, page.Unchanged = known, true
		return page, "", nil
	case resp.StatusCode != http.StatusOK:
		fault := &Error{URL: u.String(), Reason: BadStatus, Status: resp.StatusCode, Msg: "the server answers " + resp.Status, After: retryAfter(resp.Header.Get("Retry-After"))}
		if fault.After > 0 {
			fault.Msg += fmt.Sprintf(", and asks to come again after %v", fault.After.Round(time.Second))
		}
		return nil, "", fault
	}
	media, _, _ := mime.ParseMediaType(page.ContentType)
	if !types[media] {
		return fail(WrongType, resp.StatusCode, "is %s, which holds no article", media)
	}
	limit := cmp.Or(c.MaxBody, defaultMaxBody)
	if resp.ContentLength > limit {
		return fail(TooLarge, resp.StatusCode, "has %d MB; no more than %d are fetched", resp.ContentLength>>20, limit>>20)
	}
	body, err := c.body(resp)
	if err != nil {
		return fail(WrongType, resp.StatusCode, "%v", err)
	}
	page.Body, err = io.ReadAll(io.LimitReader(body, limit+1))
	switch {
	case int64(len(page.Body)) > limit:
		return fail(TooLarge, resp.StatusCode, "has more than %d bytes", limit)
	case outer.Err() != nil:
		return nil, "", outer.Err()
	case err != nil:
		return nil, "", asError(u.String(), err)
	}
	return page, "", nil
}

// body returns the body of an answer, its content encodings undone: net/http does that for gzip alone.
func (c *Client) body(resp *http.Response) (body io.Reader, err error) {
	body = resp.Body
	encodings := strings.Split(strings.ToLower(resp.Header.Get("Content-Encoding")), ",")
	if len(encodings) > maxEncodings {
		return nil, fmt.Errorf("is compressed %d times over", len(encodings))
	}
	for i := len(encodings) - 1; i >= 0; i-- {
		switch encoding := strings.TrimSpace(encodings[i]); {
		case encoding == "" || encoding == "identity":
		case c.Decompress == nil:
			return nil, fmt.Errorf("is compressed with %s, which was not asked for", encoding)
		default:
			if body, err = c.Decompress(encoding, body); err != nil {
				return nil, err
			}
		}
	}
	return body, nil
}

// maxEncodings is how many times a body may be compressed.
const maxEncodings = 3

// location returns where an answer redirects to, or "".
func location(from *url.URL, resp *http.Response) string {
	to, err := from.Parse(resp.Header.Get("Location"))
	if err != nil || resp.Header.Get("Location") == "" {
		return ""
	}
	return to.String()
}

// retryAfter reads a Retry-After of seconds or of a date.
func retryAfter(s string) time.Duration {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return time.Duration(min(n, 1<<20)) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, time.Until(t))
	}
	return 0
}

// asError words why a request failed.
func asError(address string, err error) *Error {
	var forbidden errForbidden
	var netErr net.Error
	switch {
	case errors.As(err, &forbidden):
		return &Error{URL: address, Reason: Forbidden, Msg: forbidden.Error() + "; nothing is sent there"}
	case errors.As(err, &netErr) && netErr.Timeout():
		return &Error{URL: address, Reason: Unreachable, Msg: "does not answer in time"}
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return &Error{URL: address, Reason: Unreachable, Msg: "cannot be had: " + err.Error()}
}
