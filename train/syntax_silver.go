package train

import (
	"encoding/json"
	"path/filepath"

	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// teacherWeight is what is learned from a teacher's tree, against a treebank's.
const teacherWeight = 0.5

// silver parses the sentences of the texts with the teacher.
func (t teacher) silver(m *syntax.Model, texts []string) []*tree {
	tagger := syntax.NewParser(m)
	var out []*tree
	for _, s := range texts {
		d := text.New(s)
		for _, s := range d.Sentences {
			if n := s.End - s.First; n < 4 || n > 80 {
				continue
			}
			x := &tree{doc: d, sent: s, weight: teacherWeight, line: new(syntax.Line), bare: new(bare)}
			x.line.Prepare(d, s, m.Lexicon)
			tagger.Tag(x.line)
			x.bare.words.Fill(x.line, m.Tags)
			t.parse(x.bare)
			out = append(out, x)
		}
	}
	return out
}

// polnearTexts returns the articles of PolNeAR's train part.
func polnearTexts(e Env) ([]string, error) {
	articles, err := corpus.PolNeAR(filepath.Join(e.Corpora, "polnear", "train"))
	var texts []string
	for _, a := range articles {
		texts = append(texts, a.Article.Text)
	}
	return texts, err
}

// plainEvery says how many paragraphs of the briefings and addresses there are to one that is parsed.
const plainEvery = 14

// otherTexts returns news of the world, items of current events, and paragraphs of briefings and addresses.
func otherTexts(e Env) ([]string, error) {
	named, err := corpus.Worldwide(filepath.Join(e.Corpora, "ner_worldwide", "train.tsv.gz"))
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, n := range named {
		texts = append(texts, n.Article.Text)
	}
	n := 0
	for _, name := range plainFiles {
		err := eachLine(filepath.Join(e.Corpora, "unlabelled", name), func(line string) error {
			if n++; n%plainEvery == 0 && len(line) > 60 && line[0] != '#' {
				texts = append(texts, line)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	err = eachLine(filepath.Join(e.Corpora, "unlabelled", currentEvents), func(line string) error {
		var item struct{ Text string }
		if err := json.Unmarshal([]byte(line), &item); err != nil {
			return err
		}
		texts = append(texts, item.Text)
		return nil
	})
	return texts, err
}
