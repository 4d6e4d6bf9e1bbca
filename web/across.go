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

	"github.com/danielgtaylor/huma/v2"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/across"
	"github.com/readout-project/readout/export"
)

// An acrossView is what a page across articles shows.
type acrossView struct {
	Name, Title, About, None string
	Query, AsOf, Error       string
	Files                    []link
	Answer                   any // an across.Answer
	Empty                    bool
	Articles                 int
	More                     bool
}

// acrossInput asks about many articles.
type acrossInput struct {
	Q    string `query:"q" doc:"a query: of articles that have a statement which it finds; absent: the newest articles"`
	AsOf string `query:"as-of" doc:"YYYY-MM-DD: what was known on that day"`
}

func acrossInputOf(r *http.Request) acrossInput {
	return acrossInput{r.URL.Query().Get("q"), r.URL.Query().Get("as-of")}
}

// query returns what was asked as an address has it behind its path.
func (in acrossInput) query() string {
	v := url.Values{}
	for name, s := range map[string]string{"q": in.Q, "as-of": in.AsOf} {
		if s != "" {
			v.Set(name, s)
		}
	}
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

// acrossFormats are those in which answers across articles are written, beside JSON.
var acrossFormats = []string{"csv", "jsonl", "atom", "feed"}

// acrossLinks returns where an answer stands for programs.
func acrossLinks(at, query string) []link {
	out := []link{{"JSON", at + ".json" + query}}
	for _, x := range searchExports {
		if slices.Contains(acrossFormats, x.ext) {
			out = append(out, link{x.title, at + "." + x.ext + query})
		}
	}
	return out
}

// understand makes a question of what was asked.
func (in acrossInput) understand() (across.Question, error) {
	q, err := across.NewQuestion(in.Q, in.AsOf)
	if err != nil {
		return q, bad("%s", sentence(err.Error()))
	}
	return q, nil
}

// An acrossAnswer is how a feature across articles is answered: as a page, as JSON, and as files.
type acrossAnswer struct {
	page func(*http.Request) (*page, error)
	twin func(huma.API)
	file func(w http.ResponseWriter, r *http.Request, ext string) error
}

// acrossOf returns how a feature is answered.
func acrossOf[T any](s *server, f across.Feature[T], tab string) acrossAnswer {
	return acrossAnswer{
		page: func(r *http.Request) (*page, error) { return acrossPage(s, r, f, tab) },
		twin: func(api huma.API) {
			get(s, api, "/"+f.Name+".json", f.Name, f.Title, func(ctx context.Context, in *acrossInput) (across.Answer[T], error) {
				q, err := in.understand()
				if err != nil {
					return across.Answer[T]{}, err
				}
				return f.Ask(ctx, s.store, q)
			})
		},
		file: func(w http.ResponseWriter, r *http.Request, ext string) error { return acrossFile(s, w, r, f, ext) },
	}
}

// acrossAnswers are those of the features that can be asked of any articles, by address.
func (s *server) acrossAnswers() map[string]acrossAnswer {
	return map[string]acrossAnswer{
		"/changes":      acrossOf(s, across.VersionChanges, "across"),
		"/figures":      acrossOf(s, across.Figures, "across"),
		"/history":      acrossOf(s, across.History, "across"),
		"/meetings":     acrossOf(s, across.Meetings, "across"),
		"/negotiations": acrossOf(s, across.Courses, "talks"),
		"/outcomes":     acrossOf(s, across.Outcomes, "commitments"),
		"/quotations":   acrossOf(s, across.Quotations, "across"),
		"/remarks":      acrossOf(s, across.Remarks, "across"),
		"/rules":        acrossOf(s, across.Rules, "across"),
		"/unnamed":      acrossOf(s, across.Unnamed, "across"),
	}
}

// acrossFiles returns what answers with the files of an address across articles; nil where it has none.
func (s *server) acrossFiles(at string) func(w http.ResponseWriter, r *http.Request, ext string) error {
	if a, ok := s.acrossAnswers()[at]; ok {
		return a.file
	}
	kind, rest, _ := strings.Cut(strings.TrimPrefix(at, "/"), "/")
	id, what, _ := strings.Cut(rest, "/")
	switch {
	case kind == "statements" && what == "remark":
		return acrossOf(s, across.RemarkOf(id), "").file
	case kind == "people" && what == "positions":
		return acrossOf(s, across.PositionsOf(id), "").file
	}
	return nil
}

// acrossPage shows a feature as a page.
func acrossPage[T any](s *server, r *http.Request, f across.Feature[T], tab string) (*page, error) {
	in := acrossInputOf(r)
	at, query := "/"+f.Name, in.query()
	v := acrossView{Name: f.Name, Title: f.Title, About: f.About, None: f.None, Query: in.Q, AsOf: in.AsOf, Files: acrossLinks(at, query)}
	p := &page{View: f.Name, Title: f.Title, Tab: tab, Data: &v, Feed: at + ".atom" + query}
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

// acrossFile answers with a feature as a table, as lines of JSON, or as a feed of its news.
func acrossFile[T any](s *server, w http.ResponseWriter, r *http.Request, f across.Feature[T], ext string) error {
	i := slices.IndexFunc(searchExports, func(x searchExport) bool { return x.ext == ext })
	if i < 0 || !slices.Contains(acrossFormats, ext) {
		return fault(http.StatusNotFound, "%s are not written as .%s.", f.Title, ext)
	}
	in := acrossInputOf(r)
	q, err := in.understand()
	if err != nil {
		return err
	}
	out, err := f.Ask(r.Context(), s.store, q)
	if err != nil {
		return err
	}
	x := searchExports[i]
	switch ext {
	case "csv":
		return send(w, r, x.kind, f.Name+".csv", func(w io.Writer) error {
			columns, rows := across.Table(f, out.Items)
			return export.Table(w, columns, rows)
		})
	case "jsonl":
		return send(w, r, x.kind, f.Name+".jsonl", func(w io.Writer) error { return across.WriteLines(w, out.Items) })
	}
	at := origin(r)
	feed := export.Feed{Title: "Readout: " + f.Title, Page: at + strings.TrimSuffix(r.URL.Path, "/positions") + in.query(), Self: at + r.URL.Path + "." + ext + in.query()}
	news := newsOf(f, out.Items, at)
	return send(w, r, x.kind, "", func(w io.Writer) error {
		return x.write(w, feed, func(yield func(export.Row, error) bool) {
			for _, row := range news {
				if !yield(row, nil) {
					return
				}
			}
		})
	})
}

// newsOf makes rows of a feed of what is new of items, the latest.
func newsOf[T any](f across.Feature[T], items []T, at string) (rows []export.Row) {
	for i := range items {
		for _, n := range f.News(&items[i]) {
			row := export.Row{ID: "urn:readout:" + f.Name + ":" + digest([]byte(n.Key + " " + n.Says))[:24], Form: readout.Indirect, Content: []string{n.Words},
				Speaker: export.Party{Name: n.Speaker}, Acts: []readout.ActType{readout.ActType(n.Says)}, Date: n.Date, Page: at + articlePath(n.Article),
				Article: readout.Article{ID: n.Article, Title: n.Title, Publisher: n.Outlet, Published: n.Date, URL: at + articlePath(n.Article)}}
			if n.Statement != "" && !n.Old {
				row.Page = at + statementPath(n.Statement)
			}
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b export.Row) int { return strings.Compare(b.Date, a.Date) })
	return rows[:min(len(rows), maxFeed)]
}

// schemaName names a type in the description of the API: those that packages have of one name are told apart by the package, but for those of
// the client and of the root, which have their own names.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch pkg := path.Base(t.PkgPath()); pkg {
	case "outcome", "figures", "versions", "accounts", "positions", "past", "unnamed", "across":
		return strings.ToUpper(pkg[:1]) + pkg[1:] + name
	}
	return name
}
