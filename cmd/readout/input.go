package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
)

// inputFlags say how articles come in.
type inputFlags struct {
	from      string
	language  string
	published string
}

var froms = []string{"auto", "text", "jsonl"}

func (f *inputFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.from, "from", "auto", "what a FILE holds: text, jsonl, or auto (by its name; standard input is text)")
	c.Flags().StringVar(&f.language, "language", "auto", "auto leaves alone what is not English; en reads everything as English")
	complete(c, "from", froms...)
	complete(c, "language", "auto", "en")
}

func (f *inputFlags) check() error {
	if !slices.Contains(froms, f.from) {
		return usagef("--from %q is none of %s", f.from, strings.Join(froms, ", "))
	}
	if f.language != "auto" && f.language != "en" {
		return usagef("--language %q is neither auto nor en", f.language)
	}
	if f.published != "" && !isDate(f.published) {
		return usagef("--published %q is no date such as 2025-08-16 and no date-time such as 2025-08-16T09:30:00Z", f.published)
	}
	return nil
}

// isDate reports whether s is a date or a date-time of RFC 3339.
func isDate(s string) bool {
	_, date := time.Parse(time.DateOnly, s)
	_, dateTime := time.Parse(time.RFC3339, s)
	return date == nil || dateTime == nil
}

// An input is an article as it came, or why it did not come.
type input struct {
	place string // for messages: the file and, in JSON Lines, the line
	id    string // for an article that brings none
	lines bool   // data is a line of JSON Lines, else a whole file
	data  []byte
	err   error
}

// inputs returns the articles of files in order. It reads a file, or a line, when it is asked for it.
func inputs(files []string, from string, stdin io.Reader) iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, name := range files {
			read := wholeFile
			if from == "jsonl" || from == "auto" && isLines(name) {
				read = eachLine
			}
			if !inputsOf(name, stdin, read, yield) {
				return
			}
		}
	}
}

// inputsOf yields the articles of one file by means of read.
func inputsOf(name string, stdin io.Reader, read func(r io.Reader, place, id string, yield func(input) bool) bool, yield func(input) bool) bool {
	if name == "-" {
		return read(stdin, "standard input", "stdin", yield)
	}
	f, err := openFile(name)
	if err != nil {
		return yield(input{place: name, err: err})
	}
	defer f.Close()
	return read(f, name, baseName(name), yield)
}

// openFile opens a file; the error does not repeat its name.
func openFile(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err == nil {
		var info fs.FileInfo
		if info, err = f.Stat(); err == nil && info.IsDir() {
			err = errors.New("is a directory; name the files in it")
		}
		if err != nil {
			f.Close()
		}
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

func baseName(name string) string {
	base := filepath.Base(name)
	if stem := strings.TrimSuffix(base, filepath.Ext(base)); stem != "" {
		return stem
	}
	return base
}

func isLines(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".jsonl" || ext == ".ndjson"
}

func wholeFile(r io.Reader, place, id string, yield func(input) bool) bool {
	data, err := io.ReadAll(r)
	return yield(input{place: place, id: id, data: data, err: err})
}

// eachLine yields the lines of JSON Lines but for empty ones.
func eachLine(r io.Reader, place, id string, yield func(input) bool) bool {
	lines := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		at := fmt.Sprintf("%s:%d", place, n)
		if len(bytes.TrimSpace(line)) > 0 && !yield(input{place: at, id: fmt.Sprintf("%s-%d", id, n), lines: true, data: line}) {
			return false
		}
		if err == io.EOF {
			return true
		}
		if err != nil {
			return yield(input{place: at, err: err})
		}
	}
}

// article decodes an input.
func (f *inputFlags) article(in *input) (readout.Article, error) {
	if in.lines {
		var a struct{ ID, Text string }
		err := json.Unmarshal(in.data, &a)
		return readout.Article{ID: a.ID, Text: a.Text}, err
	}
	return readout.Article{ID: in.id, Text: string(in.data)}, nil
}
