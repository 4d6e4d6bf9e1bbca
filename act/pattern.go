package act

import (
	"fmt"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/syntax"
)

// A pattern is a line of patterns.txt: an act, and conditions that must all hold of a clause.
type pattern struct {
	act        readout.ActType
	line       int
	conditions []condition
	aim        aim
	examples   []string // lines "e.g. …" below it
}

// aim tells where a pattern's target stands.
type aim uint8

const (
	usual aim = iota // as the act has it
	aimSubject
	aimObject
	aimYou
	aimOwner // whose it is: "Biden's war"
)

var aimNames = map[string]aim{"subject": aimSubject, "object": aimObject, "you": aimYou, "owner": aimOwner}

type condition struct {
	not   bool // must not hold
	test  test
	who   who
	time  tense
	set   wordSet
	any   bool // any word will do
	kinds kind // be=<adj>
	acts  []readout.ActType
	seq   phrase
}

// test is what a condition looks at.
type test uint8

const (
	testWords test = iota
	testSubject
	testObject
	testTense
	testVerb
	testBe
	testModal
	testMatrix
	testNegated
	testPassive
	testAsks
	testIf
	testAsked
	testAnswers
	testPlural
	testWhole
	testIndirect
)

// patternLine reads "act condition condition …", and "e.g. …" below it.
func (r *rules) patternLine(n int, line string) error {
	if example, ok := strings.CutPrefix(line, "e.g. "); ok {
		if len(r.patterns) == 0 {
			return fmt.Errorf("an example without a line above it")
		}
		p := &r.patterns[len(r.patterns)-1]
		p.examples = append(p.examples, strings.TrimSpace(example))
		return nil
	}
	name, rest, _ := strings.Cut(line, " ")
	act, err := actOf(name)
	if err != nil {
		return err
	}
	p := pattern{act: act, line: n}
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		var field string
		if i := strings.IndexByte(rest, '"'); i == 0 || i == 1 && rest[0] == '!' {
			j := strings.IndexByte(rest[i+1:], '"')
			if j < 0 {
				return fmt.Errorf("a quotation mark without its fellow")
			}
			field, rest = rest[:i+j+2], rest[i+j+2:]
		} else {
			field, rest, _ = strings.Cut(rest, " ")
		}
		if where, ok := strings.CutPrefix(field, "target="); ok {
			if p.aim, ok = aimNames[where]; !ok {
				return fmt.Errorf("target=%s: none of subject, object, you, owner", where)
			}
			continue
		}
		c, err := r.condition(field)
		if err != nil {
			return fmt.Errorf("%s: %w", field, err)
		}
		p.conditions = append(p.conditions, c)
	}
	if len(p.conditions) == 0 {
		return fmt.Errorf("no conditions")
	}
	r.patterns = append(r.patterns, p)
	return nil
}

var flags = map[string]test{"negated": testNegated, "passive": testPassive, "asks": testAsks, "if": testIf, "plural": testPlural,
	"indirect": testIndirect}

// condition reads one condition.
func (r *rules) condition(field string) (c condition, err error) {
	field, c.not = strings.CutPrefix(field, "!")
	if strings.HasPrefix(field, `"`) {
		c.seq, err = r.phrase(strings.Trim(field, `"`))
		return c, err
	}
	key, value, ok := strings.Cut(field, "=")
	if !ok {
		if c.test, ok = flags[key]; !ok {
			return c, fmt.Errorf("no such condition")
		}
		return c, nil
	}
	switch key {
	case "subject", "object":
		c.test = testSubject
		if key == "object" {
			c.test = testObject
		}
		for _, name := range strings.Split(value, "|") {
			w, ok := whoNames[name]
			if !ok {
				return c, fmt.Errorf("%s is none of me, you, it, there, them, person, org, country, group, somebody, none", name)
			}
			c.who |= w
		}
	case "tense":
		c.test = testTense
		for _, name := range strings.Split(value, "|") {
			t, ok := tenseNames[name]
			if !ok {
				return c, fmt.Errorf("%s is none of past, present, future, would, infinitive, imperative, ing, none", name)
			}
			c.time |= t
		}
	case "verb", "be", "modal", "matrix", "asked", "whole":
		c.test = map[string]test{"verb": testVerb, "be": testBe, "modal": testModal, "matrix": testMatrix, "asked": testAsked, "whole": testWhole}[key]
		switch c.any, c.kinds = value == "any", kindNames[value]; {
		case c.kinds != 0 && key != "be":
			return c, fmt.Errorf("only be= takes a kind of word")
		case !c.any && c.kinds == 0:
			c.set, err = r.set(value)
		}
	case "answers":
		c.test = testAnswers
		for _, name := range strings.Split(value, "|") {
			a, err := actOf(name)
			if err != nil {
				return c, err
			}
			c.acts = append(c.acts, a)
		}
	default:
		return c, fmt.Errorf("no such condition")
	}
	return c, err
}

// A context is what is known around a clause.
type context struct {
	statement int
	asked     *asked          // the question before; nil if none
	answers   readout.ActType // what the statement that is answered does; "" if none
	plural    bool            // the speaker is several
	kind      contentKind     // of the statement
}

// match returns the first pattern that fits a clause, or nil.
func (v *scene) match(c *clause, x *context) *pattern {
next:
	for i := range v.rules.patterns {
		p := &v.rules.patterns[i]
		for j := range p.conditions {
			if t := &p.conditions[j]; v.holds(t, c, x) == t.not {
				continue next
			}
		}
		return p
	}
	return nil
}

func (v *scene) holds(t *condition, c *clause, x *context) bool {
	f := &c.frame
	switch t.test {
	case testWords:
		return t.seq.find(v, c.Range).End > 0
	case testSubject:
		return f.subject&t.who != 0
	case testObject:
		return f.object&t.who != 0
	case testTense:
		return f.tense&t.time != 0
	case testVerb:
		return f.verb && (t.any || v.is(f.pred, t.set))
	case testBe:
		return f.be && (t.any || t.kinds&kindsOf(v.word(f.pred)) != 0 || v.is(f.pred, t.set) || v.described(f.pred, t.set))
	case testModal:
		for _, m := range f.modals[:f.nmodals] {
			if t.any || v.is(m, t.set) {
				return true
			}
		}
		return false
	case testMatrix:
		return f.matrix >= 0 && (t.any || v.is(f.matrix, t.set))
	case testNegated:
		return f.negated
	case testPassive:
		return f.passive
	case testAsks:
		return f.asks
	case testIf:
		return c.condition.End > 0
	case testAsked:
		return x.asked != nil && (t.any || x.asked.holds(v, t.set) >= 0)
	case testAnswers:
		for _, a := range t.acts {
			if x.answers == a {
				return true
			}
		}
		return false
	case testIndirect:
		return !f.direct
	case testPlural:
		return x.plural
	case testWhole:
		for i := c.First; i < c.End; i++ {
			if !v.is(i, t.set) && v.word(i).UPOS != 0 && !v.punct(i) {
				return false
			}
		}
		return true
	}
	return false
}

// described reports whether a noun has an adjective of a set: "a brilliant lawyer".
func (v *scene) described(i int, s wordSet) bool {
	for c := v.trees.FirstChild(i); c >= 0; c = v.trees.NextChild(c) {
		if v.word(c).Rel == syntax.Amod && v.is(c, s) {
			return true
		}
	}
	return false
}

// A cueLine is a cue of a line of cues.txt.
type cueLine struct {
	act      readout.ActType
	line     int
	words    []wordSet // each word's forms
	negated  bool      // the words have a negation of their own
	content  contentKind
	plural   bool
	weak     bool
	unless   []readout.ActType
	cue      string
	examples []string
}

func (c *cueLine) conditions() int {
	n := 0
	if c.content != 0 {
		n++
	}
	if c.plural {
		n++
	}
	return n
}

// contentKind is a set of what the content of a statement may be.
type contentKind uint8

const (
	toClause      contentKind = 1 << iota // to leave
	objectClause                          // them to leave
	thatClause                            // that they leave; they leave
	whetherClause                         // whether, if, who, what … they leave
	ingClause                             // leaving
	nounPhrase                            // the departure
	directSpeech
)

var contentNames = map[string]contentKind{"to": toClause, "object": objectClause, "that": thatClause, "whether": whetherClause,
	"ing": ingClause, "noun": nounPhrase, "direct": directSpeech}

// cueLine reads "act cue, cue … | condition …", and "e.g. …" below it.
func (r *rules) cueLine(n int, line string) error {
	if example, ok := strings.CutPrefix(line, "e.g. "); ok {
		if len(r.cues) == 0 {
			return fmt.Errorf("an example without a line above it")
		}
		for i := len(r.cues) - 1; i >= 0 && r.cues[i].line == r.cues[len(r.cues)-1].line; i-- {
			r.cues[i].examples = append(r.cues[i].examples, strings.TrimSpace(example))
		}
		return nil
	}
	body, options, _ := strings.Cut(line, "|")
	name, list, _ := strings.Cut(strings.TrimSpace(body), " ")
	act, err := actOf(name)
	if err != nil {
		return err
	}
	var base cueLine
	base.act, base.line = act, n
	for _, o := range strings.Fields(options) {
		key, value, _ := strings.Cut(o, "=")
		switch key {
		case "weak":
			base.weak = true
		case "plural":
			base.plural = true
		case "content":
			for _, name := range strings.Split(value, ",") {
				k, ok := contentNames[name]
				if !ok {
					return fmt.Errorf("content=%s: none of to, object, that, whether, ing, noun, direct", name)
				}
				base.content |= k
			}
		case "unless":
			for _, name := range strings.Split(value, ",") {
				a, err := actOf(name)
				if err != nil {
					return err
				}
				base.unless = append(base.unless, a)
			}
		default:
			return fmt.Errorf("%q is none of weak, plural, content=, unless=", o)
		}
	}
	for _, cue := range strings.Split(list, ",") {
		c := base
		c.cue = strings.TrimSpace(cue)
		for _, w := range strings.Fields(c.cue) {
			var set wordSet
			if strings.HasPrefix(w, "$") {
				if set, err = r.set(w); err != nil {
					return err
				}
			} else {
				for _, form := range forms(w) {
					set.add(r.id(form))
				}
			}
			c.negated = c.negated || r.own.no.has(r.id(w))
			c.words = append(c.words, set)
		}
		if len(c.words) == 0 {
			return fmt.Errorf("no cue")
		}
		for _, id := range c.words[0].all() {
			r.byCue[id] = append(r.byCue[id], int32(len(r.cues)))
		}
		r.cues = append(r.cues, c)
	}
	return nil
}

// forms returns the regular forms of a word, so that a cue is known where the lemma is not.
func forms(w string) []string {
	out := []string{w, w + "s", w + "es", w + "ed", w + "ing"}
	n := len(w)
	if n < 3 {
		return out[:1]
	}
	switch w[n-1] {
	case 'e':
		out = append(out, w+"d", w[:n-1]+"ing")
	case 'y':
		out = append(out, w[:n-1]+"ied", w[:n-1]+"ies")
	default:
		out = append(out, w+w[n-1:]+"ed", w+w[n-1:]+"ing")
	}
	return out
}
