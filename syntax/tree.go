// Package syntax tags, lemmatises and parses sentences: parts of speech, lemmas and
// dependency trees after Universal Dependencies, version 2.
package syntax

// A Word is what the language layer says of one token.
type Word struct {
	UPOS  UPOS
	XPOS  XPOS // Penn Treebank tag, as UD English has it
	Rel   Rel  // relation to the head
	Head  int  // index of the head in the document's tokens; -1 for the root of a sentence
	Begin int  // first token of the word's subtree
	End   int  // one past the last token of the word's subtree
	Lemma string
}

// Trees are the words of a document, one for each token of the text.Doc they were made from,
// with heads that are indexes into the whole document. They are read-only and safe for concurrent use.
type Trees struct {
	Words []Word
	// next and first make the children lists: see Children.
	first, next []int32
}

// Link (re)builds the children lists and the subtree ranges from the heads.
func (t *Trees) Link() {
	n := len(t.Words)
	t.first = make([]int32, n)
	t.next = make([]int32, n)
	for i := range t.first {
		t.first[i], t.next[i] = -1, -1
	}
	for i := n - 1; i >= 0; i-- {
		t.Words[i].Begin, t.Words[i].End = i, i+1
		if h := t.Words[i].Head; h >= 0 {
			t.next[i] = t.first[h]
			t.first[h] = int32(i)
		}
	}
	// A tree has no cycle, so walking each word up to its root ends; trees are shallow.
	for i := range t.Words {
		for h := t.Words[i].Head; h >= 0; h = t.Words[h].Head {
			if t.Words[h].Begin > i {
				t.Words[h].Begin = i
			}
			if t.Words[h].End < i+1 {
				t.Words[h].End = i + 1
			}
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
