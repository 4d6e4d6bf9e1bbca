package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/positions"
)

// acrossCommands are the questions about many articles, a command each.
func acrossCommands(s *streams) []*cobra.Command {
	return []*cobra.Command{
		positionsCommand(s),
		acrossCommand(s, across.Figures, "readout figures\n  readout figures --as-of 2026-02-11 about:bridge"),
		acrossCommand(s, across.Outcomes, "readout outcomes\n  readout outcomes --as-of 2026-03-01 act:threat"),
		acrossCommand(s, across.Meetings, "readout meetings\n  readout meetings 'speaker:\"Mira Solen\"'"),
		acrossCommand(s, across.Courses, "readout negotiations\n  readout negotiations --as-of 2026-02-20"),
		acrossCommand(s, across.History, "readout history\n  readout history about:verdict"),
		acrossCommand(s, across.Unnamed, "readout unnamed\n  readout unnamed 'outlet:\"Morning Tribune\"'"),
		acrossCommand(s, across.VersionChanges, "readout changes\n  readout changes 'outlet:\"Example Wire\"'"),
	}
}

// positionsCommand tells what somebody said by topic.
func positionsCommand(s *streams) *cobra.Command {
	var format string
	c := asking(&cobra.Command{
		Use:   "positions [FLAGS] PERSON",
		Short: "What somebody said on one topic after another",
		Long: `What somebody said on one topic after another, in their words, oldest first, and where the wording changed. Topics are
words that several of their statements have, and those that people named. A PERSON is the id of somebody, as their page
has it.`,
		Example: "  readout positions mira-solen",
		Args:    cobra.ExactArgs(1),
	}, func(q question) error {
		all, err := across.Positions(q, q.store, q.args[0])
		if err != nil {
			return err
		}
		switch format {
		case "json":
			return writeJSON(s.stdout, all)
		case "text":
			for i := range all {
				if err := positions.Write(s.stdout, &all[i]); err != nil {
					return err
				}
			}
			return nil
		}
		return usagef("--format is text or json, not %q", format)
	})
	c.Flags().StringVar(&format, "format", "text", "text or json")
	complete(c, "format", "text", "json")
	return c
}

// writeJSON writes a value for programs.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// acrossCommand makes a command of a question about many articles.
func acrossCommand[T any](s *streams, f across.Feature[T], examples string) *cobra.Command {
	var format, asOf string
	c := asking(&cobra.Command{
		Use:   f.Name + " [FLAGS] [QUERY]...",
		Short: f.Title,
		Long: f.About + `

Without a QUERY, which is written as for 'readout search', the newest articles are looked at; with one, those
that have a statement which it finds, the newest. As JSON the places of words count code points.`,
		Example: "  " + examples,
	}, func(q question) error {
		if format != "text" && format != "json" {
			return usagef("--format is text or json, not %q", format)
		}
		if asOf != "" {
			if _, err := time.Parse(time.DateOnly, asOf); err != nil {
				return usagef("--as-of %q is no day such as 2026-02-16", asOf)
			}
		}
		filter, _, err := ledger.Parse(strings.Join(q.args, " "))
		if err != nil {
			return usageError{err}
		}
		out, err := f.Ask(q, q.store, across.Question{Filter: filter, AsOf: asOf})
		if err != nil {
			return err
		}
		if format == "json" {
			return writeJSON(s.stdout, out)
		}
		if len(out.Items) == 0 {
			fmt.Fprintln(s.stdout, f.None)
		}
		for i := range out.Items {
			if i > 0 {
				fmt.Fprintln(s.stdout)
			}
			if err := f.Write(s.stdout, &out.Items[i]); err != nil {
				return err
			}
		}
		if out.More {
			fmt.Fprintf(s.stderr, "readout: made from the newest %d articles; there are more\n", out.Articles)
		}
		return nil
	})
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().StringVar(&asOf, "as-of", "", "leave out what was published after this `DAY`")
	complete(c, "format", "text", "json")
	return c
}
