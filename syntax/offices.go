package syntax

import (
	_ "embed"
	"strings"

	"github.com/readout-project/readout/text"
)

//go:embed offices.txt
var officesFile string

// offices are the pairs of offices.txt, by the hashes of both words in lower case.
var offices = func() map[[2]uint64]bool {
	out := map[[2]uint64]bool{}
	for line := range strings.Lines(officesFile) {
		first, rest, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for second := range strings.FieldsSeq(rest) {
			out[[2]uint64{text.HashLower(first), text.HashLower(second)}] = true
		}
	}
	return out
}()

// offices makes nouns of the second words of offices ("the bank's chief executive, Ana Kovac"), unless another noun follows
// ("chief executive officer").
func (p *Parser) offices(l *Line) {
	if p.noun == 0 {
		return
	}
	for i := 2; i <= l.N; i++ {
		switch p.Tags[l.Tag[i]-1].UPOS {
		case ADJ, VERB:
		default:
			continue
		}
		if !offices[[2]uint64{l.Lower[i-1], l.Lower[i]}] || i < l.N && p.Tags[l.Tag[i+1]-1].UPOS == NOUN {
			continue
		}
		l.Tag[i] = p.noun
	}
}

var lowerThe, lowerAccused = text.HashLower("the"), text.HashLower("accused")

// accused makes a noun of "the accused" where nothing follows that it could modify ("the accused had promised it").
func (p *Parser) accused(l *Line) {
	if p.noun == 0 {
		return
	}
	for i := 2; i <= l.N; i++ {
		if l.Lower[i] != lowerAccused || l.Lower[i-1] != lowerThe {
			continue
		}
		if i < l.N {
			switch p.Tags[l.Tag[i+1]-1].UPOS {
			case NOUN, PROPN, ADJ, NUM:
				continue
			}
		}
		l.Tag[i] = p.noun
	}
}

// Verbs of saying in a form that no noun has.
var saying = wordSet("denies", "says", "insists", "accuses", "admits", "argues", "believes", "concedes", "condemns", "predicts", "suggests", "warns")

// sayings makes verbs of what was taken for nouns though none have that form ("Stradling denies that …").
func (p *Parser) sayings(l *Line) {
	if p.present == 0 {
		return
	}
	for i := 2; i <= l.N; i++ {
		if saying[l.Lower[i]] && p.Tags[l.Tag[i]-1].UPOS == NOUN {
			l.Tag[i] = p.present
			if t := &p.Tags[l.Tag[i-1]-1]; t.UPOS == VERB && l.Caps == 0 && p.proper > 0 && i == 2 {
				l.Tag[i-1] = p.proper
			}
		}
	}
}

var lowerTo, lowerLast = text.HashLower("to"), text.HashLower("last")

// lasting makes a verb of "last" after "to" where a number follows ("is expected to last three weeks").
func (p *Parser) lasting(l *Line) {
	if p.bare == 0 || p.to == 0 {
		return
	}
	for i := 2; i < l.N; i++ {
		if l.Lower[i] == lowerLast && l.Lower[i-1] == lowerTo && p.Tags[l.Tag[i+1]-1].UPOS == NUM {
			l.Tag[i-1], l.Tag[i] = p.to, p.bare
		}
	}
}

// afterModals makes a verb of an adjective right after a modal verb and before what it does it to ("would free over 150 prisoners").
func (p *Parser) afterModals(l *Line) {
	if p.bare == 0 {
		return
	}
	for i := 2; i < l.N; i++ {
		if p.Tags[l.Tag[i-1]-1].XPOS != TagMD || p.Tags[l.Tag[i]-1].UPOS != ADJ {
			continue
		}
		switch p.Tags[l.Tag[i+1]-1].UPOS {
		case DET, NUM, PROPN:
			l.Tag[i] = p.bare
		case ADV, ADP:
			if i+2 <= l.N && p.Tags[l.Tag[i+2]-1].UPOS == NUM {
				l.Tag[i] = p.bare
			}
		}
	}
}
