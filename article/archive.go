package article

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// archive yields the pages of a WARC file: responses that came in full or in part with status 200 and hold HTML, and the texts of a WET file.
// What else it holds is counted.
func (s *Source) archive() iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		skipped := map[string]int{}
		defer func() {
			s.skipped = counts(skipped)
		}()
		for rec, err := range Records(s.name, s.r, s.at.Offset) {
			if err != nil {
				if !yield(Piece{Name: s.name, Offset: rec.Offset, Length: rec.Length, Next: Position{Offset: rec.Next}}, err) {
					return
				}
				continue
			}
			what := notAPage(rec)
			if what != "" {
				skipped[what]++
				continue
			}
			rec.Content = bytes.Clone(rec.Content)
			p := Piece{Name: s.name, Offset: rec.Offset, Length: rec.Length, Next: Position{Offset: rec.Next}, Part: true, Data: rec.Content}
			p.decode = func() (readout.Article, error) { return rec.article(s.name) }
			if !yield(p, nil) {
				return
			}
		}
	}
}

// counts returns what was counted, the most frequent first.
func counts(of map[string]int) []Skip {
	var all []Skip
	for _, what := range slices.Sorted(maps.Keys(of)) {
		all = append(all, Skip{what, of[what]})
	}
	slices.SortStableFunc(all, func(a, b Skip) int { return cmp.Compare(b.Count, a.Count) })
	return all
}

// notAPage returns what a record is that holds no page, or "".
func notAPage(rec Record) string {
	switch rec.Type {
	case "response", "resource", "conversion":
	case "":
		return "records without a type"
	default:
		return rec.Type + " records"
	}
	media, _, _ := strings.Cut(strings.ToLower(rec.MediaType), ";")
	media = strings.TrimSpace(media)
	if rec.Type == "response" {
		if media != "application/http" {
			return "responses of " + cmp.Or(media, "an unknown type")
		}
		r, err := readResponse(rec.Content[:min(len(rec.Content), maxWARCHeader)])
		if err != nil {
			return "" // it is told of when it is read
		}
		if r.status != 200 {
			return fmt.Sprintf("responses of status %d", r.status)
		}
		media = r.mediaType()
	}
	switch {
	case media == "text/html" || media == "application/xhtml+xml", media == "text/plain" && rec.Type == "conversion":
		return ""
	case media == "" && rec.Type == "response":
		return "" // many servers name none
	}
	return "of " + cmp.Or(media, "an unknown type")
}

// article reads the page that the record holds.
func (rec Record) article(name string) (readout.Article, error) {
	var a readout.Article
	hint := Hint{URL: rec.URL, ContentType: rec.MediaType}
	own := fmt.Sprintf("%s-%d.", baseName(name), rec.Offset) // the name of what brings no address
	body, err := rec.Content, error(nil)
	if rec.Type == "response" {
		var r response
		if r, err = readResponse(rec.Content); err == nil {
			hint.ContentType = r.header.Get("Content-Type")
			body, err = r.content()
		}
	}
	switch {
	case err != nil:
	case rec.Type == "conversion":
		a, err = Text(own, body)
		a.ID, a.URL = cmp.Or(rec.URL, a.ID), rec.URL
	default:
		a, err = HTML(own, body, hint)
	}
	if err != nil {
		at := &Error{Name: name, Offset: int(rec.Offset), Msg: fmt.Sprintf("%s: %v", cmp.Or(rec.URL, "a page without an address"), err)}
		var in *Error
		if errors.As(err, &in) {
			at.Msg, at.none = cmp.Or(rec.URL, "a page without an address")+" "+in.Msg, in.none
		}
		return readout.Article{}, at
	}
	a.Origin = readout.Origin{File: filepath.Base(name), Offset: rec.Offset, Length: rec.Length}
	return a, nil
}
