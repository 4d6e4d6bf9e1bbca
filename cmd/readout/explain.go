package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
)

func explainCommand(s *streams) *cobra.Command {
	var (
		in    inputFlags
		own   ownFlags
		width int
		color string
	)
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "explain [FLAGS] FILE|- ID",
		Short:                 "Tell why an entry of the record is what it is",
		Long: `Tell why an entry of the record is what it is: the words it stands on with line and column,
the cue, how the speaker is known, which frame or line of a data file decided, and which stage of the reading
gave it.

FILE is an article, as for 'readout read', or a record that 'readout read --format json' wrote.
ID is an id of the record, such as s3, e1, o2, v1 or t1; times and places are time1, place1, …
Exit status: 0 when it was told, 1 when FILE could not be read or has no such entry, 2
for a wrong command line.`,
		Example: `  readout explain article.txt s3
  readout explain --published 2025-08-16 article.txt time1
  readout read --format json article.txt > record.json && readout explain record.json s3`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: completeArticles,
		RunE: func(_ *cobra.Command, args []string) error {
			l, err := layout(s.stdout, width, color)
			if err != nil {
				return err
			}
			if err := in.check(); err != nil {
				return err
			}
			r, err := in.record(args[0], s, &own)
			if err != nil {
				return err
			}
			var b bytes.Buffer
			if err := r.Explain(&b, args[1], l); err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return writeWhole(s.stdout, b.Bytes())
		},
	}
	in.register(c)
	own.register(c)
	c.Flags().IntVar(&width, "width", 0, "columns of a line of text (default: COLUMNS, else the terminal's, else 80)")
	c.Flags().StringVar(&color, "color", "auto", "colour in text: auto (at a terminal, unless NO_COLOR is set), always or never")
	c.Flags().StringVar(&in.published, "published", "", "when the article was published, where it does not say: a date or date-time of RFC 3339")
	complete(c, "color", "auto", "always", "never")
	return c
}

// record reads the one article of a file, or the record that the file holds.
func (f *inputFlags) record(file string, s *streams, own *ownFlags) (*readout.Readout, error) {
	var only *input
	for in := range f.inputs([]string{file}, s.stdin) {
		if in.end {
			continue
		}
		if only != nil {
			return nil, fmt.Errorf("%s holds several articles; explain takes a file with one", file)
		}
		only = &in
	}
	if only == nil {
		return nil, fmt.Errorf("%s holds no article", file)
	}
	if data := bytes.TrimSpace(only.piece.Data); bytes.HasPrefix(data, []byte(`{"readout":`)) {
		r := new(readout.Readout)
		if err := json.Unmarshal(data, r); err != nil {
			return nil, fmt.Errorf("%s: not one record: %w", file, err)
		}
		return r, nil
	}
	a, err := f.article(*only)
	if err != nil {
		return nil, only.fault(err)
	}
	load, err := own.loader()
	if err != nil {
		return nil, err
	}
	rd, err := load()
	if err != nil {
		return nil, err
	}
	r, err := rd.Read(a)
	if err != nil {
		return nil, only.fault(err)
	}
	return r, nil
}
