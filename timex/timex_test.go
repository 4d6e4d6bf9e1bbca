package timex

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/readout-project/readout/text"
)

func finder(t testing.TB) *Finder {
	f, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAnchors(t *testing.T) {
	d := text.New("OSLO, March 3 (Courier) - The bridge fell on Feb. 20. Two days later it was gone. Police said so on Friday. By 1998 it was old.")
	times := finder(t).Find(d, nil, "2024-03-04")
	var got []int
	for _, x := range times {
		got = append(got, x.Anchor)
	}
	// The dateline from publication; the day and Friday from the dateline; "two days later" from the day.
	want := []int{-1, 0, 1, 0, -1}
	if len(got) != len(want) {
		t.Fatalf("anchors %v of %v, want %v", got, times, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("anchors %v, want %v", got, want)
		}
	}
}

func TestInterval(t *testing.T) {
	for _, c := range []struct{ value, want string }{
		{"2025-08-15", "2025-08-15T00:00 2025-08-16T00:00"},
		{"2025-12", "2025-12-01T00:00 2026-01-01T00:00"},
		{"2025", "2025-01-01T00:00 2026-01-01T00:00"},
		{"199", "1990-01-01T00:00 2000-01-01T00:00"},
		{"19", "1900-01-01T00:00 2000-01-01T00:00"},
		{"2020-W53", "2020-12-28T00:00 2021-01-04T00:00"},
		{"2025-W33-WE", "2025-08-16T00:00 2025-08-18T00:00"},
		{"1998-Q3", "1998-07-01T00:00 1998-10-01T00:00"},
		{"1998-H2", "1998-07-01T00:00 1999-01-01T00:00"},
		{"1998-FA", "1998-09-01T00:00 1998-12-01T00:00"},
		{"1998-WI", "1997-12-01T00:00 1998-03-01T00:00"},
		{"2025-08-15T15:30", "2025-08-15T15:30 2025-08-15T15:31"},
		{"2025-08-15T24:00", "2025-08-16T00:00 2025-08-16T00:01"},
		{"2025-08-15T07:35Z", "2025-08-15T07:35 2025-08-15T07:36"},
		{"2025-08-15T10", "2025-08-15T10:00 2025-08-15T11:00"},
		{"2025-08-15TNI", "2025-08-15T20:00 2025-08-16T05:00"},
		{"2025-02-30", ""}, {"2021-W53", ""}, {"2025-W00", ""}, {"2025-13", ""}, {"2025-W33T10:00", ""}, {"2025-08-15T25:00", ""},
		{"XXXX-08-15", ""}, {"PAST_REF", ""}, {"P3D", ""}, {"PT3H", ""}, {"", ""}, {"T10:30", ""}, {"0000", ""}, {"2025-", ""}, {"2025-0", ""},
	} {
		start, end, ok := Interval(c.value)
		got := ""
		if ok {
			got = start.Format("2006-01-02T15:04") + " " + end.Format("2006-01-02T15:04")
		}
		if got != c.want {
			t.Errorf("Interval(%q) = %q, want %q", c.value, got, c.want)
		}
	}
}

func TestEaster(t *testing.T) {
	for _, c := range []struct{ got, want civil }{
		{easter(2024, false), civil{2024, 3, 31}},
		{easter(2025, false), civil{2025, 4, 20}},
		{easter(1999, false), civil{1999, 4, 4}},
		{easter(2024, true), civil{2024, 5, 5}},
		{easter(2025, true), civil{2025, 4, 20}},
	} {
		if c.got != c.want {
			t.Errorf("Easter %v, want %v", c.got, c.want)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	for _, c := range []struct{ file, content, want string }{
		{"words.txt", "# months\nmoon 1 january\n", `data/words.txt:2: unknown class "moon"`},
		{"words.txt", "month one january\n", `data/words.txt:1: "one" is no number`},
		{"words.txt", "month 1\n", "data/words.txt:1: want a class"},
		{"words.txt", "\n\nunit X day\n", `data/words.txt:3: unknown unit "X"`},
		{"words.txt", "which never never\n", `data/words.txt:1: unknown value "never"`},
		{"phrases.txt", "DAY PAST_REF long ago\n", `data/phrases.txt:1: unknown type "DAY"`},
		{"phrases.txt", "DATE PAST_REF\n", "data/phrases.txt:1: want a type"},
		{"phrases.txt", "DATE PAST_REF long ago ;\n", "data/phrases.txt:1: an empty name"},
		{"feasts.txt", "# feasts\n13-01 Nonsense\n", `data/feasts.txt:2: cannot read the rule "13-01"`},
		{"feasts.txt", "02-30 Nonsense\n", "data/feasts.txt:1: cannot read"},
		{"feasts.txt", "11-thu-9 Nonsense\n", "data/feasts.txt:1: cannot read"},
		{"feasts.txt", "easter?2 Nonsense\n", "data/feasts.txt:1: cannot read"},
		{"feasts.txt", "12-25\n", "data/feasts.txt:1: want a rule"},
	} {
		files := fstest.MapFS{}
		for _, name := range []string{"words.txt", "phrases.txt", "feasts.txt"} {
			files["data/"+name] = &fstest.MapFile{}
		}
		files["data/"+c.file] = &fstest.MapFile{Data: []byte(c.content)}
		if _, err := load(files); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: error %v, want %s", c.file, c.content, err, c.want)
		}
	}
	if _, err := load(fstest.MapFS{}); err == nil {
		t.Error("no files, no error")
	}
}

const news = `GENEVA, March 3 (Courier) - Envoys of both sides met on Friday for over three hours and will meet again next week,
the mediator said late on Saturday. "We began in 2013, in the early days of the dispute," she said. The truce that was signed on
May 30, 2019, held for nearly four years; on June 9 the first observers came. Exports in the third quarter rose from a year earlier.
The minister had told reporters at 3:30 p.m. EST on Thursday that an agreement was near, and that the two-day meeting would end by the
weekend. Every Monday since last November protesters have gathered in front of the ministry, which declined to comment further.
`

func FuzzFind(f *testing.F) {
	f.Add(news, "2025-03-04")
	f.Add("the first two quarters of 99999999999999999999 years ago", "")
	f.Add("mid- pre-1 post-0 '9 9/11 Q9 31 February 24:61 p.m. the last half of the", "0001-01-01")
	f.Add("twenty - hundred thousand thousand thousand millennia ago", "9999-12-31T23:59:59Z")
	f.Add("the Friday after the day after the day before last Easter week", "2000-02-29")
	find := finder(f)
	f.Fuzz(func(t *testing.T, s, published string) {
		d := text.New(strings.ToValidUTF8(s, "?"))
		end := 0
		times := find.Find(d, nil, published)
		for i, x := range times {
			if x.First < end || x.End <= x.First || x.End > len(d.Tokens) || x.Value == "" || x.Type == NoType || x.Anchor >= len(times) || x.Anchor == i {
				t.Fatalf("time %d of %v", i, times)
			}
			end = x.End
			Interval(x.Value)
		}
		Interval(s)
	})
}

func BenchmarkFind(b *testing.B) {
	f := finder(b)
	d := text.New(strings.Repeat(news, 20))
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		f.Find(d, nil, "2025-03-04")
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
