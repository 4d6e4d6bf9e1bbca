package ledger

import (
	"cmp"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// A Group is a set of appearances. The groups that do not lead into another are the identities of a ledger.
type Group struct {
	ID     string // of the identity; see Slug
	Family string // as of its appearances
	Key    string
	Name   string
	Kind   readout.EntityKind
	Bare   bool   // nobody in it has a role or a country
	Split  bool   // by hand from another
	Into   string // the group that stands for it; empty for none
	Bond   Bond   // why
	Count  int    // of its appearances
}

// A Bond is why a group leads into another.
type Bond string

const (
	United Bond = "united" // shared evidence: its appearances are the other's, its id is kept as a way there
	Merged Bond = "merged" // by hand: it keeps its appearances
	Joined Bond = "joined" // by the rule, as things stand: it keeps its appearances
)

// fullerThan reports whether a folded name may be a fuller one of the same person: with a name before the one that is given alone, or with more
// between the two that are given ("ana maria kovac" and "ana kovac").
func fullerThan(full, name string) bool {
	first, rest, two := strings.Cut(name, " ")
	if !two {
		return strings.HasSuffix(full, " "+name)
	}
	return strings.Count(name, " ") == 1 && strings.Count(full, " ") > 1 && strings.HasPrefix(full, first+" ") && strings.HasSuffix(full, " "+rest)
}

func (g *Group) short() bool { return isShort(g.Family, g.Key) }

// Held says that a group has an appearance with this evidence.
type Held struct{ Family, Evidence, Group string }

// A Link says that a group of a shorter name (one word, or the usual two) shares evidence with one of a fuller.
type Link struct{ Family, Short, Full, Evidence string }

// A Pin keeps an appearance in a group that was split off by hand.
type Pin struct{ Article, Family, Key, Group string }

// Needs is what a State must know before appearances can be placed.
type Needs struct {
	Families []string
	Evidence []Held // Family and Evidence only
	Articles []string
}

// NeedsOf returns what placing these appearances needs.
func NeedsOf(all []Appearance) Needs {
	var n Needs
	for i := range all {
		a := &all[i]
		n.Families = append(n.Families, a.Family)
		n.Articles = append(n.Articles, a.Article)
		for _, e := range a.Evidence {
			n.Evidence = append(n.Evidence, Held{Family: a.Family, Evidence: e})
		}
	}
	slices.Sort(n.Families)
	n.Families = slices.Compact(n.Families)
	slices.Sort(n.Articles)
	n.Articles = slices.Compact(n.Articles)
	slices.SortFunc(n.Evidence, func(a, b Held) int {
		return cmp.Or(strings.Compare(a.Family, b.Family), strings.Compare(a.Evidence, b.Evidence))
	})
	n.Evidence = slices.Compact(n.Evidence)
	return n
}

// Known is the part of a ledger that a State works on: all groups of the families of Needs and the groups that these lead into, all links
// between groups of those families, who holds the evidence asked for, and the pins of the articles. What was taken out is no longer counted and
// holds nothing. Taken reports whether an id is one of the ledger's.
type Known struct {
	Groups []Group
	Links  []Link
	Held   []Held
	Pins   []Pin
	Former []Pin // where appearances were that were taken out to be placed anew
	Taken  func(id string) (bool, error)
}

// Changes is what placing appearances did, in the order in which a store must do it: New, Unions, Placed, Bonds, Links.
type Changes struct {
	New    []Group
	Unions []Union  // in this order
	Placed []Placed // evidence counts for the group in which its appearance is placed
	Bonds  []Group  // whose Into, Bond or Bare are others now; those of Unions are not among them
	Links  []Link   // new ones; those of united groups are to be moved. Of two between the same groups that by a role stays
	Moved  []Union  // for each of Placed after Split, from where: its evidence no longer counts there
	Pins   []Pin    // new ones
}

// A Union moves appearances, evidence and links of one group to another.
type Union struct{ From, Into string }

// Placed is an appearance with its group and why it is there.
type Placed struct {
	Appearance
	Group string
	Basis string
	Words string
}
