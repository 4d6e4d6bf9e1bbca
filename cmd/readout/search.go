package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/export"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/web"
)

func searchCommand(s *streams) *cobra.Command {
	q := searcher{streams: s}
	var fields strings.Builder
	for _, f := range ledger.Fields {
		fmt.Fprintf(&fields, "  %-24s %s\n", f.Example, f.Help)
	}
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "search [FLAGS] [QUERY]...",
		Short:                 "Find statements in the ledger",
		Long: `Find statements in the ledger. A QUERY is made of words, "exact phrases", beginnings of words*, and
of fields:

` + fields.String() + `
All must hold; of several values of one field, one. A hyphen before a part leaves out what it finds:
-act:denial. After '--' the command takes it for no flag. Without a QUERY everything is found.
docs/search.md tells more.`,
		Example: `  readout search sanctions
  readout search 'speaker:"Angela Merkel" act:threat after:2014-03-01'
  readout search --count about:ceasefire
  readout search --format csv 'outlet:"Example Wire"' > statements.csv
  readout search -- -act:denial 'not guilty'`,
		ValidArgsFunction: completeFields,
		RunE: func(c *cobra.Command, args []string) error {
			return q.run(c.Context(), strings.Join(args, " "))
		},
	}
	q.ledger.register(c)
	c.Flags().StringVar(&q.format, "format", "text", "text, json, jsonl or csv")
	c.Flags().StringVar(&q.sort, "sort", "", "date (newest first; the default), oldest, relevance or added")
	c.Flags().IntVar(&q.limit, "limit", 0, "how many statements at most (default 20 as text; else all)")
	c.Flags().BoolVar(&q.count, "count", false, "print how many there are, and nothing else")
	c.Flags().IntVar(&q.width, "width", 0, "columns of a line of text (default: COLUMNS, else the terminal's, else 80)")
	c.Flags().StringVar(&q.color, "color", "auto", "colour in text: auto (at a terminal, unless NO_COLOR is set), always or never")
	complete(c, "format", "text", "json", "jsonl", "csv")
	complete(c, "sort", "date", "oldest", "relevance", "added")
	complete(c, "color", "auto", "always", "never")
	return c
}

// completeFields offers the fields of a query, and the values of those that have a list of them.
func completeFields(_ *cobra.Command, _ []string, begun string) (out []string, _ cobra.ShellCompDirective) {
	for _, f := range ledger.Fields {
		if _, ok := strings.CutPrefix(begun, f.Name+":"); ok {
			for _, v := range f.Values {
				out = append(out, f.Name+":"+v)
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		}
		out = append(out, f.Name+":\t"+f.Help)
	}
	return out, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// A searcher is the command with its flags.
type searcher struct {
	*streams
	ledger ledgerFlags
	format string
	sort   string
	limit  int
	count  bool
	width  int
	color  string
}

// textLimit is how many statements are shown to people where they do not say.
const textLimit = 20

func (q *searcher) run(ctx context.Context, query string) error {
	f, by, err := ledger.Parse(query)
	if err != nil {
		return usageError{err}
	}
	if by, err = q.order(by); err != nil {
		return err
	}
	if q.limit < 0 {
		return usagef("--limit %d is less than nothing", q.limit)
	}
	layout, err := layout(q.stdout, q.width, q.color)
	if err != nil {
		return err
	}
	return q.ledger.ask(ctx, func(store readout.Store) error {
		if q.count {
			n, _, err := store.Count(ctx, f, 0)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(q.stdout, n)
			return err
		}
		w := bufio.NewWriter(q.stdout)
		switch q.format {
		case "text":
			err = q.text(ctx, w, store, f, by, layout)
		case "json":
			err = asList(w, found(ctx, store, f, by, q.limit))
		case "jsonl":
			for h, failed := range found(ctx, store, f, by, q.limit) {
				if err = cmp.Or(failed, writeHit(w, h, "\n")); err != nil {
					break
				}
			}
		case "csv":
			err = export.CSV(w, func(yield func(export.Row, error) bool) {
				for h, err := range found(ctx, store, f, by, q.limit) {
					if err != nil {
						yield(export.Row{}, err)
						return
					}
					if !yield(export.HitRow(h), nil) {
						return
					}
				}
			})
		default:
			return usagef("--format %q is none of text, json, jsonl, csv", q.format)
		}
		return errors.Join(err, w.Flush())
	})
}

// order returns the order that the flag or the query asks for.
func (q *searcher) order(by readout.Sort) (readout.Sort, error) {
	if q.sort == "" {
		return by, nil
	}
	_, flag, err := ledger.Parse("sort:" + q.sort)
	if err != nil {
		return by, usagef("--sort %q is none of date, oldest, relevance, added", q.sort)
	}
	if by != readout.ByDate && by != flag {
		return by, usagef("--sort says %s, and the query sort:%s", flag, by)
	}
	return flag, nil
}

// found yields what a search finds, up to a limit; 0 for all.
func found(ctx context.Context, store readout.Store, f readout.Filter, by readout.Sort, limit int) iter.Seq2[*readout.Hit, error] {
	return func(yield func(*readout.Hit, error) bool) {
		p := readout.Paging{Limit: 500}
		for left := limit; ; {
			if limit > 0 {
				p.Limit = min(p.Limit, left)
			}
			l, err := store.Search(ctx, f, by, p)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range l.Items {
				if !yield(&l.Items[i], nil) {
					return
				}
			}
			left -= len(l.Items)
			if p.Cursor = l.Next; p.Cursor == "" || limit > 0 && left <= 0 {
				return
			}
		}
	}
}

func writeHit(w io.Writer, h *readout.Hit, end string) error {
	b, err := json.Marshal(web.StatementJSON(h))
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, end...))
	return err
}

// asList writes one JSON document: a list.
func asList(w io.Writer, hits iter.Seq2[*readout.Hit, error]) error {
	between := "["
	for h, err := range hits {
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, between+"\n"); err != nil {
			return err
		}
		if err := writeHit(w, h, ""); err != nil {
			return err
		}
		between = ","
	}
	if between == "[" {
		_, err := io.WriteString(w, "[]\n")
		return err
	}
	_, err := io.WriteString(w, "\n]\n")
	return err
}

// text writes statements for people, and what a search that finds nothing would find without a part.
func (q *searcher) text(ctx context.Context, w io.Writer, store readout.Store, f readout.Filter, by readout.Sort, l readout.Layout) error {
	shown := 0
	for h, err := range found(ctx, store, f, by, cmp.Or(q.limit, textLimit)) {
		if err != nil {
			return err
		}
		if shown++; shown > 1 {
			fmt.Fprintln(w)
		}
		writeRemark(w, h, l)
	}
	if shown == 0 {
		return q.nothing(ctx, w, store, f)
	}
	if q.limit > 0 || shown < textLimit {
		return nil
	}
	n, _, err := store.Count(ctx, f, 0)
	if err == nil && n > shown {
		fmt.Fprintf(w, "\n%d of %d; --limit shows more\n", shown, n)
	}
	return err
}

func (q *searcher) nothing(ctx context.Context, w io.Writer, store readout.Store, f readout.Filter) error {
	n, err := store.Stats(ctx)
	if err != nil {
		return err
	}
	if n.Articles == 0 {
		fmt.Fprintln(w, "The ledger is empty. 'readout add FILE...' reads articles into it.")
		return nil
	}
	fmt.Fprintln(w, "Nothing was found.")
	removals, err := ledger.Explain(ctx, store, f)
	for _, r := range removals {
		fmt.Fprintln(w, r)
	}
	return err
}

// writeRemark writes a statement for people: who said it when, the words, and where they stand.
func writeRemark(w io.Writer, h *readout.Hit, l readout.Layout) {
	strong, faint, plain := "", "", ""
	if l.Color {
		strong, faint, plain = "\x1b[1m", "\x1b[2m", "\x1b[0m"
	}
	who := cmp.Or(h.Speaker.Name, h.Source, "speaker not established")
	head := strong + printable(who) + plain
	var to []string
	for _, a := range h.Addressees {
		to = append(to, printable(a.Name))
	}
	if len(to) > 0 {
		head += " to " + strings.Join(to, ", ")
	}
	if h.Date != "" {
		head += faint + ", " + h.Date + plain
	}
	fmt.Fprintln(w, head)
	words := make([]string, len(h.Words))
	for i, s := range h.Words {
		words[i] = strings.Join(strings.Fields(printable(s)), " ")
	}
	said := strings.Join(words, " … ")
	if h.Statement.Form == readout.Direct {
		said = "“" + said + "”"
	}
	for _, line := range wrapped(said, l.Width-2) {
		fmt.Fprintln(w, "  "+line)
	}
	var from []string
	for _, s := range []string{h.Article.Publisher, h.Article.Name(), cmp.Or(h.Article.URL, "article "+h.Article.ID)} {
		if s != "" {
			from = append(from, strings.Join(strings.Fields(printable(s)), " "))
		}
	}
	fmt.Fprintln(w, "  "+faint+strings.Join(from, " · ")+plain)
}

// wrapped breaks a text into lines of at most so many characters, where it has blanks.
func wrapped(text string, width int) (lines []string) {
	var line []rune
	for word := range strings.FieldsSeq(text) {
		if w := []rune(word); len(line) > 0 && len(line)+1+len(w) <= width {
			line = append(append(line, ' '), w...)
		} else {
			if len(line) > 0 {
				lines = append(lines, string(line))
			}
			line = w
		}
	}
	return append(lines, string(line))
}

// maxMarks is how many combining marks of a letter are shown: no writing has more, and more of them cover the lines around.
const maxMarks = 16

// printable takes out of a text what would act on a terminal instead of being shown.
func printable(s string) string {
	marks := 0
	return strings.Map(func(r rune) rune {
		if !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		} else if marks++; marks > maxMarks {
			return -1
		}
		if r == '\n' || r == '\t' {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
