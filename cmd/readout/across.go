package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/export"
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
		acrossCommand(s, across.Remarks, "readout remarks about:bridge\n  readout remarks --format csv > remarks.csv"),
		acrossCommand(s, across.Quotations, "readout quotations about:bridge"),
		acrossCommand(s, across.Rules, "readout rules 'outlet:\"Morning Tribune\"'"),
		acrossCommand(s, across.VersionChanges, "readout changes\n  readout changes 'outlet:\"Example Wire\"'"),
	}
}

// positionsCommand tells what somebody said by topic.
func positionsCommand(s *streams) *cobra.Command {
	var out answerFlags
	f := across.PositionsOf("")
	c := asking(&cobra.Command{
		Use:   "positions [FLAGS] PERSON",
		Short: "What somebody said on one topic after another",
		Long: f.About + `

A PERSON is the id of somebody, as their page has it.`,
		Example: "  readout positions mira-solen\n  readout positions mira-solen --format csv > positions.csv",
		Args:    cobra.ExactArgs(1),
	}, func(q question) error { return tellAcross(s, q, &out, across.PositionsOf(q.args[0]), "") })
	out.register(c)
	return c
}

// acrossCommand makes a command of a question about many articles.
func acrossCommand[T any](s *streams, f across.Feature[T], examples string) *cobra.Command {
	var out answerFlags
	c := asking(&cobra.Command{
		Use:   f.Name + " [FLAGS] [QUERY]...",
		Short: f.Title,
		Long: f.About + `

Without a QUERY, which is written as for 'readout search', the newest articles are looked at; with one, those
that have a statement which it finds, the newest. In JSON and tables the places of words count code points.`,
		Example: "  " + examples,
	}, func(q question) error { return tellAcross(s, q, &out, f, strings.Join(q.args, " ")) })
	out.register(c)
	return c
}

// answerFlags say of which day, and how, an answer across articles is written.
type answerFlags struct{ format, asOf string }

var answerFormats = []string{"text", "json", "jsonl", "csv"}

func (a *answerFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&a.format, "format", "text", "text, json, jsonl (an item a line) or csv (words a line)")
	c.Flags().StringVar(&a.asOf, "as-of", "", "what was known on this `DAY`")
	complete(c, "format", answerFormats...)
}

// tellAcross asks a question about many articles and writes what it is answered.
func tellAcross[T any](s *streams, q question, flags *answerFlags, f across.Feature[T], query string) error {
	if !slices.Contains(answerFormats, flags.format) {
		return usagef("--format is one of %s, not %q", strings.Join(answerFormats, ", "), flags.format)
	}
	asked, err := across.NewQuestion(query, flags.asOf)
	if err != nil {
		return usageError{err}
	}
	out, err := f.Ask(q, q.store, asked)
	if err != nil {
		return err
	}
	if out.More {
		defer fmt.Fprintf(s.stderr, "readout: made from the newest %d articles; there are more\n", out.Articles)
	}
	switch flags.format {
	case "json":
		return writeJSON(s.stdout, out)
	case "csv":
		columns, rows := across.Table(f, out.Items)
		return export.Table(s.stdout, columns, rows)
	case "jsonl":
		return across.WriteLines(s.stdout, out.Items)
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
	return nil
}

// writeJSON writes a value for programs.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
