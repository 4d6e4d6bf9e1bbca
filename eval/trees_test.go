package eval

import (
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

const treebank = `# newdoc id = a
# sent_id = 1
1	Ana	Ana	PROPN	NNP	_	2	nsubj	_	Entity=(1-person-new-cf1-1-sgl)
2	left	leave	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# sent_id = 2
1	She	she	PRON	PRP	Case=Nom|Person=3|PronType=Prs	2	nsubj	_	Entity=(1-person-giv-cf1-1-ana)
2	took	take	VERB	VBD	_	0	root	_	_
3	it	it	PRON	PRP	Person=3|PronType=Prs	2	obj	_	Entity=(2-object-new-cf2-1-sgl)|SpaceAfter=No
4	.	.	PUNCT	.	_	2	punct	_	_

`

func documents(t *testing.T) *corpus.TreebankDocument {
	t.Helper()
	docs, err := corpus.ReadCoNLLU(strings.NewReader(treebank))
	if err != nil || len(docs) != 1 {
		t.Fatal(len(docs), err)
	}
	return docs[0]
}

func TestTrees(t *testing.T) {
	gold := documents(t)
	trees := &syntax.Trees{Words: make([]syntax.Word, len(gold.Words))}
	for i, w := range gold.Words {
		x := &trees.Words[i]
		x.UPOS, _ = syntax.UPOSOf(w.UPOS)
		x.Rel, _ = syntax.RelOf(w.Rel)
		x.Head, x.Lemma = w.Head, w.Lemma
	}
	trees.Words[0].Head, trees.Words[6].Lemma = 2, "dot"
	var s TreesScore
	s.Add(gold, gold.Doc, trees)
	if s.Words != (Count{7, 7, 7}) || s.Sentences != (Count{2, 2, 2}) || s.UPOS.Right != 7 || s.LAS.Right != 6 || s.UAS.Right != 6 || s.Lemmas.Right != 6 {
		t.Errorf("%+v", s)
	}

	// Words joined otherwise: two of the gold are missing, and the head of a third with them.
	joined := &text.Doc{Text: gold.Doc.Text, Tokens: append([]text.Token(nil), gold.Doc.Tokens[:5]...), Sentences: gold.Doc.Sentences[:1]}
	joined.Tokens[4].End = gold.Doc.Tokens[6].End
	s = TreesScore{}
	s.Add(gold, joined, &syntax.Trees{Words: trees.Words[:5]})
	if s.Words != (Count{4, 5, 7}) || s.Sentences != (Count{1, 1, 2}) || s.UAS.Right != 2 {
		t.Errorf("joined: %+v", s)
	}
}

func TestPronouns(t *testing.T) {
	gold := documents(t)
	mention := func(words string) readout.Mention { return readout.Mention{Span: at(t, gold.Doc.Text, words)} }
	for name, c := range map[string]struct {
		mentions []readout.Mention
		want     int
	}{
		"traced":      {[]readout.Mention{mention("Ana"), mention("She")}, 1},
		"to nobody":   {[]readout.Mention{mention("She")}, 0},
		"to a thing":  {[]readout.Mention{mention("She"), mention("it")}, 0},
		"none at all": {nil, 0},
	} {
		var s PronounsScore
		s.Add(gold, &readout.Readout{Entities: []readout.Entity{{ID: "e1", Mentions: c.mentions}}})
		if s.Person != (Share{c.want, 1}) || s.Other != (Share{}) {
			t.Errorf("%s: %+v", name, s)
		}
	}
}
