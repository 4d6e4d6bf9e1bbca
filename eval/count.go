// Package eval scores what the program finds against the gold of annotated corpora, with the measures of the field: each
// file names the source of its own. Spans of gold and found are bytes of the same text.
package eval

// A Count is how many items agree, how many the program found and how many the gold has.
type Count struct{ Right, Found, Gold int }

// F1 returns precision, recall and their harmonic mean in percent.
func (c Count) F1() (p, r, f float64) {
	p, r = percent(c.Right, c.Found), percent(c.Right, c.Gold)
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// Add adds the counts of another part.
func (c *Count) Add(o Count) {
	c.Right += o.Right
	c.Found += o.Found
	c.Gold += o.Gold
}

func percent(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return 100 * float64(part) / float64(all)
}
