package main

import (
	"bytes"
	"errors"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/lint"
)

// errFound ends a command that checks articles and has something to tell of them.
var errFound = errors.New("something was found")

func lintCommand(s *streams) *cobra.Command {
	var (
		in     inputFlags
		own    ownFlags
		format string
		least  string
	)
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "lint [FLAGS] [FILE|URL|-]...",
		Short:                 "Check how articles handle quotations and sources",
		Long: `Check how articles handle quotations and sources, by the rules of newsrooms: docs/lint.md tells each of them and where
it comes from. A FILE is an article, as for 'readout read', or records that 'readout read --format jsonl' wrote.

Formats:
  text   a line a finding: file:line:column rule message (the default)
  sarif  SARIF 2.1.0, which editors and code forges show

Lines and columns are those of the article's text; of plain text they are the file's.
Exit status: 0 when nothing was found, 1 when something was, or could not be read, 2 for a wrong command line.`,
		Example: `  readout lint article.txt
  readout lint --level warning news/*.txt
  readout lint --format sarif news/*.txt > lint.sarif`,
		ValidArgsFunction: completeArticles,
		RunE: func(_ *cobra.Command, args []string) error {
			rules, err := rulesFrom(least)
			if err != nil {
				return err
			}
			return checkArticles(s, args, &in, &own, format, rules, func(r *readout.Readout) ([]lint.Finding, error) { return lint.Check(r), nil })
		},
	}
	in.register(c)
	own.register(c)
	c.Flags().StringVar(&format, "format", "text", "text or sarif")
	c.Flags().StringVar(&least, "level", "note", "what is told at least: error, warning or note")
	complete(c, "format", "text", "sarif")
	complete(c, "level", "error", "warning", "note")
	return c
}

// rulesFrom returns the rules of a level and above.
func rulesFrom(least string) ([]*lint.Rule, error) {
	levels := []lint.Level{lint.Error, lint.Warning, lint.Note}
	for i, l := range levels {
		if string(l) != least {
			continue
		}
		var out []*lint.Rule
		for _, r := range lint.Rules {
			for _, enough := range levels[:i+1] {
				if r.Level == enough {
					out = append(out, r)
				}
			}
		}
		return out, nil
	}
	return nil, usagef("--level %q is none of error, warning, note", least)
}

// checkArticles reads articles and writes what check finds in them by the rules.
func checkArticles(s *streams, files []string, in *inputFlags, own *ownFlags, format string, rules []*lint.Rule, check func(*readout.Readout) ([]lint.Finding, error)) error {
	if format != "text" && format != "sarif" {
		return usagef("--format %q is neither text nor sarif", format)
	}
	load, err := own.loader()
	if err != nil {
		return err
	}
	wanted := map[*lint.Rule]bool{}
	for _, r := range rules {
		wanted[r] = true
	}
	found := false
	var kept []lint.File
	put := func(_ string, f lint.File) error {
		found = found || len(f.Findings) > 0
		if format == "sarif" {
			if len(f.Findings) > 0 {
				kept = append(kept, f)
			}
			return nil
		}
		var b bytes.Buffer
		if err := lint.Write(&b, &f); err != nil {
			return err
		}
		return writeWhole(s.stdout, b.Bytes())
	}
	unread := eachInput(s, files, in, put, func(input input) (string, lint.File, error) {
		r, err := recordOf(input, in, load)
		if err != nil {
			return "", lint.File{}, err
		}
		findings, err := check(r)
		f := lint.File{Name: input.place(), Text: r.Article.Text}
		for _, x := range findings {
			if wanted[x.Rule] {
				f.Findings = append(f.Findings, x)
			}
		}
		return r.Article.ID, f, err
	})
	if unread != nil && !errors.Is(unread, errUnread) {
		return unread
	}
	if format == "sarif" {
		var b bytes.Buffer
		if err := lint.SARIF(&b, version(), rules, kept); err != nil {
			return err
		}
		if err := writeWhole(s.stdout, b.Bytes()); err != nil {
			return err
		}
	}
	switch {
	case unread != nil:
		return unread
	case found:
		return errFound
	}
	return nil
}
