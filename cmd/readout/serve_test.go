package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

// served starts the command on a free port and returns its address and what stops it.
func served(t *testing.T, ledger string) (address string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	v := server{streams: &streams{stdout: io.Discard, stderr: w}, ledger: ledgerFlags{ledger}, in: inputFlags{from: "auto", language: "auto"}, address: "127.0.0.1:0"}
	done := make(chan error, 1)
	go func() {
		err := v.run(ctx)
		w.CloseWithError(io.EOF)
		done <- err
	}()
	lines := bufio.NewScanner(r)
	if !lines.Scan() {
		t.Fatalf("nothing is served: %v", <-done)
	}
	_, rest, _ := strings.Cut(lines.Text(), " at ")
	address, _, _ = strings.Cut(rest, " ")
	go io.Copy(io.Discard, r)
	return address, func() error {
		cancel()
		return <-done
	}
}

// What is not English is told so in words for who added it.
func TestOnlyEnglish(t *testing.T) {
	const french = "Le ministre a dit lundi que le pont serait fermé. « Nous ne signerons pas », a-t-il ajouté devant les journalistes à Paris."
	for want, a := range map[string]readout.Article{
		"":                  {Text: "The minister said on Monday that the bridge would be closed."},
		"detected French (": {Text: french},
		" %). Readout reads English only; nothing was kept":                                   {Text: french},
		"the article says that it is in German. Readout reads English only; nothing was kept": {Text: "x", Language: "de"},
	} {
		if err := onlyEnglish(a); want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v", a.Text, err)
		}
	}
}

// A served ledger is read by everybody on this computer, is written with a key, and ends in order even while somebody waits for news.
func TestServe(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "ledger.db")
	var secret strings.Builder
	root := newRoot(&streams{stdout: &secret, stderr: io.Discard})
	root.SetArgs([]string{"key", "add", "--ledger", ledger, "test"})
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	address, stop := served(t, ledger)
	article := `{"title": "Bridge", "published": "2026-05-04", "text": "The mayor, Mara Lind, said that the bridge was safe."}`
	post := func(key string) int {
		req, err := http.NewRequest(http.MethodPost, address+"/articles", strings.NewReader(article))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		if key != "" {
			req.Header.Set("Authorization", "Bearer "+key)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	if got := post("readout_wrong"); got != http.StatusUnauthorized {
		t.Errorf("with a wrong key: status %d", got)
	}
	if got := post(strings.TrimSpace(secret.String())); got != http.StatusCreated {
		t.Errorf("with a key: status %d", got)
	}
	res, err := http.Get(address + "/search.json?q=bridge")
	if err != nil {
		t.Fatal(err)
	}
	var found client.Found
	err = json.NewDecoder(res.Body).Decode(&found)
	res.Body.Close()
	if err != nil || found.Count != 1 || found.Items[0].Speaker == nil || found.Items[0].Speaker.Name != "Mara Lind" {
		t.Errorf("found %+v %v", found, err)
	}
	waiting, err := http.Get(address + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer waiting.Body.Close()
	from := time.Now()
	if err := stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	if took := time.Since(from); took > patient {
		t.Errorf("stopping took %v", took)
	}
}

func TestOnlyHere(t *testing.T) {
	for address, want := range map[string]bool{"127.0.0.1:1": true, "[::1]:1": true, "localhost:1": true, "127.9.9.9:1": true, "[::ffff:127.0.0.1]:1": true,
		":1": false, "0.0.0.0:1": false, "[::]:1": false, "192.168.1.1:1": false, "example.org:1": false} {
		if got, err := onlyHere(address); err != nil || got != want {
			t.Errorf("%s: %v %v", address, got, err)
		}
	}
}

func TestWithoutPassword(t *testing.T) {
	for name, want := range map[string]string{
		"/home/a/ledger.db":          "/home/a/ledger.db",
		"postgres://u:p@ss@h:1/d":    "postgres://u@h:1/d",
		"postgres://u@h/d":           "postgres://u@h/d",
		"postgresql://host/database": "postgresql://host/database",
	} {
		if got := withoutPassword(name); got != want {
			t.Errorf("%s became %s", name, got)
		}
	}
}
