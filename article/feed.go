package article

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"io"
	"iter"
	"net/url"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"

	"github.com/readout-project/readout"
)

// A FeedEntry is what a feed or a sitemap of news says of one article.
type FeedEntry struct {
	ID        string // as the feed gives it, else URL
	URL       string
	Title     string
	Authors   []string
	Outlet    string // of the entry, else the feed's title
	Published string // RFC 3339 date or date-time; empty when not known
	Modified  string
	Language  string // BCP 47
	Summary   string // text without markup
	HTML      string // the whole article, where the feed brings it
	Sitemap   bool   // URL is that of another sitemap
}

// MaxFeed is how many bytes a feed may have.
const MaxFeed = 32 << 20

// Feed reads RSS, Atom, JSON Feed and sitemaps, also compressed with gzip. What is wrong with the feed is an *Error.
func Feed(name string, data []byte) ([]FeedEntry, error) {
	fail := func(msg string) ([]FeedEntry, error) { return nil, &Error{Name: name, Offset: -1, Msg: msg} }
	if bytes.HasPrefix(data, gzipMagic) { // as sitemaps often are
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err == nil {
			data, err = io.ReadAll(io.LimitReader(z, MaxFeed+1))
		}
		if err != nil {
			return fail("is no feed: " + err.Error())
		}
	}
	if len(data) > MaxFeed {
		return fail("is a feed of more than 32 MB")
	}
	if isSitemap(data) {
		entries, err := sitemap(data)
		if err != nil && len(entries) == 0 {
			return fail("is no sitemap: " + err.Error())
		}
		return entries, nil
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return fail("is no feed: " + err.Error())
	}
	if len(f.Items) == 0 && f.Title == "" {
		return fail("is no feed: it has neither a title nor entries")
	}
	base, _ := url.Parse(cmp.Or(f.FeedLink, f.Link))
	var entries []FeedEntry
	for _, item := range f.Items {
		e := FeedEntry{ID: item.GUID, URL: resolve(base, item.Link), Title: plainLine(item.Title), Outlet: plainLine(f.Title), Language: languageTag(f.Language),
			Published: parseTime(item.Published), Modified: parseTime(item.Updated), Summary: plainText(item.Description), HTML: item.Content}
		if e.Published == "" && item.PublishedParsed != nil {
			e.Published = plausible(*item.PublishedParsed, true)
		}
		if e.Modified == "" && item.UpdatedParsed != nil {
			e.Modified = plausible(*item.UpdatedParsed, true)
		}
		if e.URL == "" && strings.HasPrefix(item.GUID, "http") {
			e.URL = item.GUID
		}
		for _, a := range item.Authors {
			e.Authors = append(e.Authors, splitByline(cmp.Or(a.Name, a.Email))...)
		}
		if len(e.HTML) < len(item.Description) && len(item.Description) > 4*shortText {
			e.HTML = item.Description // many feeds put the whole article there
		}
		e.ID = cmp.Or(e.ID, e.URL)
		entries = append(entries, e)
	}
	return entries, nil
}

// resolve returns an address as seen from base; "" where there is none.
func resolve(base *url.URL, address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || *u == (url.URL{}) {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	return u.String()
}

// plainLine returns a line of text that may hold markup without it.
func plainLine(s string) string { return fold(plainText(s)) }

func isSitemap(data []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(data[:min(len(data), sniff)]))
	d.CharsetReader = charset.NewReaderLabel
	for {
		token, err := d.Token()
		if err != nil {
			return false
		}
		if start, ok := token.(xml.StartElement); ok {
			return start.Name.Local == "urlset" || start.Name.Local == "sitemapindex"
		}
	}
}

// sitemap reads a sitemap, with the elements of news, or an index of sitemaps. It returns what stands before an error.
func sitemap(data []byte) ([]FeedEntry, error) {
	type news struct {
		Name     string `xml:"publication>name"`
		Language string `xml:"publication>language"`
		Date     string `xml:"publication_date"`
		Title    string `xml:"title"`
	}
	type entry struct {
		Loc     string `xml:"loc"`
		Lastmod string `xml:"lastmod"`
		News    news   `xml:"news"`
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = charset.NewReaderLabel
	d.Strict = false
	var entries []FeedEntry
	for {
		token, err := d.Token()
		if err == io.EOF {
			return entries, nil
		} else if err != nil {
			return entries, err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var in entry
		if err := d.DecodeElement(&in, &start); err != nil {
			return entries, err
		}
		loc := strings.TrimSpace(in.Loc)
		entries = append(entries, FeedEntry{ID: loc, URL: loc, Title: fold(in.News.Title), Outlet: fold(in.News.Name), Language: languageTag(in.News.Language),
			Published: parseTime(in.News.Date), Modified: parseTime(in.Lastmod), Sitemap: start.Name.Local == "sitemap"})
	}
}

// Article makes an article of an entry that brings its text.
func (e *FeedEntry) Article(name string) (readout.Article, error) {
	a := readout.Article{ID: cmp.Or(e.ID, baseName(name)), URL: e.URL, Title: e.Title, Authors: e.Authors, Publisher: e.Outlet, Published: e.Published,
		Modified: e.Modified, Language: e.Language}
	t, err := parseHTML([]byte(strings.ToValidUTF8(e.HTML, "\uFFFD")), false)
	if err != nil {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: err.Error()}
	}
	l := newLayout(t)
	l.prune()
	var w writer
	for _, b := range append(l.linesIn([]int32{0}, e.Title), l.notices()...) {
		w.add(b.text, readout.Mark{})
	}
	a.Text, _ = w.text()
	if blank(a.Text) {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: cmp.Or(e.URL, e.ID) + " brings no text", none: true}
	}
	a.Language, a.Dateline = spoken(a.Language, a.Text), dateline(a.Text)
	return a, nil
}

// feed yields the entries of a feed that bring their text, and counts the others.
func (s *Source) feed() iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		data, err := io.ReadAll(io.LimitReader(s.r, MaxFeed+1))
		if err != nil {
			yield(Piece{Name: s.name, Offset: -1}, &Error{Name: s.name, Offset: -1, Msg: err.Error()})
			return
		}
		entries, err := Feed(s.name, data)
		if err != nil {
			yield(Piece{Name: s.name, Offset: -1}, err)
			return
		}
		skipped := map[string]int{}
		defer func() { s.skipped = counts(skipped) }()
		for _, e := range entries {
			if e.HTML == "" {
				skipped["entries without their text"]++
				continue
			}
			p := Piece{Name: s.name, Offset: -1, Part: true, Data: []byte(e.HTML), decode: func() (readout.Article, error) { return e.Article(s.name) }}
			if !yield(p, nil) {
				return
			}
		}
	}
}
