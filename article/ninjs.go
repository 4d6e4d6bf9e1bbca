package article

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/readout-project/readout"
)

// Ninjs makes an article of a text in IPTC's ninjs, versions 1 to 3.
func Ninjs(name string, data []byte) (readout.Article, error) {
	fail := func(msg string) (readout.Article, error) {
		return readout.Article{}, &Error{Name: name, Offset: -1, Msg: msg}
	}
	s, err := decode(name, 0, data)
	if err != nil {
		return readout.Article{}, err
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal([]byte(s), &raw); err != nil {
		return fail("is no JSON object: " + err.Error())
	}
	n := ninjs{}
	for key, value := range raw { // versions differ in the case of the keys
		n[strings.ToLower(key)] = value
	}
	a := readout.Article{ID: n.text("uri"), URL: n.link(), Title: n.valued("headlines", "main"), Language: languageTag(n.text("language")), Dateline: n.text("located"),
		Published: parseTime(n.text("firstcreated")), Modified: parseTime(n.text("versioncreated"))}
	for _, key := range []string{"contentcreated", "versioncreated"} {
		if a.Published == "" {
			a.Published = parseTime(n.text(key))
		}
	}
	if a.Modified == a.Published {
		a.Modified = ""
	}
	if a.Title == "" {
		a.Title = n.text("headline")
	}
	if a.ID == "" {
		a.ID = baseName(name)
	}
	for _, key := range []string{"by", "byline"} {
		if len(a.Authors) == 0 {
			a.Authors = splitByline(n.text(key))
		}
	}
	if a.Publisher = n.text("copyrightholder"); a.Publisher == "" {
		a.Publisher = n.infoSource()
	}
	a.Text = n.body()
	if blank(a.Text) {
		if kind := n.text("type"); kind != "" && kind != "text" {
			return readout.Article{}, &Error{Name: name, Offset: -1, Msg: fmt.Sprintf("is a ninjs item of type %q without a text", kind), none: true}
		}
		return fail("is no ninjs with a text: it has no bodies, body_html or body_text")
	}
	if line := dateline(a.Text); line != "" {
		a.Dateline = line
	}
	return a, nil
}

// A ninjs is an item, by its keys in lower case.
type ninjs map[string]json.RawMessage

// text returns the value of a key that is a string, or "".
func (n ninjs) text(key string) string {
	var s string
	if json.Unmarshal(n[key], &s) != nil {
		return ""
	}
	return fold(s)
}

func (n ninjs) link() string {
	for _, key := range []string{"slug_url", "url", "uri"} {
		if s := n.text(key); strings.HasPrefix(s, "http") {
			return s
		}
	}
	return ""
}

// A ninjsText is a headline or a body.
type ninjsText struct {
	Role        string `json:"role"`
	ContentType string `json:"contenttype"`
	Value       string `json:"value"`
}

func (n ninjs) texts(key string) []ninjsText {
	var all []ninjsText
	if json.Unmarshal(n[key], &all) != nil {
		return nil
	}
	return all
}

// valued returns the text with the role, else the first.
func (n ninjs) valued(key, role string) string {
	all := n.texts(key)
	for _, t := range all {
		if strings.EqualFold(t.Role, role) && t.Value != "" {
			return plainLine(t.Value)
		}
	}
	if len(all) > 0 {
		return plainLine(all[0].Value)
	}
	return ""
}

func (n ninjs) infoSource() string {
	var all []struct{ Name string }
	if json.Unmarshal(n["infosources"], &all) != nil || len(all) == 0 {
		return ""
	}
	return fold(all[0].Name)
}

// body returns the text, from markup where it comes with any: that keeps the paragraphs apart.
func (n ninjs) body() string {
	var plain, marked string
	for _, t := range n.texts("bodies") {
		switch role := strings.ToLower(t.Role); {
		case role == "caption" || role == "abstract" || role == "summary" || role == "description" || role == "quotation":
		case strings.Contains(strings.ToLower(t.ContentType), "html") || strings.Contains(t.ContentType, "nitf"):
			marked = longer(marked, t.Value)
		default:
			plain = longer(plain, t.Value)
		}
	}
	for _, key := range []string{"body_html", "body_xhtml"} {
		var s string
		if json.Unmarshal(n[key], &s) == nil {
			marked = longer(marked, s)
		}
	}
	var s string
	if json.Unmarshal(n["body_text"], &s) == nil {
		plain = longer(plain, s)
	}
	if text := plainText(marked); text != "" {
		return text
	}
	return strings.TrimSpace(strings.ToValidUTF8(plain, "\uFFFD"))
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}
