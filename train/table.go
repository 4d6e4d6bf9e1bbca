package train

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/eval"
	"github.com/readout-project/readout/reader"
)

//go:embed table.tsv
var tableFile string

// Table measures the whole program, with the weights that it carries, from raw text on the dev parts of the corpora, and prints each
// figure beside its floor, what is wanted of it and the best that is known elsewhere. The error tells how many figures lie below
// their floor. Corpora that are missing are told of and left out.
func Table(e Env) error {
	t := table{figures: map[string]float64{}, Env: e}
	var err error
	if t.reader, err = reader.New(); err != nil {
		return err
	}
	for _, m := range []struct {
		needs   string
		measure func(string) error
	}{
		{"polnear/dev", t.statements},
		{"ud_gum/en_gum-ud-dev.conllu.gz", t.pronouns},
		{"ud_ewt/en_ewt-ud-dev.conllu.gz", func(path string) error { return t.trees("ewt", path) }},
		{"ud_gum/en_gum-ud-dev.conllu.gz", func(path string) error { return t.trees("gum", path) }},
		{"ner_worldwide/dev.tsv.gz", t.names},
		{"events/plv/plv.train.jsonl", t.codedEvents},
		{"events/petrarch_validation.train.jsonl", t.dispatches},
		{"timeml", t.times},
		{"toponyms/lgl.train.jsonl.gz", func(path string) error { return t.places("lgl", path) }},
		{"toponyms/trnews.train.jsonl.gz", func(path string) error { return t.places("trnews", path) }},
	} {
		path := filepath.Join(e.Corpora, m.needs)
		if _, err := os.Stat(path); err != nil {
			e.Logf("left out: %v", err)
			t.partial = true
			continue
		}
		if err := m.measure(path); err != nil {
			return fmt.Errorf("%s: %w", m.needs, err)
		}
	}
	return t.print()
}

type table struct {
	Env
	reader  *reader.Reader
	figures map[string]float64
	partial bool // a corpus is missing
	said    eval.StatementsScore
}

// print writes the table and reports the figures below their floors.
func (t *table) print() error {
	below := 0
	t.Logf("%-62s %8s %6s %6s  %s", "", "measured", "floor", "wanted", "best known elsewhere")
	for line := range strings.Lines(tableFile) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 5 || strings.HasPrefix(line, "#") {
			continue
		}
		got, ok := t.figures[f[0]]
		if !ok {
			if !t.partial {
				return fmt.Errorf("table.tsv: %s: nothing measures it", f[0])
			}
			continue
		}
		floor, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return fmt.Errorf("table.tsv: %s: %w", f[0], err)
		}
		verdict := ""
		if atMost := strings.HasSuffix(f[0], "error"); !atMost && got < floor || atMost && got > floor {
			verdict = "  BELOW ITS FLOOR"
			below++
		}
		t.Logf("%-62s %8.2f %6s %6s  %s%s", f[1], got, f[2], f[3], f[4], verdict)
	}
	t.groups()
	if below > 0 {
		return fmt.Errorf("%d figures lie below their floor", below)
	}
	return nil
}

// groups writes how PolNeAR's attributions fare by form and by source.
func (t *table) groups() {
	if t.said.Groups == nil {
		return
	}
	t.Logf("\nPolNeAR dev, recall by kind: %24s %8s %12s %6s", "gold", "found", "with source", "full")
	row := func(name string, g eval.GroupScore) {
		share := func(n int) float64 { return eval.Share{Right: n, All: g.Gold}.Percent() }
		t.Logf("%-40s %12d %8.1f %12.1f %6.1f", name, g.Gold, share(g.Found), share(g.WithSource), share(g.Full))
	}
	for _, f := range []readout.StatementForm{readout.Direct, readout.Mixed, readout.Indirect} {
		row(string(f), t.said.OfForm(f))
	}
	for _, w := range []eval.Wording{eval.NameSource, eval.PronounSource, eval.NounSource, eval.NoSource} {
		row("source: "+string(w), t.said.OfSource(w))
	}
}
