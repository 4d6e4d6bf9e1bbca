package export

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/internal/browser"
)

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// eval returns what a script gives.
func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// save writes the page of a record to a file and returns its address.
func save(t *testing.T, r *readout.Readout) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(name, []byte(write(t, r)), 0o666); err != nil {
		t.Fatal(err)
	}
	return "file://" + name
}

// axe-core finds no violation of WCAG 2.2 AA, nor of its own good practice: light and dark, wide and on a phone, with an entry lit and without.
func TestAccessible(t *testing.T) {
	script := browser.Axe(t)
	ctx := browser.Start(t, 2*time.Minute)
	full, empty := save(t, sample(t)), save(t, &readout.Readout{Article: readout.Article{ID: "list", Text: "Milk, eggs, flour"}})
	for _, c := range []struct {
		url, scheme string
		width       int64
	}{
		{full, "light", 1280}, {full, "dark", 1280}, {full, "light", 320}, {full + "#r3", "light", 1280}, {full + "#t3", "dark", 320}, {empty, "light", 1280},
	} {
		do(t, ctx, chromedp.EmulateViewport(c.width, 900), browser.Prefer("prefers-color-scheme", c.scheme), chromedp.Navigate("about:blank"), chromedp.Navigate(c.url),
			chromedp.Evaluate[chromedp.Void](script))
		for _, v := range eval[[]string](t, ctx, browser.Violations) {
			t.Errorf("%s, %d wide, %s: %s", filepath.Base(c.url), c.width, c.scheme, v)
		}
		if over := eval[int](t, ctx, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			t.Errorf("%d wide: the page is %d pixels wider", c.width, over)
		}
	}
}

// lit returns a script that tells whether the words of an entry and the entry itself are lit, and those of another are not.
func lit(n, other int) string {
	return fmt.Sprintf(`(() => {
		const color = getComputedStyle(document.documentElement).getPropertyValue('--lit'), box = document.createElement('p');
		box.style.background = color;
		document.body.append(box);
		const want = getComputedStyle(box).backgroundColor, of = n => [...document.querySelectorAll('.x' + n)].map(e => getComputedStyle(e).backgroundColor);
		box.remove();
		const on = of(%d), off = of(%d);
		return on.length > 1 && off.length > 1 && on.every(c => c === want) && off.every(c => c !== want);
	})()`, n, other)
}

// Without JavaScript an entry and its words light each other up, whichever the address leads to; nothing is fetched.
func TestLight(t *testing.T) {
	ctx := browser.Start(t, 2*time.Minute)
	url := save(t, sample(t))
	var (
		mu      sync.Mutex
		fetched []string
	)
	err := chromedp.Listen(ctx, func(ev any) {
		if e, ok := ev.(*network.EventRequestWillBeSent); ok && !strings.HasPrefix(e.Request.URL, "file:") && !strings.HasPrefix(e.Request.URL, "about:") {
			mu.Lock()
			defer mu.Unlock()
			fetched = append(fetched, e.Request.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, browser.Command(network.Enable, network.EnableParams{}),
		browser.Command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}), chromedp.Navigate(url))
	if eval[bool](t, ctx, lit(3, 4)) {
		t.Error("words are lit before anybody asked")
	}
	do(t, ctx, chromedp.Click(`#r3 > .n`))
	if !eval[bool](t, ctx, lit(3, 4)) {
		t.Error("the number of an entry does not light it")
	}
	do(t, ctx, chromedp.Click(`main #t4`))
	if !eval[bool](t, ctx, lit(4, 3)) {
		t.Error("the number of words does not light them")
	}
	mu.Lock()
	defer mu.Unlock()
	if len(fetched) > 0 {
		t.Errorf("the page fetched %q", fetched)
	}
}

// With JavaScript the keys walk through what was said, and can be switched off.
func TestKeys(t *testing.T) {
	ctx := browser.Start(t, 2*time.Minute)
	do(t, ctx, chromedp.Navigate(save(t, sample(t))))
	key := func(key, want string) {
		t.Helper()
		do(t, ctx, chromedp.KeyEvent(key))
		if got := eval[string](t, ctx, `location.hash`); got != want {
			t.Errorf("%q led to %q, not %q", key, got, want)
		}
	}
	key("j", "#r3")
	if !eval[bool](t, ctx, lit(3, 4)) {
		t.Error("the entry is not lit")
	}
	key("j", "#r4")
	key("o", "#t4")
	key("o", "#r4")
	key("k", "#r3")
	key(kb.Escape, "")
	if eval[int](t, ctx, `document.querySelectorAll('.lit').length`) != 0 {
		t.Error("the light does not go out")
	}
	do(t, ctx, chromedp.Click(`.key summary`), chromedp.Click(`#keys`))
	eval[chromedp.Void](t, ctx, `document.activeElement.blur()`)
	key("j", "")
}

// It can be put on paper.
func TestPrint(t *testing.T) {
	ctx := browser.Start(t, 2*time.Minute)
	do(t, ctx, chromedp.Navigate(save(t, sample(t))))
	if pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF()); err != nil || len(pdf) < 1000 {
		t.Errorf("a PDF of %d bytes, %v", len(pdf), err)
	}
}
