package main

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/article"
	"github.com/readout-project/readout/compare"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/eval"
	"github.com/readout-project/readout/reader"
	"github.com/readout-project/readout/text"
)

func compareCommand(s *streams) *cobra.Command {
	k := comparison{streams: s}
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "compare [FLAGS] FILE... [--articles FILE]",
		Short:                 "Hold what Readout finds against what others found in the same articles",
		Long: `Compare the statements that Readout finds in articles with the quotations that others found in them: which both have,
with the same extent and the same speaker, and which only one of them has. A FILE is

  Citron's            JSON with "text" and "quotes"
  brat's              annotations (.ann), with the text in the .txt file beside them
  Quotebank's         JSON Lines, by article or by quotation, also in bzip2
  the Global Quotation Graph's of GDELT: JSON Lines, also in gzip
  CoNLL-U             of which words, sentences, tags and trees are compared

Quotebank and the Global Quotation Graph do not hold the articles: give them by --articles, as files for 'readout read'
or as records. They are known by their addresses; a single article belongs to a FILE of one document. Their quotations
are looked for in the text by their letters; where these stand more than once, by the words around them; and one that
has no certain place is told of and not counted. Neither side is taken to be right.

Exit status: 0 when something was compared, 1 when nothing was, or when something could not be read, 2 for a wrong
command line.`,
		Example: `  readout compare citron.json
  readout compare report.ann
  readout compare 20260504160000.gqg.json.gz --articles news/*.html
  readout compare --format json quotes-2019.json.bz2 --articles archive.warc.gz
  readout compare gold.conllu`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeArticles,
		RunE:              func(_ *cobra.Command, args []string) error { return k.run(args) },
	}
	k.in.register(c)
	k.own.register(c)
	c.Flags().StringArrayVar(&k.articles, "articles", nil, "`FILE` with articles, or records of them; may be given several times")
	c.Flags().StringVar(&k.format, "format", "text", "text or json")
	complete(c, "format", "text", "json")
	return c
}

// A comparison is the command with its flags, and what it has found so far.
type comparison struct {
	*streams
	in       inputFlags
	own      ownFlags
	articles []string
	format   string

	load     func() (*reader.Reader, error)
	records  []*readout.Readout
	byURL    map[string]int // indices of records
	totals   compare.Totals
	trees    eval.TreesScore
	treebank bool
	strange  int // documents whose article was not given
}

func (k *comparison) run(args []string) (err error) {
	if k.format != "text" && k.format != "json" {
		return usagef("--format is text or json, not %q", k.format)
	}
	if k.load, err = k.own.loader(); err != nil {
		return err
	}
	unread := k.readArticles()
	if unread != nil && !errors.Is(unread, errUnread) {
		return unread
	}
	for _, name := range args {
		err := k.file(name)
		var out outputError
		if errors.As(err, &out) {
			return err
		}
		if err != nil && !errors.Is(err, errUnread) {
			fmt.Fprintf(k.stderr, "readout: %v\n", err)
		}
		if err != nil {
			unread = errUnread
		}
	}
	if k.strange > 0 {
		fmt.Fprintf(k.stderr, "readout: passed over what is said of articles that were not given: documents (%d)\n", k.strange)
	}
	if err := k.summary(); err != nil {
		return err
	}
	if unread == nil && k.totals.Articles == 0 && !k.treebank {
		return errUnread
	}
	return unread
}

// readArticles reads the articles that --articles names.
func (k *comparison) readArticles() error {
	k.byURL = map[string]int{}
	if len(k.articles) == 0 {
		return k.in.check()
	}
	return eachInput(k.streams, k.articles, &k.in, func(_ string, r *readout.Readout) error {
		if key := addressKey(r.Article.URL); key != "" {
			k.byURL[key] = len(k.records)
		}
		k.records = append(k.records, r)
		return nil
	}, func(in input) (string, *readout.Readout, error) {
		r, err := recordOf(in, &k.in, k.load)
		if err != nil {
			return "", nil, err
		}
		return r.Article.ID, r, nil
	})
}

// addressKey is the same for addresses that lead to the same page.
func addressKey(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return ""
	}
	key := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimSuffix(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return key
}

// file compares what one file holds. It returns errUnread where some of it could not be read, and has told why.
func (k *comparison) file(name string) error {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".ann":
		return k.annotations(name)
	case ".conllu", ".conll":
		return k.conllu(name)
	}
	f, err := openFile(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer f.Close()
	r, err := unpacked(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	found := map[int]*compare.Document{} // by the index of the article
	var order []int
	var first *compare.Document
	n := 0
	var unread error
	for d, err := range compare.Read(name, r) {
		if err != nil {
			fmt.Fprintf(k.stderr, "readout: %v\n", err)
			unread = errUnread
			continue
		}
		if n++; n == 1 {
			first = d
		}
		if d.Text != "" {
			if err := k.withText(d); err != nil {
				return err
			}
			continue
		}
		i, ok := k.byURL[addressKey(d.URL)]
		if !ok {
			k.strange++
		} else if found[i] == nil {
			found[i] = d
			order = append(order, i)
		} else {
			found[i].Quotations = append(found[i].Quotations, d.Quotations...)
		}
	}
	if n == 1 && len(order) == 0 && first.Text == "" && len(k.records) == 1 {
		found[0], order = first, []int{0}
		k.strange--
	}
	for _, i := range order {
		found[i].Locate(k.records[i].Article.Text)
		if err := k.hold(k.records[i], found[i]); err != nil {
			return err
		}
	}
	return unread
}

// unpacked reads what is compressed with gzip or bzip2.
func unpacked(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	switch head, _ := b.Peek(3); {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return gzip.NewReader(b)
	case bytes.HasPrefix(head, []byte("BZh")):
		return bzip2.NewReader(b), nil
	}
	return b, nil
}

// annotations compares annotations of brat with the text beside them.
func (k *comparison) annotations(name string) error {
	annotations, err := readAll(name)
	if err != nil {
		return err
	}
	text, err := readAll(strings.TrimSuffix(name, filepath.Ext(name)) + ".txt")
	if err != nil {
		return fmt.Errorf("the text of %s: %w", name, err)
	}
	d, err := compare.ReadBrat(name, string(annotations), string(text))
	if err != nil {
		return err
	}
	return k.withText(d)
}

// withText compares a document that brings the text of its article.
func (k *comparison) withText(d *compare.Document) error {
	a, err := article.Text(d.Place, []byte(d.Text))
	if err != nil {
		return err
	}
	if a.Text != d.Text {
		return fmt.Errorf("%s: its text is not in UTF-8, or begins with a byte order mark", d.Place)
	}
	a.Title, a.URL = d.Title, d.URL
	if err := k.in.settle(d.Place, &a); err != nil {
		return err
	}
	rd, err := k.load()
	if err != nil {
		return err
	}
	r, err := rd.Read(a)
	if err != nil {
		return fmt.Errorf("%s: %w", d.Place, err)
	}
	return k.hold(r, d)
}

// hold compares a record with what others have of its article, and writes the result.
func (k *comparison) hold(r *readout.Readout, d *compare.Document) error {
	result := compare.Hold(r, d)
	k.totals.Add(&result)
	var b bytes.Buffer
	write := compare.Write
	if k.format == "json" {
		write = compare.WriteJSON
	}
	if err := write(&b, r, d, &result); err != nil {
		return err
	}
	return writeWhole(k.stdout, b.Bytes())
}

// conllu compares the words and trees of a file in CoNLL-U.
func (k *comparison) conllu(name string) error {
	f, err := openFile(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer f.Close()
	docs, err := corpus.ReadCoNLLU(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	l, err := newLanguageLayer()
	if err != nil {
		return err
	}
	for _, gold := range docs {
		d := gold.Doc
		found := text.New(d.Text)
		k.trees.Add(gold, found, l.parser.Parse(found))
		k.treebank = true
	}
	return nil
}

// summary writes how far both agree in all.
func (k *comparison) summary() error {
	var b bytes.Buffer
	layers := []struct {
		name string
		eval.Count
	}{{"sentences", k.trees.Sentences}, {"words", k.trees.Words}, {"UPOS", k.trees.UPOS}, {"XPOS", k.trees.XPOS}, {"lemmas", k.trees.Lemmas}, {"heads", k.trees.UAS}, {"heads and relations", k.trees.LAS}}
	if k.format == "json" {
		out := map[string]any{}
		if k.totals.Articles > 0 {
			out["totals"] = k.totals
		}
		if k.treebank {
			trees := map[string]float64{}
			for _, l := range layers {
				_, _, trees[l.name] = l.F1()
			}
			out["treebank"] = trees
		}
		if len(out) > 0 {
			if err := json.NewEncoder(&b).Encode(out); err != nil {
				return err
			}
		}
	} else {
		if k.totals.Articles > 0 {
			if err := k.totals.Write(&b); err != nil {
				return err
			}
		}
		if k.treebank {
			for _, l := range layers {
				_, _, f := l.F1()
				fmt.Fprintf(&b, "%-20s F %5.1f  %d the same of %d that Readout has and %d in the files\n", l.name, f, l.Right, l.Found, l.Gold)
			}
		}
	}
	return writeWhole(k.stdout, b.Bytes())
}
