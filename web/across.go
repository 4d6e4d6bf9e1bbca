package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/export"
)

// An acrossView is what a page across articles shows.
type acrossView struct {
	Name, Title, About, None string
	Query, AsOf, Error       string
	Answer                   any // an across.Answer
	Empty                    bool
	Articles                 int
	More                     bool
}

// acrossInput asks about many articles.
type acrossInput struct {
	Q    string `query:"q" doc:"a query: of articles that have a statement which it finds; absent: the newest articles"`
	AsOf string `query:"as-of" doc:"YYYY-MM-DD: what was published later is left out"`
}

// understand makes a question of what was asked.
func (in acrossInput) understand() (out across.Question, err error) {
	x, err := newQuestion(in.Q, "")
	if err != nil {
		return out, err
	}
	if in.AsOf != "" {
		if _, err := time.Parse(time.DateOnly, in.AsOf); err != nil {
			return out, bad("The day %q is none such as 2026-02-16.", clip(in.AsOf, 40))
		}
	}
	return across.Question{Filter: x.filter, AsOf: in.AsOf}, nil
}

// acrossPage returns what shows a feature as a page.
func acrossPage[T any](s *server, f across.Feature[T], tab string) func(*http.Request) (*page, error) {
	return func(r *http.Request) (*page, error) {
		in := acrossInput{r.URL.Query().Get("q"), r.URL.Query().Get("as-of")}
		v := acrossView{Name: f.Name, Title: f.Title, About: f.About, None: f.None, Query: in.Q, AsOf: in.AsOf}
		p := &page{View: f.Name, Title: f.Title, Tab: tab, Data: &v, Feed: "/" + f.Name + ".atom?" + url.Values{"q": {in.Q}, "as-of": {in.AsOf}}.Encode()}
		q, err := in.understand()
		if err != nil {
			e := problemOf(err)
			v.Error, p.Status = e.Detail, e.Status
			return p, nil
		}
		out, err := f.Ask(r.Context(), s.store, q)
		v.Answer, v.Empty, v.Articles, v.More = out, len(out.Items) == 0, out.Articles, out.More
		return p, err
	}
}

// acrossTwin answers programs with a feature.
func acrossTwin[T any](s *server, api huma.API, f across.Feature[T]) {
	get(s, api, "/"+f.Name+".json", f.Name, f.Title, func(ctx context.Context, in *acrossInput) (across.Answer[T], error) {
		q, err := in.understand()
		if err != nil {
			return across.Answer[T]{}, err
		}
		return f.Ask(ctx, s.store, q)
	})
}

// acrossFeed returns what writes the news of a feature as rows of a feed.
func acrossFeed[T any](s *server, f across.Feature[T]) func(*http.Request) (export.Feed, []export.Row, error) {
	return func(r *http.Request) (export.Feed, []export.Row, error) {
		in := acrossInput{r.URL.Query().Get("q"), r.URL.Query().Get("as-of")}
		at := origin(r)
		feed := export.Feed{Title: "Readout: " + f.Title, Page: at + "/" + f.Name, Self: at + r.URL.RequestURI()}
		q, err := in.understand()
		if err != nil {
			return feed, nil, err
		}
		out, err := f.Ask(r.Context(), s.store, q)
		var rows []export.Row
		for i := range out.Items {
			for _, n := range f.News(&out.Items[i]) {
				row := export.Row{ID: "urn:readout:" + f.Name + ":" + digest([]byte(n.Key + " " + n.Says))[:24], Form: readout.Indirect, Content: []string{n.Words},
					Speaker: export.Party{Name: n.Speaker}, Acts: []readout.ActType{readout.ActType(n.Says)}, Date: n.Date, Page: at + articlePath(n.Article),
					Article: readout.Article{ID: n.Article, Title: n.Title, Publisher: n.Outlet, Published: n.Date, URL: at + articlePath(n.Article)}}
				if n.Statement != "" {
					row.Page = at + statementPath(n.Statement)
				}
				rows = append(rows, row)
			}
		}
		slices.SortStableFunc(rows, func(a, b export.Row) int { return strings.Compare(b.Date, a.Date) })
		return feed, rows[:min(len(rows), maxFeed)], err
	}
}

// acrossFeeds are the feeds by name.
func (s *server) acrossFeeds() map[string]func(*http.Request) (export.Feed, []export.Row, error) {
	return map[string]func(*http.Request) (export.Feed, []export.Row, error){
		"/changes":      acrossFeed(s, across.VersionChanges),
		"/figures":      acrossFeed(s, across.Figures),
		"/meetings":     acrossFeed(s, across.Meetings),
		"/negotiations": acrossFeed(s, across.Courses),
		"/outcomes":     acrossFeed(s, across.Outcomes),
		"/history":      acrossFeed(s, across.History),
		"/unnamed":      acrossFeed(s, across.Unnamed),
	}
}

// acrossFile answers with the feed of a page across articles.
func (s *server) acrossFile(w http.ResponseWriter, r *http.Request, ext string) error {
	feed, rows, err := s.acrossFeeds()[r.URL.Path](r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(searchExports, func(x searchExport) bool { return x.ext == ext })
	x := searchExports[i]
	return send(w, r, x.kind, "", func(w io.Writer) error {
		return x.write(w, feed, func(yield func(export.Row, error) bool) {
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
		})
	})
}

// acrossPages are the pages across articles.
func (s *server) acrossPages() map[string]func(*http.Request) (*page, error) {
	return map[string]func(*http.Request) (*page, error){
		"GET /changes":      acrossPage(s, across.VersionChanges, "across"),
		"GET /figures":      acrossPage(s, across.Figures, "across"),
		"GET /unnamed":      acrossPage(s, across.Unnamed, "across"),
		"GET /history":      acrossPage(s, across.History, "across"),
		"GET /meetings":     acrossPage(s, across.Meetings, "across"),
		"GET /negotiations": acrossPage(s, across.Courses, "talks"),
		"GET /outcomes":     acrossPage(s, across.Outcomes, "commitments"),
	}
}

// acrossTwins adds their twins.
func (s *server) acrossTwins(api huma.API) {
	acrossTwin(s, api, across.VersionChanges)
	acrossTwin(s, api, across.Figures)
	acrossTwin(s, api, across.Unnamed)
	acrossTwin(s, api, across.History)
	acrossTwin(s, api, across.Meetings)
	acrossTwin(s, api, across.Courses)
	acrossTwin(s, api, across.Outcomes)
}

// schemaName names a type in the description of the API: those that packages have of one name are told apart by the package, but for those of
// the client and of the root, which have their own names.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch pkg := path.Base(t.PkgPath()); pkg {
	case "outcome", "figures", "versions", "accounts", "positions", "past", "unnamed":
		return strings.ToUpper(pkg[:1]) + pkg[1:] + name
	}
	return name
}
