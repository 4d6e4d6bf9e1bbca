// Package golden compares what a test got with what a file says, and rewrites the file when
// the test runs with -update. The reviewer reads the difference that version control shows.
package golden

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files of the tests that run")

// Update reports whether the tests run with -update.
func Update() bool { return *update }

// File compares got with the contents of a file.
func File(t testing.TB, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update to write it)", err)
	}
	compare(t, path, want, got)
}

// Section compares got with the section of that name in a txtar file; the file's other
// sections stay as they are. A section ends with a line break, so got should.
func Section(t testing.TB, path, name string, got []byte) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if *update && errors.Is(err, fs.ErrNotExist) {
		archive, err = new(txtar.Archive), nil
	}
	if err != nil {
		t.Fatalf("%v (run with -update to write it)", err)
	}
	for i := range archive.Files {
		if archive.Files[i].Name != name {
			continue
		}
		if !*update {
			compare(t, path+" "+name, archive.Files[i].Data, got)
			return
		}
		archive.Files[i].Data = got
		write(t, path, archive)
		return
	}
	if !*update {
		t.Fatalf("%s has no section %s (run with -update to write it)", path, name)
	}
	archive.Files = append(archive.Files, txtar.File{Name: name, Data: got})
	write(t, path, archive)
}

func write(t testing.TB, path string, archive *txtar.Archive) {
	t.Helper()
	if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
		t.Fatal(err)
	}
}

func compare(t testing.TB, name string, want, got []byte) {
	t.Helper()
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs (-want +got), run with -update to accept:\n%s", name, cmp.Diff(string(want), string(got)))
	}
}
