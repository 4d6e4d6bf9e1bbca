package ledger

import (
	"cmp"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// A Cite is words of an article and where they stand: what every answer across articles rests on.
type Cite struct {
	Words     string `json:"words" doc:"exact words of the article"`
	Article   string `json:"article" doc:"id in the ledger"`
	Version   int    `json:"version,omitempty"`
	Old       bool   `json:"old,omitempty" doc:"the article has a later version"`
	Start     int    `json:"start" doc:"code points of the article's text"`
	End       int    `json:"end"`
	Outlet    string `json:"outlet,omitempty"`
	Title     string `json:"title,omitempty"`
	Date      string `json:"date,omitempty" doc:"of the article, YYYY-MM-DD"`
	Statement string `json:"statement,omitempty" doc:"key of the statement that holds them"`
	Speaker   string `json:"speaker,omitempty" doc:"whose word it is; absent where it is the article's own"`
	SpeakerID string `json:"speaker_id,omitempty"`

	Span readout.Span `json:"-"` // bytes of the article's text
}

// CiteHit cites a statement that a search found, by the day on which it was said. Where it stands in the text is not told.
func CiteHit(h *readout.Hit) Cite {
	return Cite{Words: strings.Join(h.Words, " … "), Article: h.Article.ID, Version: h.Article.Version, Outlet: h.Article.Publisher, Title: h.Article.Name(),
		Date: h.Date, Statement: h.Key, Speaker: cmp.Or(h.Speaker.Name, h.Source), SpeakerID: h.Speaker.ID}
}

// A Citer cites one article.
type Citer struct {
	kept   *readout.Kept
	mapper *readout.Mapper
}

// NewCiter returns a citer of an article of a ledger.
func NewCiter(k *readout.Kept) *Citer {
	return &Citer{k, readout.NewMapper(k.Record.Article.Text)}
}

// Cite cites words that stand at a span of bytes. The statement may be nil: then it is nobody's word but the article's.
func (c *Citer) Cite(s readout.Span, by *readout.Statement) Cite {
	k := c.kept
	out := Cite{Words: s.In(k.Record.Article.Text), Article: k.ID, Version: k.Version, Old: k.Version < k.Versions, Outlet: k.Publisher, Title: k.Name(), Date: Day(k.Published), Span: s}
	if from, to, err := c.mapper.SpanRunes(s); err == nil {
		out.Start, out.End = from, to
	}
	if by != nil {
		out.Statement = k.Keys[by.ID]
		who := c.Who(by.Speaker)
		out.Speaker, out.SpeakerID = who.Name, who.ID
		if out.Speaker == "" {
			out.Speaker = by.Source.In(k.Record.Article.Text)
		}
	}
	return out
}

// Who returns the identity that an entity is, or its name in the article.
func (c *Citer) Who(entity string) readout.IdentityRef {
	if ref, ok := c.kept.Identities[entity]; ok {
		return ref
	}
	if e := Entity(c.kept.Record, entity); e != nil {
		return readout.IdentityRef{Name: e.Name, Kind: e.Kind}
	}
	return readout.IdentityRef{}
}

// Entity returns an entity of a record; nil for none.
func Entity(r *readout.Readout, id string) *readout.Entity {
	if i := slices.IndexFunc(r.Entities, func(e readout.Entity) bool { return e.ID == id }); i >= 0 {
		return &r.Entities[i]
	}
	return nil
}

// Identities returns who is spoken of in an article, but for what it takes for groups, whatever others take them for.
func Identities(k *readout.Kept) map[string]bool {
	out := map[string]bool{}
	for i := range k.Record.Entities {
		e := &k.Record.Entities[i]
		if ref := k.Identities[e.ID]; ref.ID != "" && e.Kind != readout.Group {
			out[ref.ID] = true
		}
	}
	return out
}

// StatementOf returns the innermost statement whose content, or else whose whole extent, holds a span; nil where none does.
func StatementOf(r *readout.Readout, s readout.Span) (in *readout.Statement) {
	size := 0
	for i := range r.Statements {
		x := &r.Statements[i]
		for _, c := range x.Content {
			if c.Contains(s) && (in == nil || c.Len() < size) {
				in, size = x, c.Len()
			}
		}
	}
	if in != nil {
		return in
	}
	for i := range r.Statements {
		if e := r.Statements[i].Extent(); e.Contains(s) && (in == nil || e.Len() < size) {
			in, size = &r.Statements[i], e.Len()
		}
	}
	return in
}
