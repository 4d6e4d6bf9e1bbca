package export

import (
	"io"
	"iter"
)

// Atom writes statements as an Atom feed (RFC 4287), in their order. An entry's id is that of its row, its alternate link the page that
// shows it or else the words on the publisher's page, to which the link "via" leads in any case; its category is what the speaker does by
// it. An entry was updated when the row was, or when the article was published, or in 1970.
func Atom(w io.Writer, f Feed, rows iter.Seq2[Row, error]) error {
	list, err := items(rows)
	if err != nil {
		return err
	}
	updated := instant("")
	for i := range list {
		if t := instant(list[i].updated); t.After(updated) {
			updated = t
		}
	}
	var x xmlWriter
	x.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	x.open("feed", "xmlns", "http://www.w3.org/2005/Atom")
	x.element("id", f.id())
	x.element("title", line(f.Title))
	x.element("updated", updated.Format("2006-01-02T15:04:05Z"))
	if f.Page != "" {
		x.empty("link", "rel", "alternate", "type", "text/html", "href", f.Page)
	}
	if f.Self != "" {
		x.empty("link", "rel", "self", "type", "application/atom+xml", "href", f.Self)
	}
	x.open("author")
	x.element("name", "Readout")
	x.close("author")
	x.element("generator", "Readout", "uri", homepage)
	for i := range list {
		x.entry(&list[i])
	}
	x.close("feed")
	return x.writeTo(w)
}

func (x *xmlWriter) entry(it *item) {
	x.raw("\n")
	x.open("entry")
	x.element("id", it.ID)
	x.element("title", it.title)
	x.element("updated", it.updated)
	if it.published != "" {
		x.element("published", it.published)
	}
	if name := line(it.Speaker.Name); name != "" {
		x.open("author")
		x.element("name", name)
		x.close("author")
	}
	if to := it.address(); to != "" {
		x.empty("link", "rel", "alternate", "type", "text/html", "href", to)
	}
	if it.Link != "" {
		x.empty("link", "rel", "via", "type", "text/html", "href", it.Link)
	}
	for _, a := range it.Acts {
		x.empty("category", "term", string(a))
	}
	x.element("content", it.content, "type", "html")
	x.close("entry")
}
