package outcome

import (
	_ "embed"
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	"github.com/readout-project/readout/text"
	"github.com/readout-project/readout/wording"
)

var (
	//go:embed data/kinds.txt
	kindsFile string
	//go:embed data/answers.txt
	answersFile string

	//go:embed data/undone.txt
	undoneFile string

	kinds   = kindsOf(kindsFile)
	answers = answersOf(answersFile)
	undone  = undoneOf(undoneFile)
)

type kind struct {
	name  string
	acts  []readout.ActType
	nouns []string // as Folded has them
}

func kindsOf(file string) (out []kind) {
	for _, line := range wording.Lines(file) {
		cells := strings.Split(line, "|")
		k := kind{name: strings.TrimSpace(cells[0]), nouns: wording.Phrases(cells[2])}
		for a := range strings.FieldsSeq(cells[1]) {
			k.acts = append(k.acts, readout.ActType(a))
		}
		out = append(out, k)
	}
	return out
}

func answersOf(file string) (out []kind) {
	for _, line := range wording.Lines(file) {
		name, words, _ := strings.Cut(line, "|")
		out = append(out, kind{name: strings.TrimSpace(name), nouns: wording.Phrases(words)})
	}
	return out
}

// undoneOf returns phrases, as Folded has them, by the stem of what was not done.
func undoneOf(file string) map[string][]string {
	out := map[string][]string{}
	for _, line := range wording.Lines(file) {
		what, phrases, _ := strings.Cut(line, "|")
		for p := range strings.SplitSeq(phrases, ",") {
			stem := wording.Stem(strings.TrimSpace(what))
			out[stem] = append(out[stem], wording.Folded(p))
		}
	}
	return out
}

// A Commitment is something that somebody promised, threatened, demanded, offered or invited to.
type Commitment struct {
	ledger.Cite            // the words of the act
	Kind        string     `json:"kind" enum:"promise,threat,demand,offer,invitation"`
	Act         string     `json:"act"`
	Said        string     `json:"said,omitempty" doc:"the day on which it was made, YYYY-MM-DD"`
	To          []string   `json:"to,omitempty" doc:"to whom, or of whom"`
	Condition   string     `json:"condition,omitempty" doc:"the words on which it hangs"`
	Deadline    string     `json:"deadline,omitempty" doc:"the words for when it is due"`
	Due         string     `json:"due,omitempty" doc:"the last day of it, YYYY-MM-DD"`
	State       string     `json:"state" enum:"open,answered,due,overdue,done,not done,told differently" doc:"done and not done are proposed by later words until confirmed"`
	Late        bool       `json:"late,omitempty" doc:"it came about after the day on which it was due"`
	Confirmed   *Verdict   `json:"confirmed,omitempty" doc:"absent: nobody has confirmed what is proposed"`
	Evidence    []Evidence `json:"evidence,omitempty" doc:"later words, oldest first"`
	Told        []Telling  `json:"told,omitempty" doc:"other articles that tell the same"`
	History     []Step     `json:"history" doc:"its states, oldest first"`

	core      core
	condition core
	published string
	who       map[string]bool
	order     int // place in the text
}

// A Telling is where the same is told.
type Telling struct{ ledger.Cite }

// Evidence is words that propose what became of a commitment.
type Evidence struct {
	ledger.Cite
	Proposes string   `json:"proposes" enum:"done,not done,accepted,declined,condition met,condition not met"`
	Shared   []string `json:"shared" doc:"beginnings of the words by which it was found"`
}

// A Verdict is what a person said of a commitment.
type Verdict struct {
	State string    `json:"state" enum:"done,not done"`
	Who   string    `json:"who"`
	When  time.Time `json:"when"`
	Note  string    `json:"note,omitempty"`
}

// A Step is a state and since when.
type Step struct {
	Date  string `json:"date,omitempty"`
	State string `json:"state"`
}

// Find returns the commitments of an article.
func Find(k *readout.Kept) (out []Commitment) {
	citer, all := ledger.NewCiter(k), k.Record.Article.Text
	d := ledger.Derive(k.ID, k.Record)
	who, names := ledger.Identities(k), wording.NameStems(k.Record)
	for i := range d.Statements {
		h := &d.Statements[i].Hit
		if h.Statement.Within != "" {
			continue // what one says of another's promise
		}
		for _, a := range h.Statement.Acts {
			n := slices.IndexFunc(kinds, func(x kind) bool { return slices.Contains(x.acts, a.Type) })
			if n < 0 || h.Statement.Speaker == "" && h.Statement.Source.Empty() {
				continue
			}
			c := Commitment{Cite: citer.Cite(a.Span, &h.Statement), Kind: kinds[n].name, Act: string(a.Type), Said: h.Date, State: "open",
				published: k.Published, who: who, order: a.End}
			for _, id := range append(slices.Clone(h.Statement.Addressees), a.Target) {
				if ref := citer.Who(id); ref.Name != "" && !slices.Contains(c.To, ref.Name) {
					c.To = append(c.To, ref.Name)
				}
			}
			words := a.Span.In(all)
			if !a.Condition.Empty() {
				c.Condition = a.Condition.In(all)
				words = strings.Replace(words, c.Condition, " ", 1)
				c.condition = coreOf(c.Condition, names)
			}
			if a.Deadline != nil {
				c.Deadline = a.Deadline.In(all)
				words = strings.Replace(words, c.Deadline, " ", 1)
				if _, last, ok := ledger.Range(a.Deadline.Value); ok && !a.Condition.Contains(a.Deadline.Span) {
					c.Due = last
				}
			}
			c.core = coreOf(words+meant(k.Record, a.Span), names)
			if len(c.core.stems) < least && wording.Has(wording.Folded(words), pronouns) != "" {
				c.core.before = wording.Stems(sentenceBefore(all, a.Span))
			}
			c.Confirmed = confirmed(k, c.Statement)
			out = append(out, c)
		}
	}
	return out
}

// A core is what evidence is looked for by.
type core struct {
	key    string   // stem of what is to be done
	stems  []string // of all telling words but names, the key among them
	names  []string // stems of names
	before []string // of the sentence before, where a pronoun stands for what is in it and little else is told
	denied bool     // it is not to be done
}

//go:embed data/verbs.txt
var verbsFile string

// introducing are the words behind which stands what is to be done.
var introducing = wording.Phrases(verbsFile)

// coreOf takes the words of an act apart. What is to be done stands behind a word that introduces a verb, else it is the first telling word.
func coreOf(words string, names map[string]bool) (c core) {
	folded := wording.Folded(words)
	at := -1
	for _, p := range introducing {
		if i := strings.Index(folded, p); i >= 0 && (at < 0 || i < at) {
			at = i + len(p) - 1
		}
	}
	for _, s := range wording.Stems(words) {
		if names[s] {
			c.names = append(c.names, s)
		} else {
			c.stems = append(c.stems, s)
		}
	}
	for _, part := range []string{folded[max(at, 0):], folded} {
		for w := range strings.FieldsSeq(part) {
			if s := wording.Stem(w); c.key == "" && s != "" && !names[s] {
				c.key = s
				before, _, _ := strings.Cut(folded, " "+w+" ")
				c.denied = wording.Denies(before)
			}
		}
	}
	return c
}

// pronouns are words for what the sentence before may name.
var pronouns = []string{" it ", " its ", " them ", " their ", " him ", " his ", " her ", " this ", " these ", " those "}

// sentenceBefore returns the sentence before that of a span, where it is in the same paragraph.
func sentenceBefore(all string, s readout.Span) string {
	d := text.New(all)
	for i := 1; i < len(d.Sentences); i++ {
		if x := &d.Sentences[i]; x.Contains(s) && d.Sentences[i-1].Paragraph == x.Paragraph {
			return d.Sentences[i-1].In(all)
		}
	}
	return ""
}

// meant returns the names of those for whom a pronoun stands in a span.
func meant(r *readout.Readout, s readout.Span) (names string) {
	for i := range r.Entities {
		for _, m := range r.Entities[i].Mentions {
			if m.Form == readout.ByPronoun && s.Contains(m.Span) {
				names += " " + r.Entities[i].Name
			}
		}
	}
	return names
}

// confirmed returns what somebody said of a statement last.
func confirmed(k *readout.Kept, statement string) (v *Verdict) {
	for _, c := range k.Corrections {
		if c.Statement != statement || c.Lost || c.Kind != readout.Done && c.Kind != readout.NotDone {
			continue
		}
		if v == nil || c.When.After(v.When) {
			v = &Verdict{State: strings.ReplaceAll(string(c.Kind), "-", " "), Who: c.Who, When: c.When, Note: c.Note}
		}
	}
	return v
}
