package corpus

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func written(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// spelled returns the names as "kind:words".
func spelled(a Named) []string {
	var out []string
	for _, n := range a.Names {
		out = append(out, string(n.Kind)+":"+n.In(a.Article.Text))
	}
	return out
}

func TestWorldwide(t *testing.T) {
	lines := "# doc = one\nhttp://example.org/1\tO\n\nMr\tO\nLee\tB-Person\n'\tO\ns\tO\nteam\tO\n,\tO\nnear\tO\nPort\tB-Location\nEve\tI-Location\tB-Misc\n.\tO\n\n" +
		"Pro\tO\n-\tO\nThai\tB-NORP\nclubs\tO\n\n# doc = two\nMonday\tB-Date\n"
	got, err := Worldwide(written(t, "a.tsv", lines))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Article.ID != "one" || got[0].Article.URL != "http://example.org/1" {
		t.Fatalf("%+v", got)
	}
	if want := "Mr Lee' s team, near Port Eve.\n\nPro-Thai clubs"; got[0].Article.Text != want {
		t.Errorf("text %q, want %q", got[0].Article.Text, want)
	}
	if want := []string{"person:Lee", "place:Port Eve", "group:Thai"}; !reflect.DeepEqual(spelled(got[0]), want) {
		t.Errorf("names %q, want %q", spelled(got[0]), want)
	}
	if want := []string{":Monday"}; !reflect.DeepEqual(spelled(got[1]), want) {
		t.Errorf("names %q, want %q", spelled(got[1]), want)
	}
}

func TestRe3d(t *testing.T) {
	doc := `{"id":"a","source":"Somebody","text":"The Iraqi President Ann Lee left.","entities":[` +
		`{"begin":0,"end":27,"type":"Person","confidence":1},{"begin":4,"end":9,"type":"Nationality","confidence":1},{"begin":20,"end":27,"type":"Person","confidence":0.2}]}` + "\n" +
		`{"id":"b","source":"Other","text":"x","entities":[]}` + "\n"
	got, err := Re3d(written(t, "a.jsonl", doc), func(s string) bool { return s == "Other" })
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 {
		t.Fatalf("%d documents", len(got))
	}
	if want := []string{"group:Iraqi", ":Iraqi President Ann Lee", ":Ann Lee"}; !reflect.DeepEqual(spelled(got[0]), want) {
		t.Errorf("names %q, want %q", spelled(got[0]), want)
	}
}

func TestIEER(t *testing.T) {
	doc := "<DOC><DOCNO> X1 </DOCNO><TEXT><p>\nIn <b_enamex type=\"LOCATION\">Port Eve<e_enamex>, <b_enamex type=\"PERSON\">Ann\nLee<e_enamex> spoke.\n</TEXT></DOC>"
	got, err := IEER(written(t, "a.sgml", doc))
	if err != nil || len(got) != 1 {
		t.Fatal(len(got), err)
	}
	if want := []string{"place:Port Eve", "person:Ann Lee"}; !reflect.DeepEqual(spelled(got[0]), want) {
		t.Errorf("names %q, want %q", spelled(got[0]), want)
	}
}

func TestCoreference(t *testing.T) {
	rows := "# newdoc id = GUM_news_x\n# text = Ann Lee left her town .\n" +
		"1\tAnn\tAnn\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-nnnnn-cf1-1,2-coref\n2\tLee\tLee\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)\n" +
		"3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n4\ther\ther\tPRON\tPRP$\t_\t5\tnmod:poss\t_\tEntity=(2-place-new-nnnnn-cf2-2-sgl(1-person-giv-nnnnn-cf1-1-coref)\n" +
		"5\ttown\ttown\tNOUN\tNN\t_\t3\tobj\t_\tEntity=2)\n6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n"
	docs, err := ReadCoNLLU(strings.NewReader(rows))
	if err != nil || len(docs) != 1 {
		t.Fatal(len(docs), err)
	}
	want := []CorefMention{{"1", "person", 0, 2, []int{0, 1}}, {"1", "person", 3, 4, []int{3}}, {"2", "place", 3, 5, []int{4}}}
	if got := Coreference(docs[0]); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if !GUMFree("GUM_news_x") || GUMFree("GUM_fiction_x") {
		t.Error("genres")
	}
}
