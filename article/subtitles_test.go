package article

import "testing"

// TestCues reads cues that overlap, roll, come again, or are written carelessly.
func TestCues(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"rolling", `00:01.000 --> 00:02.000
We have

00:02.000 --> 00:03.000
We have
no deal

00:02.500 --> 00:04.000
We have
no deal
and no date.

00:04.000 --> 00:05.000
no deal
and no date.
None at all.
`, "We have no deal and no date. None at all."},
		{"said twice", "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:04,000 --> 00:00:05,000\nNo.\n", "No. No."},
		{"careless", "1\n00:00:01 -> 00:00:02\nThe port is shut.\n2\n00:00:02,5 --> 00:00:03.25\n\n3\n00:01 --> 00:09,000\nIt stays shut.", "The port is shut. It stays shut."},
		{"two speakers", "00:00:01,000 --> 00:00:04,000\n- Is it shut?\n- It is.\n\n00:00:03,000 --> 00:00:05,000\n<i>Until Friday.</i>", "Is it shut?\n\nIt is. Until Friday."},
		{"voices", "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Anna Brandt>No deal.\n<v Reporter>None?\n\n00:03.000 --> 00:05.000\n<v Reporter>Why?", "Anna Brandt: No deal.\n\nReporter: None? Why?"},
	} {
		a, err := Subtitles(c.name, []byte(c.in))
		if err != nil || a.Text != c.want {
			t.Errorf("%s: %q, %v\nwant %q", c.name, a.Text, err, c.want)
		}
		if len(a.Marks) == 0 || a.Marks[0].Time == "" {
			t.Errorf("%s: marks %+v", c.name, a.Marks)
		}
	}
}
