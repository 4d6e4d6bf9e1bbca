package storetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

func testCorrect(t *testing.T, s *suite) {
	s.put(everything...)
	again := func(models string) {
		t.Helper()
		_, err := s.Put(s.ctx, readout.Entry{Record: reports()["courier"], Models: models}, readout.Entry{Record: reports()["post"], Models: models})
		s.must(err)
	}
	again("second")
	again("first")
	before := s.state()
	id := s.article("post")
	wrong, err := s.Correct(s.ctx, readout.Correction{Article: id, Kind: readout.WrongSpeaker, Statement: s.key("Meridia"), Speaker: "ivan-petrov", By: editor})
	s.must(err)
	s.want("what he said", s.search(readout.Filter{Speaker: []string{"ivan-petrov"}}, readout.ByDate), []string{threat, prisoners, border})
	s.want("corrected", s.search(readout.Filter{Corrected: true}, readout.ByDate), []string{threat})

	leaflet := s.article("undated")
	not, err := s.Correct(s.ctx, readout.Correction{Article: leaflet, Kind: readout.NotAStatement, Statement: s.key("ferries"), By: editor})
	s.must(err)
	s.want("gone", s.search(readout.Filter{Words: words("ferries")}, readout.ByDate), "[]")
	k, err := s.Get(s.ctx, leaflet, 0)
	s.must(err)
	s.want("as read, and corrected", line(len(k.Read.Statements), len(k.Record.Statements), k.Statements), "1 0 0")

	courier := s.article("courier")
	k, err = s.Get(s.ctx, courier, 0)
	s.must(err)
	text := k.Read.Article.Text
	at := strings.Index(text, "met Ivan Petrov")
	missing, err := s.Correct(s.ctx, readout.Correction{Article: courier, Kind: readout.MissingStatement, Speaker: "Ana Kovac",
		Anchor: []readout.Span{{Start: at, End: at + len("met Ivan Petrov")}}, By: editor})
	s.must(err)
	one, err := s.Statement(s.ctx, missing.Statement)
	s.must(err)
	s.want("the missing one", line(one.Words, one.Speaker.ID, one.Corrected), "[met Ivan Petrov] ana-kovac true")
	again("second")
	s.want("after reading again", s.search(readout.Filter{Corrected: true}, readout.ByDate), []string{threat, "met Ivan Petrov"})
	l, err := s.Corrections(s.ctx, "", readout.Paging{})
	s.must(err)
	if len(l.Items) != 3 || l.Items[0].Lost || l.Items[0].By != editor {
		t.Errorf("corrections: %+v", l.Items)
	}
	of, err := s.Corrections(s.ctx, id, readout.Paging{})
	s.must(err)
	s.want("of one article", len(of.Items), 1)

	for _, c := range []readout.Correction{wrong, not, missing} {
		s.must(s.Withdraw(s.ctx, c.ID, editor))
		s.fails("withdrawn again", s.Withdraw(s.ctx, c.ID, editor), readout.ErrNotFound)
	}
	again("first")
	s.want("all taken back", s.state(), before)

	for what, c := range map[string]readout.Correction{
		"no such article":   {Article: "nobody", Kind: readout.WrongSpeaker},
		"no such statement": {Article: id, Kind: readout.WrongSpeaker, Statement: "nobody"},
	} {
		_, err := s.Correct(s.ctx, c)
		s.fails(what, err, readout.ErrNotFound)
	}
	for what, c := range map[string]readout.Correction{
		"no such kind":     {Article: id, Kind: "funny", Statement: s.key("Meridia")},
		"no words":         {Article: id, Kind: readout.MissingStatement},
		"outside the text": {Article: id, Kind: readout.MissingStatement, Anchor: []readout.Span{{Start: 1, End: 1 << 30}}},
	} {
		_, err := s.Correct(s.ctx, c)
		s.fails(what, err, readout.ErrQuery)
	}
}

// What somebody says of a statement without saying that it is wrong: it is right, what it promises came about or did not.
func testJudge(t *testing.T, s *suite) {
	id := s.put("post")
	before := s.state()
	was := s.key("Meridia")
	for _, kind := range []readout.CorrectionKind{readout.RightStatement, readout.Done, readout.NotDone} {
		c, err := s.Correct(s.ctx, readout.Correction{Article: id, Kind: kind, Statement: was, By: editor})
		s.must(err)
		s.want("of which statement", c.Statement, was)
	}
	s.want("nothing is corrected", s.search(readout.Filter{Corrected: true}, readout.ByDate), "[]")
	_, err := s.Put(s.ctx, readout.Entry{Record: reports()["post"], Models: "second"})
	s.must(err)
	l, err := s.Corrections(s.ctx, id, readout.Paging{})
	s.must(err)
	var said []string
	for _, c := range l.Items {
		if c.Lost || c.By != editor || c.Statement != was {
			t.Errorf("after reading again: %+v", c)
		}
		said = append(said, string(c.Kind))
	}
	s.want("newest first", said, "[not-done done right]")
	s.want("whose it is, rightly", l.Items[2].Speaker, "A senior official")
	for _, c := range l.Items {
		s.must(s.Withdraw(s.ctx, c.ID, editor))
	}
	_, err = s.Put(s.ctx, readout.Entry{Record: reports()["post"], Models: "first"})
	s.must(err)
	s.want("all taken back", s.state(), before)
}

func testCorrectVersions(t *testing.T, s *suite) {
	id := s.put("courier")
	for _, begins := range []string{"We will", "the border"} {
		_, err := s.Correct(s.ctx, readout.Correction{Article: id, Kind: readout.WrongSpeaker, Statement: s.key(begins), Speaker: "Rita Vale", By: editor})
		s.must(err)
	}
	s.put("courier changed")
	k, err := s.Get(s.ctx, id, 0)
	s.must(err)
	var lost []string
	for _, c := range k.Corrections {
		lost = append(lost, fmt.Sprint(c.Lost))
	}
	s.want("lost where the words have changed", lost, "[true false]")
	s.want("the other one holds", s.search(readout.Filter{Speaker: []string{"Rita Vale"}}, readout.ByDate), []string{border})
	old, err := s.Get(s.ctx, id, 1)
	s.must(err)
	s.want("both hold in the first version", fmt.Sprint(old.Corrections[0].Lost, old.Corrections[1].Lost), "false false")
}

func testNewSpeaker(t *testing.T, s *suite) {
	id := s.put("post")
	_, err := s.Correct(s.ctx, readout.Correction{Article: id, Kind: readout.WrongSpeaker, Statement: s.key("Meridia"), Speaker: "Olga Brandt", By: editor})
	s.must(err)
	s.want("somebody new", s.people("brandt"), "[olga-brandt Olga Brandt]")
	s.want("what she said", s.search(readout.Filter{Speaker: []string{"olga-brandt"}}, readout.ByDate), []string{threat})
	_, err = s.Correct(s.ctx, readout.Correction{Article: id, Kind: readout.WrongSpeaker, Statement: s.key("Meridia"), Speaker: "", By: editor})
	s.must(err)
	s.want("nobody, after all", s.search(readout.Filter{Unnamed: true}, readout.ByDate), []string{threat})
}
