package watch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/fetch"
)

// A memory is what is remembered of a feed. Times are seconds since 1970.
type memory struct {
	Version fetch.Version    `json:"version"`
	Pages   map[string]*page `json:"pages"` // by address, or by the entry's id where it has none
}

// A page is what is remembered of an entry.
type page struct {
	Sitemap bool          `json:"sitemap,omitempty"`
	Said    string        `json:"said"` // digest of what the feed says of it
	Version fetch.Version `json:"version,omitzero"`
	First   int64         `json:"first"`            // when it was first seen
	Next    int64         `json:"next,omitempty"`   // when to ask for it again; 0: not before the feed says something else
	Asked   int           `json:"asked,omitempty"`  // how often it was, since the feed said something else
	Failed  int           `json:"failed,omitempty"` // how often in a row it could not be had
}

func noteOf(feed string) string { return "feed " + feed }

func load(ctx context.Context, notes readout.Notebook, feed string) (*memory, error) {
	text, err := notes.Note(ctx, noteOf(feed))
	if err != nil {
		return nil, err
	}
	m := &memory{}
	if text != "" {
		if err := json.Unmarshal([]byte(text), m); err != nil {
			return nil, fmt.Errorf("what is noted of the feed %s: %w", feed, err)
		}
	}
	if m.Pages == nil {
		m.Pages = map[string]*page{}
	}
	return m, nil
}

func (m *memory) save(ctx context.Context, notes readout.Notebook, feed string) error {
	text, err := json.Marshal(m) // maps in the order of their keys
	if err != nil {
		return err
	}
	return notes.SetNote(ctx, noteOf(feed), string(text))
}

// said is the digest of what a feed says of an entry: another one tells that the article may have changed.
func said(e *article.FeedEntry) string {
	h := sha256.New()
	for _, s := range []string{e.Title, e.Published, e.Modified, e.Summary, e.HTML} {
		fmt.Fprintf(h, "%d\x00%s", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// schedule decides when the page is asked for again, after it was had.
func (p *page) schedule(now time.Time, follow time.Duration) {
	p.Failed, p.Next = 0, 0
	if p.Asked <= len(again) {
		if next := now.Add(again[max(p.Asked, 1)-1]); next.Sub(time.Unix(p.First, 0)) <= follow {
			p.Next = next.Unix()
		}
	}
}

// postpone decides when the page is asked for again, after it could not be had; it is given up at last.
func (p *page) postpone(now time.Time, after time.Duration) {
	p.Next = 0
	if p.Failed < len(retry) {
		p.Next = now.Add(max(after, retry[p.Failed])).Unix()
	}
	p.Failed++
}
