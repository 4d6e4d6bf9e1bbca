package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// check fails the test where a Doc does not hold together.
func check(t *testing.T, d *Doc) {
	t.Helper()
	last := 0
	for i, w := range d.Tokens {
		if w.Start < last || w.Start >= w.End || w.End > len(d.Text) {
			t.Fatalf("token %d at %d:%d, the one before ends at %d", i, w.Start, w.End, last)
		}
		if !utf8.RuneStart(d.Text[w.Start]) || w.End < len(d.Text) && !utf8.RuneStart(d.Text[w.End]) {
			t.Fatalf("token %d cuts a character", i)
		}
		if gap := d.Text[last:w.Start]; run(gap, 0, len(gap), space) != len(gap) {
			t.Fatalf("the characters %q before token %d belong to none", gap, i)
		}
		if w.Hash != HashForm(d.Form(i)) || w.Lower != HashLower(d.Form(i)) || w.Shape != HashShape(d.Form(i)) {
			t.Fatalf("hashes of token %q", d.Form(i))
		}
		if int(w.Multi) == 1 || i+int(w.Multi) > len(d.Tokens) {
			t.Fatalf("token %d of a multiword token of %d", i, w.Multi)
		}
		for k := i + 1; k < i+int(w.Multi); k++ {
			if d.Tokens[k].Start != d.Tokens[k-1].End || d.Tokens[k].Multi != 0 {
				t.Fatalf("the words of the multiword token %q do not fit", d.Range(i, i+int(w.Multi)).In(d.Text))
			}
		}
		last = w.End
	}
	if gap := d.Text[last:]; run(gap, 0, len(gap), space) != len(gap) {
		t.Fatalf("the characters %q at the end belong to no token", gap)
	}
	token := 0
	for i, s := range d.Sentences {
		if s.First != token || s.End <= s.First || s.Span != d.Range(s.First, s.End) {
			t.Fatalf("sentence %d: %+v", i, s)
		}
		if p := d.Paragraphs[s.Paragraph]; i < p.First || i >= p.End {
			t.Fatalf("sentence %d is not in its paragraph %+v", i, p)
		}
		for k := s.First; k < s.End; k++ {
			if k+int(d.Tokens[k].Multi) > s.End {
				t.Fatalf("a sentence ends inside a multiword token")
			}
		}
		token = s.End
	}
	if token != len(d.Tokens) {
		t.Fatalf("%d tokens in sentences of %d", token, len(d.Tokens))
	}
	sentence := 0
	for i, p := range d.Paragraphs {
		if p.First != sentence || p.End <= p.First || p.Start != d.Sentences[p.First].Start || p.Span.End != d.Sentences[p.End-1].Span.End {
			t.Fatalf("paragraph %d: %+v", i, p)
		}
		sentence = p.End
	}
	if sentence != len(d.Sentences) {
		t.Fatalf("%d sentences in paragraphs of %d", sentence, len(d.Sentences))
	}
	next := map[int]bool{}
	for i, q := range d.Quotes {
		if q.Outer.Start > q.Inner.Start || q.Inner.Start > q.Inner.End || q.Inner.End > q.Outer.End {
			t.Fatalf("quote %d: %+v", i, q)
		}
		if i > 0 && q.Outer.Start < d.Quotes[i-1].Outer.Start || q.Parent >= i {
			t.Fatalf("quote %d stands in the wrong place: %+v", i, q)
		}
		if q.Parent >= 0 {
			if p := d.Quotes[q.Parent]; q.Outer.Start < p.Inner.Start || q.Outer.End > p.Inner.End {
				t.Fatalf("quote %+v is not within %+v", q, p)
			}
		}
		if q.Next >= 0 {
			if q.Next <= i || q.Next >= len(d.Quotes) || next[q.Next] || !q.Open {
				t.Fatalf("quote %d: %+v", i, q)
			}
			next[q.Next] = true
		}
		if q.First > q.End || q.End > len(d.Tokens) || q.First < q.End && (d.Tokens[q.First].Start < q.Inner.Start || d.Tokens[q.End-1].End > q.Inner.End) {
			t.Fatalf("quote %d holds the wrong tokens: %+v", i, q)
		}
		if q.First > 0 && d.Tokens[q.First-1].Start >= q.Inner.Start || q.End < len(d.Tokens) && d.Tokens[q.End].End <= q.Inner.End {
			t.Fatalf("quote %d leaves tokens out: %+v", i, q)
		}
	}
}

func FuzzNew(f *testing.F) {
	for _, s := range []string{
		"", " \n", "“We won’t go,” she said. ‘The students’ union is closed.’", "'It's the dogs' bone,' he said. \"No\"",
		"He paid US$3.5m to J.K. Smith Inc. in the U.S. on Sept. 11, 2001... \"Why?\" Mr. Lee asked.",
		"“One.\n“Two, ‘three “four” five’.\n“Six.”\n«Da», „nein“ ”x”", "http://a.b/c?d=(e) x@y.z @me #tag ;-) :) '90s 'em goin' y’all'd've",
		"''a'' ``b`` \"\"\"\" “““ ’’’ '''' . .. ... …! ?!", "a\r\nb\rc\u2028d\u2029e\x00f\u00adg\u200bh", "y’all'd' U.S.-led W.Bush Ph.D. e.g. No.5 1960's 5-10 713-853-3989 $5M",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			New(s)
			s = strings.ToValidUTF8(s, "�")
		}
		check(t, New(s))
	})
}
