package article

import (
	"strings"
	"testing"
)

// TestPlaces reads what is broken: each error says in which line and column, and what stands before it is read.
func TestPlaces(t *testing.T) {
	const item = `{"uri": "urn:x:1", "headlines": [{"value": "A"}], "bodies": [{"value": "The mayor said that it would rain."}]}`
	const news = `<newsItem guid="urn:1"><contentSet><inlineXML><p>The mayor said that it would rain.</p></inlineXML></contentSet></newsItem>`
	for _, c := range []struct{ name, in, want string }{
		{"a.json", "[{\"text\": \"One.\"},\n  {\"text\": 5},\n{\"text\": \"Two.\"}", "One.; a.json:2:12: \"text\" is a number, not a string; Two.; a.json:3:17: broken JSON: unexpected EOF"},
		{"a.json", "[{\"text\": \"One.\"},\n {\"text\" \"Two.\"}]", "One.; a.json:2:10: broken JSON: invalid character '\"' after object key"},
		{"a.json", "[{\"text\": \"One.\"}\n {\"text\": \"Two.\"}]", "One.; a.json:2:2: broken JSON: expected comma after array element"},
		{"a.json", "[{\"text\": \"One.\"}\n }]", "One.; a.json:2:2: broken JSON: invalid character '}' after array element"},
		{"a.json", "[{\"text\": \"One.\"},, 2]", "One.; a.json:1:21: broken JSON: invalid character ',' looking for beginning of value"},
		{"a.json", "\ufeff{\"text\": \"One.\"}\n\n{\"title\": \"Two\"}\n {\"text\": \"Ü\", \"text\": 1}", `One.; a.json:3:1: has no "text"; a.json:4:17: the key "text" stands twice`},
		{"a.json", `{"title": "Two", "text": ""}`, `a.json: its "text" is empty`},
		{"a.json", "\n{\"text\": \"bad \xff“\"}", "a.json:2:15: is not UTF-8; it looks like UTF-8 with 1 byte that does not fit, the first of them 0xFF"},
		{"a.ninjs", "[\n" + item + ",\n{\"bodies\": 7}]", "The mayor said that it would rain.; a.ninjs:3:1: is no ninjs with a text: it has no bodies, body_html or body_text"},
		{"a.ninjs", item[:18] + "\n" + item[18:80], "a.ninjs:2:63: broken JSON: unexpected EOF"},
		{"a.nitf", "<nitf><body><body.content>\n<p>The mayor said that", "a.nitf:2:23: ends before </nitf>: it was cut off"},
		{"a.nitf", "<?xml version='1.0'?><n:nitf>\n<body><body.content><p>The mayor said so.</body.content></n:NITF >\n", "The mayor said so."},
		{"a.newsml", "<newsMessage>\n" + news + "\n" + news[:60], "The mayor said that it would rain.; a.newsml:3:61: ends before </newsitem>: it was cut off"},
		{"a.newsml", "<newsMessage>\n" + news + "\n", "The mayor said that it would rain.; a.newsml:3:1: ends before </newsmessage>: it was cut off"},
		{"a.newsml", "<newsMessage>\n" + news + "\n<newsItem guid='urn:2'></newsItem></newsMessage>", "The mayor said that it would rain.; a.newsml:3:1: is a newsItem without a text: no inlineXML and no inlineData holds one"},
	} {
		var got []string
		format := Format("")
		if strings.HasSuffix(c.name, ".json") {
			format = JSON // some of them look like JSON Lines
		}
		for a, err := range Open(c.name, strings.NewReader(c.in), format).Articles() {
			if err != nil {
				got = append(got, err.Error())
			} else {
				got = append(got, a.Text)
			}
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.in, got, c.want)
		}
	}
}

// TestItemIDs reads items that bring no id: each gets one of its own.
func TestItemIDs(t *testing.T) {
	const item = `{"bodies": [{"value": "The mayor said that it would rain."}]}`
	var ids []string
	for a, err := range Open("a.ninjs", strings.NewReader("["+item+","+item+"]"), NinJS).Articles() {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	if got := strings.Join(ids, " "); got != "a a-2" {
		t.Error(got)
	}
}
