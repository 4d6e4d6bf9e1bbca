package readout

import (
	"bytes"
	"strings"
	"testing"

	"github.com/readout-project/readout/internal/golden"
)

func TestExplain(t *testing.T) {
	var got bytes.Buffer
	for _, id := range []string{"s1", "s2", "s3", "s4", "s5", "s6", "e1", "e4", "o1", "o2", "v1", "v2", "t1", "time2", "place1", "place3"} {
		if err := sampleRecord(t).Explain(&got, id, Layout{Width: 100}); err != nil {
			t.Fatal(err)
		}
		got.WriteByte('\n')
	}
	golden.File(t, "testdata/explain.txt", got.Bytes())
}

func TestExplainUnknown(t *testing.T) {
	err := sampleRecord(t).Explain(new(bytes.Buffer), "s9", Layout{})
	if want := `the record has no entry "s9"; it has e1 to e4, o1 to o2, s1 to s6, v1 to v2, t1, time1 to time3, place1 to place3`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if err := new(Readout).Explain(new(bytes.Buffer), "", Layout{}); err == nil || !strings.Contains(err.Error(), "it has none") {
		t.Errorf("of an empty record: %v", err)
	}
}
