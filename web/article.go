package web

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/export"
	"github.com/readout-project/readout/ledger"
	topics "github.com/readout-project/readout/positions"
)

type articleView struct {
	View        *export.View
	Ref         readout.ArticleRef
	Notice      string
	Source      string // for whoever copies a statement
	States      []state
	Exports     []link
	Old         bool // there is a later version, whose statements alone have pages
	Write       bool
	Missing     missingView
	Corrections []correctionView
	Versions    []versionView

	kept       *readout.Kept
	statements map[string]*statementView
}

// A state is something that a reader has to know of an article.
type state struct{ Class, Sign, Text string }

type link struct{ Name, Link string }

// A statementView is what the entry of a statement shows beside the record.
type statementView struct {
	Key  string
	Path []step
	By   string // who corrected it

	Right  string              // who found it right as it was read
	Became *readout.Correction // what somebody said became of what it promises

	Printed printed
}

// A step leads from words that stand for somebody to where the article names them.
type step struct {
	Text      string
	Paragraph int
}

// Parts and entries with the record they belong to, for templates.
type (
	partsView struct {
		Record *articleView
		Parts  []export.Part
	}
	entryView struct {
		Record *articleView
		Entry  export.Entry
	}
)

func (v *articleView) With(parts []export.Part) partsView { return partsView{v, parts} }
func (v *articleView) Of(e export.Entry) entryView        { return entryView{v, e} }

// Statement returns what is known of a statement of the record; nil for none.
func (v *articleView) Statement(id string) *statementView { return v.statements[id] }

// Who returns who an entity is across articles; nil where the ledger does not say.
func (v *articleView) Who(entity string) *readout.IdentityRef {
	if ref, ok := v.kept.Identities[entity]; ok && entity != "" && ref.ID != "" {
		return &ref
	}
	return nil
}

// version reads which version of an article is asked for; 0 for the latest.
func version(r *http.Request) (int, error) {
	s := r.URL.Query().Get("version")
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, bad("The version %q is no number from 1.", clip(s, 20))
	}
	return n, nil
}

// article shows a record beside its article.
func (s *server) article(r *http.Request) (*page, error) {
	n, err := version(r)
	if err != nil {
		return nil, err
	}
	kept, err := s.store.Get(r.Context(), r.PathValue("id"), n)
	if err != nil {
		return nil, err
	}
	v, err := newArticleView(kept)
	if err != nil {
		return nil, err
	}
	v.Old = kept.Version != kept.Versions
	v.Write = callerOf(r.Context()).write && !v.Old
	if !v.Old {
		if err := s.outletsIn(r.Context(), v); err != nil {
			return nil, err
		}
	}
	v.Notice = changes[readout.Change(r.URL.Query().Get("done"))]
	v.Missing = missingOf(kept)
	if v.Versions, err = s.versions(r, &kept.ArticleRef); err != nil {
		return nil, err
	}
	refs := each(v.Versions, func(x versionView) readout.ArticleRef { return x.Ref })
	for _, c := range kept.Corrections {
		v.Corrections = append(v.Corrections, correctionOf(c, kept.Record.Article.Text, refs))
	}
	for _, x := range recordExports {
		v.Exports = append(v.Exports, link{x.title, articlePath(kept.ID) + "." + x.ext + versionQuery(kept)})
	}
	if kept.Title == "" {
		v.View.Title = articleName(kept.ArticleRef)
	}
	title := v.View.Title
	p := &page{View: "article", Title: title, Tab: "articles", Data: v, Style: v.View.Lights, Alternate: articlePath(kept.ID) + ".jsonld" + versionQuery(kept)}
	if script, err := export.SchemaOrgScript(kept.Record); err == nil && len(script) <= maxLinked {
		p.Linked = script
	}
	return p, nil
}

// maxLinked is how many bytes of JSON-LD stand in a page; there is a link to more.
const maxLinked = 40 << 10

// versionQuery is what the address of a version ends in, where it is not the latest.
func versionQuery(k *readout.Kept) string {
	if k.Version == k.Versions {
		return ""
	}
	return "?version=" + strconv.Itoa(k.Version)
}

func newArticleView(kept *readout.Kept) (*articleView, error) {
	hand, by := handOf(kept)
	view, err := export.NewView(kept.Record, hand)
	if err != nil {
		return nil, err
	}
	v := &articleView{View: view, Ref: kept.ArticleRef, Source: sourceOf(&kept.ArticleRef, ledger.Day(kept.Published)), kept: kept, statements: map[string]*statementView{}}
	names, said := namings(kept.Record), verdictsOf(kept.Corrections)
	for i := range kept.Record.Statements {
		st := &kept.Record.Statements[i]
		key := kept.Keys[st.ID]
		if key == "" {
			continue
		}
		x := &statementView{Key: key, By: by[key], Right: said.right[key].Who}
		if c, ok := said.became[key]; ok {
			x.Became = &c
		}
		if !hand.Corrected[st.ID] && (st.Basis == readout.Pronominal || st.Basis == readout.Carried || st.Basis == readout.Nominal) {
			if m, ok := before(names[st.Speaker], st); ok {
				x.Path = []step{{m.In(kept.Record.Article.Text), v.paragraph(m.Start)}}
			}
		}
		v.statements[st.ID] = x
	}
	v.States = states(kept)
	return v, nil
}

// handOf returns what people said against a record, and who corrected which statement, by its key.
func handOf(kept *readout.Kept) (export.ByHand, map[string]string) {
	by := map[string]string{}
	hand := export.ByHand{Corrected: map[string]bool{}}
	for _, c := range kept.Corrections {
		switch {
		case c.Lost, !c.Kind.Changes():
		case c.Kind == readout.NotAStatement:
			hand.Removed = append(hand.Removed, c.Anchor...)
		default:
			by[c.Statement] = c.Who
		}
	}
	for id, key := range kept.Keys {
		if _, ok := by[key]; ok {
			hand.Corrected[id] = true
		}
	}
	return hand, by
}

// namings returns where the text names each entity, in its order.
func namings(r *readout.Readout) map[string][]readout.Span {
	out := map[string][]readout.Span{}
	for i := range r.Entities {
		for _, m := range r.Entities[i].Mentions {
			if m.Form == readout.ByName {
				out[r.Entities[i].ID] = append(out[r.Entities[i].ID], m.Span)
			}
		}
	}
	return out
}

// before returns the last of the places that lies before a statement's source, or before its words where it has none.
func before(names []readout.Span, st *readout.Statement) (readout.Span, bool) {
	at := st.Source
	if at.Empty() && len(st.Content) > 0 {
		at = st.Content[0]
	}
	i := sort.Search(len(names), func(i int) bool { return names[i].End > at.Start })
	if i == 0 {
		return readout.Span{}, false
	}
	return names[i-1], true
}

// paragraph returns the number of the paragraph that a byte of the text lies in, from 1.
func (v *articleView) paragraph(at int) int {
	ps := v.View.Paragraphs
	return sort.Search(len(ps), func(i int) bool { return ps[i].Start > at })
}

// fewWords is how long a text is that is hardly a whole article.
const fewWords = 80

// states tells what a reader has to know: whether the words stand where the record says, and what is odd.
func states(k *readout.Kept) (out []state) {
	said := len(k.Record.Statements)
	sum := sha256.Sum256([]byte(k.Record.Article.Text))
	switch err := k.Record.Check(); {
	case err != nil:
		out = append(out, state{"error", "▲", "The record does not hold together: " + err.Error() + "."})
	case k.Hash != hex.EncodeToString(sum[:]):
		out = append(out, state{"error", "▲", "The saved text is not the one that was read."})
	case said > 0:
		out = append(out, state{"ok", "✓", fmt.Sprintf("%s of %s found verbatim in the text saved %s.", number(said), count(said, "statement"),
			k.Added.UTC().Format("2 January 2006, 15:04 UTC"))})
	default:
		out = append(out, state{"warn", "▲", fmt.Sprintf("No statements found in this text (%s). It may be a list, a caption, or not in English.", count(k.Words, "word"))})
	}
	if said > 0 && k.Words < fewWords {
		out = append(out, state{"warn", "▲", fmt.Sprintf("Only %s of article text were found; results are partial.", count(k.Words, "word"))})
	}
	for _, x := range ambiguous(k.Record) {
		out = append(out, state{"warn", "▲", fmt.Sprintf("%s people named %s are in this article; speaker left open.", cmp.Or(map[int]string{2: "Two", 3: "Three"}[x.people], number(x.people)), plain(x.name))})
	}
	lost := 0
	for _, c := range k.Corrections {
		if c.Lost {
			lost++
		}
	}
	if lost > 0 {
		out = append(out, state{"warn", "▲", fmt.Sprintf("The words of %s are no longer in the article.", count(lost, "correction"))})
	}
	return out
}

// ambiguous returns the names by which an article calls speakers whom it does not tell apart from others of the same name.
func ambiguous(r *readout.Readout) (out []namesakes) {
	for i := range r.Statements {
		st := &r.Statements[i]
		if st.Speaker != "" || st.Source.Empty() {
			continue
		}
		words := strings.Fields(st.Source.In(r.Article.Text))
		if len(words) == 0 {
			continue
		}
		last, n := words[len(words)-1], 0
		for k := range r.Entities {
			if e := &r.Entities[k]; e.Kind == readout.Person && strings.HasSuffix(" "+e.Name, " "+last) {
				n++
			}
		}
		if x := (namesakes{last, n}); n > 1 && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// Namesakes are so many people of one name.
type namesakes struct {
	name   string
	people int
}

// A versionView is a version of an article, and what it says otherwise than the one before.
type versionView struct {
	Ref       readout.ArticleRef
	Here      bool
	New, Gone []string
	Altered   []alteration
}

// An alteration is a statement that a version has in other words than the one before.
type alteration struct{ Old, New []run }

// altered takes out of what is gone and what is new those that are much the same words.
func (v *versionView) altered() {
	v.Gone = slices.DeleteFunc(v.Gone, func(gone string) bool {
		i := slices.IndexFunc(v.New, func(s string) bool { return topics.Reworded(gone, s) })
		if i < 0 {
			return false
		}
		x := alteration{}
		x.Old, x.New = compare(gone, v.New[i])
		v.New = slices.Delete(v.New, i, i+1)
		v.Altered = append(v.Altered, x)
		return true
	})
}

// maxCompared is how many versions of an article are compared on its page, from the latest back.
const maxCompared = 5

// versions compares those of an article; none where there is only one.
func (s *server) versions(r *http.Request, ref *readout.ArticleRef) ([]versionView, error) {
	if ref.Versions < 2 {
		return nil, nil
	}
	refs, err := s.store.Versions(r.Context(), ref.ID)
	if err != nil {
		return nil, err
	}
	var out []versionView
	var last []string
	for i, x := range refs {
		v := versionView{Ref: x, Here: x.Version == ref.Version}
		if i+1 >= len(refs)-maxCompared {
			kept, err := s.store.Get(r.Context(), x.ID, x.Version)
			if err != nil {
				return nil, err
			}
			now := saidIn(kept.Record)
			if last != nil {
				v.New, v.Gone = without(now, last), without(last, now)
				v.altered()
			}
			last = now
		}
		out = append(out, v)
	}
	slices.Reverse(out)
	return out, nil
}

// saidIn returns the words of each statement.
func saidIn(r *readout.Readout) []string {
	out := []string{}
	for i := range r.Statements {
		var words []string
		for _, c := range r.Statements[i].Content {
			words = append(words, c.In(r.Article.Text))
		}
		out = append(out, strings.Join(words, " … "))
	}
	return out
}

// without returns those of a list that another does not have.
func without(list, other []string) (out []string) {
	has := map[string]bool{}
	for _, s := range other {
		has[s] = true
	}
	for _, s := range list {
		if !has[s] {
			out = append(out, s)
		}
	}
	return out
}

func (s *server) deleteForm(r *http.Request) (*page, error) {
	kept, err := s.store.Get(r.Context(), r.PathValue("id"), 0)
	if err != nil {
		return nil, err
	}
	return &page{View: "confirm", Title: "Delete", Tab: "articles", Data: confirmView{
		Heading: "Delete " + articleName(kept.ArticleRef) + "?", Text: fmt.Sprintf("All of its versions (%d) and all that hangs on them, corrections too, are deleted.", kept.Versions),
		Action: articlePath(kept.ID) + "/delete", Button: "Delete", Back: articlePath(kept.ID)}}, nil
}

type confirmView struct{ Heading, Text, Action, Button, Back string }

func (s *server) deletePosted(r *http.Request) (*page, error) {
	if err := s.store.Delete(r.Context(), r.PathValue("id")); err != nil {
		return nil, err
	}
	return &page{To: "/articles"}, nil
}

// statement leads to a statement in its article.
func (s *server) statement(r *http.Request) (*page, error) {
	hit, err := s.store.Statement(r.Context(), r.PathValue("key"))
	if err != nil {
		return nil, err
	}
	kept, err := s.store.Get(r.Context(), hit.Article.ID, hit.Article.Version)
	if err != nil {
		return nil, err
	}
	view, err := export.NewView(kept.Record, export.ByHand{})
	if err != nil {
		return nil, err
	}
	to := articlePath(kept.ID) + versionQuery(kept)
	for _, section := range view.Sections {
		if n := entryOf(section.Entries, hit.Statement.ID); n > 0 {
			to += "#r" + strconv.Itoa(n)
			break
		}
	}
	return &page{To: to}, nil
}

// entryOf returns the number of a statement's entry; 0 where there is none.
func entryOf(entries []export.Entry, statement string) int {
	for i := range entries {
		if entries[i].Statement == statement {
			return entries[i].N
		}
		if n := entryOf(entries[i].Inner, statement); n > 0 {
			return n
		}
	}
	return 0
}

// original leads to the words of a statement on its publisher's page.
func (s *server) original(r *http.Request) (*page, error) {
	hit, err := s.store.Statement(r.Context(), r.PathValue("key"))
	if err != nil {
		return nil, err
	}
	kept, err := s.store.Get(r.Context(), hit.Article.ID, hit.Article.Version)
	if err != nil {
		return nil, err
	}
	to, _ := export.TextLink(&kept.Record.Article, hit.Statement.Content[0])
	if to == "" {
		return nil, fault(http.StatusNotFound, "The article has no address on the web.")
	}
	return &page{To: to}, nil
}
