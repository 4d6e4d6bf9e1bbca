package event

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/readout-project/readout/text"
)

func TestBuiltIn(t *testing.T) {
	f, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	if len(f.frames) < 500 {
		t.Errorf("only %d frames", len(f.frames))
	}
	for c, name := range Types {
		if !slices.ContainsFunc(f.frames, func(x frame) bool { return int(x.class) == c }) {
			t.Errorf("no frame for %s", name)
		}
	}
}

func TestForms(t *testing.T) {
	f, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{"met", "withdrew", "banned", "banning", "bombed", "releases", "kidnapped", "denied", "sanctions", "seized", "struck"} {
		if len(f.index[text.HashLower(form)]) == 0 {
			t.Errorf("no frame for the form %q", form)
		}
	}
}

// A file with an error is told by file, line and column, and nothing is loaded.
func TestFrameErrors(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"no section", "attack | subj > obj", "frames/x.txt:1:1: a frame before the first section"},
		{"type", "= ATTACK - 190", `frames/x.txt:1:3: no type "ATTACK" in PLOVER`},
		{"code", "# a\n= ASSAULT - 19x", `frames/x.txt:2:13: "19x" is no code of CAMEO`},
		{"head", "= ASSAULT 190", "frames/x.txt:1:1: want = TYPE MODE CAMEO"},
		{"no roles", "= ASSAULT - 190\nattack", "frames/x.txt:2:1: want triggers"},
		{"place", "= ASSAULT - 190\nattack | subj > Obj", `frames/x.txt:2:17: "Obj" is no place`},
		{"empty trigger", "= ASSAULT - 190\nattack, , hit | subj > obj", "frames/x.txt:2:1: an empty trigger"},
		{"list", "= ASSAULT - 190\nfire | subj > at | obj: @guns", "frames/x.txt:2:25: no list @guns"},
		{"colon", "= ASSAULT - 190\nfire | subj > at | obj missile", "frames/x.txt:2:20: want a place"},
		{"word", "= ASSAULT - 190\nfire | subj > at | obj: big missile", `frames/x.txt:2:25: "big missile" is no word`},
	} {
		fsys := fstest.MapFS{"frames/x.txt": {Data: []byte(c.file)}, "frames/ok.txt": {Data: []byte("= ASSAULT - 190\nhit | subj > obj")}}
		f, err := ReadFrames(fsys)
		var e *Error
		if f != nil || !errors.As(err, &e) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	for name, file := range map[string]string{"frames/lists.txt": "weapons = gun", "frames/support.txt": "dos: make", "frames/governors.txt": "intended plan",
		"frames/irregular.txt": "meet", "actors.txt": "USA: Trump"} {
		f, err := ReadFrames(fstest.MapFS{name: {Data: []byte(file)}})
		if f != nil || err == nil || !strings.HasPrefix(err.Error(), name+":1:1: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzFrames(f *testing.F) {
	f.Add("= ASSAULT - 190\nopen, carry out | subj > on/its | obj: fire, gun | not to: x | obj.mod: *\nnoun raid | own/by > of")
	f.Fuzz(func(t *testing.T, file string) {
		x, err := ReadFrames(fstest.MapFS{"frames/x.txt": {Data: []byte(file)}})
		var e *Error
		if err != nil && (x != nil || !errors.As(err, &e) || e.Line < 1 || e.Column < 1) {
			t.Fatalf("%v", err)
		}
	})
}
