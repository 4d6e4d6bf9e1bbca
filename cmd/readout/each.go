package main

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/readout-project/readout"
)

// A fatalError is one that no other article will be spared.
type fatalError struct{ error }

// An output is the document of an article, or why there is none.
type output struct {
	id       string // of the article
	document []byte
	err      error
}

// maxUnderWay bounds the bytes of the articles that are under way at once; the layers over a
// text take many times its size.
const maxUnderWay = 4 << 20

// eachArticle reads articles from files on all cores and puts away what work makes of each, in
// the order in which they come. What cannot be read is told of, and the rest is read.
func eachArticle(s *streams, files []string, f *inputFlags, put func(id string, document []byte) error, work func(a readout.Article) ([]byte, error)) error {
	if err := f.check(); err != nil {
		return err
	}
	if len(files) == 0 {
		if _, isTerminal := terminal(s.stdin); isTerminal {
			return usagef("no FILE is given, and standard input is a terminal")
		}
		files = []string{"-"}
	}
	one := func(in input) (out output) {
		defer func() {
			if p := recover(); p != nil {
				out = output{err: in.fault(fmt.Errorf("a fault of the program, please report it: %v", p))}
			}
		}()
		a, err := f.article(in)
		if err != nil {
			return output{err: in.fault(err)}
		}
		document, err := work(a)
		if err != nil {
			return output{err: in.fault(err)}
		}
		return output{id: a.ID, document: document}
	}
	total := len(files)
	if f.from == "jsonl" || f.from == "auto" && anyLines(files) {
		total = 0
	}
	shown, failed := newProgress(s.stderr, total), false
	defer shown.clear()
	for out := range inOrder(inputs(files, f.from, s.stdin), runtime.GOMAXPROCS(0), maxUnderWay, input.size, one) {
		var fatal fatalError
		if errors.As(out.err, &fatal) {
			return fatal.error
		}
		if out.err != nil {
			shown.clear()
			fmt.Fprintf(s.stderr, "readout: %v\n", out.err)
			failed = true
			continue
		}
		if err := put(out.id, out.document); err != nil {
			return err
		}
		shown.step()
	}
	if failed {
		return errUnread
	}
	return nil
}

func anyLines(files []string) bool {
	for _, name := range files {
		if isLines(name) {
			return true
		}
	}
	return false
}
