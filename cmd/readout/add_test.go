package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/ledger"
)

// A signal between two articles ends adding: what was read before it is kept.
func TestStopped(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	a := adder{streams: &streams{stdout: io.Discard, stderr: io.Discard}, in: inputFlags{from: "auto", language: "auto"},
		ledger: ledgerFlags{filepath.Join(dir, "ledger.db")}, counts: map[readout.Change]int{}}
	a.batch = []readout.Entry{{Key: "before", Record: &readout.Readout{Article: readout.Article{Text: "It rained."}}}}
	cancelled := func(store readout.Store) error {
		a.keeper, a.in.marks = &keeper{store: store}, newBookmarks(a.streams, store, "")
		cancel()
		return errors.Join(a.put(ctx, nil), a.flush(context.WithoutCancel(ctx)))
	}
	if err := a.ledger.use(ctx, cancelled); !errors.Is(err, errStopped) {
		t.Errorf("ended with %v", err)
	}
	if a.counts[readout.Added] != 1 {
		t.Errorf("kept %v", a.counts)
	}
}

func TestKey(t *testing.T) {
	here, err := filepath.Abs("news")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		a    readout.Article
		in   input
		want string
	}{
		{readout.Article{ID: "a", URL: "https://example.org/a"}, input{name: "news/a.txt"}, "https://example.org/a"},
		{readout.Article{ID: "a"}, input{name: "news/a.txt", piece: article.Piece{Offset: -1}}, "file://" + here + "/a.txt"},
		{readout.Article{ID: "given"}, input{name: "news/a.jsonl", piece: article.Piece{Line: 7}}, "given"},
		{readout.Article{ID: "a-7"}, input{name: "news/a.jsonl", piece: article.Piece{Line: 7}}, "file://" + here + "/a.jsonl#7"},
		{readout.Article{ID: "urn:guid"}, input{name: "news/a.xml", piece: article.Piece{Offset: -1}}, "urn:guid"},
		{readout.Article{ID: "a"}, input{name: "news/a.warc", piece: article.Piece{Offset: 90, Length: 5}}, "file://" + here + "/a.warc#90"},
		{readout.Article{ID: "stdin", Text: "It rained."}, input{name: "stdin", piece: article.Piece{Offset: -1}},
			"text:" + ledger.Hash("It rained.")},
	} {
		if got := key(&c.a, c.in); got != c.want {
			t.Errorf("%s of %s: key %s, want %s", c.a.ID, c.in.name, got, c.want)
		}
	}
}
