package across

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/versions"
)

// A Ledger is what is asked; a readout.Store is one.
type Ledger interface {
	readout.Searcher
	Get(ctx context.Context, article string, version int) (*readout.Kept, error)
	Articles(ctx context.Context, f readout.Filter, p readout.Paging) (readout.List[readout.ArticleRef], error)
	Versions(ctx context.Context, article string) ([]readout.ArticleRef, error)
	Identity(ctx context.Context, id string) (*readout.Identity, error)
	Corrections(ctx context.Context, article string, p readout.Paging) (readout.List[readout.Correction], error)
	Links(ctx context.Context, kind readout.LinkKind) ([]readout.Link, error)
}

// A Question says which articles are asked about.
type Question struct {
	Filter readout.Filter // of their statements; the zero Filter for the newest articles
	AsOf   string         // what was known on this day, YYYY-MM-DD; empty for all
}

// NewQuestion understands a query, as package ledger does, and a day; either may be empty.
func NewQuestion(query, asOf string) (Question, error) {
	f, _, err := ledger.Parse(query)
	if err != nil {
		return Question{}, err
	}
	if _, err := time.Parse(time.DateOnly, asOf); asOf != "" && err != nil {
		return Question{}, fmt.Errorf("%w: the day %.40q is none such as 2026-02-16", readout.ErrQuery, asOf)
	}
	return Question{f, asOf}, nil
}

// before returns the filter of what may have been known on the day of the question.
func (q Question) before() readout.Filter {
	f := q.Filter
	if day, err := time.Parse(time.DateOnly, q.AsOf); err == nil {
		if next := day.AddDate(0, 0, 1).Format(time.DateOnly); f.Before == "" || next < f.Before {
			f.Before = next
		}
	}
	return f
}

// MaxArticles is how many articles an answer is made from at most: the newest that have a statement which the question finds.
const MaxArticles = 100

// searched is how many statements are looked through for articles.
const searched = 1000

// articles returns the articles that a question is about, oldest first, each as it was known on the day, and whether there may be more.
func articles(ctx context.Context, l Ledger, q Question) ([]*readout.Kept, bool, error) {
	return newest(ctx, l, q, MaxArticles)
}

// newest returns a number of them at most.
func newest(ctx context.Context, l Ledger, q Question, most int) (out []*readout.Kept, more bool, err error) {
	refs, more, err := refs(ctx, l, q, most)
	if err != nil {
		return nil, false, err
	}
	for _, ref := range refs {
		k, err := then(ctx, l, ref, q.AsOf)
		if err != nil {
			return nil, false, err
		}
		if k != nil {
			out = append(out, k)
		}
	}
	slices.SortStableFunc(out, func(a, b *readout.Kept) int {
		if c := strings.Compare(a.Published, b.Published); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out, more, nil
}

// refs names them, newest first.
func refs(ctx context.Context, l Ledger, q Question, most int) (out []readout.ArticleRef, more bool, err error) {
	seen := map[string]bool{}
	add := func(a readout.ArticleRef) bool {
		if seen[a.ID] || q.AsOf != "" && ledger.Day(a.Published) > q.AsOf {
			return true
		}
		if len(out) == most {
			return false
		}
		seen[a.ID] = true
		out = append(out, a)
		return true
	}
	all, filter := isZero(q.Filter), q.before()
	p := readout.Paging{Limit: searched / 2}
	if all {
		p.Limit = most + 1
	}
	for n := 0; n < searched; {
		var next string
		if all {
			l, err := l.Articles(ctx, filter, p)
			if err != nil {
				return nil, false, err
			}
			for _, a := range l.Items {
				if !add(a) {
					return out, true, nil
				}
			}
			n, next = n+len(l.Items), l.Next
		} else {
			l, err := l.Search(ctx, filter, readout.ByDate, p)
			if err != nil {
				return nil, false, err
			}
			for i := range l.Items {
				if !add(l.Items[i].Article) {
					return out, true, nil
				}
			}
			n, next = n+len(l.Items), l.Next
		}
		if next == "" {
			return out, false, nil
		}
		p.Cursor = next
	}
	return out, true, nil
}

// isZero reports whether a filter leaves nothing out.
func isZero(f readout.Filter) bool { return ledger.Format(f, readout.ByDate) == "" }

// changes compares each version of an article that was known on a day with the one before, latest first.
func changes(ctx context.Context, l Ledger, article, asOf string) (out []versions.Comparison, err error) {
	refs, err := l.Versions(ctx, article)
	if err != nil {
		return nil, err
	}
	out = []versions.Comparison{}
	var before *readout.Kept
	for _, ref := range refs[max(0, len(refs)-maxVersions):] {
		k, err := l.Get(ctx, article, ref.Version)
		if err != nil {
			return nil, err
		}
		if asOf != "" && known(k) > asOf {
			continue
		}
		if before != nil {
			out = append(out, versions.Compare(before, k))
		}
		before = k
	}
	slices.Reverse(out)
	return out, nil
}

// changed lists the articles of a question that have changed, by their comparisons, newest article first.
func changed(ctx context.Context, l Ledger, q Question) (out []versions.Comparison, n int, more bool, err error) {
	refs, more, err := refs(ctx, l, q, MaxArticles)
	out = []versions.Comparison{}
	for _, ref := range refs {
		if ref.Versions < 2 {
			continue
		}
		all, err := changes(ctx, l, ref.ID, q.AsOf)
		if err != nil {
			return nil, 0, false, err
		}
		out = append(out, all...)
	}
	return out, len(refs), more, err
}
