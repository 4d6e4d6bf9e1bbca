package article

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// pageText returns a page in UTF-8: from the character set that a byte order mark, the server or the page names, but
// UTF-8 where the bytes are that whatever is named, and Windows-1252 where nothing is. The mark stays, so that places in
// the page are places in the source.
func pageText(data []byte, contentType string) []byte {
	head := data[:min(len(data), 1<<16)]
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		return bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	encoding, name, certain := charset.DetermineEncoding(head, contentType)
	if name == "utf-16le" || name == "utf-16be" {
		out, err := encoding.NewDecoder().Bytes(data)
		if err == nil {
			return out
		}
	}
	if !certain {
		// The declaration may stand behind a long script.
		if e, n, ok := charset.DetermineEncoding(afterCharset(head), ""); ok {
			encoding, name = e, n
		}
	}
	if m := xmlEncoding.FindSubmatch(head); m != nil && !certain {
		if e, n := charset.Lookup(string(m[1])); e != nil {
			encoding, name = e, n
		}
	}
	if utf8.Valid(data) {
		return data
	}
	if name == "utf-8" {
		bad := bytes.Count(bytes.ToValidUTF8(data, []byte("\uFFFD")), []byte("\uFFFD"))
		if multi := utf8.RuneCount(data); bad*50 > len(data)-multi {
			encoding, _ = charset.Lookup("windows-1252")
		} else {
			return bytes.ToValidUTF8(data, []byte("\uFFFD"))
		}
	}
	out, err := encoding.NewDecoder().Bytes(data)
	if err != nil {
		return bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	return out
}

// afterCharset returns the head of a page from the element on that names its character set.
func afterCharset(head []byte) []byte {
	at := namesCharset.FindIndex(head)
	if at == nil {
		return nil
	}
	return head[max(0, bytes.LastIndexByte(head[:at[0]], '<')):]
}

var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*\sencoding=["']([\w.:-]+)["']`)

var namesCharset = regexp.MustCompile(`(?i)charset\s*=`)
