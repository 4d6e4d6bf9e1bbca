package eval

import (
	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
)

// classes are the CAMEO classes of PLOVER's types, for events without a code.
var classes = map[string]string{
	"AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "YIELD": "08", "REQUEST": "10", "ACCUSE": "11", "REJECT": "12",
	"THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15", "SANCTION": "16", "COERCE": "17", "ASSAULT": "19",
}

// Triples counts the events of one sentence as (source country, target country, CAMEO class), each once: every actor with every
// recipient, none standing as corpus.NoCountry; events that did not happen are left out. alpha3 turns an ISO code of two letters
// into one of three.
func Triples(gold []corpus.Triple, record *readout.Readout, alpha3 func(string) string) Count {
	g, f := map[corpus.Triple]bool{}, map[corpus.Triple]bool{}
	for _, t := range gold {
		g[t] = true
	}
	for _, e := range record.Events {
		if e.Polarity == "negative" {
			continue
		}
		class := classes[Root(e.Type)]
		if len(e.CAMEO) >= 2 {
			class = e.CAMEO[:2]
		}
		if class == "" {
			continue
		}
		for _, a := range countries(record, e.Actors, alpha3) {
			for _, b := range countries(record, e.Recipients, alpha3) {
				f[corpus.Triple{Source: a, Target: b, Class: class}] = true
			}
		}
	}
	n := Count{Found: len(f), Gold: len(g)}
	for t := range f {
		if g[t] {
			n.Right++
		}
	}
	return n
}

// countries returns the countries of a side: of each entity its own, else those of its members.
func countries(record *readout.Readout, ids []string, alpha3 func(string) string) (out []string) {
	for _, id := range ids {
		found := false
		for _, e := range withMembers(record, []string{id}) {
			if e.Country == "" {
				continue
			}
			out, found = append(out, alpha3(e.Country)), true
			if e.ID == id {
				break // its own country is enough
			}
		}
		if !found {
			out = append(out, corpus.NoCountry)
		}
	}
	if len(out) == 0 {
		out = append(out, corpus.NoCountry)
	}
	return out
}
