package train

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// freeGUM are the genres of GUM whose texts are free to use: CC BY or public domain. The others are not trained on.
var freeGUM = []string{"GUM_news", "GUM_interview", "GUM_bio", "GUM_voyage", "GUM_textbook", "GUM_speech", "GUM_vlog"}

// A tree is one sentence with its annotation. Words count from 1; 0 is the root.
type tree struct {
	doc    *text.Doc
	sent   text.Sentence
	pairs  []syntax.Tag // of word i at i
	tags   []uint8      // the pairs by number; filled when they are numbered
	heads  []int32
	rels   []syntax.Rel
	lemmas []string
	weight float32 // how much a step for it counts
	line   *syntax.Line
	bare   *bare
}

func (t *tree) len() int { return t.sent.End - t.sent.First }

// trainTrees reads what the weights may be made of.
func trainTrees(e Env) ([]*tree, error) {
	docs, err := treebanks(e)
	return treesOf(docs), err
}

// treebanks reads the train parts of the treebanks, of GUM only the genres that are free to use.
func treebanks(e Env) ([]*corpus.TreebankDocument, error) {
	docs, err := corpus.Treebank(filepath.Join(e.Corpora, "ud_ewt", "en_ewt-ud-train.conllu.gz"))
	if err != nil {
		return nil, err
	}
	gum, err := corpus.Treebank(filepath.Join(e.Corpora, "ud_gum", "en_gum-ud-train.conllu.gz"))
	if err != nil {
		return nil, err
	}
	for _, d := range gum {
		if slices.ContainsFunc(freeGUM, func(genre string) bool { return strings.HasPrefix(d.ID, genre) }) {
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// treesOf turns documents into trees. Relations that are no longer used become the ones above them.
func treesOf(docs []*corpus.TreebankDocument) []*tree {
	var out []*tree
	for _, d := range docs {
		for _, s := range d.Doc.Sentences {
			n := s.End - s.First
			t := &tree{doc: d.Doc, sent: s, weight: 1,
				pairs: make([]syntax.Tag, n+1), heads: make([]int32, n+1), rels: make([]syntax.Rel, n+1), lemmas: make([]string, n+1)}
			for i := range n {
				w := d.Words[s.First+i]
				t.pairs[i+1].UPOS, _ = syntax.UPOSOf(w.UPOS)
				t.pairs[i+1].XPOS, _ = syntax.XPOSOf(w.XPOS)
				t.rels[i+1] = relOf(w.Rel)
				t.lemmas[i+1] = w.Lemma
				if w.Head >= 0 {
					t.heads[i+1] = int32(w.Head - s.First + 1)
				}
			}
			out = append(out, t)
		}
	}
	return out
}

// kidsOf makes the lists of children of heads.
func kidsOf(heads []int32) [][]int32 {
	kids := make([][]int32, len(heads))
	for i, h := range heads[1:] {
		kids[h] = append(kids[h], int32(i+1))
	}
	return kids
}

func relOf(name string) syntax.Rel {
	r, ok := syntax.RelOf(name)
	if !ok {
		base, _, _ := strings.Cut(name, ":")
		r, _ = syntax.RelOf(base)
	}
	return r
}

// numberTags gives the joint tags that occur at least min times their numbers; the trees' rarer ones become the
// most common one with the same UPOS.
func numberTags(trees []*tree, least int) []syntax.Tag {
	count := map[syntax.Tag]int{}
	for _, t := range trees {
		for _, p := range t.pairs[1:] {
			count[p]++
		}
	}
	var tags []syntax.Tag
	number := map[syntax.Tag]uint8{}
	best := map[syntax.UPOS]syntax.Tag{}
	for u := range syntax.NumUPOS {
		for x := range syntax.NumXPOS {
			p := syntax.Tag{UPOS: syntax.UPOS(u), XPOS: syntax.XPOS(x)}
			n := count[p]
			if n == 0 {
				continue
			}
			if b, ok := best[p.UPOS]; !ok || count[b] < n {
				best[p.UPOS] = p
			}
			if n >= least {
				number[p] = uint8(len(tags))
				tags = append(tags, p)
			}
		}
	}
	for _, t := range trees {
		t.tags = make([]uint8, len(t.pairs))
		for i, p := range t.pairs[1:] {
			n, ok := number[p]
			if !ok {
				n = number[best[p.UPOS]]
			}
			t.tags[i+1] = n
		}
	}
	return tags
}

// actionsOf returns the transitions that draw the bare trees' arcs, those that occur at least min times, in order.
func actionsOf(trees []*tree, least int) []syntax.Action {
	count := map[syntax.Action]int{}
	for _, t := range trees {
		for i, h := range t.bare.heads[1:] {
			k := syntax.Right
			if int(h) > i+1 {
				k = syntax.Left
			}
			count[syntax.Action{Kind: k, Rel: t.bare.rels[i+1]}]++
		}
	}
	actions := []syntax.Action{{}}
	for _, k := range []syntax.Kind{syntax.Left, syntax.Right} {
		for r := range syntax.NumRel {
			a := syntax.Action{Kind: k, Rel: syntax.Rel(r)}
			if count[a] >= least && a.Rel != syntax.NoRel {
				actions = append(actions, a)
			}
		}
	}
	return actions
}
