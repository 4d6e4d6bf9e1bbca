package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// quarters returns how many quarters of a turn to the left an angle has, from 0 to 3. PDFium counts angles to the right.
func quarters(angle float64) int {
	if math.IsNaN(angle) || math.IsInf(angle, 0) {
		return 0
	}
	return ((int(math.Round(-angle/(math.Pi/2))) % 4) + 4) % 4
}

// apart reports whether a letter belongs to another piece than the one before it: behind a wide gap, further left, or on another line.
// Of letters that are turned the measures change places.
func (p *piece) apart(at *Line) bool {
	height := max(p.Height(), at.Height())
	gap, off := at.Left-p.Right, math.Abs((at.Top+at.Bottom)-(p.Top+p.Bottom))/2
	if p.turned%2 == 1 {
		height = max(p.Right-p.Left, at.Right-at.Left)
		gap, off = max(at.Bottom-p.Top, p.Bottom-at.Top), math.Abs((at.Left+at.Right)-(p.Left+p.Right))/2
	}
	return gap > wideGap*height || gap < -3*height && p.turned == 0 && at.Left < p.Left || off > 0.6*height
}

// wideGap is how many times the height of its letters a gap has that parts two pieces of a line: more than a space of justified
// text, less than what lies between two columns.
const wideGap = 0.9

// upright returns the pieces that are written as most letters of the page are, turned to be read.
func (p *page) upright() []Line {
	var letters [4]int
	for _, q := range p.pieces {
		letters[q.turned] += len(q.Text)
	}
	most := slices.Index(letters[:], slices.Max(letters[:]))
	var lines []Line
	for _, q := range p.pieces {
		if q.turned != most {
			continue // a mark along the margin
		}
		l := q.Line
		switch most {
		case 1: // its lines run up the page, the first of them on the left
			l.Left, l.Right, l.Top, l.Bottom = q.Bottom, q.Top, -q.Left, -q.Right
		case 2:
			l.Left, l.Right, l.Top, l.Bottom = -q.Right, -q.Left, -q.Bottom, -q.Top
		case 3:
			l.Left, l.Right, l.Top, l.Bottom = -q.Top, -q.Bottom, q.Right, q.Left
		}
		lines = append(lines, l)
	}
	return lines
}

// order returns the pieces of a page as the lines of its columns, in the order of reading. The page is cut between columns where
// a gutter goes all through it, else across its widest gap, and each part again, until none of it can be cut between columns.
func order(pieces []Line) []Line {
	var out []Line
	column := 0
	for _, part := range cut(pieces, 0) {
		for _, l := range rows(part) {
			l.Column = column
			out = append(out, l)
		}
		column++
	}
	return out
}

// deepest is how often the parts of a page are cut: more than any layout needs.
const deepest = 40

// cut returns the parts of a page between which lines do not go on. Those that stand below each other, and are as wide, are one.
func cut(pieces []Line, depth int) [][]Line {
	if len(pieces) < 6 || depth > deepest {
		return [][]Line{pieces}
	}
	if left, right := gutter(pieces); left != nil {
		return append(cut(left, depth+1), cut(right, depth+1)...)
	}
	above, below := gap(pieces)
	if above == nil {
		return [][]Line{pieces}
	}
	a, b := cut(above, depth+1), cut(below, depth+1)
	if len(a) == 1 && len(b) == 1 {
		return [][]Line{pieces}
	}
	return append(a, b...)
}

// gutter divides the pieces at a strip that none of them crosses, if columns of text stand on both sides of it.
func gutter(pieces []Line) (left, right []Line) {
	sorted := slices.Clone(pieces)
	slices.SortStableFunc(sorted, func(a, b Line) int { return cmp.Compare(a.Left, b.Left) })
	reach := sorted[0].Right
	for i := 1; i < len(sorted); i++ {
		if sorted[i].Left-reach > 0.5*median(pieces) && isColumn(sorted[:i]) && isColumn(sorted[i:]) && beside(sorted[:i], sorted[i:]) {
			cutAt := sorted[i].Left
			for _, p := range pieces {
				if p.Left < cutAt {
					left = append(left, p)
				} else {
					right = append(right, p)
				}
			}
			return left, right
		}
		reach = max(reach, sorted[i].Right)
	}
	return nil, nil
}

// isColumn reports whether pieces are lines of running text rather than labels, numbers or the cells of a table.
func isColumn(pieces []Line) bool {
	letters := 0
	for _, p := range pieces {
		letters += len(p.Text)
	}
	return len(pieces) >= 3 && letters/len(pieces) >= 15
}

// beside reports whether two sets of pieces stand beside each other for at least half of the shorter one.
func beside(a, b []Line) bool {
	top, bottom := extent(a)
	otherTop, otherBottom := extent(b)
	both := min(top, otherTop) - max(bottom, otherBottom)
	return both > 0.5*min(top-bottom, otherTop-otherBottom)
}

func extent(lines []Line) (top, bottom float64) {
	top, bottom = lines[0].Top, lines[0].Bottom
	for _, l := range lines {
		top, bottom = max(top, l.Top), min(bottom, l.Bottom)
	}
	return top, bottom
}

// gap divides the pieces at the highest of the widest gaps that go across all of them.
func gap(pieces []Line) (above, below []Line) {
	sorted := slices.Clone(pieces)
	slices.SortStableFunc(sorted, func(a, b Line) int { return cmp.Compare(b.Top, a.Top) })
	reach, widest, at := sorted[0].Bottom, 0.0, 0
	for i := 1; i < len(sorted); i++ {
		if g := reach - sorted[i].Top; g > widest {
			widest, at = g, i
		}
		reach = min(reach, sorted[i].Bottom)
	}
	if at == 0 {
		return nil, nil
	}
	limit := sorted[at].Top
	for _, p := range pieces {
		if p.Top > limit {
			above = append(above, p)
		} else {
			below = append(below, p)
		}
	}
	return above, below
}

// median returns the median height of the pieces.
func median(pieces []Line) float64 {
	h := make([]float64, len(pieces))
	for i := range pieces {
		h[i] = pieces[i].Height()
	}
	slices.Sort(h)
	return h[len(h)/2]
}

// rows joins pieces that stand on one line, and returns the lines from the top down.
func rows(pieces []Line) []Line {
	sorted := slices.Clone(pieces)
	slices.SortStableFunc(sorted, func(a, b Line) int { return cmp.Compare(b.Bottom+b.Top, a.Bottom+a.Top) })
	var out []Line
	for i := 0; i < len(sorted); {
		row := []Line{sorted[i]}
		for i++; i < len(sorted) && sameRow(&row[0], &sorted[i]); i++ {
			row = append(row, sorted[i])
		}
		slices.SortStableFunc(row, func(a, b Line) int { return cmp.Compare(a.Left, b.Left) })
		l := row[0]
		for _, p := range row[1:] {
			if !strings.HasSuffix(l.Text, " ") && p.Left-l.Right > 0.1*l.Height() {
				l.Text += " "
			}
			l.Text += p.Text
			l.Right, l.Top, l.Bottom = max(l.Right, p.Right), max(l.Top, p.Top), min(l.Bottom, p.Bottom)
		}
		out = append(out, l)
	}
	return out
}

// sameRow reports whether the middle of the lower of two pieces lies within the line of the other.
func sameRow(a, b *Line) bool {
	return math.Abs((a.Top+a.Bottom)-(b.Top+b.Bottom))/2 < 0.4*min(a.Height(), b.Height())
}
