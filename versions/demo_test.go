package versions_test

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/demo"
	"github.com/readout-project/readout/internal/full"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/versions"
)

// The report of the reports of package demo that was changed: a quotation that was altered, a figure that a notice corrects, a thank-you added.
func TestDemo(t *testing.T) {
	s := full.Ledger(t)
	var of func(int) *readout.Kept
	for _, k := range full.Kept(t, s) {
		if k.Versions > 1 {
			of = func(n int) *readout.Kept {
				v, err := s.Get(t.Context(), k.ID, n)
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
		}
	}
	if of == nil {
		t.Fatal("no report has two versions")
	}
	c := versions.Compare(of(1), of(2))
	found := ""
	for _, x := range c.Statements {
		found += string(x.Kind) + ": "
		for _, p := range x.Pieces {
			found += map[string]string{"same": "", "omitted": "-", "added": "+"}[p.Op] + p.Text + " "
		}
		if x.Then != nil && x.Before == nil {
			found += x.Then.Words
		}
		found += "\n"
	}
	for _, want := range []string{"altered: Nobody got what they wanted, and everybody can go +back to work", "added: both sides"} {
		if !strings.Contains(found, want) {
			t.Errorf("%q is not in:\n%s", want, found)
		}
	}
	if strings.Contains(found, "no job") {
		t.Errorf("what did not change is listed:\n%s", found)
	}
	if len(c.Notices) != 1 || !c.Notices[0].Tied || !strings.Contains(strings.Join(c.Notices[0].Shown, " "), "45") {
		t.Errorf("notices: %+v", c.Notices)
	}
	if len(c.Headline) != 2 || c.Unnoticed != 1 {
		t.Errorf("headlines %q; %d quotations changed without a notice", c.Headline, c.Unnoticed)
	}
	tied := 0
	for _, e := range c.Sentences {
		if len(e.Notices) > 0 {
			tied++
			if !strings.Contains(e.Before.Words, "45 percent") {
				t.Errorf("the notice is tied to %q", e.Before.Words)
			}
		}
	}
	if tied != 1 {
		t.Errorf("%d sentences are tied to the notice", tied)
	}
}

// An edit changes a text of which each byte knows where it stood, -1 for what is new.
type edit struct {
	text  string
	stood []int
}

func newEdit(s string) edit {
	e := edit{text: s}
	for i := range s {
		for len(e.stood) < i {
			e.stood = append(e.stood, len(e.stood))
		}
	}
	for len(e.stood) < len(s) {
		e.stood = append(e.stood, len(e.stood))
	}
	return e
}

func (e *edit) cut(from, to int) edit {
	return edit{e.text[from:to], e.stood[from:to]}
}

func (e *edit) replace(from, to int, by edit) {
	e.text = e.text[:from] + by.text + e.text[to:]
	e.stood = append(append(append([]int(nil), e.stood[:from]...), by.stood...), e.stood[to:]...)
}

func written(s string) edit {
	e := edit{text: s}
	for range len(s) {
		e.stood = append(e.stood, -1)
	}
	return e
}

// truth returns where a span went: false where its bytes are no longer all there, next to each other.
func (e *edit) truth(s readout.Span) (readout.Span, bool) {
	for i, at := range e.stood {
		if at != s.Start {
			continue
		}
		for k := range s.Len() {
			if i+k >= len(e.stood) || e.stood[i+k] != s.Start+k {
				return readout.Span{}, false
			}
		}
		return readout.Span{Start: i, End: i + s.Len()}, true
	}
	return readout.Span{}, false
}

// edits are the ways in which editors change articles, on one of the paragraphs.
var edits = map[string]func(e *edit, paragraphs [][2]int, n int){
	"a paragraph is put in front": func(e *edit, p [][2]int, n int) { e.replace(0, 0, written("The report was updated.\n\n")) },
	"a paragraph is left out":     func(e *edit, p [][2]int, n int) { e.replace(p[n][0], p[n][1], edit{}) },
	"a paragraph comes first": func(e *edit, p [][2]int, n int) {
		c := e.cut(p[n][0], p[n][1])
		e.replace(p[n][0], p[n][1], edit{})
		e.replace(0, 0, c)
	},
	"a paragraph is there twice": func(e *edit, p [][2]int, n int) {
		e.replace(len(e.text), len(e.text), written("\n\n"+e.text[p[n][0]:p[n][1]]))
	},
	"a paragraph is written anew":    func(e *edit, p [][2]int, n int) { e.replace(p[n][0], p[n][1], written(e.text[p[n][0]:p[n][1]])) },
	"said is told":                   func(e *edit, p [][2]int, n int) { e.swap("said", "stated") },
	"a number is another":            func(e *edit, p [][2]int, n int) { e.swap("two", "three") },
	"marks are others":               func(e *edit, p [][2]int, n int) { e.swap("\"", "“") },
	"a sentence is put in":           func(e *edit, p [][2]int, n int) { e.replace(p[n][1], p[n][1], written(" He did not say more.")) },
	"the first half is left out":     func(e *edit, p [][2]int, n int) { e.replace(0, p[len(p)/2][0], edit{}) },
	"a quotation has one word less":  func(e *edit, p [][2]int, n int) { e.swap(" the ", " ") },
	"everything is there twice over": func(e *edit, p [][2]int, n int) { e.replace(0, 0, written(e.text+"\n\n")) },
}

// swap puts words in the place of others, everywhere.
func (e *edit) swap(old, by string) {
	for at := 0; ; {
		i := strings.Index(e.text[at:], old)
		if i < 0 {
			return
		}
		e.replace(at+i, at+i+len(old), written(by))
		at += i + len(by)
	}
}

func paragraphsOf(text string) (out [][2]int) {
	at := 0
	for _, p := range strings.SplitAfter(text, "\n\n") {
		out = append(out, [2]int{at, at + len(strings.TrimRight(p, "\n"))})
		at += len(p)
	}
	return out
}

// Anchors of all statements of the reports follow through edits: none to a wrong place. What can be anywhere is lost.
func TestAnchorsFollowEdits(t *testing.T) {
	articles, err := demo.Articles()
	if err != nil {
		t.Fatal(err)
	}
	records := full.Entries(t)
	how := map[ledger.How]int{}
	there, wrong := 0, 0
	for i := range articles {
		text := records[i].Record.Article.Text
		paragraphs := paragraphsOf(text)
		for name, change := range edits {
			for n := range paragraphs {
				e := newEdit(text)
				change(&e, paragraphs, n)
				for _, x := range records[i].Record.Statements {
					for _, s := range x.Content {
						place, found := ledger.Follow(s, text, e.text)
						truth, stands := e.truth(s)
						how[found]++
						if stands {
							there++
						}
						same := strings.Contains(name, "anew") && place.Start < len(e.text) && found == ledger.Exact && place == s
						if found != ledger.Lost && place != truth && !same {
							wrong++
							t.Errorf("%s: %s: %q of %v is found at %v, not at %v", records[i].Record.Article.ID, name, s.In(text), s, place, truth)
						}
					}
				}
			}
		}
	}
	t.Logf("%d anchors: %d exact, %d moved, %d lost (of %d whose words still stood there), %d wrong", how[ledger.Exact]+how[ledger.Moved]+how[ledger.Lost],
		how[ledger.Exact], how[ledger.Moved], how[ledger.Lost], there, wrong)
	if how[ledger.Exact] == 0 || how[ledger.Moved] == 0 || how[ledger.Lost] == 0 {
		t.Error("not all of exact, moved and lost come about")
	}
}
