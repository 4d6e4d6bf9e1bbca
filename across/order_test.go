package across_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/ledger"
)

// questions ask all features, by name. Answers are JSON.
var questions = map[string]func(context.Context, across.Ledger, across.Question) ([]byte, error){
	"changes": ask(across.VersionChanges), "figures": ask(across.Figures), "meetings": ask(across.Meetings), "negotiations": ask(across.Courses),
	"outcomes": ask(across.Outcomes), "history": ask(across.History), "unnamed": ask(across.Unnamed), "remarks": ask(across.Remarks),
	"quotations": ask(across.Quotations), "rules": ask(across.Rules),
}

func ask[T any](f across.Feature[T]) func(context.Context, across.Ledger, across.Question) ([]byte, error) {
	return func(ctx context.Context, l across.Ledger, q across.Question) ([]byte, error) {
		out, err := f.Ask(ctx, l, q)
		if err != nil {
			return nil, err
		}
		return json.Marshal(out.Items)
	}
}

// identities are where answers have ids of people.
var identities = regexp.MustCompile(`"(?:speaker_id":"[^"]*"|ids":\[[^\]]*\])`)

var quoted = regexp.MustCompile(`"[^":]+"`)

// unnumbered has in an answer, for each id, all appearances of whom it stands for: ids of namesakes are numbered as they are added, but whom they stand for
// is the same.
func unnumbered(t *testing.T, s readout.Store, answer []byte) string {
	t.Helper()
	return string(identities.ReplaceAllFunc(answer, func(b []byte) []byte {
		name, ids, _ := strings.Cut(string(b), ":")
		return []byte(name + ":" + quoted.ReplaceAllStringFunc(ids, func(id string) string {
			all, err := s.Evidence(t.Context(), strings.Trim(id, `"`), readout.Paging{Limit: 1000})
			if err != nil {
				t.Fatal(err)
			}
			var who []string
			for _, e := range all.Items {
				who = append(who, e.Article+" "+e.Entity)
			}
			slices.Sort(who)
			return strings.Join(who, ",")
		}))
	}))
}

// Whatever the order in which articles are added, and however often, what they tell across each other is the same.
func TestOrder(t *testing.T) {
	all := full.Entries(t)
	back := slices.Clone(all)
	slices.Reverse(back)
	forth, other := full.Of(t, all...), full.Of(t, append(back, back...)...)
	for name, f := range questions {
		for _, asOf := range []string{"", "2026-02-20"} {
			q := across.Question{AsOf: asOf}
			a, err := f(t.Context(), forth, q)
			if err != nil {
				t.Fatal(err)
			}
			b, err := f(t.Context(), other, q)
			if err != nil {
				t.Fatal(err)
			}
			if x, y := unnumbered(t, forth, a), unnumbered(t, other, b); x != y {
				at := 0
				for at < min(len(x), len(y)) && x[at] == y[at] {
					at++
				}
				at = max(0, at-200)
				t.Errorf("%s, as of %q, from byte %d:\n%.600s\nis not\n%.600s", name, asOf, at, x[at:], y[at:])
			}
			if len(a) < 3 && asOf == "" {
				t.Errorf("%s: nothing", name)
			}
		}
	}
}

// As of a day, no answer has words of a version that was published later.
func TestAsOf(t *testing.T) {
	s := full.Ledger(t)
	for _, day := range []string{"2026-02-17", "2026-02-12", "2026-03-02"} {
		since := map[string]string{} // when each version was changed last
		for _, k := range full.Kept(t, s) {
			for n := 1; n <= k.Versions; n++ {
				v, err := s.Get(t.Context(), k.ID, n)
				if err != nil {
					t.Fatal(err)
				}
				since[fmt.Sprint(k.ID, " ", n)] = ledger.Day(cmp.Or(v.Record.Article.Modified, v.Published))
			}
		}
		for name, f := range questions {
			b, err := f(t.Context(), s, across.Question{AsOf: day})
			if err != nil {
				t.Fatal(err)
			}
			var v any
			if err := json.Unmarshal(b, &v); err != nil {
				t.Fatal(err)
			}
			walk(v, func(version string) {
				if then := since[version]; then > day || then == "" {
					t.Errorf("%s has words of %s, of %q", name, version, then)
				}
			})
		}
	}
}

// An article that changed is shown as it was on the day, and who spoke is known.
func TestThen(t *testing.T) {
	all := slices.Clone(full.Entries(t))
	for i := range all {
		if r := *all[i].Record; r.Article.Modified != "" {
			r.Article.Modified = "2026-02-25T08:00:00Z"
			all[i].Record = &r
		}
	}
	s := full.Of(t, all...)
	i := slices.IndexFunc(full.Kept(t, s), func(k *readout.Kept) bool { return k.Versions > 1 })
	changed := full.Kept(t, s)[i]
	before, err := s.Get(t.Context(), changed.ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	q := across.Question{Filter: readout.Filter{Article: []string{changed.ID}}}
	versions := func() (n int, who bool) {
		t.Helper()
		b, err := ask(across.Outcomes)(t.Context(), s, q)
		if err != nil {
			t.Fatal(err)
		}
		var v []struct {
			Version   int
			SpeakerID string `json:"speaker_id"`
		}
		if err := json.Unmarshal(b, &v); err != nil || len(v) == 0 {
			t.Fatalf("%v: %s", err, b)
		}
		return v[0].Version, v[0].SpeakerID != ""
	}
	if n, _ := versions(); n != changed.Versions {
		t.Errorf("version %d is the latest", n)
	}
	q.AsOf = ledger.Day(before.Published)
	if n, who := versions(); n != 1 || !who {
		t.Errorf("on %s it was version %d, its speaker known: %v", q.AsOf, n, who)
	}
}

// walk calls f for each version of an article that is cited in a value of JSON.
func walk(v any, f func(string)) {
	switch v := v.(type) {
	case map[string]any:
		if id, ok := v["article"].(string); ok && v["version"] != nil {
			f(fmt.Sprint(id, " ", v["version"]))
		}
		for _, x := range v {
			walk(x, f)
		}
	case []any:
		for _, x := range v {
			walk(x, f)
		}
	}
}
