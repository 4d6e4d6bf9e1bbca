// Package browser tries pages in Chromium, for tests; it skips those where there is none.
package browser

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Start starts a Chromium for a test, which may use it for so long.
func Start(t *testing.T, within time.Duration) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("there is no Chromium here, so no page is tried in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)
	for try := 1; ; try++ { // a Chromium that starts beside others may fail to, and starts the next time
		allocator, end := chromedp.NewExecAllocator(t.Context(), options...)
		tab, cancel := chromedp.NewContext(allocator)
		_, err := chromedp.Run(tab, chromedp.Navigate("about:blank"))
		if err != nil && try < 3 {
			cancel()
			end()
			continue
		}
		t.Cleanup(end)
		t.Cleanup(cancel)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(tab, within)
		t.Cleanup(stop)
		return ctx
	}
}

// Command gives the browser a command.
func Command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, c, params)
		return err
	})
}

// Prefer has the browser prefer something, such as dark for prefers-color-scheme.
func Prefer(feature, value string) chromedp.Action[chromedp.Void] {
	return Command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: feature, Value: value}}})
}

// Axe returns axe-core, from the file that AXE names or from where npm installs it.
func Axe(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("AXE"), "../node_modules/axe-core/axe.min.js"} {
		if data, err := os.ReadFile(name); err == nil {
			return string(data)
		}
	}
	t.Skip("axe-core is not here (npm install axe-core, or AXE=…/axe.min.js), so no page is tried for accessibility")
	return ""
}

// Violations is a script that gives a list of what axe-core, which must be on the page, finds against WCAG 2.2 AA and its own good practice.
const Violations = `axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r =>
	r.violations.map(v => v.id + ': ' + v.help + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 300) + ' ' + n.failureSummary).join('; ')))`
