package entity

import "github.com/readout-project/readout"

// wholePhrases makes a description and the name that follows it one mention by name: "The state mediator, Ann Lee".
func (s *scene) wholePhrases() {
	for m := range s.info {
		x := &s.set.Mentions[m]
		if s.info[m].class != nominalClass || x.Entity < 0 || s.info[m].link < 0 {
			continue
		}
		o := s.info[m].link
		y := &s.set.Mentions[o]
		if s.info[o].class != nameClass || y.Entity != x.Entity || y.First != x.End && (y.First != x.End+1 || s.d.Form(x.End) != ",") || s.sent[x.First] != s.sent[y.First] {
			continue
		}
		if m > 0 && s.set.Mentions[m-1].First == x.First && s.set.Mentions[m-1].End < y.End {
			continue
		}
		x.End, x.Form = y.End, readout.ByName
	}
}

// titledNames adds a mention for a title and the name after it where the parser hung the name on the title, so that what
// the title heads is the person's: "Austrian Chancellor Ann Lee said".
func (s *scene) titledNames() {
	var added []Mention
	for m := range s.info {
		x := &s.set.Mentions[m]
		if s.info[m].class != nameClass || x.Entity < 0 {
			continue
		}
		switch s.set.Entities[x.Entity].Kind {
		case readout.Person:
		case readout.Organization: // "Dutch wind-farm builder Zeewind"
			if r, _, _ := s.titles(x.First); r.end <= r.first || !s.lex.nouns[r.head].either {
				continue
			}
		default:
			continue
		}
		first := s.titleBegin(x.First)
		if first == x.First {
			continue
		}
		h := s.head(first, x.End)
		if o := s.headed[h]; h < x.First && o >= 0 { // "Austrian" describes, and is not who speaks
			if y := &s.set.Mentions[o]; s.info[o].class == nameClass && y.Entity >= 0 && s.set.Entities[y.Entity].Kind == readout.Group {
				y.Form = readout.ByNominal
			} else {
				continue
			}
		}
		if h < x.First {
			added = append(added, Mention{First: first, End: x.End, Head: h, Form: readout.ByName, Entity: x.Entity})
		}
	}
	s.set.Add(added...)
}

// titleBegin returns where the titles before a name that begins at token first begin, forms of address among them; first where there are none.
func (s *scene) titleBegin(first int) int {
	if r, _, _ := s.titles(first); r.end > r.first {
		return r.first
	}
	for first > s.d.Sentences[s.sent[first]].First && s.addresses(first-1) {
		first--
	}
	return first
}

// titled reports whether mention i is a title and a name that follows as a mention of its own.
func (s *Set) titled(i int) bool {
	m := &s.Mentions[i]
	if m.Form != readout.ByName || s.scene == nil || m.Head >= len(s.scene.titled) || !s.scene.titled[m.Head] {
		return false
	}
	for j := i + 1; j < len(s.Mentions) && s.Mentions[j].First < m.End; j++ {
		if o := &s.Mentions[j]; o.Entity == m.Entity && o.End == m.End && o.Form == readout.ByName {
			return true
		}
	}
	return false
}
