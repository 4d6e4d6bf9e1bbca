package main

import (
	"errors"
	"fmt"
	"runtime"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
)

// A fatalError is one that no other article will be spared.
type fatalError struct{ error }

// An output is what was made of an article, or why there is nothing.
type output[T any] struct {
	id   string // of the article
	made T
	err  error

	passed string // what it is that is passed over, instead
	from   input  // without its data
}

// maxUnderWay bounds the bytes of the articles that are under way at once; the layers over a
// text take many times its size.
const maxUnderWay = 4 << 20

// eachArticle reads articles from files on all cores and puts away what work makes of each, in
// the order in which they come. What cannot be read is told of, and the rest is read.
func eachArticle[T any](s *streams, files []string, f *inputFlags, put func(id string, made T) error, work func(a readout.Article) (T, error)) error {
	return eachInput(s, files, f, put, func(in input) (id string, made T, err error) {
		a, err := f.article(in)
		if err == nil {
			made, err = work(a)
		}
		return a.ID, made, err
	})
}

// eachInput is eachArticle for work that decodes its input itself.
func eachInput[T any](s *streams, files []string, f *inputFlags, put func(id string, made T) error, work func(in input) (id string, made T, err error)) error {
	if err := f.check(); err != nil {
		return err
	}
	if len(files) == 0 {
		if _, isTerminal := terminal(s.stdin); isTerminal {
			return usagef("no FILE is given, and standard input is a terminal")
		}
		files = []string{"-"}
	}
	one := func(in input) (out output[T]) {
		defer func() {
			if p := recover(); p != nil {
				out = output[T]{err: in.fault(fmt.Errorf("a fault of the program, please report it: %v", p))}
			}
			in.piece = article.Piece{Next: in.piece.Next}
			out.from = in
		}()
		if in.end {
			return output[T]{}
		}
		id, made, err := work(in)
		if passed := in.passedOver(err); passed != "" {
			return output[T]{passed: passed}
		}
		if err != nil {
			return output[T]{err: in.fault(err)}
		}
		return output[T]{id: id, made: made}
	}
	shown, failed, passed := newProgress(s.stderr, files), false, tally{}
	defer shown.clear()
	for out := range inOrder(f.inputs(files, s.stdin), runtime.GOMAXPROCS(0), maxUnderWay, input.size, one) {
		from := &out.from
		var fatal fatalError
		switch {
		case errors.As(out.err, &fatal):
			return fatal.error
		case out.err != nil:
			shown.clear()
			fmt.Fprintf(s.stderr, "readout: %v\n", out.err)
			failed = true
		case out.passed != "":
			passed[out.passed]++
		case from.end:
			if passed.add(from.skipped); len(passed) > 0 {
				shown.clear()
				fmt.Fprintf(s.stderr, "readout: %s: passed over %s\n", from.name, passed)
				clear(passed)
			}
		default:
			if err := put(out.id, out.made); err != nil {
				return err
			}
			shown.read++
		}
		if f.marks != nil {
			f.marks.done(from.name, from.piece.Next)
		}
		shown.step(from)
	}
	if failed {
		return errUnread
	}
	return nil
}
