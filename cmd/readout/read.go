package main

import (
	"bytes"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/export"
)

func readCommand(s *streams) *cobra.Command {
	var (
		in     inputFlags
		own    ownFlags
		format string
		width  int
		color  string
		dir    string
	)
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "read [FLAGS] [FILE|URL|-]...",
		Short:                 "Write who said what to whom in articles",
		Long: `Read articles and write who said what to whom.

A FILE is plain text, a page of HTML, a PDF, subtitles (SRT, WebVTT), or an article of a wire (ninjs, NewsML-G2, NITF); or it
holds many articles: an archive of pages (WARC, also gzipped), a feed that brings their text (RSS, Atom, JSON Feed),
or JSON Lines with the keys "id", "text", "title", "url", "published" and others. What it is shows in its name and
content; --from says it. What an archive or a feed holds besides is counted. "-" is standard input, which is also
read when no FILE is given. An address of the web is fetched, as robots.txt allows, unless it leads into a private
network or to this machine.

Formats:
  text   for people: the headline, then each speaker with what they said (the default)
  json   a JSON document an article, on a line of its own
  jsonl  the same
  html   a page that needs nothing else: the record beside the article, each leading to the
         other; for several articles, --out DIR puts a page each into a folder

A file that cannot be read is told of on standard error, and the others are read.
Exit status: 0 when all was read, 1 when something was not, 2 for a wrong command line.`,
		Example: `  readout read article.txt
  readout read --format json --published 2025-08-16 article.txt | jq .statements
  readout read --format jsonl news/*.txt > records.jsonl
  readout read --format jsonl archive.jsonl crawl.warc.gz > records.jsonl
  readout read page.html statement.pdf interview.vtt https://example.org/article
  readout read --format html article.txt > article.html
  readout read --format html --out pages news/*.txt
  readout read --frames strikes.txt --gazetteer BE.txt article.txt
  curl -s https://example.org/article.txt | readout read`,
		ValidArgsFunction: completeArticles,
		RunE: func(_ *cobra.Command, args []string) error {
			var render func(*readout.Readout) ([]byte, error)
			put, flush := toStream(s.stdout, ""), func() error { return nil }
			if dir != "" && format != "html" {
				return usagef("--out is for pages: --format html")
			}
			switch format {
			case "text":
				l, err := layout(s.stdout, width, color)
				if err != nil {
					return err
				}
				render = func(r *readout.Readout) ([]byte, error) { return asText(r, l) }
				put = toStream(s.stdout, "\n"+strings.Repeat("─", min(l.Width, maxAutoWidth))+"\n\n")
			case "json", "jsonl":
				render = asJSON
			case "html":
				render = asHTML
				put, flush = alone(s.stdout)
				if dir != "" {
					var err error
					if put, err = toFolder(dir, ".html"); err != nil {
						return err
					}
					flush = func() error { return nil }
				} else if len(args) > 1 {
					return usagef("a page holds one article, and %d files are given: give --out DIR for a page each", len(args))
				}
			default:
				return usagef("--format %q is none of text, json, jsonl, html", format)
			}
			load, err := own.loader()
			if err != nil {
				return err
			}
			err = eachArticle(s, args, &in, put, func(a readout.Article) ([]byte, error) {
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
			if err != nil && !errors.Is(err, errUnread) {
				return err
			}
			if failed := flush(); failed != nil {
				return failed
			}
			return err
		},
	}
	in.register(c)
	own.register(c)
	c.Flags().StringVar(&format, "format", "text", "text, json, jsonl or html")
	c.Flags().IntVar(&width, "width", 0, "columns of a line of text (default: COLUMNS, else the terminal's, else 80)")
	c.Flags().StringVar(&color, "color", "auto", "colour in text: auto (at a terminal, unless NO_COLOR is set), always or never")
	c.Flags().StringVar(&in.published, "published", "", "when the articles were published, where they do not say: a date or date-time of RFC 3339")
	c.Flags().StringVar(&dir, "out", "", "folder for the pages of --format html, one an article, named by its id")
	complete(c, "format", "text", "json", "jsonl", "html")
	complete(c, "color", "auto", "always", "never")
	return c
}

func asJSON(r *readout.Readout) ([]byte, error) {
	out, err := r.AppendJSON(make([]byte, 0, 4*len(r.Article.Text)+1024))
	return append(out, '\n'), err
}

func asHTML(r *readout.Readout) ([]byte, error) {
	var b bytes.Buffer
	err := export.HTML(&b, r)
	return b.Bytes(), err
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
