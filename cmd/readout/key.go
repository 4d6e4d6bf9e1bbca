package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
)

func keyCommand(s *streams) *cobra.Command {
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "key",
		Short:                 "Make, list and revoke keys, by which programs and people may write to a served ledger",
		Example:               "  readout key add newsdesk\n  readout key list\n  readout key revoke newsdesk",
		Args:                  cobra.NoArgs,
		RunE:                  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(keyAddCommand(s), keyListCommand(s), keyRevokeCommand())
	return c
}

func keyAddCommand(s *streams) *cobra.Command {
	var l ledgerFlags
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "add [FLAGS] NAME",
		Short:                 "Make a key, and print its secret this once",
		Long: `Make a key and print its secret. The ledger keeps only a hash of the secret: note it down, it
cannot be shown again. Programs send it as 'Authorization: Bearer SECRET'; people sign in with it.`,
		Example: "  readout key add newsdesk",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			name := strings.TrimSpace(args[0])
			if name == "" || len(name) > 100 {
				return usagef("NAME %q is no name of 1 to 100 bytes", args[0])
			}
			return l.use(c.Context(), func(store readout.Store) error {
				keys, err := store.Keys(c.Context())
				if err != nil {
					return err
				}
				for _, k := range keys {
					if k.Name == name && !k.Revoked {
						return fmt.Errorf("a key named %q: %w; revoke it or choose another name", name, readout.ErrDuplicate)
					}
				}
				_, secret, err := store.AddKey(c.Context(), name)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(s.stdout, secret)
				return err
			})
		},
	}
	l.register(c)
	return c
}

func keyListCommand(s *streams) *cobra.Command {
	return asking(&cobra.Command{
		Use:     "list [FLAGS]",
		Short:   "List the keys, with when they were made and last used",
		Example: "  readout key list",
		Args:    cobra.NoArgs,
	}, func(q question) error {
		keys, err := q.store.Keys(q)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tNAME\tMADE\tLAST USED\tSTATE")
		for _, k := range keys {
			used, state := "never", "valid"
			if !k.Used.IsZero() {
				used = k.Used.Format(time.RFC3339)
			}
			if k.Revoked {
				state = "revoked"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", k.ID, printable(k.Name), k.Created.Format(time.RFC3339), used, state)
		}
		return w.Flush()
	})
}

func keyRevokeCommand() *cobra.Command {
	return asking(&cobra.Command{
		Use:     "revoke [FLAGS] NAME|ID",
		Short:   "Take a key out of use, for good",
		Example: "  readout key revoke newsdesk",
		Args:    cobra.ExactArgs(1),
	}, func(q question) error {
		keys, err := q.store.Keys(q)
		if err != nil {
			return err
		}
		for _, k := range keys {
			if !k.Revoked && (k.Name == q.args[0] || k.ID == q.args[0]) {
				return q.store.RevokeKey(q, k.ID)
			}
		}
		return fmt.Errorf("a valid key %q: %w", q.args[0], readout.ErrNotFound)
	})
}
