package web

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/readout-project/readout"
)

// A review leads through the statements of an article by single keys; what is right and what is wrong is kept by the ledger, and taken back with undo.
func TestReview(t *testing.T) {
	v := newVisit(t)
	v.addExamples()
	article := v.url + v.pagesOf()[3]
	corrections := func() int {
		l, err := v.store.Corrections(t.Context(), "", readout.Paging{})
		if err != nil {
			t.Fatal(err)
		}
		return len(l.Items)
	}
	v.do(chromedp.Navigate(article))
	v.press("#review", ".review button")
	key := func(key, script string) {
		t.Helper()
		v.do(chromedp.KeyEvent(key))
		v.until("the key "+key, script)
	}
	progress := func(n int) string {
		return fmt.Sprintf(`document.querySelector('.review output').textContent.startsWith('%d of ') && document.querySelectorAll('.verdict').length === %[1]d`, n)
	}
	key("a", progress(1))
	key(" ", progress(1))
	key("x", progress(2))
	if n := corrections(); n != 2 {
		t.Errorf("%d corrections", n)
	}
	key(kb.Backspace, progress(1))
	if n := corrections(); n != 1 {
		t.Errorf("%d corrections after taking one back", n)
	}
	v.do(chromedp.KeyEvent("w"))
	v.at("form.sheet")
	v.do(chromedp.Navigate(article))
	v.at(".review") // it goes on where it was
	if n := eval[int](v, `document.querySelectorAll('[data-right] .good').length`); n != 1 {
		t.Errorf("%d are told to be right", n)
	}
	key(kb.Escape, `!document.querySelector('.review')`)
	v.do(chromedp.Navigate(article))
	v.at("#review")
	if eval[bool](v, `!!document.querySelector('.review')`) {
		t.Error("a review that was ended goes on")
	}
}

// People are merged and told apart on their page, by keyboard alone, with who and when.
func TestWhoByKeyboard(t *testing.T) {
	v := newVisit(t)
	v.addExamples()
	v.do(chromedp.Navigate(v.url + "/people/henrik-solberg"))
	v.at("#from")
	v.do(chromedp.Focus("#from"), chromedp.KeyEvent("Khaled Asbahi"), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent("A. Reader"), chromedp.KeyEvent(kb.Tab),
		chromedp.KeyEvent("one and the same"), chromedp.KeyEvent(kb.Enter))
	v.until("the merge", `document.readyState === 'complete' && document.getElementById('who').textContent.includes('was merged into')`)
	v.shows("A. Reader")
	v.shows("one and the same")
	who := func(id string) string {
		i, err := v.store.Identity(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return i.ID
	}
	if got := who("khaled-asbahi"); got != "henrik-solberg" {
		t.Errorf("after the merge he is %s", got)
	}
	v.do(chromedp.Focus(`#who input[name=out]`), chromedp.KeyEvent(" "), chromedp.Focus("#split-by"), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent("not the same"), chromedp.KeyEvent(kb.Enter))
	v.until("the split", `document.readyState === 'complete' && document.getElementById('who').textContent.includes('was split from')`)
	v.shows("not the same")
	v.shows("A. Reader")
}
