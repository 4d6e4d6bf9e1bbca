package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/browser"
	"github.com/readout-project/readout/reader"
)

// A visit is somebody with a browser at a site.
type visit struct {
	site
	url string
	ctx context.Context

	mu     sync.Mutex
	faults []string // what the browser complained of, and what it fetched from elsewhere
}

// newVisit lets somebody visit an empty ledger that reads with the models of the program. It is skipped where there is no Chromium.
func newVisit(t *testing.T) *visit {
	t.Helper()
	ctx := browser.Start(t, 4*time.Minute)
	rd, err := models()
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, func(o *Options) {
		o.Read = func(_ context.Context, a readout.Article) (*readout.Readout, error) { return rd.Read(a) }
	})
	server := httptest.NewServer(s.Handler)
	t.Cleanup(server.CloseClientConnections)
	t.Cleanup(server.Close)
	v := &visit{site: s, url: server.URL, ctx: ctx}
	v.do(chromedp.Navigate("about:blank"), browser.Command(network.Enable, network.EnableParams{}), browser.Command(log.Enable, cdp.Empty{}))
	err = chromedp.Listen(ctx, func(ev any) {
		v.mu.Lock()
		defer v.mu.Unlock()
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, v.url) && !strings.HasPrefix(e.Request.URL, "about:") && !strings.HasPrefix(e.Request.URL, "data:") {
				v.faults = append(v.faults, "it fetched "+e.Request.URL)
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == "error" && !strings.Contains(e.Entry.Text, "the server responded with a status of 4") {
				v.faults = append(v.faults, e.Entry.Text)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		for _, f := range v.faults {
			t.Errorf("the browser says: %s", f)
		}
	})
	return v
}

var models = sync.OnceValues(reader.New)

func (v *visit) do(steps ...chromedp.Action[chromedp.Void]) {
	v.Helper()
	if err := chromedp.Do(v.ctx, steps...); err != nil {
		v.Fatal(err)
	}
}

// eval returns what a script gives.
func eval[T any](v *visit, script string) T {
	v.Helper()
	out, err := chromedp.Run(v.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		v.Fatalf("%s: %v", script, err)
	}
	return out
}

// until waits for a condition.
func (v *visit) until(what, script string) {
	v.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if ok, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](script)); err == nil && ok {
			return
		}
	}
	v.Fatalf("%s: never at %s:\n%.600s", what, eval[string](v, `location.href`), eval[string](v, `document.querySelector('main').innerText`))
}

// at waits until the page has an element.
func (v *visit) at(selector string) {
	v.Helper()
	v.until("waiting for "+selector, fmt.Sprintf(`document.readyState === 'complete' && !!document.querySelector(%q)`, selector))
}

// press presses what a selector finds, and waits for an element of the same page.
func (v *visit) press(selector, then string) {
	v.Helper()
	v.at(selector)
	v.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector(%q).click()`, selector)))
	v.at(then)
}

// click presses what leads to another page, and waits for an element of that.
func (v *visit) click(selector, then string) {
	v.Helper()
	v.at(selector)
	v.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.documentElement.classList.add('left'), document.querySelector(%q).click()`, selector)))
	v.at("html:not(.left) " + then)
}

// fill puts a text into a field, as pasting does.
func (v *visit) fill(selector, text string) {
	v.Helper()
	v.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = %q; e.dispatchEvent(new Event('input', {bubbles: true})); })()`, selector, text)))
}

// shows fails unless the page shows some words.
func (v *visit) shows(words string) {
	v.Helper()
	if page := eval[string](v, `document.body.innerText`); !strings.Contains(page, words) {
		v.Errorf("%s does not show %q:\n%.800s", eval[string](v, `location.href`), words, page)
	}
}

// shipped returns one of the articles that come with the program.
func shipped(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../examples", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// addExamples adds all articles that come with the program, and one of talks to come.
func (v *visit) addExamples() {
	v.Helper()
	rd, err := models()
	if err != nil {
		v.Fatal(err)
	}
	articles := []readout.Article{{ID: "talks", Title: "No ceasefire in Muscat", Published: "2026-05-04", Publisher: "Example Wire", URL: "https://example.org/talks", Text: exampleText}}
	for _, name := range []string{"briefing-transcript", "court-ruling", "paris-agreement", "rate-decision", "strike-feature"} {
		articles = append(articles, readout.Article{ID: name, Title: strings.ReplaceAll(name, "-", " "), Published: "2026-05-01", Publisher: "Example Wire", Text: shipped(v, name)})
	}
	for _, a := range articles {
		r, err := rd.Read(a)
		if err != nil {
			v.Fatal(err)
		}
		if _, err := v.store.Put(v.Context(), readout.Entry{Models: "m1", Record: r}); err != nil {
			v.Fatal(err)
		}
	}
}

// Somebody new comes to an empty ledger, adds an article and finds their way.
func TestNewUser(t *testing.T) {
	v := newVisit(t)
	v.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(v.url))
	v.shows("This ledger is empty")
	v.at(".example button")
	v.fill("#text", exampleText)
	v.fill("#title", "No ceasefire in Muscat")
	v.fill("#publisher", "Example Wire")
	v.fill("#published", "2026-05-04")
	v.click("main .sheet button.main", "#record")
	v.shows("No ceasefire in Muscat")
	v.shows("found verbatim in the text saved")
	v.shows("Henrik Solberg")
	article := eval[string](v, `location.href`)

	v.do(chromedp.SendKeys("#q", "signatures"+kb.Enter))
	v.at(".remark mark.found")
	v.shows("1 statement")
	v.click(".remark a.who", "#remarks")
	v.shows("Henrik Solberg")
	v.shows("Who this is")
	v.click(`.top nav a[href="/talks"]`, "main .refs")
	v.click("main .refs a", "main table, html:not(.left) .columns")
	v.click(`.top nav a[href="/calendar"]`, "main table")
	v.shows("by May 20")

	v.do(chromedp.Navigate(article))
	v.click("#record a.fix", "form.sheet")
	v.fill("#speaker", "Khaled Asbahi")
	v.fill("#by", "A. Reader")
	v.click("form.sheet button.main", "#h-corr")
	v.shows("✎ by A. Reader")
	v.shows("direct, corrected")

	v.do(chromedp.Navigate(article))
	v.at("#text")
	v.do(chromedp.Evaluate[chromedp.Void](`(() => {
		const walk = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
		for (let n; (n = walk.nextNode());) {
			const i = n.data.indexOf('two days');
			if (i >= 0) {
				const r = document.createRange();
				r.setStart(n, i);
				r.setEnd(n, i + 'two days'.length);
				getSelection().removeAllRanges();
				getSelection().addRange(r);
				return;
			}
		}
	})()`))
	v.press("#pick", "#missing[open]")
	if got := eval[string](v, `document.querySelector('#missing [name=words]').value + '@' + document.querySelector('#missing [name=at]').value`); got !=
		fmt.Sprintf("two days@%d", strings.Index(exampleText, "two days")) {
		t.Errorf("marking words fills in %q", got)
	}
	v.click("#missing button.main", "#h-corr")
	v.shows("Missing statement")

	v.click(`footer a[href="/corrections"]`, "main .refs")
	v.click(".inline button", "main h1")
	v.click(`.top nav a[href="/people"]`, "main table")
	v.click(`.top nav a[href="/exchanges"]`, "main h1")
	v.click(`.brand`, ".front")
	v.shows("Latest statements")
}

// What is added elsewhere shows while somebody looks.
func TestLive(t *testing.T) {
	v := newVisit(t)
	v.addExamples()
	v.do(chromedp.Navigate(v.url + "/search?q=harbour"))
	v.do(chromedp.Navigate(v.url))
	v.at(".front")
	v.until("listening", `performance.getEntriesByType('resource').some(e => e.name.endsWith('/events')) || true`)
	v.until("hearing", `(() => {
		if (!window.sent) { window.sent = fetch('/articles', {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'},
			body: 'text=' + encodeURIComponent('"The harbour is open," Mayor Lena Holt said on Monday.')}); }
		return document.getElementById('news').textContent.includes('new statement');
	})()`)
}

// pagesOf returns a page of each type, of a ledger with the examples.
func (v *visit) pagesOf() []string {
	v.Helper()
	hits, err := v.store.Search(v.Context(), readout.Filter{Speaker: []string{"Henrik Solberg"}}, readout.ByDate, readout.Paging{})
	if err != nil || len(hits.Items) == 0 {
		v.Fatalf("%v, %d statements", err, len(hits.Items))
	}
	talks, err := v.store.Talks(v.Context(), readout.Filter{}, readout.Paging{})
	if err != nil || len(talks.Items) == 0 {
		v.Fatalf("%v, %d talks", err, len(talks.Items))
	}
	h := &hits.Items[0]
	return []string{"/", "/add", "/articles", articlePath(h.Article.ID), articlePath(h.Article.ID) + "#r3", articlePath(h.Article.ID) + "/delete", personPath(h.Speaker.ID), "/people",
		"/search", "/search?q=the&group=article", "/search?q=nothing+act:threat", "/search?q=act:nonsense", "/talks", "/talks/" + talks.Items[0].Key, "/calendar", "/calendar?from=2050-01-01",
		"/exchanges", "/commitments", "/corrections", statementPath(h.Key) + "/correct", statementPath(h.Key) + "/remark", "/help", "/session", "/nothing"}
}

// addDemo adds the invented reports of the demo, and returns pages that are fuller with them: of talks with lanes, of somebody whose
// wording changed, of an article with quotations that nobody said, and all that tell of many articles.
func (v *visit) addDemo() []string {
	v.Helper()
	fillDemo(v.site)
	talks, err := v.store.Talks(v.Context(), readout.Filter{}, readout.Paging{})
	if err != nil {
		v.Fatal(err)
	}
	var out []string
	for _, want := range []struct{ words, of string }{{`class="lanes`, "talks"}, {`class="pair"`, "people"}, {`id="passed"`, "articles"}} {
		var paths []string
		switch want.of {
		case "talks":
			paths = each(talks.Items, func(t readout.TalksRef) string { return "/talks/" + t.Key })
		case "people":
			l, err := v.store.People(v.Context(), "", readout.Person, readout.Paging{Limit: 20})
			if err != nil {
				v.Fatal(err)
			}
			paths = each(l.Items, func(p readout.Identity) string { return personPath(p.ID) })
		default:
			l, err := v.store.Articles(v.Context(), readout.Filter{}, readout.Paging{})
			if err != nil {
				v.Fatal(err)
			}
			paths = each(l.Items, func(a readout.ArticleRef) string { return articlePath(a.ID) })
		}
		i := slices.IndexFunc(paths, func(p string) bool { return strings.Contains(v.get(p), want.words) })
		if i < 0 {
			v.Fatalf("no page of %s has %s", want.of, want.words)
		}
		out = append(out, paths[i])
	}
	for at := range (&server{}).acrossAnswers() {
		out = append(out, at)
	}
	told, err := v.store.Search(v.Context(), readout.Filter{Speaker: []string{"Mira Solen"}}, readout.ByDate, readout.Paging{Limit: 1})
	if err != nil || len(told.Items) == 0 {
		v.Fatalf("%v: %d", err, len(told.Items))
	}
	out = append(out, "/figures?as-of=soon", "/changes?as-of=2026-02-01", statementPath(told.Items[0].Key)+"/remark")
	slices.Sort(out)
	return out
}

// axe-core finds no violation of WCAG 2.2 AA, nor of its own good practice, on any page: light and dark, wide and on a phone; and
// no page is wider than the window.
func TestAccessible(t *testing.T) {
	script := browser.Axe(t)
	v := newVisit(t)
	check := func(path, colors string, width int64) {
		t.Helper()
		v.do(chromedp.EmulateViewport(width, 900), browser.Prefer("prefers-color-scheme", colors), chromedp.Navigate("about:blank"), chromedp.Navigate(v.url+path), chromedp.Evaluate[chromedp.Void](script))
		for _, x := range eval[[]string](v, browser.Violations) {
			t.Errorf("%s, %d wide, %s: %s", path, width, colors, x)
		}
		if over := eval[int](v, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("%s, %d wide: the page is %d pixels wider", path, width, over)
		}
	}
	check("/", "light", 1280) // empty
	for i, path := range v.addDemo() {
		check(path, []string{"light", "dark"}[i%2], 1280)
		check(path, []string{"dark", "light"}[i%2], 320)
	}
	v.addExamples()
	for i, path := range v.pagesOf() {
		check(path, []string{"light", "dark"}[i%2], 1280)
		check(path, []string{"dark", "light"}[i%2], 320)
	}
}

// The tab key reaches everything that can be clicked or filled in, in the order of the page, and what has the focus can be seen.
func TestKeyboardAlone(t *testing.T) {
	v := newVisit(t)
	demo := v.addDemo()
	v.addExamples()
	v.do(chromedp.EmulateViewport(1280, 900), browser.Prefer("prefers-reduced-motion", "reduce")) // so that nothing is under way when it is looked at
	for _, path := range append(demo, v.pagesOf()...) {
		v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(v.url+strings.TrimSuffix(path, "#r3")))
		n := eval[int](v, `(() => {
			window.left = new Set([...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]')].filter(e =>
				e.checkVisibility({visibilityProperty: true}) && !(e.type === 'radio' && !e.checked)));
			document.addEventListener('focusin', e => {
				left.delete(e.target);
				requestAnimationFrame(() => {
					const box = e.target.getClientRects()[0], top = document.querySelector('.top');
					const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
					if (e.target === document.activeElement && !top.contains(e.target) && top.contains(over)) window.hidden = e.target.outerHTML;
				});
			});
			return left.size;
		})()`)
		for range n + 40 {
			v.do(chromedp.KeyEvent(kb.Tab))
			if eval[int](v, `left.size`) == 0 {
				break
			}
		}
		if left := eval[[]string](v, `[...left].map(e => e.outerHTML.slice(0, 160))`); len(left) > 0 {
			t.Errorf("%s: of %d, tabbing does not reach %d: %q", path, n, len(left), left[:min(3, len(left))])
		}
		if hidden := eval[string](v, `window.hidden || ''`); hidden != "" {
			t.Errorf("%s: the header covers what has the focus: %s", path, hidden)
		}
	}
}

// Single keys lead through statements; they can be changed and switched off.
func TestKeys(t *testing.T) {
	v := newVisit(t)
	v.addExamples()
	article := v.url + v.pagesOf()[3]
	v.do(chromedp.Navigate(article))
	v.at("#record [data-record]")
	key := func(key, script string) {
		t.Helper()
		v.do(chromedp.KeyEvent(key))
		v.until("the key "+key, script)
	}
	key("j", `/^#r\d+$/.test(location.hash) && document.querySelectorAll('.lit').length > 1`)
	key("o", `/^#t\d+$/.test(location.hash)`)
	key("o", `/^#r\d+$/.test(location.hash)`)
	key("c", `document.getElementById('news').textContent !== ''`)
	key("m", `document.querySelectorAll('.done').length === 1`)
	key(kb.Escape, `location.hash === '' && !document.querySelector('.lit')`)
	key("e", `document.querySelector('#export').open`)
	key(kb.Escape, `!document.querySelector('#export').open`)
	key("2", `document.getElementById('text').dataset.hide === '2'`)
	key("/", `document.activeElement.id === 'q'`)
	v.fill("#q", "")             // the test's keyboard writes what a page has taken for itself
	v.do(chromedp.KeyEvent("j")) // goes into the field
	if got := eval[string](v, `document.getElementById('q').value`); got != "j" {
		t.Errorf("in the field, j writes %q", got)
	}
	eval[chromedp.Void](v, `document.activeElement.blur()`)
	v.do(chromedp.KeyEvent("g"))
	key("s", `location.pathname === '/search' && document.readyState === 'complete'`)
	key("j", `document.querySelectorAll('.remark.on').length === 1`)
	key("?", `location.pathname === '/help' && document.readyState === 'complete'`)
	v.press("[data-remap=next]", "#news")
	key("z", `document.querySelector('kbd[data-key=next]').textContent === 'z'`)
	v.do(chromedp.Navigate(v.url + "/search"))
	v.at(".remark")
	key("z", `document.querySelectorAll('.remark.on').length === 1`)
	v.do(chromedp.Navigate(v.url + "/help"))
	v.at("#keys")
	v.press("#keys", "#keys")
	eval[chromedp.Void](v, `document.activeElement.blur()`)
	v.do(chromedp.Navigate(v.url+"/search"), chromedp.KeyEvent("z"), chromedp.KeyEvent("?"))
	if got := eval[string](v, `location.pathname + document.querySelectorAll('.remark.on').length`); got != "/search0" {
		t.Errorf("switched off, keys lead to %s", got)
	}
}

// Without JavaScript everything can be read, and corrected.
func TestWithoutScript(t *testing.T) {
	v := newVisit(t)
	demo := v.addDemo()
	v.addExamples()
	v.do(browser.Prefer("prefers-reduced-motion", "reduce"), browser.Command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	for _, path := range append(demo, v.pagesOf()...) {
		v.do(chromedp.Navigate(v.url + path))
		if words := eval[string](v, `document.querySelector('main').innerText`); len(words) < 20 {
			t.Errorf("%s shows %q", path, words)
		}
	}
	v.do(chromedp.Navigate(v.url+v.pagesOf()[3]), chromedp.Click(`#record [data-record] > .n`))
	if lit := eval[bool](v, `(() => {
		const n = location.hash.slice(2), all = [...document.querySelectorAll('.x' + n)].map(e => getComputedStyle(e).backgroundColor);
		return all.length > 1 && new Set(all).size === 1;
	})()`); !lit {
		t.Error("the number of a statement does not light its words")
	}
	v.do(chromedp.Click(`#record a.fix`), chromedp.WaitVisible(`form.sheet`), chromedp.Click(`input[value=not-a-statement]`), chromedp.Click(`form.sheet button.main`),
		chromedp.WaitVisible(`#h-corr`))
	v.shows("Not a statement")
}

// An article's page is small enough.
func TestPageSize(t *testing.T) {
	rd, err := models()
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, nil)
	for _, name := range []string{"briefing-transcript", "strike-feature"} {
		r, err := rd.Read(readout.Article{ID: name, Published: "2026-05-01", URL: "https://example.org/" + name, Text: shipped(t, name)})
		if err != nil {
			t.Fatal(err)
		}
		out, err := s.store.Put(t.Context(), readout.Entry{Record: r})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(s.get(articlePath(out[0].Article))); n > 150<<10 {
			t.Errorf("%s: %d bytes", name, n)
		}
	}
}
