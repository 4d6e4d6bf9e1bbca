package corpus

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

// A TIMEX3 is one gold time expression of TimeML. The span is bytes of the article's text.
type TIMEX3 struct {
	readout.Span
	Type, Value, Mod string
}

// A Timed article is one of a TimeML corpus with its time expressions, in the order of the text.
type Timed struct {
	Article readout.Article
	Times   []TIMEX3
}

// TimeML reads the *.tml files of a folder in the order of their names, as TempEval-3 has them: the text is that of
// TEXT without its tags and without white space at both ends; published is the creation time of the document.
func TimeML(dir string) ([]Timed, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.tml"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out []Timed
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		t, err := timeML(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		t.Article.ID = strings.TrimSuffix(filepath.Base(name), ".tml")
		out = append(out, t)
	}
	return out, nil
}

// KeptOut reports whether an article of TimeML is kept out of development, by its id: a fifth of them are.
func KeptOut(id string) bool {
	h := uint32(0x811c9dc5)
	for _, c := range []byte(id + ".tml") {
		h = (h ^ uint32(c)) * 0x01000193
	}
	return h%5 == 0
}

func timeML(r io.Reader) (Timed, error) {
	var t Timed
	var text, title strings.Builder
	var open []int // indexes into t.Times of the elements that are open
	inText, inTitle, inDCT := 0, 0, 0
	dec := xml.NewDecoder(r)
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t, err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			switch {
			case e.Name.Local == "TEXT":
				inText++
			case e.Name.Local == "TITLE":
				inTitle++
			case e.Name.Local == "DCT":
				inDCT++
			case e.Name.Local == "TIMEX3" && inText > 0:
				open = append(open, len(t.Times))
				t.Times = append(t.Times, TIMEX3{Span: readout.Span{Start: text.Len()}, Type: attr(e, "type"), Value: attr(e, "value"), Mod: attr(e, "mod")})
			case e.Name.Local == "TIMEX3" && inDCT > 0:
				t.Article.Published = creation(attr(e, "value"))
			}
		case xml.EndElement:
			switch {
			case e.Name.Local == "TEXT":
				inText--
			case e.Name.Local == "TITLE":
				inTitle--
			case e.Name.Local == "DCT":
				inDCT--
			case e.Name.Local == "TIMEX3" && len(open) > 0:
				t.Times[open[len(open)-1]].End = text.Len()
				open = open[:len(open)-1]
			}
		case xml.CharData:
			if inText > 0 {
				text.Write(e)
			}
			if inTitle > 0 {
				title.Write(e)
			}
		}
	}
	whole := text.String()
	lead := len(whole) - len(strings.TrimLeft(whole, " \t\r\n"))
	t.Article.Text = strings.TrimSpace(whole)
	t.Article.Title = strings.Join(strings.Fields(title.String()), " ")
	kept := t.Times[:0]
	for _, x := range t.Times {
		x.Start = max(x.Start-lead, 0)
		x.End = min(x.End-lead, len(t.Article.Text))
		if x.Start < x.End {
			kept = append(kept, x)
		}
	}
	t.Times = kept
	return t, nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// creation makes a document creation time a date or date-time of RFC 3339.
func creation(v string) string {
	day, clock, ok := strings.Cut(v, "T")
	if len(day) != 10 || !ok {
		return day
	}
	if len(clock) == 5 {
		clock += ":00"
	}
	if !strings.ContainsAny(clock, "Z+-") {
		clock += "Z"
	}
	return day + "T" + clock
}
