package storetest

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/readout-project/readout"
)

// many puts n small reports, with a statement each, of the same few days, and returns the words.
func (s *suite) many(n int) (list []string) {
	s.t.Helper()
	var entries []readout.Entry
	for i := range n {
		b := report("", fmt.Sprintf("many-%d", i), "Evening Post", fmt.Sprintf("2026-03-%02d", 1+i%3), "")
		content := fmt.Sprintf("number %d was called in the border town", i)
		b.para("Clerk Rita Vale said " + content + ".")
		b.said(b.person("Rita Vale", "Rita Vale", "Clerk"), "Clerk Rita Vale", "said", content)
		entries, list = append(entries, readout.Entry{Record: b.done()}), append(list, content)
	}
	_, err := s.Put(s.ctx, entries...)
	s.must(err)
	return list
}

// pages follows the cursors of a list and returns all items.
func pages[T any](s *suite, limit int, list func(readout.Paging) (readout.List[T], error)) (all []T) {
	s.t.Helper()
	p := readout.Paging{Limit: limit}
	for range 100 {
		l, err := list(p)
		s.must(err)
		if len(l.Items) > limit {
			s.t.Errorf("%d items in a part of %d", len(l.Items), limit)
		}
		all = append(all, l.Items...)
		if p.Cursor = l.Next; p.Cursor == "" {
			return all
		}
	}
	s.t.Fatal("a list without end")
	return nil
}

func testPaging(t *testing.T, s *suite) {
	want := s.many(50)
	s.put(everything...)
	slices.Sort(want)
	f := readout.Filter{Words: words("border"), Before: "2026-05"}
	for _, by := range []readout.Sort{readout.ByDate, readout.ByOldest, readout.ByAdded, readout.ByRelevance} {
		for _, limit := range []int{1, 7, 50, 1000} {
			got := said(pages(s, limit, func(p readout.Paging) (readout.List[readout.Hit], error) { return s.Search(s.ctx, f, by, p) }))
			slices.Sort(got)
			s.want(fmt.Sprintf("by %s, %d at a time", by, limit), got, want)
		}
	}
	articles := pages(s, 9, func(p readout.Paging) (readout.List[readout.ArticleRef], error) {
		return s.Articles(s.ctx, readout.Filter{}, p)
	})
	s.want("articles", len(articles), 55)
	for _, limit := range []int{7, 1000} {
		evidence := pages(s, limit, func(p readout.Paging) (readout.List[readout.Evidence], error) {
			return s.Evidence(s.ctx, "rita-vale", p)
		})
		slices.SortFunc(evidence, func(a, b readout.Evidence) int { return strings.Compare(a.Article, b.Article) })
		s.want("evidence", len(slices.Compact(evidence)), 50)
	}
	people := pages(s, 2, func(p readout.Paging) (readout.List[readout.Identity], error) { return s.People(s.ctx, "", "", p) })
	s.want("people", len(people), 9)
	met := pages(s, 1, func(p readout.Paging) (readout.List[readout.Meeting], error) { return s.Met(s.ctx, "ivan-petrov", p) })
	s.want("met", len(met), 3)
	coming := pages(s, 1, func(p readout.Paging) (readout.List[readout.Coming], error) { return s.Coming(s.ctx, "", "", p) })
	s.want("coming", len(coming), 4)
	talks := pages(s, 1, func(p readout.Paging) (readout.List[readout.TalksRef], error) {
		return s.Talks(s.ctx, readout.Filter{}, p)
	})
	s.want("talks", len(talks), 2)

	// What is added meanwhile neither repeats nor hides anything that comes after.
	first, err := s.Search(s.ctx, f, readout.ByDate, readout.Paging{Limit: 20})
	s.must(err)
	b := report("", "late", "Evening Post", "2026-03-03", "")
	b.para("Rita Vale said the border opened.")
	b.said(b.person("Rita Vale", "Rita Vale"), "Rita Vale", "said", "the border opened")
	_, err = s.Put(s.ctx, readout.Entry{Record: b.done()})
	s.must(err)
	rest, err := s.Search(s.ctx, f, readout.ByDate, readout.Paging{Limit: 1000, Cursor: first.Next})
	s.must(err)
	got := slices.DeleteFunc(slices.Concat(said(first.Items), said(rest.Items)), func(w string) bool { return w == "the border opened" })
	slices.Sort(got)
	s.want("with an addition between", got, want)
}

func testCursors(t *testing.T, s *suite) {
	s.many(10)
	f := readout.Filter{Words: words("border")}
	l, err := s.Search(s.ctx, f, readout.ByDate, readout.Paging{Limit: 3})
	s.must(err)
	search := func(f readout.Filter, by readout.Sort, cursor string) error {
		_, err := s.Search(s.ctx, f, by, readout.Paging{Limit: 3, Cursor: cursor})
		return err
	}
	s.must(search(f, readout.ByDate, l.Next))
	raw, err := base64.RawURLEncoding.DecodeString(l.Next)
	s.must(err)
	for i := range raw {
		bad := slices.Clone(raw)
		bad[i] ^= 1
		s.fails(fmt.Sprint("with byte ", i, " changed"), search(f, readout.ByDate, base64.RawURLEncoding.EncodeToString(bad)), readout.ErrCursor)
	}
	for _, bad := range []string{"x", "=", "../../etc/passwd", "AAAA", strings.Repeat("A", 1<<16), l.Next + "A", l.Next[1:], "' OR 1=1"} {
		s.fails("cursor "+bad[:min(len(bad), 20)], search(f, readout.ByDate, bad), readout.ErrCursor)
	}
	s.fails("of another search", search(readout.Filter{Words: words("town")}, readout.ByDate, l.Next), readout.ErrCursor)
	s.fails("of another order", search(f, readout.ByOldest, l.Next), readout.ErrCursor)
	_, err = s.Articles(s.ctx, f, readout.Paging{Cursor: l.Next})
	s.fails("of another list", err, readout.ErrCursor)
}

func testBounds(t *testing.T, s *suite) {
	s.put("courier")
	deep := readout.Filter{Words: words("truce")}
	for range 10_000 {
		deep = readout.Filter{Without: []readout.Filter{deep}}
	}
	for what, f := range map[string]readout.Filter{
		"10,000 words":         {Words: words(slices.Repeat([]string{"truce"}, 10_000)...)},
		"a phrase of 10,000":   {Words: words(strings.Repeat("truce ", 10_000))},
		"10,000 speakers":      {Speaker: slices.Repeat([]string{"Ana Kovac"}, 10_000)},
		"a name of a megabyte": {Speaker: []string{strings.Repeat("a", 1<<20)}},
		"a bad date":           {After: "yesterday"},
		"a date that is none":  {Before: "2026-02-30"},
		"10,000 deep":          deep,
	} {
		done := time.Now()
		_, err := s.Search(s.ctx, f, readout.ByDate, readout.Paging{})
		s.fails(what, err, readout.ErrQuery)
		_, err = s.Talks(s.ctx, f, readout.Paging{})
		s.fails("talks: "+what, err, readout.ErrQuery)
		_, err = s.Articles(s.ctx, f, readout.Paging{})
		s.fails("articles: "+what, err, readout.ErrQuery)
		if d := time.Since(done); d > 2*time.Second {
			t.Errorf("%s: refused after %v", what, d)
		}
	}
	_, err := s.Search(s.ctx, readout.Filter{}, "best", readout.Paging{})
	s.fails("no such order", err, readout.ErrQuery)
	_, err = s.Facets(s.ctx, readout.Filter{}, []string{"mood"}, 0)
	s.fails("no such field", err, readout.ErrQuery)
	_, err = s.Coming(s.ctx, "soon", "", readout.Paging{})
	s.fails("no such day", err, readout.ErrQuery)
	n, _, err := s.Count(s.ctx, readout.Filter{Words: words(slices.Repeat([]string{"truce"}, 60)...)}, 0)
	s.must(err)
	s.want("60 words", n, 1)
}

func testKeys(t *testing.T, s *suite) {
	k, secret, err := s.AddKey(s.ctx, "desk")
	s.must(err)
	other, _, err := s.AddKey(s.ctx, "other")
	s.must(err)
	got, err := s.CheckKey(s.ctx, secret)
	s.must(err)
	s.want("key", got.ID+got.Name, k.ID+"desk")
	for _, bad := range []string{"", secret[1:], secret + "A", strings.ToUpper(secret), k.ID, "' OR '1'='1"} {
		_, err := s.CheckKey(s.ctx, bad)
		s.fails("secret "+bad, err, readout.ErrNotFound)
	}
	keys, err := s.Keys(s.ctx)
	s.must(err)
	if len(keys) != 2 || keys[0].ID != k.ID || keys[1].ID != other.ID || keys[0].Used.IsZero() || !keys[1].Used.IsZero() {
		t.Errorf("keys: %+v", keys)
	}
	s.must(s.RevokeKey(s.ctx, k.ID))
	_, err = s.CheckKey(s.ctx, secret)
	s.fails("a revoked key", err, readout.ErrNotFound)
	s.fails("no such key", s.RevokeKey(s.ctx, "nobody"), readout.ErrNotFound)
}

func testCancel(t *testing.T, s *suite) {
	s.put("courier")
	before := s.state()
	canceled, cancel := context.WithCancel(s.ctx)
	cancel()
	_, err := s.Put(canceled, readout.Entry{Record: reports()["post"]})
	s.fails("put", err, context.Canceled)
	_, err = s.Search(canceled, readout.Filter{}, readout.ByDate, readout.Paging{})
	s.fails("search", err, context.Canceled)
	var entries []readout.Entry
	for i := range 300 {
		b := report("", fmt.Sprint("cancel-", i), "Evening Post", "2026-03-01", "")
		b.para("Rita Vale said the line was cut.")
		b.said(b.person("Rita Vale", "Rita Vale"), "Rita Vale", "said", "the line was cut")
		entries = append(entries, readout.Entry{Record: b.done()})
	}
	for wait := time.Millisecond; ; wait *= 2 { // at some moment in the middle of it
		ctx, cancel := context.WithTimeout(s.ctx, wait)
		_, err := s.Put(ctx, entries...)
		cancel()
		if err == nil {
			break
		}
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("after %v: %v", wait, err)
		}
		s.want(fmt.Sprint("after ", wait), s.state(), before)
	}
	n, _, err := s.Count(s.ctx, readout.Filter{Words: words("line")}, 0)
	s.must(err)
	s.want("after all", n, 300)
}

func testConcurrent(t *testing.T, s *suite) {
	s.put("courier")
	done := make(chan struct{})
	var readers, writers sync.WaitGroup
	for i := range 8 {
		readers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				l, err := s.Search(s.ctx, readout.Filter{Words: words("number")}, readout.ByDate, readout.Paging{Limit: 1000})
				if err != nil || len(l.Items)%5 != 0 {
					t.Errorf("reader %d: %d found, %v", i, len(l.Items), err)
					return
				}
				if _, err := s.Identity(s.ctx, "ana-kovac"); err != nil {
					t.Errorf("reader %d: %v", i, err)
					return
				}
			}
		})
	}
	for w := range 2 {
		writers.Go(func() {
			for batch := range 10 {
				var entries []readout.Entry
				for i := range 5 {
					b := report("", fmt.Sprintf("w%d-%d-%d", w, batch, i), "Evening Post", "2026-03-01", "")
					content := fmt.Sprintf("number %d %d %d was called", w, batch, i)
					b.para("Rita Vale said " + content + ".")
					b.said(b.person("Rita Vale", "Rita Vale"), "Rita Vale", "said", content)
					entries = append(entries, readout.Entry{Record: b.done()})
				}
				if _, err := s.Put(s.ctx, entries...); err != nil {
					t.Errorf("writer %d: %v", w, err)
				}
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
	i, err := s.Identity(s.ctx, "rita-vale")
	s.must(err)
	s.want("statements of two writers", i.Statements, 100)
}

func testHostile(t *testing.T, s *suite) {
	script := `<script>alert("x")</script>'; DROP TABLE statements; --`
	marks := "e" + strings.Repeat("\u0301", 1<<20)
	long := strings.Repeat("z", 1<<20)
	for name, content := range map[string]string{"script": script, "marks": marks, "long": long, "bidi": "\u202eevil\u202c", "nul": "a\x00b", "words": strings.Repeat("word ", 50_000) + "end"} {
		b := report("", "hostile-"+name, "Outlet "+name+"\x00"+script, "2026-03-01", script)
		who := "Mr " + script
		b.para(who + " said " + content)
		b.said(b.person(who, who, script), who, "said", content)
		out, err := s.Put(s.ctx, readout.Entry{Key: name + script, Record: b.done()})
		s.must(err)
		k, err := s.Get(s.ctx, out[0].Article, 0)
		s.must(err)
		l, err := s.Search(s.ctx, readout.Filter{Article: []string{out[0].Article}}, readout.ByDate, readout.Paging{})
		s.must(err)
		if k.Record.Article.Text != b.r.Article.Text || len(l.Items) != 1 || l.Items[0].Words[0] != content {
			t.Errorf("%s is not kept as it was", name)
		}
		_, err = s.Search(s.ctx, readout.Filter{Words: words(content[:min(len(content), 300)])}, readout.ByDate, readout.Paging{})
		if err != nil && !errors.Is(err, readout.ErrQuery) {
			t.Errorf("searching %s: %v", name, err)
		}
	}
	for _, name := range []string{script, "..", "../../x", "%", "_", "\x00", "*", `\`} {
		if _, err := s.People(s.ctx, name, "", readout.Paging{}); err != nil {
			t.Errorf("people %q: %v", name, err)
		}
		for _, f := range []readout.Filter{{Speaker: []string{name}}, {About: []string{name}}, {Outlet: []string{name}}, {Article: []string{name}}, {Words: words(name)}} {
			if _, err := s.Search(s.ctx, f, readout.ByDate, readout.Paging{}); err != nil {
				t.Errorf("search %+v: %v", f, err)
			}
			if _, err := s.Talks(s.ctx, f, readout.Paging{}); err != nil {
				t.Errorf("talks %+v: %v", f, err)
			}
		}
		_, err := s.Identity(s.ctx, name)
		s.fails("identity "+name, err, readout.ErrNotFound)
		_, err = s.Get(s.ctx, name, 0)
		s.fails("article "+name, err, readout.ErrNotFound)
	}
	s.want("beyond 16,000 words nothing is found", s.search(readout.Filter{Words: words("end")}, readout.ByDate), "[]")
}
