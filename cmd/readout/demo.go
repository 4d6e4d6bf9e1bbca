package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/demo"
)

func demoCommand(s *streams) *cobra.Command {
	v := server{streams: s, in: inputFlags{from: "auto", language: "auto"}}
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "demo [FLAGS]",
		Short:                 "Show a ledger of invented reports in the browser",
		Long: `Read forty invented reports of eight invented outlets on three running stories (talks over a dam, a strike, a trial), keep
them in a ledger and show it in the browser, as 'readout serve' does: all pages, full, in one command. The ledger is a
file of its own that goes when the command ends, unless --ledger names one to keep. Stop it with Ctrl-C.`,
		Example: `  readout demo
  readout demo --addr 127.0.0.1:9000 --ledger demo.db`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			context.AfterFunc(ctx, stop) // a second signal ends the program at once
			return v.demo(ctx)
		},
	}
	c.Flags().StringVar(&v.address, "addr", "127.0.0.1:8080", "address to listen on, HOST:PORT; port 0 for a free one")
	c.Flags().StringVar(&v.ledger.name, "ledger", "", "`FILE` in which to keep the ledger (default: one that goes with the command)")
	return c
}

// demo fills a ledger with the invented reports and serves it.
func (v *server) demo(ctx context.Context) (err error) {
	if v.ledger.name == "" {
		dir, err := os.MkdirTemp("", "readout-demo-")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		v.ledger.name = filepath.Join(dir, "demo.db")
	}
	entries, err := v.demoEntries()
	if err != nil {
		return err
	}
	if err := v.ledger.use(ctx, func(store readout.Store) error {
		_, err := store.Put(ctx, entries...)
		return err
	}); err != nil {
		return err
	}
	fmt.Fprintf(v.stderr, "readout: %d invented reports read\n", len(entries))
	return v.run(ctx)
}

// demoEntries reads the invented reports.
func (v *server) demoEntries() ([]readout.Entry, error) {
	articles, err := demo.Articles()
	if err != nil {
		return nil, err
	}
	load, err := v.own.loader()
	if err != nil {
		return nil, err
	}
	rd, err := load()
	if err != nil {
		return nil, err
	}
	digest, err := v.own.digest()
	if err != nil {
		return nil, err
	}
	var entries []readout.Entry
	for _, a := range articles {
		record, err := rd.Read(a)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.ID, err)
		}
		entries = append(entries, readout.Entry{Key: a.URL, Models: digest, Record: record})
	}
	return entries, nil
}
