package train

import (
	"bytes"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
)

// A ranking is one pronoun in training: the features of its candidates, and which are right.
type ranking struct {
	keys  [][]linear.Key
	right []bool
}

// EntityCoref trains the ranker of antecedents on the free genres of GUM and writes entity_coref.bin.
func EntityCoref(e Env) error {
	names, err := entity.LoadNames(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	parser, err := syntax.Load(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	docs, err := corpus.Treebank(filepath.Join(e.Corpora, "ud_gum/en_gum-ud-train.conllu.gz"))
	if err != nil {
		return err
	}
	var data []ranking
	for _, d := range docs {
		if corpus.GUMFree(d.ID) {
			data = append(data, rankings(names, parser, d)...)
		}
	}
	m, err := trainRanker(e, data, 12)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return err
	}
	e.Logf("%s: %d pronouns, %d features, %d bytes", entity.CorefFile, len(data), m.Features(), b.Len())
	if err := os.WriteFile(filepath.Join(e.Models, entity.CorefFile), b.Bytes(), 0o644); err != nil {
		return err
	}
	return EvalEntityCoref(e)
}

// gold tells for mentions of the program which of GUM's groups they belong to.
type gold struct {
	heads map[int]string    // token that heads a mention alone
	spans map[[2]int]string // first and end
	kinds map[string]string
	names map[string]bool // groups that have a proper name
}

func goldOf(d *corpus.TreebankDocument) gold {
	g := gold{map[int]string{}, map[[2]int]string{}, map[string]string{}, map[string]bool{}}
	size := map[int]int{}
	for _, m := range corpus.Coreference(d) {
		g.spans[[2]int{m.First, m.End}] = m.Group
		g.kinds[m.Group] = m.Kind
		for _, h := range m.Heads {
			if h < len(d.Words) && d.Words[h].UPOS == "PROPN" {
				g.names[m.Group] = true
			}
			if n, ok := size[h]; !ok || m.End-m.First < n {
				g.heads[h], size[h] = m.Group, m.End-m.First
			}
		}
	}
	return g
}

func (g gold) group(m entity.Mention) string {
	if s, ok := g.spans[[2]int{m.First, m.End}]; ok {
		return s
	}
	if s, ok := g.heads[m.Head]; ok {
		return s
	}
	for i := m.First; i < m.End; i++ {
		if s, ok := g.heads[i]; ok {
			return s
		}
	}
	return ""
}

func rankings(names *entity.NameFinder, parser *syntax.Parser, d *corpus.TreebankDocument) []ranking {
	g := goldOf(d)
	var out []ranking
	trees := parser.Parse(d.Doc)
	names.Resolve(d.Doc, trees, func(c *entity.Choice) int {
		set := c.Set()
		group := g.spans[[2]int{c.Pronoun(), c.Pronoun() + 1}]
		var r ranking
		at := -1
		for i, k := range c.Candidates {
			right := false
			if k.Entity >= 0 && group != "" {
				right = g.group(set.Mentions[k.Mention]) == group
			}
			if right && at < 0 {
				at = i
			}
			r.right = append(r.right, right)
			r.keys = append(r.keys, c.Keys(nil, i))
		}
		if at < 0 {
			if c.Gendered() {
				return -1
			}
			r.right[len(r.right)-1] = true
		}
		out = append(out, r)
		return at
	})
	return out
}

// trainRanker fits a log-linear model of the choice among candidates by stochastic gradient steps with a step
// size for each weight.
func trainRanker(e Env, data []ranking, epochs int) (*linear.Model, error) {
	const rate, l2, minCount = 0.1, 2e-3, 3
	count := map[linear.Key]int{}
	for _, r := range data {
		for _, ks := range r.keys {
			for _, k := range ks {
				count[k]++
			}
		}
	}
	index := map[linear.Key]int{}
	var keys []linear.Key
	ids := make([][][]int, len(data))
	for i, r := range data {
		ids[i] = make([][]int, len(r.keys))
		for j, ks := range r.keys {
			for _, k := range ks {
				if count[k] < minCount {
					continue
				}
				id, ok := index[k]
				if !ok {
					id = len(keys)
					index[k] = id
					keys = append(keys, k)
				}
				ids[i][j] = append(ids[i][j], id)
			}
		}
	}
	w, g2 := make([]float64, len(keys)), make([]float64, len(keys))
	rnd := rand.New(rand.NewPCG(1, 1))
	order := rnd.Perm(len(data))
	for epoch := range epochs {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss, hit := 0.0, 0
		for _, i := range order {
			scores := make([]float64, len(ids[i]))
			top := math.Inf(-1)
			for j, fs := range ids[i] {
				for _, f := range fs {
					scores[j] += w[f]
				}
				top = max(top, scores[j])
			}
			best, all, good := 0, 0.0, 0.0
			for j, s := range scores {
				if s > scores[best] {
					best = j
				}
				p := math.Exp(s - top)
				all += p
				if data[i].right[j] {
					good += p
				}
			}
			if data[i].right[best] {
				hit++
			}
			loss -= math.Log(good / all)
			for j, s := range scores {
				p := math.Exp(s - top)
				g := -p / all
				if data[i].right[j] {
					g += p / good
				}
				if g == 0 {
					continue
				}
				for _, f := range ids[i][j] {
					d := g - l2*w[f]
					g2[f] += d * d
					w[f] += rate * d / (math.Sqrt(g2[f]) + 1e-3)
				}
			}
		}
		e.Logf("epoch %d: %.4f, %.1f %% right", epoch+1, loss/float64(max(1, len(data))), 100*float64(hit)/float64(max(1, len(data))))
	}
	rows := make([]linear.Row, len(keys))
	for i, k := range keys {
		rows[i] = linear.Row{Key: k, Classes: []uint8{0}, Weights: []float32{float32(w[i])}}
	}
	return linear.Build(1, rows, 0.005)
}

// EvalEntityCoref measures how often pronouns of GUM's dev part lead to a proper name of what they mean.
func EvalEntityCoref(e Env) error {
	finder, err := entity.Load(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	parser, err := syntax.Load(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	docs, err := corpus.Treebank(filepath.Join(e.Corpora, "ud_gum/en_gum-ud-dev.conllu.gz"))
	if err != nil {
		return err
	}
	var right, all [2][2]int // he/she or others; every genre or news and interviews
	for _, d := range docs {
		g := goldOf(d)
		set := finder.Find(d.Doc, parser.Parse(d.Doc))
		groups := map[int]map[string]bool{} // entity to the groups that its mentions name
		for _, m := range set.Mentions {
			for i := m.First; i < m.End; i++ {
				if s, ok := g.heads[i]; ok && d.Words[i].UPOS == "PROPN" {
					if groups[m.Entity] == nil {
						groups[m.Entity] = map[string]bool{}
					}
					groups[m.Entity][s] = true
				}
			}
		}
		at := map[int]int{}
		for _, m := range set.Mentions {
			if m.End == m.First+1 {
				at[m.First] = m.Entity
			}
		}
		for i, w := range d.Words {
			group, ok := g.spans[[2]int{i, i + 1}]
			if !ok || !g.names[group] || w.UPOS != "PRON" || !strings.Contains(w.Feats, "PronType=Prs") || !strings.Contains(w.Feats, "Person=3") {
				continue
			}
			k := 1
			switch strings.ToLower(w.Form) {
			case "he", "him", "his", "himself", "she", "her", "hers", "herself":
				k = 0
			}
			news := strings.Contains(d.ID, "_news_") || strings.Contains(d.ID, "_interview_")
			x, ok := at[i]
			hit := ok && x >= 0 && groups[x][group]
			for j := range 2 {
				if j == 1 && !news {
					continue
				}
				all[k][j]++
				if hit {
					right[k][j]++
				}
			}
		}
	}
	for k, name := range []string{"he, she", "they, it"} {
		e.Logf("pronouns %-9s right %5.1f of %d; news and interviews %5.1f of %d", name,
			percent(right[k][0], all[k][0]), all[k][0], percent(right[k][1], all[k][1]), all[k][1])
	}
	return nil
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }
