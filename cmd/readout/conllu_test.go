package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// chain returns trees in which each word depends on the one before it.
func chain(d *text.Doc) *syntax.Trees {
	trees := &syntax.Trees{Words: make([]syntax.Word, len(d.Tokens))}
	for _, s := range d.Sentences {
		for i := s.First; i < s.End; i++ {
			trees.Words[i] = syntax.Word{UPOS: syntax.X, XPOS: syntax.TagFW, Rel: syntax.Dep, Head: i - 1, Lemma: strings.ToLower(d.Form(i))}
			if i == s.First {
				trees.Words[i].Rel, trees.Words[i].Head = syntax.Root, -1
			}
		}
	}
	return trees
}

func TestAppendCoNLLU(t *testing.T) {
	a := &readout.Article{ID: "a b", Text: "“We don’t,”\u00a0Ana Kovac\tsaid.\n\nNew York.\n"}
	d := text.New(a.Text)
	var names []entity.Name
	for i := range d.Tokens {
		switch d.Form(i) {
		case "Ana":
			names = append(names, entity.Name{First: i, End: i + 2, Kind: readout.Person})
		case "New":
			names = append(names, entity.Name{First: i, End: i + 2, Kind: readout.Place})
		}
	}
	got, err := appendCoNLLU(nil, a, d, chain(d), names)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(`# newdoc id = a b
# newpar
# sent_id = a b-1
# text = “We don’t,” Ana Kovac said.
1 “ “ X FW _ 0 root _ Offset=0:1|SpaceAfter=No
2 We we X FW _ 1 dep _ Offset=1:3
3-4 don’t _ _ _ _ _ _ _ Offset=4:9|SpaceAfter=No
3 do do X FW _ 2 dep _ Offset=4:6
4 n’t n’t X FW _ 3 dep _ Offset=6:9
5 , , X FW _ 4 dep _ Offset=9:10|SpaceAfter=No
6 ” ” X FW _ 5 dep _ Offset=10:11
7 Ana ana X FW _ 6 dep _ Offset=12:15|NER=B-person
8 Kovac kovac X FW _ 7 dep _ Offset=16:21|NER=I-person
9 said said X FW _ 8 dep _ Offset=22:26|SpaceAfter=No
10 . . X FW _ 9 dep _ Offset=26:27

# newpar
# sent_id = a b-2
# text = New York.
1 New new X FW _ 0 root _ Offset=29:32|NER=B-place
2 York york X FW _ 1 dep _ Offset=33:37|NER=I-place|SpaceAfter=No
3 . . X FW _ 2 dep _ Offset=37:38

`, " ", "\t")
	if diff := cmp.Diff(want, strings.NewReplacer(" ", "\t", "\u00a0", "\t").Replace(string(got))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever the text, each line is a comment, empty, or ten columns, and only sentences are divided by empty lines.
func FuzzAppendCoNLLU(f *testing.F) {
	f.Add("“We don’t,” she said.\n\nNew York.")
	f.Add("a\tb\u0085c\u2028d \x00 e")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		d := text.New(s)
		got, err := appendCoNLLU(nil, &readout.Article{ID: s, Text: s}, d, chain(d), nil)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(got)) {
			line = strings.TrimSuffix(line, "\n")
			if line != "" && line[0] != '#' && strings.Count(line, "\t") != 9 {
				t.Errorf("line %q", line)
			}
		}
	})
}
