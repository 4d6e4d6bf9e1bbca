package article

import (
	"strings"
	"testing"
)

func TestUnknownKind(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{`{"headline": "A", "body": "B", "n": [1, {"text2": 3}]}`, `JSON of a kind that is not known: an object with the keys "headline", "body", "n"; an article has its words under "text"`},
		{"\xef\xbb\xbf" + ` [ {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7} ]`, `an array of objects with the keys "a", "b", "c", "d", "e", "f" …;`},
		{`[1, 2, 3]`, "an array without objects"},
		{`[]`, ""},
		{`{"a": [1, 2`, `an object with the keys "a";`},
		{`{"quoteID": "2019-1", "quotation": "No.", "speaker": "A"}`, "Quotebank's"},
		{`{"date": "2020", "url": "https://example.org/", "lang": "ENGLISH", "quotes": [{"pre": "a", "quote": "b", "post": "c"}]}`, "GDELT's"},
		{"T1\tSpeaker 0 5\tKovac\nT2\tCue 6 10\tsaid\n", "annotation of brat"},
		{`<?xml version="1.0"?><!-- x --><ns:report xmlns:ns="u"><a/></ns:report>`, "its root is <report>"},
		{"<report>\n<a>1</a></report>\n", "its root is <report>"},
		{`<opml version="2.0"><body><outline xmlUrl="u"/></body></opml>`, "a list of feeds"},
		{`<TEI xmlns="http://www.tei-c.org/ns/1.0"/>`, "TEI"},
		{"<p>The mayor said no.</p>", ""},
		{"<cough> The mayor said no.", ""},
		{"<3 hearts, the mayor said.", ""},
		{"[Applause.] The mayor said no.", ""},
		{"{The mayor} said no.", ""},
		{"T1 was closed.", ""},
		{"", ""},
	} {
		if got := unknownKind([]byte(c.data)); !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%.60q: %q, want %q", c.data, got, c.want)
		}
	}
	for _, name := range []string{"a", "a.json", "a.xml", "a.txt"} {
		for _, err := range Open(name, strings.NewReader(`{"a": 1}`), "").Articles() {
			if err == nil || !strings.Contains(err.Error(), name+": is JSON of a kind") {
				t.Errorf("%s: %v", name, err)
			}
		}
		for a, err := range Open(name, strings.NewReader(`{"a": 1}`), PlainText).Articles() {
			if err != nil || a.Text != `{"a": 1}` {
				t.Errorf("%s as text: %+v, %v", name, a, err)
			}
		}
	}
}
