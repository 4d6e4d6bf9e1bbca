// Command readout-train makes the weights that readout reads with, and measures them.
package main

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout/train"
)

func main() {
	if err := command().Execute(); err != nil {
		os.Exit(1)
	}
}

func command() *cobra.Command {
	env := train.Env{Log: os.Stderr}
	root := &cobra.Command{
		Use:           "readout-train",
		Short:         "Make and measure the weights that readout reads with",
		SilenceUsage:  true,
		SilenceErrors: false,
	}
	root.PersistentFlags().StringVar(&env.Corpora, "corpora", "../shared/corpora", "folder of the corpora")
	root.PersistentFlags().StringVar(&env.Models, "models", "models/en", "folder of the weights")
	for _, c := range []struct {
		use, short string
		pick       func(train.Recipe) func(train.Env) error
	}{
		{"train", "Train a model and write its weights", func(r train.Recipe) func(train.Env) error { return r.Train }},
		{"eval", "Measure a model on the dev parts", func(r train.Recipe) func(train.Env) error { return r.Eval }},
	} {
		verb := &cobra.Command{Use: c.use, Short: c.short, Example: "  readout-train " + c.use + " syntax"}
		for _, r := range train.Recipes {
			verb.AddCommand(&cobra.Command{
				Use: r.Name, Short: r.About, Args: cobra.NoArgs,
				RunE: func(*cobra.Command, []string) error { return c.pick(r)(env) },
			})
		}
		if c.use == "eval" {
			verb.Args = cobra.MaximumNArgs(1)
			verb.Use, verb.Short = "eval [CORPORA]", "Measure the whole program on the dev parts, or, by name, one model"
			verb.Example = "  readout-train eval ../shared/corpora\n  readout-train eval syntax"
			verb.RunE = func(_ *cobra.Command, args []string) error {
				e := env
				e.Log = os.Stdout
				if len(args) > 0 {
					e.Corpora = args[0]
				}
				return train.Table(e)
			}
		}
		root.AddCommand(verb)
	}
	root.AddCommand(&cobra.Command{
		Use: "card", Short: "Measure all models and write their card and manifest", Args: cobra.NoArgs, Example: "  readout-train card",
		RunE: func(*cobra.Command, []string) error { return train.Cards(env) },
	})
	return root
}
