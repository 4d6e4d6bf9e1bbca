package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// A block is a paragraph, a heading, an item of a list or a row of a table: a line of the text.
type block struct {
	text  string
	node  int32 // its first piece of text
	atom  atom.Atom
	links int // bytes of its text that lie in links
	from  int // bytes of the source
	to    int
	post  int32 // the element of the live blog's post that it belongs to, or 0
	note  bool  // a notice of the editors on what was wrong
	drop  bool  // lies in a part of the page that is not the article
}

// heading reports whether the block is a heading.
func (b *block) heading() bool {
	switch b.atom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// mass tells how much prose the block is.
func (b *block) mass() int {
	n := len(b.text) - b.links
	if b.heading() || b.links*2 > len(b.text) || n < 40 {
		return 0
	}
	if n < 120 && !endsSentence(b.text) {
		return n / 4
	}
	return n
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	r, _ := utf8.DecodeLastRuneInString(s)
	switch r {
	case '.', '!', '?', '…', '।', '。', '！', '？', '؟', ':':
		return true
	}
	return false
}

// A blocker cuts a tree into blocks.
type blocker struct {
	tree  *tree
	out   []block
	buf   []byte // the line so far, white space folded
	cur   block
	links int  // elements <a> around
	space bool // stands after the line so far
}

// blocks returns the lines of a page in order. kinds[i] is what the names of element i say.
func (t *tree) blocks(kinds []partKind) []block {
	b := blocker{tree: t}
	b.walk(kinds)
	return b.out
}

// never holds what is not shown, or is no text.
var never = atoms(atom.Script, atom.Style, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Select, atom.Textarea,
	atom.Head, atom.Title, atom.Noscript, atom.Noembed, atom.Noframes, atom.Applet, atom.Audio, atom.Video, atom.Canvas, atom.Map, atom.Datalist, atom.Meter, atom.Progress)

func (b *blocker) walk(kinds []partKind) {
	t := b.tree
	type scopeEnd struct {
		end   int32
		atom  atom.Atom // of the innermost block
		link  bool
		block bool
		post  int32
		note  bool
	}
	stack := []scopeEnd{{end: int32(len(t.nodes))}}
	for i := int32(1); i < int32(len(t.nodes)); i++ {
		for len(stack) > 1 && i >= stack[len(stack)-1].end {
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if top.block {
				b.flush()
			}
			if top.link {
				b.links--
			}
		}
		top := stack[len(stack)-1]
		n := &t.nodes[i]
		if n.tag == "" {
			b.add(i, n, block{atom: top.atom, post: top.post, note: top.note})
			continue
		}
		if never[n.atom] || inline[n.atom] && kinds[i]&(isDrop|isComments) != 0 {
			i = n.end - 1
			continue
		}
		switch n.atom {
		case atom.Br:
			if k := len(b.buf) - 1; k >= 0 && b.buf[k] == '\n' {
				b.flush() // two in a row end a paragraph
			} else if k >= 0 {
				b.buf = append(b.buf, '\n')
				b.space = false
			}
			continue
		case atom.Hr:
			b.flush()
			continue
		}
		next := scopeEnd{end: n.end, atom: top.atom, block: !inline[n.atom] && n.atom != 0, post: top.post, note: top.note || kinds[i]&isCorrection != 0}
		if n.atom == 0 { // inside a paragraph such elements stand around words
			next.block = customBlock(n.tag) && top.atom != atom.P
		}
		if kinds[i]&isLive != 0 {
			next.post = i
		}
		if next.block {
			if cell := n.atom == atom.Td || n.atom == atom.Th; cell && len(b.buf) > 0 && b.cur.atom == atom.Tr {
				b.buf = append(b.buf, " | "...)
				b.space = false
				next.block = false
			} else if cell && short(t, i) {
				next.block = false
				next.atom = atom.Tr
			} else {
				b.flush()
				next.atom = n.atom
			}
		}
		if n.atom == atom.A {
			if _, ok := t.lookup(i, "href"); ok {
				next.link = true
				b.links++
			}
		}
		if n.end > i+1 {
			stack = append(stack, next)
		} else if next.link {
			b.links--
		}
	}
	b.flush()
}

// customBlock reports whether an element that HTML does not know is a block: those that outlets define are, and some of wires.
func customBlock(tag string) bool { return strings.Contains(tag, "-") || wireBlocks[tag] }

var wireBlocks = map[string]bool{"hl1": true, "hl2": true, "bq": true, "block": true, "note": true, "media": true, "media.caption": true, "media.producer": true,
	"body.head": true, "body.content": true, "body.end": true, "byline": true, "byttl": true, "dateline": true, "tagline": true, "inlinexml": true, "inlinedata": true}

// short reports whether a cell of a table holds data and no paragraphs: pages of old are laid out with tables.
func short(t *tree, cell int32) bool {
	size := 0
	for j := cell + 1; j < t.nodes[cell].end; j++ {
		n := &t.nodes[j]
		if n.tag == "" {
			size += len(n.text)
		}
		if size > 200 || closesP[n.atom] || n.atom == atom.Br {
			return false
		}
	}
	return true
}

// add appends a piece of text to the line, white space folded; what is known of in holds for a line that it begins.
func (b *blocker) add(i int32, n *node, in block) {
	s := n.text
	if len(s) < 40 && words.unseen[strings.ToLower(strings.TrimSpace(s))] {
		return
	}
	if len(b.buf) == 0 {
		if s = strings.TrimLeftFunc(s, unicode.IsSpace); s == "" {
			return
		}
		b.cur = in
		b.cur.node, b.cur.from = i, n.from
	}
	before := len(b.buf)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			b.space = true
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060' || r < ' ':
		default:
			if b.space && len(b.buf) > 0 && b.buf[len(b.buf)-1] != '\n' {
				b.buf = append(b.buf, ' ')
			}
			b.space = false
			b.buf = utf8.AppendRune(b.buf, r)
		}
	}
	if len(b.buf) == before {
		return
	}
	if b.links > 0 {
		b.cur.links += len(b.buf) - before
	}
	b.cur.to = n.to
}

// flush ends the line.
func (b *blocker) flush() {
	b.space = false
	if text := strings.Trim(string(b.buf), " \n|"); text != "" {
		b.cur.text = text
		b.cur.note = b.cur.note || words.corrects(text)
		b.out = append(b.out, b.cur)
	}
	b.buf = b.buf[:0]
}
