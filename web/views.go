package web

import (
	"embed"
	"html/template"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/readout-project/readout/export"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed static
var static embed.FS

// views are the templates of pages by their names.
type views map[string]*template.Template

// shared are the templates that all pages have parts of.
var shared = []string{"templates/layout.html", "templates/parts.html", "templates/across.html"}

func loadViews() (views, error) {
	base, err := template.New("").Funcs(helpers).ParseFS(templates, shared...)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	out := views{}
	for _, name := range names {
		if slices.Contains(shared, name) {
			continue
		}
		t, err := base.Clone()
		if err == nil {
			t, err = t.ParseFS(templates, name)
		}
		if err != nil {
			return nil, err
		}
		out[strings.TrimSuffix(path.Base(name), ".html")] = t
	}
	return out, nil
}

// A page is what a template shows, or where to go instead.
type page struct {
	View   string // name of the template
	Title  string
	Status int    // 0: 200
	Tab    string // which entry of the menu it belongs to
	Query  string // what the box for searching holds
	Data   any
	Style  string      // its own
	Linked template.JS // JSON-LD of what it shows

	Alternate string // address of the same
	Feed      string // address of its feed

	To string // address; the rest says nothing
}

// A frame is what the layout shows beside a page.
type frame struct {
	*page
	Version string
	Write   bool // whether this browser may write
	Add     bool // whether articles can be added
	Signed  bool
	Local   bool
	Own     template.CSS
	Twin    string // address of the same as JSON; empty for none
}

func (s *server) render(w http.ResponseWriter, r *http.Request, p *page) {
	if p.To != "" {
		http.Redirect(w, r, p.To, http.StatusSeeOther)
		return
	}
	c := callerOf(r.Context())
	f := frame{page: p, Version: s.o.Version, Write: c.write, Add: s.o.Read != nil, Signed: c.signed, Local: s.o.Loopback,
		Own: template.CSS(p.Style)}
	if p.Status == 0 {
		f.Twin = s.twin(r)
	}
	var out strings.Builder
	if err := s.views[p.View].ExecuteTemplate(&out, "layout.html", f); err != nil {
		s.o.Log.Error("showing a page", "view", p.View, "error", err)
		http.Error(w, "Something went wrong inside the program; its log says what.", http.StatusInternalServerError)
		return
	}
	if p.Style != "" {
		w.Header().Set("Content-Security-Policy", policy(p.Style))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(max(p.Status, http.StatusOK))
	io.WriteString(w, out.String())
}

// twin returns the address at which a page is JSON; empty where it is not.
func (s *server) twin(r *http.Request) string {
	u := *r.URL
	if u.Path == "/" {
		u.Path = "/index"
	}
	asked := http.Request{Method: http.MethodGet, Host: r.Host, URL: &url.URL{Path: u.Path}}
	if _, pattern := s.api.Handler(&asked); !reading(r) || pattern == "/" || pattern == "" {
		return ""
	}
	u.Path += ".json"
	return u.RequestURI()
}

// page makes a handler of a function that returns a page.
func (s *server) page(f func(*http.Request) (*page, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p, err := f(r)
		if err != nil {
			s.refuse(w, r, err, false)
			return
		}
		s.render(w, r, p)
	}
}

// An asset is a file that pages load.
type asset struct {
	data []byte
	kind string
	tag  string
}

// loadStatic returns the assets by their paths.
func loadStatic() (map[string]asset, error) {
	out := map[string]asset{}
	err := fs.WalkDir(static, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(static, name)
		if err != nil {
			return err
		}
		if path.Base(name) == "app.css" {
			data = append([]byte(export.RecordStyle()), data...)
		}
		out["/"+name] = asset{data, mime.TypeByExtension(path.Ext(name)), `"` + digest(data)[:22] + `"`}
		return nil
	})
	return out, err
}

func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("ETag", a.tag)
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Cache-Control", "private, max-age=300")
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(string(a.data)))
}
