package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestToponyms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.jsonl")
	line := `{"corpus":"x","id":"7","title":"Fair","url":"https://example.org/7","date":"2009-03-20","text":"Été à Lowisko","toponyms":[` +
		`{"start":6,"end":13,"phrase":"Lowisko","fcode":"PPL","lat":50.1,"lon":20.2,"country":"Poland","admin1":"Lesser Poland"},` +
		`{"start":0,"end":3,"phrase":"Eté","offset_ok":false},{"start":6,"end":13,"phrase":"Lowisko","type":"Literal"}]}`
	if err := os.WriteFile(path, []byte(line+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	as, err := Toponyms(path)
	if err != nil || len(as) != 1 || len(as[0].Toponyms) != 2 {
		t.Fatal(as, err)
	}
	a := as[0]
	if x := a.Toponyms[0]; !x.Located || x.Lat != 50.1 || x.Feature != "PPL" || x.Admin != "Lesser Poland" || string([]rune(a.Text)[x.Start:x.End]) != x.Phrase {
		t.Errorf("%+v", x)
	}
	if x := a.Toponyms[1]; x.Located || x.Type != "Literal" {
		t.Errorf("%+v", x)
	}
	if err := os.WriteFile(path, []byte(line+"\n{\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Toponyms(path); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Error(err)
	}
}
