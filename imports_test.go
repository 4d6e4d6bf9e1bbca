package readout

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// policy says who imports whom: a package imports only from packages named on its line, "."
// being the root. It is the architecture of the program; do not change it to make a build pass.
// Files of tests may also import what they test with.
const policy = `
.:
linear models place: .
demo pdf: .
article: . pdf
fetch: .
watch: . article fetch
text: .
syntax: . linear text
timex: . text syntax
entity: . linear text syntax timex place
attribution: . linear text syntax entity
act: . linear text syntax entity attribution
event: . linear text syntax timex place entity attribution act
talks: . text syntax entity attribution act event
reader: . linear models place timex article text syntax entity attribution act event talks
ledger work client: .
export verify: . text ledger
lint: . text
compare: .
versions: . text ledger
wording: . ledger
accounts: . text ledger remark versions wording outcome
outcome: . text ledger remark wording versions
unnamed: . ledger lint remark wording
positions: . ledger
past: . text ledger remark versions wording outcome
figures: . text ledger versions
remark: . ledger
internal/sqlstore storetest: . ledger remark
sqlite postgres: . ledger internal/sqlstore
jetstream worktest: . work
across: . ledger remark versions figures wording outcome accounts past unnamed positions verify lint
web mcp: . ledger export client remark across positions
corpus: . text
eval: . text syntax corpus
train: . linear models place timex text syntax entity attribution act event talks reader corpus eval
internal/mark internal/golden internal/browser: .
internal/full: . demo reader sqlite
`

// homes are the packages that may import a third-party module; "test" stands for the files of tests.
var homes = map[string][]string{
	"github.com/spf13/cobra":            {"cmd/readout", "cmd/readout-train"},
	"golang.org/x/term":                 {"cmd/readout", "cmd/readout-train"},
	"golang.org/x/text":                 {"article", "export", "train"},
	"golang.org/x/net":                  {"article"},
	"github.com/rogpeppe/go-internal":   {"test", "internal/golden"},
	"github.com/google/go-cmp":          {"test", "internal/golden", "internal/mark"},
	"github.com/chromedp":               {"test", "internal/browser"},
	"github.com/schollz/progressbar/v3": {"cmd/readout", "cmd/readout-train"},
	"modernc.org/sqlite":                {"sqlite"},
	"github.com/jackc/pgx/v5":           {"postgres"},
	"github.com/pressly/goose/v3":       {"internal/sqlstore"},
	"github.com/danielgtaylor/huma/v2":  {"web"},
	"golang.org/x/time":                 {"web"},
	"github.com/mmcdole/gofeed":         {"article"},
	"github.com/andybalholm/brotli":     {"article"},
	"github.com/nats-io/nats.go":        {"jetstream"},
	"github.com/klippa-app/go-pdfium":   {"pdf"},
	"github.com/tetratelabs/wazero":     {"pdf"},
	"github.com/nats-io/nats-server/v2": {"test"},

	"github.com/prometheus/client_golang": {"cmd/readout"},

	"github.com/klauspost/compress":    {"web", "article", "internal/sqlstore"},
	"github.com/arran4/golang-ical":    {"export"},
	"github.com/parquet-go/parquet-go": {"export"},

	"github.com/modelcontextprotocol/go-sdk": {"mcp"},
}

const module = "github.com/readout-project/readout"

// rules returns what each package may import.
func rules(t *testing.T) map[string][]string {
	allowed := map[string][]string{}
	for line := range strings.Lines(strings.TrimSpace(policy)) {
		names, imports, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			t.Fatalf("no colon in the policy's line %q", line)
		}
		for _, name := range strings.Fields(names) {
			allowed[name] = append([]string{name}, strings.Fields(imports)...)
		}
	}
	return allowed
}

// fault returns what is wrong with an import of a file, or "".
func fault(allowed map[string][]string, file, imported string) string {
	pkg := path.Dir(file)
	test := strings.HasSuffix(file, "_test.go")
	if imported == module || strings.HasPrefix(imported, module+"/") {
		if test || strings.HasPrefix(pkg, "cmd/") {
			return ""
		}
		rel := "."
		if imported != module {
			rel = strings.TrimPrefix(imported, module+"/")
		}
		if may, ok := allowed[pkg]; !ok {
			return "the policy does not know the package"
		} else if !slices.Contains(may, rel) {
			return "the policy allows only " + strings.Join(may[1:], " ")
		}
		return ""
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return "" // the standard library
	}
	for home, where := range homes {
		if imported != home && !strings.HasPrefix(imported, home+"/") {
			continue
		}
		if slices.Contains(where, pkg) || test && slices.Contains(where, "test") {
			return ""
		}
		return home + " has its home in " + strings.Join(where, ", ")
	}
	return "the module has no home in the policy"
}

func TestImports(t *testing.T) {
	allowed := rules(t)
	files := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if wrong := fault(allowed, filepath.ToSlash(name), imported); wrong != "" {
				t.Errorf("%s imports %s: %s", name, imported, wrong)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 5 {
		t.Fatalf("only %d files of Go found", files)
	}
}

func TestImportFaults(t *testing.T) {
	allowed := rules(t)
	for _, c := range []struct {
		file, imported string
		ok             bool
	}{
		{"record.go", "strings", true},
		{"record.go", module + "/text", false},
		{"text/doc.go", module, true},
		{"text/doc.go", module + "/syntax", false},
		{"entity/set.go", module + "/text", true},
		{"entity/set.go", module + "/corpus", false},
		{"reader/reader.go", module + "/train", false},
		{"example_test.go", module + "/reader", true},
		{"cmd/readout/main.go", module + "/reader", true},
		{"cmd/readout/main.go", "github.com/spf13/cobra", true},
		{"reader/reader.go", "github.com/spf13/cobra", false},
		{"reader/reader_test.go", "github.com/google/go-cmp/cmp", true},
		{"reader/reader.go", "github.com/google/go-cmp/cmp", false},
		{"reader/reader.go", "example.org/unknown", false},
		{"newcomer/x.go", module, false},
	} {
		if wrong := fault(allowed, c.file, c.imported); (wrong == "") != c.ok {
			t.Errorf("%s imports %s: %q", c.file, c.imported, wrong)
		}
	}
}
