package train

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/text"
)

// bordersFile is where the weights of the sentence borders stand; package text has them embedded.
const bordersFile = "text/data/borders.tsv"

// lean is what is added to every gap's sum: an end that is missed costs more than one too many.
const lean = 1.2

// A gapExample is a gap, with whether a sentence ends there.
type gapExample struct {
	keys []linear.Key
	ends bool
}

// Borders trains the weights that tell where a sentence ends without a full stop: on the treebanks' sentences, and on
// news, whose paragraphs have no such ends.
func Borders(e Env) error {
	names := map[linear.Key]string{}
	var data []gapExample
	ends := 0
	add := func(g text.Gap, end bool) {
		x := gapExample{ends: end}
		for _, f := range g.Features {
			k := linear.Key(linear.HashString(f))
			names[k] = f
			x.keys = append(x.keys, k)
		}
		data = append(data, x)
		if end {
			ends++
		}
	}
	docs, err := treebanks(e)
	if err != nil {
		return err
	}
	for _, d := range docs {
		starts := map[int]bool{}
		for _, s := range d.Doc.Sentences {
			starts[s.Start] = true
		}
		for _, g := range text.Gaps(d.Doc.Text, func(at int) bool { return starts[at] }) {
			add(g, starts[g.At])
		}
	}
	articles, err := corpus.PolNeAR(filepath.Join(e.Corpora, "polnear", "train"))
	if err != nil {
		return err
	}
	for _, a := range articles {
		for _, g := range text.Gaps(a.Article.Text, func(int) bool { return false }) {
			add(g, false)
		}
	}
	e.Logf("%d gaps, %d ends of sentences, %d features", len(data), ends, len(names))
	p := linear.NewSoftmax(2)
	p.Rate, p.L1, p.Least = 0.5, 4, 0.01
	scores, right, allowed := make([]float32, 2), make([]bool, 2), []bool{true, true}
	rnd := rand.New(rand.NewPCG(1, 4))
	for epoch := range 8 {
		loss := 0.0
		for _, at := range shuffled(len(data), uint64(epoch)) {
			x := data[at]
			keys := drop(append([]linear.Key(nil), x.keys...), rnd)
			clear(scores)
			p.Score(keys, scores)
			right[0], right[1] = !x.ends, x.ends
			loss += p.Learn(keys, scores, allowed, right, 1)
		}
		e.Logf("borders, epoch %d: loss %.4f", epoch+1, loss/float64(len(data)))
	}
	var lines []string
	for _, r := range p.Rows() {
		w := float32(0)
		for i, c := range r.Classes {
			w += r.Weights[i] * float32(2*int(c)-1)
		}
		if names[r.Key] == "all" {
			w += lean
		}
		if w > 0.04 || w < -0.04 {
			lines = append(lines, fmt.Sprintf("%s\t%.2f\n", names[r.Key], w))
		}
	}
	slices.Sort(lines)
	head := "# Weights of what stands around a gap between two words, learned by `readout-train train borders`: see border.go.\n"
	return os.WriteFile(bordersFile, []byte(head+strings.Join(lines, "")), 0o644)
}

// EvalBorders measures sentences on the dev parts' texts, which keep the line breaks of paragraphs only.
func EvalBorders(e Env) error {
	for _, part := range []string{"ud_ewt/en_ewt", "ud_gum/en_gum"} {
		docs, err := corpus.Treebank(filepath.Join(e.Corpora, part+"-ud-dev.conllu.gz"))
		if err != nil {
			return err
		}
		found, right, gold := 0, 0, 0
		for _, d := range docs {
			spans := map[readout.Span]bool{}
			for _, s := range d.Doc.Sentences {
				spans[s.Span] = true
			}
			gold += len(spans)
			for _, s := range text.New(d.Doc.Text).Sentences {
				found++
				if spans[s.Span] {
					right++
				}
			}
		}
		e.Logf("%s: %d sentences, %d found, %d right, F1 %.2f", part, gold, found, right, 200*float64(right)/float64(max(1, gold+found)))
	}
	return nil
}
