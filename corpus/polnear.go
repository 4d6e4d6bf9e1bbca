package corpus

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

// An Attribution is one gold attribution relation of PolNeAR. Spans are bytes of the article's text.
type Attribution struct {
	Source  []readout.Span // empty when the text names none
	Cue     []readout.Span // one span, but for a slip or two
	Content []readout.Span // at least one
}

// An Attributed article is one of PolNeAR with its primary annotation, in the order of the cues.
type Attributed struct {
	Article      readout.Article
	Attributions []Attribution
}

// PolNeAR reads a part of PolNeAR ("train" or "dev"): the folder with text, attributions and primary.tsv
// (Newell, Margolin and Ruths, LREC 2018). Articles are in the order of their names.
func PolNeAR(dir string) ([]Attributed, error) {
	primary, err := os.ReadFile(filepath.Join(dir, "primary.tsv"))
	if err != nil {
		return nil, err
	}
	published := map[string]string{}
	if meta, err := os.ReadFile(filepath.Join(dir, "metadata.tsv")); err == nil {
		for line := range strings.Lines(string(meta)) {
			if f := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(f) > 5 {
				published[f[1]] = f[5]
			}
		}
	}
	var out []Attributed
	for line := range strings.Lines(string(primary)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) < 3 || f[0] == "filename" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, "text", f[0]+".txt"))
		if err != nil {
			return nil, err
		}
		ann, err := os.ReadFile(filepath.Join(dir, "attributions", f[2]))
		if err != nil {
			return nil, err
		}
		a := Attributed{Article: readout.Article{ID: f[0], Published: published[f[0]], Text: string(text)}}
		if a.Attributions, err = brat(a.Article.Text, ann); err != nil {
			return nil, fmt.Errorf("%s: %w", f[2], err)
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b Attributed) int { return strings.Compare(a.Article.ID, b.Article.ID) })
	return out, nil
}

// brat reads the T and E lines of a standoff file; its offsets are code points.
func brat(text string, ann []byte) ([]Attribution, error) {
	var at []int // byte offset of each code point
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	spans := map[string][]readout.Span{}
	var out []Attribution
	lines := bufio.NewScanner(bytes.NewReader(ann))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		f := strings.Split(lines.Text(), "\t")
		switch {
		case len(f) >= 2 && strings.HasPrefix(f[0], "T"):
			_, offsets, _ := strings.Cut(f[1], " ")
			for part := range strings.SplitSeq(offsets, ";") {
				s, e, _ := strings.Cut(part, " ")
				start, err1 := strconv.Atoi(s)
				end, err2 := strconv.Atoi(e)
				if err1 != nil || err2 != nil || start < 0 || start > end || end >= len(at) {
					return nil, fmt.Errorf("line %d: offsets %q do not fit the text", n, part)
				}
				spans[f[0]] = append(spans[f[0]], readout.Span{Start: at[start], End: at[end]})
			}
		case len(f) >= 2 && strings.HasPrefix(f[0], "E"):
			var a Attribution
			for part := range strings.FieldsSeq(f[1]) {
				role, id, _ := strings.Cut(part, ":")
				switch strings.TrimRight(role, "0123456789") {
				case "Source":
					a.Source = append(a.Source, spans[id]...)
				case "Cue":
					a.Cue = append(a.Cue, spans[id]...)
				case "Content":
					a.Content = append(a.Content, spans[id]...)
				}
			}
			byStart := func(x, y readout.Span) int { return cmp.Compare(x.Start, y.Start) }
			slices.SortFunc(a.Source, byStart)
			slices.SortFunc(a.Content, byStart)
			if len(a.Cue) > 0 && len(a.Content) > 0 {
				out = append(out, a)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Attribution) int { return cmp.Compare(x.Cue[0].Start, y.Cue[0].Start) })
	return out, lines.Err()
}
