// Package watch keeps reading feeds: RSS, Atom, JSON Feed and sitemaps of news. It remembers what it has seen, asks for pages
// only when there may be something new, and follows an article for some days, as its text may change.
//
// It is polite as package fetch is. Whoever uses it says what becomes of an article; what a feed or a page does wrong concerns
// that feed or page alone.
package watch

import (
	"context"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/fetch"
)

// A Watcher reads feeds. It is safe for concurrent use, but one feed must not be visited twice at once.
type Watcher struct {
	Client *fetch.Client
	Memory readout.Notebook

	// Keep is called for each article that is new or may have changed. The error ends the visit: it is for what no other article
	// will be spared. An article that cannot be read is told of by the outcome.
	Keep func(ctx context.Context, a readout.Article) (Outcome, error)

	// Tell is called for each page that could not be had or read; nil for silence.
	Tell func(feed string, err error)

	Follow time.Duration    // how long an article is asked for again after it was first seen; 0: 48 hours, less than 0: never
	Now    func() time.Time // nil: time.Now
}

// An Outcome is what became of an article: a readout.Change or one of these.
type Outcome string

const (
	NotEnglish Outcome = "not English"
	NoArticle  Outcome = "without the text of an article"
	Unread     Outcome = "not read" // a fault that was told of
)

// A Report tells what a visit of a feed found.
type Report struct {
	Entries  int             // in the feed
	Outcomes map[Outcome]int // of the articles that were asked for
	Asked    int             // pages that were asked for
	Same     int             // of these, pages that had not changed
	After    time.Duration   // when the server wants the feed to be asked for again at the earliest; 0 where it does not say
}

const (
	defaultFollow = 48 * time.Hour
	maxChildren   = 64     // sitemaps of an index that are read in one visit
	maxEntries    = 50_000 // of one feed that are remembered, as many as a sitemap may have
	saveEvery     = 32     // pages, after which the memory is saved
	longFeed      = 200    // entries: of a longer feed, what is older than news is passed over, as it is the outlet's archive
	oldNews       = 7 * 24 * time.Hour
)

// again are the times after which a page is asked for again, one after the other.
var again = []time.Duration{30 * time.Minute, 2 * time.Hour, 8 * time.Hour, 24 * time.Hour}

// retry are the times after which a page that could not be had is asked for again; after the last it is given up.
var retry = []time.Duration{15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour}
