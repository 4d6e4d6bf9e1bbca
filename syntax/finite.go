package syntax

import "github.com/readout-project/readout/text"

// finite mends a sentence of prose that has been left without a finite verb: a participle that reads like a past tense is
// taken for one ("Both leaders gathered in Anchorage"), the first that no form of be or have and no preposition stands right before.
// Sentences without a full stop, which headlines are, are left alone, and so is what stands in quotation marks.
func (p *Parser) finite(d *text.Doc, s text.Sentence, l *Line) {
	if p.past == 0 || l.Caps > 0 || l.N < 4 || !stops(d, s) {
		return
	}
	first, depth := 0, 0
	for i := 1; i <= l.N; i++ {
		switch t := &p.Tags[l.Tag[i]-1]; t.XPOS {
		case TagOpen:
			depth++
		case TagClose:
			depth = max(0, depth-1)
		case TagVBD, TagVBP, TagVBZ, TagMD:
			if depth == 0 {
				return
			}
		case TagVBN:
			if depth > 0 || first > 0 || i == 1 || t.UPOS != VERB {
				continue
			}
			switch p.Tags[l.Tag[i-1]-1].UPOS {
			case NOUN, PROPN, PRON, ADV, NUM:
				first = i
			}
		}
	}
	if first > 0 {
		l.Tag[first] = p.past
	}
}

// stops reports whether a sentence ends as prose does: with a full stop, perhaps inside quotation marks.
func stops(d *text.Doc, s text.Sentence) bool {
	for i := s.End - 1; i >= s.First && i >= s.End-3; i-- {
		if d.Form(i) == "." {
			return true
		}
	}
	return false
}

// doubt is how far, in sums of weights, a reading with a finite verb at its root may lie behind the best one; relativeDoubt is
// that where a relative clause hangs on the root, which may have taken the verb ("The man who wrote the letter lives in Oslo.").
const (
	doubt         = 4.0
	relativeDoubt = 8.5
)

// A sentence is read anew when it has no more than maxVerbless words, and with no more than maxRoots of them as the root.
const (
	maxVerbless = 100
	maxRoots    = 12
)

// verbless reads a sentence of prose anew whose root has been taken for a noun without a subject or a copula: it tries what
// may be a finite verb as the root, and takes the best of those readings that give it a subject, where it is not far
// behind.
func (p *Parser) verbless(d *text.Doc, s text.Sentence, l *Line, w *work) {
	if l.Caps > 0 || l.N < 4 || l.N > maxVerbless || !stops(d, s) || p.verbal(l, &w.tree) {
		return
	}
	best, tag, least, tried := 0, uint64(0), float32(doubt), 0
	if relative(l, &w.tree) {
		least = relativeDoubt
	}
	for i := 2; i <= l.N && tried < maxRoots; i++ {
		was := l.Tag[i]
		as, behind := p.finitely(l, i, w)
		if as == 0 || behind > least {
			continue
		}
		tried++
		l.Tag[i] = as
		if total := behind + p.rooted(l, i, w); total < least && p.subject(l, i, &w.tree) {
			best, tag, least = i, as, total
		}
		l.Tag[i] = was
	}
	if best > 0 {
		l.Tag[best] = tag
		p.rooted(l, best, w)
		p.marks(l, w)
	} else if tried > 0 {
		p.arcs(l, w)
	}
}

// relative reports whether a relative clause hangs on the root of a tree.
func relative(l *Line, t *Tree) bool {
	for i := 1; i <= l.N; i++ {
		if h := t.Head[i]; t.Rel[i] == AclRelcl && h > 0 && t.Head[h] == 0 {
			return true
		}
	}
	return false
}

// rooted parses a line with word i as its root into w.tree, marks left out, and returns how far the transitions lie behind
// those that the parser would rather have made.
func (p *Parser) rooted(l *Line, i int, w *work) float32 {
	w.bones.Fill(l, p.Tags)
	root := 1
	for int(w.bones.At[root]) < i {
		root++
	}
	p.plant(l, w, root)
	return float32(w.regret) * p.Model.Parser.Scale
}

// finitely returns the tag of a finite verb that fits word i best, and how far it lies behind the word's tag; 0 where none does.
func (p *Parser) finitely(l *Line, i int, w *work) (tag uint64, behind float32) {
	switch t := &p.Tags[l.Tag[i]-1]; t.UPOS {
	case VERB:
		switch t.XPOS {
		case TagVBD, TagVBP, TagVBZ:
			return l.Tag[i], 0
		}
	case NOUN, ADJ:
	default:
		return 0, 0
	}
	if l.sure[i] != 0 {
		return 0, 0
	}
	w.keys = l.TagKeys(i, w.keys[:0])
	scores := p.Tagger.Score(w.keys, &w.sums)
	best := -1
	for k, t := range p.Tags {
		switch t.XPOS {
		case TagVBD, TagVBP, TagVBZ:
			if t.UPOS == VERB && (best < 0 || scores[k] > scores[best]) {
				best = k
			}
		}
	}
	if best < 0 {
		return 0, 0
	}
	return uint64(best) + 1, float32(scores[l.Tag[i]-1]-scores[best]) * p.Tagger.Scale
}

// subject reports whether word i has a subject, and none that is a relative pronoun.
func (p *Parser) subject(l *Line, i int, t *Tree) bool {
	some := false
	for c := 1; c <= l.N; c++ {
		if int(t.Head[c]) != i {
			continue
		}
		switch t.Rel[c] {
		case Nsubj, NsubjPass, Csubj, Expl:
			if x := p.Tags[l.Tag[c]-1].XPOS; x == TagWDT || x == TagWP {
				return false
			}
			some = true
		}
	}
	return some
}

// verbal reports whether the root of a tree is no noun, or has a subject or a copula.
func (p *Parser) verbal(l *Line, t *Tree) bool {
	root := 0
	for i := 1; i <= l.N; i++ {
		if t.Head[i] == 0 {
			root = i
		}
	}
	if root == 0 {
		return true
	}
	switch p.Tags[l.Tag[root]-1].UPOS {
	case NOUN, PROPN, PRON, NUM, ADJ:
	default:
		return true
	}
	for c := 1; c <= l.N; c++ {
		if int(t.Head[c]) == root {
			switch t.Rel[c] {
			case Cop, Nsubj, NsubjPass, Csubj, Expl:
				return true
			}
		}
	}
	return false
}
