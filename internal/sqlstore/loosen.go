package sqlstore

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/readout-project/readout/ledger"
)

// loosen takes back what only held by evidence that is gone: appearances that hung together by it, links between shorter and fuller names, and
// that somebody was told from namesakes by it. The ledger is then as if what was taken out had never been in it, but for ids.
func (t *tx) loosen(was *remains) error {
	freed := map[string][]string{} // facts by group, of groups that lost some
	for _, h := range slices.SortedFunc(maps.Keys(was.freed), held.compare) {
		freed[h.group] = append(freed[h.group], h.fact)
	}
	changed := map[string]bool{} // families
	var apart []string           // articles
	for _, id := range slices.Sorted(maps.Keys(freed)) {
		if !was.are.lack(was.were, id) {
			continue
		}
		g, there, err := t.undecided(id)
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		others, err := t.apart(id, g.Family, freed[id])
		if err != nil {
			return err
		}
		apart = append(apart, others...)
		barer, err := t.bare(&g)
		if err != nil {
			return err
		}
		unlinked, err := t.unlink(id)
		if err != nil {
			return err
		}
		if barer || unlinked {
			changed[g.Family] = true
		}
	}
	if len(changed) > 0 {
		again := newRemains()
		again.families = changed
		_, changes, err := t.place(nil, again)
		if err != nil {
			return err
		}
		for _, g := range changes.Bonds {
			again.count(g.ID)
		}
		if err := t.settle(again.counts); err != nil {
			return err
		}
	}
	slices.Sort(apart)
	var layouts []*layout
	for _, article := range slices.Compact(apart) {
		a, all, err := t.load(article)
		if err != nil {
			return err
		}
		a.correct(all, t.who())
		layouts = append(layouts, a)
	}
	return t.lay(layouts)
}

// undecided returns a group that something is left of and nobody decided on.
func (t *tx) undecided(id string) (g ledger.Group, there bool, err error) {
	err = t.each(func(scan func(...any) error) error {
		there = true
		g, err = scanGroup(scan)
		return err
	}, "SELECT "+groupColumns+" FROM identities WHERE id = ? AND appearances > 0 AND split = 0 AND bond NOT IN ('merged', 'united')", id)
	return g, there, err
}

var errTogether = errors.New("all hangs together")

// apart returns the articles of a group that no longer hang together with most of it, where it lost appearances with some facts: each part that is
// left has one of these.
func (t *tx) apart(id, family string, facts []string) ([]string, error) {
	var left []string
	err := in(facts, func(set string, args []any) error {
		found, err := list[string](t, "SELECT fact FROM evidence WHERE identity = ? AND fact IN "+set, append([]any{id}, args...)...)
		for _, f := range found {
			left = append(left, f[len(fact(family, "")):])
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var parts ledger.Parts
	err = t.each(func(scan func(...any) error) error {
		var article, data string
		if err := scan(&article, &data); err != nil {
			return err
		}
		var evidence []string
		if err := json.Unmarshal([]byte(data), &evidence); err != nil {
			return err
		}
		if parts.Add(article, evidence); len(left) > 0 && parts.Together(left) {
			return errTogether
		}
		return nil
	}, "SELECT article, evidence FROM appearances WHERE identity = ? ORDER BY date DESC, article, entity", id)
	if errors.Is(err, errTogether) {
		return nil, nil
	}
	return parts.Others(), err
}

// bare notes that no appearance of a group has a role or a country any more, and reports whether that is so now.
func (t *tx) bare(g *ledger.Group) (bool, error) {
	if g.Bare {
		return false, nil
	}
	var told int
	role, country := fact(g.Family, "role "), fact(g.Family, "country ")
	err := t.row("SELECT count(*) FROM evidence WHERE identity = ? AND (fact >= ? AND fact < ? OR fact >= ? AND fact < ?)",
		g.ID, role, role+last, country, country+last).Scan(&told)
	if err != nil || told > 0 {
		return false, err
	}
	return true, t.exec("UPDATE identities SET bare = 1 WHERE id = ?", g.ID)
}

// last is behind all letters.
const last = "\U0010FFFF"

// unlink takes out links of a group whose evidence is no longer shared, or gives them other evidence that is, by a role where there is one. It reports
// whether any has changed.
func (t *tx) unlink(id string) (changed bool, err error) {
	var links []ledger.Link
	err = t.each(func(scan func(...any) error) error {
		var l ledger.Link
		err := scan(&l.Family, &l.Short, &l.Full, &l.Evidence)
		links = append(links, l)
		return err
	}, "SELECT family, short, fuller, evidence FROM short_names WHERE short = ? OR fuller = ? ORDER BY short, fuller", id, id)
	if err != nil {
		return false, err
	}
	for _, l := range links {
		shared, err := t.shared(&l)
		switch {
		case err != nil:
			return false, err
		case slices.Contains(shared, l.Evidence):
			continue
		case len(shared) == 0:
			err = t.exec("DELETE FROM short_names WHERE short = ? AND fuller = ?", l.Short, l.Full)
		default:
			err = t.exec("UPDATE short_names SET evidence = ? WHERE short = ? AND fuller = ?", shared[0], l.Short, l.Full)
		}
		if err != nil {
			return false, err
		}
		changed = true
	}
	return changed, nil
}

// shared returns the evidence that both ends of a link hold, roles first.
func (t *tx) shared(l *ledger.Link) ([]string, error) {
	begin := fact(l.Family, "")
	all, err := list[string](t, "SELECT a.fact FROM evidence a JOIN evidence b ON b.fact = a.fact AND b.identity = ? WHERE a.identity = ? ORDER BY a.fact", l.Full, l.Short)
	var roles, others []string
	for _, f := range all {
		switch evidence := f[len(begin):]; {
		case strings.HasPrefix(evidence, "role "):
			roles = append(roles, evidence)
		case !strings.HasPrefix(evidence, "name "):
			others = append(others, evidence)
		}
	}
	return append(roles, others...), err
}
