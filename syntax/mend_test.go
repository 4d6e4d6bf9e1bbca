package syntax

import (
	"strings"
	"testing"

	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/text"
)

func TestOffices(t *testing.T) {
	p, err := Load(models.English())
	if err != nil {
		t.Fatal(err)
	}
	for sentence, want := range map[string]UPOS{
		"The agency's chief executive, Carla Mendes, said the offer was final.": NOUN,
		"Chief executive Carla Mendes resigned on Monday.":                      NOUN,
		"The chief executive officer resigned on Monday.":                       ADJ,
		"The company's executive team resigned on Monday.":                      ADJ,
	} {
		d := text.New(sentence)
		words := p.Parse(d).Words
		for i := range words {
			if strings.EqualFold(d.Form(i), "executive") && words[i].UPOS != want {
				t.Errorf("%q: executive is %v, want %v", sentence, words[i].UPOS, want)
			}
		}
	}
}

func TestTellClauses(t *testing.T) {
	p, err := Load(models.English())
	if err != nil {
		t.Fatal(err)
	}
	d := text.New("Maria Solano told the city council that her department would wait for the courts.")
	words := p.Parse(d).Words
	for i := range words {
		switch d.Form(i) {
		case "that":
			if words[i].UPOS != SCONJ || words[i].Rel != Mark {
				t.Errorf("that is %v %v", words[i].UPOS, words[i].Rel)
			}
		case "wait":
			if words[i].Rel != Ccomp || d.Form(words[i].Head) != "told" {
				t.Errorf("wait is %v of %s", words[i].Rel, d.Form(words[i].Head))
			}
		case "council":
			if words[i].Lemma != "council" {
				t.Errorf("the lemma of council is %q", words[i].Lemma)
			}
		}
	}
}

func TestRelativeClauses(t *testing.T) {
	p, err := Load(models.English())
	if err != nil {
		t.Fatal(err)
	}
	d := text.New("The man who wrote the letter lives in Oslo.")
	words := p.Parse(d).Words
	for i, want := range []string{"det man", "nsubj lives", "nsubj wrote", "acl:relcl man", "det letter", "obj wrote", "root", "case Oslo", "obl lives", "punct lives"} {
		got := words[i].Rel.String()
		if h := words[i].Head; h >= 0 {
			got += " " + d.Form(h)
		}
		if got != want {
			t.Errorf("%s is %s, want %s", d.Form(i), got, want)
		}
	}
}

func TestAfterModals(t *testing.T) {
	p, err := Load(models.English())
	if err != nil {
		t.Fatal(err)
	}
	for sentence, want := range map[string]UPOS{
		"Israel announced that it would free over 150 prisoners by August.": VERB,
		"The rebels will free the hostages.":                                VERB,
		"The market is free of rules.":                                      ADJ,
	} {
		d := text.New(sentence)
		words := p.Parse(d).Words
		for i := range words {
			if d.Form(i) == "free" && words[i].UPOS != want {
				t.Errorf("%q: free is %v, want %v", sentence, words[i].UPOS, want)
			}
		}
	}
}

// TestTrees has words of sentences whose trees are mended, with their relation and their head.
func TestTrees(t *testing.T) {
	p, err := Load(models.English())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ sentence, word, want string }{
		{"The strike began after talks between the union and the council broke down on Friday.", "council", "conj union"},
		{"The strike began after talks between the union and the council broke down on Friday.", "talks", "nsubj broke"},
		{"The strike began after talks between the union and the council broke down on Friday.", "broke", "advcl began"},
		{"Talks between the union and the council collapsed late on Thursday.", "council", "conj union"},
		{"The Rail Workers' Union said it would strike on Monday.", "Workers", "nmod:poss Union"},
		{"Prosecutor Aoife Lally put it to him that he owed money.", "Prosecutor", "nmod:desc Aoife"},
		{"The secretary said members had not been consulted and threatened to block the road.", "threatened", "conj said"},
		{"Mr Wilk said on Tuesday that the accused had promised him a job.", "accused", "nsubj promised"},
		{"The trial, which is expected to last three weeks, continues on Monday.", "last", "xcomp expected"},
		{"Stradling denies that it ignored any warning.", "denies", "root"},
	} {
		d := text.New(c.sentence)
		words := p.Parse(d).Words
		for i := range words {
			if d.Form(i) != c.word {
				continue
			}
			got := words[i].Rel.String()
			if h := words[i].Head; h >= 0 {
				got += " " + d.Form(h)
			}
			if got != c.want {
				t.Errorf("%q: %s is %s, want %s", c.sentence, c.word, got, c.want)
			}
		}
	}
}
