package train

import (
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/text/language"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/eval"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/place"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// read reads articles on all cores; the records are in their order.
func (t *table) read(articles []readout.Article) ([]*readout.Readout, error) {
	out, errs := make([]*readout.Readout, len(articles)), make([]error, len(articles))
	onAllCores(len(articles), func(i int) { out[i], errs[i] = t.reader.Read(articles[i]) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func onAllCores(n int, do func(i int)) {
	next := make(chan int)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}

func articles[T any](gold []T, article func(*T) readout.Article) (out []readout.Article) {
	for i := range gold {
		out = append(out, article(&gold[i]))
	}
	return out
}

func f1(c eval.Count) float64 {
	_, _, f := c.F1()
	return f
}

func (t *table) statements(dir string) error {
	gold, err := corpus.PolNeAR(dir)
	if err != nil {
		return err
	}
	records, err := t.read(articles(gold, func(a *corpus.Attributed) readout.Article { return a.Article }))
	if err != nil {
		return err
	}
	s := &t.said
	for i, r := range records {
		s.Add(&gold[i], r)
	}
	t.figures["polnear source"] = f1(s.Sources)
	t.figures["polnear cue"] = f1(s.Cues)
	t.figures["polnear content"] = f1(s.Contents)
	t.figures["polnear full"] = f1(s.Full)
	t.figures["polnear full exact"] = f1(s.FullExact)
	direct := s.Direct()
	t.figures["polnear direct"] = eval.Share{Right: direct.WithSource, All: direct.Gold}.Percent()
	t.figures["polnear calibration error"] = 100 * s.CalibrationError()
	return nil
}

func (t *table) pronouns(path string) error {
	gold, err := corpus.Treebank(path)
	if err != nil {
		return err
	}
	records, err := t.read(articles(gold, func(d **corpus.TreebankDocument) readout.Article {
		return readout.Article{ID: (*d).ID, Text: (*d).Doc.Text}
	}))
	if err != nil {
		return err
	}
	var s eval.PronounsScore
	for i, r := range records {
		s.Add(gold[i], r)
	}
	t.figures["gum person"], t.figures["gum other"] = s.Person.Percent(), s.Other.Percent()
	return nil
}

func (t *table) trees(name, path string) error {
	gold, err := corpus.Treebank(path)
	if err != nil {
		return err
	}
	parser, err := syntax.Load(models.English())
	if err != nil {
		return err
	}
	docs, trees := make([]*text.Doc, len(gold)), make([]*syntax.Trees, len(gold))
	onAllCores(len(gold), func(i int) {
		docs[i] = text.New(gold[i].Doc.Text)
		trees[i] = parser.Parse(docs[i])
	})
	var s eval.TreesScore
	for i, g := range gold {
		s.Add(g, docs[i], trees[i])
	}
	t.figures[name+" words"], t.figures[name+" sentences"] = f1(s.Words), f1(s.Sentences)
	t.figures[name+" upos"], t.figures[name+" las"] = f1(s.UPOS), f1(s.LAS)
	return nil
}

func (t *table) names(path string) error {
	gold, err := corpus.Worldwide(path)
	if err != nil {
		return err
	}
	parser, err := syntax.Load(models.English())
	if err != nil {
		return err
	}
	finder, err := entity.Load(models.English())
	if err != nil {
		return err
	}
	found := make([][]corpus.NamedSpan, len(gold))
	onAllCores(len(gold), func(i int) {
		d := text.New(gold[i].Article.Text)
		for _, n := range finder.Find(d, parser.Parse(d)).Names {
			found[i] = append(found[i], corpus.NamedSpan{Span: d.Range(n.First, n.End), Kind: n.Kind})
		}
	})
	var all eval.Count
	for i, a := range gold {
		for _, c := range eval.Names(a.Names, found[i]) {
			all.Add(c)
		}
	}
	t.figures["names"] = f1(all)
	return nil
}

func (t *table) codedEvents(path string) error {
	gold, err := corpus.PLV(path)
	if err != nil {
		return err
	}
	gold = slices.DeleteFunc(gold, func(c corpus.Coded) bool { return !corpus.CodedKeptOut(c.Text) })
	records, err := t.read(articles(gold, func(c *corpus.Coded) readout.Article { return readout.Article{ID: c.ID, Text: c.Text} }))
	if err != nil {
		return err
	}
	var s eval.EventsScore
	for i, r := range records {
		s.Add(&gold[i], r)
	}
	t.figures["plv coverage"], t.figures["plv type"], t.figures["plv macro-F1"] = s.Shares()
	return nil
}

// alpha3 turns an ISO 3166-1 code of two letters into one of three.
func alpha3(code string) string {
	r, err := language.ParseRegion(code)
	if err != nil {
		return corpus.NoCountry
	}
	return r.ISO3()
}

func (t *table) dispatches(path string) error {
	gold, err := corpus.Petrarch(path, func(code string) bool {
		r, err := language.ParseRegion(code)
		return err == nil && r.IsCountry()
	})
	if err != nil {
		return err
	}
	records, err := t.read(articles(gold, func(d *corpus.Dispatch) readout.Article {
		return readout.Article{ID: d.ID, Published: d.Published, Text: d.Text}
	}))
	if err != nil {
		return err
	}
	var all eval.Count
	for i, r := range records {
		all.Add(eval.Triples(gold[i].Events, r, alpha3))
	}
	t.figures["petrarch"] = f1(all)
	return nil
}

func (t *table) times(dir string) error {
	var s eval.TimesScore
	for _, part := range []string{"tbaq_timebank", "tbaq_aquaint"} {
		gold, err := corpus.TimeML(filepath.Join(dir, part))
		if err != nil {
			return err
		}
		gold = slices.DeleteFunc(gold, func(a corpus.Timed) bool { return !corpus.KeptOut(a.Article.ID) })
		records, err := t.read(articles(gold, func(a *corpus.Timed) readout.Article { return a.Article }))
		if err != nil {
			return err
		}
		for i, r := range records {
			s.Add(gold[i].Times, r.Times)
		}
	}
	t.figures["times"] = f1(s.Value)
	return nil
}

func (t *table) places(name, path string) error {
	gazetteer, err := place.Load()
	if err != nil {
		return err
	}
	gold, err := corpus.Toponyms(path)
	if err != nil {
		return err
	}
	records, err := t.read(articles(gold, func(a *corpus.Atlas) readout.Article {
		return readout.Article{ID: a.ID, Title: a.Title, URL: a.URL, Published: a.Published, Text: a.Text}
	}))
	if err != nil {
		return err
	}
	country := func(name string) string {
		if found := gazetteer.Lookup(name); len(found) > 0 {
			return found[0].Country
		}
		return ""
	}
	var s eval.PlacesScore
	for i, r := range records {
		if err := s.Add(&gold[i], r.Places, country); err != nil {
			return err
		}
	}
	t.figures[name+" country"], t.figures[name+" end to end"] = s.Shares()
	return nil
}
