package reader

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/golden"
)

const (
	reports      = "../testdata/reports/"
	reportFloors = reports + "floors.txt"
)

// TestReports reads the news reports of testdata/reports and counts, of the rows that a careful reader expects of
// each, how many hold. None may have fewer than floors.txt says; with -update a floor rises to what was
// reached, and never sinks. With -v the rows that do not hold are listed.
func TestReports(t *testing.T) {
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(reports + "*.rows.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	floors := readFloors(t)
	var out strings.Builder
	out.WriteString("# Of each report, how many of its rows hold at least. A floor only rises: go test ./reader -run TestReports -update\n")
	held, all := 0, 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".rows.json")
		t.Run(name, func(t *testing.T) {
			expected := readRows(t, file)
			article, err := os.ReadFile(reports + expected.Article)
			if err != nil {
				t.Fatal(err)
			}
			r, err := rd.Read(readout.Article{ID: name, Published: expected.Published, Text: string(article)})
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Check(); err != nil {
				t.Error(err)
			}
			v, good := view(t, r), 0
			var misses []string
			for _, row := range expected.Rows {
				if why := v.miss(row); why != "" {
					misses = append(misses, fmt.Sprintf("%s: %s: %s", row.ID, row.Says, why))
					continue
				}
				good++
			}
			t.Logf("%d of %d rows hold; not these:\n%s", good, len(expected.Rows), strings.Join(misses, "\n"))
			if good < floors[name] {
				t.Errorf("%d rows hold, and %d held before", good, floors[name])
			}
			held, all = held+good, all+len(expected.Rows)
			fmt.Fprintf(&out, "%s %d\n", name, max(good, floors[name]))
		})
	}
	t.Logf("%d of %d rows hold", held, all)
	if golden.Update() {
		golden.File(t, reportFloors, []byte(out.String()))
	}
}

func readFloors(t *testing.T) map[string]int {
	t.Helper()
	floors := map[string]int{}
	data, err := os.ReadFile(reportFloors)
	if err != nil {
		if golden.Update() {
			return floors
		}
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var name string
		var n int
		if _, err := fmt.Sscan(line, &name, &n); err != nil {
			t.Fatalf("%s: %q: %v", reportFloors, line, err)
		}
		floors[name] = n
	}
	return floors
}
