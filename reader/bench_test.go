package reader

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// corpusFiles are the texts that speed is measured on: news, as it came.
const corpusFiles = "../../shared/corpora/polnear/dev/text/*.txt"

// articles returns the texts and how many words (tokens) they have.
func articles(b *testing.B) (texts []string, words int) {
	files, err := filepath.Glob(corpusFiles)
	if err != nil {
		b.Fatal(err)
	}
	if len(files) == 0 {
		b.Skip("the corpora are not beside the repository, at ../shared")
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(data))
		words += len(text.New(string(data)).Tokens)
	}
	return texts, words
}

// perSecond runs the benchmark on one goroutine and reports words for each second of processor time.
func perSecond(b *testing.B, words int, work func(i int)) {
	texts, _ := articles(b)
	b.ReportAllocs()
	n, from := 0, cpuTime()
	for b.Loop() {
		for i := range texts {
			work(i)
		}
		n++
	}
	b.ReportMetric(float64(words)*float64(n)/(cpuTime()-from).Seconds(), "words/cpu-s")
}

// The whole reading, article to JSON.
func BenchmarkRead(b *testing.B) {
	texts, words := articles(b)
	rd, err := New()
	if err != nil {
		b.Fatal(err)
	}
	var out []byte
	perSecond(b, words, func(i int) {
		r, err := rd.Read(readout.Article{Text: texts[i]})
		if err != nil {
			b.Fatal(err)
		}
		if out, err = r.AppendJSON(out[:0]); err != nil {
			b.Fatal(err)
		}
	})
}

// Each stage by itself, what it needs being there already.
func BenchmarkStages(b *testing.B) {
	texts, words := articles(b)
	rd, err := New()
	if err != nil {
		b.Fatal(err)
	}
	docs := make([]*text.Doc, len(texts))
	trees := make([]*syntax.Trees, len(texts))
	sets := make([]*entity.Set, len(texts))
	statements := make([][]attribution.Statement, len(texts))
	records := make([]*readout.Readout, len(texts))
	for i := range texts {
		docs[i] = text.New(texts[i])
		trees[i] = rd.parser.Parse(docs[i])
		sets[i] = rd.entities.Find(docs[i], trees[i])
		statements[i] = rd.statements.Find(docs[i], trees[i], sets[i])
		if records[i], err = rd.Read(readout.Article{Text: texts[i]}); err != nil {
			b.Fatal(err)
		}
	}
	var out []byte
	for _, stage := range []struct {
		name string
		work func(i int)
	}{
		{"text", func(i int) { text.New(texts[i]) }},
		{"syntax", func(i int) { rd.parser.Parse(docs[i]) }},
		{"entity", func(i int) { rd.entities.Find(docs[i], trees[i]) }},
		{"attribution", func(i int) { rd.statements.Find(docs[i], trees[i], sets[i]) }},
		{"times", func(i int) { times(docs[i], rd.times.Find(docs[i], trees[i], "")) }},
		{"places", func(i int) {
			at := rd.atlas(new(readout.Article), docs[i], trees[i], sets[i], rd.governments(docs[i], trees[i], sets[i], statements[i]))
			at.settle(sets[i])
			at.record(docs[i], sets[i])
		}},
		{"record", func(i int) { record(readout.Article{Text: texts[i]}, docs[i], sets[i], statements[i], &happenings{}) }},
		{"json", func(i int) { out, _ = records[i].AppendJSON(out[:0]) }},
	} {
		b.Run(stage.name, func(b *testing.B) { perSecond(b, words, stage.work) })
	}
}

// Loading all models, which every run of the program begins with.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(); err != nil {
			b.Fatal(err)
		}
	}
}

// The whole reading beside the part of it that ends with the statements, taken in turn over the same texts: "ratio" is the
// processor time of all stages over that of the statements alone, JSON included in both.
func BenchmarkWhole(b *testing.B) {
	texts, words := articles(b)
	rd, err := New()
	if err != nil {
		b.Fatal(err)
	}
	var out []byte
	write := func(r *readout.Readout, err error) {
		if err == nil {
			out, err = r.AppendJSON(out[:0])
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	var said, all time.Duration
	n := 0
	for b.Loop() {
		from := cpuTime()
		for i := range texts {
			a := readout.Article{Text: texts[i]}
			d := text.New(a.Text)
			trees := rd.parser.Parse(d)
			set := rd.entities.Find(d, trees)
			statements := rd.statements.Find(d, trees, set)
			r, _ := record(a, d, set, statements, &happenings{})
			write(r, nil)
		}
		between := cpuTime()
		for i := range texts {
			write(rd.Read(readout.Article{Text: texts[i]}))
		}
		said, all = said+between-from, all+cpuTime()-between
		n++
	}
	b.ReportMetric(all.Seconds()/said.Seconds(), "ratio")
	b.ReportMetric(float64(words)*float64(n)/said.Seconds(), "statements-words/cpu-s")
	b.ReportMetric(float64(words)*float64(n)/all.Seconds(), "words/cpu-s")
}
