package train

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/eval"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/text"
)

// A namedDoc is an article cut to tokens, with its gold tags by token.
type namedDoc struct {
	gold corpus.Named
	doc  *text.Doc
	tags []uint8
}

// EntityNames trains the two name models and writes entity_names.bin.
func EntityNames(e Env) error {
	docs, err := namedDocs(e)
	if err != nil {
		return err
	}
	e.Logf("%d articles", len(docs))
	classes, err := wordClusters(e)
	if err != nil {
		return err
	}
	pairs := make(map[uint64][2]uint32, len(classes))
	for k, c := range classes {
		pairs[k] = [2]uint32{uint32(c.fine), uint32(c.coarse)}
	}
	know := entity.NewClusters(pairs)
	const folds = 4
	// The second model learns from tags of first models that have not seen the article.
	votes := make([][]uint8, len(docs))
	for fold := range folds {
		var rest []namedDoc
		for i, d := range docs {
			if i%folds != fold {
				rest = append(rest, d)
			}
		}
		c, err := trainNames(e, know, rest, nil, 7)
		if err != nil {
			return err
		}
		var w entity.Words
		for i, d := range docs {
			if i%folds != fold {
				continue
			}
			votes[i] = make([]uint8, len(d.doc.Tokens))
			if err := w.Prepare(d.doc, know); err != nil {
				return err
			}
			decodeNames(c, &w, func(s entity.Stretch, tags []uint8) { copy(votes[i][s.First:], tags) })
		}
	}
	first, err := trainNames(e, know, docs, nil, 8)
	if err != nil {
		return err
	}
	second, err := trainNames(e, know, docs, votes, 8)
	if err != nil {
		return err
	}
	f, err := entity.NewNameFinder(know, first, second)
	if err != nil {
		return err
	}
	out, err := os.Create(filepath.Join(e.Models, entity.NamesFile))
	if err != nil {
		return err
	}
	n, err := f.WriteTo(out)
	if err != nil {
		return err
	}
	e.Logf("%s: %d bytes, %d and %d features", entity.NamesFile, n, first.Features(), second.Features())
	if err := out.Close(); err != nil {
		return err
	}
	return EvalEntityNames(e)
}

// EvalEntityNames measures entity_names.bin on the dev part of the worldwide newswire, as it is and with invented names.
func EvalEntityNames(e Env) error {
	f, err := entity.LoadNames(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	dev, err := corpus.Worldwide(filepath.Join(e.Corpora, "ner_worldwide/dev.tsv.gz"))
	if err != nil {
		return err
	}
	sum, all := countNames(f, dev)
	for i, c := range sum {
		p, r, f1 := c.F1()
		e.Logf("names %-13s P %5.1f  R %5.1f  F1 %5.1f", eval.NameClasses[i], p, r, f1)
	}
	p, r, f1 := all.F1()
	e.Logf("names %-13s P %5.1f  R %5.1f  F1 %5.1f", "all", p, r, f1)
	for i := range dev {
		dev[i] = renamed(dev[i])
	}
	_, all = countNames(f, dev)
	p, r, f1 = all.F1()
	e.Logf("names %-13s P %5.1f  R %5.1f  F1 %5.1f", "all, invented", p, r, f1)
	return nil
}

// countNames compares the names that are found in articles with gold, by class and in all.
func countNames(f *entity.NameFinder, part []corpus.Named) (sum [len(eval.NameClasses)]eval.Count, all eval.Count) {
	for _, a := range part {
		d := text.New(a.Article.Text)
		var found []corpus.NamedSpan
		for _, n := range f.Find(d) {
			found = append(found, corpus.NamedSpan{Span: d.Range(n.First, n.End), Kind: n.Kind})
		}
		for i, c := range eval.Names(a.Names, found) {
			sum[i].Add(c)
			all.Add(c)
		}
	}
	return sum, all
}

// namedDocs reads the training corpora. re3d, whose names are whole noun phrases, and the names that CoreNLP found in
// PolNeAR made the models worse.
func namedDocs(e Env) ([]namedDoc, error) {
	var out []namedDoc
	add := func(part []corpus.Named, err error) error {
		for i, a := range part {
			d := text.New(a.Article.Text)
			out = append(out, namedDoc{a, d, nameTags(d, a.Names)})
			if i%4 == 0 {
				a = headlined(a)
				d = text.New(a.Article.Text)
				out = append(out, namedDoc{a, d, nameTags(d, a.Names)})
			}
		}
		return err
	}
	if err := add(corpus.Worldwide(filepath.Join(e.Corpora, "ner_worldwide/train.tsv.gz"))); err != nil {
		return nil, err
	}
	if err := add(corpus.WikiGold(filepath.Join(e.Corpora, "ner_wikigold/train.conll.gz"))); err != nil {
		return nil, err
	}
	if err := add(unmarked(corpus.IEER(filepath.Join(e.Corpora, "ner_ieer/train.sgml.gz")))); err != nil {
		return nil, err
	}
	return out, nil
}

// headlined returns an article with some of its sentences capitalized as headlines are, word by word, and some in capitals
// throughout. The names stay where they are.
func headlined(a corpus.Named) corpus.Named {
	b := []byte(a.Article.Text)
	d := text.New(a.Article.Text)
	for i, s := range d.Sentences {
		for t := s.First; t < s.End && i%3 == 0; t++ {
			at := d.Tokens[t].Span
			if i%4 == 3 {
				copy(b[at.Start:], asciiUpper(b[at.Start:at.End]))
			} else if t == s.First || !small[d.Form(t)] && (t == 0 || d.Tokens[t-1].End < at.Start) {
				copy(b[at.Start:], asciiUpper(b[at.Start:at.Start+1]))
			}
		}
	}
	a.Article.Text = string(b)
	return a
}

// small are the words that headlines leave in lower case.
var small = map[string]bool{"a": true, "an": true, "the": true, "of": true, "in": true, "on": true, "to": true, "for": true,
	"and": true, "or": true, "by": true, "at": true, "from": true, "as": true, "with": true}

func asciiUpper(b []byte) []byte {
	out := make([]byte, len(b))
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		out[i] = c
	}
	return out
}

// unmarked marks the groups that a corpus leaves out.
func unmarked(part []corpus.Named, err error) ([]corpus.Named, error) {
	for i := range part {
		a := &part[i]
		d := text.New(a.Article.Text)
		for t := range d.Tokens {
			s := d.Tokens[t].Span
			if entity.IsGroup(d.Form(t)) && !slices.ContainsFunc(a.Names, func(n corpus.NamedSpan) bool { return n.Overlaps(s) }) {
				a.Names = append(a.Names, corpus.NamedSpan{Span: s, Kind: readout.Group})
			}
		}
		slices.SortStableFunc(a.Names, func(x, y corpus.NamedSpan) int { return x.Start - y.Start })
	}
	return part, err
}

// nameTags projects gold names onto tokens. A token that a name covers in part belongs to it.
func nameTags(d *text.Doc, names []corpus.NamedSpan) []uint8 {
	tags := make([]uint8, len(d.Tokens))
	i := 0
	for _, n := range names {
		if n.Kind == "" {
			continue
		}
		for i > 0 && d.Tokens[i-1].End > n.Start {
			i--
		}
		for i < len(d.Tokens) && d.Tokens[i].End <= n.Start {
			i++
		}
		for j := i; j < len(d.Tokens) && d.Tokens[j].Start < n.End; j++ {
			tags[j] = entity.NameTag(n.Kind, j > i)
		}
	}
	return tags
}

// trainNames trains the first model, or with votes the second.
func trainNames(e Env, know *entity.Clusters, docs []namedDoc, votes [][]uint8, epochs int) (*linear.Chain, error) {
	var w entity.Words
	var data []linear.Sequence
	lost, all := 0, 0
	for i, d := range docs {
		if err := w.Prepare(d.doc, know); err != nil {
			return nil, err
		}
		if votes != nil {
			for _, s := range w.Stretches {
				w.Vote(s, votes[i][s.First:s.End])
			}
			w.Count()
		}
		inside := 0
		for _, s := range w.Stretches {
			seq := linear.Sequence{Tags: d.tags[s.First:s.End]}
			for j := s.First; j < s.End; j++ {
				seq.Keys = append(seq.Keys, w.Keys(nil, s, j, votes != nil))
				if d.tags[j] != 0 {
					inside++
				}
			}
			data = append(data, legal(seq))
		}
		for _, t := range d.tags {
			if t != 0 {
				all++
			}
		}
		lost -= inside
	}
	e.Logf("%d stretches; %d of %d words of names lie outside", len(data), all+lost, all)
	return linear.TrainChain(linear.Recipe{
		Classes: entity.NameTags, Epochs: epochs, Rate: 0.1, L1: 4, L2: 1e-4, Drop: 0.3, Prune: 0.01, Seed: 1, Allowed: entity.NameAllowed,
		Log: func(epoch int, loss float64) { e.Logf("epoch %d: %.4f", epoch, loss) },
	}, data)
}

// legal makes the inside tag of a name that begins outside the stretch one of beginning.
func legal(s linear.Sequence) linear.Sequence {
	tags := append([]uint8(nil), s.Tags...)
	prev := -1
	for i, t := range tags {
		if !entity.NameAllowed(prev, int(t)) || prev < 0 && t > 0 && t%2 == 0 {
			tags[i] = t - 1
		}
		prev = int(tags[i])
	}
	s.Tags = tags
	return s
}

func decodeNames(c *linear.Chain, w *entity.Words, take func(entity.Stretch, []uint8)) {
	var l linear.Lattice
	var keys []linear.Key
	var tags []uint8
	for _, s := range w.Stretches {
		n := s.End - s.First
		l.Reset(c, n)
		for i := range n {
			keys = w.Keys(keys[:0], s, s.First+i, false)
			l.Set(c, i, keys)
		}
		tags = append(tags[:0], make([]uint8, n)...)
		l.Viterbi(c, tags)
		take(s, tags)
	}
}
