package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/export"
	"github.com/readout-project/readout/reader"
)

// An exportFormat is one that records are written in. It has one of the functions.
type exportFormat struct {
	name, about string
	// each writes what stands for one article and can follow what stands for another.
	each func(w io.Writer, r *readout.Readout) error
	// alone writes a document that holds one article.
	alone func(w io.Writer, r *readout.Readout) error
	// rows writes one document of statements, of however many articles: of files or of a search.
	rows func(w io.Writer, title string, rows iter.Seq2[export.Row, error]) error
	// all writes one document of what else is in records.
	all func(w io.Writer, title string, records iter.Seq2[*readout.Readout, error]) error
	// files are what stands for one article in a folder that other files stand in too.
	files *exportFiles
	ext   string // of the files that --out makes, one an article
}

// exportFiles are several files an article, by their extensions, and such as stand in the folder once, by their names.
type exportFiles struct {
	each map[string]func(w io.Writer, r *readout.Readout) error
	once map[string]string
}

var bratFiles = &exportFiles{
	each: map[string]func(io.Writer, *readout.Readout) error{".txt": export.BratText, ".ann": export.Brat},
	once: map[string]string{"annotation.conf": export.BratConfiguration},
}

var exportFormats = []exportFormat{
	{name: "jsonl", about: "the record as JSON, a line an article", each: writeRecord, ext: ".json"},
	{name: "csv", about: "statements as a table", rows: untitled(export.CSV)},
	{name: "csv-events", about: "events as a table", all: func(w io.Writer, _ string, rs iter.Seq2[*readout.Readout, error]) error {
		return export.EventsCSV(w, export.All(rs, export.EventRows))
	}},
	{name: "parquet", about: "statements as a Parquet file", rows: untitled(export.Parquet)},
	{name: "webannotation", about: "W3C Web Annotation, a JSON-LD document an article", each: export.WebAnnotation, ext: ".jsonld"},
	{name: "schemaorg", about: "schema.org, a JSON-LD document an article", each: export.SchemaOrg, ext: ".jsonld"},
	{name: "ninjs", about: "IPTC ninjs 3.1, a news item an article", each: export.Ninjs, ext: ".json"},
	{name: "tei", about: "TEI, with <said>, a document of one article", alone: export.TEI, ext: ".xml"},
	{name: "brat", about: "brat standoff, two files an article: --out is needed", files: bratFiles},
	{name: "conllu", about: "CoNLL-U Plus: words, and what the record says of each", each: export.CoNLLU, ext: ".conllup"},
	{name: "plover", about: "events as PLOVER JSON Lines", each: export.PLOVER, ext: ".jsonl"},
	{name: "atom", about: "statements as an Atom feed", rows: func(w io.Writer, title string, rows iter.Seq2[export.Row, error]) error {
		return export.Atom(w, export.Feed{Title: title}, rows)
	}},
	{name: "jsonfeed", about: "statements as a JSON Feed", rows: func(w io.Writer, title string, rows iter.Seq2[export.Row, error]) error {
		return export.JSONFeed(w, export.Feed{Title: title}, rows)
	}},
	{name: "icalendar", about: "what is next as a calendar", all: func(w io.Writer, title string, rs iter.Seq2[*readout.Readout, error]) error {
		return export.ICalendar(w, title, export.All(rs, export.Appointments))
	}},
	{name: "markdown", about: "statements as quotations with citations", rows: untitled(export.Citations)},
	{name: "html", about: "a page of one article, as 'readout read --format html'", alone: export.HTML, ext: ".html"},
}

func untitled(write func(io.Writer, iter.Seq2[export.Row, error]) error) func(io.Writer, string, iter.Seq2[export.Row, error]) error {
	return func(w io.Writer, _ string, rows iter.Seq2[export.Row, error]) error { return write(w, rows) }
}

func writeRecord(w io.Writer, r *readout.Readout) error {
	b, err := asJSON(r)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

func formatNames() (names []string) {
	for _, f := range exportFormats {
		names = append(names, f.name)
	}
	return names
}

func exportCommand(s *streams) *cobra.Command {
	e := exporter{streams: s}
	var formats strings.Builder
	for _, f := range exportFormats {
		fmt.Fprintf(&formats, "  %-13s  %s\n", f.name, f.about)
	}
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "export [FLAGS] FORMAT [FILE|-]...",
		Short:                 "Write records in the formats of others",
		Long: `Read articles, as 'readout read' does, and write their records in a format of others. A FILE
can also hold records that 'readout read --format jsonl' wrote, which are not read again.

Formats (docs/formats.md tells what each holds, and what it leaves out):
` + formats.String() + `
A file that cannot be read is told of on standard error, and the others are read.
Exit status: 0 when all was read, 1 when something was not, 2 for a wrong command line.`,
		Example: `  readout export csv article.txt > statements.csv
  readout read --format jsonl news/*.txt > records.jsonl
  readout export atom --title "What they said" records.jsonl > feed.atom
  readout export schemaorg --out jsonld news/*.txt`,
		Args: cobra.MinimumNArgs(1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return formatNames(), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveDefault
		},
		RunE: func(_ *cobra.Command, args []string) error { return e.run(args[0], args[1:]) },
	}
	e.in.register(c)
	e.own.register(c)
	c.Flags().StringVar(&e.in.published, "published", "", "when the articles were published, where they do not say: a date or date-time of RFC 3339")
	c.Flags().StringVar(&e.dir, "out", "", "folder for documents of one article each, named by its id")
	c.Flags().StringVar(&e.title, "title", "Readout", "title of a feed or calendar")
	return c
}

// An exporter is the command with its flags.
type exporter struct {
	*streams
	in    inputFlags
	own   ownFlags
	dir   string
	title string
}

func (e *exporter) run(format string, files []string) error {
	at := slices.IndexFunc(exportFormats, func(f exportFormat) bool { return f.name == format })
	if at < 0 {
		return usagef("%q is no format: it is one of %s", format, strings.Join(formatNames(), ", "))
	}
	f := &exportFormats[at]
	single := f.each
	if single == nil {
		single = f.alone
	}
	switch {
	case f.files != nil && e.dir == "":
		return usagef("%s is several files an article: give --out DIR", f.name)
	case f.files != nil:
		return e.folder(f.files, files)
	case single == nil && e.dir != "":
		return usagef("--out is for formats with a document an article; %s is one document of all", f.name)
	case single == nil:
		return e.together(f, files)
	case e.dir != "":
		put, err := toFolder(e.dir, f.ext)
		if err != nil {
			return err
		}
		return e.each(files, single, put)
	case f.each != nil:
		return e.each(files, single, toStream(e.stdout, ""))
	}
	put, flush := alone(e.stdout)
	err := e.each(files, single, put)
	if err != nil && !errors.Is(err, errUnread) {
		return err
	}
	if failed := flush(); failed != nil {
		return failed
	}
	return err
}

// each puts away a document for each article.
func (e *exporter) each(files []string, write func(io.Writer, *readout.Readout) error, put func(id string, document []byte) error) error {
	return e.records(files, func(id string, r *readout.Readout) error {
		var b bytes.Buffer
		if err := write(&b, r); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		return put(id, b.Bytes())
	})
}

// folder writes several files for each article.
func (e *exporter) folder(f *exportFiles, files []string) error {
	puts := map[string]func(id string, document []byte) error{}
	for ext := range f.each {
		put, err := toFolder(e.dir, ext)
		if err != nil {
			return err
		}
		puts[ext] = put
	}
	for name, content := range f.once {
		if err := replaceFile(filepath.Join(e.dir, name), []byte(content)); err != nil {
			return outputError{err}
		}
	}
	return e.records(files, func(id string, r *readout.Readout) error {
		for ext, write := range f.each {
			var b bytes.Buffer
			if err := write(&b, r); err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
			if err := puts[ext](id, b.Bytes()); err != nil {
				return err
			}
		}
		return nil
	})
}

// together writes one document of all articles.
func (e *exporter) together(f *exportFormat, files []string) error {
	var unread error
	records := func(yield func(*readout.Readout, error) bool) {
		err := e.records(files, func(_ string, r *readout.Readout) error {
			if !yield(r, nil) {
				return errEnough
			}
			return nil
		})
		switch {
		case errors.Is(err, errUnread):
			unread = err
		case err != nil && !errors.Is(err, errEnough):
			yield(nil, err)
		}
	}
	w := wholeWriter{e.stdout}
	write := f.all
	if f.rows != nil {
		write = func(w io.Writer, title string, records iter.Seq2[*readout.Readout, error]) error {
			return f.rows(w, title, export.All(records, export.Rows))
		}
	}
	if err := write(w, e.title, records); err != nil {
		return err
	}
	return unread
}

// errEnough ends a sequence of records before its end.
var errEnough = errors.New("no more records are wanted")

// records puts away the record of each article, read or as the file holds it.
func (e *exporter) records(files []string, put func(id string, r *readout.Readout) error) error {
	load, err := e.own.loader()
	if err != nil {
		return err
	}
	return eachInput(e.streams, files, &e.in, put, func(in input) (string, *readout.Readout, error) {
		r, err := recordOf(in, &e.in, load)
		if err != nil {
			return "", nil, err
		}
		return r.Article.ID, r, nil
	})
}

// recordOf returns the record that an input holds, or that of the article that it holds.
func recordOf(in input, f *inputFlags, load func() (*reader.Reader, error)) (*readout.Readout, error) {
	if r, err := in.record(); r != nil || err != nil {
		return r, err
	}
	a, err := f.article(in)
	if err != nil {
		return nil, err
	}
	rd, err := load()
	if err != nil {
		return nil, fatalError{err}
	}
	return rd.Read(a)
}

// record returns the record that an input holds; nil where it holds an article.
func (in input) record() (*readout.Readout, error) {
	data := in.piece.Data
	if in.err != nil || !bytes.HasPrefix(bytes.TrimSpace(data), []byte(`{"readout":`)) {
		return nil, nil
	}
	r := new(readout.Readout)
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("not one record: %w", err)
	}
	return r, nil
}

// A wholeWriter writes each piece it is given as a whole or not at all.
type wholeWriter struct{ w io.Writer }

func (w wholeWriter) Write(p []byte) (int, error) {
	if err := writeWhole(w.w, p); err != nil {
		return 0, err
	}
	return len(p), nil
}
