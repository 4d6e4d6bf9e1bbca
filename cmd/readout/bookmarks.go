package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
)

// minBookmark is how many bytes a file has at least of which the ledger notes how far it is added: smaller ones are gone through
// again in no time.
const minBookmark = 1 << 20

// A bookmark is what the ledger notes of a file that is being added.
type bookmark struct {
	Head  string `json:"head"`  // digest of how the file begins
	With  string `json:"with"`  // what it is read with: models, and flags that change what becomes of an article
	Next  int64  `json:"next"`  // bytes of the file that are in the ledger
	Lines int    `json:"lines"` // in them, where the file has lines

	note    string // under which it stands in the ledger
	noted   bool
	changed bool // since it was noted
}

// bookmarks let adding go on where it was stopped. What the ledger notes is never ahead of the articles in it, as it is written after
// them; where it is behind, articles are added twice, which changes nothing.
type bookmarks struct {
	*streams
	store readout.Notebook
	with  string

	mu    sync.Mutex
	files map[string]*bookmark // by name as it was given
}

func newBookmarks(s *streams, store readout.Notebook, with string) *bookmarks {
	return &bookmarks{streams: s, store: store, with: with, files: map[string]*bookmark{}}
}

// from tells where in a file to begin, and on standard error where that is not its beginning.
func (b *bookmarks) from(name string, file *os.File) (article.Position, error) {
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() < minBookmark {
		return article.Position{}, nil // what is wrong shows when it is read
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return article.Position{}, err
	}
	head := make([]byte, 4096)
	n, err := file.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return article.Position{}, err
	}
	sum := sha256.Sum256(head[:n])
	mark := &bookmark{Head: hex.EncodeToString(sum[:8]), With: b.with, note: "added " + path}
	noted, err := b.store.Note(context.Background(), mark.note)
	if err != nil {
		return article.Position{}, err
	}
	var was bookmark
	if json.Unmarshal([]byte(noted), &was) == nil && was.Head == mark.Head && was.With == mark.With && was.Next > 0 && was.Next <= info.Size() {
		mark.Next, mark.Lines = was.Next, was.Lines
		fmt.Fprintf(b.stderr, "readout: %s: goes on behind byte %d of %d\n", name, mark.Next, info.Size())
	}
	mark.noted = noted != ""
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files[name] = mark
	return article.Position{Offset: mark.Next, Lines: mark.Lines}, nil
}

// done is told that a file is dealt with up to a position.
func (b *bookmarks) done(name string, next article.Position) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if mark := b.files[name]; mark != nil && next.Offset > mark.Next {
		mark.Next, mark.Lines, mark.changed = next.Offset, next.Lines, true
	}
}

// save notes what has changed; all articles up to there must be in the ledger.
func (b *bookmarks) save(ctx context.Context) error {
	return b.each(func(mark *bookmark) error {
		if !mark.changed {
			return nil
		}
		text, err := json.Marshal(mark)
		if err == nil {
			err = b.store.SetNote(ctx, mark.note, string(text))
		}
		mark.noted, mark.changed = true, false
		return err
	})
}

// forget takes the notes away, once all files have been added: the next time each is gone through anew.
func (b *bookmarks) forget(ctx context.Context) error {
	return b.each(func(mark *bookmark) error {
		if !mark.noted {
			return nil
		}
		return b.store.SetNote(ctx, mark.note, "")
	})
}

func (b *bookmarks) each(do func(*bookmark) error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(b.files)) {
		if err := do(b.files[name]); err != nil {
			return err
		}
	}
	return nil
}
