package train

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/text"
)

// A cluster is the class of a word and the class of that class.
type cluster struct {
	fine   uint16
	coarse uint8
}

// Sizes of the clustering.
const (
	fineClusters   = 500
	coarseClusters = 60
	clusterRounds  = 8
	clusterLeast   = 4 // occurrences of a word that gets a cluster
)

// Files of unlabelled text: paragraphs a line each, and items of current events.
var plainFiles = []string{"white_house_briefings.txt.gz", "us_presidential_speeches.txt.gz"}

const currentEvents = "wikipedia_current_events.jsonl.gz"

// wordClusters groups the words of unlabelled texts by their neighbours: the exchange algorithm, which moves each
// word to the class that makes the class bigrams of the texts most likely (Kneser and Ney 1993; Martin, Liermann
// and Ney 1998). The classes are grouped once more in the same way.
func wordClusters(e Env) (map[uint64]cluster, error) {
	c := newBigrams()
	for _, read := range []func(Env, *bigrams) error{readPlain, readNews, readTrees} {
		if err := read(e, c); err != nil {
			return nil, err
		}
	}
	words, pairs := c.vocabulary(clusterLeast)
	e.Logf("clusters: %d words in the texts, %d in the vocabulary, %d pairs", len(c.stream), len(words), len(pairs))
	fine := exchange(len(words)+1, pairs, fineClusters, clusterRounds)
	// The classes as words.
	again := map[[2]int32]int32{}
	for _, p := range pairs {
		again[[2]int32{int32(fine[p.a]), int32(fine[p.b])}] += p.n
	}
	var up []pair
	for k, n := range again {
		up = append(up, pair{k[0], k[1], n})
	}
	slices.SortFunc(up, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	coarse := exchange(fineClusters, up, coarseClusters, 2*clusterRounds)
	out := make(map[uint64]cluster, len(words))
	for i, w := range words {
		f := fine[i+1]
		out[w] = cluster{uint16(f + 1), uint8(coarse[f] + 1)}
	}
	return out, nil
}

// bigrams collects texts as a stream of words by Token.Lower; 0 stands between sentences.
type bigrams struct{ stream []uint64 }

func newBigrams() *bigrams { return &bigrams{stream: []uint64{0}} }

func (c *bigrams) doc(d *text.Doc) {
	for _, s := range d.Sentences {
		for _, t := range d.Tokens[s.First:s.End] {
			c.stream = append(c.stream, t.Lower)
		}
		c.stream = append(c.stream, 0)
	}
}

// A pair is two neighbouring words by number and how often they stand so.
type pair struct{ a, b, n int32 }

// vocabulary returns the words that occur often enough, the most common first, and the pairs of neighbours by the
// words' numbers in that list plus one; 0 stands for the ends of sentences and for rare words.
func (c *bigrams) vocabulary(least int) (words []uint64, pairs []pair) {
	count := map[uint64]int{}
	for _, w := range c.stream {
		count[w]++
	}
	for w, n := range count {
		if w != 0 && n >= least {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(x, y uint64) int { return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y)) })
	number := make(map[uint64]int32, len(words))
	for i, w := range words {
		number[w] = int32(i + 1)
	}
	seen := make([]uint64, 0, len(c.stream))
	for i := 1; i < len(c.stream); i++ {
		if a, b := number[c.stream[i-1]], number[c.stream[i]]; a != 0 || b != 0 {
			seen = append(seen, uint64(a)<<32|uint64(b))
		}
	}
	slices.Sort(seen)
	for i := 0; i < len(seen); {
		j := i
		for j < len(seen) && seen[j] == seen[i] {
			j++
		}
		pairs = append(pairs, pair{int32(seen[i] >> 32), int32(uint32(seen[i])), int32(j - i)})
		i = j
	}
	return words, pairs
}

// exchange divides the words 0 to n-1, the most common ones first, into classes.
func exchange(n int, pairs []pair, classes, rounds int) []int {
	type neighbour struct{ word, n int32 }
	before, after := make([][]neighbour, n), make([][]neighbour, n)
	of := make([]int, n)
	for i := range of {
		of[i] = i % classes
	}
	count := make([]int32, classes*classes) // count[a*classes+b]: class b follows class a
	turned := make([]int32, classes*classes)
	left, right := make([]int32, classes), make([]int32, classes) // occurrences as the first, the second of a pair
	for _, p := range pairs {
		after[p.a] = append(after[p.a], neighbour{p.b, p.n})
		before[p.b] = append(before[p.b], neighbour{p.a, p.n})
		a, b := of[p.a], of[p.b]
		count[a*classes+b] += p.n
		turned[b*classes+a] += p.n
		left[a] += p.n
		right[b] += p.n
	}
	table := make([]float32, 1<<16)
	for i := range table {
		table[i] = float32(float64(i) * math.Log(max(1, float64(i))))
	}
	f := func(n int32) float32 {
		if int(n) < len(table) {
			return table[n]
		}
		return float32(float64(n) * math.Log(float64(n)))
	}
	pre, post := make([]int32, classes), make([]int32, classes)
	gain := make([]float32, classes)
	for range rounds {
		moved := 0
		for w := range n {
			if w == 0 && n > classes || len(before[w])+len(after[w]) == 0 {
				continue // the ends of sentences stay where they are
			}
			clear(pre)
			clear(post)
			var self, in, out int32
			for _, x := range before[w] {
				if int(x.word) == w {
					self += x.n
					continue
				}
				pre[of[x.word]] += x.n
				in += x.n
			}
			for _, x := range after[w] {
				if int(x.word) != w {
					post[of[x.word]] += x.n
					out += x.n
				}
			}
			old := of[w]
			put := func(c int, sign int32) {
				for k := range classes {
					if pre[k] != 0 {
						count[k*classes+c] += sign * pre[k]
						turned[c*classes+k] += sign * pre[k]
					}
					if post[k] != 0 {
						count[c*classes+k] += sign * post[k]
						turned[k*classes+c] += sign * post[k]
					}
				}
				count[c*classes+c] += sign * self
				turned[c*classes+c] += sign * self
				left[c] += sign * (out + self)
				right[c] += sign * (in + self)
			}
			put(old, -1)
			for c := range gain {
				gain[c] = f(left[c]) - f(left[c]+out+self) + f(right[c]) - f(right[c]+in+self)
				if self != 0 {
					gain[c] += f(count[c*classes+c]+self) - f(count[c*classes+c])
				}
			}
			for k := range classes {
				if x := pre[k]; x != 0 {
					for c, y := range count[k*classes : (k+1)*classes] {
						gain[c] += f(y+x) - f(y)
					}
				}
				if x := post[k]; x != 0 {
					for c, y := range turned[k*classes : (k+1)*classes] {
						gain[c] += f(y+x) - f(y)
					}
				}
			}
			best := old
			for c, g := range gain {
				if g > gain[best] {
					best = c
				}
			}
			if best != old {
				moved++
			}
			put(best, 1)
			of[w] = best
		}
		if moved*500 < n {
			break
		}
	}
	return of
}

// readPlain adds the free texts: White House briefings, presidents' speeches, items of Wikipedia's current events.
func readPlain(e Env, c *bigrams) error {
	dir := filepath.Join(e.Corpora, "unlabelled")
	for _, name := range plainFiles {
		err := eachLine(filepath.Join(dir, name), func(line string) error {
			if !strings.HasPrefix(line, "# ") {
				c.doc(text.New(line))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return eachLine(filepath.Join(dir, currentEvents), func(line string) error {
		var item struct{ Text string }
		if err := json.Unmarshal([]byte(line), &item); err != nil {
			return err
		}
		c.doc(text.New(item.Text))
		return nil
	})
}

// readNews adds the texts of PolNeAR's train part and the words of the newswire that names are trained on.
func readNews(e Env, c *bigrams) error {
	articles, err := corpus.PolNeAR(filepath.Join(e.Corpora, "polnear", "train"))
	if err != nil {
		return err
	}
	for _, a := range articles {
		c.doc(text.New(a.Article.Text))
	}
	return eachLine(filepath.Join(e.Corpora, "ner_worldwide", "train.tsv.gz"), func(line string) error {
		word, _, _ := strings.Cut(line, "\t")
		if line == "" {
			c.stream = append(c.stream, 0)
		} else if !strings.HasPrefix(line, "# doc") {
			c.stream = append(c.stream, text.HashLower(word))
		}
		return nil
	})
}

func readTrees(e Env, c *bigrams) error {
	trees, err := trainTrees(e)
	for _, t := range trees {
		for _, tok := range t.doc.Tokens[t.sent.First:t.sent.End] {
			c.stream = append(c.stream, tok.Lower)
		}
		c.stream = append(c.stream, 0)
	}
	return err
}

// eachLine calls do with each line of a gzipped file.
func eachLine(path string, do func(line string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		if err := do(in.Text()); err != nil {
			return err
		}
	}
	return in.Err()
}
