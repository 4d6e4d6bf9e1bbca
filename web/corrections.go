package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/readout-project/readout"
)

// A correctionView is a correction as lists show it.
type correctionView struct {
	readout.Correction
	Words   string
	Seen    time.Time           // when a version was kept that has the words, of one whose words are gone
	Article *readout.ArticleRef // nil on the page of the article itself
	Write   bool
}

func correctionOf(c readout.Correction, text string, versions []readout.ArticleRef) correctionView {
	v := correctionView{Correction: c}
	for _, x := range versions {
		if c.Lost && x.Hash == c.Hash && x.Version < x.Versions {
			v.Seen = x.Added
		}
	}
	var words []string
	for _, a := range c.Anchor {
		if !c.Lost && a.Start >= 0 && a.Start < a.End && a.End <= len(text) && boundary(text, a.Start) && boundary(text, a.End) {
			words = append(words, a.In(text))
		}
	}
	v.Words = strings.Join(words, " … ")
	return v
}

// signature returns who does something, and when. Who signed in is known by the name of their key; others say who they are.
func (s *server) signature(ctx context.Context, who, note string) (readout.By, error) {
	who, note = plain(who), plain(note)
	if len(who) > maxField || len(note) > maxField {
		return readout.By{}, bad("A name and a note may have at most %d bytes.", maxField)
	}
	if c := callerOf(ctx); c.name != "" {
		who = c.name
	} else if who == "" {
		who = "somebody at this computer"
	}
	return readout.By{Who: who, When: s.o.Now().UTC().Truncate(time.Second), Note: note}, nil
}

type correctView struct {
	Remark                          remark
	Kind, Speaker, Who, Note, Error string
	Names                           []string
	Binds                           bool // it promises, threatens, demands … something
}

// correctForm asks what is wrong with a statement.
func (s *server) correctForm(r *http.Request) (*page, error) {
	hit, err := s.store.Statement(r.Context(), r.PathValue("key"))
	if err != nil {
		return nil, err
	}
	return s.correctPage(r.Context(), hit, correctView{})
}

func (s *server) correctPage(ctx context.Context, hit *readout.Hit, v correctView) (*page, error) {
	kept, err := s.store.Get(ctx, hit.Article.ID, hit.Article.Version)
	if err != nil {
		return nil, err
	}
	v.Remark, v.Names, v.Binds = remarkOf(*hit), namesIn(kept.Record), binds(&hit.Statement)
	p := &page{View: "correct", Title: "Judge a statement", Tab: "articles", Data: v}
	if v.Error != "" {
		p.Status = http.StatusUnprocessableEntity
	}
	return p, nil
}

// namesIn returns the names of those in an article who may have said something.
func namesIn(r *readout.Readout) (out []string) {
	for i := range r.Entities {
		switch e := &r.Entities[i]; e.Kind {
		case readout.Person, readout.Organization, readout.Group, readout.Country:
			if !slices.Contains(out, e.Name) {
				out = append(out, e.Name)
			}
		}
	}
	return out
}

func (s *server) correctPosted(r *http.Request) (*page, error) {
	if err := r.ParseForm(); err != nil {
		return nil, formFault(err)
	}
	hit, err := s.store.Statement(r.Context(), r.PathValue("key"))
	if err != nil {
		return nil, err
	}
	v := correctView{Kind: r.PostFormValue("kind"), Speaker: strings.TrimSpace(r.PostFormValue("speaker")), Who: r.PostFormValue("who"), Note: r.PostFormValue("note")}
	by, err := s.signature(r.Context(), v.Who, v.Note)
	if err != nil {
		return nil, err
	}
	kept, err := s.correctStatement(r.Context(), hit, readout.CorrectionKind(v.Kind), v.Speaker, by)
	if err != nil {
		if p := problemOf(err); p.Status == http.StatusUnprocessableEntity {
			v.Error = p.Detail
			return s.correctPage(r.Context(), hit, v)
		}
		return nil, err
	}
	return &page{To: articlePath(hit.Article.ID) + "#c-" + kept.ID}, nil
}

// binds reports whether somebody promises, threatens, demands or offers something by a statement.
func binds(s *readout.Statement) bool {
	return slices.ContainsFunc(s.Acts, func(a readout.Act) bool { return slices.Contains(binding, a.Type) })
}

// correctStatement keeps what somebody says of a statement.
func (s *server) correctStatement(ctx context.Context, hit *readout.Hit, kind readout.CorrectionKind, speaker string, by readout.By) (readout.Correction, error) {
	c := readout.Correction{Article: hit.Article.ID, Kind: kind, Statement: hit.Key, Anchor: hit.Statement.Content, Source: hit.Statement.Source,
		Cue: hit.Statement.Cue, Hash: hit.Article.Hash, By: by}
	switch kind {
	case readout.WrongSpeaker:
		if speaker == hit.Speaker.Name || speaker == hit.Speaker.ID {
			return c, fault(http.StatusUnprocessableEntity, "This is who says it already. Name somebody else, or nobody.")
		}
		c.Speaker = speaker
	case readout.NotAStatement, readout.RightStatement:
	case readout.Done, readout.NotDone:
		if !binds(&hit.Statement) {
			return c, fault(http.StatusUnprocessableEntity, "This statement promises, threatens, demands or offers nothing that could be done.")
		}
	default:
		return c, fault(http.StatusUnprocessableEntity, "A statement is said to be one of %s, not %q.", readout.CorrectionKinds, clip(string(kind), 40))
	}
	if len(speaker) > maxField {
		return c, fault(http.StatusUnprocessableEntity, "A name may have at most %d bytes.", maxField)
	}
	return s.store.Correct(ctx, c)
}

// A missingView is the form for a statement that the record lacks.
type missingView struct {
	Article, Title            string
	Words, Speaker, Who, Note string
	At                        string // where the words stand: a byte of the text
	Places                    []placeView
	Names                     []string
	Error                     string
}

// A placeView is one of several places where the same words stand.
type placeView struct {
	At                   int
	Before, Words, After string
}

func missingOf(k *readout.Kept) missingView {
	return missingView{Article: k.ID, Title: articleName(k.ArticleRef), Names: namesIn(k.Record)}
}

// missingPosted keeps a statement that the record lacks.
func (s *server) missingPosted(r *http.Request) (*page, error) {
	if err := r.ParseForm(); err != nil {
		return nil, formFault(err)
	}
	kept, err := s.store.Get(r.Context(), r.PathValue("id"), 0)
	if err != nil {
		return nil, err
	}
	v := missingOf(kept)
	v.Words, v.Speaker = strings.ReplaceAll(r.PostFormValue("words"), "\r\n", "\n"), strings.TrimSpace(r.PostFormValue("speaker"))
	v.Who, v.Note, v.At = r.PostFormValue("who"), r.PostFormValue("note"), r.PostFormValue("at")
	by, err := s.signature(r.Context(), v.Who, v.Note)
	if err != nil {
		return nil, err
	}
	again := func(err error) (*page, error) {
		p := problemOf(err)
		if p.Status == http.StatusInternalServerError {
			return nil, err
		}
		v.Error = p.Detail
		return &page{View: "missing", Title: "A missing statement", Tab: "articles", Status: p.Status, Data: v}, nil
	}
	text := kept.Record.Article.Text
	words := strings.TrimSpace(v.Words)
	places := occurrences(text, words)
	at := -1
	if n, err := strconv.Atoi(v.At); err == nil && slices.Contains(places, n) {
		at = n
	} else if len(places) == 1 {
		at = places[0]
	}
	switch {
	case len(places) == 0:
		return again(notThere(words))
	case at < 0:
		v.At = ""
		for _, n := range places {
			v.Places = append(v.Places, placeView{n, beside(text, n, -1), words, beside(text, n+len(words), 1)})
		}
		return again(fault(http.StatusUnprocessableEntity, "These words stand in the article %d times.", len(places)))
	}
	c, err := s.missing(r.Context(), kept, []readout.Span{{Start: at, End: at + len(words)}}, readout.Span{}, v.Speaker, by)
	if err != nil {
		return again(err)
	}
	return &page{To: articlePath(kept.ID) + "#c-" + c.ID}, nil
}

func notThere(words string) error {
	if words == "" {
		return fault(http.StatusUnprocessableEntity, "There are no words.")
	}
	return fault(http.StatusUnprocessableEntity, "These words do not stand so in the article. Copy them from its text, quotation marks and all.")
}

// missing keeps a statement that the record lacks.
func (s *server) missing(ctx context.Context, kept *readout.Kept, anchor []readout.Span, source readout.Span, speaker string, by readout.By) (readout.Correction, error) {
	if len(speaker) > maxField {
		return readout.Correction{}, fault(http.StatusUnprocessableEntity, "A name may have at most %d bytes.", maxField)
	}
	return s.store.Correct(ctx, readout.Correction{Article: kept.ID, Kind: readout.MissingStatement, Anchor: anchor, Source: source, Speaker: speaker,
		Hash: kept.Hash, By: by})
}

// maxPlaces is how many places of the same words are told apart.
const maxPlaces = 20

// occurrences returns where words stand in a text.
func occurrences(text, words string) (out []int) {
	if words == "" {
		return nil
	}
	for at := 0; len(out) < maxPlaces; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		out = append(out, at+i)
		at += i + len(words)
	}
	return out
}

// besideBytes is how much of the text beside words is shown to tell them apart.
const besideBytes = 60

// beside returns what stands before (side -1) or after (1) a byte.
func beside(text string, at, side int) string {
	if side < 0 {
		from := max(0, at-besideBytes)
		for !boundary(text, from) {
			from++
		}
		return text[from:at]
	}
	to := min(len(text), at+besideBytes)
	for !boundary(text, to) {
		to--
	}
	return text[at:to]
}

// correctionList lists what people said against records.
func (s *server) correctionList(r *http.Request) (*page, error) {
	l, err := s.store.Corrections(r.Context(), "", paging(r))
	if err != nil {
		return nil, err
	}
	v := listView[correctionView]{More: more(r, l.Next)}
	texts, versions := map[string]*readout.Kept{}, map[string][]readout.ArticleRef{}
	for _, c := range l.Items {
		kept := texts[c.Article]
		if kept == nil {
			if kept, err = s.store.Get(r.Context(), c.Article, 0); err != nil {
				return nil, err
			}
			texts[c.Article] = kept
		}
		if c.Lost && kept.Versions > 1 && versions[c.Article] == nil {
			if versions[c.Article], err = s.store.Versions(r.Context(), c.Article); err != nil {
				return nil, err
			}
		}
		x := correctionOf(c, kept.Record.Article.Text, versions[c.Article])
		x.Article, x.Write = &kept.ArticleRef, callerOf(r.Context()).write
		v.Items = append(v.Items, x)
	}
	return &page{View: "corrections", Title: "Corrections", Data: v}, nil
}

func (s *server) withdrawPosted(r *http.Request) (*page, error) {
	by, err := s.signature(r.Context(), "", "")
	if err != nil {
		return nil, err
	}
	if err := s.store.Withdraw(r.Context(), r.PathValue("id"), by); err != nil {
		return nil, err
	}
	return &page{To: "/corrections"}, nil
}
