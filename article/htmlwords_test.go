package article

import (
	"slices"
	"strings"
	"testing"
)

// TestPageWordsFile reads data/html.txt line by line: each has a key that is known, names are in the form that they are looked
// up in, and no name of a body is left out as well.
func TestPageWordsFile(t *testing.T) {
	keys := []string{"body", "keep", "drop", "hard", "comments", "correction", "live", "blog", "phrase", "only", "label", "tail", "note", "noted", "end", "unseen", "published", "modified", "author", "people"}
	seen := map[string]bool{}
	for line := range strings.Lines(pageWordsFile) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, rest, ok := strings.Cut(line, ":")
		if !ok || !slices.Contains(keys, key) || strings.TrimSpace(rest) == "" {
			t.Errorf("a line that means nothing: %q", line)
		}
		seen[key] = true
	}
	for _, key := range keys {
		if !seen[key] {
			t.Errorf("no line of %q", key)
		}
	}
	for name, kind := range words.names {
		if got, _ := words.kindOf(name); got&kind != kind {
			t.Errorf("%q is not found in its own form", name)
		}
		if kind&isBody != 0 && kind&(isDrop|isComments) != 0 {
			t.Errorf("%q is a body and left out", name)
		}
	}
	for _, phrase := range slices.Concat(words.notes, words.noted, words.tails) {
		if phrase != strings.ToLower(phrase) {
			t.Errorf("%q is not in small letters", phrase)
		}
	}
}

func TestKindOf(t *testing.T) {
	for value, want := range map[string]partKind{
		"c-articleBody__text": isBody | isKeep, "Article Body": 0, "story_body": isBody | isKeep, "entry-text": isBody, "SideBar": isDrop, "has-sidebar": isDrop | isKeep,
		"newsletterSignup big": isDrop | isHard, "no": 0, "hentry category-newsletter tag-comments": 0, "tag-list": isDrop, "category-x comments": isComments, "comment-list": isComments, "related posts": isDrop, "\u00fcber-uns": 0, "": 0,
	} {
		if got, _ := words.kindOf(value); got != want {
			t.Errorf("%q is %b, want %b", value, got, want)
		}
	}
}

func TestJunk(t *testing.T) {
	for line, want := range map[string]bool{
		"Read more: The talks": true, "Reading is fun, the minister said.": false, "Share": true, "Share prices fell by four percent.": false, "READ MORE »": true, "© 2026 Example Wire": true,
		"Sign up for our briefing": true, "Signs of spring": false, "* * *": true, "Photo: Lea Roth": true, "Photography was banned.": false, "“Join our march,” he said.": false, "\"Get our boys home.\"": false, "Close": true, "Save the Children said that it would stay.": false, "This video, the minister said, is a fake.": false, "Copyright 2012 The Weekly Review.": true,
		"Promoted in 2010, he left a year later.": false, "Advertisement · Scroll to continue": true, "Print": true, "Getty Images": true, "Written by Mira Hall": true, "Close to the border, a shot was heard.": false,
	} {
		if got := words.junk(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}
