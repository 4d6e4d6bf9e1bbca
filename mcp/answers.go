package mcp

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/export"
)

// An Article is where words were printed.
type Article struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Published string `json:"published,omitempty"`
	URL       string `json:"url,omitempty"`
	Page      string `json:"page,omitempty" jsonschema:"page of the ledger that shows the record beside the text"`
}

func (t *tools) articleOf(a *readout.ArticleRef) Article {
	return Article{a.ID, a.Name(), a.Publisher, a.Published, a.URL, t.page("articles", a.ID)}
}

// page returns the permanent address of a page; empty where no pages are served.
func (t *tools) page(kind, id string) string {
	if t.Pages == "" || id == "" {
		return ""
	}
	return strings.TrimSuffix(t.Pages, "/") + "/" + kind + "/" + url.PathEscape(id)
}

// A Statement is what somebody said, with all that a citation needs.
type Statement struct {
	Key        string   `json:"key"`
	Words      string   `json:"words" jsonschema:"exact words of the article; … where other words stand between"`
	Form       string   `json:"form" jsonschema:"direct: the speaker's own words; indirect: the article's words; mixed: partly in quotation marks"`
	Speaker    string   `json:"speaker,omitempty" jsonschema:"absent: the article does not say"`
	SpeakerID  string   `json:"speaker_id,omitempty"`
	Source     string   `json:"source,omitempty" jsonschema:"the article's words for the speaker"`
	To         []string `json:"to,omitempty" jsonschema:"to whom it was said"`
	Acts       []string `json:"acts,omitempty" jsonschema:"what the speaker does by saying it"`
	Date       string   `json:"date,omitempty" jsonschema:"when it was said"`
	DateBasis  string   `json:"date_basis,omitempty" jsonschema:"what tells the date: the statement, its occasion, or the article's date"`
	Occasion   string   `json:"occasion,omitempty"`
	Before     string   `json:"before,omitempty" jsonschema:"what stands before the words"`
	After      string   `json:"after,omitempty"`
	Confidence float64  `json:"confidence,omitempty" jsonschema:"how sure the program is that this is a statement of this speaker"`
	Corrected  bool     `json:"corrected,omitempty" jsonschema:"whether a person has corrected it"`
	Article    Article  `json:"article"`
	Link       string   `json:"link,omitempty" jsonschema:"to the words on the publisher's page, else to that page"`
	Page       string   `json:"page,omitempty" jsonschema:"permanent page of the statement"`
	Citation   string   `json:"citation" jsonschema:"ready to use"`
}

// between stands between words that others stand between.
const between = " … "

// statement returns a statement of an article; the text is nil where it is not at hand.
func (t *tools) statement(h *readout.Hit, a *readout.Article) Statement {
	row := export.HitRow(h)
	if a != nil && len(h.Statement.Content) > 0 {
		row.Link, row.Leads = export.TextLink(a, h.Statement.Content[0])
	}
	out := Statement{Key: h.Key, Words: strings.Join(h.Words, between), Form: string(h.Statement.Form), Speaker: h.Speaker.Name, SpeakerID: h.Speaker.ID,
		Source: h.Source, Date: h.Date, DateBasis: h.DateBasis, Before: h.Before, After: h.After, Confidence: h.Statement.Confidence, Corrected: h.Corrected,
		Article: t.articleOf(&h.Article), Link: row.Link, Page: t.page("statements", h.Key), Citation: export.Citation(&row)}
	for _, to := range h.Addressees {
		if to.Name != "" {
			out.To = append(out.To, to.Name)
		}
	}
	for _, act := range row.Acts {
		out.Acts = append(out.Acts, string(act))
	}
	if h.Occasion != nil {
		out.Occasion = h.Occasion.Kind
	}
	return out
}

// A Person is somebody or something across articles.
type Person struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Kind       string   `json:"kind"`
	Roles      []string `json:"roles,omitempty" jsonschema:"as articles word them, most frequent first"`
	Country    string   `json:"country,omitempty"`
	First      string   `json:"first,omitempty" jsonschema:"date of the first article"`
	Last       string   `json:"last,omitempty"`
	Articles   int      `json:"articles"`
	Statements int      `json:"statements"`
	Namesakes  []string `json:"namesakes,omitempty" jsonschema:"ids of others of the same name"`
}

const maxRoles = 5

func personOf(p *readout.Identity) Person {
	out := Person{ID: p.ID, Name: p.Name, Kind: string(p.Kind), Country: p.Country, First: p.First, Last: p.Last, Articles: p.Articles, Statements: p.Statements}
	for _, r := range p.Roles[:min(len(p.Roles), maxRoles)] {
		out.Roles = append(out.Roles, r.Text)
	}
	for _, n := range p.Namesakes {
		out.Namesakes = append(out.Namesakes, n.ID)
	}
	return out
}

// Talks are a negotiation as one article tells it.
type Talks struct {
	Key         string   `json:"key"`
	Parties     []string `json:"parties"`
	Topics      []string `json:"topics,omitempty"`
	Result      string   `json:"result,omitempty" jsonschema:"agreement, partial, none, unknown"`
	Agreed      []Point  `json:"agreed,omitempty"`
	Denied      []Point  `json:"denied,omitempty"`
	Outstanding []Point  `json:"outstanding,omitempty"`
	Next        []Point  `json:"next,omitempty"`
	Article     Article  `json:"article"`
	Page        string   `json:"page,omitempty"`
}

// A Point is words that tell something of a negotiation.
type Point struct {
	Words   string `json:"words" jsonschema:"exact words of the article"`
	Link    string `json:"link,omitempty" jsonschema:"to the words on the publisher's page"`
	Speaker string `json:"speaker,omitempty" jsonschema:"on whose word; absent: the article's own"`
}

// Coming is something that is to happen.
type Coming struct {
	Date      string   `json:"date" jsonschema:"a day, or 2026-05, 2026-W20 and the like"`
	Kind      string   `json:"kind" jsonschema:"deadline, next step of talks, event"`
	Certainty string   `json:"certainty,omitempty" jsonschema:"of an event: intended, possible, conditional; else what the speaker does by saying it"`
	Words     string   `json:"words" jsonschema:"exact words of the article"`
	Who       []string `json:"who,omitempty"`
	Place     string   `json:"place,omitempty"`
	Statement string   `json:"statement,omitempty" jsonschema:"key of the statement that tells it; absent: the article's own word"`
	Article   Article  `json:"article"`
	Link      string   `json:"link,omitempty" jsonschema:"to the words on the publisher's page"`
	Page      string   `json:"page,omitempty"`
}

// texts fetches articles, each once, for links to their words.
type texts struct {
	t    *tools
	kept map[string]*readout.Kept
}

// of returns an article as it was when its words were found; nil where it has been deleted or changed since.
func (x *texts) of(ctx context.Context, ref *readout.ArticleRef) (*readout.Kept, error) {
	if k, ok := x.kept[ref.ID]; ok {
		return k, nil
	}
	k, err := x.t.Get(ctx, ref.ID, ref.Version)
	if errors.Is(err, readout.ErrNotFound) {
		k, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	if k != nil && k.Hash != ref.Hash {
		k = nil
	}
	if x.kept == nil {
		x.kept = map[string]*readout.Kept{}
	}
	x.kept[ref.ID] = k
	return k, nil
}

func (x *texts) statement(ctx context.Context, h *readout.Hit) (Statement, error) {
	k, err := x.of(ctx, &h.Article)
	if err != nil || k == nil {
		return x.t.statement(h, nil), err
	}
	return x.t.statement(h, &k.Record.Article), nil
}

func (x *texts) talks(ctx context.Context, r *readout.TalksRef) (Talks, error) {
	k, err := x.of(ctx, &r.Article)
	if err != nil {
		return Talks{}, err
	}
	out := Talks{Key: r.Key, Parties: names(r.Parties), Topics: r.Topics, Result: r.Talks.Result, Article: x.t.articleOf(&r.Article), Page: x.t.page("talks", r.Key)}
	points := func(all []readout.Point, words []string) (out []Point) {
		for i, w := range words {
			p := Point{Words: w}
			if k != nil && i < len(all) {
				p.Link, _ = export.TextLink(&k.Record.Article, all[i].Span)
				p.Speaker = speakerOf(k, all[i].Statement)
			}
			out = append(out, p)
		}
		return out
	}
	out.Agreed, out.Denied = points(r.Talks.Agreed, r.Agreed), points(r.Talks.Denied, r.Denied)
	out.Outstanding, out.Next = points(r.Talks.Outstanding, r.Outstanding), points(r.Talks.Next, r.Next)
	return out, nil
}

// speakerOf returns the name of who made a statement of a record.
func speakerOf(k *readout.Kept, statement string) string {
	for i := range k.Record.Statements {
		if s := &k.Record.Statements[i]; s.ID == statement {
			return who(k, s.Speaker).Name
		}
	}
	return ""
}

func (x *texts) coming(ctx context.Context, c *readout.Coming) (Coming, error) {
	k, err := x.of(ctx, &c.Article)
	if err != nil {
		return Coming{}, err
	}
	out := Coming{Date: c.Date, Kind: c.Kind, Certainty: c.Certainty, Words: c.Words, Who: names(c.Who), Place: c.Place, Statement: c.Statement,
		Article: x.t.articleOf(&c.Article), Page: x.t.page("statements", c.Statement)}
	if k != nil {
		out.Link, _ = export.TextLink(&k.Record.Article, c.Span)
	}
	return out, nil
}

func names(refs []readout.IdentityRef) []string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = r.Name
	}
	return out
}
