package article

import (
	"encoding/json"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// A linked is what a page says of its article in JSON-LD (schema.org).
type linked struct {
	rank                                                          int // of its type; smaller is surer
	headline, body, published, modified, publisher, language, url string
	dateline, section                                             string
	authors                                                       []string
	corrections                                                   []string
	posts                                                         []linkedPost // of a live blog
}

type linkedPost struct{ headline, body, time string }

// postsSize returns how many bytes the posts of a live blog have.
func (l *linked) postsSize() int {
	n := 0
	for _, p := range l.posts {
		n += len(p.headline) + len(p.body)
	}
	return n
}

// articleTypes are the types of an article; the first are the surest.
var articleTypes = []string{"LiveBlogPosting", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
	"BackgroundNewsArticle", "AskPublicNewsArticle", "ReviewNewsArticle", "Report", "Article", "BlogPosting", "SocialMediaPosting", "TechArticle", "ScholarlyArticle",
	"AdvertiserContentArticle", "SatiricalArticle", "DiscussionForumPosting", "VideoObject", "WebPage", "ItemPage"}

// jsonLD returns what the page's JSON-LD says of its article; nil where it says nothing.
func (t *tree) jsonLD() *linked {
	g := graph{byID: map[string]map[string]any{}}
	for i := range t.nodes {
		if n := &t.nodes[i]; n.atom == atom.Script && strings.EqualFold(strings.TrimSpace(t.attribute(int32(i), "type")), "application/ld+json") {
			g.read(t.rawText(int32(i)))
		}
	}
	var best *linked
	for _, o := range g.articles {
		if l := g.linked(o); best == nil || l.rank < best.rank || l.rank == best.rank && best.published == "" && l.published != "" {
			best = l
		}
	}
	return best
}

// A graph holds the objects of JSON-LD that a page brings.
type graph struct {
	byID     map[string]map[string]any
	articles []map[string]any
}

var trailingComma = regexp.MustCompile(`,\s*([}\]])`)

func (g *graph) read(script string) {
	s := strings.TrimSpace(script)
	for _, wrap := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, wrap))
	}
	for _, wrap := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, wrap))
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' ' // a line break within a string, which JSON does not allow
		}
		return r
	}, s)
	var all any
	if json.Unmarshal([]byte(s), &all) != nil {
		if json.Unmarshal([]byte(trailingComma.ReplaceAllString(s, "$1")), &all) != nil {
			return
		}
	}
	g.collect(all, 0)
}

func (g *graph) collect(v any, depth int) {
	if depth > 12 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.collect(e, depth+1)
		}
	case map[string]any:
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			if _, taken := g.byID[id]; !taken {
				g.byID[id] = v
			}
		}
		if typeRank(v) < len(articleTypes) {
			g.articles = append(g.articles, v)
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			switch key {
			case "itemListElement", "hasPart", "mentions", "citation", "comment", "liveBlogUpdate", "isBasedOn", "review", "relatedLink", "video", "associatedMedia":
				continue // articles that the page's is not
			}
			g.collect(v[key], depth+1)
		}
	}
}

func typeRank(o map[string]any) int {
	best := len(articleTypes)
	types, _ := o["@type"].([]any)
	if types == nil {
		types = []any{o["@type"]}
	}
	for _, one := range types {
		name, _ := one.(string)
		name = name[strings.LastIndexAny(name, "/:")+1:]
		if k := slices.Index(articleTypes, name); k >= 0 {
			best = min(best, k)
		}
	}
	return best
}

func (g *graph) linked(o map[string]any) *linked {
	l := &linked{
		rank: typeRank(o), headline: g.text(o["headline"]), body: g.body(o), published: g.text(o["datePublished"]), modified: g.text(o["dateModified"]),
		publisher: g.name(o["publisher"]), language: g.text(o["inLanguage"]), url: g.text(o["url"]), dateline: g.text(o["dateline"]), section: g.text(o["articleSection"]),
	}
	if l.headline == "" {
		l.headline = g.text(o["name"])
	}
	if l.published == "" {
		l.published = g.text(o["uploadDate"])
	}
	if l.published == "" {
		l.published = g.text(o["dateCreated"])
	}
	if l.url == "" {
		l.url = g.text(o["mainEntityOfPage"])
	}
	if l.publisher == "" {
		l.publisher = g.name(o["sourceOrganization"])
	}
	for _, a := range list(o["author"]) {
		l.authors = append(l.authors, g.name(a))
	}
	if len(l.authors) == 0 {
		for _, a := range list(o["creator"]) {
			l.authors = append(l.authors, g.name(a))
		}
	}
	for _, c := range list(o["correction"]) {
		if c, ok := g.resolve(c).(map[string]any); ok {
			l.corrections = append(l.corrections, g.text(c["text"]))
		} else if s := g.text(c); s != "" {
			l.corrections = append(l.corrections, s)
		}
	}
	for _, p := range list(o["liveBlogUpdate"]) {
		if p, ok := g.resolve(p).(map[string]any); ok {
			l.posts = append(l.posts, linkedPost{g.text(p["headline"]), g.body(p), g.text(p["datePublished"])})
		}
	}
	return l
}

// body returns the text of an article, markup taken out.
func (g *graph) body(o map[string]any) string {
	s, _ := o["articleBody"].(string)
	if s == "" {
		s, _ = o["transcript"].(string)
	}
	return s
}

func list(v any) []any {
	if all, ok := v.([]any); ok {
		return all
	}
	if v == nil {
		return nil
	}
	return []any{v}
}

// resolve returns the object that a reference leads to.
func (g *graph) resolve(v any) any {
	if o, ok := v.(map[string]any); ok && len(o) <= 2 {
		if id, ok := o["@id"].(string); ok {
			if full := g.byID[id]; full != nil {
				return full
			}
		}
	}
	return v
}

// text returns a value as one line of text, the first of several.
func (g *graph) text(v any) string {
	switch v := g.resolve(v).(type) {
	case string:
		return fold(html.UnescapeString(v))
	case []any:
		if len(v) > 0 {
			return g.text(v[0])
		}
	case map[string]any:
		for _, key := range []string{"@value", "@id", "url", "name"} {
			if s, ok := v[key].(string); ok {
				return fold(html.UnescapeString(s))
			}
		}
	}
	return ""
}

// name returns the name of a person or an organization.
func (g *graph) name(v any) string {
	switch v := g.resolve(v).(type) {
	case string:
		if full := g.byID[v]; full != nil {
			return g.name(full)
		}
		return g.text(v)
	case []any:
		if len(v) > 0 {
			return g.name(v[0])
		}
	case map[string]any:
		if s, ok := v["name"].(string); ok {
			return fold(html.UnescapeString(s))
		}
		if all, ok := v["name"].([]any); ok && len(all) > 0 {
			return g.text(all[0])
		}
	}
	return ""
}

// fold makes each run of white space one space.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
