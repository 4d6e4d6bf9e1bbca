package web

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// maxAdding is how many articles are read at once.
const maxAdding = 2

// Limits of what is said of an article, in bytes.
const (
	maxField = 2000
	maxNames = 50
)

// An example is an article for those who have none at hand.
type example struct{ Text, Title, Publisher, Published string }

//go:embed data/example.txt
var exampleText string

var firstExample = example{exampleText, "No ceasefire in Muscat", "Example Wire", "2026-05-04"}

// An addView is the form for adding an article.
type addView struct {
	Text, Title, Publisher, Published, URL string
	Error                                  string
}

func (s *server) addForm(*http.Request) (*page, error) {
	return &page{View: "add", Title: "Add an article", Tab: "add", Data: addView{}}, nil
}

// An addition is an article that was added.
type addition struct {
	Article, Name, What string
}

type addedView struct {
	Added  []addition
	Errors []string
}

// changes tell people what adding an article did.
var changes = map[readout.Change]string{
	readout.Added:     "",
	readout.Revised:   "The text had changed: this is a new version.",
	readout.Reread:    "The same text was read again; corrections stay.",
	readout.Unchanged: "This text was in the ledger already; nothing was changed.",
}

// addPosted adds what somebody pasted, or the files that they chose.
func (s *server) addPosted(r *http.Request) (*page, error) {
	if err := r.ParseMultipartForm(maxArticle); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, formFault(err)
	}
	form := addView{Text: r.PostFormValue("text"), Title: r.PostFormValue("title"), Publisher: r.PostFormValue("publisher"),
		Published: r.PostFormValue("published"), URL: r.PostFormValue("url")}
	again := func(err error) (*page, error) {
		p := problemOf(err)
		if p.Status == http.StatusInternalServerError {
			return nil, err
		}
		form.Error = p.Detail
		return &page{View: "add", Title: "Add an article", Tab: "add", Status: p.Status, Data: form}, nil
	}
	var files []*multipart.FileHeader
	if r.MultipartForm != nil {
		defer r.MultipartForm.RemoveAll()
		files = r.MultipartForm.File["files"]
	}
	if strings.TrimSpace(form.Text) != "" {
		a := readout.Article{Text: strings.ReplaceAll(form.Text, "\r\n", "\n"), Title: form.Title, Publisher: form.Publisher, Published: form.Published,
			URL: form.URL}
		o, err := s.add(r.Context(), a)
		if err != nil {
			return again(err)
		}
		return &page{To: articlePath(o.Article) + "?done=" + string(o.Change)}, nil
	}
	if len(files) == 0 {
		return again(bad("There is no text and no file to read."))
	}
	var v addedView
	for _, f := range files {
		for _, a := range s.opened(f, &v) {
			o, err := s.add(r.Context(), a)
			if err != nil {
				if problemOf(err).Status == http.StatusInternalServerError {
					return nil, err
				}
				v.Errors = append(v.Errors, f.Filename+": "+problemOf(err).Detail)
				continue
			}
			name := a.Title
			if name == "" {
				name = a.ID
			}
			v.Added = append(v.Added, addition{o.Article, clip(plain(name), 120), changes[o.Change]})
		}
	}
	if len(v.Added) == 1 && len(v.Errors) == 0 {
		return &page{To: articlePath(v.Added[0].Article) + "?done=added"}, nil
	}
	return &page{View: "added", Title: "Added", Tab: "add", Data: v}, nil
}

// opened returns the articles of an uploaded file, and notes why there are none.
func (s *server) opened(f *multipart.FileHeader, v *addedView) []readout.Article {
	in, err := f.Open()
	if err != nil {
		v.Errors = append(v.Errors, f.Filename+": "+err.Error())
		return nil
	}
	defer in.Close()
	data, err := body(in, maxArticle)
	if err != nil {
		v.Errors = append(v.Errors, f.Filename+": "+problemOf(err).Detail)
		return nil
	}
	if s.o.Open == nil {
		name := filepath.Base(f.Filename)
		return []readout.Article{{ID: strings.TrimSuffix(name, filepath.Ext(name)), Text: string(data), Language: "en"}}
	}
	out, err := s.o.Open(f.Filename, data)
	if err != nil {
		v.Errors = append(v.Errors, err.Error())
	}
	return out
}

// add reads an article and keeps its record.
func (s *server) add(ctx context.Context, a readout.Article) (readout.Outcome, error) {
	var none readout.Outcome
	if err := checkArticle(&a); err != nil {
		return none, err
	}
	if s.o.Read == nil {
		return none, fault(http.StatusForbidden, "This server only shows what is there.")
	}
	select {
	case s.adding <- struct{}{}:
		defer func() { <-s.adding }()
	case <-ctx.Done():
		return none, fault(http.StatusServiceUnavailable, "Too many articles wait to be read. Try again.")
	}
	record, err := s.o.Read(ctx, a)
	if err != nil {
		if ctx.Err() != nil {
			return none, ctx.Err()
		}
		return none, fault(http.StatusUnprocessableEntity, "%s", sentence(err.Error()))
	}
	out, err := s.store.Put(ctx, readout.Entry{Models: s.o.Models, Record: record, Key: key(&a)})
	if err != nil {
		return none, err
	}
	if out[0].Change == readout.Added || out[0].Change == readout.Revised {
		s.news.soon()
	}
	return out[0], nil
}

// key tells apart articles that have neither address nor name by their texts.
func key(a *readout.Article) string {
	if a.URL != "" || a.ID != "" {
		return ""
	}
	return readout.TextKey + digest([]byte(a.Text))
}

// checkArticle refuses what no article is.
func checkArticle(a *readout.Article) error {
	switch {
	case strings.TrimSpace(a.Text) == "":
		return fault(http.StatusUnprocessableEntity, "The article has no text.")
	case len(a.Text) > maxArticle:
		return fault(http.StatusRequestEntityTooLarge, "The text has %d bytes; at most %d are read.", len(a.Text), maxArticle)
	case !utf8.ValidString(a.Text):
		return fault(http.StatusUnprocessableEntity, "The text is not valid UTF-8.")
	case longMarks(a.Text):
		return fault(http.StatusUnprocessableEntity, "The text has more than %d combining marks on one character: it is no article.", maxMarks)
	}
	if len(a.Authors) > maxNames {
		return fault(http.StatusUnprocessableEntity, "The article has %d authors; at most %d are kept.", len(a.Authors), maxNames)
	}
	for _, s := range append([]string{a.ID, a.URL, a.Title, a.Publisher, a.Language}, a.Authors...) {
		if len(s) > maxField || !utf8.ValidString(s) {
			return fault(http.StatusUnprocessableEntity, "What is said of the article must be valid UTF-8 of at most %d bytes each.", maxField)
		}
	}
	if a.URL != "" && webURL(a.URL) == "" {
		return fault(http.StatusUnprocessableEntity, "The address must begin with https:// or http://.")
	}
	if a.Published != "" {
		_, date := time.Parse(time.DateOnly, a.Published)
		_, moment := time.Parse(time.RFC3339, a.Published)
		if date != nil && moment != nil {
			return fault(http.StatusUnprocessableEntity, "The date %q is none such as 2026-05-04 or 2026-05-04T16:00:00Z.", clip(a.Published, 40))
		}
	}
	return nil
}

// formFault is the error of a form that could not be read.
func formFault(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) || errors.Is(err, multipart.ErrMessageTooLarge) {
		return fault(http.StatusRequestEntityTooLarge, "More was sent than the %d bytes that a form may hold.", maxUpload)
	}
	return bad("The form could not be read: %v.", err)
}

// sentence makes a sentence of an error.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// An articleBody is an article as programs send it.
type articleBody struct {
	ID        string   `json:"id,omitempty"`
	URL       string   `json:"url,omitempty"`
	Title     string   `json:"title,omitempty"`
	Authors   []string `json:"authors,omitempty"`
	Publisher string   `json:"publisher,omitempty"`
	Published string   `json:"published,omitempty"`
	Language  string   `json:"language,omitempty"`
	Text      string   `json:"text"`
}

// articleTypes are the types of content in which an article can be sent.
var articleTypes = []string{"application/json", "text/plain"}

// sent reads the article that a program sends, as JSON or as plain text.
func sent(kind string, data []byte) (readout.Article, error) {
	kind, _, _ = strings.Cut(kind, ";")
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "application/json":
		var b articleBody
		if err := json.Unmarshal(data, &b); err != nil {
			var syntax *json.SyntaxError
			if errors.As(err, &syntax) {
				return readout.Article{}, bad("Byte %d of the body: %v.", syntax.Offset, err)
			}
			return readout.Article{}, bad("The body is not an article in JSON: %v.", err)
		}
		return readout.Article{ID: b.ID, URL: b.URL, Title: b.Title, Authors: b.Authors, Publisher: b.Publisher, Published: b.Published, Language: b.Language,
			Text: b.Text}, nil
	case "text/plain":
		return readout.Article{Text: strings.TrimPrefix(string(data), "\ufeff")}, nil
	}
	return readout.Article{}, fault(http.StatusUnsupportedMediaType, "An article is sent as application/json or text/plain, not %q.", clip(kind, 80))
}
