package sqlstore

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// A layout is an article whose rows are to be written: those of its latest version, with corrections.
type layout struct {
	*ledger.Derived
	key       string
	record    *readout.Readout // with corrections
	fresh     bool             // it has no rows yet
	corrected ledger.Corrected
	others    bool // its statements may be others than the article counts
}

// lay writes what can be found of articles: it takes out the rows that are there, finds who is who, and writes rows anew. Of an
// article that is given twice the last one counts.
func (t *tx) lay(all []*layout) error {
	last := map[string]int{}
	for i, a := range all {
		last[a.Article.ID] = i
	}
	var layouts []*layout
	for i, a := range all {
		if last[a.Article.ID] == i {
			layouts = append(layouts, a)
		}
	}
	if len(layouts) == 0 {
		return nil
	}
	was := newRemains()
	for _, a := range layouts {
		if a.fresh {
			continue
		}
		if err := t.takeOut(a.Article.ID, was); err != nil {
			return err
		}
	}
	return t.write(layouts, was)
}

// write writes the rows of articles, and what taking out others left to be put right.
func (t *tx) write(layouts []*layout, was *remains) error {
	if err := t.release(was); err != nil {
		return err
	}
	var appearances, fresh []ledger.Appearance
	for _, a := range layouts {
		if a.fresh {
			fresh = append(fresh, a.Appearances...)
		} else { // first, so that ids stay
			appearances = append(appearances, a.Appearances...)
		}
	}
	appearances = append(appearances, fresh...)
	state, changes, err := t.place(appearances, was)
	if err != nil {
		return err
	}
	was.unite(changes.Unions, state)
	w := t.newWriter(was)
	if err := w.numbering(layouts); err != nil {
		return err
	}
	w.place(changes.Placed, layouts)
	for _, a := range layouts {
		if err := w.article(a); err != nil {
			return fmt.Errorf("article %s: %w", a.Article.ID, err)
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	for _, g := range changes.Bonds {
		was.count(g.ID)
	}
	if err := t.balance(was); err != nil {
		return err
	}
	if err := t.rename(changes); err != nil {
		return err
	}
	if err := t.loosen(was); err != nil {
		return err
	}
	return t.forget(was)
}

// remains is what was there of articles whose rows are written anew, and how counts change.
type remains struct {
	added    map[string]int64 // the order of adding of statements, by key
	former   []ledger.Pin     // where appearances were
	families map[string]bool  // of these
	freed    map[held]int     // evidence that they held
	evidence map[held]int     // that is held now
	were     bundles          // what appearances held that were taken out
	are      bundles          // and those that were placed
	counts   map[string]*counts
	lost     map[string]bool // groups that lost an appearance
}

// bundles are the facts that single appearances of groups hold, by group: those of one appearance hang together.
type bundles map[string][][]string

// lack reports whether an appearance of a group held facts together of others that no appearance holds.
func (b bundles) lack(others bundles, group string) bool {
	return slices.ContainsFunc(others[group], func(facts []string) bool {
		return !slices.ContainsFunc(b[group], func(all []string) bool {
			return !slices.ContainsFunc(facts, func(f string) bool { return !slices.Contains(all, f) })
		})
	})
}

// held is that a group holds a piece of evidence.
type held struct{ group, fact string }

func (a held) compare(b held) int {
	return cmp.Or(strings.Compare(a.group, b.group), strings.Compare(a.fact, b.fact))
}

type counts struct{ appearances, statements, spoken int }

func (c *counts) add(d counts) {
	c.appearances += d.appearances
	c.statements += d.statements
	c.spoken += d.spoken
}

func newRemains() *remains {
	return &remains{added: map[string]int64{}, families: map[string]bool{}, freed: map[held]int{}, evidence: map[held]int{}, counts: map[string]*counts{},
		lost: map[string]bool{}, were: bundles{}, are: bundles{}}
}

func (r *remains) count(group string) *counts {
	c := r.counts[group]
	if c == nil {
		c = new(counts)
		r.counts[group] = c
	}
	return c
}

// unite moves what was taken out of groups that were united with others: their appearances are those of the others now.
func (r *remains) unite(unions []ledger.Union, state *ledger.State) {
	for _, u := range unions {
		from, into := r.count(u.From), r.count(u.Into)
		into.appearances += from.appearances
		from.appearances = 0
		if r.lost[u.From] {
			r.lost[u.Into] = true
		}
	}
	freed := map[held]int{}
	for h, n := range r.freed {
		freed[held{state.Living(h.group), h.fact}] += n
	}
	r.freed = freed
	were := bundles{}
	for group, all := range r.were {
		were[state.Living(group)] = append(were[state.Living(group)], all...)
	}
	r.were = were
}

// takeOut deletes the rows of an article, but for its versions and corrections.
func (t *tx) takeOut(article string, was *remains) error {
	err := t.each(func(scan func(...any) error) error {
		var key string
		var n int64
		err := scan(&key, &n)
		was.added[key] = n
		return err
	}, "SELECT key, added FROM statements WHERE article = ?", article)
	if err != nil {
		return err
	}
	err = t.each(func(scan func(...any) error) error {
		var data string
		p := ledger.Pin{Article: article}
		if err := scan(&p.Group, &p.Family, &p.Key, &data); err != nil {
			return err
		}
		was.count(p.Group).appearances--
		was.lost[p.Group], was.families[p.Family], was.former = true, true, append(was.former, p)
		var evidence []string
		if err := json.Unmarshal([]byte(data), &evidence); err != nil {
			return fmt.Errorf("evidence of %s in %s: %w", p.Group, article, err)
		}
		var facts []string
		for _, e := range evidence {
			facts = append(facts, fact(p.Family, e))
			was.freed[held{p.Group, fact(p.Family, e)}]++
		}
		was.were[p.Group] = append(was.were[p.Group], facts)
		return nil
	}, "SELECT identity, family, key, evidence FROM appearances WHERE article = ? ORDER BY entity", article)
	if err != nil {
		return err
	}
	for _, part := range []string{"speakers", "addressees"} {
		err := t.each(func(scan func(...any) error) error {
			var group string
			var n int
			err := scan(&group, &n)
			if part == "speakers" {
				was.count(group).statements -= n
			} else {
				was.count(group).spoken -= n
			}
			return err
		}, "SELECT p.identity, count(*) FROM "+part+" p JOIN statements s ON s.id = p.statement WHERE s.article = ? GROUP BY p.identity", article)
		if err != nil {
			return err
		}
	}
	for _, rows := range []string{"coming", "talks", "events", "statements", "occasions", "times", "places", "appearances", "attested"} {
		if err := t.again("DELETE FROM "+rows+" WHERE article = ?", article); err != nil {
			return err
		}
	}
	return nil
}

// release has nothing held by what was taken out.
func (t *tx) release(was *remains) error {
	freed := newEvidence()
	facts := map[string]bool{}
	for _, h := range slices.SortedFunc(maps.Keys(was.freed), held.compare) {
		freed.add(h.fact, h.group, -was.freed[h])
		facts[h.fact] = true
	}
	if err := freed.flush(t); err != nil {
		return err
	}
	return in(slices.Sorted(maps.Keys(facts)), func(set string, args []any) error {
		return t.exec("DELETE FROM evidence WHERE count <= 0 AND fact IN "+set+" AND NOT "+byHand("evidence.identity"), args...)
	})
}

// newEvidence is the table of evidence, to which counts are added.
func newEvidence() *table {
	w := newTable("evidence", "fact identity count")
	w.upsert = "ON CONFLICT (fact, identity) DO UPDATE SET count = evidence.count + excluded.count"
	return w
}

// balance writes how counts have changed.
func (t *tx) balance(was *remains) error {
	w := newEvidence()
	for _, h := range slices.SortedFunc(maps.Keys(was.evidence), held.compare) {
		w.add(h.fact, h.group, was.evidence[h])
	}
	if err := w.flush(t); err != nil {
		return err
	}
	return t.settle(was.counts)
}

// byHand is the condition that people decided on a group: it and its evidence stay, so that the decision holds for what comes.
func byHand(group string) string {
	return "EXISTS (SELECT 1 FROM identities h WHERE h.id = " + group + " AND (h.bond = 'merged' OR h.split = 1))"
}

// forget renews the names of groups that lost an appearance, and deletes identities that nothing is left of and nobody decided on.
func (t *tx) forget(was *remains) error {
	lost := slices.Sorted(maps.Keys(was.lost))
	for _, g := range lost {
		if err := t.again("DELETE FROM identity_names WHERE identity = ?", g); err != nil {
			return err
		}
		names, err := list[string](t, "SELECT DISTINCT text FROM attested WHERE identity = ? AND field = 'name' ORDER BY text", g)
		if err != nil {
			return err
		}
		w, plainest := newNames(), ""
		for _, name := range names {
			w.name(g, name)
			plainest = ledger.Plainest(plainest, name)
		}
		if err := w.flush(t); err != nil {
			return err
		}
		if plainest != "" {
			if err := t.again("UPDATE identities SET name = ? WHERE id = ? AND name <> ?", plainest, g, plainest); err != nil {
				return err
			}
		}
	}
	return in(lost, func(set string, args []any) error {
		empty, err := list[string](t, `SELECT DISTINCT r.id FROM identities g JOIN identities r ON r.id = g.identity
			WHERE g.id IN `+set+` AND r.all_appearances = 0 AND r.all_statements = 0 AND r.all_spoken = 0 AND NOT EXISTS
			(SELECT 1 FROM identities x WHERE x.identity = r.id AND (`+byHand("x.id")+` OR EXISTS (SELECT 1 FROM corrections c WHERE c.speaker = x.id)))`, args...)
		for _, id := range empty {
			if err := t.again("UPDATE identities SET into_id = NULL WHERE identity = ?", id); err != nil {
				return err
			}
			if err := t.again("DELETE FROM identities WHERE identity = ? AND id <> ?", id, id); err != nil {
				return err
			}
			if err := t.again("DELETE FROM identities WHERE id = ?", id); err != nil {
				return err
			}
		}
		return err
	})
}

// newNames is the table of names, with the parts of each that a search may begin with.
type nameTable struct {
	*table
	seen map[[2]string]bool
}

func newNames() *nameTable {
	w := newTable("identity_names", "name identity")
	w.upsert = "ON CONFLICT DO NOTHING"
	return &nameTable{w, map[[2]string]bool{}}
}

const maxNameWords = 12

func (w *nameTable) name(group, name string) {
	words := strings.Fields(ledger.Fold(name, " "))
	words = words[:min(len(words), maxNameWords)]
	for i := range words {
		part := strings.Join(words[i:], " ")
		if at := [2]string{part, group}; !w.seen[at] {
			w.seen[at] = true
			w.add(part, group)
		}
	}
}
