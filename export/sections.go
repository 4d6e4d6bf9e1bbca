package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/readout-project/readout"
)

func (b *builder) occasions() (out []Entry) {
	for i := range b.r.Occasions {
		o := &b.r.Occasions[i]
		n := b.number[o]
		e := Entry{N: n, Chip: "▪" + fmt.Sprint(i+1), Class: "meet"}
		e.Head = append([]Part{{Text: label(occasionLabels, o.Kind), As: "name"}}, b.entitiesOf(o.Participants)...)
		for k, s := range o.Spans {
			e.Words = append(e.Words, b.mark(s, "x", n, "meet"))
			if k == 0 {
				b.pin(s, n, e.Chip, "occasion")
			}
		}
		if o.Place != nil {
			e.Told = append(e.Told, text("where:"), quote(b.mark(o.Place.Span, "s", n, "")))
		}
		if o.When != nil {
			e.Told = append(append(e.Told, text("when:"), quote(b.mark(o.When.Span, "s", n, ""))), value(o.When)...)
		}
		if o.Duration != nil {
			e.Told = append(e.Told, text("how long:"), quote(b.mark(o.Duration.Span, "s", n, "")))
		}
		for k, s := range o.Topics {
			if k == 0 {
				e.Told = append(e.Told, text("about:"))
			}
			e.Told = append(e.Told, quote(b.mark(s, "s", n, "")))
		}
		for _, r := range o.Relations {
			e.note(text(label(relationLabels, r.Type)), b.occasion(r.Occasion))
		}
		for k := range b.r.Talks {
			t := &b.r.Talks[k]
			if result := label(resultLabels, t.Result); met[o.Kind] && result != "" && slices.Contains(t.Occasions, o.ID) {
				e.note(text(result))
			}
		}
		out = append(out, e)
	}
	return out
}

// value returns the part that tells the value of a time, where its words do not.
func value(t *readout.Time) []Part {
	if t.Value == "" || t.Value == t.Type {
		return nil
	}
	return []Part{text("(" + strings.TrimSpace(t.Value+" "+strings.ToLower(strings.ReplaceAll(t.Mod, "_", " "))) + ")")}
}

// occasion returns the part that leads to an occasion.
func (b *builder) occasion(id string) Part {
	o := b.index.occasions[id]
	if o == nil {
		return text(id)
	}
	return Part{Text: strings.ToLower(label(occasionLabels, o.Kind)) + fmt.Sprint(" ▪", b.order[o]), N: b.number[o]}
}

// statement returns the part that leads to a statement.
func (b *builder) statement(id string) Part {
	s := b.statements[id]
	if s == nil {
		return text(id)
	}
	return Part{Text: fmt.Sprint("statement ", b.order[s]), N: b.number[s]}
}

// points lists what talks tell of one kind.
func (b *builder) points(of func(*readout.Talks) []readout.Point, kind string) (out []Entry) {
	for i := range b.r.Talks {
		t := &b.r.Talks[i]
		for _, p := range of(t) {
			n := b.next()
			e := Entry{N: n, Chip: "◆", Class: kind, Words: []string{b.mark(p.Span, "x", n, kind)}}
			b.pin(p.Span, n, "", "")
			if s := b.statements[p.Statement]; s != nil {
				if s.Speaker != "" {
					e.note(text("said by"), b.entity(s.Speaker))
				}
				e.note(b.statement(s.ID))
			}
			if p.Act != "" {
				e.note(text(actLabel(p.Act)))
			}
			if len(b.r.Talks) > 1 {
				e.note(append([]Part{text("talks of")}, b.entitiesOf(t.Parties)...)...)
			}
			out = append(out, e)
		}
	}
	return out
}

// said lists the outer statements that which picks, each with those it reports.
func (b *builder) said(which func(*readout.Statement) bool) (out []Entry) {
	for i := range b.r.Statements {
		s := &b.r.Statements[i]
		if b.outer(s) && which(s) {
			out = append(out, b.told(s))
		}
	}
	return out
}

func (b *builder) told(s *readout.Statement) Entry {
	n := b.number[s]
	e := Entry{N: n, Chip: fmt.Sprint(b.order[s]), Class: kindOf(s.Form), Quoted: s.Form == readout.Direct, Statement: s.ID}
	source, cue := b.mark(s.Source, "s", n, ""), b.mark(s.Cue, "c", n, "")
	who := b.entities[s.Speaker]
	switch {
	case who != nil:
		e.Head = append(e.Head, b.entity(s.Speaker))
		if len(who.Roles) > 0 {
			e.Head = append(e.Head, text("("+strings.Join(who.Roles[:min(2, len(who.Roles))], ", ")+")"))
		}
		if source != "" && (s.Basis == readout.Pronominal || s.Basis == readout.Nominal) {
			e.Head = append(e.Head, text("←"), quote(source))
		}
	case source != "":
		e.Head = append(e.Head, Part{Text: source, As: "name"})
	default:
		e.Head = append(e.Head, text("source not given"))
	}
	if cue != "" {
		e.Told = append(e.Told, Part{Text: cue, As: "cue"})
	}
	for i, id := range s.Addressees {
		if i == 0 {
			e.Told = append(e.Told, text("to"))
		}
		e.Told = append(e.Told, b.entity(id))
	}
	if s.When != nil {
		e.Told = append(e.Told, text("when:"), quote(b.mark(s.When.Span, "s", n, "")))
	}
	for k, c := range s.Content {
		e.Words = append(e.Words, b.mark(c, "x", n, kindOf(s.Form)))
		if k == 0 {
			b.pin(c, n, e.Chip, "statement")
		}
	}
	if link, leads := b.link(s); leads {
		e.Link = link
	}
	if b.hand.Corrected[s.ID] {
		e.note(text(string(s.Form) + ", corrected"))
	} else {
		e.note(text(string(s.Form) + ", " + established(s)))
	}
	if s.Basis == readout.Carried {
		e.note(text("carried on"))
	}
	if s.Occasion != "" {
		e.note(text("at the"), b.occasion(s.Occasion))
	}
	if s.InReplyTo != "" {
		e.note(text("in reply to"), b.statement(s.InReplyTo))
	}
	if s.Language != "" {
		e.note(text("spoken in " + s.Language))
	}
	for _, inner := range b.within[s] {
		e.Inner = append(e.Inner, b.told(inner))
	}
	return e
}

// kindOf returns how the words of a statement are drawn.
func kindOf(f readout.StatementForm) string {
	switch f {
	case readout.Direct, readout.Indirect, readout.Mixed:
		return string(f)
	}
	return "direct"
}

// acts lists those acts that bind or press somebody.
func (b *builder) acts() (out []Entry) {
	for i := range b.r.Statements {
		s := &b.r.Statements[i]
		for _, a := range s.Acts {
			kind, ok := actKinds[a.Type]
			if !ok {
				continue
			}
			n := b.next()
			e := Entry{N: n, Chip: "◇", Class: kind, Words: []string{b.mark(a.Span, "x", n, kind)}}
			if kind == "threat" {
				e.Chip = "▲"
			}
			b.pin(a.Span, n, "", "")
			e.Head = append(e.Head, Part{Text: upper(actLabel(a.Type)), As: "name"})
			if s.Speaker != "" {
				e.Told = append(e.Told, b.entity(s.Speaker))
			}
			if a.Target != "" {
				e.Told = append(e.Told, text("→"), b.entity(a.Target))
			}
			if a.Condition != (readout.Span{}) {
				e.note(text("on condition:"), quote(b.mark(a.Condition, "s", n, "")))
			}
			if a.Deadline != nil {
				e.note(append([]Part{text("until:"), quote(b.mark(a.Deadline.Span, "s", n, ""))}, value(a.Deadline)...)...)
			}
			e.note(b.statement(s.ID))
			out = append(out, e)
		}
	}
	return out
}

func (b *builder) claims() (out []Entry) {
	for i := range b.r.Statements {
		s := &b.r.Statements[i]
		for _, c := range s.Claims {
			n := b.next()
			e := Entry{N: n, Chip: "◆", Words: []string{b.mark(c, "x", n, "")}}
			b.pin(c, n, "", "")
			if s.Speaker != "" {
				e.note(text("said by"), b.entity(s.Speaker))
			}
			e.note(b.statement(s.ID))
			out = append(out, e)
		}
	}
	return out
}

func (b *builder) events() (out []Entry) {
	for i := range b.r.Events {
		v := &b.r.Events[i]
		n := b.next()
		e := Entry{N: n, Chip: "◆", Words: []string{b.mark(v.Trigger, "x", n, "")}}
		b.pin(v.Trigger, n, "", "")
		e.Head = append(e.Head, Part{Text: v.Type, As: "name"})
		for _, s := range []string{v.Mode, v.CAMEO} {
			if s != "" {
				e.Head = append(e.Head, text(s))
			}
		}
		e.Told = b.entitiesOf(v.Actors)
		if len(v.Recipients) > 0 {
			e.Told = append(append(e.Told, text("→")), b.entitiesOf(v.Recipients)...)
		}
		if v.Polarity == "negative" {
			e.note(text("did not happen"))
		}
		if v.Modality != "" && v.Modality != "actual" {
			e.note(text(v.Modality))
		}
		if v.When != nil {
			e.note(append([]Part{text("when:"), quote(b.mark(v.When.Span, "s", n, ""))}, value(v.When)...)...)
		}
		if v.Where != nil {
			e.note(text("where:"), quote(b.mark(v.Where.Span, "s", n, "")))
		}
		if v.Statement != "" {
			e.note(b.statement(v.Statement))
		}
		if v.Occasion != "" {
			e.note(b.occasion(v.Occasion))
		}
		out = append(out, e)
	}
	return out
}

func (b *builder) who() (out []Entry) {
	for i := range b.r.Entities {
		x := &b.r.Entities[i]
		if !b.shown(x) {
			continue
		}
		n := b.number[x]
		e := Entry{N: n, Chip: "◆", Head: []Part{{Text: x.Name, As: "name"}}}
		if len(x.Roles) > 0 {
			e.Head = append(e.Head, text("("+strings.Join(x.Roles, ", ")+")"))
		}
		about := string(x.Kind)
		if x.Country != "" {
			about += ", " + x.Country
		}
		e.note(text(about))
		e.note(text(count(len(x.Mentions), "mention")))
		if len(x.Members) > 0 {
			e.Told = append([]Part{text("that is")}, b.entitiesOf(x.Members)...)
		}
		for k, m := range x.Mentions {
			b.mark(m.Span, "x", n, "")
			if k == 0 {
				b.pin(m.Span, n, "", "")
			}
		}
		out = append(out, e)
	}
	return out
}

func (b *builder) times() (out []Entry) {
	for i := range b.r.Times {
		t := &b.r.Times[i]
		n := b.next()
		out = append(out, Entry{N: n, Chip: "◆", Head: []Part{quote(b.mark(t.Span, "x", n, ""))}, Told: value(t)})
		b.pin(t.Span, n, "", "")
	}
	return out
}

func (b *builder) places() (out []Entry) {
	for i := range b.r.Places {
		p := &b.r.Places[i]
		n := b.next()
		e := Entry{N: n, Chip: "◆", Head: []Part{quote(b.mark(p.Span, "x", n, ""))}}
		b.pin(p.Span, n, "", "")
		about := p.Name
		if p.Country != "" {
			about += ", " + p.Country
		}
		if p.Located {
			about += fmt.Sprintf(" (%.2f, %.2f)", p.Lat, p.Lon)
		}
		e.Told = append(e.Told, text(about))
		out = append(out, e)
	}
	return out
}
