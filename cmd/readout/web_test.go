package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// TestWeb reads addresses of a server on this machine.
func TestWeb(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /no\n") })
	mux.HandleFunc("/talks", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=windows-1252")
		fmt.Fprint(w, "<html lang=en><title>Talks</title><p>The minister, Andr\xe9 Roche, said on Monday that the talks would go on for another week.</p></html>")
	})
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><guid>1</guid><content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">&lt;p&gt;The minister said on Friday that she would sign.&lt;/p&gt;</content:encoded></item></channel></rss>`)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	stdin, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	for _, c := range []struct {
		args           []string
		status         int
		stdout, stderr string
	}{
		{[]string{"--allow-private", server.URL + "/talks"}, exitRead, `"id":"` + server.URL + `/talks","url":"` + server.URL + `/talks","title":"Talks"`, ""},
		{[]string{"--allow-private", server.URL + "/talks"}, exitRead, "André Roche", ""},
		{[]string{"--allow-private", server.URL + "/feed"}, exitRead, `"publisher":"Wire"`, ""},
		{[]string{"--allow-private", server.URL + "/no"}, exitUnread, "", "robots.txt disallows it"},
		{[]string{"--allow-private", server.URL + "/missing"}, exitUnread, "", "the server answers 404"},
		{[]string{server.URL + "/talks"}, exitUnread, "", "nothing is sent there (--allow-private fetches it all the same)"},
		{[]string{"http://169.254.169.254/latest/meta-data/"}, exitUnread, "", "169.254.169.254 is an address of a private network or of this machine"},
	} {
		var stdout, stderr bytes.Buffer
		status := run(append([]string{"read", "--format", "json"}, c.args...), stdin, &stdout, &stderr)
		if status != c.status || !strings.Contains(stdout.String(), c.stdout) || !strings.Contains(stderr.String(), c.stderr) || (c.stderr == "") != (stderr.Len() == 0) {
			t.Errorf("%v: status %d\n%s\n%s", c.args, status, stdout.String(), stderr.String())
		}
	}
}
