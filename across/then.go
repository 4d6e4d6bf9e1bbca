package across

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// maxVersions is how many versions of an article are looked at, the latest.
const maxVersions = 50

// known returns the day since when a version of an article can be known: on which its text was changed last; where it does not say, that of
// publication, and of a version that came later that on which it was added.
func known(k *readout.Kept) string {
	day := ledger.Day(cmp.Or(k.Record.Article.Modified, k.Published))
	if k.Version > 1 && k.Record.Article.Modified == "" {
		day = max(day, k.Added.UTC().Format(time.DateOnly))
	}
	return day
}

// then returns an article as it was known on a day: the latest version of then, with what people had said by then of what became of its
// commitments; nil where there was none, and the latest of all where no day is given. What else people decide, who is who and who said what, holds for
// every day.
func then(ctx context.Context, l Ledger, ref readout.ArticleRef, day string) (*readout.Kept, error) {
	latest, err := l.Get(ctx, ref.ID, 0)
	if err != nil || day == "" {
		return latest, err
	}
	k := latest
	for n := latest.Version - 1; known(k) > day; n-- {
		if n < 1 || latest.Version-n >= maxVersions {
			return nil, nil
		}
		if k, err = l.Get(ctx, ref.ID, n); err != nil {
			return nil, err
		}
	}
	if k != latest {
		identify(k, latest)
	}
	k.Corrections = slices.DeleteFunc(slices.Clone(k.Corrections), func(c readout.Correction) bool {
		return (c.Kind == readout.Done || c.Kind == readout.NotDone) && c.When.UTC().Format(time.DateOnly) > day
	})
	return k, nil
}

// hitsOf returns the statements of an article as a search finds them, but for what other articles have a say in.
func hitsOf(k *readout.Kept) (out []readout.Hit) {
	citer := ledger.NewCiter(k)
	for _, s := range ledger.Derive(k.Key, k.Record).Statements {
		if h := s.Hit; len(h.Statement.Content) > 0 {
			h.Key, h.Article, h.Speaker = k.Keys[h.Statement.ID], k.ArticleRef, citer.Who(h.Statement.Speaker)
			out = append(out, h)
		}
	}
	return out
}

// identify tells who the entities of an earlier version are: those whom the latest, whose entities the ledger knows, calls alike.
func identify(k, latest *readout.Kept) {
	type called struct {
		kind readout.EntityKind
		name string
	}
	of := func(e *readout.Entity) called { return called{e.Kind, ledger.Fold(e.Name, " ")} }
	who := map[called]readout.IdentityRef{}
	for i := range latest.Record.Entities {
		e := &latest.Record.Entities[i]
		if ref, ok := latest.Identities[e.ID]; ok {
			who[of(e)] = ref
		}
	}
	for i := range k.Record.Entities {
		e := &k.Record.Entities[i]
		if ref, ok := who[of(e)]; ok && k.Identities[e.ID].ID == "" {
			k.Identities[e.ID] = ref
		}
	}
}
