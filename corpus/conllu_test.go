package corpus

import (
	"strings"
	"testing"
)

const treebank = `# newdoc id = a
# newpar
# sent_id = a-1
1	He	he	PRON	PRP	_	4	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	go	go	VERB	VB	_	0	root	_	SpaceAfter=No
4.1	gone	go	VERB	VBN	_	_	_	_	_
5	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = a-2
1-2	im	_	_	_	_	_	_	_	SpaceAfter=No
1	I	I	PRON	PRP	_	0	root	_	_
2	am	be	AUX	VBP	_	1	cop	_	_
3	!	!	PUNCT	.	_	1	punct	_	_

# newdoc id = b
# newpar
# sent_id = b-1
1	Yes	yes	INTJ	UH	_	0	root	_	_

`

func TestReadCoNLLU(t *testing.T) {
	docs, err := ReadCoNLLU(strings.NewReader(treebank))
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 2 || docs[0].ID != "a" || docs[1].ID != "b" {
		t.Fatalf("documents: %v", docs)
	}
	d := docs[0]
	if want := "He didn't go. im!"; d.Doc.Text != want {
		t.Errorf("text %q, want %q", d.Doc.Text, want)
	}
	var forms []string
	for i := range d.Doc.Tokens {
		forms = append(forms, d.Doc.Form(i))
	}
	if got, want := strings.Join(forms, "|"), "He|did|n't|go|.|i|m|!"; got != want {
		t.Errorf("words %s, want %s", got, want)
	}
	if d.Doc.Tokens[1].Multi != 2 || d.Doc.Tokens[5].Multi != 2 || d.Doc.Tokens[2].Multi != 0 {
		t.Errorf("multiword tokens: %+v", d.Doc.Tokens)
	}
	if d.Words[0].Head != 3 || d.Words[3].Head != -1 || d.Words[7].Head != 5 {
		t.Errorf("heads: %+v", d.Words)
	}
	if len(d.Doc.Sentences) != 2 || len(d.Doc.Paragraphs) != 1 || d.Sents[1] != "a-2" {
		t.Errorf("sentences %+v, ids %q", d.Doc.Sentences, d.Sents)
	}
}

func TestReadCoNLLUErrors(t *testing.T) {
	for _, s := range []string{"1\tHe\n", "1\tHe\the\tPRON\tPRP\t_\tx\tnsubj\t_\t_\n", "3-2\tHe\t_\t_\t_\t_\t_\t_\t_\t_\n"} {
		if _, err := ReadCoNLLU(strings.NewReader(s)); err == nil || !strings.HasPrefix(err.Error(), "line 1:") {
			t.Errorf("%q: error %v", s, err)
		}
	}
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add(treebank)
	f.Fuzz(func(t *testing.T, s string) {
		docs, err := ReadCoNLLU(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, d := range docs {
			if len(d.Words) != len(d.Doc.Tokens) {
				t.Fatalf("%d words, %d tokens", len(d.Words), len(d.Doc.Tokens))
			}
		}
	})
}
