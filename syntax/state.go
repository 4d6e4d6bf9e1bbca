package syntax

// A Tag is a joint tag: the tagger finds both parts of speech at once.
type Tag struct {
	UPOS UPOS
	XPOS XPOS
}

// A Kind is a kind of transition.
type Kind uint8

// The transitions of the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011).
const (
	Shift Kind = iota // push the first word of the buffer
	Left              // pop the top of the stack; its head is the first word of the buffer
	Right             // pop the top of the stack; its head is the word below it
)

// An Action is a transition with the relation of the arc it draws.
type Action struct {
	Kind Kind
	Rel  Rel
}

// A State is a configuration of the parser: the words 1 to N of a Skeleton, 0 for the root. The root lies at
// the bottom of the stack and takes one child, when nothing else is left; so every run ends in a tree.
type State struct {
	N     int
	Stack []int32 // from the root upwards
	Next  int     // first word of the buffer
	Nodes []Node
}

// A Node is a word of a State with the arcs drawn so far. Children are numbered from the outside in:
// L1 is the leftmost, R1 the rightmost.
type Node struct {
	Head           int32
	L1, L2, R1, R2 int32 // the index of a missing word where there is none
	Fn             int32 // the preposition, mark or copula among the left children that came last
	LN, RN         uint8 // how many children, up to 3
	Rel            Rel
	LSet, RSet     uint64 // bit sets of the relations of the children
}

// Reset makes the state the first one of a sentence of n words.
func (s *State) Reset(n int) {
	s.N, s.Next = n, 1
	s.Stack = append(s.Stack[:0], 0)
	s.Nodes = resize(s.Nodes, n+1+pad)
	none := int32(n + pad)
	for i := range s.Nodes {
		s.Nodes[i] = Node{Head: -1, L1: none, L2: none, R1: none, R2: none, Fn: none}
	}
}

// Done reports whether the tree is complete.
func (s *State) Done() bool { return len(s.Stack) == 1 && s.Next > s.N }

// Allows reports whether a transition of the kind may be made.
func (s *State) Allows(k Kind) bool {
	switch k {
	case Shift:
		return s.Next <= s.N
	case Left:
		return s.Next <= s.N && len(s.Stack) > 1
	}
	return len(s.Stack) > 2 || len(s.Stack) == 2 && s.Next > s.N
}

// Apply makes a transition that is allowed.
func (s *State) Apply(a Action) {
	top := len(s.Stack) - 1
	switch a.Kind {
	case Shift:
		s.Stack = append(s.Stack, int32(s.Next))
		s.Next++
	case Left:
		c := s.Stack[top]
		s.Stack = s.Stack[:top]
		h := &s.Nodes[s.Next]
		h.L2, h.L1 = h.L1, c
		h.LN = min(h.LN+1, 3)
		h.LSet |= 1 << a.Rel
		if a.Rel == Case || a.Rel == Mark {
			h.Fn = c
		}
		s.Nodes[c].Head, s.Nodes[c].Rel = int32(s.Next), a.Rel
	case Right:
		c := s.Stack[top]
		s.Stack = s.Stack[:top]
		h := &s.Nodes[s.Stack[top-1]]
		h.R2, h.R1 = h.R1, c
		h.RN = min(h.RN+1, 3)
		h.RSet |= 1 << a.Rel
		s.Nodes[c].Head, s.Nodes[c].Rel = s.Stack[top-1], a.Rel
	}
}
