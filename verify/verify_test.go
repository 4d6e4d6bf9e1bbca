package verify

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/text"
)

// quoted makes a record in which each outer quotation is a statement of a speaker, and the words between «» are told in a reporter's.
func quoted(article, speaker string) *readout.Readout {
	var told []readout.Span
	for {
		i := strings.Index(article, "«")
		if i < 0 {
			break
		}
		article = article[:i] + article[i+len("«"):]
		k := strings.Index(article, "»")
		article = article[:k] + article[k+len("»"):]
		told = append(told, readout.Span{Start: i, End: k})
	}
	r := &readout.Readout{Article: readout.Article{Text: article}, Entities: []readout.Entity{{ID: "e1", Name: speaker, Kind: readout.Person}}}
	add := func(form readout.StatementForm, s readout.Span) {
		r.Statements = append(r.Statements, readout.Statement{ID: fmt.Sprint("s", len(r.Statements)+1), Form: form, Speaker: "e1", Content: []readout.Span{s}})
	}
	for _, q := range text.New(article).Quotes {
		if q.Parent < 0 {
			add(readout.Direct, q.Inner)
		}
	}
	for _, s := range told {
		add(readout.Indirect, s)
		r.Statements[len(r.Statements)-1].Source = readout.Span{Start: strings.Index(article, speaker), End: strings.Index(article, speaker) + len(speaker)}
	}
	return r
}

// transcript makes a record of lines such as "KOVAC: We will sign."
func transcript(lines string) *readout.Readout {
	r := &readout.Readout{Article: readout.Article{Text: lines}}
	at := 0
	for line := range strings.Lines(lines) {
		if who, _, ok := strings.Cut(line, ": "); ok {
			id := fmt.Sprint("e", len(r.Entities)+1)
			r.Entities = append(r.Entities, readout.Entity{ID: id, Name: who, Kind: readout.Person})
			r.Statements = append(r.Statements, readout.Statement{ID: fmt.Sprint("s", len(r.Statements)+1), Form: readout.Direct, Basis: readout.Transcript, Speaker: id,
				Content: []readout.Span{{Start: at + len(who) + 2, End: at + len(strings.TrimRight(line, "\n"))}}})
		}
		at += len(line)
	}
	return r
}

// told writes a finding as the tables below have it.
func told(f *Finding) string {
	out := string(f.Verdict)
	for _, p := range f.Problems {
		out += fmt.Sprintf("; %s: %q for %q", p.Kind, p.Here, p.There)
	}
	return out
}

const spoken = `Kovac: Good morning. We will not sign before the observers arrive, and I think the talks could take another 25 days. If the ferries sail, we will talk again.
Reth: The colour of the flag is not my problem. We organised three rounds of talks in the U.S. and 12,000 people came.
Kovac: That is nonsense. Nobody has ever offered us any money, as far as I know.
`

func TestTranscript(t *testing.T) {
	tests := []struct{ quote, want string }{
		// To the word.
		{"We will not sign before the observers arrive,", "verbatim here"},
		{"nonsense", "verbatim here"},
		// Only style differs.
		{"WE WILL NOT SIGN — before the observers arrive", "verbatim here"},
		{"The talks could take another twenty-five days.", "verbatim here; qualifier dropped: \"\" for \"We will not sign before the observers arrive, and I think\""},
		{"another twenty-five days", "verbatim here"},
		// An ellipsis and square brackets say what they are.
		{"We will not sign … and I think the talks could take another 25 days", "verbatim here"},
		{"[Kovac’s side] will not sign before the observers arrive", "verbatim here"},
		// Cut, altered, added.
		{"We will not sign and I think the talks could take another 25 days", `near match; cut without an ellipsis: "" for "before the observers arrive"`},
		{"We will sign before the observers arrive", `near match; cut without an ellipsis: "" for "not"; qualifier dropped: "" for "not"`},
		{"we shall never sign before the observers arrive", `near match; altered inside the marks: "shall never" for "will not"`},
		{"We won't sign before the observers arrive", `near match; altered inside the marks: "n't" for "not"`},
		{"I think the talks will take another 25 days", `near match; altered inside the marks: "will" for "could"; qualifier dropped: "" for "could"`},
		{"the talks might take another 25 days", `near match; altered inside the marks: "might" for "could"`},
		{"the talks could take another 35 days", `near match; number altered: "35" for "25"`},
		{"The ferries sail, we will talk again.", `verbatim here; qualifier dropped: "" for "If"`},
		{"We will talk again.", `verbatim here; qualifier dropped: "" for "If the ferries sail"`},
		{"Nobody has ever offered us any money.", `verbatim here; qualifier dropped: "" for "as far as I know"`},
		// Somebody else's words, and nobody's.
		{"The colour of the flag is not my problem", `verbatim elsewhere; another speaker: "Ana Kovac" for "Reth"`},
		{"We have never trusted the other side, and we never will", "not found"},
		{"treason", "not found"},
	}
	source := NewSource("transcript.txt", transcript(spoken))
	for _, test := range tests {
		article := quoted("“"+test.quote+"” Ana Kovac said.", "Ana Kovac")
		findings := Check(article, []*Source{source})
		if len(findings) != 1 {
			t.Errorf("%s: %d findings", test.quote, len(findings))
			continue
		}
		if got := told(&findings[0]); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s\npieces %q", test.quote, got, test.want, findings[0].Pieces)
		}
	}
}

// Spelling, marks, capitals and numbers are the style of a house.
func TestStyle(t *testing.T) {
	source := NewSource("transcript.txt", transcript(spoken+"Reth: It cost 3.5 million, two hundred and six times as much, but nobody asked.\n"))
	for _, quote := range []string{
		"The color of the flag is not my problem",
		"the colour of the flag is not my problem!",
		"We organized 3 rounds of talks in the US and 12000 people came",
		"We organised three rounds of talks in the U.S., and 12,000 people came.",
		"twelve thousand people came",
		"12 thousand people came.",
		"It cost 3,500,000, 206 times as much",
		"It cost 3.5 million, two hundred and six times as much … nobody asked",
	} {
		findings := Check(quoted("“"+quote+"” Daniel Reth said.", "Daniel Reth"), []*Source{source})
		if len(findings) != 1 || told(&findings[0]) != "verbatim here" {
			t.Errorf("%s: %v", quote, findings)
		}
	}
}

// Whichever word is lost or replaced, it is told; in other capitals and without marks, nothing is.
func TestEveryWord(t *testing.T) {
	source := NewSource("transcript.txt", transcript(spoken))
	clean := func(quote string) bool {
		findings := Check(quoted("“"+quote+"” the minister said.", "the minister"), []*Source{source})
		return len(findings) == 1 && findings[0].Clean()
	}
	for _, quote := range []string{
		"we will not sign before the observers arrive, and I think the talks could take another 25 days",
		"we organised three rounds of talks in the U.S. and 12,000 people came",
		"nobody has ever offered us any money, as far as I know",
	} {
		words := strings.Fields(quote)
		for i := 1; i < len(words)-1; i++ {
			before, behind := strings.Join(words[:i], " "), strings.Join(words[i+1:], " ")
			if lost := before + " " + behind; clean(lost) {
				t.Errorf("nothing is told of “%s”", lost)
			}
			if other := before + " zebra " + behind; clean(other) {
				t.Errorf("nothing is told of “%s”", other)
			}
		}
		for _, style := range []string{strings.ToUpper(quote), strings.ReplaceAll(quote, ",", " –"), strings.ReplaceAll(quote, " ", "  "), quote + "!"} {
			if !clean(style) {
				t.Errorf("style alone is told of: “%s”", style)
			}
		}
	}
}

// A qualifier that the article tells in other words is not missed beside a quotation or at its ellipsis, but inside it is.
func TestAround(t *testing.T) {
	source := NewSource("transcript.txt", transcript(spoken))
	for _, test := range []struct{ article, want string }{
		{"If the ferries sail, “We will talk again,” Ana Kovac said.", "verbatim here"},
		{"“We … sign before the observers arrive,” Ana Kovac said, but they never will.", "verbatim here"},
		{"“We … sign before the observers arrive,” Ana Kovac said.", `verbatim here; qualifier dropped: "" for "not"`},
		{"She was not sure. “We will sign before the observers arrive,” Ana Kovac said.", `near match; cut without an ellipsis: "" for "not"; qualifier dropped: "" for "not"`},
	} {
		if findings := Check(quoted(test.article, "Ana Kovac"), []*Source{source}); len(findings) != 1 || told(&findings[0]) != test.want {
			t.Errorf("%s: %s", test.article, told(&findings[0]))
		}
	}
}

// A source that was published later is a witness of words, but not of how they were reported.
func TestLater(t *testing.T) {
	article := quoted("“I will resign if the court asks me,” Ana Kovac said.", "Ana Kovac")
	report := quoted("«She would resign if the court asked her», Ana Kovac said.", "Ana Kovac")
	for _, test := range []struct{ article, report, want string }{
		{"2026-05-04", "2026-05-03", "paraphrase"},
		{"2026-05-04", "2026-05-04", "paraphrase"},
		{"", "2026-05-05", "paraphrase"},
		{"2026-05-04", "2026-05-05", ""},
		{"2026-05-04T10:00:00+02:00", "2026-05-04T09:00:00Z", ""},
		{"2026-05-04T10:00:00+02:00", "2026-05-04T09:00:00+02:00", "paraphrase"},
		{"2026-05-04T10:00:00+02:00", "2026-05-04", "paraphrase"},
	} {
		article.Article.Published, report.Article.Published = test.article, test.report
		findings := Check(article, []*Source{NewSource("report", report)})
		if got := told(&findings[0]); !strings.HasPrefix(got, "near match") || strings.Contains(got, "paraphrase") != (test.want != "") {
			t.Errorf("article of %s, report of %s: %s", test.article, test.report, got)
		}
	}
}

// What another report says.
func TestReport(t *testing.T) {
	source := NewSource("Example Wire", quoted("Ana Kovac said the minister should “sear deep” into the file and leave. «She would resign if the court asked her», she added. "+
		"“We will wait,” she said, “until the court has spoken.” The harbour lies at the mouth of the river and freezes in winter.", "Ana Kovac"))
	tests := []struct{ quote, want string }{
		{"sear deep", "verbatim here"},
		{"We will wait until the court has spoken.", "verbatim here"},
		{"the minister should “sear deep” into the file", `near match; fragment grown: "the minister should “sear deep” into the file" for "sear deep"`},
		{"I will resign if the court asked me", `near match; paraphrase turned into a quotation: "I will resign if the court asked me" for "She would resign if the court asked her"; ` +
			`altered inside the marks: "I will" for "She would"; altered inside the marks: "me" for "her"`},
		{"The harbour lies at the mouth of the river", "near match"},
	}
	for _, test := range tests {
		findings := Check(quoted("“"+strings.NewReplacer("“", "‘", "”", "’").Replace(test.quote)+"” Ana Kovac said.", "Ana Kovac"), []*Source{source})
		got := ""
		for i := range findings {
			got += strings.NewReplacer("‘", "“", "’", "”").Replace(told(&findings[i]))
		}
		if got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.quote, got, test.want)
		}
	}
}

// Every quotation of a report stands in the report, whatever it is made of.
func FuzzCheck(f *testing.F) {
	f.Add("“We will not sign,” she said. “If they come, we’ll see … perhaps.” He said «it would rain».", "Kovac: We will not sign, 25 per cent of U.S. women don't.")
	f.Add("“a b c d [e] f” “a ... b” ‘‘x’’ \"1,000 % & can't\"", "a b c d e f a z b 1000 percent and cannot")
	f.Add("“twenty-five’s” “’s” “n't” “[” “…”", "")
	f.Fuzz(func(t *testing.T, article, other string) {
		if len(article) > 2000 || len(other) > 2000 {
			return
		}
		r := quoted(strings.NewReplacer("«", "", "»", "").Replace(strings.ToValidUTF8(article, "?")), "Ana Kovac")
		own := NewSource("own", r)
		sources := []*Source{NewSource("other", transcript(strings.ToValidUTF8(other, "?")))}
		Check(r, sources)
		for _, x := range Check(r, append(sources, own)) {
			words := x.Span.In(r.Article.Text)
			if x.Verdict != Here && !strings.ContainsAny(words, "[…") && !strings.Contains(words, "..") && len(wordsOf(words, readout.Span{End: len(words)})) < maxQuotation {
				t.Errorf("“%s” is %s in its own article", words, x.Verdict)
			}
		}
		var b strings.Builder
		for _, write := range []func(io.Writer, string, *readout.Readout, []Finding) error{Write, WriteJSON} {
			if err := write(&b, "x", r, Check(r, sources)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	var lines strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&lines, "Kovac: We will not sign before observer %d arrives, and I think that the talks could take another %d days.\n", i, i%97)
	}
	source := NewSource("transcript", transcript(lines.String()))
	article := quoted("“We will sign before observer 1234 arrives, and the talks will take another 70 days,” she said. “Nobody has ever offered us any money.”", "Ana Kovac")
	for b.Loop() {
		Check(article, []*Source{source})
	}
}

// Whose words a text is: a speech, a report, a notice.
func TestWhole(t *testing.T) {
	for _, test := range []struct {
		text string
		want bool
	}{
		{"I thank you all. “Peace is work,” my father said. We know that. We will work.", true},
		{"We thank the observers.", true},
		{"The ministry thanks the observers.", true},
		{"Ana Kovac came. «She would go», she said.", false},
		{"Ana Kovac said: “We will go. I know it. We all do.”", false},
	} {
		if got := NewSource("x", quoted(test.text, "Ana Kovac")).whole; got != test.want {
			t.Errorf("%s: %v", test.text, got)
		}
	}
}
