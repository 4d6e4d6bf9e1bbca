package web_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/sqlite"
	"github.com/readout-project/readout/web"
)

// A ledger in a file, served to this computer.
func ExampleNew() {
	folder, err := os.MkdirTemp("", "readout")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	ledger, err := sqlite.Open(context.Background(), filepath.Join(folder, "ledger.db"))
	if err != nil {
		log.Fatal(err)
	}
	defer ledger.Close()
	_, err = ledger.Put(context.Background(), readout.Entry{Record: &readout.Readout{Article: readout.Article{ID: "a", Title: "Nothing said", Text: "Rain fell."}}})
	if err != nil {
		log.Fatal(err)
	}
	handler, err := web.New(ledger, web.Options{Loopback: true})
	if err != nil {
		log.Fatal(err)
	}
	server := httptest.NewServer(handler) // in earnest: web.NewServer(address, handler).ListenAndServe()
	defer server.Close()
	answer, err := http.Get(server.URL + "/search.json?q=rain")
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(body))
	// Output: {"query":"rain","count":0,"items":[]}
}
