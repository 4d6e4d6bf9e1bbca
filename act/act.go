// Package act tells what a speaker does by saying something (promises, threatens, invites, denies …), clause by
// clause, and which parts of a statement are claims that could be checked.
//
// Acts are decided by lines of readable files in the folder data: cues.txt for the words by which the article reports
// the statement, patterns.txt for the words of the statement itself, and words.txt for the classes of words that
// both may name. How far a claim is worth checking is learned: see Claims in the folder's features.go.
package act

import (
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// The acts, as docs/record.md lists them.
const (
	Assertion    readout.ActType = "assertion"
	Assessment   readout.ActType = "assessment"
	Commitment   readout.ActType = "commitment"
	Intention    readout.ActType = "intention"
	Invitation   readout.ActType = "invitation"
	Offer        readout.ActType = "offer"
	Demand       readout.ActType = "demand"
	Request      readout.ActType = "request"
	Threat       readout.ActType = "threat"
	Warning      readout.ActType = "warning"
	Accusation   readout.ActType = "accusation"
	Denial       readout.ActType = "denial"
	Refusal      readout.ActType = "refusal"
	Acceptance   readout.ActType = "acceptance"
	Agreement    readout.ActType = "agreement"
	Admission    readout.ActType = "admission"
	Prediction   readout.ActType = "prediction"
	Praise       readout.ActType = "praise"
	Criticism    readout.ActType = "criticism"
	Apology      readout.ActType = "apology"
	Question     readout.ActType = "question"
	NoComment    readout.ActType = "no_comment"
	Noncommittal readout.ActType = "noncommittal"
)

// Types are all acts.
var Types = []readout.ActType{Assertion, Assessment, Commitment, Intention, Invitation, Offer, Demand, Request, Threat, Warning, Accusation,
	Denial, Refusal, Acceptance, Agreement, Admission, Prediction, Praise, Criticism, Apology, Question, NoComment, Noncommittal}

// An Act is a clause of a statement and what the speaker does with it, in tokens.
type Act struct {
	Type readout.ActType
	attribution.Range
	Target    int               // index into the set's entities: at whom it is aimed, or of whom it speaks; -1 if none is known
	Condition attribution.Range // the clause on which it hangs; empty if none; it may stand in a question before
	Deadline  attribution.Range // the words of the time by which; empty if none

	decision
}

// A decision is the line that decided an act; both are 0 for the default.
type decision struct{ cueLine, patternLine int }

// Why names the line of a data file that decided the act, as "patterns.txt:12"; it is empty for the default.
func (a *Act) Why() string {
	switch {
	case a.cueLine > 0:
		return fmt.Sprintf("cues.txt:%d", a.cueLine)
	case a.patternLine > 0:
		return fmt.Sprintf("patterns.txt:%d", a.patternLine)
	}
	return ""
}

// A Reading is what a statement does, and what it claims.
type Reading struct {
	Acts   []Act               // in the order of the text
	Claims []attribution.Range // in the order of the text; they do not overlap
}

// ModelFile is the name of the file that holds the weights.
const ModelFile = "act.bin"

// A Model tells how likely words are to be a claim that is worth checking.
type Model struct {
	Chain *linear.Chain // of single decisions: class 1 is a claim
}

// WriteTo writes the weights as Load reads them.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	return m.Chain.WriteTo(w)
}

// DecodeModel reads a model as WriteTo writes it.
func DecodeModel(b []byte) (Model, error) {
	c, _, err := linear.DecodeChain(b)
	if err == nil && c.Classes != 2 {
		err = fmt.Errorf("%d classes, not 2", c.Classes)
	}
	if err != nil {
		return Model{}, fmt.Errorf("%s: %w", ModelFile, err)
	}
	return Model{c}, nil
}

// A Finder finds acts and claims. It is safe for concurrent use.
type Finder struct {
	rules *rules
	model Model
}

// Load reads the data files of this package and the weights from a folder of models.
func Load(fsys fs.FS) (*Finder, error) {
	r, err := loadRules(data)
	if err != nil {
		return nil, err
	}
	f := &Finder{rules: r}
	b, err := fs.ReadFile(fsys, ModelFile)
	if err != nil {
		return nil, err
	}
	if f.model, err = DecodeModel(b); err != nil {
		return nil, err
	}
	return f, nil
}

// Find reads the statements of a document; the result is parallel to them. The set is one in which the pronouns of
// quotations have been resolved (entity.Finder.Quoted).
func (f *Finder) Find(d *text.Doc, t *syntax.Trees, s *entity.Set, statements []attribution.Statement) []Reading {
	out := make([]Reading, len(statements))
	if len(statements) == 0 {
		return out
	}
	v := newScene(f.rules, d, t, s)
	v.statements = statements
	v.acts = make([]readout.ActType, len(statements))
	var keys []linear.Key
	for i := range statements {
		cs := v.clauses(&statements[i])
		v.read(i, cs)
		for j := range cs {
			if c := &cs[j]; c.act != "" {
				out[i].Acts = append(out[i].Acts, Act{Type: c.act, Range: c.Range, Target: c.target, Condition: c.condition, Deadline: c.deadline, decision: c.decision})
			}
		}
		out[i].Claims, keys = v.claims(&f.model, &statements[i], cs, keys)
		slices.SortFunc(out[i].Acts, func(a, b Act) int { return a.First - b.First })
	}
	return out
}
