package outcome

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// daysApart is how many days lie between two days; 0 where one is not known.
func daysApart(a, b string) int {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	if errX != nil || errY != nil {
		return 0
	}
	return int(max(x.Sub(y), y.Sub(x)) / (24 * time.Hour))
}

// Write writes a commitment for people.
func Write(w io.Writer, c *Commitment) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s, %s: %s\n", c.Said, c.Speaker, c.Kind, c.Words)
	if c.Due != "" {
		fmt.Fprintf(&b, "  due       %s (%s)\n", c.Due, c.Deadline)
	}
	if c.Condition != "" {
		fmt.Fprintf(&b, "  condition %s\n", c.Condition)
	}
	how := ""
	switch {
	case c.Confirmed != nil:
		how = ", confirmed by " + c.Confirmed.Who
	case c.State == "done" || c.State == "not done":
		how = ", as later words propose; nobody has confirmed it"
	}
	if c.Late {
		how += ", late"
	}
	fmt.Fprintf(&b, "  state     %s%s\n", c.State, how)
	for _, e := range c.Evidence {
		fmt.Fprintf(&b, "  %s  %s: %s (%s)\n", e.Date, e.Proposes, e.Words, e.Outlet)
	}
	fmt.Fprintf(&b, "  told by   %s", c.Outlet)
	for _, t := range c.Told {
		fmt.Fprintf(&b, ", %s", t.Outlet)
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}
