package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/sqlite"
)

// Adding 1,000 articles is killed many times at moments of chance. After each time every article is whole or absent and none is lost that
// was there; in the end the ledger holds the same as one that was filled without a break.
func TestKilledWhileAdding(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	t.Run("lines", func(t *testing.T) { killWhileAdding(t, "articles.jsonl", manyReports(1000), 1000, 20) })
	t.Run("archive", func(t *testing.T) { killWhileAdding(t, "articles.warc.gz", archive(1000), 1000, 6) })
}

func killWhileAdding(t *testing.T, name string, content []byte, articles, kills int) {
	dir := t.TempDir()
	input := filepath.Join(dir, name)
	if err := os.WriteFile(input, content, 0o666); err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(dir, "whole.db")
	from := time.Now()
	if out, err := exec.Command("readout", "add", "--ledger", whole, input).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took := time.Since(from)
	ledger := filepath.Join(dir, "killed.db")
	rnd := rand.New(rand.NewPCG(1, uint64(time.Now().UnixNano())))
	resumed := 0
	for n, before, starts := 0, 0, 0; n < kills; starts++ {
		if starts > 10*kills {
			t.Fatalf("only %d of %d starts were killed while adding", n, starts)
		}
		add := exec.Command("readout", "add", "--ledger", ledger, input)
		var told bytes.Buffer
		add.Stderr = &told
		if err := add.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.Int64N(int64(took)/4 + 1)))
		if err := add.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		err := add.Wait()
		if strings.Contains(told.String(), "goes on behind byte") {
			resumed++
		}
		if err == nil { // it was done before: begin anew
			if err := os.Remove(ledger); err != nil {
				t.Fatal(err)
			}
			before = 0
			continue
		}
		n++
		before = inspect(t, ledger, before)
		t.Logf("killed %d times: %d articles", n, before)
	}
	out, err := exec.Command("readout", "add", "--ledger", ledger, input).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := inspect(t, ledger, 0); got != articles {
		t.Fatalf("%d articles in the end", got)
	}
	if a, b := records(t, ledger), records(t, whole); !bytes.Equal(a, b) {
		t.Error("the records differ from those of a ledger that was filled without a break")
	}
	if resumed == 0 {
		t.Error("it never went on in the middle of the file")
	}
	// All of it once more: nothing is left of where it was.
	out, err = exec.Command("readout", "add", "--ledger", ledger, input).CombinedOutput()
	if want := fmt.Sprintf("unchanged %d\n", articles); err != nil || !strings.HasSuffix(string(out), want) || strings.Contains(string(out), "goes on") {
		t.Errorf("added once more: %v, %s", err, out)
	}
}

// manyReports makes short articles that differ, as JSON Lines.
func manyReports(n int) []byte {
	var b bytes.Buffer
	encode := json.NewEncoder(&b)
	for i := range n {
		err := encode.Encode(map[string]string{"id": fmt.Sprint("bridge ", i), "published": "2026-05-04", "text": report(i)})
		if err != nil {
			panic(err) // strings can be encoded
		}
	}
	return b.Bytes()
}

// archive makes the same articles as pages of a WARC file, which is larger than it need be.
func archive(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		page := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html lang=en><head><title>Bridge %d</title></head><body><article><p>%s</p></article></body></html>",
			i, strings.ReplaceAll(strings.TrimSpace(report(i)), "\n\n", "</p>\n<p>"))
		z, _ := gzip.NewWriterLevel(&b, gzip.NoCompression) // never fails
		fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/bridge/%d\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			i, len(page), page)
		z.Close()
	}
	return b.Bytes()
}

func report(i int) string {
	return fmt.Sprintf("The mayor of Linden, Mara Lind, said on Monday that bridge %d would be closed.\n\n", i) + strings.Repeat(
		"“We cannot wait any longer,” she told reporters. Daniel Reth, who leads the opposition, denied that the bridge was in danger. "+
			"He called on the mayor to publish the report of the engineers by Friday.\n\n", 5)
}

// inspect checks a ledger and all its articles, of which there must be as many as before, and returns how many there are.
func inspect(t *testing.T, path string, before int) int {
	t.Helper()
	ctx := context.Background()
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Check(ctx); err != nil {
		t.Fatalf("after %d articles: %v", before, err)
	}
	keys := map[string]bool{}
	n := 0
	eachKept(t, store, func(k *readout.Kept) {
		n++
		if err := k.Record.Check(); err != nil {
			t.Errorf("article %s: %v", k.ID, err)
		}
		if k.Versions != 1 || k.Statements != len(k.Record.Statements) || len(k.Keys) != k.Statements {
			t.Errorf("article %s has %d versions, %d statements of %d, %d keys", k.ID, k.Versions, k.Statements, len(k.Record.Statements), len(k.Keys))
		}
		keys[k.Record.Article.ID] = true
	})
	if n < before || len(keys) != n {
		t.Errorf("%d articles, %d of them different, and there were %d", n, len(keys), before)
	}
	return n
}

// eachKept calls a function for each article, in the order of their ids.
func eachKept(t *testing.T, store readout.Store, do func(*readout.Kept)) {
	t.Helper()
	p := readout.Paging{Limit: 1000}
	for {
		l, err := store.Articles(context.Background(), readout.Filter{}, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range l.Items {
			k, err := store.Get(context.Background(), a.ID, 0)
			if err != nil {
				t.Fatal(err)
			}
			do(k)
		}
		if p.Cursor = l.Next; p.Cursor == "" {
			return
		}
	}
}

// records returns the records in a ledger of SQLite, in the order of its articles.
func records(t *testing.T, path string) []byte {
	store, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	return recordsIn(t, store)
}

func recordsIn(t *testing.T, store readout.Store) (b []byte) {
	eachKept(t, store, func(k *readout.Kept) {
		var err error
		if b, err = k.Read.AppendJSON(append(append(b, '\n'), k.ID...)); err != nil {
			t.Fatal(err)
		}
	})
	return b
}
