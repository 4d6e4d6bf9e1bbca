package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/readout-project/readout"
)

// Of a document that could only be written in part, nothing stays in the file.
func TestTakeBack(t *testing.T) {
	name := filepath.Join(t.TempDir(), "out")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, s := range []string{"whole\n", "half a docu"} {
		if err := writeWhole(f, []byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	takeBack(f, int64(len("half a docu")))
	if err := writeWhole(f, []byte("next\n")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != "whole\nnext\n" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestLayout(t *testing.T) {
	var b bytes.Buffer
	for _, c := range []struct {
		columns string
		width   int
		color   string
		want    readout.Layout
		bad     bool
	}{
		{"", 0, "auto", readout.Layout{Width: 80}, false},
		{"132", 0, "auto", readout.Layout{Width: 132}, false},
		{"132", 40, "never", readout.Layout{Width: 40}, false},
		{"wide", 0, "always", readout.Layout{Width: 80, Color: true}, false},
		{"", -1, "auto", readout.Layout{}, true},
		{"", 0, "red", readout.Layout{}, true},
	} {
		t.Setenv("COLUMNS", c.columns)
		got, err := layout(&b, c.width, c.color)
		if c.bad != (err != nil) || !c.bad && got != c.want {
			t.Errorf("%+v: %+v, %v", c, got, err)
		}
	}
}
