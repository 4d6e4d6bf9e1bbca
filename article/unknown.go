package article

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"
)

// unknownKind returns what an input looks like that no format fits and that is no text for people either: JSON or XML of another
// kind. It returns "" for plain text.
func unknownKind(data []byte) string {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	switch {
	case len(data) == 0:
		return ""
	case objectStart.Match(data), data[0] == '[' && len(data) > 2 && json.Valid(data):
		return jsonKind(data)
	case annotationStart.Match(data):
		return "annotation of brat without its text: read the .txt file that belongs to it, or hold what it tells against what Readout finds, by readout compare"
	case data[0] == '<':
		return xmlKind(data)
	}
	return ""
}

var (
	objectStart     = regexp.MustCompile(`^(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.)*"\s*:`)
	annotationStart = regexp.MustCompile(`^T\d+\t\S+ \d+ \d+(?:;\d+ \d+)*\t`)
	elementStart    = regexp.MustCompile(`^<(?:\?xml|!DOCTYPE|[A-Za-z_][\w.-]*(?::[\w.-]+)?(?:\s[^<>]*)?/?>)`)
)

// foreign are kinds of JSON that hold no article, by keys that each of their objects has.
var foreign = []struct {
	keys []string
	what string
}{
	{[]string{"quoteID", "quotation"}, "Quotebank's, which holds quotations without the text around them: hold them against the articles by readout compare"},
	{[]string{"quotes", "url", "lang"}, "GDELT's Global Quotation Graph, which holds quotations without the text around them: hold them against the articles by readout compare"},
	{[]string{"type", "features"}, "GeoJSON"},
	{[]string{"cells", "nbformat"}, "a Jupyter notebook"},
}

// jsonKind tells what JSON holds by the keys of its first object.
func jsonKind(data []byte) string {
	d := json.NewDecoder(bytes.NewReader(data))
	what := "JSON of a kind that is not known: an object"
	if data[0] == '[' {
		d.Token()
		what = "JSON of a kind that is not known: an array"
		if next := bytes.TrimSpace(data[1:]); next[0] != '{' {
			return what + " without objects"
		}
		what += " of objects"
	}
	d.Token()
	var keys []string
	for d.More() && len(keys) < 64 {
		key, err := d.Token()
		if err != nil {
			break
		}
		keys = append(keys, fmt.Sprint(key))
		var value json.RawMessage
		if d.Decode(&value) != nil {
			break
		}
	}
	for _, f := range foreign {
		if !slices.ContainsFunc(f.keys, func(k string) bool { return !slices.Contains(keys, k) }) {
			return "JSON, namely " + f.what
		}
	}
	return what + " with " + someOf(keys) + `; an article has its words under "text"`
}

// someOf words the names of keys, the first few of them.
func someOf(keys []string) string {
	const most = 6
	var b strings.Builder
	b.WriteString("the keys ")
	for i, key := range keys[:min(len(keys), most)] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%.40q", key)
	}
	if len(keys) > most {
		b.WriteString(" …")
	}
	return b.String()
}

// fragments are elements of HTML that a part of a page may begin with.
var fragments = []string{"article", "div", "p", "main", "section", "h1", "h2", "span", "table", "ul", "ol", "a", "b", "i", "em", "strong", "blockquote", "figure", "header"}

// xmlKind tells what XML holds by its root element, or "" for text that merely begins with "<".
func xmlKind(data []byte) string {
	if !elementStart.Match(data) {
		return ""
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader, d.Strict = charset.NewReaderLabel, false
	for {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		name := root.Name.Local
		switch low := strings.ToLower(name); {
		case slices.Contains(fragments, low):
			return "" // text with some markup, or a part of a page
		case low == "opml":
			return "a list of feeds (OPML)"
		case low == "tei":
			return "a document in TEI, which is not read"
		case low == "svg":
			return "a drawing (SVG)"
		}
		if !bytes.HasPrefix(data, []byte("<?xml")) && !bytes.HasSuffix(data, []byte("</"+name+">")) && !bytes.HasSuffix(data, []byte(":"+name+">")) {
			return ""
		}
		return fmt.Sprintf("XML of a kind that is not known: its root is <%.40s>", name)
	}
}
