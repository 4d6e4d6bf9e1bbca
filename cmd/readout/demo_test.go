package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/readout-project/readout/client"
)

// The demo reads its reports, serves them and leaves nothing behind.
func TestDemo(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("TEMP", os.Getenv("TMPDIR"))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	v := server{streams: &streams{stdout: io.Discard, stderr: w}, in: inputFlags{from: "auto", language: "auto"}, address: "127.0.0.1:0"}
	done := make(chan error, 1)
	go func() {
		err := v.demo(ctx)
		w.CloseWithError(io.EOF)
		done <- err
	}()
	lines := bufio.NewScanner(r)
	address := ""
	for address == "" && lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), " at "); ok {
			address, _, _ = strings.Cut(rest, " ")
		}
	}
	if address == "" {
		t.Fatalf("nothing is served: %v", <-done)
	}
	go io.Copy(io.Discard, r)
	res, err := http.Get(address + "/search.json?q=speaker:Hale")
	if err != nil {
		t.Fatal(err)
	}
	var found client.Found
	err = json.NewDecoder(res.Body).Decode(&found)
	res.Body.Close()
	if err != nil || found.Count < 5 {
		t.Errorf("%d statements of a man who speaks in ten reports: %v", found.Count, err)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.Getenv("TMPDIR"), "readout-demo-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
