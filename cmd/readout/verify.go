package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/lint"
	"github.com/readout-project/readout/verify"
)

func verifyCommand(s *streams) *cobra.Command {
	v := verifier{streams: s}
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "verify [FLAGS] ARTICLE --against FILE [FILE]...",
		Short:                 "Hold the quotations of an article against transcripts, or against the ledger",
		Long: `Hold each quotation of an article against what was said: transcripts, statements, other reports. It is one of

  verbatim here       the words stand in a source, where nobody else is said to have said them
  verbatim elsewhere  they do, but somebody else says them there
  near match          most of them do, or they are a reporter's there; the difference is shown: [-only in
                      the source-], {+only in the article+}
  not found           in none of the sources

with what is the matter: a cut without an ellipsis, words or numbers altered, a qualifier dropped, a fragment grown, a
paraphrase turned into a quotation, another speaker. Marks, spelling, capitals and how numbers are written make no
difference. docs/verify.md tells more.

ARTICLE and FILE are articles, as for 'readout read', or records that it wrote. With --ledger, the reports in the ledger
that share words with a quotation are sources too.
Exit status: 0 when all is verbatim, 1 when not, or when something could not be read, 2 for a wrong command line.`,
		Example: `  readout verify article.txt --against transcript.txt
  readout verify article.txt --against transcript.txt statement.txt
  readout verify article.txt --ledger
  readout verify article.txt --against transcript.txt --format sarif > verify.sarif`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeArticles,
		RunE:              func(c *cobra.Command, args []string) error { return v.run(c.Context(), args) },
	}
	v.in.register(c)
	v.own.register(c)
	c.Flags().StringArrayVar(&v.against, "against", nil, "`FILE` with a transcript, a statement or a report; more of them may follow")
	c.Flags().StringVar(&v.ledger.name, "ledger", "", "against the reports in the ledger; --ledger=`WHERE` names another than the default one")
	c.Flags().Lookup("ledger").NoOptDefVal = theLedger
	c.Flags().StringVar(&v.format, "format", "text", "text, json or sarif")
	complete(c, "format", "text", "json", "sarif")
	return c
}

// A verifier is the command with its flags.
type verifier struct {
	*streams
	in      inputFlags
	own     ownFlags
	ledger  ledgerFlags
	against []string
	format  string
}

// theLedger is what --ledger holds where it names none.
const theLedger = "\x00"

func (v *verifier) run(ctx context.Context, args []string) error {
	others := append(v.against, args[1:]...)
	inLedger := v.ledger.name != ""
	if v.ledger.name == theLedger {
		v.ledger.name = ""
	}
	switch {
	case v.format != "text" && v.format != "json" && v.format != "sarif":
		return usagef("--format %q is none of text, json, sarif", v.format)
	case len(v.against) == 0 && len(args) > 1:
		return usagef("%d files are given, and nothing says which is the article: give --against before the others, and --ledger=WHERE with its sign", len(args))
	case len(others) == 0 && !inLedger:
		return usagef("there is nothing to hold the article against: give --against FILE or --ledger")
	}
	articles, err := v.records(args[:1])
	if err != nil {
		return err
	}
	if len(articles) != 1 {
		return fmt.Errorf("%s holds %d articles; verify takes a file with one", args[0], len(articles))
	}
	article := articles[0]
	sources, unread := v.records(others)
	if unread != nil && !errors.Is(unread, errUnread) {
		return unread
	}
	if inLedger {
		err := v.ledger.ask(ctx, func(store readout.Store) error {
			found, err := across.Reports(ctx, store, article.Record)
			for _, k := range found {
				sources = append(sources, verify.NewSource(nameOf(&k.ArticleRef), k.Record))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	findings := verify.Check(article.Record, sources)
	var b bytes.Buffer
	switch v.format {
	case "text":
		err = verify.Write(&b, article.Name, article.Record, findings)
	case "json":
		err = verify.WriteJSON(&b, article.Name, article.Record, findings)
	case "sarif":
		err = lint.SARIF(&b, version(), verifyRules, []lint.File{asLint(article, findings)})
	}
	if err != nil {
		return err
	}
	if err := writeWhole(v.stdout, b.Bytes()); err != nil {
		return err
	}
	for i := range findings {
		if !findings[i].Clean() && unread == nil {
			return errFound
		}
	}
	return unread
}

// records reads files, none of which may be missing for what follows to make sense; what could not be read is errUnread.
func (v *verifier) records(files []string) (out []*verify.Source, err error) {
	if len(files) == 0 {
		return nil, nil
	}
	load, err := v.own.loader()
	if err != nil {
		return nil, err
	}
	err = eachInput(v.streams, files, &v.in, func(_ string, s *verify.Source) error {
		out = append(out, s)
		return nil
	}, func(in input) (string, *verify.Source, error) {
		r, err := recordOf(in, &v.in, load)
		if err != nil {
			return "", nil, err
		}
		return r.Article.ID, verify.NewSource(in.place(), r), nil
	})
	return out, err
}

// nameOf names an article of a ledger for people.
func nameOf(a *readout.ArticleRef) string {
	switch {
	case a.URL != "":
		return a.URL
	case a.Title != "":
		return a.Title
	}
	return a.ID
}

// verifyRules are the verdicts and problems as rules of SARIF.
var verifyRules = func() (out []*lint.Rule) {
	for _, k := range verify.Kinds {
		out = append(out, &lint.Rule{ID: dashed(string(k.Kind)), Level: lint.Error, About: k.About})
	}
	return append(out, &lint.Rule{ID: dashed(string(verify.Near)), Level: lint.Warning, About: "The words of a quotation are not somebody's own in the source."},
		&lint.Rule{ID: dashed(string(verify.NotFound)), Level: lint.Warning, About: "The words of a quotation stand in no source."})
}()

func dashed(s string) string { return strings.ReplaceAll(s, " ", "-") }

func verifyRule(name string) *lint.Rule {
	for _, r := range verifyRules {
		if r.ID == dashed(name) {
			return r
		}
	}
	panic("no rule is called " + name)
}

// asLint turns what verify finds into findings that SARIF holds.
func asLint(article *verify.Source, findings []verify.Finding) lint.File {
	f := lint.File{Name: article.Name, Text: article.Record.Article.Text}
	for i := range findings {
		x := &findings[i]
		var related []lint.Related
		for _, p := range x.Places {
			related = append(related, lint.Related{File: p.Source.Name, Span: p.Span, Text: p.Source.Record.Article.Text, Message: p.Span.In(p.Source.Record.Article.Text)})
		}
		add := func(rule, message string) {
			f.Findings = append(f.Findings, lint.Finding{Rule: verifyRule(rule), Span: x.Span, Message: message, Related: related})
		}
		for _, p := range x.Problems {
			add(string(p.Kind), p.String())
		}
		if len(x.Problems) == 0 && !x.Clean() {
			add(string(x.Verdict), fmt.Sprintf("%s: “%s”", x.Verdict, x.In(f.Text)))
		}
	}
	return f
}
