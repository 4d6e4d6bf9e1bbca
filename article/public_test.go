package article

import (
	"go/ast"
	"go/parser"
	"go/token"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A publicPage is a page of the set that go-trafilatura ships: phrases that its text has and has not, and its date.
type publicPage struct {
	File, Date    string
	With, Without []string
}

// publicPages reads the set from the folder of that module's source, which READOUT_PAGES names.
func publicPages(t *testing.T) (folder string, pages map[string]publicPage) {
	root := os.Getenv("READOUT_PAGES")
	if root == "" {
		t.Skip("READOUT_PAGES does not name the source of github.com/markusmobius/go-trafilatura")
	}
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, "scripts/comparison/data.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := func(e ast.Expr) string {
		s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	pages = map[string]publicPage{}
	ast.Inspect(f, func(n ast.Node) bool {
		pair, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		entry, isEntry := pair.Value.(*ast.CompositeLit)
		if _, isURL := pair.Key.(*ast.BasicLit); !ok || !isEntry || !isURL {
			return true
		}
		var p publicPage
		for _, e := range entry.Elts {
			field := e.(*ast.KeyValueExpr)
			switch field.Key.(*ast.Ident).Name {
			case "File":
				p.File = text(field.Value)
			case "Date":
				p.Date = text(field.Value)
			case "With", "Without":
				for _, phrase := range field.Value.(*ast.CompositeLit).Elts {
					if field.Key.(*ast.Ident).Name == "With" {
						p.With = append(p.With, text(phrase))
					} else {
						p.Without = append(p.Without, text(phrase))
					}
				}
			}
		}
		pages[text(pair.Key)] = p
		return false
	})
	return filepath.Join(root, "test-files"), pages
}

// TestPublicPages scores the reading of go-trafilatura's test pages; nothing in the repository needs them.
func TestPublicPages(t *testing.T) {
	folder, pages := publicPages(t)
	only := os.Getenv("READOUT_PART") // dev or test: half of the pages; English or the others
	var tp, fn, fp, tn, n, right, wrong, guessedRight, guessedWrong, missing int
	var spent time.Duration
	for _, url := range slices.Sorted(maps.Keys(pages)) {
		p := pages[url]
		h := fnv.New32a()
		h.Write([]byte(p.File))
		part := "dev"
		if h.Sum32()%2 == 0 {
			part = "test"
		}
		if strings.Contains(only, "dev") && part != "dev" || strings.Contains(only, "test") && part != "test" {
			continue
		}
		var data []byte
		for _, sub := range []string{"comparison", "mock"} {
			if b, err := os.ReadFile(filepath.Join(folder, sub, p.File)); err == nil {
				data = b
				break
			}
		}
		if data == nil {
			continue
		}
		start := time.Now()
		a, err := HTML(p.File, data, Hint{URL: url})
		spent += time.Since(start)
		if strings.Contains(only, "en") {
			if lang, _ := Language(a.Text); lang != "en" {
				continue
			}
		}
		n++
		show := os.Getenv("READOUT_SHOW") != ""
		for _, w := range p.With {
			if strings.Contains(a.Text, w) {
				tp++
			} else {
				fn++
				if show {
					t.Logf("%s\tMISSING\t%.80q\terr=%v\tlen=%d", p.File, w, err, len(a.Text))
				}
			}
		}
		for _, w := range p.Without {
			if strings.Contains(a.Text, w) {
				fp++
				if show {
					t.Logf("%s\tSURPLUS\t%.80q", p.File, w)
				}
			} else {
				tn++
			}
		}
		if p.Date == "" {
			continue
		}
		guessed := slices.Contains(a.Guessed, "published")
		switch ok := strings.HasPrefix(a.Published, p.Date); {
		case a.Published == "":
			missing++
		case ok && guessed:
			guessedRight++
		case ok:
			right++
		case guessed:
			guessedWrong++
		default:
			wrong++
		}
		if show && !strings.HasPrefix(a.Published, p.Date) {
			t.Logf("%s\tDATE\t%q for %q\tguessed=%v\t%s", p.File, a.Published, p.Date, guessed, url)
		}
	}
	precision, recall := float64(tp)/float64(tp+fp), float64(tp)/float64(tp+fn)
	t.Logf("%d pages: precision %.3f, recall %.3f, F %.3f, accuracy %.3f; dates %d right, %d wrong; guessed %d right, %d wrong; %d without; %.1f ms a page", n, precision, recall,
		2*precision*recall/(precision+recall), float64(tp+tn)/float64(tp+tn+fp+fn), right, wrong, guessedRight, guessedWrong, missing, spent.Seconds()*1000/float64(n))
	if f := 2 * precision * recall / (precision + recall); only == "" && f < 0.89 {
		t.Errorf("F %.3f is below 0.89", f)
	}
}
