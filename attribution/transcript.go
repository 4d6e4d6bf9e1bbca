package attribution

import (
	"slices"
	"strings"
	"unicode"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/syntax"
)

// transcript adds the speech of labelled paragraphs ("MR. SMITH: …", "Q: …") and the paragraphs
// that go on with it.
func (f *Finder) transcript(v *View, out []Statement) []Statement {
	d := v.doc
	type line struct {
		label Range
		colon int // token; -1 where there is none
	}
	labels := make([]line, len(d.Paragraphs))
	count, loud, people := 0, 0, 0
	names := map[string]int{}
	letters := 0   // bare Q and A
	var over Range // what stands before the colon of a heading
	for p := range d.Paragraphs {
		x, colon, _ := v.label(p)
		labels[p] = line{x, colon}
		if x.First < x.End && colon < 0 {
			letters++
		}
	}
	for p := range d.Paragraphs {
		x, _, caps := v.label(p)
		if p == 0 && labels[p].colon >= 0 && v.heading(labels[p].label) {
			over, x, labels[p].label = x, Range{}, Range{}
		}
		if labels[p].colon < 0 && letters < 3 { // a sentence that begins with "A"
			x, labels[p].label = Range{}, Range{}
		}
		if x.First < x.End {
			count++
			if caps {
				loud++
			}
			if v.kind[x.End-1]&7 == person {
				people++
			}
			names[d.Form(x.End-1)]++ // the first label of somebody may tell the office too
		}
	}
	again := 0
	for _, n := range names {
		if n > 1 {
			again += n
		}
	}
	// Speeches of several paragraphs stand between the labels of officials.
	often := 2*count >= len(d.Paragraphs) || 2*again > count && 2*people > count && 5*count >= len(d.Paragraphs)
	if !(loud >= 2 || count >= 4 && again >= 3 && often) {
		return out
	}
	goesOn := 5*count >= len(d.Paragraphs)
	found := len(out)
	within := make([][]int32, len(d.Paragraphs)) // the models' statements, by the paragraph of their cues
	for i := range out {
		if x := out[i].Cue; x.First < x.End {
			p := v.paragraph(x.First)
			within[p] = append(within[p], int32(i))
		}
	}
	drop := make([]bool, found)
	for i := range found {
		drop[i] = over.First < over.End && out[i].Source.First >= over.First && out[i].Source.End <= over.End && out[i].Source.First < out[i].Source.End
	}
	turns := 0 // paragraphs up to the last label
	for p := range labels {
		if labels[p].label.First < labels[p].label.End {
			turns = p + 1
		}
	}
	cur := -1
	for p := range d.Paragraphs {
		s := d.Paragraphs[p]
		first, end := d.Sentences[s.First].First, d.Sentences[s.End-1].End
		if x := labels[p].label; x.First < x.End {
			st := Statement{Source: x, Speaker: -1, Basis: readout.Transcript, InReplyTo: -1, Within: -1, Confidence: 0.97}
			first = x.End
			if c := labels[p].colon; c >= 0 {
				st.Cue = Range{c, c + 1}
				first = c + 1
			}
			cur = -1
			if st.Content = f.spoken(v, Range{first, end}); len(st.Content) > 0 || first == end && goesOn { // or the speech begins in the next paragraph
				cur = len(out)
				out = append(out, st)
			}
		} else if goesOn && p < turns && v.bracketed(first, end) { // (Laughter.)
			continue
		} else if cur >= 0 && v.bracketed(first, end) { // (The briefing ended at noon.)
			for _, i := range within[p] {
				drop[i] = true
			}
			cur = -1
			continue
		} else if !goesOn || cur < 0 || v.stage(first, end) || p >= turns && len(within[p]) > 0 && !v.inFirstPerson(first, end) {
			cur = -1
			continue
		} else {
			out[cur].Content = append(out[cur].Content, f.spoken(v, Range{first, end})...)
		}
		if cur < 0 {
			continue
		}
		for _, i := range within[p] {
			drop[i] = true // what others are said to say in a speech is found as nested
		}
	}
	out = slices.DeleteFunc(out, func(s Statement) bool { return s.Basis == readout.Transcript && len(s.Content) == 0 })
	return without(out, drop)
}

// maxLabel is how many tokens a label may have: "Deputy Minister for Foreign Affairs of the Republic of Volgia Igor Belov:".
const maxLabel = 14

// label returns the speaker's label at the beginning of paragraph p, empty if there is none, its colon, and whether
// it is in capitals.
func (v *View) label(p int) (x Range, colon int, caps bool) {
	d := v.doc
	par := d.Paragraphs[p]
	first := d.Sentences[par.First].First
	end := d.Sentences[par.End-1].End
	if first >= end {
		return Range{}, -1, false
	}
	for first+1 < end && !hasLetter(d, first) { // a transcript that is quoted as a whole
		first++
	}
	form := d.Form(first)
	if label := strings.TrimSuffix(form, "."); label == "Q" || label == "A" {
		next := first + 1
		if next < end && d.Form(next) == "." {
			next++
		}
		if next < end && d.Tokens[next].Start > d.Tokens[next-1].End && !unicode.IsLower([]rune(d.Form(next))[0]) {
			return Range{first, next}, -1, true
		}
	}
	upper, names := true, true
	last := -1 // word of the name; what stands behind it in brackets tells how the speech comes: (via translator)
	for i := first; i < min(end, first+maxLabel); i++ {
		form := d.Form(i)
		if form == ":" {
			alone := i == end-1 // over the speech: somebody's name, and no heading
			if i > first && (upper || names) && last >= 0 && (!alone || v.kind[last]&7 == person) {
				return Range{first, last + 1}, i, upper
			}
			return Range{}, -1, false
		}
		if form == "(" || form == "[" {
			for i < min(end-1, first+maxLabel) && d.Form(i) != ")" && d.Form(i) != "]" {
				i++
			}
			continue
		}
		if v.linking(i) && i > first {
			continue
		}
		last = i
		if strings.ContainsFunc(form, unicode.IsLower) && !(strings.HasPrefix(form, "Mc") || strings.HasPrefix(form, "Mac")) {
			upper = false
		}
		if r := []rune(form)[0]; unicode.IsLetter(r) && !unicode.IsUpper(r) {
			names = false
		}
		if form == "?" || form == "!" {
			return Range{}, -1, false
		}
	}
	return Range{}, -1, false
}

// heading reports whether the words before the colon of the first paragraph stand over a text, "Interview: …", and name nobody: those
// of no name and of no other label.
func (v *View) heading(x Range) bool {
	for i := x.First; i < x.End; i++ {
		if m := v.mention[i]; m >= 0 && v.set.Mentions[m].Form == readout.ByName && v.set.Mentions[m].End-v.set.Mentions[m].First > 1 {
			return false
		}
	}
	first := v.doc.Form(x.First)
	for p := 1; p < len(v.doc.Paragraphs); p++ {
		if y, _, _ := v.label(p); y.First < y.End && v.doc.Form(y.First) == first {
			return false
		}
	}
	return true
}

// inFirstPerson reports whether words outside quotation marks speak in the first or second person.
func (v *View) inFirstPerson(first, end int) bool {
	for i := first; i < end; i++ {
		if v.trees.Words[i].UPOS != syntax.PRON || v.quote[i] >= 0 {
			continue
		}
		switch v.trees.Words[i].Lemma {
		case "I", "we", "you", "my", "our", "your", "me", "us":
			return true
		}
	}
	return false
}

// linking reports whether token i is a small word within names and titles: "Minister of Finance for the North".
func (v *View) linking(i int) bool {
	switch v.trees.Words[i].UPOS {
	case syntax.ADP, syntax.DET, syntax.CCONJ:
		return true
	}
	return false
}

// bracketed reports whether a paragraph stands in brackets: (Applause.)
func (v *View) bracketed(first, end int) bool {
	open, last := v.doc.Form(first), v.doc.Form(end-1)
	return (open == "(" || open == "[") && (last == ")" || last == "]" || last == ".")
}

// stage reports whether a paragraph is a stage direction or a rule: all in brackets, or a few words in capitals.
func (v *View) stage(first, end int) bool {
	if v.bracketed(first, end) || end-first == 1 {
		return true
	}
	for i := first; i < end; i++ { // END 2:31 P.M. EDT
		if end-first > 8 || strings.ContainsFunc(v.doc.Form(i), unicode.IsLower) {
			return false
		}
	}
	return true
}

// labelled gives the speech of one label of a transcript one speaker, and a label that is no mention an entity.
func (f *Finder) labelled(v *View, out []Statement) {
	known := map[string]int{}
	untitled := func(s *Statement) int { // "MR. RETH"
		i := s.Source.First
		for form := v.doc.Form(i); i+1 < s.Source.End && len(form) > 2 && form[len(form)-1] == '.'; form = v.doc.Form(i) {
			i++
		}
		return i
	}
	label := func(s *Statement) string {
		return strings.TrimSuffix(v.doc.Range(untitled(s), s.Source.End).In(v.doc.Text), ".")
	}
	for i := range out {
		s := &out[i]
		if s.Basis != readout.Transcript {
			continue
		}
		if e := v.named(s.Source); e >= 0 {
			s.Speaker = e
		}
		if s.Speaker >= 0 {
			if e := &v.set.Entities[s.Speaker]; e.Kind == readout.Place { // no place speaks in turns: a paper named for one does
				e.Kind = readout.Organization
			}
			if _, ok := known[label(s)]; !ok {
				known[label(s)] = s.Speaker
			}
		}
	}
	answers, asks := -1, -1
	if slices.ContainsFunc(out, func(s Statement) bool { return s.Basis == readout.Transcript && v.lettered(&s, "A") }) {
		answers, asks = f.interview(v, out)
	}
	for i := range out {
		if s := &out[i]; s.Basis == readout.Transcript && s.Speaker < 0 {
			switch {
			case v.lettered(s, "A"):
				s.Speaker = answers
			case v.lettered(s, "Q"):
				if s.Speaker = asks; answers >= 0 && answers != asks {
					s.Addressees = append(s.Addressees, answers)
				}
			}
		}
	}
	for i := range out {
		s := &out[i]
		if s.Basis != readout.Transcript || s.Speaker >= 0 || f.words.unnamed[strings.TrimSuffix(strings.ToUpper(v.doc.Form(s.Source.First)), ".")] {
			continue
		}
		e, ok := known[label(s)]
		if !ok {
			v.set.Entities = append(v.set.Entities, entity.Entity{Name: label(s), Kind: readout.Person})
			e = len(v.set.Entities) - 1
			known[label(s)] = e
		}
		s.Speaker = e
		v.added = append(v.added, entity.Mention{First: untitled(s), End: s.Source.End, Head: s.Source.End - 1, Form: readout.ByName, Entity: e})
	}
	v.asker = v.asks(out)
}

// named returns the person whose name ends a label, "Prime Minister of Norland Lars Enger"; -1 for none.
func (v *View) named(x Range) int {
	m := v.mention[x.End-1]
	if m < 0 {
		return -1
	}
	y := &v.set.Mentions[m]
	if y.First >= x.First && y.End == x.End && y.Form == readout.ByName && y.Entity >= 0 && v.set.Entities[y.Entity].Kind == readout.Person {
		return y.Entity
	}
	return -1
}

// asks returns who puts the questions in a transcript of two, of whom only one asks; -1 for another transcript.
func (v *View) asks(out []Statement) int {
	turns, questions := map[int]int{}, map[int]int{}
	for i := range out {
		s := &out[i]
		if s.Basis != readout.Transcript || len(s.Content) == 0 {
			continue
		}
		turns[s.Speaker]++
		if last := s.Content[len(s.Content)-1]; last.End < len(v.doc.Tokens) && v.doc.Form(last.End) == "?" {
			questions[s.Speaker]++
		}
	}
	if len(turns) != 2 || len(questions) != 1 {
		return -1
	}
	for e := range questions {
		if e >= 0 && 2*questions[e] >= turns[e] {
			return e
		}
	}
	return -1
}

// interview returns who gives the answers marked "A", and who asks the questions marked "Q", as the lines over a transcript
// tell it: of the persons named there the one of whom they speak most often, the first of several, and the one other
// whom a sentence about the interview names; -1 where they name none.
func (f *Finder) interview(v *View, out []Statement) (answers, asks int) {
	begin := len(v.doc.Tokens)
	for i := range out {
		if out[i].Basis == readout.Transcript {
			begin = min(begin, out[i].Source.First)
		}
	}
	answers, asks = -1, -1
	times := map[int]int{}
	var named []entity.Mention
	for i := range v.set.Mentions {
		m := &v.set.Mentions[i]
		if m.First >= begin {
			break
		}
		if m.Entity < 0 || v.set.Entities[m.Entity].Kind != readout.Person {
			continue
		}
		times[m.Entity]++
		if m.Form == readout.ByName {
			named = append(named, *m)
		}
	}
	for _, m := range named {
		if answers < 0 || times[m.Entity] > times[answers] {
			answers = m.Entity
		}
	}
	for _, m := range named {
		if m.Entity == answers || m.Entity == asks || times[m.Entity] > 1 || !f.ofInterview(v, m.First) {
			continue
		}
		if asks >= 0 {
			return answers, -1
		}
		asks = m.Entity
	}
	return answers, asks
}

// ofInterview reports whether the sentence of token i tells of an interview.
func (f *Finder) ofInterview(v *View, i int) bool {
	for s := range v.doc.Sentences {
		x := &v.doc.Sentences[s]
		if i < x.First || i >= x.End {
			continue
		}
		for j := x.First; j < x.End; j++ {
			if f.words.interview[v.trees.Words[j].Lemma] {
				return true
			}
		}
	}
	return false
}

// lettered reports whether a transcript marks a statement with a letter: "Q" for questions, "A" for answers.
func (v *View) lettered(s *Statement, letter string) bool {
	return s.Source.First < s.Source.End && strings.TrimSuffix(v.doc.Range(s.Source.First, s.Source.End).In(v.doc.Text), ".") == letter
}

// isLabel reports whether a statement's source is a transcript's label.
func (v *View) isLabel(s *Statement) bool {
	return s.Cue.First < s.Cue.End && v.doc.Form(s.Cue.First) == ":" && s.Source.End == s.Cue.First
}
