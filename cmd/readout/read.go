package main

import (
	"bytes"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/reader"
)

func readCommand(s *streams) *cobra.Command {
	var (
		in     inputFlags
		format string
		width  int
		color  string
	)
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "read [FLAGS] [FILE|-]...",
		Short:                 "Write who said what to whom in articles",
		Long: `Read articles and write who said what to whom.

A FILE holds one article as plain text; one that ends in .jsonl or .ndjson holds an article
a line, as JSON objects with the keys "id", "text", "title", "url", "published" and others.
"-" is standard input, which is also read when no FILE is given.

Formats:
  text   for people: the headline, then each speaker with what they said (the default)
  json   a JSON document an article, on a line of its own
  jsonl  the same

A file that cannot be read is told of on standard error, and the others are read.
Exit status: 0 when all was read, 1 when something was not, 2 for a wrong command line.`,
		Example: `  readout read article.txt
  readout read --format json --published 2025-08-16 article.txt | jq .statements
  readout read --format jsonl news/*.txt > records.jsonl
  readout read --format jsonl archive.jsonl > records.jsonl
  curl -s https://example.org/article.txt | readout read`,
		ValidArgsFunction: completeArticles,
		RunE: func(_ *cobra.Command, args []string) error {
			var render func(*readout.Readout) ([]byte, error)
			separator := ""
			switch format {
			case "text":
				l, err := layout(s.stdout, width, color)
				if err != nil {
					return err
				}
				render = func(r *readout.Readout) ([]byte, error) { return asText(r, l) }
				separator = "\n" + strings.Repeat("─", min(l.Width, maxAutoWidth)) + "\n\n"
			case "json", "jsonl":
				render = asJSON
			default:
				return usagef("--format %q is none of text, json, jsonl", format)
			}
			load := sync.OnceValues(reader.New)
			return eachArticle(s, args, &in, separator, func(a readout.Article) ([]byte, error) {
				rd, err := load()
				if err != nil {
					return nil, fatalError{err}
				}
				r, err := rd.Read(a)
				if err != nil {
					return nil, err
				}
				return render(r)
			})
		},
	}
	in.register(c)
	c.Flags().StringVar(&format, "format", "text", "text, json or jsonl")
	c.Flags().IntVar(&width, "width", 0, "columns of a line of text (default: COLUMNS, else the terminal's, else 80)")
	c.Flags().StringVar(&color, "color", "auto", "colour in text: auto (at a terminal, unless NO_COLOR is set), always or never")
	c.Flags().StringVar(&in.published, "published", "", "when the articles were published, where they do not say: a date or date-time of RFC 3339")
	complete(c, "format", "text", "json", "jsonl")
	complete(c, "color", "auto", "always", "never")
	return c
}

func asJSON(r *readout.Readout) ([]byte, error) {
	out, err := r.AppendJSON(make([]byte, 0, 4*len(r.Article.Text)+1024))
	return append(out, '\n'), err
}

func asText(r *readout.Readout, l readout.Layout) ([]byte, error) {
	var b bytes.Buffer
	err := r.Print(&b, l)
	return b.Bytes(), err
}

// complete offers the values of a flag in the shell.
func complete(c *cobra.Command, flag string, values ...string) {
	err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag is registered just above
	}
}

// completeArticles leaves the names of files to the shell.
func completeArticles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}
