package web

import (
	"context"
	"encoding/json"
	"io"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

func articleJSON(a readout.ArticleRef) client.Article {
	return client.Article{ID: a.ID, Key: a.Key, Version: a.Version, Versions: a.Versions, Title: a.Title, Publisher: a.Publisher, URL: a.URL, Published: a.Published,
		Added: a.Added.UTC(), Hash: a.Hash, Models: a.Models, Statements: a.Statements, Words: a.Words}
}

func identityJSON(r readout.IdentityRef) client.Identity {
	return client.Identity{ID: r.ID, Name: r.Name, Kind: string(r.Kind)}
}

// each makes a list of another, never nil.
func each[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, x := range list {
		out[i] = f(x)
	}
	return out
}

// StatementJSON returns a statement as the API and its clients have it.
func StatementJSON(h *readout.Hit) client.Statement { return statementJSON(*h) }

func statementJSON(h readout.Hit) client.Statement {
	s := &h.Statement
	out := client.Statement{Key: h.Key, ID: s.ID, Article: articleJSON(h.Article), Form: string(s.Form), Basis: string(s.Basis), Source: h.Source, Cue: h.Cue,
		Addressees: each(h.Addressees, identityJSON), Words: h.Words, Before: h.Before, After: h.After, Date: h.Date, DateBasis: h.DateBasis, Claims: len(s.Claims),
		Confidence: s.Confidence, Corrected: h.Corrected, Page: statementPath(h.Key)}
	if h.Speaker.Name != "" {
		who := identityJSON(h.Speaker)
		out.Speaker = &who
	}
	if h.Occasion != nil {
		out.Occasion = h.Occasion.Kind
	}
	for _, a := range s.Acts {
		out.Acts = append(out.Acts, string(a.Type))
	}
	if webURL(h.Article.URL) != "" {
		out.Original = statementPath(h.Key) + "/original"
	}
	for i, marks := range h.Marks {
		if i >= len(h.Words) {
			break
		}
		m := readout.NewMapper(h.Words[i])
		list := []client.Range{}
		for _, x := range marks {
			if start, end, err := m.SpanRunes(x); err == nil {
				list = append(list, client.Range{Start: start, End: end})
			}
		}
		out.Marks = append(out.Marks, list)
	}
	return out
}

func attestedJSON(a readout.Attested) client.Attested { return client.Attested(a) }
func evidenceJSON(e readout.Evidence) client.Evidence { return client.Evidence(e) }
func facetJSON(f readout.Facet) client.Facet          { return client.Facet(f) }

func personJSON(p readout.Identity) client.Person {
	return client.Person{Identity: identityJSON(p.IdentityRef), Names: each(p.Names, attestedJSON), Roles: each(p.Roles, attestedJSON),
		Outlets: each(p.Outlets, attestedJSON), Country: p.Country, First: p.First, Last: p.Last, Articles: p.Articles, Statements: p.Statements, Spoken: p.Spoken,
		Evidence: each(p.Evidence, evidenceJSON), Namesakes: each(p.Namesakes, identityJSON)}
}

// positionJSON returns a topic, with those of the changes that are of it.
func positionJSON(p position, changes []rewording) client.Position {
	out := client.Position{Topic: p.Topic, Statements: []client.Said{}}
	for _, cell := range p.Cells {
		for _, m := range cell {
			out.Statements = append(out.Statements, client.Said{Key: m.Key, Date: m.Date, Words: m.Hit.Words, Form: string(m.Statement.Form)})
		}
	}
	for _, c := range changes {
		if c.Topic == p.Topic {
			out.Changes = append(out.Changes, client.Change{Before: c.Before.Key, Then: c.Then.Key})
		}
	}
	return out
}

func decisionJSON(d readout.Decision) client.Decision {
	return client.Decision{Kind: d.Kind, Into: identityJSON(d.Into), From: identityJSON(d.From), Who: d.Who, When: d.When.UTC(), Note: d.Note}
}

func exchangeJSON(x readout.Exchange) client.Exchange {
	return client.Exchange{From: identityJSON(x.From), To: identityJSON(x.To), Count: x.Count}
}

func talksJSON(t readout.TalksRef) client.Talks {
	return client.Talks{Key: t.Key, Article: articleJSON(t.Article), Parties: each(t.Parties, identityJSON), Result: t.Talks.Result, Topics: t.Topics,
		Denied: t.Denied, Agreed: t.Agreed, Outstanding: t.Outstanding, Next: t.Next}
}

func comingJSON(c readout.Coming) client.Coming {
	return client.Coming{Key: c.Key, Date: c.Date, Kind: c.Kind, Certainty: c.Certainty, Words: c.Words, Who: each(c.Who, identityJSON), Place: c.Place,
		Statement: c.Statement, Article: articleJSON(c.Article)}
}

func meetingJSON(m readout.Meeting) client.Meeting {
	out := client.Meeting{With: identityJSON(m.With), Kind: m.Occasion.Kind, Date: m.Date, Article: articleJSON(m.Article)}
	if m.Occasion.Place != nil {
		out.Place = m.Occasion.Place.Name
	}
	return out
}

// correctionJSON counts positions in code points of the text that m was made for.
func correctionJSON(c readout.Correction, m *readout.Mapper) client.Correction {
	out := client.Correction{ID: c.ID, Article: c.Article, Kind: string(c.Kind), Statement: c.Statement, Speaker: c.Speaker, Lost: c.Lost, Who: c.Who,
		When: c.When.UTC(), Note: c.Note}
	if c.Lost {
		return out
	}
	for _, a := range c.Anchor {
		if start, end, err := m.SpanRunes(a); err == nil {
			out.At = append(out.At, client.Range{Start: start, End: end})
			out.Words = append(out.Words, a.In(m.Text()))
		}
	}
	if _, _, err := m.SpanRunes(c.Source); err == nil {
		out.Source = c.Source.In(m.Text())
	}
	return out
}

func keptJSON(k *readout.Kept) client.Kept {
	m := readout.NewMapper(k.Record.Article.Text)
	out := client.Kept{Article: articleJSON(k.ArticleRef), Record: k.Record, Keys: k.Keys, Identities: map[string]client.Identity{},
		Corrections: each(k.Corrections, func(c readout.Correction) client.Correction { return correctionJSON(c, m) })}
	for id, ref := range k.Identities {
		out.Identities[id] = identityJSON(ref)
	}
	return out
}

// writeHits writes what a search finds as lines of JSON.
func (s *server) writeHits(ctx context.Context, w io.Writer, x question) error {
	for h, err := range s.hits(ctx, x, maxExported) {
		if err != nil {
			return err
		}
		line, err := json.Marshal(statementJSON(*h))
		if err != nil {
			return err
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}
