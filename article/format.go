package article

import (
	"bytes"
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
	WARC      Format = "warc"
)

// Formats lists every format, in the order in which they are told of.
var Formats = []Format{PlainText, Page, JSONL, WARC}

// byExtension tells the format of files whose names leave no doubt.
var byExtension = map[string]Format{
	".jsonl": JSONL, ".ndjson": JSONL, ".html": Page, ".htm": Page, ".xhtml": Page, ".shtml": Page,
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
	if isPage(head) {
		return Page
	}
	return PlainText
}

var pageStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.*?)-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])`)

func isPage(head []byte) bool { return pageStart.Match(head) }

// Several reports whether an input of the format may hold more than one article.
func (f Format) Several() bool { return f == JSONL || f == WARC }
