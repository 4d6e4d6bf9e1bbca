package article

import (
	"slices"
	"sort"
	"strings"

	"golang.org/x/net/html/atom"
)

// A layout knows the blocks of a page and which parts they lie in.
type layout struct {
	*tree
	kinds  []partKind // what the names of an element say; by node
	ranks  []int      // of an element that is named as the body of an article; else len(words.rank)
	blocks []block
	sums   []int // sums[k] is the mass of blocks[:k] that are not dropped
}

func newLayout(t *tree) *layout {
	l := &layout{tree: t, kinds: make([]partKind, len(t.nodes)), ranks: make([]int, len(t.nodes))}
	for i := range t.nodes {
		l.ranks[i] = len(words.rank)
		if t.nodes[i].tag != "" {
			l.kinds[i], l.ranks[i] = t.kindOf(int32(i))
		}
	}
	l.findPosts()
	l.blocks = t.blocks(l.kinds)
	l.sum()
	return l
}

// findPosts takes articles with a time of their own in a live blog for its posts, where none is named so.
func (l *layout) findPosts() {
	if slices.ContainsFunc(l.kinds, func(k partKind) bool { return k&isLive != 0 }) {
		return
	}
	for i := int32(1); i < int32(len(l.nodes)); i++ {
		if l.kinds[i]&isBlog == 0 {
			continue
		}
		for j := i + 1; j < l.nodes[i].end; j++ {
			if l.nodes[j].atom == atom.Article && l.timeOf(j) != "" {
				l.kinds[j] = l.kinds[j]&^isDrop | isLive
				j = l.nodes[j].end - 1
			}
		}
		i = l.nodes[i].end - 1
	}
}

// kindOf tells what an element's names, role and tag say of it.
func (t *tree) kindOf(i int32) (kind partKind, rank int) {
	n := &t.nodes[i]
	rank = len(words.rank)
	switch n.atom {
	case atom.Html, atom.Body:
		return 0, rank
	case atom.Nav, atom.Aside, atom.Footer, atom.Dialog, atom.Menu, atom.Figcaption, atom.Figure, atom.Button, atom.Fieldset:
		kind = isDrop
	case atom.Header:
		if !t.within(i, atom.Article) {
			kind = isDrop
		}
	}
	for _, a := range t.attrs[n.attr : n.attr+n.nattr] {
		switch a.key {
		case "class", "id", "data-testid", "data-component", "data-type", "aria-label":
			if a.key == "aria-label" && strings.Count(a.value, " ") > 2 {
				continue // a headline
			}
			k, r := words.kindOf(a.value)
			kind |= k
			rank = min(rank, r)
		case "itemprop":
			switch strings.ToLower(a.value) {
			case "articlebody":
				kind |= isBody
				rank = -1
			case "comment":
				kind |= isComments
			}
		case "name":
			if n.atom == atom.Section && a.value == "articleBody" {
				kind |= isBody
				rank = 0
			}
		case "role":
			switch a.value {
			case "navigation", "banner", "complementary", "contentinfo", "search", "dialog", "menu", "menubar", "alert", "tablist":
				kind |= isDrop
			}
		case "hidden":
			kind |= isDrop
		case "aria-hidden":
			if a.value == "true" {
				kind |= isDrop
			}
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(a.value), " ", ""); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				kind |= isDrop
			}
		}
	}
	if kind&(isBody|isKeep|isCorrection|isLive) != 0 {
		kind &^= isDrop
	}
	return kind, rank
}

// timeOf returns when a post of a live blog was published, or "".
func (l *layout) timeOf(post int32) string {
	for i := post; i < min(l.nodes[post].end, post+maxLooked); i++ {
		for _, key := range []string{"datetime", "data-timestamp"} {
			if s, ok := l.lookup(i, key); ok {
				return parseTime(s)
			}
		}
	}
	return ""
}

func (l *layout) sum() {
	l.sums = append(l.sums[:0], 0)
	total := 0
	for k := range l.blocks {
		if !l.blocks[k].drop {
			total += l.blocks[k].mass()
		}
		l.sums = append(l.sums, total)
	}
}

// inside returns the blocks in element i: l.blocks[from:to].
func (l *layout) inside(i int32) (from, to int) {
	end := l.nodes[i].end
	from = sort.Search(len(l.blocks), func(k int) bool { return l.blocks[k].node >= i })
	to = from + sort.Search(len(l.blocks)-from, func(k int) bool { return l.blocks[from+k].node >= end })
	return from, to
}

func (l *layout) mass(i int32) int {
	from, to := l.inside(i)
	return l.sums[to] - l.sums[from]
}

// prune drops what is not the article by its name, unless most of the page's text stands in it. What is called comment and holds
// the headline is a comment of the outlet's.
func (l *layout) prune() {
	l.pruneKind(isComments, func(i int32, _ int) bool {
		if l.holds(i, 0) {
			l.kinds[i] &^= isComments
			return false
		}
		return true
	})
	l.sum()
	total := l.mass(0)
	l.pruneKind(isDrop, func(i int32, mass int) bool {
		switch {
		case mass*10 > total*6:
			return false
		case mass*10 > total*3:
			return !l.holds(i, isBody)
		}
		return true
	})
	l.sum()
}

// holds reports whether element i holds a heading of the first order, or an element of the kind.
func (l *layout) holds(i int32, kind partKind) bool {
	for j := i + 1; j < l.nodes[i].end; j++ {
		if l.nodes[j].atom == atom.H1 || l.kinds[j]&kind != 0 {
			return true
		}
	}
	return false
}

func (l *layout) pruneKind(kind partKind, yes func(i int32, mass int) bool) {
	for i := int32(1); i < int32(len(l.nodes)); i++ {
		if l.kinds[i]&kind == 0 || !yes(i, l.mass(i)) {
			continue
		}
		from, to := l.inside(i)
		for k := from; k < to; k++ {
			l.blocks[k].drop = true
		}
		i = l.nodes[i].end - 1
	}
}

// roots returns the elements that hold the article's text, in order.
func (l *layout) roots() []int32 {
	total := l.mass(0)
	if posts := l.posts(); len(posts) > 1 {
		if i := l.common(posts); l.mass(i)*2 > total {
			return []int32{i}
		}
	}
	if roots := l.named(total); roots != nil {
		return roots
	}
	if i := l.headed(); i != 0 && l.mass(i)*10 > total*4 {
		return []int32{l.descend(i)}
	}
	return []int32{l.descend(0)}
}

// headed returns the one element <article> that holds a heading of the first order, or 0.
func (l *layout) headed() int32 {
	found := int32(0)
	for i := int32(1); i < int32(len(l.nodes)); i++ {
		if l.nodes[i].atom != atom.Article {
			continue
		}
		for j := i + 1; j < l.nodes[i].end; j++ {
			if l.nodes[j].atom != atom.H1 {
				continue
			}
			if found != 0 {
				return 0
			}
			found = i
			break
		}
		i = l.nodes[i].end - 1
	}
	return found
}

// posts returns the posts of a live blog.
func (l *layout) posts() []int32 {
	var posts []int32
	for i := int32(1); i < int32(len(l.nodes)); i++ {
		if l.kinds[i]&isLive != 0 && l.mass(i) > 0 {
			posts = append(posts, i)
			i = l.nodes[i].end - 1
		}
	}
	return posts
}

// named returns the elements that are called the body of an article, by the surest of the names.
func (l *layout) named(total int) []int32 {
	byRank := map[int][]int32{}
	for i := int32(1); i < int32(len(l.nodes)); i++ {
		if l.kinds[i]&isBody != 0 && l.mass(i) > 0 {
			r := l.ranks[i]
			if last := byRank[r]; len(last) == 0 || l.nodes[last[len(last)-1]].end <= i {
				byRank[r] = append(byRank[r], i)
			}
		}
	}
	ranks := make([]int, 0, len(byRank))
	for r := range byRank {
		ranks = append(ranks, r)
	}
	slices.Sort(ranks)
	for _, r := range ranks {
		all, largest, sum := byRank[r], int32(0), 0
		for _, i := range all {
			m := l.mass(i)
			sum += m
			if largest == 0 || m > l.mass(largest) {
				largest = i
			}
		}
		if len(all) > 1 && l.mass(l.common(all))*2 > sum*3 {
			all, sum = []int32{largest}, l.mass(largest)
		}
		if sum*10 >= total*3 || sum > 1500 && sum*10 > total {
			return all
		}
	}
	return nil
}

// common returns the innermost element around all the given ones, which stand in order.
func (l *layout) common(all []int32) int32 {
	i, last := all[0], all[len(all)-1]
	for i > 0 && l.nodes[i].end <= last {
		i = l.nodes[i].parent
	}
	return i
}

// descend goes from element i into the part that holds nearly all of its text, and on, as far as there is one.
func (l *layout) descend(i int32) int32 {
	for {
		mass, next := l.mass(i), int32(0)
		for j := i + 1; j < l.nodes[i].end; j = l.nodes[j].end {
			n := &l.nodes[j]
			if n.tag == "" || inline[n.atom] || n.atom == atom.P || n.atom == atom.Blockquote || n.atom == atom.Tr || n.atom == atom.Li {
				continue
			}
			if l.mass(j)*100 >= mass*descendShare && mass > 0 {
				next = j
				break
			}
		}
		if next == 0 {
			return i
		}
		i = next
	}
}

// descendShare is how much of an element's text, in percent, a part of it must hold to stand for it.
const descendShare = 92

// lines returns the blocks of the article's text. Where hardly any is found, the page is pruned anew: names of parts count for
// nothing then but comments, what the outlet says to its visitors, and what HTML itself calls no article.
func (l *layout) lines(title string) []block {
	out := l.linesIn(l.roots(), title)
	if size(out) >= shortText {
		return joinLabels(out)
	}
	for k := range l.blocks {
		l.blocks[k].drop = false
	}
	for i := range l.kinds {
		switch l.nodes[i].atom {
		case atom.Nav, atom.Footer, atom.Header, atom.Button, atom.Menu, atom.Dialog:
		default:
			if l.kinds[i]&isHard == 0 {
				l.kinds[i] &= isComments
			}
		}
	}
	l.prune()
	if more := l.linesIn([]int32{l.descend(0)}, title); size(more) > 2*size(out) {
		out = more
	}
	return joinLabels(out)
}

// shortText is how many bytes of text an article hardly goes below.
const shortText = 300

func size(lines []block) int {
	n := 0
	for k := range lines {
		n += len(lines[k].text)
	}
	return n
}

// linesIn returns the lines of the article that stand in the elements.
func (l *layout) linesIn(roots []int32, title string) []block {
	out := l.collect(roots, title)
	for len(out) > 1 && (words.trails(out[len(out)-1].text) || out[len(out)-1].heading()) {
		out = out[:len(out)-1]
	}
	return out
}

func (l *layout) collect(roots []int32, title string) []block {
	var (
		out     []block
		pending []block              // headings that nothing has followed yet
		seen    = map[string]int32{} // the container of each line
	)
	all, done := 0, 0
	for _, i := range roots {
		all += l.mass(i)
	}
	for _, i := range roots {
		from, to := l.inside(i)
		var lasts map[int32]int
		for k := from; k < to; k++ {
			b := l.blocks[k]
			around, again := seen[b.text]
			if b.drop || b.note || again && len(b.text) > 20 && (around != l.container(b.node) || b.heading()) {
				continue
			}
			if words.ends(b.text) && b.atom != atom.Li && done*100 > all*60 {
				if lasts == nil {
					lasts = l.lasts(from, to)
				}
				end := l.goesOn(k, i, out, lasts)
				if end == 0 {
					return out
				}
				k = end - 1
				continue
			}
			if !l.good(&b, len(out), title) {
				continue
			}
			seen[b.text] = l.container(b.node)
			if b.heading() {
				pending = append(pending, b)
				continue
			}
			done += b.mass()
			out = append(out, pending...)
			pending = pending[:0]
			out = append(out, b)
		}
	}
	return out
}

// goesOn tells where the text goes on behind the heading l.blocks[k] of what is not the article: the heading and what is under it may stand in an element
// of their own between two paragraphs. It returns the first block behind that element, or 0 where the text ends.
func (l *layout) goesOn(k int, root int32, out []block, lasts map[int32]int) int {
	if len(out) == 0 {
		return 0
	}
	last := out[len(out)-1].node
	box := l.nodes[l.blocks[k].node].parent
	for p := l.nodes[box].parent; p > root && p > last; p = l.nodes[p].parent {
		box = p
	}
	_, end := l.inside(box)
	if box <= last || end == k+1 {
		return 0
	}
	if lasts[l.container(last)] < end {
		return 0
	}
	return end
}

// lasts returns the last block of prose in each container, of l.blocks[from:to].
func (l *layout) lasts(from, to int) map[int32]int {
	last := map[int32]int{}
	for k := from; k < to; k++ {
		if b := &l.blocks[k]; !b.drop && b.mass() > 0 {
			last[l.container(b.node)] = k
		}
	}
	return last
}

// container returns the element around the block that a piece of text begins.
func (l *layout) container(text int32) int32 {
	i := l.nodes[text].parent
	for i > 0 && inline[l.nodes[i].atom] {
		i = l.nodes[i].parent
	}
	return l.nodes[i].parent
}

// notices returns the editors' notices of what was wrong, wherever on the page they stand.
func (l *layout) notices() []block {
	var out []block
	for _, b := range l.blocks {
		if b.note && !b.drop && !b.heading() && (len(b.text) > 25 || endsSentence(b.text)) {
			out = append(out, b)
		}
	}
	return out
}

// good reports whether a block of the article's part is text; before is how many stand before it.
func (l *layout) good(b *block, before int, title string) bool {
	size := len(b.text)
	switch {
	case b.links*10 > size*8 && size < 250, b.links*2 > size && size < 100:
		return false
	case b.text == title, words.junk(b.text), before == 0 && isByline(b.text):
		return false
	case b.atom == atom.H1 && before == 0:
		return false
	case before == 0 && size < 100 && !endsSentence(b.text) && b.atom != atom.P && !b.heading():
		return false
	case size < 25 && !endsSentence(b.text) && b.atom != atom.P && b.atom != atom.Li && b.atom != atom.Tr && b.atom != atom.Td && !b.heading():
		return false
	}
	return true
}
