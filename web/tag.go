package web

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// digest returns the SHA-256 of data in base64.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// tagOf returns the tag of an answer. It is weak, for the same may be compressed or not.
func tagOf(body []byte) string { return `W/"` + digest(body)[:22] + `"` }

// known gives an answer its tag; who has it already is told only that, and known reports it.
func known(w http.ResponseWriter, r *http.Request, tag string) bool {
	w.Header().Set("ETag", tag)
	if !matches(r.Header.Get("If-None-Match"), tag) {
		return false
	}
	w.Header().Del("Content-Type")
	w.WriteHeader(http.StatusNotModified)
	return true
}

// matches reports whether a list of tags has one that is the same but for being weak.
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
