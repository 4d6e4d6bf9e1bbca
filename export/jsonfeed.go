package export

import (
	"io"
	"iter"

	"github.com/readout-project/readout"
)

// JSONFeed writes statements as a JSON Feed, version 1.1, in their order; see Atom for what its parts are.
func JSONFeed(w io.Writer, f Feed, rows iter.Seq2[Row, error]) error {
	list, err := items(rows)
	if err != nil {
		return err
	}
	feed := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: line(f.Title), Page: f.Page, Self: f.Self, Items: []jsonItem{}}
	if feed.Title == "" {
		feed.Title = "Statements"
	}
	for i := range list {
		it := &list[i]
		x := jsonItem{ID: it.ID, URL: it.Page, External: it.Link, Title: it.title, HTML: it.content, Published: it.published, Modified: dateTime(it.Updated),
			Tags: it.Acts, Language: it.Article.Language, Extension: jsonExtension{About: homepage, Article: it.Article.ID, Statement: it.Statement,
				Form: it.Form, Basis: it.Basis, Cue: it.Cue, Date: it.Date, Confidence: it.Confidence}}
		if name := line(it.Speaker.Name); name != "" {
			x.Authors = []jsonAuthor{{name}}
		}
		if x.URL == "" {
			x.URL = it.Link
		}
		feed.Items = append(feed.Items, x)
	}
	return writeJSON(w, feed)
}

type jsonFeed struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Page    string     `json:"home_page_url,omitempty"`
	Self    string     `json:"feed_url,omitempty"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string            `json:"id"`
	URL       string            `json:"url,omitempty"`
	External  string            `json:"external_url,omitempty"`
	Title     string            `json:"title"`
	HTML      string            `json:"content_html"`
	Published string            `json:"date_published,omitempty"`
	Modified  string            `json:"date_modified,omitempty"`
	Authors   []jsonAuthor      `json:"authors,omitempty"`
	Tags      []readout.ActType `json:"tags,omitempty"`
	Language  string            `json:"language,omitempty"`
	Extension jsonExtension     `json:"_readout"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

// jsonExtension is what Readout knows besides.
type jsonExtension struct {
	About      string                `json:"about"`
	Article    string                `json:"article,omitempty"`
	Statement  string                `json:"statement"`
	Form       readout.StatementForm `json:"form"`
	Basis      readout.Basis         `json:"basis,omitempty"`
	Cue        string                `json:"cue,omitempty"`
	Date       string                `json:"date,omitempty"`
	Confidence float64               `json:"confidence,omitempty"`
}
