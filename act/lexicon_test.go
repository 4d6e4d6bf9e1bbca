package act

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// TestEveryCue meets each cue of cues.txt in a text that is nothing but its words: for some kind of content its line
// must decide.
func TestEveryCue(t *testing.T) {
	r, err := loadRules(data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.cues {
		c := &r.cues[i]
		words := strings.Fields(c.cue)
		d := text.New(strings.Join(words, " "))
		if len(d.Tokens) != len(words) {
			t.Fatalf("cues.txt:%d: %q has %d tokens", c.line, c.cue, len(d.Tokens))
		}
		trees := &syntax.Trees{Words: make([]syntax.Word, len(words))}
		for j, w := range words {
			trees.Words[j] = syntax.Word{Lemma: w, Head: -1, Rel: syntax.Root}
		}
		trees.Link()
		v := newScene(r, d, trees, &entity.Set{})
		s := attribution.Statement{Cue: attribution.Range{First: 0, End: len(words)}}
		decides := false
		for kind := toClause; kind <= directSpeech && !decides; kind <<= 1 {
			found := v.cueOf(&s, &context{kind: kind, plural: c.plural})
			decides = found != nil && found.line == c.line
		}
		if !decides {
			t.Errorf("cues.txt:%d: %q is decided by another line", c.line, c.cue)
		}
	}
}

// TestBrokenFiles breaks the data files and looks for the place in the error.
func TestBrokenFiles(t *testing.T) {
	for _, c := range []struct{ file, line, want string }{
		{"words.txt", "good", "words.txt:%: want a class and its words"},
		{"words.txt", "$fine $unheard", "words.txt:%: no class $unheard"},
		{"cues.txt", "promise vow", `cues.txt:%: "promise" is no act`},
		{"cues.txt", "commitment", "cues.txt:%: no cue"},
		{"cues.txt", "commitment vow | strong", `cues.txt:%: "strong" is none of`},
		{"cues.txt", "commitment vow | content=song", "cues.txt:%: content=song"},
		{"patterns.txt", "prediction", "patterns.txt:%: no conditions"},
		{"patterns.txt", "prediction soon", "patterns.txt:%: soon: no such condition"},
		{"patterns.txt", `prediction "soon`, "patterns.txt:%: a quotation mark without its fellow"},
		{"patterns.txt", `prediction ".. soon"`, `patterns.txt:%: ".. soon": ".. soon" begins or ends with the sign for anything`},
		{"patterns.txt", `prediction "<verbs>"`, `patterns.txt:%: "<verbs>": <verbs> is no kind of word`},
		{"patterns.txt", "prediction subject=he", "patterns.txt:%: subject=he: he is none of"},
		{"patterns.txt", "prediction tense=pluperfect", "patterns.txt:%: tense=pluperfect"},
		{"patterns.txt", "prediction verb=$unheard", "patterns.txt:%: verb=$unheard: words.txt has no class"},
		{"patterns.txt", "prediction asks target=world", "patterns.txt:%: target=world"},
		{"patterns.txt", "prediction answers=prayer", "patterns.txt:%: answers=prayer"},
		{"conditions.txt", "unless", `conditions.txt:%: no words`},
		{"conditions.txt", "when it rains", `conditions.txt:%: "when" is none of`},
	} {
		files := fstest.MapFS{}
		for _, name := range []string{"words.txt", "cues.txt", "patterns.txt", "conditions.txt"} {
			b, err := fs.ReadFile(data, "data/"+name)
			if err != nil {
				t.Fatal(err)
			}
			if name == c.file {
				b = append([]byte("# The next line is wrong.\n"+c.line+"\n"), b...)
			}
			files["data/"+name] = &fstest.MapFile{Data: b}
		}
		r, err := loadRules(files)
		want := strings.ReplaceAll(c.want, "%", "2")
		if err == nil || r != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s with %q: error %v, want %s", c.file, c.line, err, want)
		}
	}
}

// FuzzRules reads a line as each of the data files.
func FuzzRules(f *testing.F) {
	for _, line := range []string{"$good fine $bad", "threat vow revenge | content=to unless=warning", `threat subject=me "pay .. price" !asks target=object`,
		"if on condition that", "e.g. We will see."} {
		f.Add(line)
	}
	files := fstest.MapFS{}
	for _, name := range []string{"words.txt", "cues.txt", "patterns.txt", "conditions.txt"} {
		b, err := fs.ReadFile(data, "data/"+name)
		if err != nil {
			f.Fatal(err)
		}
		files["data/"+name] = &fstest.MapFile{Data: b}
	}
	f.Fuzz(func(t *testing.T, line string) {
		for name, file := range files {
			broken := fstest.MapFS{}
			for other, whole := range files {
				broken[other] = whole
			}
			broken[name] = &fstest.MapFile{Data: append([]byte(line+"\n"), file.Data...)}
			if r, err := loadRules(broken); (r == nil) != (err != nil) {
				t.Errorf("%s: rules %v, error %v", name, r != nil, err)
			}
		}
	})
}
