package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/mcp"
	"github.com/readout-project/readout/web"
)

func serveCommand(s *streams) *cobra.Command {
	v := server{streams: s, in: inputFlags{from: "auto", language: "auto"}}
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "serve [FLAGS]",
		Short:                 "Show the ledger in the browser, and to programs",
		Long: `Show the ledger in the browser, and to programs: every page is also JSON at its address with .json,
/openapi.json describes the API, and /mcp serves assistants (see 'readout mcp'). Stop it with Ctrl-C.

On an address of this computer only (the default) reading is open, and so is writing from the pages. On any other,
both need a key, which 'readout key add' makes; put a server with TLS before it.`,
		Example: `  readout serve
  readout serve --addr 127.0.0.1:9000 --ledger strike.db
  readout key add newsdesk && readout serve --addr 0.0.0.0:8080 --host readout.example.org`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			context.AfterFunc(ctx, stop) // a second signal ends the program at once
			return v.run(ctx)
		},
	}
	v.ledger.register(c)
	v.own.register(c)
	c.Flags().StringVar(&v.address, "addr", "127.0.0.1:8080", "address to listen on, HOST:PORT; port 0 for a free one")
	c.Flags().StringArrayVar(&v.hosts, "host", nil, "`NAME` by which the server may be asked besides its address; may be given several times")
	return c
}

// A server is the command with its flags.
type server struct {
	*streams
	ledger  ledgerFlags
	own     ownFlags
	in      inputFlags
	address string
	hosts   []string
}

// Times of the end: what is being answered may go on for a while, what waits for news is then told to stop.
const (
	goodbye = time.Second
	patient = 10 * time.Second
)

// garbage is how much memory, in hundredths of what is needed, may lie about while a ledger is served: most of what is needed are the models.
const garbage = 50

// memory is how many bytes the program holds itself to while a ledger is served, unless GOMEMLIMIT says otherwise; what SQLite holds and what is
// read of the program's file come on top. It is exceeded where more is needed at once.
const memory = 128 << 20

func (v *server) run(ctx context.Context) error {
	loopback, err := onlyHere(v.address)
	if err != nil {
		return err
	}
	load, err := v.own.loader()
	if err != nil {
		return err
	}
	digest, err := v.own.digest()
	if err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(garbage))
	if os.Getenv("GOMEMLIMIT") == "" {
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(memory))
	}
	return v.ledger.use(ctx, func(store readout.Store) error {
		if !loopback {
			if err := needKey(ctx, store, v.address); err != nil {
				return err
			}
		}
		listener, err := net.Listen("tcp", v.address)
		if err != nil {
			return err
		}
		log := slog.New(slog.NewTextHandler(v.stderr, nil))
		assist := mcp.Options{Version: version(), Log: log}
		if loopback {
			assist.Pages = "http://" + listener.Addr().String()
		}
		handler, err := web.New(store, web.Options{
			Read: func(_ context.Context, a readout.Article) (*readout.Readout, error) {
				if err := onlyEnglish(a); err != nil {
					return nil, err
				}
				a.Language = cmp.Or(a.Language, "en")
				rd, err := load()
				if err != nil {
					return nil, err
				}
				return rd.Read(a)
			},
			Open: v.open, Models: digest, Version: version(), Loopback: loopback, Hosts: v.hosts, Tools: mcp.Handler(mcp.New(store, assist)), Log: log,
		})
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		return v.serve(ctx, listener, handler)
	})
}

// serve answers until the context ends.
func (v *server) serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	answering, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	srv := web.NewServer(v.address, handler)
	srv.BaseContext = func(net.Listener) context.Context { return answering }
	name, err := v.ledger.where()
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Fprintf(v.stderr, "readout: serving %s at http://%s — stop with Ctrl-C\n", withoutPassword(name), listener.Addr())
	done := make(chan error, 1)
	go func() { done <- srv.Serve(listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	time.AfterFunc(goodbye, cancel)
	end, over := context.WithTimeout(context.WithoutCancel(ctx), patient)
	defer over()
	if err := srv.Shutdown(end); err != nil {
		return errors.Join(fmt.Errorf("stopping: %w", err), srv.Close())
	}
	return nil
}

// onlyHere reports whether an address can be reached from this computer only.
func onlyHere(address string) (bool, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false, usagef("--addr %q is not HOST:PORT", address)
	}
	if strings.EqualFold(host, "localhost") {
		return true, nil
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback(), nil
}

// needKey returns an error where nobody has a key.
func needKey(ctx context.Context, store readout.Store, address string) error {
	keys, err := store.Keys(ctx)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if !k.Revoked {
			return nil
		}
	}
	return fmt.Errorf("%s can be reached from other computers, and nobody has a key: make one with 'readout key add NAME'", address)
}

// withoutPassword hides the password in the URL of a database.
func withoutPassword(name string) string {
	scheme, rest, ok := strings.Cut(name, "://")
	if at := strings.LastIndexByte(rest, '@'); ok && at >= 0 {
		user, _, _ := strings.Cut(rest[:at], ":")
		return scheme + "://" + user + rest[at:]
	}
	return name
}

// open turns a file that somebody uploads into articles.
func (v *server) open(name string, data []byte) ([]readout.Article, error) {
	var all []readout.Article
	for piece, err := range article.Open(name, bytes.NewReader(data), "").Pieces() {
		in := input{name: name, piece: piece, err: err}
		a, err := v.in.article(in)
		if err != nil {
			return nil, in.fault(err)
		}
		all = append(all, a)
	}
	return all, nil
}

// version is that of the program.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(unknown)"
}

// onlyEnglish refuses an article in another language, in words for who added it in the browser.
func onlyEnglish(a readout.Article) error {
	err := article.CheckEnglish("the text", a)
	var foreign *article.NotEnglish
	if !errors.As(err, &foreign) {
		return err
	}
	const only = "Readout reads English only; nothing was kept"
	if foreign.Given {
		return fmt.Errorf("the article says that it is in %s. %s", foreign.Called(), only)
	}
	_, sure := article.Language(a.Text)
	return fmt.Errorf("detected %s (%.0f %%). %s", foreign.Called(), 100*sure, only)
}
