package train

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/readout-project/readout/act"
	"github.com/readout-project/readout/attribution"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A checkable is a sentence of a corpus of claims, as features.
type checkable struct {
	group string
	keys  []linear.Key
	worth bool
	kept  bool // kept out of training
}

// debateShare is how few of the sentences of debates that are not worth checking train: one in so many. Most of them
// could be checked, and are left out only because nobody cared to.
const debateShare = 24

// keptOut tells the fifth of the groups that measure and never train: those whose hash (FNV-1a, 64 bits, shifted
// right by 20) leaves no remainder by five.
func keptOut(group string) bool { return linear.HashString(group)>>20%5 == 0 }

// claimSentences reads a corpus of claims; of the sentences that train and are not worth checking only every nth stays.
func claimSentences(e Env, all []corpus.Checkable, nth int) ([]checkable, error) {
	parser, err := syntax.Load(os.DirFS(e.Models))
	if err != nil {
		return nil, err
	}
	finder, err := entity.Load(os.DirFS(e.Models))
	if err != nil {
		return nil, err
	}
	var out []checkable
	passed := 0
	for _, s := range all {
		c := checkable{group: s.Group, worth: s.Worth, kept: keptOut(s.Group)}
		if !c.kept && !c.worth {
			if passed++; passed%nth != 0 {
				continue
			}
		}
		d := text.New(s.Text)
		t := parser.Parse(d)
		v := act.NewClaimView(d, t, finder.Find(d, t))
		c.keys = v.Keys(nil, attribution.Range{First: 0, End: len(d.Tokens)})
		out = append(out, c)
	}
	return out, nil
}

// claimData reads ClaimBuster and the debates of CheckThat.
func claimData(e Env, nth int) (buster, debates []checkable, err error) {
	dir := filepath.Join(e.Corpora, "checkworthy")
	all, err := corpus.ClaimBuster(filepath.Join(dir, "claimbuster_two_class.train.tsv.gz"))
	if err != nil {
		return nil, nil, err
	}
	if buster, err = claimSentences(e, all, 1); err != nil {
		return nil, nil, err
	}
	var talk []corpus.Checkable
	for _, name := range []string{"checkthat2020_task5.train.tsv.gz", "checkthat2019_extra.train.tsv.gz"} {
		more, err := corpus.CheckThat(filepath.Join(dir, name))
		if err != nil {
			return nil, nil, err
		}
		talk = append(talk, more...)
	}
	debates, err = claimSentences(e, talk, nth)
	return buster, debates, err
}

// Claims trains the model that tells what is worth checking, from ClaimBuster and CheckThat, and writes act.bin.
func Claims(e Env) error {
	start := time.Now()
	buster, debates, err := claimData(e, debateShare)
	if err != nil {
		return err
	}
	e.Logf("%6.1fs  %d sentences of ClaimBuster, %d of debates", time.Since(start).Seconds(), len(buster), len(debates))
	var data []linear.Sequence
	for _, c := range slices.Concat(buster, debates) {
		if !c.kept {
			data = append(data, linear.Sequence{Keys: [][]linear.Key{c.keys}, Tags: []uint8{class(c.worth)}})
		}
	}
	chain, err := linear.TrainChain(act.ClaimRecipe, data)
	if err != nil {
		return err
	}
	m := act.Model{Chain: chain}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return err
	}
	e.Logf("%6.1fs  %d features, %.1f MB", time.Since(start).Seconds(), chain.Features(), float64(b.Len())/1e6)
	if err := os.WriteFile(filepath.Join(e.Models, act.ModelFile), b.Bytes(), 0o644); err != nil {
		return err
	}
	return claimScores(e, &m, buster, debates)
}

func class(yes bool) uint8 {
	if yes {
		return 1
	}
	return 0
}

// EvalClaims measures the model on the fifth that is kept out of training.
func EvalClaims(e Env) error {
	buster, debates, err := claimData(e, 1<<30)
	if err != nil {
		return err
	}
	b, err := os.ReadFile(filepath.Join(e.Models, act.ModelFile))
	if err != nil {
		return err
	}
	m, err := act.DecodeModel(b)
	if err != nil {
		return err
	}
	return claimScores(e, &m, buster, debates)
}

// claimScores logs average precision, and F1 at the threshold at which a clause becomes a claim.
func claimScores(e Env, m *act.Model, buster, debates []checkable) error {
	for _, part := range []struct {
		name string
		all  []checkable
	}{{"ClaimBuster", buster}, {"debates", debates}} {
		var found []scored
		byGroup := map[string][]scored{}
		for _, c := range part.all {
			if c.kept {
				s := scored{m.Score(c.keys), c.worth}
				found = append(found, s)
				byGroup[c.group] = append(byGroup[c.group], s)
			}
		}
		ap, f1, p, r, at := measure(found)
		line := fmt.Sprintf("%s: %d sentences kept out; average precision %.1f; best F1 %.1f (P %.1f, R %.1f, from %.2f)", part.name, len(found), 100*ap, 100*f1, 100*p, 100*r, at)
		if part.name == "debates" {
			sum, n := 0.0, 0
			for _, g := range byGroup {
				if slices.ContainsFunc(g, func(s scored) bool { return s.right }) {
					a, _, _, _, _ := measure(g)
					sum, n = sum+a, n+1
				}
			}
			line += fmt.Sprintf("; mean over %d debates %.1f", n, 100*sum/float64(n))
		}
		e.Logf("%s", line)
	}
	return nil
}

// A scored sentence is one with what the model says of it.
type scored struct {
	p     float64
	right bool
}

// measure returns average precision, and the best F1 with its precision and recall and the probability from which it is had.
func measure(all []scored) (ap, f1, precision, recall, at float64) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b scored) int {
		if a.p > b.p {
			return -1
		} else if a.p < b.p {
			return 1
		}
		return 0
	})
	total := 0
	for _, s := range all {
		total += int(class(s.right))
	}
	hits := 0
	for i, s := range all {
		if !s.right {
			continue
		}
		hits++
		p, r := float64(hits)/float64(i+1), float64(hits)/float64(total)
		ap += p / float64(total)
		if f := 2 * p * r / (p + r); f > f1 {
			f1, precision, recall, at = f, p, r, s.p
		}
	}
	return
}
