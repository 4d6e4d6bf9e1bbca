package attribution

import (
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

var (
	hashSince = text.HashLower("since")
	hashIn    = text.HashLower("in")
)

// sinceWhen lets content with a superlative go on over what it is measured by: "called it the biggest walkout <since 2011>".
func (v *View) sinceWhen(content []Range) {
	x := &content[len(content)-1]
	if x.End+1 >= v.hi || v.sent[x.End] != v.sent[x.First] || v.quote[x.First] >= 0 {
		return
	}
	prep := v.doc.Tokens[x.End].Lower
	if prep != hashSince && !(prep == hashIn && v.trees.Words[x.End+1].UPOS == syntax.NUM) {
		return
	}
	most := false
	for i := x.First; i < x.End && !most; i++ {
		switch v.trees.Words[i].XPOS {
		case syntax.TagJJS, syntax.TagRBS:
			most = true
		}
	}
	if h := int(v.head[x.End]); most && h > x.End {
		x.End = max(x.End, min(v.trees.Words[h].End, v.doc.Sentences[v.sent[x.First]].End))
		*x = v.trim(*x)
	}
}
