package event

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/readout-project/readout/text"
)

// An Error is a fault in a file of frames.
type Error struct {
	File         string
	Line, Column int // from 1; the column in bytes
	Text         string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Text)
}

// Names of files in the folder of frames that hold no frames.
const (
	listsFile     = "lists.txt"
	supportFile   = "support.txt"
	governorsFile = "governors.txt"
	irregularFile = "irregular.txt"
)

// ReadFrames reads all .txt files of the folder "frames", and actors.txt beside it, which may be missing. Where a file has an
// error, it is an *Error, and nothing is loaded.
func ReadFrames(fsys fs.FS) (*Frames, error) {
	p := &parser{out: &Frames{index: map[uint64][]int32{}, preps: map[uint64]prep{}, words: map[uint64]kinds{}, actors: map[uint64]string{}, past: map[uint64]bool{},
		lists: map[string]map[uint64]struct{}{}, odd: map[string][]string{}}}
	file := func(name string, do func(string) error) error {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		return p.file(name, string(b), do)
	}
	names, err := fs.Glob(fsys, "frames/*.txt")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	steps := []struct {
		name string
		line func(string) error
	}{{irregularFile, p.irregular}, {listsFile, p.list}, {supportFile, p.support}, {governorsFile, p.governor}}
	for _, s := range steps {
		if name := joined("frames", s.name); slices.Contains(names, name) {
			if err := file(name, s.line); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(steps, func(s struct {
			name string
			line func(string) error
		}) bool {
			return name == joined("frames", s.name)
		}) {
			if err := file(name, p.frame); err != nil {
				return nil, err
			}
		}
	}
	if _, err := fs.Stat(fsys, "actors.txt"); err == nil {
		if err := file("actors.txt", p.actor); err != nil {
			return nil, err
		}
	}
	p.out.deeds, p.out.amounts = p.out.lists[deedsList], p.out.lists[amountsList]
	return p.out, nil
}

// With returns the frames together with those of a file of the user's: sections, frames, and lists ("@name = word, word") for the
// frames after them, which may also name the program's lists. Where a frame of the file and another fit equally well, the
// file's decides. Where the file has an error, it is an *Error with that name, and the frames stay as they were.
func (f *Frames) With(name, content string) (*Frames, error) {
	out := *f
	out.frames = slices.Clip(f.frames)
	out.index = maps.Clone(f.index)
	out.preps, out.past, out.lists = maps.Clone(f.preps), maps.Clone(f.past), maps.Clone(f.lists)
	p := &parser{out: &out, own: true}
	if err := p.file(name, content, func(line string) error {
		if line[0] == '@' {
			return p.list(line)
		}
		return p.frame(line)
	}); err != nil {
		return nil, err
	}
	return &out, nil
}

// Lists that the finder itself reads: nouns that stand for those whose they are, nouns that count others, and weapons.
const (
	deedsList   = "@deeds"
	amountsList = "@amounts"
	weaponsList = "@weapons" // what kills in somebody's hands
	firesList   = "@fires"
	mishapsList = "@mishaps" // what kills and is nobody's deed, whoever's name stands before it

	somebodyList = "@somebody" // no list: any mention of a person, an organization, a country or a group
)

// A parser reads files of frames.
type parser struct {
	out *Frames
	own bool // what is read is the user's

	name  string
	line  int
	raw   string // the line
	class int    // of the section; -1 before the first
	mode  string
	cameo string
}

// fail returns an error that points at part, which is a piece of the line.
func (p *parser) fail(part, format string, args ...any) error {
	column := strings.Index(p.raw, part) + 1
	return &Error{p.name, p.line, max(1, column), fmt.Sprintf(format, args...)}
}

// file reads the lines of a file that say something.
func (p *parser) file(name, content string, do func(string) error) error {
	p.name, p.line, p.class = name, 0, -1
	for line := range strings.Lines(content) {
		p.line++
		p.raw = strings.TrimRight(line, "\r\n")
		content, _, _ := strings.Cut(p.raw, "#")
		if content = strings.TrimSpace(content); content == "" {
			continue
		}
		if err := do(content); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) irregular(line string) error {
	f := strings.Fields(line)
	if len(f) < 2 {
		return p.fail(line, "want a lemma and its forms")
	}
	p.out.odd[f[0]] = append(p.out.odd[f[0]], f[1:]...)
	return nil
}

// list reads "@name = word, word".
func (p *parser) list(line string) error {
	name, words, ok := strings.Cut(line, "=")
	name = strings.TrimSpace(name)
	if !ok || !strings.HasPrefix(name, "@") || strings.ContainsAny(name, " ,") {
		return p.fail(line, "want @NAME = word, word …")
	}
	if p.out.lists[name] != nil {
		return p.fail(name, "the list %s stands here twice", name)
	}
	set, err := p.words(words)
	p.out.lists[name] = set
	return err
}

// words reads words and lists, parted by commas, to the hashes of their forms.
func (p *parser) words(s string) (map[uint64]struct{}, error) {
	out := map[uint64]struct{}{}
	for w := range strings.SplitSeq(s, ",") {
		w = strings.TrimSpace(w)
		switch {
		case w == "" || strings.ContainsAny(w, " |>:"):
			return nil, p.fail(strings.TrimSpace(s), "%q is no word", w)
		case w[0] == '@':
			set, ok := p.out.lists[w]
			if !ok {
				return nil, p.fail(w, "no list %s in %s", w, listsFile)
			}
			for h := range set {
				out[h] = struct{}{}
			}
		default:
			for _, f := range p.forms(w) {
				out[text.HashLower(f)] = struct{}{}
			}
		}
	}
	return out, nil
}

func (p *parser) marked(line string, names map[string]kinds) error {
	name, words, ok := strings.Cut(line, ":")
	bits := names[strings.TrimSpace(name)]
	if !ok || bits == 0 {
		var known []string
		for n := range names {
			known = append(known, n)
		}
		slices.Sort(known)
		return p.fail(line, "want one of %s, a colon and words", strings.Join(known, ", "))
	}
	set, err := p.words(words)
	for h := range set {
		p.out.words[h] |= bits
	}
	return err
}

func (p *parser) support(line string) error {
	return p.marked(line, map[string]kinds{"does": supports, "undergoes": undergoes, "happens": happens, "says": says})
}

func (p *parser) governor(line string) error {
	return p.marked(line, map[string]kinds{"intended": intends, "demanded": demands, "possible": allows, "conditional": supposes,
		"negative": negates, "topic": talksOf})
}

// actor reads "XX: name, name".
func (p *parser) actor(line string) error {
	code, names, ok := strings.Cut(line, ":")
	if code = strings.TrimSpace(code); !ok || len(code) != 2 || strings.ToUpper(code) != code {
		return p.fail(line, "want a country's two letters, a colon and names")
	}
	for n := range strings.SplitSeq(names, ",") {
		if n = strings.TrimSpace(n); n == "" {
			return p.fail(line, "an empty name")
		}
		h := text.HashLower(n)
		if old, ok := p.out.actors[h]; ok && old != code {
			return p.fail(n, "%s stands for %s already", n, old)
		}
		p.out.actors[h] = code
	}
	return nil
}

// frame reads a section's head or a frame.
func (p *parser) frame(line string) error {
	if rest, ok := strings.CutPrefix(line, "="); ok {
		f := strings.Fields(rest)
		if len(f) != 3 {
			return p.fail(line, "want = TYPE MODE CAMEO, with - for no mode")
		}
		p.class = slices.Index(Types[:], f[0])
		if p.class < 0 {
			return p.fail(f[0], "no type %q in PLOVER", f[0])
		}
		if p.mode = f[1]; p.mode == "-" {
			p.mode = ""
		}
		if p.cameo = f[2]; len(f[2]) < 2 || len(f[2]) > 4 || strings.Trim(f[2], "0123456789") != "" {
			return p.fail(f[2], "%q is no code of CAMEO: two to four figures", f[2])
		}
		return nil
	}
	if p.class < 0 {
		return p.fail(line, "a frame before the first section")
	}
	parts := strings.Split(line, "|")
	// "agree | on | subj > with": a second field without ">" or "+" that is one word is a particle of all verbs.
	x := frame{class: uint8(p.class), mode: p.mode, cameo: p.cameo, own: p.own, from: fmt.Sprintf("%s:%d", p.name, p.line)}
	triggers := strings.TrimSpace(parts[0])
	if triggers, x.noun = strings.CutPrefix(triggers, "noun "); !x.noun {
		triggers, x.adjective = strings.CutPrefix(triggers, "adjective ")
	}
	if len(parts) < 2 {
		return p.fail(line, "want triggers | actor > recipient | conditions")
	}
	if err := p.roles(strings.TrimSpace(parts[1]), &x); err != nil {
		return err
	}
	for _, c := range parts[2:] {
		if err := p.condition(strings.TrimSpace(c), &x); err != nil {
			return err
		}
	}
	for tr := range strings.SplitSeq(triggers, ",") {
		f := strings.Fields(tr)
		if len(f) == 0 {
			return p.fail(parts[0], "an empty trigger")
		}
		y := x
		for _, m := range f[1:] {
			y.more = append(y.more, text.HashLower(m))
		}
		at := int32(len(p.out.frames))
		p.out.frames = append(p.out.frames, y)
		for _, form := range p.forms(f[0]) {
			h := text.HashLower(form)
			if !x.noun && form != f[0] && !strings.HasSuffix(form, "s") && !strings.HasSuffix(form, "ing") {
				p.out.past[h] = true
			}
			switch l := p.out.index[h]; {
			case slices.Contains(l, at): // two rules make this form
			case p.own:
				p.out.index[h] = slices.Insert(slices.Clip(l), p.before(l), at)
			default:
				p.out.index[h] = append(l, at)
			}
		}
	}
	return nil
}

// before returns where in a list of frames the next of the user's stands: after his others, before the program's.
func (p *parser) before(list []int32) int {
	n := 0
	for n < len(list) && p.out.frames[list[n]].own {
		n++
	}
	return n
}

// roles reads "subj > obj/on", "subj + with" or "subj".
func (p *parser) roles(s string, x *frame) error {
	left, right, ok := strings.Cut(s, ">")
	if !ok {
		left, right, ok = strings.Cut(s, "+")
		x.several = ok
	}
	var err error
	if x.actor, err = p.slots(strings.TrimSpace(left)); err == nil && ok {
		x.recipient, err = p.slots(strings.TrimSpace(right))
	}
	return err
}

// slots reads names of slots parted by strokes.
func (p *parser) slots(s string) ([]slot, error) {
	var out []slot
	for name := range strings.SplitSeq(s, "/") {
		name = strings.TrimSpace(name)
		if r, ok := roleNames[name]; ok {
			out = append(out, slot{role: r})
			continue
		}
		if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") != "" {
			return nil, p.fail(s, "%q is no place in a clause: subj, obj, iobj, its, own, do, doer, inf, mod or a preposition", name)
		}
		h := text.HashLower(name)
		n, ok := p.out.preps[h]
		if !ok {
			n = prep(len(p.out.preps) + 1)
			p.out.preps[h] = n
		}
		out = append(out, slot{oblique, n})
	}
	return out, nil
}

// condition reads "[not] slot/slot[.mod]: word, word", with * for any word.
func (p *parser) condition(s string, x *frame) error {
	name, words, ok := strings.Cut(s, ":")
	if !ok {
		return p.fail(s, "want a place in the clause, a colon and words")
	}
	var c condition
	name, c.not = strings.CutPrefix(strings.TrimSpace(name), "not ")
	name, c.mod = strings.CutSuffix(name, ".mod")
	var err error
	if c.slots, err = p.slots(name); err != nil {
		return err
	}
	for i := range c.slots {
		if c.slots[i].role == complementObject {
			c.slots[i].role = complement
		}
	}
	if strings.TrimSpace(words) == "*" {
		c.any = true
	} else if strings.TrimSpace(words) == somebodyList {
		c.somebody = true
	} else if c.words, err = p.words(words); err != nil {
		return err
	}
	x.conditions = append(x.conditions, c)
	return nil
}

// forms returns the forms of a word, as a verb and as a noun.
func (p *parser) forms(w string) []string {
	out := append([]string{w}, p.out.odd[w]...)
	if strings.HasSuffix(w, "ing") && len(w) > 5 {
		return append(out, w+"s")
	}
	stem, last, before := w[:len(w)-1], w[len(w)-1], byte(0)
	if len(w) > 1 {
		before = w[len(w)-2]
	}
	vowel := func(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
	switch {
	case last == 'e' && before == 'i':
		return append(out, w+"s", w+"d", w[:len(w)-2]+"ying")
	case last == 'e' && (before == 'e' || before == 'o'):
		return append(out, w+"s", w+"d", w+"ing")
	case last == 'e':
		return append(out, w+"s", w+"d", stem+"ing")
	case last == 'y' && !vowel(before):
		return append(out, stem+"ies", stem+"ied", w+"ing")
	case last == 's' || last == 'x' || last == 'z' || last == 'h' && (before == 's' || before == 'c'):
		return append(out, w+"es", w+"ed", w+"ing")
	}
	out = append(out, w+"s", w+"ed", w+"ing")
	if !vowel(last) && last != 'w' && last != 'y' && vowel(before) && len(w) > 2 && (!vowel(w[len(w)-3]) || len(w) == 4 && w[:2] == "qu") {
		out = append(out, w+string(last)+"ed", w+string(last)+"ing")
	}
	return out
}
