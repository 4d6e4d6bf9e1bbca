package sqlstore

import (
	"strings"
	"testing"
)

func TestPack(t *testing.T) {
	for _, text := range []string{"", "{}", strings.Repeat("a statement of the minister. ", 10_000), "\x00\xff"} {
		got, err := unpack(pack([]byte(text)))
		if err != nil || string(got) != text {
			t.Errorf("%.20q became %.20q, %v", text, got, err)
		}
	}
	small := pack([]byte(`{"Statement":{"ID":"s7","Form":"direct","Source":{"Start":0,"End":0},"Speaker":"","Basis":"","Cue":{"Start":0,"End":0},"Content":null}}`))
	if len(small) > 60 {
		t.Errorf("a row of 135 bytes takes %d", len(small))
	}
	for _, broken := range [][]byte{nil, small[:len(small)/2], []byte("not packed")} {
		if got, err := unpack(broken); err == nil {
			t.Errorf("%q became %q", broken, got)
		}
	}
	if got, err := unpack(small); err != nil || len(got) < 130 {
		t.Errorf("after a fault: %q, %v", got, err)
	}
}

func TestTranslate(t *testing.T) {
	d := Dialect{Name: "postgres", Types: []string{"TEXT", "ctext"}}
	if got := d.Translate("a TEXT,\n  -- +only sqlite3\nb\n-- +only postgres\nc\n-- +both\nd\n"); got != "a ctext,\nc\nd\n" {
		t.Errorf("%q", got)
	}
}
