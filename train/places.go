package train

import (
	"fmt"
	"path/filepath"

	"github.com/readout-project/readout/corpus"
	"github.com/readout-project/readout/eval"
	"github.com/readout-project/readout/place"
)

// ToponymFiles are the corpora that places are measured on, under the folder of the corpora.
var ToponymFiles = []string{"lgl", "trnews", "geovirus", "geowebnews"}

// EvalPlaces measures how well the gazetteer resolves gold place names: whether their country is right, and
// whether their point is within 161 km.
func EvalPlaces(env Env) error {
	g, err := place.Load()
	if err != nil {
		return err
	}
	for _, name := range ToponymFiles {
		articles, err := corpus.Toponyms(filepath.Join(env.Corpora, "toponyms", name+".train.jsonl.gz"))
		if err != nil {
			return err
		}
		for _, url := range []bool{true, false} {
			s := scorePlaces(g, articles, url)
			given := "with the article's address"
			if !url {
				given = "without the address"
			}
			env.Logf("%-10s %-26s known %5.1f  country %5.1f  within 161 km %5.1f  of %d", name, given,
				share(s.known, s.all), share(s.country, s.countries), share(s.near, s.all), s.all)
		}
	}
	return nil
}

type placeScore struct {
	all, known, near, countries, country int
}

func share(part, all int) float64 { return 100 * float64(part) / float64(max(1, all)) }

// literal are the readings of GeoWebNews that are places.
var literal = map[string]bool{"": true, "Literal": true, "Literal_Modifier": true, "Mixed": true, "Coercion": true, "Embedded_Literal": true}

// scorePlaces resolves the gold names of each article that have coordinates.
func scorePlaces(g *place.Gazetteer, articles []corpus.Atlas, url bool) placeScore {
	var s placeScore
	for _, a := range articles {
		text := []rune(a.Text)
		var mentions []place.Mention
		var gold []corpus.Toponym
		for _, t := range a.Toponyms {
			if t.End > len(text) || !literal[t.Type] {
				continue
			}
			mentions = append(mentions, place.Mention{
				Name:   string(text[t.Start:t.End]),
				Before: string(text[max(0, t.Start-60):t.Start]),
				After:  string(text[t.End:min(len(text), t.End+60)]),
				Byte:   len(string(text[:t.Start])),
			})
			gold = append(gold, t)
		}
		var ctx place.Context
		if url {
			ctx.URL = a.URL
		}
		for i, r := range g.Resolve(mentions, ctx) {
			t := gold[i]
			if !t.Located {
				continue
			}
			s.all++
			if !r.Found {
				continue
			}
			s.known++
			if t.Country != "" {
				s.countries++
				if es := g.Lookup(t.Country); len(es) > 0 && es[0].Country == r.Country {
					s.country++
				}
			}
			if r.Located && eval.Kilometres(r.Lat, r.Lon, t.Lat, t.Lon) <= eval.Near {
				s.near++
			}
		}
	}
	return s
}

// NoTraining is the training of a recipe that has no weights.
func NoTraining(Env) error {
	return fmt.Errorf("nothing is trained here: cmd/readout-gazetteer makes the table of places")
}
