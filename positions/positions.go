// Package positions orders what somebody said by topic and time, in their words, and finds where the wording changed. A topic is a word that several
// statements have, so that topics grow from what is said; people can name some, and join words to them. Nothing is said of what is meant, no label is
// given and no score.
package positions

import (
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

//go:embed data/common.txt
var commonWords string

// common are the words that make no topic.
var common = func() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(commonWords) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out[line] = true
		}
	}
	return out
}()

const (
	maxTopics    = 10 // that nobody named
	minLetters   = 4  // of a word that makes a topic
	sharedTopics = 2  // topic words that two wordings of one thing have in common at least
)

// Words returns the words of a text that may make a topic, in lower case.
func Words(s string) (out []string) {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		w = strings.Trim(w, "-")
		if len([]rune(w)) >= minLetters && !common[w] {
			out = append(out, w)
		}
	}
	return out
}

// A Topic is words, and the statements that have one of them.
type Topic struct {
	Name  string
	Words []string // that people joined to it; else the name alone
	In    []int    // indexes of statements, in their order
}

// Named returns the words of the topics that people named, by name.
func Named(links []readout.Link) map[string][]string {
	out := map[string][]string{}
	for _, l := range links {
		if l.Kind == readout.Topic {
			out[l.A] = append(out[l.A], Words(l.B)...)
		}
	}
	return out
}

// Topics finds topics in statements, which may be in any order: those that people named first, by name, then words that two statements or more have, most
// frequent first. Words of the names are none, nor those of whom the statements were made to.
func Topics(hits []readout.Hit, names []string, named map[string][]string) (out []Topic) {
	not := map[string]bool{}
	for i := range hits {
		for _, to := range hits[i].Addressees {
			names = append(names, to.Name)
		}
	}
	for _, n := range names {
		for _, w := range Words(n) {
			not[w] = true
		}
	}
	in := map[string][]int{} // statements that have a word
	for i := range hits {
		for _, w := range Words(strings.Join(hits[i].Words, " ")) {
			if l := in[w]; len(l) == 0 || l[len(l)-1] != i {
				in[w] = append(l, i)
			}
		}
	}
	plurals(in)
	for _, name := range slices.Sorted(maps.Keys(named)) {
		t := Topic{Name: name, Words: named[name]}
		for _, w := range named[name] {
			for _, form := range []string{w, strings.TrimSuffix(w, "s")} {
				t.In = append(t.In, in[form]...)
				delete(in, form)
			}
		}
		slices.Sort(t.In)
		if t.In = slices.Compact(t.In); len(t.In) > 0 {
			out = append(out, t)
		}
	}
	var words []string
	for w, l := range in {
		if len(l) > 1 && !not[w] {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(len(in[b])-len(in[a]), strings.Compare(a, b)) })
	n := 0
	for _, w := range words {
		if n < maxTopics && !slices.ContainsFunc(out, func(t Topic) bool { return mostly(in[w], t.In) }) {
			out, n = append(out, Topic{Name: w, Words: []string{w}, In: in[w]}), n+1
		}
	}
	return out
}

// plurals counts a plural with its singular where there is one.
func plurals(in map[string][]int) {
	for _, w := range slices.Sorted(maps.Keys(in)) {
		if one, ok := strings.CutSuffix(w, "s"); ok && in[one] != nil {
			l := slices.Concat(in[w], in[one])
			slices.Sort(l)
			in[one] = slices.Compact(l)
			delete(in, w)
		}
	}
}

// mostly reports whether most of the statements of a topic are those of another.
func mostly(of, other []int) bool {
	n := 0
	for _, i := range of {
		if slices.Contains(other, i) {
			n++
		}
	}
	return 4*n >= 3*len(of)
}

// Reworded reports whether two texts are made of much the same words: whether half of the topic words of the shorter, and a third of
// those of the longer, are those of the other.
func Reworded(a, b string) bool {
	x, y := distinct(Words(a)), distinct(Words(b))
	n := InCommon(x, y)
	return n >= sharedTopics && 2*n >= min(len(x), len(y)) && 3*n >= max(len(x), len(y))
}

// Near reports whether half of the topic words of the shorter of two texts are those of the other.
func Near(a, b string) bool {
	x, y := distinct(Words(a)), distinct(Words(b))
	n := InCommon(x, y)
	return n > 0 && 2*n >= min(len(x), len(y))
}

// InCommon counts the words of one list that another has.
func InCommon(a, b []string) (n int) {
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return n
}

func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// A Position is a topic with what somebody said on it.
type Position struct {
	Topic      string        `json:"topic"`
	Words      []string      `json:"words" doc:"that statements on it have one of; people can join more"`
	Statements []ledger.Cite `json:"statements" doc:"oldest first"`
	Changes    []Rewording   `json:"changes,omitempty" doc:"where the wording changed; what that means is not told"`
}

// A Rewording is two statements of different days that are made of much the same words.
type Rewording struct {
	Before ledger.Cite    `json:"before"`
	Then   ledger.Cite    `json:"then"`
	Pieces []ledger.Piece `json:"pieces"`
}

// Of orders what somebody said by topic, oldest first; each statement beside the last of an earlier day that is made of much the same words.
func Of(hits []readout.Hit, names []string, named map[string][]string) []Position {
	hits = slices.Clone(hits)
	slices.SortStableFunc(hits, func(a, b readout.Hit) int {
		return cmp.Or(strings.Compare(a.Date, b.Date), strings.Compare(a.Key, b.Key))
	})
	out := []Position{}
	for _, t := range Topics(hits, names, named) {
		p := Position{Topic: t.Name, Words: t.Words}
		for n, i := range t.In {
			p.Statements = append(p.Statements, ledger.CiteHit(&hits[i]))
			now := strings.Join(hits[i].Words, " … ")
			for k := n - 1; k >= 0; k-- {
				before := &hits[t.In[k]]
				was := strings.Join(before.Words, " … ")
				if before.Date == hits[i].Date || !Reworded(was, now) {
					continue
				}
				if !ledger.SameWords(was, now) {
					p.Changes = append(p.Changes, Rewording{ledger.CiteHit(before), ledger.CiteHit(&hits[i]), ledger.Diff(was, now)})
				}
				break
			}
		}
		out = append(out, p)
	}
	return out
}

// Write writes a position for people.
func Write(w io.Writer, p *Position) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n", p.Topic, strings.Join(p.Words, ", "))
	for _, s := range p.Statements {
		fmt.Fprintf(&b, "  %s  %s (%s)\n", s.Date, s.Words, s.Outlet)
	}
	for _, c := range p.Changes {
		fmt.Fprintf(&b, "  wording changed between %s and %s\n", c.Before.Date, c.Then.Date)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
