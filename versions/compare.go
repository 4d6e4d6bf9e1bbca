package versions

import (
	"slices"
	"sort"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/text"
)

// A Kind is what became of a statement or a sentence.
type Kind string

const (
	Added        Kind = "added"
	Altered      Kind = "altered"      // its words changed
	Reattributed Kind = "reattributed" // the words are the same and the speaker is another
	Removed      Kind = "removed"
)

// A Revision is a statement that one version has otherwise than another.
type Revision struct {
	Kind    Kind           `json:"kind" enum:"added,altered,reattributed,removed"`
	Before  *ledger.Cite   `json:"before,omitempty" doc:"in the earlier version; absent where it was added"`
	Then    *ledger.Cite   `json:"then,omitempty" doc:"in the later version; absent where it was removed"`
	Pieces  []ledger.Piece `json:"pieces,omitempty" doc:"the wordings side by side, where both have one"`
	Quoted  bool           `json:"quoted,omitempty" doc:"stands in quotation marks"`
	Notices []int          `json:"notices,omitempty" doc:"which notices tell of it, from 0"`
}

// An Edit is a sentence that one version has otherwise than another.
type Edit struct {
	Kind    Kind           `json:"kind" enum:"added,altered,removed"`
	Before  *ledger.Cite   `json:"before,omitempty"`
	Then    *ledger.Cite   `json:"then,omitempty"`
	Pieces  []ledger.Piece `json:"pieces,omitempty"`
	Notices []int          `json:"notices,omitempty"`
}

// A Notice tells that something was wrong.
type Notice struct {
	Words string       `json:"words"`
	At    *ledger.Cite `json:"at,omitempty" doc:"absent where it stands beside the text"`
	Shown []string     `json:"shown,omitempty" doc:"its words that tie it to what changed"`
	Tied  bool         `json:"tied" doc:"whether a change was found that it tells of"`
}

// Anchors counts what became of the places of the earlier version's statements.
type Anchors struct {
	Exact int `json:"exact" doc:"found at the same place"`
	Moved int `json:"moved" doc:"found elsewhere, between the same words"`
	Lost  int `json:"lost" doc:"not found, or not without doubt"`
}

// A Comparison is what changed from one version to another.
type Comparison struct {
	Article    string     `json:"article"`
	Title      string     `json:"title,omitempty"`
	Outlet     string     `json:"outlet,omitempty"`
	From       int        `json:"from" doc:"number of the earlier version"`
	To         int        `json:"to"`
	Headline   []string   `json:"headline,omitempty" doc:"the earlier title and the later one, where they differ"`
	Statements []Revision `json:"statements" doc:"those that changed, in the order of the later text, then those that were removed"`
	Kept       int        `json:"kept" doc:"statements that did not change"`
	Sentences  []Edit     `json:"sentences"`
	Notices    []Notice   `json:"notices,omitempty" doc:"of corrections, that the later version has and the earlier has not"`
	Unnoticed  int        `json:"unnoticed" doc:"quotations that were altered, given to another or removed without a notice"`
	Anchors    Anchors    `json:"anchors"`
}

// alike is how like two wordings are at least that are taken for one that was altered; of the same speaker less.
const (
	alike       = 0.6
	alikeOfSame = 0.4
)

// Compare sets two versions of an article side by side.
func Compare(before, then *readout.Kept) Comparison {
	c := comparer{a: side{kept: before, citer: ledger.NewCiter(before)}, b: side{kept: then, citer: ledger.NewCiter(then)}}
	c.Comparison = Comparison{Article: then.ID, Title: then.Title, Outlet: then.Publisher, From: before.Version, To: then.Version,
		Statements: []Revision{}, Sentences: []Edit{}}
	if x, y := before.Record.Article.Title, then.Record.Article.Title; x != y {
		c.Headline = []string{x, y}
	}
	c.a.doc, c.b.doc = text.New(before.Record.Article.Text), text.New(then.Record.Article.Text)
	c.notices()
	c.sentences()
	c.statements()
	c.tie()
	return c.Comparison
}

// A side is one of two versions.
type side struct {
	kept  *readout.Kept
	citer *ledger.Citer
	doc   *text.Doc
}

func (s *side) text() string { return s.kept.Record.Article.Text }

// statements returns those that say something.
func (s *side) statements() []readout.Statement {
	return slices.DeleteFunc(slices.Clone(s.kept.Record.Statements), func(x readout.Statement) bool { return len(x.Content) == 0 })
}

// words returns what was said.
func (s *side) words(x *readout.Statement) string {
	return words(s.text(), x.Content)
}

func words(text string, content []readout.Span) (all string) {
	for i, c := range content {
		if i > 0 {
			all += " … "
		}
		all += c.In(text)
	}
	return all
}

// cite cites a statement: the words of all its content, at the place of the whole.
func (s *side) cite(x *readout.Statement) *ledger.Cite {
	at := readout.Span{Start: x.Content[0].Start, End: x.Content[len(x.Content)-1].End}
	c := s.citer.Cite(at, x)
	c.Words = s.words(x)
	return &c
}

func (s *side) speaker(x *readout.Statement) string {
	return ledger.Fold(s.cite(x).Speaker, " ")
}

type comparer struct {
	Comparison
	a, b side
	own  []readout.Span // paragraphs of the later version that are notices
}

// statements pairs those of the two versions: first by their places, then by their words.
func (c *comparer) statements() {
	as, bs := c.a.statements(), c.b.statements()
	pair := map[int]int{} // by index in as
	taken := map[int]bool{}
	var open []int // of as
	for i := range as {
		moved, how := followAll(as[i].Content, c.a.text(), c.b.text())
		switch how {
		case ledger.Exact:
			c.Anchors.Exact++
		case ledger.Moved:
			c.Anchors.Moved++
		default:
			c.Anchors.Lost++
			open = append(open, i)
			continue
		}
		k := slices.IndexFunc(bs, func(s readout.Statement) bool { return slices.Equal(s.Content, moved) })
		if k < 0 || taken[k] {
			c.Kept++ // its words stand where they stood
			continue
		}
		pair[i], taken[k] = k, true
		if c.a.speaker(&as[i]) == c.b.speaker(&bs[k]) || !c.changed(&as[i], &bs[k]) {
			c.Kept++
			continue
		}
		c.change(Reattributed, &as[i], &bs[k])
	}
	c.alike(open, as, bs, taken)
	for k := range bs {
		if taken[k] {
			continue
		}
		if _, how := followAll(bs[k].Content, c.b.text(), c.a.text()); how != ledger.Lost {
			continue // its words stood there before
		}
		if !c.isNotice(bs[k].Content[0]) {
			c.change(Added, nil, &bs[k])
		}
	}
	slices.SortStableFunc(c.Statements, func(x, y Revision) int { return place(x.Then, x.Before) - place(y.Then, y.Before) })
}

// place is where a change stands: those without a place in the later version behind all others.
func place(then, before *ledger.Cite) int {
	const behind = 1 << 40
	if then != nil {
		return then.Start
	}
	return behind + before.Start
}

// alike pairs statements whose places are lost with those that are most like them, the most like first.
func (c *comparer) alike(open []int, as, bs []readout.Statement, taken map[int]bool) {
	type match struct {
		i, k int
		like float64
	}
	var all []match
	for _, i := range open {
		for k := range bs {
			if taken[k] {
				continue
			}
			like, least := ledger.Likeness(c.a.words(&as[i]), c.b.words(&bs[k])), alike
			if c.a.speaker(&as[i]) == c.b.speaker(&bs[k]) {
				least = alikeOfSame
			}
			if like >= least {
				all = append(all, match{i, k, like})
			}
		}
	}
	sort.SliceStable(all, func(x, y int) bool { return all[x].like > all[y].like })
	done := map[int]bool{}
	for _, m := range all {
		if done[m.i] || taken[m.k] {
			continue
		}
		done[m.i], taken[m.k] = true, true
		switch same := ledger.SameWords(c.a.words(&as[m.i]), c.b.words(&bs[m.k])); {
		case !same:
			c.change(Altered, &as[m.i], &bs[m.k])
		case c.a.speaker(&as[m.i]) != c.b.speaker(&bs[m.k]):
			c.change(Reattributed, &as[m.i], &bs[m.k])
		default:
			c.Kept++ // what stands beside it changed, or its marks
		}
	}
	for _, i := range open {
		if !done[i] && !c.stands(as[i].Content) {
			c.change(Removed, &as[i], nil)
		} else if !done[i] {
			c.Kept++
		}
	}
}

// stands reports whether the words of a statement that no reading finds in the later version stand in one of its sentences that an earlier
// one became, so that what changed is what stands beside them.
func (c *comparer) stands(content []readout.Span) bool {
	for _, e := range c.Sentences {
		if e.Kind == Altered && e.Before.Span.Contains(content[0]) {
			in := " " + ledger.Fold(e.Then.Words, " ") + " "
			return containsAll(in, content, c.a.text())
		}
	}
	return false
}

// changed reports whether the sentences of two statements differ: else that they have other speakers is a matter of reading.
func (c *comparer) changed(x, y *readout.Statement) bool {
	return !ledger.SameWords(c.a.around(x), c.b.around(y))
}

// around returns the paragraph of a statement.
func (s *side) around(x *readout.Statement) string {
	for i := range s.doc.Paragraphs {
		if p := s.doc.Paragraphs[i].Span; p.Contains(x.Content[0]) {
			return p.In(s.text())
		}
	}
	return ""
}

// change adds a change.
func (c *comparer) change(kind Kind, x, y *readout.Statement) {
	out := Revision{Kind: kind}
	if x != nil {
		out.Before, out.Quoted = c.a.cite(x), x.Form != readout.Indirect
	}
	if y != nil {
		out.Then, out.Quoted = c.b.cite(y), out.Quoted || y.Form != readout.Indirect
	}
	if x != nil && y != nil {
		out.Pieces = ledger.Diff(out.Before.Words, out.Then.Words)
	}
	c.Statements = append(c.Statements, out)
}

// followAll follows all parts of a content, in their order.
func followAll(content []readout.Span, from, to string) (out []readout.Span, how ledger.How) {
	how = ledger.Exact
	for i, s := range content {
		place, found := ledger.Follow(s, from, to)
		switch {
		case found == ledger.Lost || i > 0 && place.Start < out[i-1].End:
			return nil, ledger.Lost
		case found == ledger.Moved:
			how = ledger.Moved
		}
		out = append(out, place)
	}
	return out, how
}
