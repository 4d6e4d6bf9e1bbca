package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

// The statements of the reports, newest first.
const (
	peace     = "Come and finish it. Peace, peace and nothing but peace."
	defence   = "the defence had been the border that nobody crossed"
	praise    = "Petrov keeps his word for once"
	threat    = "Meridia would answer any attack on May 20"
	truce     = "We will not sign a truce before June 1"
	prisoners = "prisoners would be exchanged in two weeks"
	border    = "the border stayed closed"
	ferries   = "ferries run as usual"
)

func words(text ...string) (list []readout.Term) {
	for _, t := range text {
		t, prefix := strings.CutSuffix(t, "*")
		list = append(list, readout.Term{Text: t, Prefix: prefix})
	}
	return list
}

func testSearch(t *testing.T, s *suite) {
	ids := map[string]string{}
	for _, name := range everything {
		ids[name] = s.put(name)
	}
	type f = readout.Filter
	all := []string{peace, defence, praise, threat, truce, prisoners, border, ferries}
	for i, c := range []struct {
		f    f
		want []string
	}{
		{f{}, all},
		{f{Words: words("border")}, []string{defence, border}},
		{f{Words: words("BORDER", "closed")}, []string{border}},
		{f{Words: words("the border stayed")}, []string{border}},
		{f{Words: words("border the")}, nil},
		{f{Words: words("prison*")}, []string{prisoners}},
		{f{Words: words("two we*")}, []string{prisoners}},
		{f{Words: words("prison")}, nil},
		{f{Words: words("!?")}, nil},
		{f{Words: words(`"a" OR b* NEAR(c) -d ^e {f}: (g`)}, nil},
		{f{Speaker: []string{"Ana Kovac"}}, []string{defence, praise, truce}},
		{f{Speaker: []string{"kovac"}}, []string{defence, praise, truce}},
		{f{Speaker: []string{"ana-kovac"}}, []string{praise, truce}},
		{f{Speaker: []string{"ana-kovac", "Jean Muller"}}, []string{peace, praise, truce}},
		{f{Speaker: []string{"Ana Kov"}}, nil},
		{f{Speaker: []string{"Nobody"}}, nil},
		{f{Speaker: []string{""}}, nil},
		{f{Addressee: []string{"Ivan Petrov"}}, []string{peace}},
		{f{Addressee: []string{"Kovac"}}, []string{peace, prisoners}},
		{f{About: []string{"Petrov"}}, []string{praise}},
		{f{About: []string{"Ivan Petrov"}}, []string{praise}},
		{f{About: []string{"prisoners"}}, []string{truce, prisoners}}, // the first by the topic of its talks
		{f{About: []string{"Meridia"}}, []string{threat}},
		{f{Act: []readout.ActType{"threat"}}, []string{threat}},
		{f{Act: []readout.ActType{"threat", "praise"}}, []string{praise, threat}},
		{f{Act: []readout.ActType{"apology"}}, nil},
		{f{Form: []readout.StatementForm{readout.Direct}}, []string{peace, praise, truce}},
		{f{Outlet: []string{"the daily courier"}}, []string{peace, truce, prisoners, border}},
		{f{Outlet: []string{"Courier"}}, nil},
		{f{Place: []string{"vienna"}}, []string{truce}},
		{f{Occasion: []string{"press_conference"}}, []string{truce}},
		{f{Event: []string{"THREATEN"}}, []string{threat}},
		{f{Article: []string{ids["sport"], ids["undated"]}}, []string{defence, ferries}},
		{f{Language: []string{"en"}, Words: words("truce")}, []string{truce}},
		{f{Language: []string{"de"}}, nil},
		{f{After: "2026-05-06"}, []string{peace, defence}},
		{f{After: "2026-05"}, all[:7]},
		{f{After: "2026", Before: "2027"}, all[:7]},
		{f{Before: "2026-05-05"}, []string{truce, prisoners, border}},
		{f{Before: "2026"}, nil},
		{f{Claim: true}, []string{border}},
		{f{Unnamed: true}, []string{threat}},
		{f{Corrected: true}, nil},
		{f{Words: words("border"), Speaker: []string{"Kovac"}, After: "2026-05-05"}, []string{defence}},
		{f{Without: []f{{Words: words("border")}}}, []string{peace, praise, threat, truce, prisoners, ferries}},
		{f{Words: words("border"), Without: []f{{Claim: true}}}, []string{defence}},
		{f{Words: words("border"), Without: []f{{After: "2026-05-05"}}}, []string{border}},
		{f{Without: []f{{Speaker: []string{"Kovac"}}, {Outlet: []string{"The Daily Courier"}}, {Before: "2027"}}}, []string{ferries}},
		{f{Without: []f{{Without: []f{{Act: []readout.ActType{"threat"}}}}}}, []string{threat}},
		{f{Without: []f{{Speaker: []string{"Nobody"}}}, Words: words("truce")}, []string{truce}},
		{f{Without: []f{{}}}, nil},
	} {
		got := s.search(c.f, readout.ByDate)
		s.want(fmt.Sprintf("search %d: %+v", i, c.f), strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		oldest := s.search(c.f, readout.ByOldest)
		slices.Reverse(oldest)
		s.want(fmt.Sprintf("search %d by the oldest: %+v", i, c.f), strings.Join(oldest, "\n"), strings.Join(c.want, "\n"))
		n, more, err := s.Count(s.ctx, c.f, 0)
		s.must(err)
		s.want("count", fmt.Sprint(n, more), fmt.Sprint(len(c.want), false))
		if len(c.want) > 1 {
			n, more, err = s.Count(s.ctx, c.f, 1)
			s.must(err)
			s.want("count to a limit", fmt.Sprint(n, more), "1 true")
		}
		facets, err := s.Facets(s.ctx, c.f, []string{"form"}, 0)
		s.must(err)
		sum := 0
		for _, facet := range facets["form"] {
			sum += facet.Count
		}
		s.want("sum of facets", sum, len(c.want))
	}
	for _, c := range []struct {
		f    f
		want []string
	}{
		{f{}, []string{"wire", "sport", "post", "courier", "undated"}},
		{f{Outlet: []string{"the daily courier"}}, []string{"wire", "courier"}},
		{f{After: "2026-05-06"}, []string{"wire", "sport"}},
		{f{Before: "2026-05-05"}, []string{"courier"}},
		{f{Words: words("border")}, []string{"sport", "courier"}},
		{f{Speaker: []string{"Nobody"}}, nil},
		{f{Outlet: []string{"Nothing"}}, nil},
		{f{Article: []string{ids["post"]}}, []string{"post"}},
	} {
		l, err := s.Articles(s.ctx, c.f, readout.Paging{})
		s.must(err)
		var got, want []string
		for _, a := range l.Items {
			got = append(got, a.ID)
		}
		for _, name := range c.want {
			want = append(want, ids[name])
		}
		s.want(fmt.Sprintf("articles: %+v", c.f), got, want)
	}
	for _, c := range []struct {
		f    f
		want int
	}{
		{f{}, 2}, {f{Speaker: []string{"Ivan Petrov"}}, 2}, {f{Speaker: []string{"Jean Müller"}}, 0}, {f{About: []string{"prisoners"}}, 1},
		{f{Words: words("border stay*")}, 1}, {f{After: "2026-05-06"}, 1}, {f{Act: []readout.ActType{"invitation"}}, 1},
	} {
		l, err := s.Talks(s.ctx, c.f, readout.Paging{})
		s.must(err)
		s.want(fmt.Sprintf("talks: %+v", c.f), len(l.Items), c.want)
		for _, k := range l.Items {
			one, err := s.TalksBy(s.ctx, k.Key)
			s.must(err)
			s.want("talks by their key", *one, k)
		}
	}
	_, err := s.TalksBy(s.ctx, "nothing")
	s.fails("no such talks", err, readout.ErrNotFound)
	for _, c := range []struct {
		from, to string
		want     int
	}{{"", "", 4}, {"2026-05-20", "2026-05-20", 3}, {"2026-06-01", "", 1}, {"2026-06-02", "", 0}, {"", "2026-05-19", 0}} {
		l, err := s.Coming(s.ctx, c.from, c.to, readout.Paging{})
		s.must(err)
		s.want("coming from "+c.from+" to "+c.to, len(l.Items), c.want)
	}
}

func testMarks(t *testing.T, s *suite) {
	s.put("wire")
	for _, c := range []struct {
		terms []readout.Term
		want  string
	}{
		{words("peace"), "Come and finish it. [Peace], [peace] and nothing but [peace]."},
		{words("but peace"), "Come and finish it. Peace, peace and nothing [but] [peace]."},
		{words("noth*", "it"), "Come and finish [it]. Peace, peace and [nothing] but peace."},
	} {
		l, err := s.Search(s.ctx, readout.Filter{Words: c.terms}, readout.ByDate, readout.Paging{})
		s.must(err)
		if len(l.Items) != 1 {
			t.Fatalf("%v: %d found", c.terms, len(l.Items))
		}
		h := l.Items[0]
		marked, at := "", 0
		for _, m := range h.Marks[0] {
			marked += h.Words[0][at:m.Start] + "[" + m.In(h.Words[0]) + "]"
			at = m.End
		}
		s.want("marks", marked+h.Words[0][at:], c.want)
	}
	one, err := s.Statement(s.ctx, s.key("Come"))
	s.must(err)
	s.want("context", fmt.Sprintf("%q %q %q", one.Before, one.After, one.Source), `"r invited Ana Kovac and Ivan Petrov to Geneva on May 20: “" "”" "Mediator Jean Müller"`)
	_, err = s.Statement(s.ctx, "nobody")
	s.fails("no such statement", err, readout.ErrNotFound)
}

func testRelevance(t *testing.T, s *suite) {
	s.put("courier", "sport")
	b := report("many", "many", "The Daily Courier", "2020-01-01", "")
	b.para("Border guards said the border, the border and only the border mattered.")
	guards := b.entity(readout.Group, "Border guards", "Border guards")
	b.said(guards, "Border guards", "said", "the border, the border and only the border mattered")
	_, err := s.Put(s.ctx, readout.Entry{Record: b.done()})
	s.must(err)
	s.want("best first", strings.Join(s.search(readout.Filter{Words: words("border")}, readout.ByRelevance), "\n"),
		strings.Join([]string{"the border, the border and only the border mattered", border, defence}, "\n"))
	s.want("by date where there are no words", s.search(readout.Filter{Claim: true}, readout.ByRelevance), []string{border})
}

func testOrder(t *testing.T, s *suite) {
	for _, name := range everything {
		s.put(name)
	}
	s.put("courier changed")
	one := s.search(readout.Filter{}, readout.ByDate)
	for _, a := range everything {
		s.must(s.Delete(s.ctx, s.article(a)))
	}
	s.put("courier")
	s.put("undated", "wire", "courier changed", "sport", "post")
	s.want("in another order", s.search(readout.Filter{}, readout.ByDate), one)
}

func testNewSince(t *testing.T, s *suite) {
	s.put("courier")
	l, err := s.Search(s.ctx, readout.Filter{}, readout.ByAdded, readout.Paging{Limit: 2})
	s.must(err)
	s.want("as they were added", said(l.Items), []string{truce, prisoners})
	_, err = s.Put(s.ctx, readout.Entry{Record: reports()["courier"], Models: "second"}) // what was read again is not new
	s.must(err)
	s.put("sport")
	s.must(s.Delete(s.ctx, s.article("sport")))
	s.put("post", "undated")
	l, err = s.Search(s.ctx, readout.Filter{}, readout.ByAdded, readout.Paging{Cursor: l.Next})
	s.must(err)
	s.want("new since", said(l.Items), []string{border, praise, threat, ferries})
	end, err := s.Search(s.ctx, readout.Filter{}, readout.ByAdded, readout.Paging{Cursor: l.Next})
	s.must(err)
	s.want("nothing new", line(len(end.Items), end.Next == ""), "0 true")
	s.put("wire")
	l, err = s.Search(s.ctx, readout.Filter{}, readout.ByAdded, readout.Paging{Cursor: l.Next})
	s.must(err)
	s.want("new since then", said(l.Items), []string{peace})
	f := readout.Filter{Words: words("border"), Without: []readout.Filter{{Act: []readout.ActType{"threat"}}}}
	s.want("with words", s.search(f, readout.ByAdded), []string{border})
	cursor, err := s.Newest(s.ctx, readout.Filter{})
	s.must(err)
	s.put("sport")
	l, err = s.Search(s.ctx, readout.Filter{}, readout.ByAdded, readout.Paging{Cursor: cursor})
	s.must(err)
	s.want("from now on", said(l.Items), []string{"the defence had been the border that nobody crossed"})
}
