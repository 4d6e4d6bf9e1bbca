package readout

import (
	"slices"
	"strings"
)

// Labels of what the record names by a code; other codes stand as they are.
var (
	occasionLabels = map[string]string{
		"meeting": "Meeting", "press_conference": "Press conference", "remarks": "Remarks", "interview": "Interview", "call": "Call",
		"speech": "Speech", "visit": "Visit", "briefing": "Briefing", "statement": "Statement", "debate": "Debate", "hearing": "Hearing",
		"post": "Post", "other": "Occasion",
	}
	resultLabels = map[string]string{"agreement": "agreement reached", "partial": "agreement in part", "none": "no agreement"}
	// talked are the kinds of occasions with which the result of talks is told.
	talked = []string{"meeting", "call", "visit"}
)

func (o *Occasion) label() string {
	if s, ok := occasionLabels[o.Kind]; ok {
		return s
	}
	return o.Kind
}

// words of a code: "part_of" is "part of".
func plainly(code string) string { return strings.ReplaceAll(code, "_", " ") }

// happened prints the occasions and the state of talks.
func (p *printer) happened() {
	if len(p.r.Occasions) > 0 {
		p.heading("What happened")
	}
	for i := range p.r.Occasions {
		o := &p.r.Occasions[i]
		line := []piece{{o.label(), bold}}
		if len(o.Participants) > 0 {
			line[0].words += ":"
			line = append(line, piece{p.names(o.Participants), plain})
		}
		p.lines(2, line...)
		if about := p.about(o); len(about) > 0 {
			p.lines(4, about...)
		}
	}
	for _, list := range []struct {
		title  string
		points func(*Talks) []Point
	}{
		{"Agreed", func(t *Talks) []Point { return t.Agreed }},
		{"Not agreed", func(t *Talks) []Point { return t.Denied }},
		{"Outstanding", func(t *Talks) []Point { return t.Outstanding }},
		{"Next", func(t *Talks) []Point { return t.Next }},
	} {
		first := true
		for i := range p.r.Talks {
			for _, x := range list.points(&p.r.Talks[i]) {
				if first {
					p.heading(list.title)
					first = false
				}
				p.point(&x)
			}
		}
	}
}

// heading begins a part of the readout; words of the article may follow the title.
func (p *printer) heading(title string, words ...piece) {
	p.out.WriteByte('\n')
	p.lines(0, append([]piece{{strings.ToUpper(title), bold}}, words...)...)
}

// point prints one line of the state of talks, and whose word it is.
func (p *printer) point(x *Point) {
	line := []piece{{p.words(x.Span), plain}}
	if s := p.byID[x.Statement]; s != nil {
		if e := p.entities[s.Speaker]; e != nil {
			line = append(line, piece{"(" + e.Name + ")", dim})
		}
	}
	p.lines(2, line...)
}

// names returns the names of entities, as a list in a sentence.
func (p *printer) names(ids []string) string {
	var names []string
	for _, id := range ids {
		if e := p.entities[id]; e != nil {
			names = append(names, e.Name)
		}
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// about returns where, when and how long an occasion was, what it was about, how it stands to others, and its result.
func (p *printer) about(o *Occasion) (line []piece) {
	add := func(label string, pieces ...piece) {
		if len(line) > 0 {
			line = append(line, piece{"·", dim})
		}
		if label != "" {
			line = append(line, piece{label, dim})
		}
		line = append(line, pieces...)
	}
	if o.Place != nil {
		add("where:", piece{p.words(o.Place.Span), plain})
	}
	if o.When != nil {
		when := []piece{{p.words(o.When.Span), plain}}
		if v := o.When.Value; v != "" && !strings.Contains(v, "X") && !strings.HasSuffix(v, "_REF") {
			when = append(when, piece{"(" + v + ")", dim})
		}
		add("when:", when...)
	}
	if o.Duration != nil {
		add("how long:", piece{p.words(o.Duration.Span), plain})
	}
	var topics []string
	for _, s := range o.Topics {
		topics = append(topics, p.words(s))
	}
	if len(topics) > 0 {
		add("about:", piece{strings.Join(topics, "; "), plain})
	}
	for _, r := range o.Relations {
		if other := p.occasions[r.Occasion]; other != nil {
			add("", piece{plainly(r.Type) + " the " + strings.ToLower(other.label()), plain})
		}
	}
	for i := range p.r.Talks {
		t := &p.r.Talks[i]
		if label := resultLabels[t.Result]; label != "" && slices.Contains(talked, o.Kind) && slices.Contains(t.Occasions, o.ID) {
			add("", piece{label, bold})
		}
	}
	return line
}

// said prints the statements, those of one occasion together.
func (p *printer) said() {
	var order []string
	by := map[string][]int{}
	for _, i := range p.outer {
		id := p.r.Statements[i].Occasion
		if p.occasions[id] == nil {
			id = ""
		}
		if _, ok := by[id]; !ok {
			order = append(order, id)
		}
		by[id] = append(by[id], i)
	}
	for _, id := range order {
		switch o := p.occasions[id]; {
		case o != nil:
			p.heading("Said: "+o.label(), p.setting(o)...)
		case len(p.r.Occasions) > 0:
			p.heading("Said: occasion not told")
		}
		p.statements(by[id], 0)
	}
}

// setting returns the words for where and when an occasion was.
func (p *printer) setting(o *Occasion) (words []piece) {
	if o.Place != nil {
		words = append(words, piece{"· " + p.words(o.Place.Span), dim})
	}
	if o.When != nil {
		words = append(words, piece{"· " + p.words(o.When.Span), dim})
	}
	return words
}

// acts prints what a speaker does by a statement, but for plain assertions.
func (p *printer) acts(s *Statement, indent int) {
	for i := range s.Acts {
		a := &s.Acts[i]
		if a.Type == "assertion" || a.Type == "" {
			continue
		}
		line := []piece{{plainly(string(a.Type)), cyan}}
		if e := p.entities[a.Target]; e != nil {
			line = append(line, piece{"→ " + e.Name, dim})
		}
		if !a.Condition.Empty() {
			line = append(line, piece{"· condition: " + p.words(a.Condition), dim})
		}
		if a.Deadline != nil {
			line = append(line, piece{"· until: " + p.words(a.Deadline.Span), dim})
		}
		p.lines(indent, line...)
	}
}
