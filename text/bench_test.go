package text

import (
	"strings"
	"testing"
)

// article is a news report of everyday shape, written for this test.
const article = `Harbour town votes on new sea wall
By A. N. Author, Sept. 11, 2024

The council of the small harbour town of Eastmere voted 7-2 on Tuesday to build a $3.5m sea wall, ending a ten-year dispute between shopkeepers and the fishermen's union.

“We can’t wait for the next flood,” said Mayor Joan H. Carter, who had called the vote. “Last winter’s storm cost us more than this wall will. I’m proud of the town.”

Mr. Briggs, the union's head, wasn't convinced. “They told us, ‘You’ll keep your slipway,’ and now they say we won’t,” he said. "That isn't what was promised," he added, according to the minutes.

The U.S. firm that will build it, Coastline Works Inc., expects to begin in March. It has built long-term defences in 12 other towns, e.g. in Norton and St. Clair. “Is it enough? Nobody knows,” its engineer wrote in an e-mail to the council.
`

func BenchmarkNew(b *testing.B) {
	s := strings.Repeat(article+"\n", 20)
	n := len(New(s).Tokens)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		New(s)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// hard returns texts of about size bytes that must take time in proportion to their length.
func hard(size int) map[string]string {
	texts := map[string]string{}
	for name, part := range map[string]string{
		"quotes": `"`, "curly": "“", "apostrophes": "'a ", "single": "‘’ ", "dots": "a.", "hyphens": "a-", "ats": "a@", "slashes": "http:/",
		"dollars": "US$", "letters": "x", "brackets": "([", "closers": "”", "stops": "U.S. ", "lines": "so\n", "clitics": "'s", "backticks": "`a",
		"numbers": "1-", "dotted": "aa.bb", "opened": " “a ‘b", "blank": "\n", "wrapped": "so it goes on\n ", "pictures": "\U0001F44D\u200d", "references": ".[1]",
	} {
		texts[name] = strings.Repeat(part, size/len(part))
	}
	return texts
}

func TestHard(t *testing.T) {
	for _, s := range hard(1 << 17) {
		check(t, New(s))
	}
}

func BenchmarkHard(b *testing.B) {
	for name, s := range hard(1 << 20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				New(s)
			}
		})
	}
}
