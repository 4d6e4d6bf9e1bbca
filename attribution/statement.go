// Package attribution finds statements: who says, writes, thinks or wants what, by which words
// the article tells it (the cue), and to whom.
//
// A conditional random field marks the cues of each sentence; a second one marks, for each cue, its
// source and content among the words around it, told by where they stand in the dependency tree and to
// quotation marks; a ranking model chooses among the likeliest readings of each cue; a maximum-entropy model then takes or leaves the whole, with a probability that becomes
// the statement's confidence. Where the models find nothing, verbs that always tell of a statement (data/verbs.txt) find it by the
// tree alone. What a statement is follows PolNeAR (Newell and others, LREC 2018).
package attribution

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A Statement is one attribution, in tokens of its document and entities of its set.
type Statement struct {
	Form       readout.StatementForm
	Source     Range // empty if no words name the speaker
	Speaker    int   // index into the set's entities; -1 when the article never says
	Basis      readout.Basis
	Cue        Range   // empty in a bare quotation that carries on
	Content    []Range // at least one, none empty
	Addressees []int   // indexes into the set's entities
	Language   string  // BCP 47
	InReplyTo  int     // index of a statement; -1 if none
	Within     int     // index of the statement that reports this one; -1 if none
	Confidence float64
}

// ModelFile is the name of the file that holds the weights.
const ModelFile = "attribution.bin"

// A Finder finds statements. It is safe for concurrent use.
type Finder struct {
	models Models
	words  *lexicon
}

// Load reads the weights from a folder of models.
func Load(fsys fs.FS) (*Finder, error) {
	b, err := fs.ReadFile(fsys, ModelFile)
	if err != nil {
		return nil, err
	}
	f := &Finder{}
	for _, c := range f.models.chains() {
		if *c, b, err = linear.DecodeChain(b); err != nil {
			return nil, fmt.Errorf("%s: %w", ModelFile, err)
		}
	}
	if f.models.Ways, b, err = linear.DecodeDense(b); err != nil {
		return nil, fmt.Errorf("%s: %w", ModelFile, err)
	}
	for _, c := range f.models.calibrations() {
		if *c, b, err = linear.DecodeCalibration(b); err != nil {
			return nil, fmt.Errorf("%s: %w", ModelFile, err)
		}
	}
	f.words, err = loadLexicon()
	return f, err
}

func (m *Models) chains() []**linear.Chain {
	return []**linear.Chain{&m.Cues, &m.Spans, &m.Accept}
}

func (m *Models) calibrations() []*linear.Calibration {
	return []*linear.Calibration{&m.True}
}

// WriteTo writes the weights as Load reads them.
func (m *Models) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	for _, c := range m.chains() {
		if _, err := (*c).WriteTo(&b); err != nil {
			return 0, err
		}
	}
	if _, err := m.Ways.WriteTo(&b); err != nil {
		return 0, err
	}
	for _, c := range m.calibrations() {
		if _, err := c.WriteTo(&b); err != nil {
			return 0, err
		}
	}
	return b.WriteTo(w)
}

// threshold is the probability from which a candidate is taken, knownThreshold that for one of a verb of verbs.txt or with a content in
// quotation marks, and nestedThreshold that for one that another statement reports.
const (
	threshold       = 0.4
	knownThreshold  = 0.3
	nestedThreshold = 0.5
)

// Find returns the statements of a document in the order of the text. The set may grow: the members
// of a source such as "the minister and her deputy" become a group.
func (f *Finder) Find(d *text.Doc, t *syntax.Trees, s *entity.Set) []Statement {
	v := NewView(d, t, s)
	var r room
	out := f.outermost(v, f.candidates(v, &r))
	out = f.quoted(v, out)
	out = f.trailing(v, f.beside(v, v.according(out)))
	out = f.inserted(v, f.mistagged(v, f.parted(v, out)))
	v.around(out)
	v.namedInCue(out)
	v.participles(out)
	v.inverted(out)
	v.completed(out)
	v.upToSource(out)
	out = f.transcript(v, out)
	out = f.carried(v, out)
	out = f.nested(v, &r, out)
	out = f.silent(v, f.framed(v, out))
	for i := range out {
		out[i].Content = merged(out[i].Content)
	}
	sortStatements(out)
	v.shared(out)
	sortStatements(out)
	f.resolve(v, out)
	s.Add(v.added...)
	return out
}

// candidates finds all cues with their sources and contents, each with the probability that it is an
// outermost attribution.
func (f *Finder) candidates(v *View, r *room) []Candidate {
	cs := v.cues(f.models.Cues, r)
	for i := range cs {
		v.fill(&f.models, r, &cs[i])
	}
	compete(cs)
	for i := range cs {
		cs[i].accept = f.models.True.Apply(v.probability(f.models.Accept, r, &cs[i]))
	}
	return cs
}

func (v *View) probability(m *linear.Chain, r *room, c *Candidate) float64 {
	r.lattice.Reset(m, 1)
	r.keys = v.decideKeys(r.keys[:0], c)
	r.lattice.Set(m, 0, r.keys)
	r.probs = grow(r.probs, 2)
	r.lattice.Marginals(m, r.probs)
	return r.probs[1]
}

// outermost takes the candidates that are likely enough, but for those whose cue stands in the content of another:
// nested finds them anew.
func (f *Finder) outermost(v *View, cs []Candidate) []Statement {
	var out []Statement
	for i := range cs {
		v.keepApart(&cs[i])
		v.inSubject(&cs[i])
		f.withoutAsked(v, &cs[i])
		f.untilJoined(v, &cs[i])
		if c := &cs[i]; c.accept >= f.least(v, c) && v.telling(c) {
			out = append(out, v.statement(c, c.accept))
		}
	}
	buried := make([]bool, len(out))
	for i := range out {
		for j := max(0, i-8); j < min(len(out), i+9); j++ {
			if a, b := &out[i], &out[j]; i != j && holds(a.Content, b.Cue.First) && !holds(b.Content, a.Cue.First) {
				buried[j] = !v.leads(a, b)
			}
		}
	}
	return v.yield(without(out, buried))
}

// least returns the probability from which a candidate is taken.
func (f *Finder) least(v *View, c *Candidate) float64 {
	if _, ok := f.words.verbs[v.trees.Words[c.Head].Lemma]; ok {
		return knownThreshold
	}
	for _, x := range c.Content {
		if slices.ContainsFunc(v.quote[x.First:x.End], func(q int32) bool { return q >= 0 && q != v.quote[c.Head] }) {
			return knownThreshold
		}
	}
	return threshold
}

// keepApart takes from a candidate what stands in other sentences with a likely cue of theirs outside quotation marks:
// "He apologized. “…,” he told reporters."
func (v *View) keepApart(c *Candidate) {
	c.Content = slices.DeleteFunc(c.Content, func(x Range) bool {
		if v.sent[x.First] == v.sent[c.First] {
			return false
		}
		for i := x.First; i < x.End; i++ {
			if v.quote[i] < 0 && v.cueProb[i] > likelyCue {
				return true
			}
		}
		return false
	})
}

// inSubject ends the content of a participle that stands in a subject before the verb of that subject, which tells something else ("A man accused of
// <arson> told the court …"), and gives the verb the whole subject as its source where a noun inside had been taken for that.
func (v *View) inSubject(c *Candidate) {
	w := v.trees.Words
	switch h := &w[c.Head]; h.Rel {
	case syntax.Acl:
		top := h.Head
		if !charged(h) || top < 0 || !isSubject(w[top].Rel) || w[top].End != h.End {
			return
		}
		for k := range c.Content {
			if x := &c.Content[k]; x.First >= c.End && x.First < h.End && x.End > h.End {
				*x = v.trim(Range{x.First, h.End})
			}
		}
	case syntax.Root, syntax.Ccomp, syntax.Conj:
		k := v.trees.Child(c.Head, syntax.Nsubj)
		if k < 0 || c.Source.First >= c.Source.End || w[k].End != c.First {
			return
		}
		if a := v.trees.Child(k, syntax.Acl); a > k && charged(&w[a]) && c.Source.First > a && c.Source.End <= w[k].End {
			c.Source = Range{w[k].Begin, w[k].End}
		}
	}
}

// charged reports whether a word is a participle by which an article tells who is on trial for what.
func charged(w *syntax.Word) bool {
	if w.XPOS != syntax.TagVBN {
		return false
	}
	switch w.Lemma {
	case "accuse", "charge", "suspect", "convict", "clear", "acquit", "jail", "sentence":
		return true
	}
	return false
}

func isSubject(r syntax.Rel) bool { return r == syntax.Nsubj || r == syntax.NsubjPass }

// withoutAsked takes from a candidate the one spoken to, the subject of a passive: "Roe was asked about <the ban>".
func (f *Finder) withoutAsked(v *View, c *Candidate) {
	if len(c.Content) > 1 { // "<Asked whether he would go,> she said …" is a statement of its own
		if x := c.Content[0]; x.End <= c.First && x.First == v.doc.Sentences[v.sent[c.First]].First && f.words.asking[v.trees.Words[x.First].Lemma] &&
			(v.trees.Words[x.First].XPOS == syntax.TagVBN || v.trees.Words[x.First].XPOS == syntax.TagVBD) {
			c.Content = c.Content[1:]
		}
	}
	if len(c.Content) < 2 || !f.words.addressed[v.trees.Words[c.Head].Lemma] || v.trees.Words[c.Head].XPOS != syntax.TagVBN {
		return
	}
	if subj := v.trees.Child(c.Head, syntax.NsubjPass); subj >= 0 && subj < c.First {
		c.Content = slices.DeleteFunc(c.Content, func(x Range) bool { return x.End <= c.First && x.First <= subj && subj < x.End })
	}
}

// telling reports whether a candidate may tell of a statement: its content has words that may say something, not only "until" or
// "so far", and its cue does not run from a relative clause into the clause around it: "which <had sent teams, welcomed>".
func (v *View) telling(c *Candidate) bool {
	if x := c.Source; x.First < x.End && x.End == c.First {
		if t := v.trees.Words[x.First].XPOS; t == syntax.TagWDT || t == syntax.TagWP {
			for i := c.First; i < c.End; i++ {
				if v.trees.Words[i].XPOS == syntax.TagComma {
					return false
				}
			}
		}
	}
	for _, x := range c.Content {
		for i := x.First; i < x.End; i++ {
			switch v.trees.Words[i].UPOS {
			case syntax.ADP, syntax.SCONJ, syntax.CCONJ, syntax.DET, syntax.PART, syntax.PUNCT:
			case syntax.ADV:
				if x.End-x.First == 1 && (v.trees.Words[i].Lemma == "so" || v.quote[i] >= 0) {
					return true
				}
			default:
				return true
			}
		}
	}
	return false
}

// yield takes from a statement the parts of its content that stand in another sentence than its cue and are what the cue of
// that sentence is about. A statement that keeps no content is left out.
func (v *View) yield(out []Statement) []Statement {
	bare := make([]bool, len(out))
	for i := range out {
		s := &out[i]
		s.Content = slices.DeleteFunc(s.Content, func(x Range) bool {
			if v.sent[x.First] == v.sent[s.Cue.First] {
				return false
			}
			for j := max(0, i-8); j < min(len(out), i+9); j++ {
				o := &out[j]
				if j != i && (v.sent[o.Cue.First] == v.sent[x.First] || v.sent[o.Cue.First] == v.sent[x.End-1] && o.Cue.First >= x.End) && holds(o.Content, x.First) {
					return true
				}
			}
			return false
		})
		bare[i] = len(s.Content) == 0
	}
	return without(out, bare)
}

// statement makes a statement of a candidate.
func (v *View) statement(c *Candidate, confidence float64) Statement {
	s := Statement{Source: v.trim(c.Source), Cue: Range{c.First, c.End}, Speaker: -1, InReplyTo: -1, Within: -1, Confidence: confidence}
	s.Source = v.trim(v.pastDateline(s.Source))
	for _, x := range c.Content {
		if t := v.trim(v.pastDateline(x)); t.First < t.End {
			s.Content = append(s.Content, t)
		}
	}
	if len(s.Content) == 0 {
		s.Content = c.Content
	}
	if len(s.Content) > 1 {
		s.Content = v.withoutAddressee(s.Content, c.Head)
		s.Content = v.whole(s.Content, s.Cue, s.Source)
	}
	v.wholeName(&s)
	v.withName(&s)
	v.withoutWhom(&s)
	v.clip(&s)
	v.beforeDash(&s)
	v.andThat(&s)
	v.sinceWhen(s.Content)
	v.beforeTime(&s)
	return s
}

// pastDateline leaves out of a range the dateline that it begins with: "VIENNA, May 4 (AP) —".
func (v *View) pastDateline(x Range) Range {
	if x.First >= x.End || v.paragraph(x.First) > 2 {
		return x
	}
	first := v.doc.Sentences[v.doc.Paragraphs[v.paragraph(x.First)].First].First
	open := 0
	for i := first; i < min(x.End-1, first+14); i++ {
		form := v.doc.Form(i)
		switch {
		case form == "(":
			open++
		case form == ")":
			open--
		case dash(form):
			if i > first && open == 0 && v.doc.Tokens[i].Start > v.doc.Tokens[i-1].End {
				x.First = max(x.First, i+1)
				return x
			}
		case open == 0 && form[0] >= 'a' && form[0] <= 'z', v.quote[i] >= 0:
			return x
		}
	}
	return x
}

// whole joins parts of content in one sentence between which neither the cue nor the source stands: asides belong to what is said.
func (v *View) whole(content []Range, cue, source Range) []Range {
	out := content[:1]
	for _, x := range content[1:] {
		last := &out[len(out)-1]
		gap := Range{last.End, x.First}
		if v.sent[last.First] == v.sent[x.First] && !meet(gap, cue) && !meet(gap, source) {
			last.End = x.End
		} else {
			out = append(out, x)
		}
	}
	return out
}

// withoutAddressee drops from content of which a part is quoted what is not: the person or group that the cue's verb has
// as its object ("…," he invited Trump), and clauses that tell when it was said.
func (v *View) withoutAddressee(content []Range, verb int) []Range {
	quoted := func(x Range) bool { return v.quote[x.First] >= 0 && v.quote[x.End-1] >= 0 }
	if !slices.ContainsFunc(content, quoted) {
		return content
	}
	return slices.DeleteFunc(content, func(x Range) bool {
		h := v.headOf(x)
		if !quoted(x) && x.First > verb && v.setting(x.First) {
			return true
		}
		if quoted(x) || int(v.head[h]) != verb || v.rel[h] != syntax.Obj && v.rel[h] != syntax.Iobj {
			return false
		}
		m := v.headed(h, x)
		if m < 0 {
			return false
		}
		switch v.set.Entities[v.set.Mentions[m].Entity].Kind {
		case readout.Person, readout.Group, readout.Organization:
			return true
		}
		return false
	})
}

// setting reports whether token i opens a clause that tells when something was said: "…," she said before she left.
func (v *View) setting(i int) bool {
	switch v.trees.Words[i].Lemma {
	case "before", "after":
		return true
	case "as", "when", "while":
		return v.trees.Words[i].UPOS == syntax.SCONJ || v.trees.Words[i].XPOS == syntax.TagWRB
	}
	return false
}

// nested adds the statements that others report: the content of each is read as a text of its own, twice over.
func (f *Finder) nested(v *View, r *room, out []Statement) []Statement {
	for from, depth := 0, 0; depth < 2; depth++ {
		end := len(out)
		for i := from; i < end; i++ {
			for _, x := range out[i].Content {
				if v.trees.Words[x.First].UPOS == syntax.SCONJ {
					x.First++
				}
				if x.End-x.First < 4 || !v.likely(x) {
					continue
				}
				v.within(x, func() {
					for _, c := range f.candidates(v, r) {
						if c.accept < nestedThreshold || !v.telling(&c) {
							continue
						}
						s := v.statement(&c, c.accept)
						s.Within = i
						v.joined(&out[i], &s)
						out = append(out, s)
					}
				})
			}
		}
		from = end
	}
	return out
}

// joined makes of a statement that seemed to be reported by another one beside it, where "and" joins their verbs: "welcomed <the vote> and promised …".
func (v *View) joined(o, s *Statement) {
	w := v.trees.Words
	n := len(o.Content) - 1
	if s.Source.First < s.Source.End || s.Cue.First == 0 || w[s.Cue.First-1].UPOS != syntax.CCONJ || o.Cue.First == o.Cue.End || o.Cue.End > o.Content[n].First || !holds(o.Content[n:], s.Cue.First-1) {
		return
	}
	verb := v.MakeCue(s.Cue.First, s.Cue.End).Head
	if w[verb].Rel != syntax.Conj || w[verb].Head < o.Cue.First || w[verb].Head >= o.Cue.End {
		return
	}
	if x := v.trim(Range{o.Content[n].First, s.Cue.First - 1}); x.First < x.End {
		o.Content[n] = x
		s.Source, s.Within = o.Source, o.Within
	}
}

// likely reports whether a range may hold a cue.
func (v *View) likely(x Range) bool {
	for i := x.First; i < x.End; i++ {
		if v.cueProb[i] > 0.002 {
			return true
		}
	}
	return false
}
