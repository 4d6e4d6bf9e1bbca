package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

const linkColumns = "l.id, l.kind, l.a, l.b, l.who, l.at, l.note"

// maxLinkEnd is how many bytes an end of a link may have.
const maxLinkEnd = 200

// Link keeps a link.
func (s *Store) Link(ctx context.Context, l readout.Link) (readout.Link, error) {
	l.A, l.B = strings.TrimSpace(l.A), strings.TrimSpace(l.B)
	switch {
	case l.Kind != readout.SameRemark && l.Kind != readout.OtherRemark && l.Kind != readout.Topic:
		return l, fmt.Errorf("%w: there is no link %.40q; there are %s, %s and %s", readout.ErrQuery, l.Kind, readout.SameRemark, readout.OtherRemark, readout.Topic)
	case l.A == "" || l.B == "" || len(l.A) > maxLinkEnd || len(l.B) > maxLinkEnd || !utf8.ValidString(l.A+l.B):
		return l, fmt.Errorf("%w: the ends of a link are texts of 1 to %d bytes", readout.ErrQuery, maxLinkEnd)
	case l.Kind != readout.Topic && l.A == l.B:
		return l, fmt.Errorf("%w: a statement is linked with another", readout.ErrQuery)
	case l.Kind != readout.Topic && l.A > l.B:
		l.A, l.B = l.B, l.A
	}
	if l.When.IsZero() {
		l.When = now()
	}
	return l, s.update(ctx, func(t *tx) error {
		if l.Kind != readout.Topic {
			for _, key := range []string{l.A, l.B} {
				if ids, err := list[int64](t, "SELECT id FROM statements WHERE key = ?", key); err != nil || len(ids) == 0 {
					return cmp.Or(err, missing("statement", key))
				}
			}
			other := readout.SameRemark // the later decision stands
			if l.Kind == readout.SameRemark {
				other = readout.OtherRemark
			}
			if err := t.exec("UPDATE links SET withdrawn = ?, withdrawn_by = ? WHERE kind = ? AND a = ? AND b = ? AND withdrawn = ''", stamp(l.When), l.Who, string(other), l.A, l.B); err != nil {
				return err
			}
		}
		same, err := list[string](t, "SELECT id FROM links WHERE kind = ? AND a = ? AND b = ? AND withdrawn = ''", string(l.Kind), l.A, l.B)
		if err != nil {
			return err
		}
		if len(same) > 0 {
			return fmt.Errorf("a link of %.40q and %.40q: %w", l.A, l.B, readout.ErrDuplicate)
		}
		var n int
		if err := t.row("SELECT count(*) FROM links").Scan(&n); err != nil {
			return err
		}
		l.ID = fmt.Sprint("link-", n+1)
		return t.exec("INSERT INTO links (id, kind, a, b, who, at, note, withdrawn, withdrawn_by) VALUES (?, ?, ?, ?, ?, ?, ?, '', '')",
			l.ID, string(l.Kind), l.A, l.B, l.Who, stamp(l.When), l.Note)
	})
}

// Unlink takes a link back.
func (s *Store) Unlink(ctx context.Context, id string, by readout.By) error {
	if by.When.IsZero() {
		by.When = now()
	}
	return s.update(ctx, func(t *tx) error {
		return t.one("link", id, "UPDATE links SET withdrawn = ?, withdrawn_by = ? WHERE id = ? AND withdrawn = ''", stamp(by.When), by.Who, id)
	})
}

// Links lists those of a kind that stand, oldest first.
func (s *Store) Links(ctx context.Context, kind readout.LinkKind) (all []readout.Link, err error) {
	err = s.view(ctx, func(t *tx) error {
		all, err = t.links("l.kind = ? ORDER BY l.at, l.id", string(kind))
		return err
	})
	return all, err
}

// links reads the links that stand.
func (t *tx) links(condition string, args ...any) (all []readout.Link, err error) {
	err = t.each(func(scan func(...any) error) error {
		var l readout.Link
		var at string
		err := scan(&l.ID, &l.Kind, &l.A, &l.B, &l.Who, &at, &l.Note)
		l.When = parseStamp(at)
		all = append(all, l)
		return err
	}, "SELECT "+linkColumns+" FROM links l WHERE l.withdrawn = '' AND "+condition, args...)
	return all, err
}

// linked returns the keys of the statements that people linked with one, by the kind of link.
func (t *tx) linked(key string, kind readout.LinkKind) (map[string]bool, error) {
	out := map[string]bool{}
	all, err := t.links("l.kind = ? AND (l.a = ? OR l.b = ?)", string(kind), key, key)
	for _, l := range all {
		if l.A == key {
			out[l.B] = true
		} else {
			out[l.A] = true
		}
	}
	return out, err
}

// joined returns the statements that people told to be of one remark with one.
func (t *tx) joined(key string) ([]int64, error) {
	keys, err := t.linked(key, readout.SameRemark)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		id, err := list[int64](t, "SELECT id FROM statements WHERE key = ?", k)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id...)
	}
	return ids, nil
}
