package main

import (
	"sync"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

func parseCommand(s *streams) *cobra.Command {
	var in inputFlags
	c := &cobra.Command{
		DisableFlagsInUseLine: true,
		Use:                   "parse [FLAGS] [FILE|-]...",
		Short:                 "Write the words, trees and names of articles as CoNLL-U",
		Long: `Write what the language layer sees of articles as CoNLL-U: words, lemmas, parts of speech
(UPOS and the Penn Treebank's in XPOS), heads and relations after Universal Dependencies and,
in the last column, Offset=START:END in code points of the article's text, NER=B-person and
I-person for names, and SpaceAfter=No. "# newdoc id" starts each article.

A FILE is read as by 'readout read'. Exit status: 0 when all was read, 1 when something
was not, 2 for a wrong command line.`,
		Example: `  readout parse article.txt
  readout parse --from jsonl - < articles.jsonl > articles.conllu`,
		ValidArgsFunction: completeArticles,
		RunE: func(_ *cobra.Command, args []string) error {
			load := sync.OnceValues(newLanguageLayer)
			return eachArticle(s, args, &in, toStream(s.stdout, ""), func(a readout.Article) ([]byte, error) {
				l, err := load()
				if err != nil {
					return nil, fatalError{err}
				}
				d := text.New(a.Text)
				trees := l.parser.Parse(d)
				names := l.finder.Find(d, trees).Names
				return appendCoNLLU(make([]byte, 0, 16*len(a.Text)+1024), &a, d, trees, names)
			})
		},
	}
	in.register(c)
	return c
}

// A languageLayer is what parse needs of the reader.
type languageLayer struct {
	parser *syntax.Parser
	finder *entity.Finder
}

func newLanguageLayer() (*languageLayer, error) {
	files := models.English()
	parser, err := syntax.Load(files)
	if err != nil {
		return nil, err
	}
	finder, err := entity.Load(files)
	return &languageLayer{parser, finder}, err
}
