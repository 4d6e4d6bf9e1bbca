package client_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/client"
	"github.com/readout-project/readout/outcome"
	"github.com/readout-project/readout/reader"
	"github.com/readout-project/readout/sqlite"
	"github.com/readout-project/readout/web"
)

// served serves an empty ledger, and returns a client with a key for it.
func served(t *testing.T) *client.Client {
	t.Helper()
	ctx := context.Background()
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	rd, err := reader.New()
	if err != nil {
		t.Fatal(err)
	}
	handler, err := web.New(store, web.Options{Models: "test", Read: func(_ context.Context, a readout.Article) (*readout.Readout, error) { return rd.Read(a) }})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(handler)
	t.Cleanup(func() {
		srv.CloseClientConnections()
		srv.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	c, err := client.New(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	if _, c.Key, err = store.AddKey(ctx, "test"); err != nil {
		t.Fatal(err)
	}
	return c
}

// must fails the test at an error.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// listed returns what a sequence yields.
func listed[T any](t *testing.T, seq iter.Seq2[T, error]) (out []T) {
	t.Helper()
	for v, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

var report = readout.Article{URL: "https://example.org/bridge", Title: "Bridge closed", Publisher: "Example Wire", Published: "2026-05-04", Language: "en",
	Text: "Mayor Mara Lind met opposition leader Daniel Reth in Vienna on Monday. “The bridge will stay closed,” Lind told reporters. " +
		"Reth denied that the bridge was in danger, and called on the mayor to publish the report by Friday."}

func TestClient(t *testing.T) {
	ctx := context.Background()
	c := served(t)
	kept := must(c.Add(ctx, report))(t)
	id := kept.Article.ID
	if kept.Change != "added" || len(kept.Record.Statements) == 0 || kept.Record.Article.Text != report.Text {
		t.Fatalf("added %+v", kept)
	}
	if again := must(c.Add(ctx, report))(t); again.Change != "unchanged" || again.Article.ID != id {
		t.Errorf("added again: %s %s", again.Change, again.Article.ID)
	}
	if got := must(c.Article(ctx, id, 1))(t); got.Article.Title != report.Title || len(got.Keys) != len(got.Record.Statements) {
		t.Errorf("article %+v", got.Article)
	}
	if got := must(c.Versions(ctx, id))(t); len(got) != 1 || listed(t, c.Articles(ctx))[0].ID != id {
		t.Errorf("versions %+v", got)
	}
	said := listed(t, c.Search(ctx, `bridge speaker:"Mara Lind"`, readout.ByOldest))
	if len(said) != 1 || said[0].Words[0] != "The bridge will stay closed" || said[0].Speaker.Name != "Mara Lind" {
		t.Fatalf("said %+v", said)
	}
	if got := must(c.Statement(ctx, said[0].Key))(t); got.Key != said[0].Key || got.Date != said[0].Date {
		t.Errorf("statement %+v", got)
	}
	found := must(c.Find(ctx, client.Find{Query: "bridge", Facets: []string{"speaker", "act"}, Limit: 1}))(t)
	if found.Count < 2 || len(found.Items) != 1 || found.Next == "" || len(found.Facets) != 2 {
		t.Errorf("found %+v", found)
	}
	if got := must(c.Find(ctx, client.Find{Query: "speaker:Lind act:threat"}))(t); len(got.Empty) == 0 || !strings.Contains(got.Empty[0], "0 with act:threat") {
		t.Errorf("nothing is explained by %q", got.Empty)
	}
	who := listed(t, c.People(ctx, "lind", readout.Person))
	if len(who) != 1 || must(c.Person(ctx, who[0].ID))(t).Name != "Mara Lind" {
		t.Fatalf("people %+v", who)
	}
	for name, n := range map[string]int{
		"met":         len(listed(t, c.Met(ctx, who[0].ID))),
		"coming":      len(listed(t, c.Coming(ctx, "2026-05-04", "2026-06-01"))),
		"mentioned":   len(listed(t, c.Mentioned(ctx, who[0].ID))),
		"exchanges":   len(must(c.Exchanges(ctx, "", 10))(t)),
		"talks":       len(listed(t, c.Talks(ctx))),
		"corrections": len(listed(t, c.Corrections(ctx, id))),
		"decisions":   len(must(c.Decisions(ctx, who[0].ID))(t)),
		"positions":   len(must(c.Positions(ctx, who[0].ID))(t)),
	} {
		t.Log(name, n)
	}
	if got := must(c.Remark(ctx, said[0].Key))(t); len(got.Variants) == 0 {
		t.Errorf("remark %+v", got)
	}
	if got := listed(t, c.Commitments(ctx, "", "demand")); len(got) == 0 {
		t.Error("nothing is demanded")
	}
	var outcomes across.Answer[outcome.Commitment]
	if err := c.Across(ctx, "outcomes", "", "", &outcomes); err != nil || len(outcomes.Items) == 0 || outcomes.Items[0].Words == "" {
		t.Errorf("outcomes %+v, %v", outcomes, err)
	}
	topic := must(c.Topic(ctx, "trade", "paper", ""))(t)
	if got := must(c.Links(ctx, "topic"))(t); len(got) != 1 || got[0].ID != topic.ID || got[0].A != "trade" {
		t.Errorf("links %+v", got)
	}
	if err := c.Unlink(ctx, topic.ID); err != nil {
		t.Error(err)
	}
	if len(said) > 1 {
		if got := must(c.Join(ctx, said[0].Key, said[1].Key, ""))(t); len(got.Statements) < 2 {
			t.Errorf("joined: %+v", got)
		}
		if got := must(c.Part(ctx, said[0].Key, said[1].Key, ""))(t); len(got.Statements) != 1 {
			t.Errorf("parted: %d statements", len(got.Statements))
		}
	}
	if got := must(c.Judging(ctx, said[0].Key))(t); got.Statement.Key != said[0].Key || len(got.Kinds) == 0 {
		t.Errorf("judging: %+v", got)
	}
	if got := must(c.Deleting(ctx, id))(t); got.Article.ID != id || got.Corrections != 0 {
		t.Errorf("deleting: %+v", got)
	}
	made := must(c.Correct(ctx, client.Correction{Article: id, Kind: "speaker", Statement: said[0].Key, Speaker: "Daniel Reth", Note: "he said so"}))(t)
	if got := must(c.Statement(ctx, said[0].Key))(t); !got.Corrected || got.Speaker == nil || got.Speaker.Name != "Daniel Reth" || made.Who != "test" {
		t.Errorf("corrected to %+v by %+v", got.Speaker, made)
	}
	if err := c.Withdraw(ctx, made.ID); err != nil {
		t.Error(err)
	}
	other := must(c.Add(ctx, readout.Article{ID: "b", Language: "en", Text: "Goalkeeper Mara Lind said that she was tired."}))(t)
	if people := listed(t, c.People(ctx, "mara lind", "")); len(people) == 2 {
		one := must(c.Merge(ctx, people[0].ID, people[1].ID, "the same"))(t)
		if two := must(c.Split(ctx, one.ID, one.Evidence[:1], "not the same"))(t); two.ID == one.ID {
			t.Errorf("split into %s and %s", one.ID, two.ID)
		}
	} else {
		t.Errorf("people %+v", people)
	}
	if err := c.Delete(ctx, other.Article.ID); err != nil {
		t.Error(err)
	}
}

func TestErrors(t *testing.T) {
	ctx := context.Background()
	c := served(t)
	_, err := c.Article(ctx, "nothing", 0)
	var p *client.Problem
	if !errors.Is(err, readout.ErrNotFound) || !errors.As(err, &p) || p.Status != http.StatusNotFound || p.Detail == "" {
		t.Errorf("an article that is not there: %v", err)
	}
	if _, err := c.Find(ctx, client.Find{Query: "speakr:Lind"}); err == nil || !strings.Contains(err.Error(), "there is no field speakr") {
		t.Errorf("a query with a fault: %v", err)
	}
	for _, err := range c.Search(ctx, `"`, "") {
		if err == nil {
			t.Error("a query with a fault finds something")
		}
	}
	if _, err := c.Statement(ctx, "../articles"); err == nil {
		t.Error("a key that leads elsewhere is answered")
	}
	c.Key = "readout_wrong"
	if _, err := c.Add(ctx, report); !errors.As(err, &p) || p.Status != http.StatusUnauthorized {
		t.Errorf("with a wrong key: %v", err)
	}
	for _, address := range []string{"", "127.0.0.1:8080", "ftp://example.org", "http://"} {
		if _, err := client.New(address); err == nil {
			t.Errorf("%q is taken for an address", address)
		}
	}
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadGateway)
		fmt.Fprint(w, "<html>")
	}))
	defer broken.Close()
	if c, err = client.New(broken.URL); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Versions(ctx, "a"); err == nil || err.Error() != "502 Bad Gateway" {
		t.Errorf("a proxy's error: %v", err)
	}
}

// What is added is told to those who listen, as long as they do.
func TestListen(t *testing.T) {
	c := served(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go func() {
		for i := 0; ctx.Err() == nil; i++ { // until the listener is there
			a := report
			a.URL += fmt.Sprint(i)
			if _, err := c.Add(ctx, a); err != nil && ctx.Err() == nil {
				t.Error(err)
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	}()
	for s, err := range c.Listen(ctx, "speaker:Lind") {
		if err != nil || s.Speaker == nil || s.Speaker.Name != "Mara Lind" {
			t.Errorf("heard %+v %v", s, err)
		}
		break
	}
}

func ExampleClient_Search() {
	c, err := client.New("http://127.0.0.1:8080")
	if err != nil {
		fmt.Println(err)
		return
	}
	for s, err := range c.Search(context.Background(), "about:ceasefire act:denial", readout.ByDate) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(s.Date, s.Source, s.Words)
	}
}
