package article

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
)

// A Format is a form in which articles come.
type Format string

const (
	PlainText Format = "text"
	Page      Format = "html"
	JSONL     Format = "jsonl"
	JSON      Format = "json"
	WARC      Format = "warc"
	FeedXML   Format = "feed"
	NinJS     Format = "ninjs"
	NewsMLG2  Format = "newsml"
	NITFXML   Format = "nitf"
	SubRip    Format = "srt"
	WebVTT    Format = "vtt"
	CoNLLU    Format = "conllu"
	PDFText   Format = "pdf"
)

// Formats lists every format, in the order in which they are told of.
var Formats = []Format{PlainText, Page, JSONL, JSON, WARC, FeedXML, NinJS, NewsMLG2, NITFXML, SubRip, WebVTT, CoNLLU, PDFText}

// byExtension tells the format of files whose names leave no doubt.
var byExtension = map[string]Format{
	".jsonl": JSONL, ".ndjson": JSONL, ".html": Page, ".htm": Page, ".xhtml": Page, ".shtml": Page,
	".rss": FeedXML, ".atom": FeedXML, ".nitf": NITFXML, ".srt": SubRip, ".vtt": WebVTT, ".conllu": CoNLLU, ".conll": CoNLLU, ".pdf": PDFText,
}

// Detect tells the format of an input by its name and its first bytes, of which some thousand do. Where neither
// tells of another, it is PlainText.
func Detect(name string, head []byte) Format {
	low := strings.ToLower(name)
	if f, ok := byExtension[filepath.Ext(low)]; ok {
		return f
	}
	if strings.HasSuffix(low, ".warc") || strings.HasSuffix(low, ".warc.gz") || strings.HasSuffix(low, ".wet.gz") || bytes.HasPrefix(head, warcMagic) {
		return WARC
	}
	if bytes.HasPrefix(head, gzipMagic) && zippedWARC(head) {
		return WARC
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	switch {
	case isPage(head):
		return Page
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDFText
	case bytes.HasPrefix(head, []byte("WEBVTT")):
		return WebVTT
	case subRipStart.Match(head):
		return SubRip
	case treebankStart.Match(head):
		return CoNLLU
	}
	if m := rootStart.FindSubmatch(head); m != nil {
		return byRoot[strings.ToLower(string(m[1]))]
	}
	if s := bytes.TrimSpace(head); len(s) > 0 && (s[0] == '{' || s[0] == '[') {
		return jsonFormat(s)
	}
	return PlainText
}

var (
	subRipStart   = regexp.MustCompile(`^\s*\d+\s*\r?\n\d{1,2}:\d{2}:\d{2}[,.]\d{3} --> `)
	treebankStart = regexp.MustCompile(`^(?:#[^\n]*\n)*# (?:newdoc|newpar|sent_id|text|global\.columns)\b`)
	rootStart     = regexp.MustCompile(`^(?s)\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:\w+:)?(rss|feed|RDF|urlset|sitemapindex|nitf|newsItem|newsMessage|packageItem)[\s>]`)
	byRoot        = map[string]Format{"rss": FeedXML, "feed": FeedXML, "rdf": FeedXML, "urlset": FeedXML, "sitemapindex": FeedXML, "nitf": NITFXML,
		"newsitem": NewsMLG2, "newsmessage": NewsMLG2, "packageitem": NewsMLG2}
	textKey   = regexp.MustCompile(`"text"\s*:\s*"`)
	ninjsKeys = regexp.MustCompile(`"(?i:bodies|body_text|body_html|body_xhtml|headlines|versioncreated|firstcreated|copyrightholder|pubstatus)"\s*:`)
)

// jsonFormat tells the format of JSON: objects with a text are articles, one a line.
func jsonFormat(head []byte) Format {
	switch {
	case bytes.Contains(head, []byte("https://jsonfeed.org/version")):
		return FeedXML
	case bytes.HasPrefix(head, []byte(`{"readout":`)):
		return PlainText // a record, which is told of as such
	case ninjsKeys.Match(head):
		return NinJS
	}
	line, _, several := bytes.Cut(head, []byte("\n"))
	if bytes.Contains(line, []byte(`"text"`)) && line[0] == '{' && (!several || json.Valid(line)) {
		return JSONL
	}
	if textKey.Match(head) {
		return JSON
	}
	return PlainText
}

var pageStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.*?)-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])`)

func isPage(head []byte) bool { return pageStart.Match(head) }

// Several reports whether an input of the format may hold more than one article.
func (f Format) Several() bool {
	switch f {
	case JSONL, JSON, WARC, FeedXML, NinJS, NewsMLG2, CoNLLU:
		return true
	}
	return false
}
