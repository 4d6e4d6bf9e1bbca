package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// Limits of what is put into the ledger in one transaction, whichever comes first.
const (
	batchArticles = 64
	batchBytes    = 2 << 20 // of text
	batchTime     = 2 * time.Second
)

func addCommand(s *streams) *cobra.Command {
	a := adder{streams: s, counts: map[readout.Change]int{}}
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "add [FLAGS] [FILE|URL|-]...",
		Short:                 "Read articles and keep their records in the ledger",
		Long: `Read articles, as 'readout read' does, and keep their records in the ledger. A FILE can also hold
records that 'readout read --format jsonl' wrote, which are not read again; a URL is fetched.

An article is known by its URL; else by the id it was given, or by the place of its file. Adding it
twice changes nothing. A changed text is a new version; the same text is read again where the
program has other models now, and keeps the corrections that people made.

What was added stays when the program is stopped, and when it is started again it goes on where it
was: in the middle of an archive or of JSON Lines, and past articles that are there. How far it is, its
rate and the time left are shown on a terminal, and elsewhere told every half minute on standard error.`,
		Example: `  readout add article.txt
  readout add news/*.html
  readout add archive.jsonl crawl.warc.gz
  readout add https://example.org/article
  readout add --ledger strike.db news/*.txt
  curl -s https://example.org/article.html | readout add --from html -`,
		ValidArgsFunction: completeArticles,
		RunE: func(c *cobra.Command, files []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			context.AfterFunc(ctx, stop) // a second signal ends the program at once
			err := a.run(ctx, files)
			if ctx.Err() != nil && errors.Is(err, context.Canceled) {
				return errStopped
			}
			return err
		},
	}
	a.in.register(c)
	a.own.register(c)
	a.ledger.register(c)
	c.Flags().StringVar(&a.in.published, "published", "", "when the articles were published, where they do not say: a date or date-time of RFC 3339")
	return c
}

// An adder is the command with its flags, and what it is adding.
type adder struct {
	*streams
	in     inputFlags
	own    ownFlags
	ledger ledgerFlags

	*keeper
	batch  []readout.Entry
	bytes  int
	since  time.Time // when the batch before was put there
	counts map[readout.Change]int
}

func (a *adder) run(ctx context.Context, files []string) error {
	return a.ledger.use(ctx, func(store readout.Store) (err error) {
		if a.keeper, err = a.own.newKeeper(store); err != nil {
			return err
		}
		a.since = time.Now()
		a.in.marks = newBookmarks(a.streams, store, strings.Join([]string{a.models, a.in.from, a.in.language, a.in.published}, " "))
		read := func(in input) (string, *readout.Entry, error) {
			e, err := a.read(context.WithoutCancel(ctx), in) // put stops
			return "", e, err
		}
		err = eachInput(a.streams, files, &a.in, func(_ string, e *readout.Entry) error { return a.put(ctx, e) }, read)
		if flushed := a.flush(context.WithoutCancel(ctx)); flushed != nil && (err == nil || errors.Is(err, errUnread) || errors.Is(err, errStopped)) {
			return flushed
		}
		if err == nil || errors.Is(err, errUnread) {
			if forgot := a.in.marks.forget(context.WithoutCancel(ctx)); forgot != nil {
				return forgot
			}
		}
		var usage usageError
		if !errors.As(err, &usage) {
			fmt.Fprintf(a.stdout, "added %d, revised %d, reread %d, unchanged %d\n", a.counts[readout.Added], a.counts[readout.Revised],
				a.counts[readout.Reread], a.counts[readout.Unchanged])
		}
		return err
	})
}

// errStopped ends adding at a signal.
var errStopped = errors.New("stopped; what was added stays, and the same command goes on from here")

// read returns the entry of an input, nil where the ledger has it as it is.
func (a *adder) read(ctx context.Context, in input) (*readout.Entry, error) {
	if record, err := in.record(); err != nil {
		return nil, err
	} else if record != nil {
		return &readout.Entry{Key: key(&record.Article, in), Models: a.models, Record: record}, nil
	}
	article, err := a.in.article(in)
	if err != nil {
		return nil, err
	}
	return a.entry(ctx, key(&article, in), article)
}

// key tells an article from others: its URL, else the id that it was given, else its text where it comes from a stream and the
// place of its file where it does not.
func key(a *readout.Article, in input) string {
	base := strings.TrimSuffix(filepath.Base(in.name), filepath.Ext(in.name)) // stands for an id where none is given
	number := in.piece.Line
	switch {
	case a.URL != "":
		return a.URL
	case a.ID != "" && a.ID != base && (number == 0 || a.ID != base+"-"+strconv.Itoa(number)):
		return a.ID
	case in.name == "stdin":
		return readout.TextKey + ledger.Hash(a.Text)
	}
	path, err := filepath.Abs(in.name)
	if err != nil {
		path = in.name
	}
	place := "file://" + filepath.ToSlash(path)
	if number > 0 {
		place += "#" + strconv.Itoa(number)
	} else if in.piece.Length > 0 {
		place += "#" + strconv.FormatInt(in.piece.Offset, 10)
	}
	return place
}

// put adds an entry to the batch, and puts that into the ledger when it is large or old enough.
func (a *adder) put(ctx context.Context, e *readout.Entry) error {
	if ctx.Err() != nil {
		return errStopped
	}
	if e == nil {
		a.counts[readout.Unchanged]++
	} else {
		a.batch = append(a.batch, *e)
		a.bytes += len(e.Record.Article.Text)
	}
	if len(a.batch) < batchArticles && a.bytes < batchBytes && time.Since(a.since) < batchTime {
		return nil
	}
	return a.flush(ctx)
}

// flush puts the batch into the ledger, and then notes how far the files are added.
func (a *adder) flush(ctx context.Context) error {
	a.since = time.Now()
	if len(a.batch) > 0 {
		out, err := a.store.Put(ctx, a.batch...)
		if err != nil {
			return err // the batch stays, so that nothing behind it is noted
		}
		for _, o := range out {
			a.counts[o.Change]++
		}
		a.batch, a.bytes = nil, 0
	}
	return a.in.marks.save(ctx)
}
