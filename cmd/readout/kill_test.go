package main

import (
	"bytes"
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

// Adding 1,000 articles is killed twenty times at moments of chance. After each time every article is whole or absent and none is lost that
// was there; in the end the ledger holds the same as one that was filled without a break.
func TestKilledWhileAdding(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	const articles, kills = 1000, 20
	dir := t.TempDir()
	input := filepath.Join(dir, "articles.jsonl")
	if err := os.WriteFile(input, reports(articles), 0o666); err != nil {
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
	for n, before, starts := 0, 0, 0; n < kills; starts++ {
		if starts > 10*kills {
			t.Fatalf("only %d of %d starts were killed while adding", n, starts)
		}
		add := exec.Command("readout", "add", "--ledger", ledger, input)
		if err := add.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rnd.Int64N(int64(took)/4 + 1)))
		if err := add.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		if err := add.Wait(); err == nil { // it was done before: begin anew
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
}

// reports makes short articles that differ.
func reports(n int) []byte {
	var b bytes.Buffer
	encode := json.NewEncoder(&b)
	for i := range n {
		text := fmt.Sprintf("The mayor of Linden, Mara Lind, said on Monday that bridge %d would be closed.\n\n", i) + strings.Repeat(
			"“We cannot wait any longer,” she told reporters. Daniel Reth, who leads the opposition, denied that the bridge was in danger. "+
				"He called on the mayor to publish the report of the engineers by Friday.\n\n", 5)
		err := encode.Encode(map[string]string{"id": fmt.Sprint("bridge ", i), "published": "2026-05-04", "text": text})
		if err != nil {
			panic(err) // strings can be encoded
		}
	}
	return b.Bytes()
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

func records(t *testing.T, path string) []byte {
	store, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var b []byte
	eachKept(t, store, func(k *readout.Kept) {
		if b, err = k.Read.AppendJSON(append(b, '\n')); err != nil {
			t.Fatal(err)
		}
	})
	return b
}
