package mcp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
)

// tools are the tools with what they ask.
type tools struct {
	Ledger
	Options
}

// Limits of answers: an assistant reads all that it gets.
const (
	usualItems = 10
	maxItems   = 50
	maxText    = 100_000 // bytes of an article
	maxOf      = 200     // statements of an article
)

// A Part asks for a part of a list.
type Part struct {
	Limit  int    `json:"limit,omitempty" jsonschema:"how many, at most 50; 10 where it is not given"`
	Cursor string `json:"cursor,omitempty" jsonschema:"next of the answer before, for what comes after it"`
}

func (p Part) paging() (readout.Paging, error) {
	if p.Limit < 0 || p.Limit > maxItems {
		return readout.Paging{}, fault(fmt.Sprintf("limit %d is not from 1 to %d", p.Limit, maxItems))
	}
	return readout.Paging{Limit: cmp.Or(p.Limit, usualItems), Cursor: p.Cursor}, nil
}

// searchHelp describes the language of searches.
func searchHelp() string {
	var b strings.Builder
	b.WriteString("Find statements by a query of words, \"exact phrases\", beginnings of words*, and fields; all must hold, of several values of one field one; " +
		"a hyphen before a part leaves out what it finds. Fields:")
	for _, f := range ledger.Fields {
		fmt.Fprintf(&b, "\n%s — %s", f.Example, f.Help)
		if f.Values != nil {
			b.WriteString(" (" + strings.Join(f.Values, ", ") + ")")
		}
	}
	return b.String()
}

// A Search is a question to search_statements.
type Search struct {
	Query string `json:"query" jsonschema:"such as: about:sanctions act:threat after:2014-03"`
	Part
}

// Found answers it.
type Found struct {
	Query      string      `json:"query" jsonschema:"as it was understood"`
	Count      int         `json:"count" jsonschema:"how many there are"`
	More       bool        `json:"more,omitempty" jsonschema:"whether there are more than count"`
	Statements []Statement `json:"statements"`
	Next       string      `json:"next,omitempty" jsonschema:"cursor of what comes after"`
	Empty      []string    `json:"empty,omitempty" jsonschema:"where nothing is found: which parts of the query remove everything"`
}

const maxCount = 10_000

func (t *tools) search(ctx context.Context, in Search) (Found, error) {
	f, by, err := ledger.Parse(in.Query)
	if err != nil {
		return Found{}, err
	}
	return t.find(ctx, f, by, in.Part)
}

func (t *tools) find(ctx context.Context, f readout.Filter, by readout.Sort, part Part) (Found, error) {
	out := Found{Query: ledger.Format(f, by), Statements: []Statement{}}
	p, err := part.paging()
	if err != nil {
		return out, err
	}
	l, err := t.Ledger.Search(ctx, f, by, p)
	if err != nil {
		return out, err
	}
	out.Next = l.Next
	texts := texts{t: t}
	for i := range l.Items {
		s, err := texts.statement(ctx, &l.Items[i])
		if err != nil {
			return out, err
		}
		out.Statements = append(out.Statements, s)
	}
	if out.Count, out.More, err = t.Count(ctx, f, maxCount); err != nil || out.Count > 0 {
		return out, err
	}
	removals, err := ledger.Explain(ctx, t.Ledger, f)
	for _, r := range removals {
		out.Empty = append(out.Empty, r.String())
	}
	return out, err
}

// An ArticleQuestion is one to get_article.
type ArticleQuestion struct {
	ID      string `json:"id" jsonschema:"id of an article, as statements give it"`
	Version int    `json:"version,omitempty" jsonschema:"0 or nothing for the latest"`
	Text    bool   `json:"text,omitempty" jsonschema:"whether to give the text, too"`
}

// ArticleRecord answers it.
type ArticleRecord struct {
	Article    Article     `json:"article"`
	Version    int         `json:"version"`
	Versions   int         `json:"versions" jsonschema:"how many versions of the article there are"`
	Count      int         `json:"count" jsonschema:"how many statements it holds"`
	Statements []Statement `json:"statements" jsonschema:"the first 200"`
	Text       string      `json:"text,omitempty"`
	Cut        bool        `json:"cut,omitempty" jsonschema:"whether the text goes on after what is given"`
}

func (t *tools) article(ctx context.Context, in ArticleQuestion) (ArticleRecord, error) {
	kept, err := t.Get(ctx, in.ID, in.Version)
	if err != nil {
		return ArticleRecord{}, err
	}
	r := kept.Record
	out := ArticleRecord{Article: t.articleOf(&kept.ArticleRef), Version: kept.Version, Versions: kept.Versions, Count: len(r.Statements), Statements: []Statement{}}
	d := ledger.Derive(kept.ID, r)
	for i := range d.Statements[:min(len(d.Statements), maxOf)] {
		h := &d.Statements[i].Hit
		h.Article, h.Key = kept.ArticleRef, kept.Keys[h.Statement.ID]
		h.Speaker = who(kept, h.Statement.Speaker)
		for _, a := range h.Statement.Addressees {
			h.Addressees = append(h.Addressees, who(kept, a))
		}
		out.Statements = append(out.Statements, t.statement(h, &r.Article))
	}
	if in.Text {
		if out.Text = r.Article.Text; len(out.Text) > maxText {
			out.Text, out.Cut = strings.ToValidUTF8(out.Text[:maxText], ""), true
		}
	}
	return out, nil
}

// who returns the identity that an entity is, or its name in the article.
func who(kept *readout.Kept, entity string) readout.IdentityRef {
	if ref, ok := kept.Identities[entity]; ok {
		return ref
	}
	for i := range kept.Record.Entities {
		if e := &kept.Record.Entities[i]; e.ID == entity {
			return readout.IdentityRef{Name: e.Name, Kind: e.Kind}
		}
	}
	return readout.IdentityRef{}
}

// A PersonQuestion is one to person_statements.
type PersonQuestion struct {
	Person string `json:"person" jsonschema:"a name, or the id of somebody"`
	Query  string `json:"query,omitempty" jsonschema:"what else must hold, as in search_statements: about:sanctions before:2014"`
	Part
}

// PersonStatements answers it.
type PersonStatements struct {
	Person     *Person  `json:"person,omitempty" jsonschema:"who was found; absent where the name may mean several"`
	Candidates []Person `json:"candidates,omitempty" jsonschema:"whom the name may mean: ask again with an id"`
	Found
}

func (t *tools) person(ctx context.Context, in PersonQuestion) (PersonStatements, error) {
	out := PersonStatements{Found: Found{Statements: []Statement{}}}
	f, by, err := ledger.Parse(in.Query)
	if err != nil {
		return out, err
	}
	found, err := t.meant(ctx, in.Person)
	switch {
	case err != nil:
		return out, err
	case len(found) == 0:
		return out, fmt.Errorf("%q: %w", in.Person, readout.ErrNotFound)
	case len(found) > 1:
		for i := range found {
			out.Candidates = append(out.Candidates, personOf(&found[i]))
		}
		return out, nil
	}
	p := personOf(&found[0])
	out.Person = &p
	f.Speaker = []string{found[0].ID}
	out.Found, err = t.find(ctx, f, by, in.Part)
	return out, err
}

// meant returns whom an id or a name means: those of exactly that name or, if there are none, those whose names begin so.
func (t *tools) meant(ctx context.Context, name string) ([]readout.Identity, error) {
	if p, err := t.Identity(ctx, name); err == nil {
		return []readout.Identity{*p}, nil
	} else if !errors.Is(err, readout.ErrNotFound) {
		return nil, err
	}
	if ledger.Fold(name, "") == "" {
		return nil, nil
	}
	l, err := t.People(ctx, name, "", readout.Paging{Limit: maxItems})
	if err != nil {
		return nil, err
	}
	var exact []readout.Identity
	for _, p := range l.Items {
		if ledger.Fold(p.Name, " ") == ledger.Fold(name, " ") {
			exact = append(exact, p)
		}
	}
	if len(exact) > 0 {
		return exact, nil
	}
	return l.Items, nil
}

// A TalksQuestion is one to list_talks.
type TalksQuestion struct {
	Query string `json:"query,omitempty" jsonschema:"speaker:NAME for a party, about:TOPIC, outlet:, after:, before:; nothing for all"`
	Part
}

// TalksList answers it.
type TalksList struct {
	Talks []Talks `json:"talks"`
	Next  string  `json:"next,omitempty" jsonschema:"cursor of what comes after"`
}

func (t *tools) talks(ctx context.Context, in TalksQuestion) (TalksList, error) {
	out := TalksList{Talks: []Talks{}}
	f, _, err := ledger.Parse(in.Query)
	if err != nil {
		return out, err
	}
	p, err := in.paging()
	if err != nil {
		return out, err
	}
	l, err := t.Ledger.Talks(ctx, f, p)
	if err != nil {
		return out, err
	}
	out.Next = l.Next
	texts := texts{t: t}
	for i := range l.Items {
		k, err := texts.talks(ctx, &l.Items[i])
		if err != nil {
			return out, err
		}
		out.Talks = append(out.Talks, k)
	}
	return out, nil
}

// A NextQuestion is one to whats_next.
type NextQuestion struct {
	From string `json:"from,omitempty" jsonschema:"first day, YYYY-MM-DD; today where it is not given"`
	To   string `json:"to,omitempty" jsonschema:"day after the last, YYYY-MM-DD; nothing for no end"`
	Part
}

// NextList answers it.
type NextList struct {
	From   string   `json:"from"`
	Coming []Coming `json:"coming"`
	Next   string   `json:"next,omitempty" jsonschema:"cursor of what comes after"`
}

func (t *tools) next(ctx context.Context, in NextQuestion) (NextList, error) {
	out := NextList{From: cmp.Or(in.From, t.Now().Format(time.DateOnly)), Coming: []Coming{}}
	for _, day := range []string{out.From, cmp.Or(in.To, out.From)} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return out, fault(fmt.Sprintf("%q is no day such as 2026-05-04", day))
		}
	}
	p, err := in.paging()
	if err != nil {
		return out, err
	}
	l, err := t.Ledger.Coming(ctx, out.From, in.To, p)
	if err != nil {
		return out, err
	}
	out.Next = l.Next
	texts := texts{t: t}
	for i := range l.Items {
		c, err := texts.coming(ctx, &l.Items[i])
		if err != nil {
			return out, err
		}
		out.Coming = append(out.Coming, c)
	}
	return out, nil
}
