package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
)

// streams are the standard streams of the program.
type streams struct {
	stdin          *os.File
	stdout, stderr io.Writer
}

func newRoot(s *streams) *cobra.Command {
	root := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "readout",
		Short:                 "Read news articles: who said what to whom, with every word at its exact place",
		Long: `Readout reads a news article and writes the record of who said what to whom. Every
entry points at the exact words of the article that it stands on. Nothing leaves your
computer, and the same article always gives the same record.`,
		Example: `  readout read article.txt                          who said what, for people
  readout read --format json article.txt            the same for programs
  readout read --format jsonl *.txt > records.jsonl many articles, a line each
  readout add news/*.html                           keep the records of articles
  readout search about:sanctions act:threat         find statements in what is kept
  readout serve                                     look at it in the browser`,
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(s.stdin)
	root.SetOut(s.stdout)
	root.SetErr(s.stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(helpCommand())
	root.AddCommand(readCommand(s), addCommand(s), watchCommand(s), searchCommand(s), serveCommand(s), demoCommand(s), exportCommand(s), explainCommand(s), parseCommand(s),
		lintCommand(s), verifyCommand(s), compareCommand(s),
		workCommand(s), queueCommand(s), deleteCommand(s), keyCommand(s), ledgerCommand(s), mcpCommand(s), completionCommand(), versionCommand())
	root.AddCommand(acrossCommands(s)...)
	asUsageErrors(root)
	return root
}

// asUsageErrors makes errors in the number of arguments, and in the names of commands, usage errors.
func asUsageErrors(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usageError{err}
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		asUsageErrors(sub)
	}
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "help [COMMAND]",
		Short:                 "Explain a command",
		Example:               "  readout help read",
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usagef("there is no command %q", args)
			}
			return about.Help()
		},
	}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "version",
		Short:                 "Print the version of the program and of the record's format",
		Example:               "  readout version",
		Args:                  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(c.OutOrStdout(), "readout %s, record format %s\n", version(), readout.Version)
			return err
		},
	}
}

func completionCommand() *cobra.Command {
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "completion bash|zsh|fish|powershell",
		Short:                 "Print the script that completes commands and flags in a shell",
		Example: `  source <(readout completion bash)
  readout completion zsh > "${fpath[1]}/_readout"
  readout completion fish > ~/.config/fish/completions/readout.fish`,
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		RunE: func(c *cobra.Command, args []string) error {
			root, out := c.Root(), c.OutOrStdout()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			default:
				return root.GenPowerShellCompletionWithDesc(out)
			}
		},
	}
	return c
}
