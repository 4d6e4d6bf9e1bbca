package syntax

import (
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"slices"

	"github.com/readout-project/readout/linear"
)

// A Model is everything that is learned: what training makes and a Parser reads with.
type Model struct {
	Tags    []Tag    // the joint tags, by number
	Actions []Action // the transitions, by number, in the order of their kinds
	Lexicon *Lexicon
	Lemmas  *Lemmas
	Tagger  *linear.Model
	Parser  *linear.Model
	Marks   *linear.Model // of one class: how well a mark fits a head
}

const magic = "RSYN2"

var errModel = errors.New("syntax: not a model, or a damaged one")

// WriteTo writes the model; Decode reads it.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	b := []byte(magic)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.Tags)))
	for _, t := range m.Tags {
		b = append(b, byte(t.UPOS), byte(t.XPOS))
	}
	b = appendActions(b, m.Actions)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.Lexicon.entries)))
	for _, e := range m.Lexicon.entries {
		b = binary.LittleEndian.AppendUint16(b, e.Cluster)
		b = binary.LittleEndian.AppendUint16(b, e.Ambiguity)
		b = append(b, e.Coarse)
	}
	b = m.Lexicon.words.append(b)
	b = m.Lexicon.forms.append(b)
	b = m.Lemmas.append(b)
	n, err := w.Write(b)
	total := int64(n)
	for _, part := range []*linear.Model{m.Tagger, m.Parser, m.Marks} {
		if err != nil {
			return total, err
		}
		var k int64
		k, err = part.WriteTo(w)
		total += k
	}
	return total, err
}

func appendActions(b []byte, actions []Action) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(actions)))
	for _, a := range actions {
		b = append(b, byte(a.Kind), byte(a.Rel))
	}
	return b
}

// Decode reads a model.
func Decode(b []byte) (*Model, error) {
	r := &reader{b: b}
	if string(r.take(len(magic))) != magic {
		return nil, errModel
	}
	m := &Model{Lexicon: new(Lexicon), Lemmas: new(Lemmas)}
	for range r.count(2) {
		p := r.take(2)
		if int(p[0]) >= NumUPOS || int(p[1]) >= NumXPOS {
			r.fail()
			break
		}
		m.Tags = append(m.Tags, Tag{UPOS(p[0]), XPOS(p[1])})
	}
	m.Actions = r.actions()
	if len(m.Tags) == 0 || len(m.Tags) > 255 || !complete(m.Actions) {
		return nil, errModel
	}
	n := r.count(5)
	m.Lexicon.entries = make([]Entry, n)
	p := r.take(5 * n)
	for i := range m.Lexicon.entries {
		m.Lexicon.entries[i] = Entry{binary.LittleEndian.Uint16(p[5*i:]), p[5*i+4], binary.LittleEndian.Uint16(p[5*i+2:])}
	}
	m.Lexicon.words.decode(r, n)
	m.Lexicon.forms.decode(r, len(m.Tags))
	m.Lemmas.decode(r)
	if r.bad {
		return nil, errModel
	}
	var err error
	if m.Tagger, b, err = linear.Decode(r.b); err != nil {
		return nil, err
	}
	if m.Parser, b, err = linear.Decode(b); err != nil {
		return nil, err
	}
	if m.Marks, b, err = linear.Decode(b); err != nil {
		return nil, err
	}
	if len(b) > 0 || m.Marks.Classes != 1 || m.Tagger.Classes != len(m.Tags) || m.Parser.Classes != len(m.Actions) {
		return nil, errModel
	}
	return m, nil
}

func (r *reader) actions() (list []Action) {
	for range r.count(2) {
		p := r.take(2)
		if Kind(p[0]) > Right || int(p[1]) >= NumRel {
			r.fail()
			break
		}
		list = append(list, Action{Kind(p[0]), Rel(p[1])})
	}
	return list
}

// complete reports whether the actions are in order and can build every tree: shift is the first, and one draws
// arcs to the right.
func complete(actions []Action) bool {
	sorted := slices.IsSortedFunc(actions, func(a, b Action) int { return int(a.Kind) - int(b.Kind) })
	return sorted && len(actions) > 1 && actions[0].Kind == Shift && actions[1].Kind != Shift && actions[len(actions)-1].Kind == Right
}

func sortedKeys[V any](m map[uint64]V) []uint64 { return slices.Sorted(maps.Keys(m)) }

// A reader takes fields from the front of b. After a field that does not fit it is bad, and fields are zeros.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) fail() { r.bad, r.b = true, nil }

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail()
		return make([]byte, max(0, min(n, 64)))
	}
	p := r.b[:n]
	r.b = r.b[n:]
	return p
}

func (r *reader) uint32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }

// count reads a number of items of the size in bytes; it is 0 where they do not fit.
func (r *reader) count(size int) int {
	n := int(r.uint32())
	if n*size > len(r.b) {
		r.fail()
		return 0
	}
	return n
}

// later sets a table aside and returns what decodes it when its limit is known.
func (r *reader) later() func(h *hashed, limit int) {
	at := *r
	n := r.count(8)
	r.take(8 * n)
	return func(h *hashed, limit int) {
		h.decode(&at, limit)
		if at.bad {
			r.fail()
		}
	}
}

// strings reads what appendStrings wrote.
func (r *reader) strings() []string {
	n := r.count(1)
	sizes := r.take(n)
	total := 0
	for _, s := range sizes {
		total += int(s)
	}
	all := string(r.take(total))
	if r.bad {
		return nil
	}
	out := make([]string, n)
	for i, s := range sizes {
		out[i], all = all[:s], all[s:]
	}
	return out
}

// appendStrings writes the strings, each of at most 255 bytes: their sizes, then all of them as one.
func appendStrings(b []byte, list []string) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(list)))
	for _, s := range list {
		b = append(b, byte(len(s)))
	}
	for _, s := range list {
		b = append(b, s...)
	}
	return b
}
