package sqlstore

import (
	"encoding/json"
	"fmt"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// hitData is what the column statements.data holds: of a hit, what no query asks for.
type hitData struct {
	Statement readout.Statement
	Words     []string
	Before    string `json:",omitempty"`
	After     string `json:",omitempty"`
	DateBasis string `json:",omitempty"`
}

// hits returns statements by their numbers, in that order, with the words marked that were searched for.
func (t *tx) hits(ids []int64, searched []readout.Term) ([]readout.Hit, error) {
	found := make(map[int64]*readout.Hit, len(ids))
	err := in(ids, func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			id, h, err := scanHit(scan)
			found[id] = h
			return err
		}, "SELECT s.id, s.key, i.id, i.name, i.kind, s.source, s.cue, s.date, s.corrected, s.data, o.data, "+articleColumns+
			" FROM statements s JOIN articles a ON a.id = s.article JOIN versions v ON v.article = a.id AND v.version = a.version"+
			" LEFT JOIN identities g ON g.id = s.speaker LEFT JOIN identities i ON i.id = g.identity LEFT JOIN occasions o ON o.id = s.occasion WHERE s.id IN "+set, args...)
	})
	if err != nil {
		return nil, err
	}
	err = in(ids, func(set string, args []any) error {
		return t.each(func(scan func(...any) error) error {
			var id int64
			var who readout.IdentityRef
			err := scan(&id, &who.ID, &who.Name, &who.Kind)
			if h := found[id]; h != nil {
				h.Addressees = append(h.Addressees, who)
			}
			return err
		}, "SELECT DISTINCT d.statement, i.id, i.name, i.kind FROM addressees d JOIN identities g ON g.id = d.identity JOIN identities i ON i.id = g.identity WHERE d.statement IN "+set+
			" ORDER BY d.statement, i.id", args...)
	})
	hits := make([]readout.Hit, 0, len(ids))
	for _, id := range ids {
		if h := found[id]; h != nil {
			h.Marks = mark(h.Words, searched)
			hits = append(hits, *h)
		}
	}
	return hits, err
}

func scanHit(scan func(...any) error) (id int64, h *readout.Hit, err error) {
	h = new(readout.Hit)
	var a articleScan
	var who, name, kind, occasion *string
	var corrected int
	var data []byte
	if err := scan(append([]any{&id, &h.Key, &who, &name, &kind, &h.Source, &h.Cue, &h.Date, &corrected, &data, &occasion}, a.into()...)...); err != nil {
		return 0, nil, err
	}
	var d hitData
	if err := unpackInto(data, &d); err != nil {
		return 0, nil, fmt.Errorf("statement %s: %w", h.Key, err)
	}
	h.Article, h.Corrected = a.ref(), corrected != 0
	h.Statement, h.Words, h.Before, h.After, h.DateBasis = d.Statement, d.Words, d.Before, d.After, d.DateBasis
	if who != nil && name != nil && kind != nil {
		h.Speaker = readout.IdentityRef{ID: *who, Name: *name, Kind: readout.EntityKind(*kind)}
	}
	if occasion != nil {
		h.Occasion = new(readout.Occasion)
		if err := json.Unmarshal([]byte(*occasion), h.Occasion); err != nil {
			return 0, nil, fmt.Errorf("occasion of statement %s: %w", h.Key, err)
		}
	}
	return id, h, nil
}

// mark finds what was searched for in the words of each span; a phrase may go on from one into the next.
func mark(spans []string, terms []readout.Term) [][]readout.Span {
	if len(terms) == 0 {
		return nil
	}
	type place struct {
		ledger.Word
		span int
	}
	var all []place
	for i, text := range spans {
		for w := range ledger.Words(text) {
			all = append(all, place{w, i})
		}
	}
	marked := make([]bool, len(all))
	for _, term := range terms {
		p, ok := phrase(Said, term.Text, term.Prefix)
		if !ok {
			continue
		}
		for i := range all {
			if n := len(p.Words); i+n <= len(all) && p.at(n, func(k int) string { return all[i+k].Folded }) {
				for k := range n {
					marked[i+k] = true
				}
			}
		}
	}
	out := make([][]readout.Span, len(spans))
	for i, yes := range marked {
		if yes {
			out[all[i].span] = append(out[all[i].span], all[i].Span)
		}
	}
	return out
}

// at reports whether the phrase matches n words.
func (p *Phrase) at(n int, word func(int) string) bool {
	for k := range n {
		want, is := p.Words[k].Folded, word(k)
		if is != want && !(p.Prefix && k == n-1 && len(is) > len(want) && is[:len(want)] == want) {
			return false
		}
	}
	return true
}
