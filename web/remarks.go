package web

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/readout-project/readout"
)

// A remark is a statement of the ledger as pages show it.
type remark struct {
	readout.Hit
	Words    [][]run
	Quoted   bool
	How      string // its speaker is known
	Acts     []actView
	From     string // where it stands, for whoever copies it
	Original string // leads to the words on the publisher's page; empty for none
	Printed  printed
}

// A run is words of a statement that a search found, or did not.
type run struct {
	Text string
	Mark bool
}

// An actView is what somebody does by a statement.
type actView struct{ Name, Kind, Sign string }

func remarkOf(h readout.Hit) remark {
	m := remark{Hit: h, Quoted: h.Statement.Form == readout.Direct, How: established(&h.Statement), Acts: actsOf(&h.Statement), From: sourceOf(&h.Article, h.Date)}
	m.Source = clip(m.Source, maxName)
	for i, w := range h.Words {
		w = clip(w, maxWords)
		var marks []readout.Span
		if i < len(h.Marks) {
			marks = h.Marks[i]
		}
		m.Words = append(m.Words, runs(w, marks))
	}
	if webURL(h.Article.URL) != "" {
		m.Original = statementPath(h.Key) + "/original"
	}
	return m
}

func remarksOf(hits []readout.Hit) []remark {
	out := make([]remark, len(hits))
	for i, h := range hits {
		out[i] = remarkOf(h)
	}
	return out
}

// How many characters lists show: of a name or a title, and of each part of what was said. The page of the article has all.
const (
	maxName  = 160
	maxWords = 3000
)

// Form names the form of a remark, for its class.
func (m remark) Form() string { return formClass(m.Statement.Form) }

// Verb returns the words that signal the attribution, where they are words: the colon of a transcript is none.
func (m remark) Verb() string {
	if strings.ContainsFunc(m.Cue, unicode.IsLetter) {
		return clip(m.Cue, maxName)
	}
	return ""
}

// shortWords is how many characters of a statement Short has.
const shortWords = 160

// Short returns the beginning of what was said.
func (m remark) Short() string {
	words := clip(strings.Join(m.Hit.Words, " … "), shortWords)
	if m.Quoted {
		words = "“" + words + "”"
	}
	return words
}

func formClass(f readout.StatementForm) string {
	switch f {
	case readout.Direct, readout.Indirect, readout.Mixed:
		return string(f)
	}
	return "direct"
}

// established words how the speaker of a statement is known.
func established(s *readout.Statement) string {
	switch {
	case s.Speaker == "":
		return "speaker not established"
	case s.Basis == readout.Pronominal || s.Basis == readout.Carried || s.Basis == readout.FromHeadline:
		return "speaker inferred"
	}
	return "speaker stated"
}

// kinds tells how an act is drawn, by its type; those that are none of these are named only.
var kinds = map[readout.ActType]string{
	"commitment": "promise", "intention": "promise", "invitation": "promise", "offer": "promise", "agreement": "promise", "acceptance": "promise",
	"threat": "threat", "warning": "threat", "demand": "threat", "request": "threat", "accusation": "threat", "refusal": "threat",
}

// binding are the acts that bind or press somebody, which a page of commitments lists.
var binding = []readout.ActType{"commitment", "intention", "invitation", "offer", "acceptance", "agreement", "refusal", "threat", "warning", "demand", "request"}

func actsOf(s *readout.Statement) (out []actView) {
	for _, a := range s.Acts {
		v := actView{Name: label(string(a.Type)), Kind: kinds[a.Type]}
		switch v.Kind {
		case "promise":
			v.Sign = "◇"
		case "threat":
			v.Sign = "▲"
		}
		if a.Type != "assertion" && a.Type != "assessment" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// sourceOf tells where a statement stands, for whoever copies it.
func sourceOf(a *readout.ArticleRef, date string) string {
	var from []string
	for _, s := range []string{a.Publisher, a.Title, date, webURL(a.URL)} {
		if s = clip(plain(s), maxName); s != "" {
			from = append(from, s)
		}
	}
	return strings.Join(from, ", ")
}

// runs cuts words where marks begin and end. Marks that do not fit are left out.
func runs(s string, marks []readout.Span) (out []run) {
	at := 0
	for _, m := range marks {
		if m.Start < at || m.Empty() || m.End > len(s) || !boundary(s, m.Start) || !boundary(s, m.End) {
			continue
		}
		if m.Start > at {
			out = append(out, run{s[at:m.Start], false})
		}
		out = append(out, run{s[m.Start:m.End], true})
		at = m.End
	}
	if at < len(s) {
		out = append(out, run{s[at:], false})
	}
	return out
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }
