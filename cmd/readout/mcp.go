package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/mcp"
)

func mcpCommand(s *streams) *cobra.Command {
	var l ledgerFlags
	var pages string
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "mcp [FLAGS]",
		Short:                 "Let a language-model assistant ask the ledger, over the Model Context Protocol",
		Long: `Answer an assistant on standard input and output, over the Model Context Protocol (MCP). Its tools
find statements, show articles, what a person said, how talks stand and what is next; each answer
has the exact words, where they were printed, and a link to them. Nothing is written.

Assistants start the program themselves: give them the command and its arguments. Over HTTP,
'readout serve' answers the same at /mcp.`,
		Example: `  readout mcp
  readout mcp --ledger strike.db --pages http://127.0.0.1:8080`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return l.ask(ctx, func(store readout.Store) error {
				o := mcp.Options{Version: version(), Pages: pages, Log: slog.New(slog.NewTextHandler(s.stderr, nil))}
				return answer(ctx, store, o, s)
			})
		},
	}
	l.register(c)
	c.Flags().StringVar(&pages, "pages", "", "address at which 'readout serve' shows the ledger, for links to its pages")
	return c
}

// answer answers an assistant on the standard streams.
func answer(ctx context.Context, store readout.Store, o mcp.Options, s *streams) error {
	return mcp.Serve(ctx, mcp.New(store, o), s.stdin, nopCloser{s.stdout})
}

// A nopCloser is a stream that is not the protocol's to close.
type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
