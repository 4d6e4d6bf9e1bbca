package event

import (
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

var hashTo, hashIn, hashFor = text.HashLower("to"), text.HashLower("in"), text.HashLower("for")

// topicsOf finds what is talked about: "on …", "about …", "to discuss …" after the words of a sighting.
func (v *stage) topicsOf(m *sighting) {
	if m.p.verb && v.is(m.trigger, discuss) && m.kind == sameKind {
		if o := v.t.Child(m.trigger, syntax.Obj); o >= 0 {
			m.topics = append(m.topics, v.phrase(o))
		}
		return
	}
	if m.p.mute {
		return
	}
	end := min(v.d.Sentences[m.sentence].End, m.end+28)
	for j := m.end; j < end; j++ {
		w := &v.t.Words[j]
		switch {
		case v.quoted[j] && !m.quoted:
			return
		case v.formIs(j, topic):
			if j+1 >= end || v.timeAt[j+1] >= 0 || v.placeAt[j+1] >= 0 || v.timeAt[j] >= 0 || v.platform(j) || v.orders(m.sentence, j) {
				continue
			}
			if r, ok := v.topicFrom(j + 1); ok && v.timeAt[r.First] < 0 && v.placeAt[r.First] < 0 && !(r.End-r.First == 1 && v.t.Words[r.First].UPOS == syntax.PRON) {
				if h := v.covered[r.First]; h >= 0 && v.d.Form(j) == "on" && v.set.Mentions[h].Form != "nominal" && v.lex.classes[v.ids[r.First].form]&v.lex.custom["@platform"] != 0 {
					continue
				}
				m.topics = append(m.topics, r)
				return
			}
		case w.UPOS == syntax.VERB && v.is(j, discuss):
			if o := v.t.Child(j, syntax.Obj); o >= 0 {
				m.topics = append(m.topics, v.phrase(o))
			} else if j+1 < end {
				if r, ok := v.topicFrom(j + 1); ok {
					m.topics = append(m.topics, r)
				}
			}
			return
		case w.UPOS == syntax.VERB && v.is(j, about):
		case w.UPOS == syntax.VERB && w.XPOS == syntax.TagVB && j > m.end-1 && j-m.end <= 8 && v.d.Tokens[j-1].Lower == hashTo && m.p.plural && !m.p.verb && v.t.Words[j].Rel == syntax.Acl:
			m.topics = append(m.topics, v.action(j))
			return
		case w.UPOS == syntax.VERB && j >= m.end, w.UPOS == syntax.SCONJ && v.d.Tokens[j].Lower != hashTo && !v.formIs(j, topic):
			return
		case w.UPOS == syntax.ADP:
			if o := v.order(m.sentence, j+1); o == "before" || o == "after" {
				return
			}
		case w.XPOS == syntax.TagComma && v.clauseAfter(m.trigger, j) > j:
			j = v.clauseAfter(m.trigger, j) - 1
		case w.XPOS == syntax.TagComma && v.timeAt[j] < 0 && !(j+1 < end && v.timeAt[j+1] >= 0) && v.placeAt[j] < 0:
			return
		}
	}
}

// clauseAfter returns the end of the relative clause of noun i that begins after the comma at j; 0 if there is none.
func (v *stage) clauseAfter(i, j int) int {
	if c := v.t.Child(i, syntax.AclRelcl); c > j && v.t.Words[c].Begin <= j+1 {
		for e := c; e < min(c+20, len(v.ids)); e++ {
			if v.t.Words[e].XPOS == syntax.TagComma {
				return e + 1
			}
		}
	}
	return 0
}

// orders reports whether the words at token j are of order, such as "on the sidelines of".
func (v *stage) orders(sentence, j int) bool {
	for k := j + 2; k < min(j+5, len(v.ids)); k++ {
		for _, o := range v.lex.orderings[v.ids[k].form] {
			if len(o.words) == k+1-j && o.words[0] == v.ids[j].form {
				return v.order(sentence, k+1) != ""
			}
		}
	}
	return false
}

// platform reports whether the words after token j name a site where people write: "on X" is no topic.
func (v *stage) platform(j int) bool {
	c := v.lex.custom["@platform"]
	for k := j + 1; k < min(j+3, len(v.ids)); k++ {
		if v.lex.classes[v.ids[k].form]&c != 0 && v.t.Words[k].UPOS == syntax.PROPN {
			return true
		}
	}
	return false
}

// topicFrom returns the phrase that begins at token i.
func (v *stage) topicFrom(i int) (Range, bool) {
	if w := &v.t.Words[i]; w.UPOS == syntax.VERB || w.UPOS == syntax.SCONJ || w.XPOS == syntax.TagWRB || w.XPOS == syntax.TagWP {
		if w.UPOS == syntax.VERB && w.XPOS == syntax.TagVBG {
			return v.action(i), true
		}
		if g := w.Head; (w.XPOS == syntax.TagWRB || w.XPOS == syntax.TagWP || w.UPOS == syntax.SCONJ) && g > i {
			r := v.action(g)
			r.First = i
			return r, true
		}
		return Range{}, false
	}
	h := v.phraseHead(i)
	if h < 0 {
		return Range{}, false
	}
	r := v.phrase(h)
	r.First = max(r.First, i)
	for v.t.Words[r.First].UPOS == syntax.PUNCT && r.First < h {
		r.First++
	}
	return r, true
}

// action returns a verb with its object: "ending the war".
func (v *stage) action(i int) Range {
	r := Range{First: i, End: i + 1}
	if o := v.t.Child(i, syntax.Obj, syntax.Obl, syntax.Xcomp); o > i && o-i < 12 {
		r.End = v.phrase(o).End
		for c := o + 1; c < min(r.End+4, v.d.Sentences[v.sent[i]].End); c++ { // ending the war in Ukraine
			if w := &v.t.Words[c]; w.Rel == syntax.Obl && w.Head == i && v.timeAt[c] < 0 && w.Begin == r.End && v.d.Tokens[w.Begin].Lower == hashIn {
				r.End = v.phraseEnd(c, 0)
			}
		}
	} else if k := v.phraseHead(i + 1); k >= 0 {
		r.End = v.phrase(k).End
	}
	return r
}

// phrase returns the noun phrase that token h heads, as short as it tells what it is: with its "of" and "between", without
// clauses, times and looser additions.
func (v *stage) phrase(h int) Range {
	first, _ := v.nounPhrase(h)
	end := v.phraseEnd(h, 0)
	if c := v.headed[h]; c >= 0 && v.set.Mentions[c].Form == "name" {
		first, end = min(first, v.set.Mentions[c].First), max(end, v.set.Mentions[c].End)
	}
	return Range{First: first, End: end}
}

func (v *stage) phraseEnd(h, depth int) int {
	end := h + 1
	if depth > 4 {
		return end
	}
	for c := v.t.FirstChild(h); c >= 0; c = v.t.NextChild(c) {
		if c < h {
			continue
		}
		w := &v.t.Words[c]
		if v.timeAt[c] >= 0 {
			break
		}
		switch w.Rel {
		case syntax.Flat, syntax.Compound, syntax.Fixed:
			end = max(end, v.phraseEnd(c, depth+1))
		case syntax.Nmod:
			k := v.t.Child(c, syntax.Case)
			if k < 0 || k != end {
				return end
			}
			switch v.d.Tokens[k].Lower {
			case hashOf, hashBetween, hashIn, hashFor, hashTo, hashWith:
				end = v.phraseEnd(c, depth+1)
			default:
				return end
			}
		case syntax.Conj:
			if w.UPOS == syntax.VERB || w.Begin > end+1 && v.d.Form(end) != "," {
				return end
			}
			end = max(end, v.phraseEnd(c, depth+1))
		case syntax.Punct, syntax.Case:
		default:
			return end
		}
	}
	return end
}
