package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/ledger"
	topics "github.com/readout-project/readout/positions"
)

type option struct {
	Value, Label string
	On           bool
}

type peopleView struct {
	listView[readout.Identity]
	Name  string
	Kinds []option
}

// people lists those who are in the ledger.
func (s *server) people(r *http.Request) (*page, error) {
	name, kind := r.URL.Query().Get("name"), readout.EntityKind(r.URL.Query().Get("kind"))
	v := peopleView{Name: name}
	for _, k := range []option{{"", "all", false}, {"person", "people", false}, {"organization", "organizations", false}, {"country", "countries", false}, {"group", "groups", false}} {
		k.On = string(kind) == k.Value
		v.Kinds = append(v.Kinds, k)
	}
	if !slices.ContainsFunc(v.Kinds, func(o option) bool { return o.On }) {
		return nil, bad("There is no kind %q.", clip(string(kind), 40))
	}
	l, err := s.store.People(r.Context(), name, kind, paging(r))
	if err != nil {
		return nil, err
	}
	v.Items, v.More = l.Items, more(r, l.Next)
	return &page{View: "people", Title: "People", Tab: "people", Data: v}, nil
}

// How much of each kind the page of a person shows.
const (
	shownRemarks   = 20
	shownMeetings  = 200
	shownMentions  = 10
	shownTopicsOf  = 150
	shownNamesakes = 20
)

type personView struct {
	readout.Identity
	Write       bool
	Remarks     []remark
	All         string // address of all remarks
	Exports     []link
	Bars        bars
	Positions   positions
	Files       []link // of positions
	Reworded    []rewording
	Topics      []readout.Link // that people named, by their words
	Commitments []commitment
	Met         []meetings
	Mentioned   []remark
	Decisions   []readout.Decision
	Groups      []evidenceGroup
}

// Meetings are the occasions that somebody shared with one other.
type meetings struct {
	With  readout.IdentityRef
	Last  string
	Times []readout.Meeting
}

// An evidenceGroup is why the appearances in one article are taken for somebody.
type evidenceGroup struct {
	Article  readout.ArticleRef
	Evidence []readout.Evidence
}

// person shows what the ledger knows of somebody.
func (s *server) person(r *http.Request) (*page, error) {
	ctx, id := r.Context(), r.PathValue("id")
	who, err := s.store.Identity(ctx, id)
	if err != nil {
		return nil, err
	}
	if who.ID != id { // merged into another
		return &page{To: personPath(who.ID)}, nil
	}
	v := personView{Identity: *who, Write: callerOf(ctx).write}
	speaks := readout.Filter{Speaker: []string{id}}
	said, err := s.store.Search(ctx, speaks, readout.ByDate, readout.Paging{Limit: shownTopicsOf})
	if err != nil {
		return nil, err
	}
	v.Remarks = remarksOf(said.Items[:min(len(said.Items), shownRemarks)])
	if err := s.outlets(ctx, v.Remarks); err != nil {
		return nil, err
	}
	if len(said.Items) > shownRemarks {
		v.All = searchPath(readout.Filter{Speaker: []string{called(who)}})
	}
	v.Exports = exportsOf(readout.Filter{Speaker: []string{called(who)}})
	if v.Topics, err = s.store.Links(ctx, readout.Topic); err != nil {
		return nil, err
	}
	v.Positions = positionsOf(said.Items, namesOf(who), topics.Named(v.Topics))
	v.Reworded = rewordingsOf(v.Positions.Rows)
	v.Files = acrossLinks(personPath(who.ID)+"/positions", "")
	times, err := s.store.Facets(ctx, speaks, inTime, 0)
	if err != nil {
		return nil, err
	}
	v.Bars = barsOf(times, "person", "Statements over time", ledger.Format(readout.Filter{Speaker: []string{called(who)}}, readout.ByDate), true)
	speaks.Act = binding
	bound, err := s.store.Search(ctx, speaks, readout.ByDate, readout.Paging{Limit: shownRemarks})
	if err != nil {
		return nil, err
	}
	for i := range bound.Items {
		v.Commitments = append(v.Commitments, commitmentsOf(&bound.Items[i], s.today())...)
	}
	became, err := s.verdictsOn(ctx, bound.Items)
	if err != nil {
		return nil, err
	}
	became.tell(v.Commitments, v.Write)
	met, err := s.store.Met(ctx, id, readout.Paging{Limit: shownMeetings})
	if err != nil {
		return nil, err
	}
	v.Met = byOther(met.Items)
	mentioned, err := s.store.Mentioned(ctx, id, readout.Paging{Limit: shownMentions})
	if err != nil {
		return nil, err
	}
	v.Mentioned = remarksOf(mentioned.Items)
	if v.Decisions, err = s.store.Decisions(ctx, id); err != nil {
		return nil, err
	}
	if v.Groups, err = s.evidence(ctx, who.Evidence); err != nil {
		return nil, err
	}
	v.Namesakes = v.Namesakes[:min(len(v.Namesakes), shownNamesakes)]
	return &page{View: "person", Title: clip(who.Name, maxName), Tab: "people", Data: v, Feed: personPath(who.ID) + "/positions.atom"}, nil
}

// namesOf returns what articles call somebody.
func namesOf(who *readout.Identity) []string {
	return append(each(who.Names, func(n readout.Attested) string { return n.Text }), who.Name)
}

// within returns the words of a span that lies within what was said.
func within(h *readout.Hit, s readout.Span) string {
	for i, c := range h.Statement.Content {
		if i < len(h.Words) && c.Contains(s) && s.End-c.Start <= len(h.Words[i]) {
			if from, to := s.Start-c.Start, s.End-c.Start; boundary(h.Words[i], from) && boundary(h.Words[i], to) {
				return h.Words[i][from:to]
			}
		}
	}
	return strings.Join(h.Words, " … ")
}

// byOther groups meetings, which are newest first, by whom they were with.
func byOther(all []readout.Meeting) (out []meetings) {
	at := map[string]int{}
	for _, m := range all {
		i, ok := at[m.With.ID]
		if !ok {
			i = len(out)
			at[m.With.ID] = i
			out = append(out, meetings{With: m.With, Last: m.Date})
		}
		out[i].Times = append(out[i].Times, m)
	}
	return out
}

// maxEvidence is how many articles the page of a person names as evidence.
const maxEvidence = 50

func (s *server) evidence(ctx context.Context, all []readout.Evidence) (out []evidenceGroup, err error) {
	at := map[string]int{}
	for _, e := range all {
		i, ok := at[e.Article]
		if !ok {
			if len(out) == maxEvidence {
				continue
			}
			refs, err := s.store.Versions(ctx, e.Article)
			if err != nil {
				return nil, err
			}
			if len(refs) == 0 {
				continue
			}
			i = len(out)
			at[e.Article] = i
			out = append(out, evidenceGroup{Article: refs[len(refs)-1]})
		}
		out[i].Evidence = append(out[i].Evidence, e)
	}
	return out, nil
}

// mergePosted makes two people one.
func (s *server) mergePosted(r *http.Request) (*page, error) {
	if err := r.ParseForm(); err != nil {
		return nil, formFault(err)
	}
	by, err := s.signature(r.Context(), r.PostFormValue("who"), r.PostFormValue("note"))
	if err != nil {
		return nil, err
	}
	into := r.PathValue("id")
	if err := s.merge(r.Context(), into, r.PostFormValue("from"), by); err != nil {
		return nil, err
	}
	return &page{To: personPath(into)}, nil
}

func (s *server) merge(ctx context.Context, into, from string, by readout.By) error {
	from = strings.TrimSpace(from)
	if u, err := url.Parse(from); err == nil && strings.Contains(from, "/people/") { // its address will do
		from = u.Path[strings.LastIndexByte(u.Path, '/')+1:]
	}
	if from == "" || from == into {
		return fault(http.StatusUnprocessableEntity, "Merging takes somebody else: their name, or the address of their page.")
	}
	err := s.store.Merge(ctx, into, from, by)
	if !errors.Is(err, readout.ErrNotFound) {
		return err
	}
	l, failed := s.store.People(ctx, from, "", readout.Paging{Limit: maxNamed})
	if failed != nil {
		return failed
	}
	named := slices.DeleteFunc(l.Items, func(p readout.Identity) bool { return p.ID == into || !strings.EqualFold(p.Name, from) })
	switch len(named) {
	case 0:
		return err
	case 1:
		return s.store.Merge(ctx, into, named[0].ID, by)
	}
	return fault(http.StatusUnprocessableEntity, "%s are called so: %s. Take the address of the page of the one who is meant.", number(len(named)),
		strings.Join(each(named, func(p readout.Identity) string { return p.ID }), ", "))
}

// maxNamed is how many people of a name are looked at to find who is meant by it.
const maxNamed = 100

// splitPosted takes appearances out of a person.
func (s *server) splitPosted(r *http.Request) (*page, error) {
	if err := r.ParseForm(); err != nil {
		return nil, formFault(err)
	}
	by, err := s.signature(r.Context(), r.PostFormValue("who"), r.PostFormValue("note"))
	if err != nil {
		return nil, err
	}
	var out []readout.Evidence
	for _, v := range r.PostForm["out"] {
		if article, entity, ok := strings.Cut(v, "|"); ok {
			out = append(out, readout.Evidence{Article: article, Entity: entity})
		}
	}
	id, err := s.split(r.Context(), r.PathValue("id"), out, by)
	if err != nil {
		return nil, err
	}
	return &page{To: personPath(id)}, nil
}

func (s *server) split(ctx context.Context, id string, out []readout.Evidence, by readout.By) (string, error) {
	if len(out) == 0 {
		return "", fault(http.StatusUnprocessableEntity, "Splitting takes appearances that are somebody else's.")
	}
	if _, err := s.store.Identity(ctx, id); err != nil {
		return "", err
	}
	created, err := s.store.Split(ctx, id, out, by)
	if errors.Is(err, readout.ErrNotFound) {
		return "", fault(http.StatusUnprocessableEntity, "Nothing was split off: %v, of this person.", err)
	}
	return created, err
}
