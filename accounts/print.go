package accounts

import (
	"fmt"
	"io"
	"strings"

	"github.com/readout-project/readout/versions"
)

// Write writes the accounts of a meeting for people: words that only a has stand in [-…-], those that only b has in {+…+}.
func Write(w io.Writer, m *Meeting) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s", m.Kind, strings.Join(m.Who, " and "))
	if m.Place != "" {
		fmt.Fprintf(&b, ", %s", m.Place)
	}
	fmt.Fprintf(&b, ", %s\n  a: %s, %q\n  b: %s, %q\n", m.Date, m.A.Outlet, m.A.Title, m.B.Outlet, m.B.Title)
	for _, r := range m.Rows {
		words := ""
		switch {
		case len(r.Pieces) > 0:
			words = versions.Marked(r.Pieces)
		case r.A != nil:
			words = r.A.Words
		default:
			words = r.B.Words
		}
		fmt.Fprintf(&b, "  %-18s %s\n", r.Kind, words)
		for _, f := range r.Flags {
			fmt.Fprintf(&b, "  %-18s ! %s\n", "", f)
		}
	}
	for _, o := range m.Others {
		fmt.Fprintf(&b, "  told also by       %s, %q\n", o.Outlet, o.Title)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteCourse writes a negotiation for people.
func WriteCourse(w io.Writer, c *Course) error {
	var b strings.Builder
	fmt.Fprintf(&b, "talks of %s (%d articles)\n", strings.Join(c.Parties, ", "), c.Articles)
	if len(c.Mediators) > 0 {
		fmt.Fprintf(&b, "  mediated by  %s\n", strings.Join(c.Mediators, ", "))
	}
	for _, r := range c.Rounds {
		fmt.Fprintf(&b, "  %s  round", r.Date)
		if r.Place != "" {
			fmt.Fprintf(&b, ", %s", r.Place)
		}
		for _, d := range r.Took {
			fmt.Fprintf(&b, ", %s (%s)", d.Words, d.Outlet)
		}
		if r.Ahead {
			b.WriteString(", to come")
		}
		fmt.Fprintf(&b, ": told by %d\n", len(r.Told))
	}
	for _, p := range c.Points {
		fmt.Fprintf(&b, "  %s since %s: %s (%s)\n", p.State, p.Since, p.By.Words, p.By.Outlet)
		for _, t := range p.Told {
			if t.Cite != p.By {
				fmt.Fprintf(&b, "    %s, %s: %s (%s)\n", t.Date, t.State, t.Words, t.Outlet)
			}
		}
		for _, e := range p.Became {
			fmt.Fprintf(&b, "    %s, %s: %s (%s)\n", e.Date, e.Proposes, e.Words, e.Outlet)
		}
	}
	for _, n := range c.Next {
		fmt.Fprintf(&b, "  next, %s %s: %s (%s): %s\n", n.Date, n.Certainty, n.Told[0].Words, n.Told[0].Outlet, n.State)
		for _, t := range n.Came {
			fmt.Fprintf(&b, "    %s: %s (%s)\n", t.Date, t.Words, t.Outlet)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
