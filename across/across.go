package across

import (
	"context"
	"slices"
	"strings"

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
}

// A Question says which articles are asked about.
type Question struct {
	Filter readout.Filter // of their statements; the zero Filter for the newest articles
	AsOf   string         // what was known on this day, YYYY-MM-DD: articles that were published later are left out; empty for all
}

// MaxArticles is how many articles an answer is made from at most: the newest that have a statement which the question finds.
const MaxArticles = 100

// searched is how many statements are looked through for articles.
const searched = 1000

// articles returns the articles that a question is about, oldest first, and whether there may be more.
func articles(ctx context.Context, l Ledger, q Question) (out []*readout.Kept, more bool, err error) {
	refs, more, err := refs(ctx, l, q)
	if err != nil {
		return nil, false, err
	}
	for _, ref := range refs {
		k, err := l.Get(ctx, ref.ID, 0)
		if err != nil {
			return nil, false, err
		}
		out = append(out, k)
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
func refs(ctx context.Context, l Ledger, q Question) (out []readout.ArticleRef, more bool, err error) {
	seen := map[string]bool{}
	add := func(a readout.ArticleRef) bool {
		if seen[a.ID] || q.AsOf != "" && ledger.Day(a.Published) > q.AsOf {
			return true
		}
		if len(out) == MaxArticles {
			return false
		}
		seen[a.ID] = true
		out = append(out, a)
		return true
	}
	all := isZero(q.Filter)
	p := readout.Paging{Limit: searched / 2}
	for n := 0; n < searched; {
		var next string
		if all {
			l, err := l.Articles(ctx, readout.Filter{}, p)
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
			l, err := l.Search(ctx, q.Filter, readout.ByDate, p)
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

// maxVersions is how many versions of an article are compared, the latest.
const maxVersions = 50

// Changes compares each version of an article with the one before, latest first.
func Changes(ctx context.Context, l Ledger, article string) (out []versions.Comparison, err error) {
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
	refs, more, err := refs(ctx, l, q)
	out = []versions.Comparison{}
	for _, ref := range refs {
		if ref.Versions < 2 {
			continue
		}
		all, err := Changes(ctx, l, ref.ID)
		if err != nil {
			return nil, 0, false, err
		}
		out = append(out, all...)
	}
	return out, len(refs), more, err
}
