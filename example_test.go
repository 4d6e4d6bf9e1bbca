package readout_test

import (
	"fmt"
	"log"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/reader"
)

func Example() {
	rd, err := reader.New() // once: it loads the models, and is safe for concurrent use
	if err != nil {
		log.Fatal(err)
	}
	r, err := rd.Read(readout.Article{Text: "“We will not sign before the observers arrive,” Foreign Minister Ana Kovac told reporters in Vienna. " +
		"She added that a draft could be ready by Friday."})
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range r.Statements {
		fmt.Printf("%s, %s:\n", s.Speaker, s.Form)
		for _, c := range s.Content {
			fmt.Printf("  %d-%d %s\n", c.Start, c.End, c.In(r.Article.Text))
		}
	}
	fmt.Println(r.Entities[0].ID, r.Entities[0].Name, r.Entities[0].Roles)
	// Output:
	// e1, direct:
	//   3-47 We will not sign before the observers arrive
	// e1, indirect:
	//   115-152 that a draft could be ready by Friday
	// e1 Ana Kovac [Foreign Minister]
}
