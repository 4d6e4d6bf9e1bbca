package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/postgres"
	"github.com/readout-project/readout/sqlite"
)

// ledgerFlags name a ledger.
type ledgerFlags struct{ name string }

// ledgerVariable is the environment variable that names the ledger where no flag does.
const ledgerVariable = "READOUT_LEDGER"

func (f *ledgerFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.name, "ledger", "", "the ledger: a file, or postgres://… (default: "+ledgerVariable+", else one in your data folder)")
}

// where returns the name of the ledger.
func (f *ledgerFlags) where() (string, error) {
	if f.name != "" {
		return f.name, nil
	}
	if name := os.Getenv(ledgerVariable); name != "" {
		return name, nil
	}
	dir, err := dataFolder()
	if err != nil {
		return "", fmt.Errorf("there is no folder for the ledger (%w): name one with --ledger or %s", err, ledgerVariable)
	}
	return filepath.Join(dir, "readout", "ledger.db"), nil
}

// dataFolder is where programs of this user keep their data.
func dataFolder() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if dir := os.Getenv("LocalAppData"); runtime.GOOS == "windows" && dir != "" {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	switch {
	case err != nil:
		return "", err
	case runtime.GOOS == "darwin":
		return filepath.Join(home, "Library", "Application Support"), nil
	}
	return filepath.Join(home, ".local", "share"), nil
}

// open opens the ledger.
func (f *ledgerFlags) open(ctx context.Context) (readout.Store, error) {
	name, err := f.where()
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://") {
		return postgres.Open(ctx, name)
	}
	if strings.Contains(name, "://") {
		return nil, usagef("the ledger %q is neither a file nor postgres://…", name)
	}
	return sqlite.Open(ctx, name)
}

// ask is use for commands that only ask: they make no ledger where there is none.
func (f *ledgerFlags) ask(ctx context.Context, work func(readout.Store) error) error {
	name, err := f.where()
	if err != nil {
		return err
	}
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) && !strings.Contains(name, "://") {
		return fmt.Errorf("there is no ledger at %s: 'readout add FILE...' makes one", name)
	}
	return f.use(ctx, work)
}

// A question is what a command asks a ledger.
type question struct {
	context.Context
	store readout.Store
	where string // the ledger, by its name
	args  []string
}

// asking makes a command one that asks a ledger, which a flag names.
func asking(c *cobra.Command, work func(question) error) *cobra.Command {
	var l ledgerFlags
	l.register(c)
	c.DisableFlagsInUseLine = true
	c.RunE = func(c *cobra.Command, args []string) error {
		where, err := l.where()
		if err != nil {
			return err
		}
		return l.ask(c.Context(), func(store readout.Store) error {
			return work(question{c.Context(), store, withoutPassword(where), args})
		})
	}
	return c
}

// use opens the ledger, works with it, and closes it.
func (f *ledgerFlags) use(ctx context.Context, work func(readout.Store) error) (err error) {
	store, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return work(store)
}

// digest tells what articles are read with: the weights, the user's own files and, where the program knows it, its version.
// Articles that were read with something else are worth reading again.
func (f *ownFlags) digest() (string, error) {
	h := sha256.New()
	manifest, err := fs.ReadFile(models.English(), "MANIFEST.json")
	if err != nil {
		return "", err
	}
	h.Write(manifest)
	if info, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintf(h, "%s\x00", info.Main.Version)
	}
	for _, name := range append(append([]string(nil), f.frames...), f.gazetteer...) {
		content, err := readAll(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%d\x00%s", len(content), content)
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

func ledgerCommand(s *streams) *cobra.Command {
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "ledger",
		Short:                 "Count or check what is kept",
		Args:                  cobra.NoArgs,
		Example:               "  readout ledger stats\n  readout ledger check",
		RunE:                  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(statsCommand(s), checkCommand(s))
	return c
}

func statsCommand(s *streams) *cobra.Command {
	return asking(&cobra.Command{
		Use:     "stats [FLAGS]",
		Short:   "Count what the ledger holds, and tell where it is",
		Example: "  readout ledger stats",
		Args:    cobra.NoArgs,
	}, func(q question) error {
		n, err := q.store.Stats(q)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.stdout, "ledger         %s\narticles       %d\nversions       %d\nstatements     %d\npeople         %d\norganizations  %d\nevents         %d\ntalks          %d\n",
			q.where, n.Articles, n.Versions, n.Statements, n.People, n.Organizations, n.Events, n.Talks)
		return err
	})
}

func checkCommand(s *streams) *cobra.Command {
	return asking(&cobra.Command{
		Use:     "check [FLAGS]",
		Short:   "Verify that all of the ledger is there and hangs together",
		Example: "  readout ledger check",
		Args:    cobra.NoArgs,
	}, func(q question) error {
		if err := q.store.Check(q); err != nil {
			return err
		}
		_, err := fmt.Fprintln(s.stdout, "the ledger is whole")
		return err
	})
}

func deleteCommand(s *streams) *cobra.Command {
	return asking(&cobra.Command{
		Use:   "delete [FLAGS] ARTICLE...",
		Short: "Take articles out of the ledger, with all that hangs on them",
		Long: `Take articles out of the ledger, with all their versions, statements and corrections. An ARTICLE
is the id that the ledger gave it, as 'readout search --format json' tells it.`,
		Example: "  readout delete wfjbuedfob5mcas6",
		Args:    cobra.MinimumNArgs(1),
	}, func(q question) error {
		failed := false
		for _, id := range q.args {
			err := q.store.Delete(q, id)
			switch {
			case errors.Is(err, readout.ErrNotFound):
				fmt.Fprintf(s.stderr, "readout: %v\n", err)
				failed = true
			case err != nil:
				return err
			}
		}
		if failed {
			return errUnread
		}
		return nil
	})
}
