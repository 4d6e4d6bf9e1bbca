package syntax

import "github.com/readout-project/readout/text"

var lowerBetween, lowerAnd = text.HashLower("between"), text.HashLower("and")

// pairs mends a tree in which "between" has one noun only, and another is joined outside: it joins the two. Where the second had been taken for
// the subject of a verb, that on which "between" hangs becomes the subject ("after talks between the union and the council collapsed").
func (p *Parser) pairs(l *Line, t *Tree) {
	for c := 1; c+4 <= l.N; c++ {
		one := int(t.Head[c])
		if t.Rel[c] != Case || l.Lower[c] != lowerBetween || one < c || !p.isNoun(l, one) {
			continue
		}
		and := one + 1
		for and < min(l.N, one+reach) && l.Lower[and] != lowerAnd && t.under(and, one) {
			and++
		}
		if l.Lower[and] != lowerAnd || t.Rel[and] != Cc {
			continue
		}
		two := and + 1
		for int(t.Head[two]) > two && p.isNoun(l, int(t.Head[two])) {
			two = int(t.Head[two])
		}
		if !p.isNoun(l, two) || int(t.Head[two]) == one {
			continue
		}
		verb := int(t.Head[two])
		switch {
		case t.Rel[two] == Conj && verb < c:
		case isSubject(t.Rel[two]) && verb == int(t.Head[and]) && verb > two && t.Rel[verb] == Conj:
			p.collapse(l, t, int(t.Head[one]), verb)
		default:
			continue
		}
		t.Head[two], t.Rel[two] = int32(one), Conj
		t.Head[and] = int32(two)
	}
}

// collapse makes noun, which has been taken for a circumstance ("after talks …"), the subject of the verb, and the verb the circumstance.
func (p *Parser) collapse(l *Line, t *Tree, noun, verb int) {
	if noun == 0 || noun > verb || !p.isNoun(l, noun) || t.Rel[noun] != Obl && t.Rel[noun] != Nmod {
		return
	}
	for c := noun - 1; c > 0; c-- {
		if int(t.Head[c]) == noun && t.Rel[c] == Case {
			t.Head[c], t.Rel[c] = int32(verb), Mark
			t.Head[verb], t.Rel[verb] = t.Head[noun], Advcl
			t.Head[noun], t.Rel[noun] = int32(verb), Nsubj
			return
		}
	}
}

// owners mends a tree in which one word has two subjects, one right before the other: the first is whose the second is, where an apostrophe stands
// between them ("the Rail Workers' Union said"), or its title ("Prosecutor Aoife Lally said").
func (p *Parser) owners(l *Line, t *Tree) {
	for i := 1; i+2 <= l.N; i++ {
		if !isSubject(t.Rel[i]) || !p.isNoun(l, i) || int(t.Head[i]) < i {
			continue
		}
		next, rel := i+1, NmodDesc
		if p.Tags[l.Tag[next]-1].XPOS == TagPOS {
			next, rel = next+1, NmodPoss
		} else if p.Tags[l.Tag[i]-1].XPOS == TagNNS || !p.isNoun(l, next) {
			continue
		}
		two := next
		for int(t.Head[two]) > two && t.Head[two] != t.Head[i] {
			two = int(t.Head[two])
		}
		if isSubject(t.Rel[two]) && t.Head[two] == t.Head[i] && p.isNoun(l, two) && (rel == NmodPoss || p.Tags[l.Tag[two]-1].UPOS == PROPN) {
			t.Head[i], t.Rel[i] = int32(two), rel
		}
	}
}

// Verbs in the past of which an infinitive says what their subject will or will not do.
var binding = wordSet("threatened", "vowed", "pledged", "promised", "refused", "offered", "agreed", "declined")

// active mends a tree in which such a verb has been joined to a passive that somebody reports: it is the reporter who does it ("She said members had not
// been asked and threatened to strike").
func (p *Parser) active(l *Line, t *Tree) {
	for i := 5; i+2 <= l.N && p.past > 0; i++ {
		passive := int(t.Head[i])
		if t.Rel[i] != Conj || !binding[l.Lower[i]] || l.Lower[i+1] != lowerTo || passive >= i || passive == 0 || t.Rel[passive] != Ccomp || int(t.Head[passive]) >= passive {
			continue
		}
		for c := 1; c < passive; c++ {
			if int(t.Head[c]) == passive && t.Rel[c] == AuxPass {
				t.Head[i], l.Tag[i] = t.Head[passive], p.past
				for k := i + 1; k <= l.N; k++ {
					if int(t.Head[k]) == passive && (t.Rel[k] == Advcl || t.Rel[k] == Xcomp) {
						t.Head[k], t.Rel[k] = int32(i), Xcomp
					}
				}
				break
			}
		}
	}
}

// wordSet returns a set of words.
func wordSet(words ...string) map[uint64]bool {
	out := map[uint64]bool{}
	for _, w := range words {
		out[text.HashLower(w)] = true
	}
	return out
}

// isNoun reports whether word i is a noun.
func (p *Parser) isNoun(l *Line, i int) bool {
	u := p.Tags[l.Tag[i]-1].UPOS
	return u == NOUN || u == PROPN
}

// under reports whether word i depends on word top, itself included.
func (t *Tree) under(i, top int) bool {
	for steps := 0; i > 0 && steps < reach; steps++ {
		if i == top {
			return true
		}
		i = int(t.Head[i])
	}
	return false
}
