package mcp_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/mcp"
	"github.com/readout-project/readout/reader"
	"github.com/readout-project/readout/sqlite"
	"github.com/readout-project/readout/web"
)

// filled returns a ledger with three reports.
func filled(t *testing.T) readout.Store {
	t.Helper()
	ctx := context.Background()
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	rd, err := reader.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []readout.Article{
		{URL: "https://example.org/talks", Title: "Talks end without a deal", Publisher: "Example Wire", Published: "2026-05-04", Language: "en",
			Text: "VIENNA, May 4 - Foreign Minister Ana Kovac and mediator Daniel Reth met in Vienna on Monday for talks on a ceasefire.\n\n" +
				"“We will not sign before the observers arrive,” Kovac told reporters. She said that no deal was reached, but that the two sides had agreed " +
				"on an exchange of prisoners.\n\nReth said the talks would resume in Geneva on May 18.\n"},
		{URL: "https://example.org/goal", Title: "Late goal", Publisher: "Example Sport", Published: "2026-05-05", Language: "en",
			Text: "Goalkeeper Ana Kovac said that she was tired after the match.\n"},
		{ID: "mayor", Published: "2026-05-06", Language: "en", Text: "The mayor, Mara Lind, promised on Wednesday to publish the report by Friday.\n"},
	} {
		r, err := rd.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Put(ctx, readout.Entry{Record: r}); err != nil {
			t.Fatal(err)
		}
	}
	return store
}

func options() mcp.Options {
	return mcp.Options{Version: "test", Pages: "http://127.0.0.1:8080/", Now: func() time.Time { return time.Date(2026, 5, 5, 12, 0, 0, 0, time.UTC) }}
}

// connected returns a session with a server in the same program.
func connected(t *testing.T, s *sdk.Server) *sdk.ClientSession {
	t.Helper()
	here, there := sdk.NewInMemoryTransports()
	if _, err := s.Connect(t.Context(), there, nil); err != nil {
		t.Fatal(err)
	}
	return session(t, here)
}

func session(t *testing.T, transport sdk.Transport) *sdk.ClientSession {
	t.Helper()
	c, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// call calls a tool and decodes what it answers.
func call[T any](t *testing.T, c *sdk.ClientSession, tool string, args map[string]any) T {
	t.Helper()
	res, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatal(err)
	}
	if res.IsError {
		t.Fatalf("%s %v: %s", tool, args, text(res))
	}
	data, err := json.Marshal(res.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	var out T
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func text(res *sdk.CallToolResult) string {
	var b strings.Builder
	for _, c := range res.Content {
		if t, ok := c.(*sdk.TextContent); ok {
			b.WriteString(t.Text)
		}
	}
	return b.String()
}

func TestTools(t *testing.T) {
	c := connected(t, mcp.New(filled(t), options()))
	list, err := c.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range list.Tools {
		if tool.Annotations == nil || !tool.Annotations.ReadOnlyHint || tool.Description == "" || tool.OutputSchema == nil {
			t.Errorf("%s is not described as reading only", tool.Name)
		}
	}
	if len(list.Tools) != 17 {
		t.Errorf("%d tools", len(list.Tools))
	}

	found := call[mcp.Found](t, c, "search_statements", map[string]any{"query": `observers speaker:"Ana Kovac"`})
	if found.Count != 1 || len(found.Statements) != 1 {
		t.Fatalf("found %+v", found)
	}
	s := found.Statements[0]
	if s.Words != "We will not sign before the observers arrive" || s.Form != "direct" || s.Speaker != "Ana Kovac" || s.Article.Published != "2026-05-04" ||
		s.Article.Outlet != "Example Wire" || !strings.HasPrefix(s.Link, "https://example.org/talks#:~:text=") || s.Page != "http://127.0.0.1:8080/statements/"+s.Key {
		t.Errorf("statement %+v", s)
	}
	for _, part := range []string{s.Words, "Kovac", s.Link} {
		if !strings.Contains(s.Citation, part) {
			t.Errorf("citation %q does not hold %q", s.Citation, part)
		}
	}
	if none := call[mcp.Found](t, c, "search_statements", map[string]any{"query": "speaker:Kovac act:threat"}); none.Count != 0 || len(none.Empty) == 0 {
		t.Errorf("nothing is explained: %+v", none)
	}

	article := call[mcp.ArticleRecord](t, c, "get_article", map[string]any{"id": s.Article.ID, "text": true})
	if article.Count != len(article.Statements) || article.Count < 3 || !strings.HasPrefix(article.Text, "VIENNA") {
		t.Errorf("article %+v", article)
	}
	same := false
	for _, in := range article.Statements {
		same = same || in.Key == s.Key && in.Words == s.Words && in.Link == s.Link && in.SpeakerID == s.SpeakerID
	}
	if !same {
		t.Errorf("the article does not hold the statement %+v", s)
	}

	two := call[mcp.PersonStatements](t, c, "person_statements", map[string]any{"person": "Ana Kovac"})
	if two.Person != nil || len(two.Candidates) != 2 {
		t.Fatalf("two people of one name: %+v", two)
	}
	for _, p := range two.Candidates {
		one := call[mcp.PersonStatements](t, c, "person_statements", map[string]any{"person": p.ID})
		if one.Person == nil || one.Person.ID != p.ID || len(one.Person.Namesakes) != 1 || one.Count == 0 {
			t.Errorf("person %+v", one)
		}
	}
	if lind := call[mcp.PersonStatements](t, c, "person_statements", map[string]any{"person": "lind", "query": "act:promise"}); lind.Person == nil || lind.Count != 1 {
		t.Errorf("person %+v", lind)
	}

	talks := call[mcp.TalksList](t, c, "list_talks", map[string]any{"query": "speaker:Reth"})
	if len(talks.Talks) != 1 || talks.Talks[0].Article.ID != s.Article.ID {
		t.Errorf("talks %+v", talks)
	}
	next := call[mcp.NextList](t, c, "whats_next", map[string]any{"to": "2026-06-01"})
	if next.From != "2026-05-05" || len(next.Coming) == 0 {
		t.Errorf("next %+v", next)
	}
	for _, n := range next.Coming {
		if n.Words == "" || n.Article.ID == "" || n.Article.URL != "" && n.Link == "" {
			t.Errorf("cannot be cited: %+v", n)
		}
	}
}

func TestFaults(t *testing.T) {
	c := connected(t, mcp.New(filled(t), options()))
	for _, x := range []struct {
		tool string
		args map[string]any
		want string
	}{
		{"search_statements", map[string]any{"query": "speakr:Reth"}, "there is no field speakr"},
		{"search_statements", map[string]any{"query": "", "limit": 51}, "limit 51 is not from 1 to 50"},
		{"search_statements", map[string]any{"query": "", "cursor": "x"}, "not a cursor"},
		{"search_statements", map[string]any{"query": 1}, "query"},
		{"search_statements", map[string]any{}, "query"},
		{"get_article", map[string]any{"id": "../../etc/passwd"}, "not in the ledger"},
		{"person_statements", map[string]any{"person": "nobody at all"}, "not in the ledger"},
		{"person_statements", map[string]any{"person": "—"}, "not in the ledger"},
		{"list_talks", map[string]any{"query": `"`}, "quotation mark"},
		{"whats_next", map[string]any{"from": "tomorrow"}, `"tomorrow" is no day`},
	} {
		res, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: x.tool, Arguments: x.args})
		if err != nil {
			t.Errorf("%s %v: %v", x.tool, x.args, err)
		} else if !res.IsError || !strings.Contains(text(res), x.want) {
			t.Errorf("%s %v: %s, want %q", x.tool, x.args, text(res), x.want)
		}
	}
}

// Over two streams, as assistants start the program.
func TestStreams(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- mcp.Serve(ctx, mcp.New(filled(t), options()), in, out) }()
	c := session(t, &sdk.IOTransport{Reader: fromServer, Writer: toServer})
	if found := call[mcp.Found](t, c, "search_statements", map[string]any{"query": "observers"}); found.Count != 1 {
		t.Errorf("found %+v", found)
	}
	c.Close()
	if err := <-done; err != nil {
		t.Errorf("the server ended with %v", err)
	}
}

// Over HTTP, served beside the pages: open to this computer, with a key to others, closed to pages of other sites.
func TestHTTP(t *testing.T) {
	store := filled(t)
	serve := func(loopback bool) string {
		handler, err := web.New(store, web.Options{Loopback: loopback, Tools: mcp.Handler(mcp.New(store, options()))})
		if err != nil {
			t.Fatal(err)
		}
		srv := httptest.NewServer(handler)
		t.Cleanup(srv.Close)
		return srv.URL + "/mcp"
	}
	open := serve(true)
	c := session(t, &sdk.StreamableClientTransport{Endpoint: open, DisableStandaloneSSE: true})
	if found := call[mcp.Found](t, c, "search_statements", map[string]any{"query": "observers"}); found.Count != 1 {
		t.Errorf("found %+v", found)
	}
	const list = `{"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}`
	status := func(address string, headers map[string]string) int {
		req, err := http.NewRequest(http.MethodPost, address, strings.NewReader(list))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json, text/event-stream")
		for k, v := range headers {
			if k == "Host" {
				req.Host = v
			}
			req.Header.Set(k, v)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	_, secret, err := store.AddKey(t.Context(), "test")
	if err != nil {
		t.Fatal(err)
	}
	closed := serve(false)
	keyed := session(t, &sdk.StreamableClientTransport{Endpoint: closed, DisableStandaloneSSE: true, HTTPClient: &http.Client{Transport: bearer(secret)}})
	if tools, err := keyed.ListTools(t.Context(), nil); err != nil || len(tools.Tools) < 8 {
		t.Errorf("%+v, %v", tools, err)
	}
	if found := call[mcp.Found](t, keyed, "search_statements", map[string]any{"query": "observers"}); found.Count != 1 || found.Statements[0].Page == "" {
		t.Errorf("with a key found %+v", found)
	}
	for _, x := range []struct {
		address string
		headers map[string]string
		want    int
	}{
		{open, nil, http.StatusOK},
		{open, map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, http.StatusForbidden},
		{open, map[string]string{"Host": "evil.example"}, http.StatusMisdirectedRequest},
		{closed, nil, http.StatusUnauthorized},
		{closed, map[string]string{"Authorization": "Bearer readout_wrong"}, http.StatusUnauthorized},
		{closed, map[string]string{"Authorization": "Bearer " + secret}, http.StatusOK},
	} {
		if got := status(x.address, x.headers); got != x.want {
			t.Errorf("%v: status %d, want %d", x.headers, got, x.want)
		}
	}
}

// bearer sends requests with a key.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}
