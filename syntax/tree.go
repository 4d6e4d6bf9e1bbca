// Package syntax tags, lemmatises and parses sentences: parts of speech, lemmas and
// dependency trees after Universal Dependencies, version 2.
package syntax

// A Word is what the language layer says of one token.
type Word struct {
	UPOS    UPOS
	XPOS    XPOS   // Penn Treebank tag, as UD English has it
	Rel     Rel    // relation to the head
	Coarse  uint8  // class of the cluster; 0 for none
	Cluster uint16 // class of words used alike, found in unlabelled text; 0 for none
	Head    int    // index of the head in the document's tokens; -1 for the root of a sentence
	Begin   int    // first token of the word's subtree
	End     int    // one past the last token of the word's subtree
	Lemma   string
}

// Trees are the words of a document, one for each token of the text.Doc they were made from,
// with heads that are indexes into the whole document. They are read-only and safe for concurrent use.
type Trees struct {
	Words []Word
	// next and first make the children lists: see Children.
	first, next []int32
}

// Link (re)builds the children lists and the subtree ranges from the heads, in linear time.
// Words on a cycle, which no tree has, keep the range of themselves alone.
func (t *Trees) Link() {
	n := len(t.Words)
	room := make([]int32, 3*n)
	t.first, t.next = room[:n:n], room[n:2*n:2*n]
	for i := range room[:2*n] {
		room[i] = -1
	}
	order := room[2*n : 2*n : 3*n] // heads before their children
	for i := n - 1; i >= 0; i-- {
		w := &t.Words[i]
		w.Begin, w.End = i, i+1
		if w.Head >= 0 && w.Head < n {
			t.next[i] = t.first[w.Head]
			t.first[w.Head] = int32(i)
		} else {
			order = append(order, int32(i))
		}
	}
	for at := 0; at < len(order); at++ {
		for c := t.first[order[at]]; c >= 0; c = t.next[c] {
			order = append(order, c)
		}
	}
	for at := len(order) - 1; at >= 0; at-- {
		w := &t.Words[order[at]]
		if w.Head >= 0 && w.Head < n {
			h := &t.Words[w.Head]
			h.Begin, h.End = min(h.Begin, w.Begin), max(h.End, w.End)
		}
	}
}

// FirstChild returns the leftmost child of word i, or -1.
func (t *Trees) FirstChild(i int) int { return int(t.first[i]) }

// NextChild returns the next child to the right with the same head, or -1.
func (t *Trees) NextChild(i int) int { return int(t.next[i]) }

// Child returns the first child of i that has one of the relations, or -1.
func (t *Trees) Child(i int, rels ...Rel) int {
	for c := t.FirstChild(i); c >= 0; c = t.NextChild(c) {
		for _, r := range rels {
			if t.Words[c].Rel == r {
				return c
			}
		}
	}
	return -1
}
