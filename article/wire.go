package article

import (
	"cmp"
	"iter"
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/readout-project/readout"
)

// NITF makes an article of a text in the News Industry Text Format. Marks lead to the bytes of the source.
func NITF(name string, data []byte) (readout.Article, error) {
	t, err := parseXML(name, data)
	if err != nil {
		return readout.Article{}, err
	}
	a := readout.Article{ID: baseName(name)}
	if t.nitf(0, &a); blank(a.Text) {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: "is no NITF with a text: it has no body.content", none: t.find(0, "nitf") != 0}
	}
	return a, nil
}

// parseXML builds the tree of a document of a wire. It is read as leniently as a page: agencies send what
// is not well-formed, but not where it was cut off. Entities that a document declares are not replaced.
func parseXML(name string, data []byte) (*tree, error) {
	fail := func(msg string) (*tree, error) { return nil, &Error{Name: name, Offset: -1, Msg: msg} }
	if len(data) > MaxPage {
		return fail("is a document of more than 64 MB")
	}
	if what := magic(data); what != "" {
		return fail("is no XML; it looks like " + what)
	}
	src := pageText(data, "")
	if err := whole(name, src); err != nil {
		return nil, err
	}
	t, err := parseHTML(src, true)
	if err != nil {
		return fail(err.Error())
	}
	return t, nil
}

// find returns the first element with the name inside node i, or 0. Names are in small letters.
func (t *tree) find(i int32, name string) int32 {
	for j := i + 1; j < t.nodes[i].end; j++ {
		if t.nodes[j].tag == name {
			return j
		}
	}
	return 0
}

// value returns the text of the first element with the name inside node i.
func (t *tree) value(i int32, name string) string {
	if j := t.find(i, name); j != 0 {
		return strings.ToValidUTF8(t.textOf(j), "\uFFFD")
	}
	return ""
}

// norm returns an attribute of the first element with the name inside node i.
func (t *tree) norm(i int32, name, key string) string {
	if j := t.find(i, name); j != 0 {
		return t.attribute(j, key)
	}
	return ""
}

// nitf fills in what the document inside node i says; what is known already stays.
func (t *tree) nitf(i int32, a *readout.Article) {
	a.Title = cmp.Or(a.Title, t.value(i, "hl1"), t.value(i, "hedline"), t.value(i, "headline"), t.value(i, "title"))
	if id := t.norm(i, "doc-id", "id-string"); id != "" {
		a.ID = id
	}
	a.Published = cmp.Or(a.Published, parseTime(t.norm(i, "date.release", "norm")), parseTime(t.norm(i, "date.issue", "norm")), parseTime(t.norm(i, "pubdata", "date.publication")),
		parseTime(t.norm(i, "story.date", "norm")))
	a.Publisher = cmp.Or(a.Publisher, t.norm(i, "pubdata", "name"), t.value(i, "distributor"), t.norm(i, "doc.copyright", "holder"), t.norm(i, "doc-id", "regsrc"))
	if len(a.Authors) == 0 {
		if line := t.find(i, "byline"); line != 0 {
			by := t.textOf(line)
			if t.find(line, "byttl") != 0 {
				by = strings.TrimSuffix(by, t.value(line, "byttl"))
			}
			a.Authors = splitByline(by)
		}
	}
	a.Dateline = cmp.Or(a.Dateline, t.value(i, "dateline"))
	if a.Language == "" && i < int32(len(t.nodes)) {
		a.Language = languageTag(cmp.Or(t.norm(i, "nitf", "xml:lang"), t.norm(i, "body", "xml:lang")))
	}
	body := t.find(i, "body.content")
	if body == 0 {
		return
	}
	t.writeBody(body, a)
}

// writeBody makes the article's text of what is inside an element, but for pictures and their captions.
func (t *tree) writeBody(i int32, a *readout.Article) {
	kinds := make([]partKind, len(t.nodes))
	var w writer
	out := int32(0) // the end of a part that is left out
	for _, b := range t.blocks(kinds) {
		if b.node < i || b.node >= t.nodes[i].end || b.node < out {
			continue
		}
		for p := t.nodes[b.node].parent; p > i; p = t.nodes[p].parent {
			if tag := t.nodes[p].tag; tag == "media" || tag == "figure" || tag == "tagline" {
				out = t.nodes[p].end
			}
		}
		if b.node < out {
			continue
		}
		mark := readout.Mark{From: b.from, To: b.to}
		switch {
		case b.heading() || strings.HasPrefix(t.nodes[t.nodes[b.node].parent].tag, "hl"):
			mark.Kind = "heading"
		case b.atom == atom.Tr:
			mark.Kind = "row"
		case b.note:
			mark.Kind = "correction"
		}
		w.add(b.text, mark)
	}
	a.Text, a.Marks = w.text()
	a.Dateline = cmp.Or(a.Dateline, dateline(a.Text))
}

// NewsML makes an article of one item of NewsML-G2.
func NewsML(name string, data []byte) (readout.Article, error) {
	t, err := parseXML(name, data)
	if err != nil {
		return readout.Article{}, err
	}
	item := t.find(0, "newsitem")
	if item == 0 {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: "is no NewsML-G2: it has no newsItem", none: t.find(0, "newsmessage") != 0 || t.find(0, "packageitem") != 0}
	}
	meta, about := t.find(item, "itemmeta"), t.find(item, "contentmeta")
	a := readout.Article{ID: cmp.Or(t.attribute(item, "guid"), baseName(name))}
	if strings.HasPrefix(a.ID, "http") {
		a.URL = a.ID
	}
	if meta != 0 {
		a.Published = cmp.Or(parseTime(t.value(meta, "firstcreated")), parseTime(t.value(meta, "versioncreated")))
		a.Modified = parseTime(t.value(meta, "versioncreated"))
		if provider := t.find(meta, "provider"); provider != 0 {
			a.Publisher = cmp.Or(t.value(provider, "name"), t.attribute(provider, "literal"))
		}
	}
	if about != 0 {
		a.Title = t.value(about, "headline")
		a.Dateline = t.value(about, "dateline")
		a.Authors = splitByline(t.value(about, "by"))
		a.Language = languageTag(t.norm(about, "language", "tag"))
		if creator := t.find(about, "creator"); len(a.Authors) == 0 && creator != 0 {
			a.Authors = splitByline(cmp.Or(t.value(creator, "name"), t.attribute(creator, "literal")))
		}
		a.Published = cmp.Or(a.Published, parseTime(t.value(about, "contentcreated")))
	}
	a.Language = cmp.Or(a.Language, languageTag(t.attribute(item, "xml:lang")))
	if a.Title == "" && meta != 0 {
		a.Title = t.value(meta, "title")
	}
	if a.Modified == a.Published {
		a.Modified = ""
	}
	set := t.find(item, "contentset")
	if xml := t.find(set, "inlinexml"); set != 0 && xml != 0 {
		guid := a.ID
		if t.find(xml, "body.content") != 0 {
			t.nitf(xml, &a)
		} else if body := cmp.Or(t.find(xml, "body"), xml); body != 0 {
			t.writeBody(body, &a)
		}
		a.ID = guid
	}
	if inline := t.find(set, "inlinedata"); set != 0 && inline != 0 && a.Text == "" {
		var b strings.Builder
		for j := inline + 1; j < t.nodes[inline].end; j++ {
			b.WriteString(t.nodes[j].text)
		}
		a.Text = plainText(b.String())
		a.Dateline = cmp.Or(a.Dateline, dateline(a.Text))
	}
	if blank(a.Text) {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: "is a newsItem without a text: no inlineXML and no inlineData holds one", none: true}
	}
	return a, nil
}

var newsItem = regexp.MustCompile(`(?i)<(?:\w+:)?newsItem[\s>]`)

// newsItems yields the items of a file of NewsML-G2, which may be a message of many.
func (s *Source) newsItems() iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		data, err := s.all()
		if err != nil {
			yield(Piece{Name: s.name, Offset: -1}, err)
			return
		}
		data = pageText(data, "")
		at := newsItem.FindAllIndex(data, -1)
		if len(at) == 0 {
			at = [][]int{{0, 0}}
		}
		start := beginning.behind(data[:at[0][0]])
		for k := range at {
			from, to := at[k][0], len(data)
			if k+1 < len(at) {
				to = at[k+1][0]
			}
			item := data[from:to]
			p := Piece{Name: s.name, Offset: -1, Part: len(at) > 1, Data: item}
			if len(at) > 1 {
				p.Offset, p.Length = int64(from), int64(to-from)
			}
			begin := start
			start = start.behind(item)
			p.decode = func() (readout.Article, error) {
				a, err := NewsML(s.name, item)
				for m := range a.Marks {
					a.Marks[m].From += from
					a.Marks[m].To += from
				}
				return a, begin.in(err, item, p.Part)
			}
			if !yield(p, nil) {
				return
			}
		}
		if err := whole(s.name, data); err != nil && whole(s.name, data[at[len(at)-1][0]:]) == nil {
			yield(Piece{Name: s.name, Offset: -1}, err)
		}
	}
}
