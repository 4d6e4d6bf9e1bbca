// Package fetch gets pages and feeds from the web: politely, within bounds, and never from an address of a private
// network unless that is asked for.
//
// Polite is: robots.txt as RFC 9309 has it, a pause between two requests to one host, and conditional requests. The bounds
// are those of a Client. The address is looked at after the name was resolved, for each redirect anew, and the
// connection goes to the address that was looked at.
package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// A Reason tells why a page was not fetched.
type Reason string

const (
	BadURL      Reason = "bad address"
	Forbidden   Reason = "forbidden address" // of a private network, of this machine, or of none
	Disallowed  Reason = "disallowed"        // by robots.txt
	Redirects   Reason = "redirects"         // too many, or in a circle
	TooLarge    Reason = "too large"         // more than Client.MaxBody
	WrongType   Reason = "not text"          // a picture, say
	BadStatus   Reason = "status"            // of HTTP, other than 200 and 304
	Unreachable Reason = "unreachable"       // no connection, no answer in time, or an answer that breaks off
)

// An Error tells why a page was not fetched, and which.
type Error struct {
	URL    string // of the request that failed: the last of the redirects
	Reason Reason
	Msg    string
	Status int           // of HTTP, where there was an answer
	After  time.Duration // when to try again, where the server says
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.URL, e.Msg) }

// A Version tells which version of a page is known already, so that it is sent only if there is another.
type Version struct {
	ETag         string
	LastModified string // as the server gave it
}

// A Page is what was fetched.
type Page struct {
	URL         string // after redirects
	ContentType string // as the server gave it
	Body        []byte // unpacked
	Version     Version
	Unchanged   bool // the version that was known is still the newest, and Body is empty
}

// A Client fetches pages. Its zero value is ready for use, and safe for concurrent use; it must not be copied.
type Client struct {
	Agent        string        // product token of the User-Agent, to which robots.txt speaks; default readout
	MaxBody      int64         // bytes of a page, unpacked; default 16 MB
	Timeout      time.Duration // for a request, from its start to the last byte, pauses not counted; default 30 s
	Pause        time.Duration // between two requests to a host; default 1 s
	AllowPrivate bool          // fetch from addresses of private networks and of this machine, too

	// Decompress undoes a content encoding of HTTP other than gzip, which is the only one asked for. What comes in another is not read where it is nil.
	Decompress func(encoding string, body io.Reader) (io.Reader, error)

	// Lookup resolves a name, and Dial connects to one of its addresses, all of which have been looked at; those of the system where
	// they are nil.
	Lookup func(ctx context.Context, name string) ([]netip.Addr, error)
	Dial   func(ctx context.Context, network, address string) (net.Conn, error)

	state
}

// maxRedirects is how many redirects are followed.
const maxRedirects = 10

const (
	defaultAgent   = "readout"
	defaultMaxBody = 16 << 20
	defaultTimeout = 30 * time.Second
	defaultPause   = time.Second
)

// types are the media types that hold articles or lead to them.
var types = map[string]bool{
	"": true, "text/html": true, "application/xhtml+xml": true, "text/plain": true, "text/xml": true, "application/xml": true,
	"application/gzip": true, "application/x-gzip": true, "application/rss+xml": true, "application/atom+xml": true, "application/rdf+xml": true, "application/feed+json": true, "application/json": true,
	"application/pdf": true, "text/vtt": true, "application/x-subrip": true, "application/vnd.iptc.g2.newsitem+xml": true, "application/vnd.iptc.g2.newsmessage+xml": true,
}

var redirectStatus = map[int]bool{
	http.StatusMovedPermanently: true, http.StatusFound: true, http.StatusSeeOther: true, http.StatusTemporaryRedirect: true, http.StatusPermanentRedirect: true,
}
