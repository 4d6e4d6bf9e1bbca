package sqlstore

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/readout-project/readout/ledger"
)

// Who is who is decided in package ledger; this file loads what it must know and writes what it decided. Rows that tell of
// people name groups (of appearances), which never change under them; what a group is counted to stands in the group.

// groupColumns are what is needed of a group that is there.
const groupColumns = "id, family, key, bare, split, coalesce(into_id, ''), bond, appearances"

func scanGroup(scan func(...any) error) (g ledger.Group, err error) {
	var bare, split int
	err = scan(&g.ID, &g.Family, &g.Key, &bare, &split, &g.Into, &g.Bond, &g.Count)
	g.Bare, g.Split = bare != 0, split != 0
	return g, err
}

// What is asked of a family, or of a fact, comes in one text, a line each: there may be thousands, and a row costs more than a line. No
// name, id or evidence holds a tab.
const (
	groupsOf = `SELECT family, string_agg(id || '	' || key || '	' || CAST(bare AS TEXT) || '	' || CAST(split AS TEXT) || '	' || coalesce(into_id, '') || '	' ||
	bond || '	' || CAST(appearances AS TEXT), '
') FROM identities WHERE family IN `
	linksOf = `SELECT family, string_agg(short || '	' || fuller || '	' || evidence, '
') FROM short_names WHERE family IN `
	holdersOf = `SELECT fact, string_agg(identity, '
') FROM evidence WHERE fact IN `
)

// lines asks one of these of some keys, and calls f for each line, in their order.
func (t *tx) lines(query, column string, keys []string, f func(key, line string) error) error {
	return in(keys, func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var key, all string
			if err := scan(&key, &all); err != nil {
				return err
			}
			lines := strings.Split(all, "\n")
			slices.Sort(lines)
			for _, line := range lines {
				if err := f(key, line); err != nil {
					return err
				}
			}
			return nil
		}, query+set+" GROUP BY "+column+" ORDER BY "+column, args...)
	})
}

// fields divides a line by tabs, into as many fields as there is room for.
func fields(line string, into []string) error {
	n := 0
	for f := range strings.SplitSeq(line, "\t") {
		if n < len(into) {
			into[n] = f
		}
		n++
	}
	if n != len(into) {
		return fmt.Errorf("%d fields, not %d", n, len(into))
	}
	return nil
}

// parseGroup reads a line of groupsOf.
func parseGroup(family, line string) (g ledger.Group, err error) {
	var f [7]string
	if err := fields(line, f[:]); err != nil {
		return g, fmt.Errorf("a group of %q: %w", family, err)
	}
	g = ledger.Group{ID: f[0], Family: family, Key: f[1], Bare: f[2] != "0", Split: f[3] != "0", Into: f[4], Bond: ledger.Bond(f[5])}
	g.Count, err = strconv.Atoi(f[6])
	return g, err
}

// fact is how evidence is kept: in one column, so that many can be asked for at once.
func fact(family, evidence string) string { return family + ": " + evidence }

// known loads what placing needs.
func (t *tx) known(n ledger.Needs) (k ledger.Known, err error) {
	loaded := map[string]bool{}
	add := func(scan func(...any) error) error {
		g, err := scanGroup(scan)
		if !loaded[g.ID] {
			loaded[g.ID] = true
			k.Groups = append(k.Groups, g)
		}
		return err
	}
	err = t.lines(groupsOf, "family", n.Families, func(family, line string) error {
		g, err := parseGroup(family, line)
		loaded[g.ID] = true
		k.Groups = append(k.Groups, g)
		return err
	})
	for from := 0; err == nil && from < len(k.Groups); { // and what these lead into
		var next []string
		for _, g := range k.Groups[from:] {
			if g.Into != "" && !loaded[g.Into] {
				next = append(next, g.Into)
			}
		}
		from = len(k.Groups)
		err = in(next, func(set string, args []any) error {
			return t.each(add, "SELECT "+groupColumns+" FROM identities WHERE id IN "+set+" ORDER BY id", args...)
		})
	}
	if err != nil {
		return k, err
	}
	err = t.lines(linksOf, "family", n.Families, func(family, line string) error {
		var f [3]string
		if err := fields(line, f[:]); err != nil {
			return fmt.Errorf("a link of %q: %w", family, err)
		}
		k.Links = append(k.Links, ledger.Link{Short: f[0], Full: f[1], Evidence: f[2]})
		return nil
	})
	if err != nil {
		return k, err
	}
	facts := map[string]ledger.Held{}
	for _, h := range n.Evidence {
		facts[fact(h.Family, h.Evidence)] = h
	}
	err = t.lines(holdersOf, "fact", slices.Sorted(maps.Keys(facts)), func(fact, group string) error {
		h := facts[fact]
		h.Group = group
		k.Held = append(k.Held, h)
		return nil
	})
	if err != nil {
		return k, err
	}
	err = in(n.Articles, func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var p ledger.Pin
			err := scan(&p.Article, &p.Family, &p.Key, &p.Group)
			k.Pins = append(k.Pins, p)
			return err
		}, "SELECT article, family, key, identity FROM pins WHERE article IN "+set+" ORDER BY article, family, key", args...)
	})
	return k, err
}

// taken tells which ids are taken. Those that appearances are likely to want are asked for at once.
func (t *tx) taken(all []ledger.Appearance) (func(id string) (bool, error), error) {
	known := map[string]bool{}
	for i := range all {
		known[ledger.Slug(all[i].Key)] = false
	}
	err := in(slices.Sorted(maps.Keys(known)), func(set string, args []any) error {
		ids, err := list[string](t, "SELECT id FROM identities WHERE id IN "+set, args...)
		for _, id := range ids {
			known[id] = true
		}
		return err
	})
	return func(id string) (taken bool, err error) {
		if taken, ok := known[id]; ok {
			return taken, nil
		}
		err = t.row("SELECT count(*) > 0 FROM identities WHERE id = ?", id).Scan(&taken)
		return taken, err
	}, err
}

// place lets a state place appearances, and writes what it decided but for the appearances themselves. What was taken out is
// still counted in the database.
func (t *tx) place(all []ledger.Appearance, was *remains) (*ledger.State, *ledger.Changes, error) {
	needs := ledger.NeedsOf(all)
	families := slices.Sorted(maps.Keys(was.families))
	needs.Families = append(needs.Families, families...)
	slices.Sort(needs.Families)
	needs.Families = slices.Compact(needs.Families)
	known, err := t.known(needs)
	if err != nil {
		return nil, nil, err
	}
	for i := range known.Groups {
		if c := was.counts[known.Groups[i].ID]; c != nil {
			known.Groups[i].Count += c.appearances
		}
	}
	known.Former = was.former
	if known.Taken, err = t.taken(all); err != nil {
		return nil, nil, err
	}
	state := ledger.NewState(known)
	state.Touch(families...)
	for _, a := range all {
		if err := state.Place(a); err != nil {
			return nil, nil, err
		}
	}
	changes := state.Done()
	return state, &changes, t.save(&changes)
}

// rename calls groups, and those of the same name that they are counted to, by the plainest of the names that they have now.
func (t *tx) rename(c *ledger.Changes) error {
	names := map[string]string{}
	for i := range c.Placed {
		p := &c.Placed[i]
		names[p.Group] = ledger.Plainest(names[p.Group], p.Name)
	}
	for _, u := range c.Unions {
		var from string
		if err := t.row("SELECT name FROM identities WHERE id = ?", u.From).Scan(&from); err != nil {
			return err
		}
		names[u.Into] = ledger.Plainest(names[u.Into], from)
	}
	others := map[string]string{}
	err := in(slices.Sorted(maps.Keys(names)), func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var id, group, name string
			if err := scan(&id, &group, &name); err != nil {
				return err
			}
			if plainest := ledger.Plainest(cmp.Or(others[id], name), names[group]); plainest != name {
				others[id] = plainest
			}
			return nil
		}, `SELECT r.id, g.id, r.name FROM identities g JOIN identities r ON r.id IN (g.id, g.identity) AND r.key = g.key WHERE g.id IN `+set+" ORDER BY r.id, g.id", args...)
	})
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(others)) {
		if err := t.again("UPDATE identities SET name = ? WHERE id = ?", others[id], id); err != nil {
			return err
		}
	}
	return nil
}

// save writes what a state decided, but for the appearances themselves.
func (t *tx) save(c *ledger.Changes) error {
	w := newTable("identities", "id identity name kind family key bare split bond appearances statements spoken all_appearances all_statements all_spoken")
	for _, g := range c.New {
		w.add(g.ID, g.ID, g.Name, string(g.Kind), g.Family, g.Key, integer(g.Bare), integer(g.Split), string(ledger.Bond("")), 0, 0, 0, 0, 0, 0)
	}
	if err := w.flush(t); err != nil {
		return err
	}
	for _, u := range c.Unions {
		if err := t.unite(u); err != nil {
			return fmt.Errorf("counting %s to %s: %w", u.From, u.Into, err)
		}
	}
	for _, g := range c.Bonds {
		if err := t.exec("UPDATE identities SET into_id = ?, bond = ?, bare = ? WHERE id = ?", nullable(g.Into), string(g.Bond), integer(g.Bare), g.ID); err != nil {
			return err
		}
	}
	links := newTable("short_names", "short fuller evidence family")
	links.upsert = strongerLink
	for _, l := range c.Links {
		links.add(l.Short, l.Full, l.Evidence, l.Family)
	}
	if err := links.flush(t); err != nil {
		return err
	}
	pins := newTable("pins", "article family key identity")
	pins.upsert = "ON CONFLICT (article, family, key) DO UPDATE SET identity = excluded.identity"
	for _, p := range c.Pins {
		pins.add(p.Article, p.Family, p.Key, p.Group)
	}
	return pins.flush(t)
}

// strongerLink keeps of two links between the same names the one that a role makes.
const strongerLink = `ON CONFLICT (short, fuller) DO UPDATE SET
	evidence = CASE WHEN excluded.evidence LIKE 'role %' THEN excluded.evidence ELSE short_names.evidence END`

// unite moves what makes a group of one to another. Statements and the like stay with the one that is counted to the other now.
func (t *tx) unite(u ledger.Union) error {
	for _, q := range []string{
		"UPDATE identities SET into_id = ?2, bond = 'united' WHERE id = ?1",
		"UPDATE identities SET appearances = appearances + (SELECT f.appearances FROM identities f WHERE f.id = ?1) WHERE id = ?2",
		"UPDATE identities SET appearances = 0 WHERE id = ?1",
		"UPDATE appearances SET identity = ?2 WHERE identity = ?1",
		"UPDATE pins SET identity = ?2 WHERE identity = ?1",
		`INSERT INTO attested (identity, field, text, article, date) SELECT ?2, field, text, article, date FROM attested WHERE identity = ?1
			ON CONFLICT DO NOTHING`,
		"DELETE FROM attested WHERE identity = ?1",
		"INSERT INTO identity_names (name, identity) SELECT name, ?2 FROM identity_names WHERE identity = ?1 ON CONFLICT DO NOTHING",
		"DELETE FROM identity_names WHERE identity = ?1",
		`INSERT INTO evidence (fact, identity, count) SELECT fact, ?2, count FROM evidence WHERE identity = ?1
			ON CONFLICT (fact, identity) DO UPDATE SET count = evidence.count + excluded.count`,
		"DELETE FROM evidence WHERE identity = ?1",
		"INSERT INTO short_names (short, fuller, evidence, family) SELECT ?2, fuller, evidence, family FROM short_names WHERE short = ?1 " + strongerLink,
		"INSERT INTO short_names (short, fuller, evidence, family) SELECT short, ?2, evidence, family FROM short_names WHERE fuller = ?1 " + strongerLink,
		"DELETE FROM short_names WHERE short = ?1 OR fuller = ?1",
	} {
		if err := t.named(q, u.From, u.Into); err != nil {
			return err
		}
	}
	return nil
}

// named runs a statement whose parameters are ?1 and ?2, in any number and order.
func (t *tx) named(query string, values ...any) error {
	var args []any
	for i := 0; i+1 < len(query); i++ {
		if query[i] == '?' {
			args = append(args, values[query[i+1]-'1'])
		}
	}
	for i := range values {
		query = strings.ReplaceAll(query, fmt.Sprintf("?%d", i+1), "?")
	}
	return t.again(query, args...)
}

// A standing is what a group is counted to, and how much is counted.
type standing struct {
	into, identity string
	own, all       counts
}

// settle changes the counts of groups, and says anew what they and those that share an identity with them are counted to in the end.
func (t *tx) settle(changed map[string]*counts) error {
	roots := map[string]bool{}
	err := in(slices.Sorted(maps.Keys(changed)), func(set string, args []any) error {
		ids, err := list[string](t, "SELECT DISTINCT identity FROM identities WHERE id IN "+set, args...)
		for _, id := range ids {
			roots[id] = true
		}
		return err
	})
	if err != nil {
		return err
	}
	was := map[string]standing{}
	if err := t.standings(was, "identity", slices.Sorted(maps.Keys(roots))); err != nil {
		return err
	}
	for { // and what these lead into
		var next []string
		for _, g := range was {
			if _, ok := was[g.into]; g.into != "" && !ok {
				next = append(next, g.into)
			}
		}
		if len(next) == 0 {
			break
		}
		slices.Sort(next)
		var into []string
		err := in(slices.Compact(next), func(set string, args []any) error {
			ids, err := list[string](t, "SELECT DISTINCT identity FROM identities WHERE id IN "+set, args...)
			into = append(into, ids...)
			return err
		})
		if err != nil {
			return err
		}
		if err := t.standings(was, "identity", into); err != nil {
			return err
		}
	}
	is := map[string]*standing{}
	for id, g := range was {
		if c := changed[id]; c != nil {
			g.own.add(*c)
		}
		g.all = counts{}
		is[id] = &g
	}
	for id, g := range is {
		g.identity = id
		for range is {
			if is[g.identity].into == "" {
				break
			}
			g.identity = is[g.identity].into
		}
		is[g.identity].all.add(g.own)
	}
	return t.writeStandings(was, is)
}

// standings loads those of groups.
func (t *tx) standings(into map[string]standing, column string, ids []string) error {
	return in(ids, func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var id string
			var g standing
			err := scan(&id, &g.into, &g.identity, &g.own.appearances, &g.own.statements, &g.own.spoken, &g.all.appearances, &g.all.statements, &g.all.spoken)
			into[id] = g
			return err
		}, "SELECT id, coalesce(into_id, ''), identity, appearances, statements, spoken, all_appearances, all_statements, all_spoken FROM identities WHERE "+
			column+" IN "+set, args...)
	})
}

// writeStandings writes those that have changed.
func (t *tx) writeStandings(was map[string]standing, is map[string]*standing) error {
	changed := slices.DeleteFunc(slices.Sorted(maps.Keys(is)), func(id string) bool { return was[id] == *is[id] })
	const number = ", CAST(? AS BIGINT)"
	row := ", (?, ?" + strings.Repeat(number, 6) + ")"
	for part := range slices.Chunk(changed, 50) {
		var args []any
		for _, id := range part {
			g := is[id]
			args = append(args, id, g.identity, g.own.appearances, g.own.statements, g.own.spoken, g.all.appearances, g.all.statements, g.all.spoken)
		}
		err := t.again("UPDATE identities SET identity = c.column2, appearances = c.column3, statements = c.column4, spoken = c.column5,"+
			" all_appearances = c.column6, all_statements = c.column7, all_spoken = c.column8 FROM (VALUES "+strings.Repeat(row, len(part))[2:]+
			") AS c WHERE identities.id = c.column1", args...)
		if err != nil {
			return err
		}
	}
	return nil
}
