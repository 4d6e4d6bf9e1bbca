package text

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/readout-project/readout/internal/mark"
)

// forms returns the words with blanks between them; those of a multiword token are joined by "+".
func forms(d *Doc) string {
	var b strings.Builder
	inside := 0
	for i, w := range d.Tokens {
		switch {
		case inside > 0:
			b.WriteByte('+')
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(d.Form(i))
		inside = max(inside-1, int(w.Multi)-1, 0)
	}
	return b.String()
}

func TestTokens(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Don't, can’t, won't; isn’t.", "Do+n't , ca+n’t , wo+n't ; is+n’t ."},
		{"I'd've gone; they're John's.", "I+'d+'ve gone ; they+'re John+'s ."},
		{"cannot gonna GOTTA Lemme dunno", "can+not gon+na GOT+TA Lem+me du+nno"},
		{"the students' union, Williams’ book", "the students+' union , Williams+’ book"},
		{"the 1990s, the 1960's, '90s, 5's", "the 1990s , the 1960's , '90s , 5+'s"},
		{"O'Connor o’clock y'all goin' 'em rock 'n' roll", "O'Connor o’clock y'+all goin' 'em rock 'n' roll"},
		{"Th- the w- well m- PS- so", "Th- the w- well m - PS - so"},
		{"alt.animals.cat costs $$$", "alt.animals.cat costs $$$"},
		{"long-term, 71-year-old, e-mail, anti-war, pre-election, vice-president", "long - term , 71 - year - old , e-mail , anti-war , pre-election , vice - president"},
		{"U.S.-led Franco–German well—known --no", "U.S. - led Franco – German well — known -- no"},
		{"$3.5m, US$40, £2bn, €5, 10%, 5km, 9am", "$ 3.5 m , US$ 40 , £ 2 bn , € 5 , 10 % , 5 km , 9 am"},
		{"1,234.50 9/11 10:30 1/2 5-10 713-555-0101 #4 +44", "1,234.50 9/11 10:30 1/2 5 - 10 713-555-0101 # 4 +44"},
		{"the 20th, 3rd, 4G, G20, F-16", "the 20th , 3rd , 4G , G20 , F - 16"},
		{"Mr. J.K. Lee Jr. of St. Ives, e.g. a Ph.D. student", "Mr. J.K. Lee Jr. of St. Ives , e.g. a Ph.D. student"},
		{"at 5 p.m. He left at 9 p.m.", "at 5 p.m . He left at 9 p.m ."},
		{"the U.S.'s and D.C.’s", "the U.S.+'s and D.C.+’s"},
		{"see https://a.org/b(c)?d=e. Or www.x.co, a.b@c.org; x.com", "see https://a.org/b(c)?d=e . Or www.x.co , a.b@c.org ; x.com"},
		{"@ann_lee #SaveIt :-) ;) :( <3 ->", "@ann_lee #SaveIt :-) ;) :( < 3 ->"},
		{"and/or w/o AT&T Q&A R&D", "and / or w/o AT&T Q&A R&D"},
		{"Wait... what?! No…", "Wait ... what ?! No …"},
		{"“Yes,” (he) [said] {it}", "“ Yes , ” ( he ) [ said ] { it }"},
		{"''Yes,'' he said. ``No''", "'' Yes , '' he said . `` No ''"},
		{"Naïve café’s Łódź 樋口 ½ ☺️ 👍🏽", "Naïve café+’s Łódź 樋口 ½ ☺️ 👍🏽"},
		{"end.The next W.Bush No.5", "end . The next W. Bush No. 5"},
		{"a\u00a0b\u2028c\u200bd\x00e", "a b c d e"},
	} {
		d := New(test.in)
		check(t, d)
		if diff := cmp.Diff(test.want, forms(d)); diff != "" {
			t.Error(diff)
		}
	}
}

// Each line is a text, its sentences between bars.
var sentences = []string{
	`He left.|She stayed.`,
	`“We go,” he said.|“They stay.”|She agreed.`,
	`“Do you?” he asked.|“I do!” said Ann.|“Why?” Mr. Lee asked.`,
	`"Where is he?" the minister wondered aloud.|"There."|Nobody knew.`,
	`He said it was “over.”|Nobody spoke.`,
	`He asked: “Is it over?|Is it?” and left.`,
	`“Economically severe.|It will be very severe,” he asserted.|“I’m not doing this for my health.”`,
	`Mr. J. R. Smith Jr. of Jones Inc. met Gen. Lee, Sen. Ann K. Hill (D-Calif.) and the Rev. Brown.`,
	`He moved to the U.S. in May.|She left the U.S.|He stayed.`,
	`The U.S. Senate voted at 5 p.m. on Sept. 11.|The House did at 7 p.m.|It was late.`,
	`It costs $3.5 million, i.e. 4.2 percent, vs. 3 percent in Jan. 2020.`,
	`Prices rose 3.1 percent.|“That is a lot,” he said.`,
	`Well ... maybe.|I see…|Then no.`,
	`He waited . . . and left.`,
	`“‘Go,’ he told me.|‘Now!’”|She laughed.`,
	`He left (with Ann Hill, D-Calif.).|Nobody else did.`,
	`The Sun reported it on Sun. Sept. 11.|He reads the Sun.|Nobody else does.|He left on Mon.|Talks went on.`,
	`He met Robert P. Lee Jr. (D-Pa.) in the U.S. (New York).`,
	`They flew to the U.S.|Officials there said no.`,
	`(He was wrong.)|She was right.[4]|They left [5].`,
	`Yahoo! shares rose.|Jeopardy! is on.|Really?|ok.`,
	`Is it true that “he will go.”?|Yes.`,
	`He met Robert C. “Bobby” Lee.|John F. Kennedy was there.`,
	`I gave it to J.|The rest is his.`,
	`See fig. 4 and No. 5.|No.|Nobody knows.`,
	`He said, “I’ll go.”|She said, “No.”`,
	`Thanks! :)|We won.`,
	`1. First do this.|2. Then that.`,
	`The report is done.|Regards, Jane Miller|Please call me.`,
	`Jane Miller|03/04/2009 09:15 AM|Have you seen the draft?`,
	`http://www.example.com/a|http://www.example.com/b`,
	`The minister told President Anna Berg on Monday that the talks would go on in Oslo, Norway, and in Bonn.`,
}

func TestSentences(t *testing.T) {
	for _, test := range sentences {
		want := strings.Split(test, "|")
		in := strings.Join(want, " ")
		d := New(in)
		check(t, d)
		var got []string
		for _, s := range d.Sentences {
			got = append(got, s.In(d.Text))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"One.\nTwo.\n\nThree.", []string{"One.", "Two.", "Three."}},
		{"Head line\r\nThe first paragraph.\r\n \r\n“Two.”\r\n", []string{"Head line", "The first paragraph.", "“Two.”"}},
		{"The council of the town voted on\nTuesday to build a wall that keeps\nthe water out, and the mayor was\npleased.\n\nNobody else was, as the\nminutes show.", []string{
			"The council of the town voted on\nTuesday to build a wall that keeps\nthe water out, and the mayor was\npleased.", "Nobody else was, as the\nminutes show."}},
		{"  The council of the town voted on\nTuesday to build a wall that keeps\nthe water out.\n  Nobody else was pleased, as the\nminutes show.", []string{
			"The council of the town voted on\nTuesday to build a wall that keeps\nthe water out.", "Nobody else was pleased, as the\nminutes show."}},
		{"A\u2028B\u2029C\vD\fE\rF\u0085G", []string{"A", "B", "C", "D", "E", "F", "G"}},
	} {
		d := New(test.in)
		check(t, d)
		var got []string
		for _, p := range d.Paragraphs {
			got = append(got, p.In(d.Text))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestQuotes(t *testing.T) {
	for _, markup := range []string{
		`“[We go,|q]” he said. "[No,|q]" she said.`,
		`‘[We won’t go,|s]’ he said. ‘[The students’ union is closed,|s]’ said Ann.`,
		`'[It's the dogs' bone,|s]' he said of the boys' dog. '[No,|s]' she said.`,
		`the dogs' bone and the cats' milk, rock 'n' roll, the '90s, goin' home`,
		`“[He told me, ‘[Go,|s]’ and left.|q]” "[He said '[no|s]' twice.|q]"`,
		`He said, '["[Go|q]", and then "[stay|q]".|s]'`,
		`«[Oui,|q]» „[nein,|q]“ ”[ja,|q]”`,
		`a 6" board and an odd " mark`,
		`5'10" tall, he said "[yes|q]".`,
		`""[a|q]" b"`,
		`He calls it “[change|q]”—but “[no|q]”.`,
		`("[Yes|q]") said "[No|q]"-sayers, "[a|q]"/"[b|q]"`,
		`Tariffs hit farms (‘[not us|s]’).`,
		"``[Yes,|q]'' he said. ''[No,|q]'' she said, ''[he said '[go|s]'|q]''",
		`“[One “[two|q]” three|q]”`,
		`“We go, he said. “[They stay.|q]”`,
		`‘[He didn’t say “[no|q]”,|s]’ she said. It was ’90s ‘[stuff|s]’`,
		`the “[so-called ‘[deal|s]’|q]” is Ted's' and Lyin' Ted's.`,
		`He says “[no.|open]`,
		"“[One.|open+]\n“[Two.|open+]\n“[Three,|q]” he said.",
		"\"[One.|open+]\n\"[Two.|q]\" He left.\n\"[Three.|open]\nHe left.",
		"“[One, ‘two three.|open+]\n“[Four.|q]” he said.",
		"“[One.|open+]\n[Two,|q]” he said.",
		"He said, “[One. Two.|open+] “[Three.|q]” “One, he said. “[Two.|q]”",
		`"[We learn something every day. |q]"Dr. Lee said so. "[I do,|q]" he said.`,
		`"[We learn something every day.|open+] "[I do,|q]" he said.`,
		"‘[One.|s open+]\n‘[Two.|s]’ he said.",
	} {
		text, spans, err := mark.Parse(markup)
		if err != nil {
			t.Errorf("%q: %v", markup, err)
			continue
		}
		d := New(text)
		check(t, d)
		var want, got []string
		for _, s := range spans {
			want = append(want, fmt.Sprintf("%s: %s", s.Label, s.In(text)))
		}
		for _, q := range d.Quotes {
			label := "q"
			if q.Single {
				label = "s"
			}
			if q.Open {
				if label = "open"; q.Single {
					label = "s open"
				}
				if q.Next >= 0 {
					label += "+"
				}
			}
			got = append(got, fmt.Sprintf("%s: %s", label, q.Inner.In(text)))
		}
		if !slices.Equal(want, got) {
			t.Errorf("%s\n%s", text, cmp.Diff(want, got))
		}
	}
}

func TestHashes(t *testing.T) {
	for _, test := range []struct{ form, lower, shape string }{
		{"Said", "said", "Xx"}, {"NATO", "nato", "XX"}, {"U.S.", "u.s.", "X.X."}, {"iPhone", "iphone", "xXx"}, {"A", "a", "X"},
		{"2016", "0000", "d"}, {"3.5", "0.0", "d.d"}, {"’s", "'s", "'x"}, {"n’t", "n't", "x'x"}, {"G20", "g00", "Xd"}, {"ÉCOLE", "école", "XX"}, {"...", "...", "."},
	} {
		if HashLower(test.form) != HashForm(test.lower) {
			t.Errorf("lower of %q is not %q", test.form, test.lower)
		}
		if HashShape(test.form) != HashForm(test.shape) {
			t.Errorf("shape of %q is not %q", test.form, test.shape)
		}
	}
}
