package lint

import (
	"bytes"
	"strings"
	"testing"

	"github.com/readout-project/readout"
)

// A said is a statement of a test: words of the text.
type said struct {
	source, speaker, cue string
	content              []string
	form                 readout.StatementForm
	basis                readout.Basis
	act                  readout.ActType
}

// record makes a record of statements. A speaker is named where a mention of him stands among names; his role is behind a slash.
func record(t *testing.T, text string, names []string, statements ...said) *readout.Readout {
	t.Helper()
	at := func(words string) readout.Span {
		if words == "" {
			return readout.Span{}
		}
		i := strings.Index(text, words)
		if i < 0 {
			t.Fatalf("%q is not in the text", words)
		}
		return readout.Span{Start: i, End: i + len(words)}
	}
	r := &readout.Readout{Article: readout.Article{ID: "a", Text: text}}
	ids := map[string]string{"": ""}
	for i, n := range names {
		name, role, _ := strings.Cut(n, "/")
		e := readout.Entity{ID: "e" + string(rune('1'+i)), Name: name, Kind: readout.Person, Mentions: []readout.Mention{{Span: at(name), Form: readout.ByName}}}
		if strings.ToLower(name) == name {
			e.Mentions[0].Form = readout.ByNominal
		}
		if role != "" {
			e.Roles = []string{role}
		}
		ids[name] = e.ID
		r.Entities = append(r.Entities, e)
	}
	for i, s := range statements {
		x := readout.Statement{ID: "s" + string(rune('1'+i)), Form: s.form, Basis: s.basis, Source: at(s.source), Cue: at(s.cue), Speaker: ids[s.speaker]}
		for _, c := range s.content {
			x.Content = append(x.Content, at(c))
		}
		if s.act != "" {
			x.Acts = []readout.Act{{Type: s.act, Span: x.Content[0]}}
		}
		r.Statements = append(r.Statements, x)
	}
	return r
}

func TestRules(t *testing.T) {
	direct, mixed, indirect := readout.Direct, readout.Mixed, readout.Indirect
	tests := []struct {
		name string
		r    *readout.Readout
		want string
	}{
		{"nothing to tell", record(t, "“We will wait,” said Ana Kovac, the minister. “They know that.”", []string{"Ana Kovac/minister"},
			said{"Ana Kovac", "Ana Kovac", "said", []string{"We will wait,", "They know that."}, direct, readout.Named, ""}), ""},
		{"open", record(t, "“We will wait, said Ana Kovac.", []string{"Ana Kovac/minister"}), "1:1 open-quotation the quotation that begins with “We will wait, said Ana Kovac. is not closed"},
		{"no speaker", record(t, "“We will not wait any longer.” The talks went on.", nil,
			said{"", "", "", []string{"We will not wait any longer."}, direct, "", ""}), "1:2 no-speaker nobody is said to have said “We will not wait any longer.”"},
		{"late", record(t, "“We will wait. They know that. They always did,” said Ana Kovac.", []string{"Ana Kovac/minister"},
			said{"Ana Kovac", "Ana Kovac", "said", []string{"We will wait. They know that. They always did,"}, direct, readout.Named, ""}),
			"1:2 late-speaker “Ana Kovac” is named only behind 3 sentences"},
		{"named before", record(t, "Ana Kovac left. “We will wait. They know that. They always did,” said Kovac.", []string{"Ana Kovac/minister"},
			said{"Kovac.", "Ana Kovac", "said", []string{"We will wait. They know that. They always did,"}, direct, readout.Named, ""}), ""},
		{"run together", record(t, "“We will wait,” said Ana Kovac. “They will not,” said Daniel Reth.", []string{"Ana Kovac/minister", "Daniel Reth/envoy"},
			said{"Ana Kovac", "Ana Kovac", "said", []string{"We will wait,"}, direct, readout.Named, ""},
			said{"Daniel Reth", "Daniel Reth", "said", []string{"They will not,"}, direct, readout.Named, ""}),
			"1:34 run-together the words of Daniel Reth begin behind those of Ana Kovac, without saying so"},
		{"ellipses", record(t, "“We.. will… not....... wait ... any . longer… or so,” said Ana Kovac.", []string{"Ana Kovac/minister"}),
			"1:4 ellipsis an ellipsis has three periods, not two\n1:11 ellipsis there is no space before the ellipsis\n1:16 ellipsis an ellipsis has three periods, not 7\n1:45 ellipsis there is no space before the ellipsis"},
		{"fragment", record(t, "Ana Kovac spoke of a “great leap” at last.", []string{"Ana Kovac/minister"},
			said{"Ana Kovac", "Ana Kovac", "spoke of", []string{"a “great leap” at last"}, mixed, readout.Named, ""}), "1:22 fragment “great leap” is 2 words"},
		{"position", record(t, "“We will wait,” said Ana Kovac.", []string{"Ana Kovac"},
			said{"Ana Kovac", "Ana Kovac", "said", []string{"We will wait,"}, direct, readout.Named, ""}), "1:22 no-position the article does not say what Ana Kovac is"},
		{"bare, judging, without a reason", record(t, "A source said the minister had failed the country.", []string{"source"},
			said{"A source", "source", "said", []string{"the minister had failed the country"}, indirect, readout.Nominal, "criticism"}),
			"1:1 bare-source nothing is told of “A source”\n1:1 unnamed-no-reason the article does not say why it does not name “A source”\n" +
				"1:15 unnamed-opinion criticism, by “A source”: “the minister had failed the country”"},
		{"with a reason", record(t, "A senior official said the talks were over, on condition of anonymity.", []string{"senior official"},
			said{"A senior official", "senior official", "said", []string{"the talks were over"}, indirect, readout.Nominal, ""}), ""},
		{"loaded", record(t, "Ana Kovac claimed that it rained.", []string{"Ana Kovac/minister"},
			said{"Ana Kovac", "Ana Kovac", "claimed", []string{"that it rained"}, indirect, readout.Named, ""}), "1:11 loaded-verb “claimed”, of what Ana Kovac said"},
	}
	seen := map[string]bool{}
	for _, test := range tests {
		f := File{Name: "x", Text: test.r.Article.Text, Findings: Check(test.r)}
		var b bytes.Buffer
		if err := Write(&b, &f); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(strings.ReplaceAll(b.String(), "x:", "")); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, test.want)
		}
		for _, x := range f.Findings {
			seen[x.Rule.ID] = true
		}
	}
	for _, rule := range Rules {
		if !seen[rule.ID] {
			t.Errorf("no case tries rule %s", rule.ID)
		}
	}
}

func TestSARIF(t *testing.T) {
	r := record(t, "Wir — “we will not wait any longer.”", nil, said{"", "", "", []string{"we will not wait any longer."}, readout.Direct, "", ""})
	var b bytes.Buffer
	if err := SARIF(&b, "1", Rules, []File{{Name: "a b.txt", Text: r.Article.Text, Findings: Check(r)}}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"ruleId":"no-speaker","ruleIndex":1,"level":"warning"`, `"artifactLocation":{"uri":"a%20b.txt"}`,
		`"region":{"startLine":1,"startColumn":8,"endLine":1,"endColumn":36,"snippet":{"text":"we will not wait any longer."}}`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the log lacks %s:\n%s", want, b.String())
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("“We.. will” …said a source. ‘x", []byte{0, 5, 3, 9})
	f.Fuzz(func(t *testing.T, text string, spans []byte) {
		text = strings.ToValidUTF8(text, "?")
		r := &readout.Readout{Article: readout.Article{Text: text}, Entities: []readout.Entity{{ID: "e1", Name: "source", Kind: readout.Person}}}
		for ; len(spans) >= 2; spans = spans[2:] {
			s := readout.Span{Start: int(spans[0]), End: int(spans[1])}
			if s.Start < s.End && s.End <= len(text) {
				r.Statements = append(r.Statements, readout.Statement{Form: readout.Direct, Content: []readout.Span{s}, Source: s, Cue: s, Speaker: "e1"})
			}
		}
		for _, x := range Check(r) {
			if x.Span.Start < 0 || x.Span.End > len(text) || x.Span.Start > x.Span.End {
				t.Errorf("%s at %v of %d bytes", x.Rule.ID, x.Span, len(text))
			}
		}
	})
}
