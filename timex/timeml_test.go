package timex_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/timex"
)

// TestTimeML writes the times of the TimeML articles to the file named in TIMEX_OUT, as eval/score_times.py reads
// them: those developed on, or with TIMEX_KEPT set those kept out.
func TestTimeML(t *testing.T) {
	out := os.Getenv("TIMEX_OUT")
	if out == "" {
		t.Skip("TIMEX_OUT names no file")
	}
	f, err := timex.Load()
	if err != nil {
		t.Fatal(err)
	}
	// The trees decide tenses; without the weights the words around do.
	parser, err := syntax.Load(models.English())
	if err != nil && os.Getenv("TIMEX_TREES") != "" {
		t.Fatal(err)
	}
	kept := os.Getenv("TIMEX_KEPT") != ""
	type span struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Text  string `json:"text"`
		Type  string `json:"type"`
		Value string `json:"value"`
		Mod   string `json:"mod,omitempty"`
	}
	var b bytes.Buffer
	for _, dir := range []string{"tbaq_aquaint", "tbaq_timebank"} {
		all, err := corpus.TimeML(filepath.Join("..", "..", "shared", "corpora", "timeml", dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			if corpus.KeptOut(a.Article.ID) != kept {
				continue
			}
			d := text.New(a.Article.Text)
			spans := []span{}
			var trees *syntax.Trees
			if parser != nil && os.Getenv("TIMEX_TREES") != "" {
				trees = parser.Parse(d)
			}
			for _, x := range f.Find(d, trees, a.Article.Published) {
				at := d.Range(x.First, x.End)
				words := at.In(d.Text)
				start := len([]rune(d.Text[:at.Start]))
				spans = append(spans, span{start, start + len([]rune(words)), words, x.Type.String(), x.Value, x.Mod})
			}
			line, err := json.Marshal(map[string]any{"article": map[string]string{"id": a.Article.ID, "text": d.Text}, "times": spans})
			if err != nil {
				t.Fatal(err)
			}
			b.Write(line)
			b.WriteByte('\n')
		}
	}
	if err := os.WriteFile(out, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}
