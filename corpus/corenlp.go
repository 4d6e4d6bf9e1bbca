package corpus

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/readout-project/readout"
)

// A Silver article is one of PolNeAR with what Stanford CoreNLP made of it: machine annotation, not gold.
type Silver struct {
	Article  readout.Article
	Tokens   []SilverToken
	Mentions []SilverMention // in the order of the clusters
}

// A SilverToken is a word of CoreNLP's. NER is one of its classes, "O" for none.
type SilverToken struct {
	readout.Span
	NER string
}

// A SilverMention is a mention of a coreference cluster: tokens First <= i < End.
type SilverMention struct {
	Cluster, First, End, Head int
}

// CoreNLP reads the CoreNLP layer of a part of PolNeAR ("train" or "dev") with the texts that it annotates; dir
// is the folder of the corpus.
func CoreNLP(dir, part string) ([]Silver, error) {
	f, err := open(filepath.Join(dir, "corenlp", part+".conll.gz"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Silver
	var at []int              // byte offsets of the code points of the article's text
	first := map[string]int{} // sentence to its first token
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		line := in.Text()
		if id, ok := strings.CutPrefix(line, "# doc = "); ok {
			b, err := os.ReadFile(filepath.Join(dir, part, "text", id+".txt"))
			if err != nil {
				return nil, err
			}
			out = append(out, Silver{Article: readout.Article{ID: id, Text: string(b)}})
			at = points(string(b))
			clear(first)
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 7 || len(out) == 0 {
			continue
		}
		d := &out[len(out)-1]
		if f[0] == "#coref" {
			num, err := ints(f[1], f[3], f[4], f[5])
			if err != nil {
				return nil, fmt.Errorf("corenlp: line %d: %w", n, err)
			}
			from := first[f[2]] - 1
			if from < 0 {
				continue
			}
			d.Mentions = append(d.Mentions, SilverMention{num[0], from + num[1] - 1, from + num[2] - 1, from + num[3] - 1})
			continue
		}
		if _, ok := first[f[0]]; !ok {
			first[f[0]] = len(d.Tokens) + 1
		}
		if len(f) < 8 {
			continue
		}
		num, err := ints(f[4], f[5])
		if err != nil || num[0] < 0 || num[0] > num[1] || num[1] >= len(at) {
			return nil, fmt.Errorf("corenlp: line %d: offsets %s, %s do not fit the text", n, f[4], f[5])
		}
		d.Tokens = append(d.Tokens, SilverToken{readout.Span{Start: at[num[0]], End: at[num[1]]}, f[7]})
	}
	return out, in.Err()
}

func ints(fields ...string) ([]int, error) {
	out := make([]int, len(fields))
	for i, f := range fields {
		n, err := strconv.Atoi(f)
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}
