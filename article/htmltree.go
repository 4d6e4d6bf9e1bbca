package article

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of a page, so that a hostile one costs little.
const (
	MaxPage    = 64 << 20 // bytes
	maxNodes   = 1 << 21  // elements and pieces of text
	maxDepth   = 512      // elements inside each other; deeper ones are taken for siblings
	maxAttrs   = 32       // of one element
	maxAttrLen = 1 << 16  // bytes of a value that is kept, but for content
)

// A tree is a page as a list of nodes in the order of the source, so that what is inside node i are
// the nodes from i+1 to nodes[i].end. It is built leniently: what is closed in the wrong order, or not at
// all, ends where a browser would end it, as far as the text needs that.
type tree struct {
	nodes []node
	attrs []attr
}

// A node is an element or, where tag is "", a piece of text.
type node struct {
	tag    string
	text   string // of a piece of text: character references resolved, white space as it came
	atom   atom.Atom
	parent int32
	end    int32 // the index after its last descendant
	attr   int32 // its attributes are attrs[attr : attr+nattr]
	nattr  int32
	from   int // bytes of the source: a piece of text and the start tag of an element
	to     int
}

type attr struct{ key, value string }

// kept are the attributes that somebody asks for.
var kept = map[string]bool{
	"class": true, "id": true, "role": true, "itemprop": true, "itemtype": true, "itemscope": true, "href": true, "rel": true,
	"content": true, "name": true, "property": true, "datetime": true, "title": true, "lang": true, "xml:lang": true,
	"type": true, "hidden": true, "style": true, "pubdate": true, "aria-hidden": true, "aria-label": true,
	"guid": true, "literal": true, "tag": true, "norm": true, "id-string": true, "holder": true, "regsrc": true, "date.publication": true, // of wires
	"data-testid": true, "data-component": true, "data-timestamp": true, "data-type": true, "data-block": true,
}

// parseHTML builds the tree of a page in UTF-8, or of a document in XML that resembles one.
func parseHTML(src []byte, isXML bool) (*tree, error) {
	t := &tree{nodes: make([]node, 1, len(src)/40+16)}
	t.nodes[0] = node{tag: "#page", parent: -1}
	b := treeBuilder{tree: t, open: make([]int32, 1, 64), count: map[atom.Atom]int{}}
	z := html.NewTokenizer(bytes.NewReader(src))
	z.AllowCDATA(isXML)
	at := 0
	for {
		kind := z.Next()
		size := len(z.Raw())
		switch kind {
		case html.ErrorToken:
			b.close(0)
			return t, nil
		case html.TextToken:
			b.text(z.Text(), at, at+size)
		case html.StartTagToken, html.SelfClosingTagToken:
			b.start(z, kind == html.SelfClosingTagToken, at, at+size)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(atom.Lookup(name), name)
		}
		at += size
		if len(t.nodes) > maxNodes {
			return nil, fmt.Errorf("is a page of more than %d elements", maxNodes)
		}
	}
}

// A treeBuilder knows which elements are open; the first is the page.
type treeBuilder struct {
	*tree
	open  []int32
	count map[atom.Atom]int // of the open elements
}

func (b *treeBuilder) add(n node) int32 {
	i := int32(len(b.nodes))
	n.parent, n.end = b.open[len(b.open)-1], i+1
	b.nodes = append(b.nodes, n)
	return i
}

func (b *treeBuilder) text(s []byte, from, to int) {
	b.add(node{text: string(s), from: from, to: to})
}

// close ends the open elements from the k-th on.
func (b *treeBuilder) close(k int) {
	for _, i := range b.open[k:] {
		b.nodes[i].end = int32(len(b.nodes))
		b.count[b.nodes[i].atom]--
	}
	b.open = b.open[:k]
}

func (b *treeBuilder) start(z *html.Tokenizer, selfClosing bool, from, to int) {
	name, more := z.TagName()
	n := node{atom: atom.Lookup(name), from: from, to: to, attr: int32(len(b.attrs))}
	if n.tag = n.atom.String(); n.atom == 0 {
		n.tag = string(name)
	}
	for k := 0; more && k < maxAttrs; k++ {
		var key, value []byte
		key, value, more = z.TagAttr()
		if kept[string(key)] && (len(value) <= maxAttrLen || string(key) == "content") {
			b.attrs = append(b.attrs, attr{string(key), string(value)})
		}
	}
	n.nattr = int32(len(b.attrs)) - n.attr
	b.imply(n.atom)
	i := b.add(n)
	if void[n.atom] || selfClosing && (inline[n.atom] || n.atom == 0) || len(b.open) >= maxDepth {
		return
	}
	b.open = append(b.open, i)
	b.count[n.atom]++
}

// imply closes what the start tag of an element closes.
func (b *treeBuilder) imply(a atom.Atom) {
	if b.count[atom.Head] > 0 && b.count[atom.Noscript] == 0 && !inHead[a] {
		b.closeNearest(atom.Head, nil)
	}
	switch {
	case a == atom.Li:
		b.closeNearest(atom.Li, listScope)
	case a == atom.Dt || a == atom.Dd:
		b.closeNearest(atom.Dt, listScope)
		b.closeNearest(atom.Dd, listScope)
	case a == atom.Tr:
		b.closeNearest(atom.Tr, tableScope)
	case a == atom.Td || a == atom.Th:
		b.closeNearest(atom.Td, tableScope)
		b.closeNearest(atom.Th, tableScope)
	case a == atom.Option:
		b.closeNearest(atom.Option, tableScope)
	case a == atom.A:
		b.closeNearest(atom.A, blockScope)
	}
	if closesP[a] {
		b.closeNearest(atom.P, scope)
	}
}

// closeNearest closes the innermost open element of a kind, unless one of the scope's lies between.
func (b *treeBuilder) closeNearest(a atom.Atom, bound map[atom.Atom]bool) {
	for k := len(b.open) - 1; k > 0 && b.count[a] > 0; k-- {
		switch open := b.nodes[b.open[k]].atom; {
		case open == a:
			b.close(k)
			return
		case bound[open]:
			return
		}
	}
}

func (b *treeBuilder) end(a atom.Atom, name []byte) {
	if a == atom.Html || a == atom.Body {
		return // what follows belongs to it all the same
	}
	for k := len(b.open) - 1; k > 0 && b.count[a] > 0; k-- {
		n := &b.nodes[b.open[k]]
		if n.atom == a && (a != 0 || n.tag == string(name)) {
			b.close(k)
			return
		}
		if inline[a] && !inline[n.atom] && n.atom != 0 && n.atom != atom.P || scope[n.atom] && a != atom.Table {
			return
		}
	}
}

// attribute returns the value of an attribute of node i, or "".
func (t *tree) attribute(i int32, key string) string {
	v, _ := t.lookup(i, key)
	return v
}

func (t *tree) lookup(i int32, key string) (string, bool) {
	n := &t.nodes[i]
	for _, a := range t.attrs[n.attr : n.attr+n.nattr] {
		if a.key == key {
			return a.value, true
		}
	}
	return "", false
}

// textOf returns the text inside node i, white space folded: of a large one, only its beginning.
func (t *tree) textOf(i int32) string {
	const maxText, maxInside = 2048, 1024
	var b strings.Builder
	for j := i + 1; j < min(t.nodes[i].end, i+maxInside) && b.Len() < maxText; j++ {
		n := &t.nodes[j]
		if n.atom == atom.Script || n.atom == atom.Style {
			j = n.end - 1
			continue
		}
		if n.tag == "" {
			b.WriteString(n.text)
		} else if !inline[n.atom] {
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// rawText returns the text of a script.
func (t *tree) rawText(i int32) string {
	if i+1 < t.nodes[i].end {
		return t.nodes[i+1].text
	}
	return ""
}

// within reports whether an element of a kind is around node i.
func (t *tree) within(i int32, a atom.Atom) bool {
	for i = t.nodes[i].parent; i > 0; i = t.nodes[i].parent {
		if t.nodes[i].atom == a {
			return true
		}
	}
	return false
}

func atoms(all ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(all))
	for _, a := range all {
		set[a] = true
	}
	return set
}

var (
	void = atoms(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta,
		atom.Param, atom.Source, atom.Track, atom.Wbr, atom.Basefont, atom.Frame, atom.Keygen)

	// inline elements do not end a line of text.
	inline = atoms(atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data,
		atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Nobr, atom.Q, atom.Rp,
		atom.Rt, atom.Ruby, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup,
		atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr, atom.Img, atom.Picture, atom.Source)

	inHead = atoms(atom.Head, atom.Html, atom.Title, atom.Base, atom.Link, atom.Meta, atom.Script, atom.Style, atom.Noscript, atom.Template)

	closesP = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir,
		atom.Div, atom.Dl, atom.Dd, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3,
		atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P,
		atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Ul)

	scope      = atoms(atom.Table, atom.Td, atom.Th, atom.Caption, atom.Template, atom.Object, atom.Button)
	listScope  = atoms(atom.Ul, atom.Ol, atom.Dl, atom.Menu, atom.Dir, atom.Table, atom.Td, atom.Th, atom.Template)
	tableScope = atoms(atom.Table, atom.Template, atom.Select)
	blockScope = atoms(atom.Div, atom.P, atom.Li, atom.Td, atom.Th, atom.Table, atom.Section, atom.Article, atom.H1, atom.H2, atom.H3)
)
