package event

import (
	"errors"
	"testing"

	"github.com/readout-project/readout/text"
)

func TestFramesWith(t *testing.T) {
	base, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	size := len(base.frames)
	with, err := base.With("mine.txt", "= SANCTION ban 163\n@outlets = blog\nsanction, deplatform | subj > obj | obj: @outlets, @accords\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(base.frames) != size || base.lists["@outlets"] != nil {
		t.Error("the program's frames were changed")
	}
	again, err := with.With("other.txt", "= AID - 070\ndeplatform | subj > obj\n")
	if err != nil {
		t.Fatal(err)
	}
	h := text.HashLower("deplatformed")
	if len(base.index[h]) != 0 || len(with.index[h]) != 1 || len(again.index[h]) != 2 || again.frames[again.index[h][0]].from != "mine.txt:3" {
		t.Errorf("frames of deplatformed: %d, %d, %d; want 0, 1, 2", len(base.index[h]), len(with.index[h]), len(again.index[h]))
	}
	if first := with.frames[with.index[text.HashLower("sanctions")][0]]; !first.own {
		t.Errorf("%s stands before the frame of mine.txt", first.from)
	}
	for content, want := range map[string]string{
		"hit | subj > obj":                      "mine.txt:1:1: a frame before the first section",
		"= SANCTION ban 163\nhit | subj > 7":    "mine.txt:2:14: \"7\" is no place in a clause: subj, obj, iobj, its, own, do, doer, inf, mod or a preposition",
		"@accords = truce":                      "mine.txt:1:1: the list @accords stands here twice",
		"= SANCTION ban 163\nhit | subj > obj|": "mine.txt:2:1: want a place in the clause, a colon and words",
	} {
		_, err := base.With("mine.txt", content)
		var fault *Error
		if !errors.As(err, &fault) || err.Error() != want {
			t.Errorf("%q: %v; want %s", content, err, want)
		}
	}
}
