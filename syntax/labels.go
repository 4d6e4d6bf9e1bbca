package syntax

// UPOS is a universal part of speech; its String is the UD name.
type UPOS uint8

// XPOS is a Penn Treebank tag; its String is the tag.
type XPOS uint8

// Rel is a UD v2 relation with its subtype where English has one; its String is the UD name.
type Rel uint8

// The universal parts of speech.
const (
	NoUPOS UPOS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
)

var uposNames = []string{"_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

// The Penn Treebank tags, as UD English uses them.
const (
	NoXPOS XPOS = iota
	TagADD
	TagAFX
	TagCC
	TagCD
	TagDT
	TagEX
	TagFW
	TagGW
	TagHYPH
	TagIN
	TagJJ
	TagJJR
	TagJJS
	TagLS
	TagMD
	TagNFP
	TagNN
	TagNNP
	TagNNPS
	TagNNS
	TagPDT
	TagPOS
	TagPRP
	TagPRPS // PRP$
	TagRB
	TagRBR
	TagRBS
	TagRP
	TagSYM
	TagTO
	TagUH
	TagVB
	TagVBD
	TagVBG
	TagVBN
	TagVBP
	TagVBZ
	TagWDT
	TagWP
	TagWPS // WP$
	TagWRB
	TagXX
	TagComma  // ,
	TagPeriod // .
	TagColon  // :
	TagOpen   // ``
	TagClose  // ''
	TagLRB    // -LRB-
	TagRRB    // -RRB-
	TagDollar // $
	TagHash   // #
)

var xposNames = []string{"_", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP",
	"NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN",
	"VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "$", "#"}

// The UD relations of English.
const (
	NoRel Rel = iota
	Root
	Acl
	AclRelcl
	Advcl
	AdvclRelcl
	Advmod
	Amod
	Appos
	Aux
	AuxPass
	Case
	Cc
	CcPreconj
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjOuter
	CsubjPass
	Dep
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjOuter
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	Punct
	Reparandum
	Vocative
	Xcomp
)

var relNames = []string{"_", "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass",
	"case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep", "det",
	"det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss",
	"nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis",
	"punct", "reparandum", "vocative", "xcomp"}

func (p UPOS) String() string { return uposNames[p] }
func (p XPOS) String() string { return xposNames[p] }
func (r Rel) String() string  { return relNames[r] }

// UPOSOf, XPOSOf and RelOf return the label with a UD name; ok is false, and the label zero, for a name that has none.
func UPOSOf(name string) (UPOS, bool) { v, ok := uposIndex[name]; return UPOS(v), ok }
func XPOSOf(name string) (XPOS, bool) { v, ok := xposIndex[name]; return XPOS(v), ok }
func RelOf(name string) (Rel, bool)   { v, ok := relIndex[name]; return Rel(v), ok }

var (
	uposIndex = index(uposNames)
	xposIndex = index(xposNames)
	relIndex  = index(relNames)
)

func index(names []string) map[string]uint8 {
	m := make(map[string]uint8, len(names))
	for i, n := range names {
		m[n] = uint8(i)
	}
	return m
}

// Counts of labels, for arrays indexed by them.
var (
	NumUPOS = len(uposNames)
	NumXPOS = len(xposNames)
	NumRel  = len(relNames)
)
