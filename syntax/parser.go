package syntax

import (
	"io/fs"
	"sync"

	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/text"
)

// A Parser tags and parses. It is read-only and safe for concurrent use.
type Parser struct {
	*Model
	left, right int    // where the left and the right arcs begin in Actions
	past, noun  uint64 // the tags of a verb in the past tense and of a noun, plus 1; 0 if there is none
	mark, bare  uint64 // the same of "that" before a clause and of a verb in its base form
	to          uint64 // the same of "to" before a verb
	present     uint64 // the same of verbs in the present tense, third person
	proper      uint64 // the same of names
	scratch     sync.Pool
}

// work is the scratch space of one goroutine.
type work struct {
	line   Line
	bones  Skeleton
	tree   Tree
	state  State
	keys   []linear.Key
	sums   linear.Sums
	regret int32 // see transitions
}

// Load reads the parser's weights, syntax.bin.
func Load(fsys fs.FS) (*Parser, error) {
	b, err := fs.ReadFile(fsys, "syntax.bin")
	if err != nil {
		return nil, err
	}
	m, err := Decode(b)
	if err != nil {
		return nil, err
	}
	return NewParser(m), nil
}

// NewParser makes a parser of a model.
func NewParser(m *Model) *Parser {
	p := &Parser{Model: m, left: len(m.Actions), right: len(m.Actions)}
	for i := len(m.Actions) - 1; i >= 0; i-- {
		switch m.Actions[i].Kind {
		case Left:
			p.left = i
		case Right:
			p.right = i
		}
	}
	p.left = min(p.left, p.right)
	for i, t := range m.Tags {
		if t.UPOS == VERB && t.XPOS == TagVBD {
			p.past = uint64(i) + 1
		}
		if t.UPOS == NOUN && t.XPOS == TagNN {
			p.noun = uint64(i) + 1
		}
		if t.UPOS == VERB && t.XPOS == TagVB {
			p.bare = uint64(i) + 1
		}
		if t.UPOS == VERB && t.XPOS == TagVBZ {
			p.present = uint64(i) + 1
		}
		if t.UPOS == PROPN && t.XPOS == TagNNP {
			p.proper = uint64(i) + 1
		}
		if t.UPOS == PART && t.XPOS == TagTO {
			p.to = uint64(i) + 1
		}
		if t.UPOS == SCONJ && t.XPOS == TagIN {
			p.mark = uint64(i) + 1
		}
	}
	p.scratch.New = func() any {
		return new(work)
	}
	return p
}

// Parse tags, lemmatises and parses every sentence of the document. Each sentence is a tree: one root, and all
// heads within it. The time grows linearly with the text.
func (p *Parser) Parse(d *text.Doc) *Trees {
	t := &Trees{Words: make([]Word, len(d.Tokens))}
	w := p.scratch.Get().(*work)
	defer p.scratch.Put(w)
	for i := range d.Sentences {
		p.sentence(d, d.Sentences[i], t.Words, w)
	}
	t.Link()
	return t
}

func (p *Parser) sentence(d *text.Doc, s text.Sentence, words []Word, w *work) {
	if s.First >= s.End {
		return
	}
	if n := lead(d, s); n > 0 { // the rest is a sentence of its own, on which the lead hangs
		before, after := s, s
		before.End, after.First = s.First+n, s.First+n
		p.sentence(d, before, words, w)
		p.sentence(d, after, words, w)
		top := after.First
		for words[top].Head >= 0 {
			top++
		}
		for i := before.First; i < before.End; i++ {
			if words[i].Head < 0 {
				words[i].Head, words[i].Rel = top, Parataxis
			}
		}
		return
	}
	l := &w.line
	l.Prepare(d, s, p.Lexicon)
	p.tag(l, w)
	p.offices(l)
	p.accused(l)
	p.lasting(l)
	p.sayings(l)
	p.afterModals(l)
	p.finite(d, s, l)
	p.arcs(l, w)
	p.verbless(d, s, l, w)
	for i := range l.N {
		tag := uint8(l.Tag[i+1] - 1)
		out := &words[s.First+i]
		out.UPOS, out.XPOS = p.Tags[tag].UPOS, p.Tags[tag].XPOS
		out.Cluster, out.Coarse = uint16(l.Cluster[i+1]), uint8(l.Coarse[i+1])
		out.Lemma = p.Lemmas.Lemma(d.Form(s.First+i), l.Lower[i+1], tag, p.Tags[tag])
		if h := w.tree.Head[i+1]; h == 0 {
			out.Head, out.Rel = -1, Root
		} else {
			out.Head, out.Rel = s.First+int(h)-1, w.tree.Rel[i+1]
		}
	}
}

// Tag finds the tags of a prepared line.
func (p *Parser) Tag(l *Line) {
	w := p.scratch.Get().(*work)
	p.tag(l, w)
	p.scratch.Put(w)
}

// tag goes from left to right and takes the best tag at each word.
func (p *Parser) tag(l *Line, w *work) {
	for i := 1; i <= l.N; i++ {
		if l.sure[i] != 0 {
			l.Tag[i] = uint64(l.sure[i])
			continue
		}
		w.keys = l.TagKeys(i, w.keys[:0])
		scores := p.Tagger.Score(w.keys, &w.sums)
		best := 0
		for k, s := range scores {
			if s > scores[best] {
				best = k
			}
		}
		l.Tag[i] = uint64(best) + 1
	}
}

// arcs parses a tagged line into w.tree: the words by transitions, then the marks.
func (p *Parser) arcs(l *Line, w *work) {
	w.bones.Fill(l, p.Tags)
	p.plant(l, w, 0)
	p.marks(l, w)
}

// plant makes the tree of the words of w.bones. Unless root is 0, that word of the skeleton becomes the root.
func (p *Parser) plant(l *Line, w *work, root int) {
	p.transitions(&w.bones, w, root)
	w.tree.fill(&w.bones, &w.state, l.N)
	p.joinSubjects(l, &w.tree)
	p.tellClauses(l, &w.tree)
	p.giveObjects(l, &w.tree)
	p.pairs(l, &w.tree)
	p.owners(l, &w.tree)
	p.active(l, &w.tree)
	w.tree.Spans()
}

// transitions parses a skeleton greedily, one transition after another (Nivre 2008), into w.state. Unless root is 0, that word
// becomes the root; w.regret becomes the sum by which the transitions lie behind those that would have been made without it.
func (p *Parser) transitions(k *Skeleton, w *work, root int) {
	s := &w.state
	s.Reset(k.N)
	w.regret = 0
	for !s.Done() {
		w.keys = s.Keys(k, w.keys[:0])
		scores := p.Model.Parser.Score(w.keys, &w.sums)
		best := p.best(s, scores, 0)
		if root > 0 {
			free := best
			best = p.best(s, scores, root)
			w.regret += scores[free] - scores[best]
		}
		s.Apply(p.Actions[best])
	}
}

// Arcs parses a skeleton and returns the nodes of its words, by their numbers in it.
func (p *Parser) Arcs(k *Skeleton) []Node {
	w := p.scratch.Get().(*work)
	defer p.scratch.Put(w)
	p.transitions(k, w, 0)
	return append([]Node(nil), w.state.Nodes[:k.N+1]...)
}

// best returns the allowed action with the highest score; root, unless it is 0, is the word that must become the root: it
// is pushed only when all words before it have their heads, and is not popped before the end.
func (p *Parser) best(s *State, scores []int32, root int) int {
	n := len(s.Stack)
	best := -1
	if s.Allows(Shift) && (s.Next != root || n == 1) {
		best = 0
	}
	if s.Allows(Left) && int(s.Stack[n-1]) != root {
		best = top(scores, best, p.left, p.right)
	}
	if s.Allows(Right) && (int(s.Stack[n-1]) != root || n == 2) {
		best = top(scores, best, p.right, len(scores))
	}
	return best
}

// top returns the class with the highest score of a range, or best where that is higher; -1 stands for none.
func top(scores []int32, best, from, to int) int {
	for k := from; k < to; k++ {
		if best < 0 || scores[k] > scores[best] {
			best = k
		}
	}
	return best
}
