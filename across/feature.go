package across

import (
	"context"
	"fmt"
	"io"

	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/versions"
)

// An Answer is what the articles of a question tell.
type Answer[T any] struct {
	Items    []T  `json:"items"`
	Articles int  `json:"articles" doc:"that the answer is made from"`
	More     bool `json:"more,omitempty" doc:"whether there are more articles than it is made from: narrow the question"`
}

// A Feature is a kind of question that can be asked of any articles.
type Feature[T any] struct {
	Name    string // in addresses, and of the command: "figures"
	Tool    string // of assistants: "compare_figures"
	Title   string // for people
	About   string // a sentence or two: what is listed
	None    string // where nothing is
	Ask     func(context.Context, Ledger, Question) (Answer[T], error)
	Write   func(io.Writer, *T) error // for people
	News    func(*T) []News           // what a feed tells
	Columns []string                  // of a table, before those of the item's number and of Cite
	Rows    func(*T) []Row            // of a table: one for each piece of words that an item rests on
}

// News is what a feed tells of an item: another state of it is another entry.
type News struct {
	Key  string // what it is about, but for the state
	Says string // the state: altered, done, contested …
	ledger.Cite
}

// VersionChanges lists articles that changed.
var VersionChanges = Feature[versions.Comparison]{
	Name: "changes", Tool: "version_changes", Title: "Articles that changed",
	About: "Statements that were added, altered, given to another speaker or removed from one version of an article to the next, and the notices of corrections that tell of them.",
	None:  "No article has changed.",
	Ask: func(ctx context.Context, l Ledger, q Question) (out Answer[versions.Comparison], err error) {
		out.Items, out.Articles, out.More, err = changed(ctx, l, q)
		return out, err
	},
	Write: versions.Write,
	News: func(c *versions.Comparison) (out []News) {
		for _, x := range c.Statements {
			at := x.Then
			if at == nil {
				at = x.Before
			}
			out = append(out, News{fmt.Sprint(c.Article, c.From, c.To, at.Version, at.Start), string(x.Kind), *at})
		}
		return out
	},
	Columns: []string{"what", "change", "side", "notices"},
	Rows: func(c *versions.Comparison) (out []Row) {
		add := func(what string, kind versions.Kind, before, then *ledger.Cite, notices []int) {
			var told []string
			for _, n := range notices {
				told = append(told, c.Notices[n].Words)
			}
			if before != nil {
				out = append(out, row(*before, what, string(kind), "before", several(told)))
			}
			if then != nil {
				out = append(out, row(*then, what, string(kind), "then", several(told)))
			}
		}
		for _, x := range c.Statements {
			add("statement", x.Kind, x.Before, x.Then, x.Notices)
		}
		for _, x := range c.Sentences {
			add("sentence", x.Kind, x.Before, x.Then, x.Notices)
		}
		return out
	},
}

// place names where words stand.
func place(c *ledger.Cite) string {
	return fmt.Sprint(c.Article, "/", c.Version, "/", c.Start, "-", c.End)
}
