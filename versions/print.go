package versions

import (
	"fmt"
	"io"
	"strings"

	"github.com/readout-project/readout/ledger"
)

// Write writes a comparison for people: words that only the earlier version has stand in [-…-], those that only the later has in {+…+}.
func Write(w io.Writer, c *Comparison) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: version %d to %d\n", title(c), c.From, c.To)
	if len(c.Headline) == 2 {
		fmt.Fprintf(&b, "  headline      %s\n", Marked(ledger.Diff(c.Headline[0], c.Headline[1])))
	}
	for _, x := range c.Statements {
		fmt.Fprintf(&b, "  %-13s %s%s\n", x.Kind, x.told(), noticed(x.Notices))
	}
	fmt.Fprintf(&b, "  %d statements did not change\n", c.Kept)
	for _, e := range c.Sentences {
		fmt.Fprintf(&b, "  sentence %-12s %s%s\n", e.Kind, wording(e.Before, e.Then, e.Pieces), noticed(e.Notices))
	}
	for i, n := range c.Notices {
		tied := "tells of no change that was found"
		if n.Tied {
			tied = "by its words " + strings.Join(n.Shown, ", ")
		}
		fmt.Fprintf(&b, "  notice %d      %s (%s)\n", i+1, n.Words, tied)
	}
	if c.Unnoticed > 0 {
		fmt.Fprintf(&b, "  %d quotations changed without a notice\n", c.Unnoticed)
	}
	fmt.Fprintf(&b, "  anchors       %d exact, %d moved, %d lost\n", c.Anchors.Exact, c.Anchors.Moved, c.Anchors.Lost)
	_, err := io.WriteString(w, b.String())
	return err
}

func title(c *Comparison) string {
	if c.Outlet == "" {
		return c.Title
	}
	return c.Outlet + ": " + c.Title
}

func (x *Revision) told() string {
	who := x.Then
	if who == nil {
		who = x.Before
	}
	words := wording(x.Before, x.Then, x.Pieces)
	if x.Kind == Reattributed {
		return fmt.Sprintf("%s, not %s: %s", who.Speaker, x.Before.Speaker, words)
	}
	return who.Speaker + ": " + words
}

func wording(before, then *ledger.Cite, pieces []ledger.Piece) string {
	switch {
	case before == nil:
		return then.Words
	case then == nil:
		return before.Words
	}
	return Marked(pieces)
}

// Marked writes the pieces of two wordings in one line.
func Marked(pieces []ledger.Piece) string {
	var all []string
	for _, p := range pieces {
		switch p.Op {
		case ledger.Omitted:
			all = append(all, "[-"+p.Text+"-]")
		case ledger.Added:
			all = append(all, "{+"+p.Text+"+}")
		default:
			all = append(all, p.Text)
		}
	}
	return strings.Join(all, " ")
}

func noticed(notices []int) string {
	if len(notices) == 0 {
		return ""
	}
	return fmt.Sprintf(" (notice %d)", notices[0]+1)
}
