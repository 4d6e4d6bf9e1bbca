package syntax

import "github.com/readout-project/readout/text"

var lowerThat = text.HashLower("that")

// joinSubjects mends a tree in which one word has two subjects with a conjunction between them, which no word has: the
// second, where it is a noun, becomes a conjunct of the first ("The mayor and the police denied it").
func (p *Parser) joinSubjects(l *Line, t *Tree) {
	for i := 3; i <= l.N; i++ {
		if int(t.Head[i]) <= i || !isSubject(t.Rel[i]) {
			continue
		}
		switch p.Tags[l.Tag[i]-1].UPOS {
		case NOUN, PROPN:
			if first, conjunction := p.joined(l, t, i); first > 0 {
				t.Head[i], t.Rel[i] = int32(first), Conj
				t.Head[conjunction] = int32(i)
			}
		}
	}
}

// joined returns the subject before i that a conjunction joins it to, and the conjunction, where all three depend on one word
// and nothing tells that clauses are joined: a verb or a mark before the conjunction.
func (p *Parser) joined(l *Line, t *Tree, i int) (first, conjunction int) {
	for k := i - 1; k > max(0, i-reach); k-- {
		switch {
		case t.Head[k] != t.Head[i]:
			if conjunction == 0 && p.Tags[l.Tag[k]-1].UPOS == VERB || k == conjunction-1 && l.IsMark(k) {
				return 0, 0
			}
		case conjunction == 0 && t.Rel[k] == Cc:
			conjunction = k
		case conjunction > 0 && isSubject(t.Rel[k]):
			return k, conjunction
		default:
			return 0, 0
		}
	}
	return 0, 0
}

func isSubject(r Rel) bool { return r == Nsubj || r == NsubjPass }

// tellClauses mends a tree in which what somebody is told, or the "that" before it, has been taken for a relative one: after an
// indirect object, a clause with a subject of its own that "that" begins is what is told ("Ana told the council that her department
// would wait").
func (p *Parser) tellClauses(l *Line, t *Tree) {
	for i := 4; i <= l.N; i++ {
		if p.mark > 0 && t.Rel[i] == Mark && l.Lower[i] == lowerThat {
			l.Tag[i] = p.mark
		}
		whom := int(t.Head[i])
		if t.Rel[i] == Ccomp { // it hangs on the verb already
			verb := t.Head[i]
			for whom = i - 1; whom > 0 && (t.Head[whom] != verb || t.Rel[whom] != Iobj); whom-- {
			}
		} else if t.Rel[i] != AclRelcl && t.Rel[i] != Acl {
			continue
		}
		if whom == 0 || whom >= i || t.Rel[whom] != Iobj {
			continue
		}
		that, subject := 0, false
		for k := whom + 1; k < i; k++ {
			if int(t.Head[k]) != i {
				continue
			}
			if l.Lower[k] == lowerThat && (t.Rel[k] == Obj && k == whom+1 || t.Rel[k] == Mark && t.Rel[i] == Acl) {
				that = k
			}
			subject = subject || that > 0 && k > that && isSubject(t.Rel[k])
		}
		if that > 0 && subject {
			t.Head[i], t.Rel[i] = t.Head[whom], Ccomp
			t.Rel[that] = Mark
			if p.mark > 0 { // which the loop has passed
				l.Tag[that] = p.mark
			}
		}
	}
}

// giveObjects mends a tree in which one word has two subjects, and on the first hangs a relative clause that is without an object and
// has a subject: the second, a noun that follows the clause, becomes the object of its verb ("The man who wrote the letter lives in Oslo").
func (p *Parser) giveObjects(l *Line, t *Tree) {
	for i := 4; i <= l.N; i++ {
		if u := p.Tags[l.Tag[i]-1].UPOS; !isSubject(t.Rel[i]) || int(t.Head[i]) <= i || u != NOUN && u != PROPN {
			continue
		}
		for verb := i - 1; verb > 1; verb-- {
			whose := t.Head[verb]
			if t.Rel[verb] != AclRelcl || whose == 0 || t.Head[whose] != t.Head[i] || !isSubject(t.Rel[whose]) {
				continue
			}
			subject, object := false, false
			for c := 1; c <= l.N; c++ {
				if int(t.Head[c]) == verb {
					subject = subject || t.Rel[c] == Nsubj
					object = object || t.Rel[c] == Obj || t.Rel[c] == Ccomp || t.Rel[c] == Cop
				}
			}
			if subject && !object {
				t.Head[i], t.Rel[i] = int32(verb), Obj
			}
			break
		}
	}
}
