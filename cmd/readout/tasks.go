package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/watch"
	"github.com/readout-project/readout/work"
)

// A doer does tasks: it reads the articles that they name and puts them into the ledger. It is safe for concurrent use.
type doer struct {
	*keeper
	in     *inputFlags
	root   *os.Root // below which files of tasks are opened
	log    *slog.Logger
	feeder *watch.Watcher
	count  func(outcome watch.Outcome) // told of each article
}

func newDoer(k *keeper, in *inputFlags, root *os.Root, log *slog.Logger, count func(watch.Outcome)) *doer {
	d := &doer{keeper: k, in: in, root: root, log: log, count: count}
	d.feeder = newFeeder(k, in, 0, func(feed string, err error) { log.Warn("not read", "feed", feed, "error", err) })
	return d
}

// do does a task. When it returns nil, all articles of the task that can be read are in the ledger.
func (d *doer) do(ctx context.Context, t work.Task) error {
	switch {
	case t.Range != nil:
		return d.part(ctx, t.Range)
	case t.Feed != "":
		return d.feed(ctx, t.Feed)
	}
	b := &putting{doer: d}
	for _, f := range t.Batch {
		if err := b.pieces(ctx, article.Open(f.Name, bytes.NewReader(f.Data), article.Format(f.Format)), f.Name); err != nil {
			return err
		}
	}
	return b.flush(ctx)
}

// part reads a part of a file.
func (d *doer) part(ctx context.Context, r *work.Range) error {
	file, err := d.root.Open(filepath.FromSlash(r.File))
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Seek(r.From, io.SeekStart); err != nil {
		return err
	}
	name := filepath.Join(d.root.Name(), filepath.FromSlash(r.File))
	b := &putting{doer: d}
	at := article.Position{Offset: r.From, Lines: r.Lines}
	if err := b.pieces(ctx, article.OpenAt(name, io.LimitReader(file, r.To-r.From), article.Format(r.Format), at), name); err != nil {
		return err
	}
	return b.flush(ctx)
}

// feed reads a feed once. One that cannot be read is told of, and has its next turn.
func (d *doer) feed(ctx context.Context, address string) error {
	r, err := d.feeder.Visit(ctx, address)
	for outcome, n := range r.Outcomes {
		for range n {
			d.count(outcome)
		}
	}
	if watch.OfFeed(err) && err != nil {
		d.feeder.Tell(address, err)
		return nil
	}
	return err
}

// putting is what is read of a task and not in the ledger yet.
type putting struct {
	*doer
	batch []readout.Entry
	bytes int
}

// pieces reads the articles of a source. What cannot be read is told of and counted; the error is one that no other article will be
// spared.
func (p *putting) pieces(ctx context.Context, source *article.Source, name string) error {
	for piece, err := range source.Pieces() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		in := input{name: name, piece: piece, err: err}
		e, outcome, err := p.one(ctx, in)
		var fatal fatalError
		switch {
		case errors.As(err, &fatal):
			return fatal.error
		case err != nil:
			p.log.Warn("not read", "error", in.fault(err))
			p.count(watch.Unread)
		case e == nil:
			p.count(outcome)
		default:
			p.batch = append(p.batch, *e)
			p.bytes += len(e.Record.Article.Text)
		}
		if len(p.batch) >= batchArticles || p.bytes >= batchBytes {
			if err := p.flush(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// one reads an article; without an entry the outcome tells why there is none.
func (p *putting) one(ctx context.Context, in input) (*readout.Entry, watch.Outcome, error) {
	a, err := p.in.article(in)
	var foreign *article.NotEnglish
	switch {
	case errors.As(err, &foreign):
		return nil, watch.NotEnglish, nil
	case errors.Is(err, article.ErrNone):
		return nil, watch.NoArticle, nil
	case err != nil:
		return nil, "", err
	}
	e, err := p.entry(ctx, key(&a, in), a)
	return e, watch.Outcome(readout.Unchanged), err
}

func (p *putting) flush(ctx context.Context) error {
	if len(p.batch) == 0 {
		return nil
	}
	out, err := p.store.Put(ctx, p.batch...)
	if err != nil {
		return err
	}
	for _, o := range out {
		p.count(watch.Outcome(cmp.Or(o.Change, readout.Unchanged)))
	}
	p.batch, p.bytes = nil, 0
	return nil
}
