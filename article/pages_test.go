package article

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/readout-project/readout"
)

// A goldPage is a file of testdata/pages: what must be read of a page, and the page, in which ⟦ and ⟧ stand around
// each paragraph of the article's text. The key "missed" names another that is known not to be read.
type goldPage struct {
	name  string
	want  map[string]string
	text  []string
	bytes []byte
}

var tags = regexp.MustCompile(`<[^>]*>`)

// unseen is a piece of one of the pages that is for those who cannot see.
const unseen = ", opens new tab"

func goldPages(t testing.TB) []goldPage {
	files, err := filepath.Glob("testdata/pages/*.page")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	var pages []goldPage
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, body, ok := strings.Cut(string(data), "\n\n")
		if !ok {
			t.Fatalf("%s has no head", file)
		}
		p := goldPage{name: strings.TrimSuffix(filepath.Base(file), ".page"), want: map[string]string{}}
		for line := range strings.Lines(head) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
			p.want[key] = strings.TrimSpace(value)
		}
		for rest := body; ; {
			_, after, ok := strings.Cut(rest, "⟦")
			if !ok {
				break
			}
			gold, after, ok := strings.Cut(after, "⟧")
			if !ok {
				t.Fatalf("%s: ⟦ without ⟧", file)
			}
			gold = strings.NewReplacer(unseen, "", "<br>", "\n", "</th><th>", " | ", "</td><td>", " | ").Replace(gold)
			p.text = append(p.text, html.UnescapeString(tags.ReplaceAllString(gold, "")))
			rest = after
		}
		body = strings.NewReplacer("⟦", "", "⟧", "").Replace(body)
		if p.want["charset"] == "windows-1252" {
			if body, err = charmap.Windows1252.NewEncoder().String(body); err != nil {
				t.Fatal(err)
			}
		}
		if p.want["bom"] != "" {
			body = "\ufeff" + body
		}
		p.bytes = []byte(body)
		pages = append(pages, p)
	}
	return pages
}

// overlap returns how many words the two texts share, each counted as often as it stands in both.
func overlap(a, b []string) int {
	left := map[string]int{}
	for _, w := range a {
		left[w]++
	}
	n := 0
	for _, w := range b {
		if left[w] > 0 {
			left[w]--
			n++
		}
	}
	return n
}

// TestPages reads the pages of testdata and holds the text's F-score, word by word, and what is read besides to a floor.
func TestPages(t *testing.T) {
	const floor, eachFloor = 0.99, 0.65
	pages := goldPages(t)
	sum := 0.0
	for _, p := range pages {
		a, err := HTML(p.name+".html", p.bytes, Hint{URL: p.want["hint"]})
		if err != nil {
			t.Errorf("%s: %v", p.name, err)
			continue
		}
		got, gold := strings.Fields(a.Text), strings.Fields(strings.Join(p.text, " "))
		f := 2 * float64(overlap(got, gold)) / float64(len(got)+len(gold))
		sum += f
		t.Logf("%.3f %s", f, p.name)
		if f < eachFloor {
			t.Errorf("%s: F %.3f", p.name, f)
		}
		if f < 1 {
			t.Log(cmp.Diff(strings.Join(p.text, "\n\n"), a.Text))
		}
		checkMarks(t, p, a)
		for key, value := range map[string]string{"title": a.Title, "authors": strings.Join(a.Authors, "; "), "publisher": a.Publisher, "published": a.Published,
			"modified": a.Modified, "language": a.Language, "url": a.URL, "guessed": strings.Join(a.Guessed, ","), "corrections": strings.Join(a.Corrections, "; "), "posts": postTimes(a)} {
			if missed := p.want["missed"] == key; (value != p.want[key]) != missed {
				t.Errorf("%s: %s is %q, want %q", p.name, key, value, p.want[key])
			}
		}
		if want, ok := p.want["dateline"]; ok && want != a.Dateline {
			t.Errorf("%s: dateline %q, want %q", p.name, a.Dateline, want)
		}
	}
	if mean := sum / float64(len(pages)); mean < floor {
		t.Errorf("mean F %.4f is below %.2f", mean, floor)
	} else {
		t.Logf("%d pages, mean F %.4f", len(pages), mean)
	}
}

// TestCanonical checks which addresses a page may call its own.
func TestCanonical(t *testing.T) {
	const text = "<p>The minister said on Monday that the talks would go on for another week, and that a draft was ready.</p>"
	for _, c := range []struct{ from, canonical, want string }{
		{"https://m.example.org/a?utm=1", "https://www.example.org/a", "https://www.example.org/a"},
		{"https://news.example.co.uk/a", "https://example.co.uk/b#part", "https://example.co.uk/b"},
		{"https://evil.co.uk/a", "https://example.co.uk/b", "https://evil.co.uk/a"},
		{"https://evil.example/a", "https://example.org/b", "https://evil.example/a"},
		{"https://example.org/a", "/b", "https://example.org/b"},
		{"https://example.org/a", "https://example.org/", "https://example.org/a"},
		{"https://example.org/a", "javascript:alert(1)", "https://example.org/a"},
		{"http://192.0.2.1/a", "http://192.0.2.2/a", "http://192.0.2.1/a"},
		{"", "https://example.org/b", "https://example.org/b"},
		{"", "/b", ""},
	} {
		a, err := HTML("a.html", []byte(`<link rel="canonical" href="`+c.canonical+`">`+text), Hint{URL: c.from})
		if err != nil || a.URL != c.want {
			t.Errorf("%s on %s: %q, %v", c.canonical, c.from, a.URL, err)
		}
	}
}

func postTimes(a readout.Article) string {
	var all []string
	for _, m := range a.Marks {
		if m.Kind == "post" {
			all = append(all, m.Time)
		}
	}
	return strings.Join(all, "; ")
}

// checkMarks checks that every mark leads to bytes of the page that hold the words of its paragraph.
func checkMarks(t *testing.T, p goldPage, a readout.Article) {
	page := string(pageText(p.bytes, ""))
	if len(a.Marks) == 0 && p.want["plain"] == "" {
		t.Errorf("%s: no marks", p.name)
	}
	for k, m := range a.Marks {
		end := len(a.Text)
		if k+1 < len(a.Marks) {
			end = a.Marks[k+1].At
		}
		words := strings.Fields(a.Text[m.At:end])
		words = slices.DeleteFunc(words, func(w string) bool { return w == "|" })
		from := strings.ReplaceAll(html.UnescapeString(tags.ReplaceAllString(page[m.From:m.To], "")), unseen, "")
		if want := strings.Join(words, ""); strings.Join(strings.Fields(from), "") != want {
			t.Errorf("%s: mark %d leads to %q, not to %q", p.name, k, from, want)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	pages := goldPages(b)
	size := 0
	for _, p := range pages {
		size += len(p.bytes)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, p := range pages {
			if _, err := HTML(p.name, p.bytes, Hint{}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(pages)), "µs/page")
}

// TestHostilePages reads pages that mean harm: each ends, without a panic.
func TestHostilePages(t *testing.T) {
	paragraph := "<p>The minister said on Monday that the talks would go on for another week, and that a draft was ready.</p>"
	for name, page := range map[string]string{
		"open elements":        strings.Repeat("<div>", 100_000) + paragraph,
		"open links":           strings.Repeat("<a href=x>", 100_000) + paragraph,
		"open lists":           strings.Repeat("<ul><li>", 200_000) + paragraph,
		"ends of nothing":      paragraph + strings.Repeat("</b></div>", 200_000),
		"named at every depth": strings.Repeat("<div class='date content article-body'>", 100_000) + paragraph,
		"many times":           strings.Repeat("<time class=date>x</time>", 100_000) + paragraph,
		"a long attribute":     "<div class='" + strings.Repeat("a-", 1<<20) + "'>" + paragraph,
		"many attributes":      "<div " + strings.Repeat("a=1 ", 1<<20) + ">" + paragraph,
		"an open tag":          paragraph + "<div class='" + strings.Repeat("x", 1<<20),
		"an open script":       paragraph + "<script>" + strings.Repeat("<p>", 1<<18),
		"deep JSON-LD":         `<script type="application/ld+json">` + strings.Repeat(`{"a":[`, 300_000) + "</script>" + paragraph,
		"JSON-LD in a circle":  `<script type="application/ld+json">[{"@id":"#a","author":{"@id":"#a"},"@type":"Article"},{"@id":"#b","@type":"Article","name":{"@id":"#b"}}]</script>` + paragraph,
		"NULs":                 strings.ReplaceAll(paragraph, " ", "\x00 ") + paragraph,
		"no UTF-8":             paragraph + "<p>\xff\xfe\xfd \xc3(</p>",
		"many cells":           "<table>" + strings.Repeat("<tr><td>a<td>b", 300_000) + "</table>" + paragraph,
		"entities":             "<p>" + strings.Repeat("&amp;&lt;&#x10FFFF;&#0;", 100_000) + "</p>" + paragraph,
	} {
		start := time.Now()
		a, err := HTML(name, []byte(page), Hint{})
		t.Logf("%8v %s", time.Since(start).Round(time.Millisecond), name)
		if err != nil {
			continue // too large is an answer
		}
		if err := checkArticle(a); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLargePage reads a page of 12 MB, whose text is too much for an article.
func TestLargePage(t *testing.T) {
	paragraph := "<p>The minister said on Monday that the talks would go on for another week, and that a draft was ready.</p>\n"
	var b strings.Builder
	for n := 0; b.Len() < 12<<20; n++ {
		fmt.Fprintf(&b, "<p>%d</p>%s", n, strings.Replace(paragraph, "week", fmt.Sprint(n, " weeks"), 1))
	}
	_, err := HTML("large", []byte(b.String()), Hint{})
	if err == nil || !strings.Contains(err.Error(), "MB of text") && !strings.Contains(err.Error(), "elements") {
		t.Errorf("%v", err)
	}
}

// checkArticle returns what every article must fulfil and this one does not.
func checkArticle(a readout.Article) error {
	if blank(a.Text) || a.ID == "" {
		return fmt.Errorf("text of %d bytes, id %q", len(a.Text), a.ID)
	}
	if err := (&readout.Readout{Article: a}).Check(); err != nil {
		return err
	}
	_, err := (&readout.Readout{Article: a}).AppendJSON(nil)
	return err
}

func FuzzHTML(f *testing.F) {
	for _, p := range goldPages(f) {
		f.Add(p.bytes)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := HTML("page.html", data, Hint{URL: "https://example.org/a"})
		if err != nil {
			return
		}
		if err := checkArticle(a); err != nil {
			t.Fatal(err)
		}
		for _, m := range a.Marks {
			if m.From < 0 || m.From > m.To || m.To > 4*len(data)+8 {
				t.Fatalf("mark %+v", m)
			}
		}
	})
}

// TestTranscriptPage reads a transcript whose labels are blocks of their own, and in which the same is answered twice.
func TestTranscriptPage(t *testing.T) {
	turn := func(who, what string) string {
		return "<li><b>" + who + ":</b><div><p>" + what + "</p></div></li>"
	}
	page := "<main><h1>Questions on the harbour</h1><ul>" + turn("Helena Marchetti-Vale, of the Harbour Office", "Good morning. I have a short statement on the strike, and then I will take your questions.") +
		turn("Reporter", "Will the port open on Friday?") + turn("Helena Marchetti-Vale, of the Harbour Office", "I have no comment on that.") +
		turn("Reporter", "Will it open on Monday?") + turn("Helena Marchetti-Vale, of the Harbour Office", "It will.</p><p>I have no comment on anything else.</p><p>I have no comment on anything else.") + "</ul></main>"
	a, err := HTML("questions.html", []byte(page), Hint{})
	want := `Helena Marchetti-Vale, of the Harbour Office: Good morning. I have a short statement on the strike, and then I will take your questions.

Reporter: Will the port open on Friday?

Helena Marchetti-Vale, of the Harbour Office: I have no comment on that.

Reporter: Will it open on Monday?

Helena Marchetti-Vale, of the Harbour Office: It will.

I have no comment on anything else.

I have no comment on anything else.`
	if err != nil || a.Text != want {
		t.Errorf("%v\n%s", err, cmp.Diff(want, a.Text))
	}
}

// TestLoudLabels reads a transcript of the radio, of whose labels some stand alone.
func TestLoudLabels(t *testing.T) {
	a, err := HTML("radio.html", []byte("<article><p>ANA LANE, HOST:</p><p>Good morning, Minister. Why did the treaty take so long to be signed by the two?</p><p>VALE: Nobody wanted to measure.</p><p>LANE: And now?</p></article>"), Hint{})
	const want = "ANA LANE, HOST: Good morning, Minister. Why did the treaty take so long to be signed by the two?\n\nVALE: Nobody wanted to measure.\n\nLANE: And now?"
	if err != nil || a.Text != want {
		t.Errorf("%q, %v", a.Text, err)
	}
}

// TestGoesOn reads pages with a box of other articles in the text, and behind it.
func TestGoesOn(t *testing.T) {
	const said = "<p>The minister said on Monday that the talks would go on for another week, and that a draft was ready.</p>" +
		"<p>“Nobody will leave this room without a text,” she told reporters in front of the harbour office, and added that the night would be long.</p>" +
		"<p>The port authority denied that it had walked out, and asked the dockers to come back to work until the end of the month.</p>"
	const other = "<p>A hundred things to do on an island in the winter, as told by those who have been there.</p>"
	const more = "<p>The union said that it had not been asked.</p>"
	for page, want := range map[string]bool{
		said + "<section><h3>Recommended</h3>" + other + "</section>" + more:         true,
		said + "<h3>Recommended</h3>" + other + more:                                 false,
		"<div>" + said + "</div><div><h3>Recommended</h3>" + other + more + "</div>": false,
	} {
		a, err := HTML("page.html", []byte("<article><h1>Talks</h1>"+page+"</article>"), Hint{})
		if err != nil || strings.Contains(a.Text, "had not been asked") != want || strings.Contains(a.Text, "island") {
			t.Errorf("%v, %q of %s", err, a.Text, page)
		}
	}
}
