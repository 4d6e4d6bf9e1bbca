package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Two texts cut into runs are themselves again, and what is not marked is the same in both.
func TestCompare(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		old, new []run
	}{
		{"We have a text.", "We have no text!", []run{{"We have ", false}, {"a", true}, {" text.", false}}, []run{{"We have ", false}, {"no", true}, {" text!", false}}},
		{"one", "two", []run{{"one", true}}, []run{{"two", true}}},
		{"", "two three", nil, []run{{"two three", true}}},
		{"same here", "Same, here", []run{{"same here", false}}, []run{{"Same, here", false}}},
	} {
		old, new := compare(c.a, c.b)
		if diff := cmp.Diff(c.old, old); diff != "" {
			t.Errorf("%q: %s", c.a, diff)
		}
		if diff := cmp.Diff(c.new, new); diff != "" {
			t.Errorf("%q: %s", c.b, diff)
		}
	}
	long := strings.Repeat("word ", 2*maxCompare)
	old, _ := compare(long+"end", long)
	if len(old) != 1 || old[0].Mark {
		t.Errorf("%d runs", len(old))
	}
}

// The wording changed where a later remark is made of much the same words, and not where it is the same or of something else.
func TestRewordings(t *testing.T) {
	at := func(key, date, words string) []remark { return []remark{remarkOf(hit(key, date, words))} }
	row := position{Topic: "revenue", Cells: [][]remark{
		at("a", "2026-05-04", "We will not sign a paper that gives them the oil revenue"),
		at("b", "2026-05-10", "We will not sign a paper, that gives them the oil revenue."),
		at("c", "2026-05-14", "We will sign a paper that shares the oil revenue"),
		at("d", "2026-05-20", "The revenue of the harbour fell by a tenth in spring, as ships stayed away"),
	}}
	var got []string
	for _, x := range rewordingsOf([]position{row, row}) {
		got = append(got, x.Before.Key+">"+x.Then.Key)
	}
	if strings.Join(got, " ") != "b>c" {
		t.Errorf("%q", got)
	}
}
