package across_test

import (
	"context"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/sqlite"
)

// questions ask all features, by name. Answers are JSON.
var questions = map[string]func(context.Context, across.Ledger, across.Question) ([]byte, error){
	"changes": ask(across.VersionChanges), "figures": ask(across.Figures), "meetings": ask(across.Meetings), "negotiations": ask(across.Courses),
	"outcomes": ask(across.Outcomes), "history": ask(across.History), "unnamed": ask(across.Unnamed),
}

func ask[T any](f across.Feature[T]) func(context.Context, across.Ledger, across.Question) ([]byte, error) {
	return func(ctx context.Context, l across.Ledger, q across.Question) ([]byte, error) {
		out, err := f.Ask(ctx, l, q)
		if err != nil {
			return nil, err
		}
		b, err := json.Marshal(out.Items)
		return numbered.ReplaceAll(b, []byte("${1}null")), err
	}
}

// numbered are ids of people: those of namesakes are numbered as they are added.
var numbered = regexp.MustCompile(`("(?:speaker_id|ids)":)(?:"[^"]*"|\[[^\]]*\])`)

// Whatever the order in which articles are added, and however often, what they tell across each other is the same. Versions of an article
// are numbered as they are added, so their order is kept.
func TestOrder(t *testing.T) {
	all := full.Entries(t)
	back := slices.Clone(all)
	slices.Reverse(back)
	for i := range back { // of an article that changed the earlier version is first
		for k := i + 1; k < len(back); k++ {
			if back[i].Key == back[k].Key && back[i].Record.Article.Modified > back[k].Record.Article.Modified {
				back[i], back[k] = back[k], back[i]
			}
		}
	}
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
			if string(a) != string(b) {
				t.Errorf("%s, as of %q:\n%.3000s\nis not\n%.3000s", name, asOf, a, b)
			}
			if len(a) < 3 && asOf == "" {
				t.Errorf("%s: nothing", name)
			}
		}
	}
}

// As of a day, no answer has words that were published later.
func TestAsOf(t *testing.T) {
	s := full.Ledger(t)
	const day = "2026-02-17"
	late := map[string]bool{}
	for _, k := range full.Kept(t, s) {
		if k.Published > day+"Z" {
			late[k.ID] = true
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
		walk(v, func(article string) {
			if late[article] {
				t.Errorf("%s has words of %s", name, article)
			}
		})
	}
}

// walk calls f for each id of an article in a value of JSON.
func walk(v any, f func(string)) {
	switch v := v.(type) {
	case map[string]any:
		if id, ok := v["article"].(string); ok {
			f(id)
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

// TestScale adds the reports of package demo to a ledger that READOUT_SCALE_LEDGER names, asks it, and takes them out again. Adding an article has 50 ms
// for all work across articles; what is measured is all of it, on the processor or waiting.
func TestScale(t *testing.T) {
	name := os.Getenv("READOUT_SCALE_LEDGER")
	if name == "" {
		t.Skip("READOUT_SCALE_LEDGER names no ledger")
	}
	s, err := sqlite.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var times []time.Duration
	for _, e := range full.Entries(t) {
		begun := time.Now()
		out, err := s.Put(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		times = append(times, time.Since(begun))
		defer s.Delete(context.WithoutCancel(t.Context()), out[0].Article)
	}
	slices.Sort(times)
	t.Logf("%d statements; adding one article: half within %v, nine in ten within %v", n.Statements, times[len(times)/2], times[len(times)*9/10])
	for name, f := range questions {
		begun := time.Now()
		b, err := f(t.Context(), s, across.Question{})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %v, %d bytes", name, time.Since(begun).Round(time.Millisecond), len(b))
	}
}
