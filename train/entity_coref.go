package train

import (
	"bytes"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/linear"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

// A ranking is one pronoun in training: the features of its candidates, and which are right.
type ranking struct {
	keys     [][]linear.Key
	right    []bool
	weight   float64
	gendered bool
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
	silver, err := corpus.CoreNLP(filepath.Join(e.Corpora, "polnear"), "train")
	if err != nil {
		return err
	}
	var taken []ranking
	for _, a := range silver {
		taken = append(taken, silverRankings(names, parser, a)...)
	}
	var m *linear.Model
	data := taken
	for round := range 3 {
		n := len(data)
		for _, d := range docs {
			if corpus.GUMFree(d.ID) {
				data = append(data, rankings(names, parser, d, m)...)
			}
		}
		e.Logf("round %d: %d pronouns of GUM, %d of PolNeAR", round+1, len(data)-n, len(taken))
		if m, err = trainRanker(e, data, 12); err != nil {
			return err
		}
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

// rankings takes the third person pronouns of a document. With a model the history is what the model would decide,
// so that training meets the program's own mistakes; without one it is right.
func rankings(names *entity.NameFinder, parser *syntax.Parser, d *corpus.TreebankDocument, model *linear.Model) []ranking {
	g := goldOf(d)
	var out []ranking
	trees := parser.Parse(d.Doc)
	names.Resolve(d.Doc, trees, func(c *entity.Choice) int {
		set := c.Set()
		group := g.spans[[2]int{c.Pronoun(), c.Pronoun() + 1}]
		r := ranking{weight: 1, gendered: c.Gendered()}
		at := -1
		for i, k := range c.Candidates {
			right := false
			if k.Entity >= 0 && group != "" {
				right = g.group(set.Mentions[k.Mention]) == group
				if model != nil {
					right = g.mostly(set, k) == group
				}
			}
			if right && at < 0 {
				at = i
			}
			r.right = append(r.right, right)
			r.keys = append(r.keys, c.Keys(nil, i))
		}
		if at < 0 && !c.Gendered() {
			r.right[len(r.right)-1] = true
			r.weight = noneWeight
		}
		if at >= 0 || !c.Gendered() {
			out = append(out, r)
		}
		if model == nil {
			return at
		}
		best, top := -1, int32(0)
		for i, ks := range r.keys {
			if score := model.Sum(ks); best < 0 || score > top {
				best, top = i, score
			}
		}
		if c.Candidates[best].Entity < 0 {
			return -1
		}
		return best
	})
	return out
}

// mostly returns the group of most mentions of a candidate's entity so far.
func (g gold) mostly(set *entity.Set, k entity.Candidate) string {
	count := map[string]int{}
	best := ""
	for _, m := range set.Mentions {
		if m.Entity == k.Entity {
			s := g.group(m)
			count[s]++
			if m.Form == readout.ByName {
				count[s] += 2
			}
			if count[s] > count[best] || count[s] == count[best] && s < best {
				best = s
			}
		}
	}
	if len(count) == 0 {
		return g.group(set.Mentions[k.Mention])
	}
	return best
}

// noneWeight is what a pronoun that means nothing in reach counts beside one that does: to find more of these is worth some errors.
const noneWeight = 0.4

// silverWeight is what a pronoun that CoreNLP resolved counts beside one that an annotator did.
const silverWeight = 0.1

// silverRankings takes he and she in an article of PolNeAR as CoreNLP resolved them.
func silverRankings(names *entity.NameFinder, parser *syntax.Parser, a corpus.Silver) []ranking {
	d := text.New(a.Article.Text)
	cluster := map[int]int{} // byte where the head of a mention begins, to its cluster, plus one
	for _, m := range a.Mentions {
		if m.Head < len(a.Tokens) {
			cluster[a.Tokens[m.Head].Start] = m.Cluster + 1
		}
	}
	var out []ranking
	names.Resolve(d, parser.Parse(d), func(c *entity.Choice) int {
		if !c.Gendered() {
			return -1
		}
		set := c.Set()
		own := cluster[d.Tokens[c.Pronoun()].Start]
		r := ranking{weight: silverWeight}
		at := -1
		for i, k := range c.Candidates {
			m := set.Mentions[k.Mention]
			right := false
			for t := m.First; t < m.End && own > 0 && !right; t++ {
				right = cluster[d.Tokens[t].Start] == own
			}
			if right && at < 0 {
				at = i
			}
			r.right = append(r.right, right)
			r.keys = append(r.keys, c.Keys(nil, i))
		}
		if at >= 0 {
			out = append(out, r)
		}
		return at
	})
	return out
}

// trainRanker fits a log-linear model of the choice among candidates by stochastic gradient steps with a step
// size for each weight.
func trainRanker(e Env, data []ranking, epochs int) (*linear.Model, error) {
	const minCount = 3
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
	// The mean over the epochs is steadier than the last weights, and that over several orders of the data than one of them: the few
	// pronouns that one name or another decides in a long text would else go here in one training and there in the next.
	sum, snapshots := make([]float64, len(keys)), 0.0
	for order := range uint64(rankOrders) {
		snapshots += rankOnce(e, data, ids, sum, epochs, order+1)
	}
	rows := make([]linear.Row, len(keys))
	for i, k := range keys {
		rows[i] = linear.Row{Key: k, Classes: []uint8{0}, Weights: []float32{float32(sum[i] / max(1, snapshots))}}
	}
	return linear.Build(1, rows, 0.005)
}

// rankOrders is over how many orders of the data the ranker's weights are the mean.
const rankOrders = 5

// rankOnce fits weights in one order of the data, adds them to sum every 500 choices after the first epoch, and returns how often.
func rankOnce(e Env, data []ranking, ids [][][]int, sum []float64, epochs int, seed uint64) (snapshots float64) {
	const rate, l2, drop = 0.03, 2e-3, 0.5
	w, g2 := make([]float64, len(sum)), make([]float64, len(sum))
	rnd := rand.New(rand.NewPCG(seed, 1))
	order := rnd.Perm(len(data))
	for epoch := range epochs {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss, hit := 0.0, 0
		for n, i := range order {
			if epoch > 0 && n%500 == 0 {
				for f, x := range w {
					sum[f] += x
				}
				snapshots++
			}
			scores, used := make([]float64, len(ids[i])), make([][]int, len(ids[i]))
			top := math.Inf(-1)
			for j, fs := range ids[i] {
				for k := 0; k < len(fs); { // a share of the features is left out in turn, against overfitting
					if rnd.Float64() < drop {
						fs[k], fs[len(fs)-1] = fs[len(fs)-1], fs[k]
						fs = fs[:len(fs)-1]
						continue
					}
					scores[j] += w[fs[k]]
					k++
				}
				used[j] = fs
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
				g *= data[i].weight
				if g == 0 {
					continue
				}
				for _, f := range used[j] {
					d := g - l2*w[f]
					g2[f] += d * d
					w[f] += rate * d / (math.Sqrt(g2[f]) + 1e-3)
				}
			}
		}
		e.Logf("epoch %d: %.4f, %.1f %% right", epoch+1, loss/float64(max(1, len(data))), 100*float64(hit)/float64(max(1, len(data))))
	}
	return snapshots
}

// EvalEntityCoref measures how often third person pronouns lead to a proper name of what they mean: in GUM's dev part, and
// in those genres of its train part whose terms keep them out of training.
func EvalEntityCoref(e Env) error {
	finder, err := entity.Load(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	parser, err := syntax.Load(os.DirFS(e.Models))
	if err != nil {
		return err
	}
	var dev, other pronounTally
	for _, part := range []string{"dev", "train"} {
		docs, err := corpus.Treebank(filepath.Join(e.Corpora, "ud_gum/en_gum-ud-"+part+".conllu.gz"))
		if err != nil {
			return err
		}
		for _, d := range docs {
			if part == "dev" {
				dev.add(d, finder.Find(d.Doc, parser.Parse(d.Doc)))
			} else if !corpus.GUMFree(d.ID) {
				other.add(d, finder.Find(d.Doc, parser.Parse(d.Doc)))
			}
		}
	}
	dev.log(e, "dev")
	other.log(e, "other genres")
	return nil
}

// A pronounTally counts pronouns: he, she or others; of every genre, or of news and interviews.
type pronounTally struct{ right, all [2][2]int }

func (t *pronounTally) add(d *corpus.TreebankDocument, set *entity.Set) {
	g := goldOf(d)
	groups := map[int]map[string]bool{} // entity to the groups that its mentions name
	at := map[int]int{}
	for _, m := range set.Mentions {
		if m.End == m.First+1 {
			at[m.First] = m.Entity
		}
		for i := m.First; i < m.End; i++ {
			if s, ok := g.heads[i]; ok && d.Words[i].UPOS == "PROPN" {
				if groups[m.Entity] == nil {
					groups[m.Entity] = map[string]bool{}
				}
				groups[m.Entity][s] = true
			}
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
		x, ok := at[i]
		hit := ok && x >= 0 && groups[x][group]
		for j := range 2 {
			if j == 1 && !strings.Contains(d.ID, "_news_") && !strings.Contains(d.ID, "_interview_") {
				continue
			}
			t.all[k][j]++
			if hit {
				t.right[k][j]++
			}
		}
	}
}

func (t *pronounTally) log(e Env, part string) {
	for k, name := range []string{"he, she", "they, it"} {
		e.Logf("pronouns, %s: %-9s right %5.1f of %d; news and interviews %5.1f of %d", part, name,
			percent(t.right[k][0], t.all[k][0]), t.all[k][0], percent(t.right[k][1], t.all[k][1]), t.all[k][1])
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }
