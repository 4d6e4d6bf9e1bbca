// Package client asks a ledger that 'readout serve' serves: what people said, who they are, how talks stand, what is next;
// and adds articles and corrections to it. Types are those of the API's JSON (/openapi.json); records are readout.Readout.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/readout-project/readout"
)

// A Client asks one server. It is safe for concurrent use; its fields are not to be changed meanwhile.
type Client struct {
	HTTP *http.Client // nil: http.DefaultClient
	Key  string       // needed for writing, and for all on servers that other computers reach
	base *url.URL
}

// New returns a client for the server at an address such as http://127.0.0.1:8080.
func New(address string) (*Client, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is no address such as http://127.0.0.1:8080", address)
	}
	u.RawQuery, u.Fragment = "", ""
	return &Client{base: u}, nil
}

// Error tells what was wrong. With errors.Is it is one of package readout's: ErrNotFound, ErrDuplicate, ErrFull.
func (p *Problem) Error() string {
	if p.Detail == "" {
		return fmt.Sprintf("%d %s", p.Status, p.Title)
	}
	return fmt.Sprintf("%d %s: %s", p.Status, p.Title, p.Detail)
}

// Is reports whether the status is that of an error of package readout.
func (p *Problem) Is(err error) bool {
	switch p.Status {
	case http.StatusNotFound:
		return err == readout.ErrNotFound
	case http.StatusConflict:
		return err == readout.ErrDuplicate
	case http.StatusInsufficientStorage:
		return err == readout.ErrFull
	}
	return false
}

// maxProblem bounds how much of an answer that tells an error is read.
const maxProblem = 64 << 10

// do sends a request and decodes the answer into out, where that is not nil.
func (c *Client) do(ctx context.Context, method string, path []string, query url.Values, in, out any) error {
	res, err := c.send(ctx, method, path, query, in)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if out == nil {
		return nil
	}
	if err := json.NewDecoder(res.Body).Decode(out); err != nil {
		return fmt.Errorf("the answer of %s: %w", res.Request.URL.Redacted(), err)
	}
	return nil
}

// send sends a request and returns the answer, unless that tells an error.
func (c *Client) send(ctx context.Context, method string, path []string, query url.Values, in any) (*http.Response, error) {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(b)
	}
	escaped := make([]string, len(path))
	for i, p := range path {
		escaped[i] = url.PathEscape(p)
	}
	u := c.base.JoinPath(escaped...)
	u.RawQuery = query.Encode()
	req, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.Key != "" {
		req.Header.Set("Authorization", "Bearer "+c.Key)
	}
	h := c.HTTP
	if h == nil {
		h = http.DefaultClient
	}
	res, err := h.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode >= 200 && res.StatusCode < 300 {
		return res, nil
	}
	return nil, errors.Join(problem(res), res.Body.Close())
}

// problem reads an answer that tells an error.
func problem(res *http.Response) error {
	p := &Problem{Title: http.StatusText(res.StatusCode)}
	kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if kind == "application/problem+json" {
		if err := json.NewDecoder(io.LimitReader(res.Body, maxProblem)).Decode(p); err != nil {
			p.Detail = ""
		}
	}
	p.Status = res.StatusCode
	return p
}

func get[T any](ctx context.Context, c *Client, query url.Values, path ...string) (T, error) {
	var out T
	path[len(path)-1] += ".json"
	err := c.do(ctx, http.MethodGet, path, query, nil, &out)
	return out, err
}

// values makes a query of names and values; empty values are left out.
func values(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.TrimSpace(pairs[i+1]) != "" {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	return v
}
