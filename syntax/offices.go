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
