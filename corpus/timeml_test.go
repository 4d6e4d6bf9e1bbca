package corpus

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTimeML(t *testing.T) {
	dir := t.TempDir()
	const doc = `<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="TIME" value="1998-08-07T06:18">1998-08-07</TIMEX3></DCT>
<TITLE>Rain
 &amp; wind</TITLE>
<TEXT>

The ferry <EVENT eid="e1">sank</EVENT> <TIMEX3 tid="t1" type="DATE" value="1998-08-06" mod="END">late <X>Thursday</X></TIMEX3>.<TIMEX3 tid="t2" type="DATE" value="1998"></TIMEX3>
</TEXT>
</TimeML>`
	if err := os.WriteFile(filepath.Join(dir, "a.tml"), []byte(doc), 0o666); err != nil {
		t.Fatal(err)
	}
	all, err := TimeML(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 || len(all[0].Times) != 1 {
		t.Fatalf("articles %+v", all)
	}
	a, x := all[0].Article, all[0].Times[0]
	if a.ID != "a" || a.Title != "Rain & wind" || a.Published != "1998-08-07T06:18:00Z" || a.Text != "The ferry sank late Thursday." {
		t.Errorf("article %+v", a)
	}
	if x.In(a.Text) != "late Thursday" || x.Type != "DATE" || x.Value != "1998-08-06" || x.Mod != "END" {
		t.Errorf("time %+v", x)
	}
	if err := os.WriteFile(filepath.Join(dir, "b.tml"), []byte("<TimeML><TEXT>"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := TimeML(dir); err == nil {
		t.Error("no error for an element that is never closed")
	}
}

func TestKeptOut(t *testing.T) {
	// FNV-1a of the file's name, modulo 5.
	for id, want := range map[string]bool{"wsj_0695": false, "APW19980807.0261": false} {
		if got := KeptOut(id); got != want {
			t.Errorf("KeptOut(%q) = %v", id, got)
		}
	}
}
