package watch

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/fetch"
)

// A visit is one reading of a feed.
type visit struct {
	*Watcher
	feed    string
	memory  *memory
	report  *Report
	now     time.Time
	unsaved int
}

// Visit reads a feed once, and the articles in it that are new, that the feed says have changed, or whose time to be looked at again
// has come. An *fetch.Error or *article.Error tells why the feed could not be read; the report stands in any case.
func (w *Watcher) Visit(ctx context.Context, feed string) (Report, error) {
	r := Report{Outcomes: map[Outcome]int{}}
	err := w.visit(ctx, feed, &r, 0)
	return r, err
}

func (w *Watcher) visit(ctx context.Context, feed string, r *Report, depth int) error {
	m, err := load(ctx, w.Memory, feed)
	if err != nil {
		return err
	}
	v := &visit{Watcher: w, feed: feed, memory: m, report: r, now: time.Now()}
	if w.Now != nil {
		v.now = w.Now()
	}
	entries, version, err := v.read(ctx)
	if err != nil {
		return err
	}
	if err = v.entries(ctx, entries, depth); err == nil {
		m.Version = version // not before: what was not dealt with must be told again
	}
	if saved := m.save(context.WithoutCancel(ctx), w.Memory, feed); saved != nil {
		return errors.Join(err, saved)
	}
	return err
}

// read fetches the feed. Where it has not changed, it has no entries; what is remembered may be due all the same.
func (v *visit) read(ctx context.Context) ([]article.FeedEntry, fetch.Version, error) {
	got, err := v.Client.Get(ctx, v.feed, v.memory.Version)
	if err != nil {
		var fault *fetch.Error
		if errors.As(err, &fault) {
			v.report.After = max(v.report.After, fault.After)
		}
		return nil, fetch.Version{}, err
	}
	if got.Unchanged {
		return nil, got.Version, nil
	}
	entries, err := article.Feed(v.feed, got.Body)
	if err != nil {
		return nil, fetch.Version{}, err
	}
	base, err := url.Parse(got.URL)
	if err != nil {
		return nil, fetch.Version{}, err
	}
	v.report.Entries += len(entries)
	entries = entries[:min(len(entries), maxEntries)]
	inFeed := map[string]bool{}
	for i := range entries {
		e := &entries[i]
		if at, err := base.Parse(e.URL); err == nil && e.URL != "" {
			e.URL = at.String()
		}
		inFeed[name(e)] = true
	}
	for id, p := range v.memory.Pages {
		if !inFeed[id] && p.Next == 0 {
			delete(v.memory.Pages, id)
		}
	}
	if len(entries) > longFeed {
		entries = slices.DeleteFunc(entries, func(e article.FeedEntry) bool { return v.old(&e) })
	}
	return entries, got.Version, nil
}

// old reports whether an entry says that it is older than news.
func (v *visit) old(e *article.FeedEntry) bool {
	day := cmp.Or(e.Modified, e.Published)
	return len(day) >= len(time.DateOnly) && day[:len(time.DateOnly)] < v.now.Add(-oldNews).UTC().Format(time.DateOnly)
}

// name tells an entry from others of its feed.
func name(e *article.FeedEntry) string { return cmp.Or(e.URL, e.ID) }

// entries deals with what the feed holds, and then with what is due of what it held before.
func (v *visit) entries(ctx context.Context, entries []article.FeedEntry, depth int) error {
	entry := map[string]*article.FeedEntry{}
	var ids []string
	for i := range entries {
		e := &entries[i]
		id := name(e)
		if id == "" || entry[id] != nil {
			continue
		}
		entry[id], ids = e, append(ids, id)
		p := v.memory.Pages[id]
		if p == nil {
			p = &page{Sitemap: e.Sitemap, First: v.now.Unix()}
			v.memory.Pages[id] = p
		}
		if now := said(e); p.Said != now {
			p.Said, p.Asked, p.Failed, p.Next = now, 0, 0, v.now.Unix()
		}
	}
	for _, id := range slices.Sorted(maps.Keys(v.memory.Pages)) {
		if entry[id] == nil {
			entry[id], ids = &article.FeedEntry{ID: id, URL: id}, append(ids, id)
		}
	}
	children := 0
	for _, id := range ids {
		p := v.memory.Pages[id]
		if p.Next == 0 || p.Next > v.now.Unix() {
			continue
		}
		err := error(nil)
		if !p.Sitemap {
			err = v.page(ctx, p, entry[id])
		} else if children++; children <= maxChildren && depth == 0 { // an index holds no index
			err = v.child(ctx, id, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// child reads a sitemap of an index.
func (v *visit) child(ctx context.Context, address string, p *page) error {
	err := v.visit(ctx, address, v.report, 1)
	var unfetched *fetch.Error
	var unread *article.Error
	switch {
	case errors.As(err, &unfetched), errors.As(err, &unread):
		v.tell(err)
		p.postpone(v.now, 0)
		return nil
	case err != nil:
		return err
	}
	p.Failed, p.Next = 0, v.now.Unix() // it may have changed at each visit
	return nil
}

func (v *visit) tell(err error) {
	if v.Tell != nil {
		v.Tell(v.feed, err)
	}
}

// page asks for the page of an entry and keeps its article; where the page cannot be had, the text that the feed brings.
func (v *visit) page(ctx context.Context, p *page, e *article.FeedEntry) error {
	v.report.Asked++
	var outcome Outcome
	a, same, err := v.article(ctx, p, e)
	var unfetched *fetch.Error
	var unread *article.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &unfetched):
		outcome = Unread
		v.tell(err)
		after := unfetched.After
		if gone(unfetched) {
			p.Failed = len(retry)
		}
		p.postpone(v.now, after)
	case errors.Is(err, article.ErrNone):
		outcome = NoArticle
	case errors.As(err, &unread):
		outcome = Unread
		v.tell(err)
	case err != nil:
		return err
	case same:
		v.report.Same++
	default:
		if outcome, err = v.Keep(ctx, a); err != nil {
			return err
		}
	}
	if outcome != "" {
		v.report.Outcomes[outcome]++
	}
	if unfetched == nil {
		p.Asked++
		p.schedule(v.now, v.follow())
	}
	if v.unsaved++; v.unsaved >= saveEvery {
		v.unsaved = 0
		return v.memory.save(ctx, v.Memory, v.feed)
	}
	return nil
}

func (w *Watcher) follow() time.Duration { return cmp.Or(w.Follow, defaultFollow) }

// gone reports whether it is of no use to ask again before the feed says something else.
func gone(e *fetch.Error) bool {
	switch e.Reason {
	case fetch.BadURL, fetch.Forbidden, fetch.WrongType, fetch.TooLarge, fetch.Redirects:
		return true
	case fetch.BadStatus:
		return e.Status >= 400 && e.Status < 500 && e.Status != http.StatusRequestTimeout && e.Status != http.StatusTooManyRequests
	}
	return false
}

// article returns the article of an entry, or that its page has not changed.
func (v *visit) article(ctx context.Context, p *page, e *article.FeedEntry) (a readout.Article, same bool, err error) {
	if e.URL == "" {
		a, err = e.Article(v.feed)
		return a, false, err
	}
	got, err := v.Client.Get(ctx, e.URL, p.Version)
	switch {
	case err == nil && got.Unchanged:
		return a, true, nil
	case err == nil:
		p.Version = got.Version
		if a, err = first(got); err == nil {
			break
		}
		fallthrough
	default:
		if e.HTML == "" || ctx.Err() != nil {
			return a, false, err
		}
		whole, told := e.Article(v.feed)
		if told != nil {
			return a, false, err // why the page could not be had says more
		}
		a = whole
	}
	complete(&a, e)
	return a, false, nil
}

// first reads the article of a page: the first, should it hold several.
func first(got *fetch.Page) (a readout.Article, err error) {
	for a, err := range article.OpenHinted(got.URL, bytes.NewReader(got.Body), "", article.Hint{URL: got.URL, ContentType: got.ContentType}).Articles() {
		return a, err
	}
	return a, &article.Error{Name: got.URL, Offset: -1, Msg: "holds no article"}
}

// complete fills in what the feed says and the page does not, or only guesses.
func complete(a *readout.Article, e *article.FeedEntry) {
	a.URL, a.Title, a.Publisher = cmp.Or(a.URL, e.URL), cmp.Or(a.Title, e.Title), cmp.Or(a.Publisher, e.Outlet)
	if len(a.Authors) == 0 {
		a.Authors = e.Authors
	}
	guess := slices.Index(a.Guessed, "published")
	if e.Published == "" || a.Published != "" && guess < 0 {
		return
	}
	a.Published = e.Published
	if guess >= 0 {
		a.Guessed = slices.Delete(a.Guessed, guess, guess+1)
	}
}
