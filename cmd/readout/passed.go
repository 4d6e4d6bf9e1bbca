package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/readout-project/readout/article"
)

// passedOver returns what a part of an archive or a feed is that is sound but nothing to read, or "": an archive holds
// many such parts, which are counted rather than told of one by one.
func (in input) passedOver(err error) string {
	var foreign *article.NotEnglish
	switch {
	case !in.piece.Part:
	case errors.Is(err, article.ErrNone):
		return "without the text of an article"
	case errors.As(err, &foreign):
		return "articles that are not English"
	}
	return ""
}

// A tally counts what is passed over in one file.
type tally map[string]int

// add counts what the file holds besides articles.
func (t tally) add(skipped []article.Skip) {
	for _, s := range skipped {
		t[s.What] += s.Count
	}
}

// String words the counts, the highest first.
func (t tally) String() string {
	parts := slices.Sorted(maps.Keys(t))
	slices.SortStableFunc(parts, func(a, b string) int { return cmp.Compare(t[b], t[a]) })
	for i, what := range parts {
		parts[i] = fmt.Sprintf("%d %s", t[what], what)
	}
	return strings.Join(parts, ", ")
}
