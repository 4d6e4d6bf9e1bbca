package compare

import (
	"fmt"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

const report = "VIENNA — “We will not sign,” Ana Kovac said. She added that a draft could be ready by Friday.\n\n“We will talk,” said Daniel Reth. “We will talk,” said Ana Kovac."

// span returns the nth place of some words in the report, from 0.
func span(words string, n int) readout.Span {
	at := -1
	for range n + 1 {
		next := strings.Index(report[at+1:], words)
		if next < 0 {
			panic(words)
		}
		at += 1 + next
	}
	return readout.Span{Start: at, End: at + len(words)}
}

// record is what Readout might find in the report.
func record() *readout.Readout {
	return &readout.Readout{
		Article: readout.Article{ID: "a", Text: report},
		Entities: []readout.Entity{
			{ID: "e1", Name: "Ana Kovac", Mentions: []readout.Mention{{Span: span("Ana Kovac", 0), Form: readout.ByName}, {Span: span("She", 0), Form: readout.ByPronoun}, {Span: span("Ana Kovac", 1), Form: readout.ByName}}},
			{ID: "e2", Name: "Daniel Reth", Mentions: []readout.Mention{{Span: span("Daniel Reth", 0), Form: readout.ByName}}},
		},
		Statements: []readout.Statement{
			{ID: "s1", Form: readout.Direct, Speaker: "e1", Source: span("Ana Kovac", 0), Cue: span("said", 0), Content: []readout.Span{span("We will not sign", 0)}},
			{ID: "s2", Form: readout.Indirect, Speaker: "e1", Source: span("She", 0), Cue: span("added", 0), Content: []readout.Span{span("that a draft could be ready by Friday", 0)}},
			{ID: "s3", Form: readout.Direct, Speaker: "e2", Source: span("Daniel Reth", 0), Cue: span("said", 1), Content: []readout.Span{span("We will talk", 0)}},
		},
	}
}

// told puts a result into words.
func told(d *Document, r Result) string {
	var out []string
	for _, p := range r.Pairs {
		line := fmt.Sprintf("%s=%s speaker %s", d.Quotations[p.Theirs].Words, p.Statement, p.Speaker)
		if !p.Exact {
			line += " other extent"
		}
		out = append(out, line)
	}
	for _, i := range r.Theirs {
		out = append(out, "theirs "+d.Quotations[i].Words)
	}
	for _, s := range r.Ours {
		out = append(out, "ours "+s)
	}
	for _, i := range r.Unplaced {
		out = append(out, d.Quotations[i].Words+": "+d.Quotations[i].Unplaced)
	}
	return strings.Join(out, "\n")
}

func TestHold(t *testing.T) {
	for _, c := range []struct{ name, json, want string }{
		{"citron", `{"text": ` + fmt.Sprintf("%q", report) + `, "quotes": [
			{"cue": {"start": 39, "end": 43, "text": "said"}, "sources": [{"start": 29, "end": 38, "text": "Ana Kovac"}], "contents": [{"start": 9, "end": 28, "text": "“We will not sign,”"}]},
			{"cue": {"start": 49, "end": 54, "text": "added"}, "sources": [{"start": 45, "end": 48, "text": "She"}], "contents": [{"start": 62, "end": 92}]},
			{"cue": {}, "sources": [], "contents": [{"start": 9, "end": 14, "text": "other"}]}]}`,
			"“We will not sign,”=s1 speaker same\n=s2 speaker same other extent\nours s3\nother: its places do not hold its words"},
		{"gqg", `{"date": "2026-05-04T16:00:00Z", "url": "https://wire.example/a", "lang": "ENGLISH", "quotes": [
			{"pre": "VIENNA -", "quote": "we will NOT sign", "post": "Ana Kovac"}, {"pre": "", "quote": "We will talk", "post": "said Daniel Reth."}, {"pre": "", "quote": "We will talk", "post": ""}, {"pre": "", "quote": "ill talk", "post": ""}]}`,
			"we will NOT sign=s1 speaker only Readout's\nWe will talk=s3 speaker only Readout's\nWe will talk: its words stand more than once in the text\nill talk: its words do not stand in the text"},
		{"quotebank by article", `{"articleID": "1", "url": "https://wire.example/a", "quotations": [{"quotation": "We will not sign ,", "globalTopSpeaker": "Daniel Reth", "localTopSpeaker": "None"},
			{"quotation": "We will talk", "leftContext": "said Daniel Reth .", "rightContext": "said Ana", "globalTopSpeaker": "None", "localTopSpeaker": "Ana Kovac"}]}`,
			"We will not sign ,=s1 speaker other\ntheirs We will talk\nours s3"},
		{"quotebank by quotation", `{"quoteID": "1", "quotation": "We will not sign", "speaker": "kovac", "urls": ["https://wire.example/a"]}`, "We will not sign=s1 speaker same\nours s3"},
	} {
		n := 0
		for d, err := range Read("f", strings.NewReader(c.json)) {
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			if n++; d.Text == "" {
				d.Locate(report)
			}
			if got := told(d, Hold(record(), d)); got != c.want {
				t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d documents", c.name, n)
		}
	}
}

func TestReadMany(t *testing.T) {
	const one = `{"url": "https://wire.example/%d", "quotes": []}`
	for _, c := range []struct{ name, text, want string }{
		{"lines", fmt.Sprintf(one+"\n"+one+"\n", 1, 2), "f:1 https://wire.example/1; f:2 https://wire.example/2"},
		{"lines, one of them broken", fmt.Sprintf(one+"\n{\"quotation\n{\"id\": 1}\r\n\n"+one, 1, 2), `f:1 https://wire.example/1; f:2: is no JSON: unexpected end of JSON input; f:3: is of no known form: it has neither "quotes", as Citron and the Global Quotation Graph have it, nor "quotations" or "quotation", as Quotebank has it; f:5 https://wire.example/2`},
		{"an array", "\ufeff [" + fmt.Sprintf(one+",\n"+one, 1, 2) + "]\n", "f: document 1 https://wire.example/1; f: document 2 https://wire.example/2"},
		{"one quotation in two articles", `{"quotation": "a", "speaker": null, "urls": ["https://a.example", "https://b.example"]}`, "f: document 1 https://a.example; f: document 1 https://b.example"},
		{"nothing", "", ""},
		{"half a line", `{"quotes": [`, "f: document 1 is no JSON: unexpected EOF"},
		{"something else", `{"id": 1}`, `f: document 1: is of no known form: it has neither "quotes", as Citron and the Global Quotation Graph have it, nor "quotations" or "quotation", as Quotebank has it`},
		{"words", `He said no.`, "f: document 1 is no JSON: invalid character 'H' looking for beginning of value"},
		{"a number for words", `{"quotes": [{"quote": 1}]}`, "f: document 1: quotes of the Global Quotation Graph: json: cannot unmarshal number into Go struct field gqgQuote.quote of type string"},
	} {
		var got []string
		for d, err := range Read("f", strings.NewReader(c.text)) {
			if err != nil {
				got = append(got, err.Error())
				continue
			}
			got = append(got, d.Place+" "+d.URL)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestBrat(t *testing.T) {
	for _, c := range []struct{ name, ann, want string }{
		{"events", "T1\tContent 10 26\tWe will not sign\nT2\tSource 29 38\tAna Kovac\nT3\tQuote 39 43\tsaid\nE1\tQuote:T3 Content:T1 Source:T2\nA1\tForm E1 direct\n#1\tAnnotatorNotes E1\tsure\n", "We will not sign=s1 speaker same\nours s2\nours s3"},
		{"relations", "T1\tcontent-direct 10 26\tWe will not sign\r\nT2\tSpeaker 29 38\tAna Kovac\r\nR1\tsaid-by Arg1:T2 Arg2:T1\r\n", "We will not sign=s1 speaker same\nours s2\nours s3"},
		{"in pieces, and alone", "T1\tQuotation 10 17;18 26\tWe will not sign\nT2\tPerson 29 38\tAna Kovac\n", "We will not sign=s1 speaker only Readout's\nours s2\nours s3"},
		{"nothing of quotations", "T1\tPerson 29 38\tAna Kovac\n\n*\tEquiv T1 T1\n", "ours s1\nours s2\nours s3"},
	} {
		d, err := ReadBrat("a.ann", c.ann, report)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := told(d, Hold(record(), d)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	if _, err := ReadBrat("a.ann", "\nT1\tContent 0 9999\tx\n", report); err == nil || err.Error() != `a.ann:2: T1: "0 9999" is no place in the text, which has 160 code points` {
		t.Error(err)
	}
}

// FuzzRead reads anything as what others have found, and holds the record against it.
func FuzzRead(f *testing.F) {
	f.Add(`{"text": "“No,” he said.", "quotes": [{"cue": {"start": 6, "end": 8}, "sources": [], "contents": [{"start": 0, "end": 5, "text": "“No,”"}]}], "coreference_groups": [[{"start": 6, "end": 8}]]}`)
	f.Add(`{"url": "https://wire.example/a", "quotes": [{"pre": "", "quote": "We will talk", "post": "said Daniel Reth."}]}`)
	f.Add(`[{"quotations": [{"quotation": "We will not sign ,", "leftContext": "VIENNA"}]}, {"quotation": "a", "urls": ["u"]}]`)
	f.Add("T1\tContent 10 26\tWe will not sign\nT2\tSource 29 38\tAna Kovac\nT3\tQuote 39 43\tsaid\nE1\tQuote:T3 Content:T1 Source:T2\nR1\ta Arg1:T2 Arg2:T1\n")
	f.Fuzz(func(t *testing.T, data string) {
		check := func(d *Document) {
			text := d.Text
			if text == "" {
				text = report
				d.Locate(text)
			}
			r := record()
			if text != report {
				r = &readout.Readout{Article: readout.Article{Text: text}}
			}
			result := Hold(r, d)
			if n := len(result.Pairs) + len(result.Theirs) + len(result.Unplaced); n != len(d.Quotations) {
				t.Fatalf("%d of %d quotations are told of", n, len(d.Quotations))
			}
			for _, q := range d.Quotations {
				if (len(q.Content) == 0) != (q.Unplaced != "") {
					t.Fatalf("%+v", q)
				}
			}
			var b strings.Builder
			if err := Write(&b, r, d, &result); err != nil {
				t.Fatal(err)
			}
			if err := WriteJSON(&b, r, d, &result); err != nil {
				t.Fatal(err)
			}
		}
		for d, err := range Read("f", strings.NewReader(data)) {
			if err == nil {
				check(d)
			}
		}
		if d, err := ReadBrat("f", data, report); err == nil {
			check(d)
		}
	})
}
