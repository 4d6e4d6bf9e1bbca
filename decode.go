package readout

import (
	"encoding/json"
	"fmt"
)

// UnmarshalJSON reads a record from its JSON form. Keys that this version does not know are
// passed over. It returns an error when the record is of another version, or when a span
// lies outside the text or does not read what it says.
func (r *Readout) UnmarshalJSON(data []byte) error {
	var in recordJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	if in.Version != Version {
		return fmt.Errorf("record of version %q, not %q", in.Version, Version)
	}
	d := decoder{m: NewMapper(in.Article.Text)}
	out := Readout{Article: d.article(&in.Article)}
	for _, n := range in.Entities {
		e := Entity{ID: n.ID, Name: n.Name, Kind: n.Kind, Roles: n.Roles, Country: n.Country, Members: n.Members}
		for i, m := range n.Mentions {
			e.Mentions = append(e.Mentions, Mention{d.span(m.spanJSON, n.ID, "mentions", i), m.Form})
		}
		out.Entities = append(out.Entities, e)
	}
	for _, n := range in.Occasions {
		out.Occasions = append(out.Occasions, d.occasion(&n))
	}
	for _, n := range in.Statements {
		s := Statement{ID: n.ID, Form: n.Form, Speaker: n.Speaker, Basis: n.Basis, Addressees: n.Addressees, Occasion: n.Occasion,
			Language: n.Language, InReplyTo: n.InReplyTo, Within: n.Within, Confidence: n.Confidence}
		s.Source = d.optional(n.Source, n.ID, "source")
		s.Cue = d.optional(n.Cue, n.ID, "cue")
		s.Content = d.spans(n.Content, n.ID, "content")
		s.When = d.time(n.When, n.ID, "when")
		for i := range n.Acts {
			s.Acts = append(s.Acts, d.act(&n.Acts[i], n.ID, i))
		}
		s.Claims = d.spans(n.Claims, n.ID, "claims")
		out.Statements = append(out.Statements, s)
	}
	for i := range in.Times {
		out.Times = append(out.Times, d.timeAt(&in.Times[i], "times", "", i))
	}
	for i := range in.Places {
		out.Places = append(out.Places, d.placeAt(&in.Places[i], "places", "", i))
	}
	for _, n := range in.Events {
		out.Events = append(out.Events, d.event(&n))
	}
	for _, n := range in.Talks {
		out.Talks = append(out.Talks, d.talks(&n))
	}
	if d.err != nil {
		return d.err
	}
	*r = out
	return nil
}

type decoder struct {
	m   *Mapper
	err error // the first
}

// span returns the bytes of a span that stands in code points, field and i say where.
func (d *decoder) span(in spanJSON, owner, field string, i int) Span {
	s, err := d.m.RunesSpan(in.Start, in.End)
	if err == nil {
		if words := s.In(d.m.text); words != in.Text {
			err = fmt.Errorf("span %d:%d says %.40q where the text reads %.40q", in.Start, in.End, in.Text, words)
		}
	}
	if err != nil && d.err == nil {
		if field != "" {
			field += " "
		}
		d.err = fmt.Errorf("%s: %s%d: %w", owner, field, i, err)
	}
	return s
}

// optional returns the bytes of a span that may be missing.
func (d *decoder) optional(in *spanJSON, owner, field string) Span {
	if in == nil {
		return Span{}
	}
	return d.span(*in, owner, field, 0)
}

func (d *decoder) spans(in []spanJSON, owner, field string) (out []Span) {
	for i, s := range in {
		out = append(out, d.span(s, owner, field, i))
	}
	return out
}

type recordJSON struct {
	Version    string          `json:"readout"`
	Article    articleJSON     `json:"article"`
	Entities   []entityJSON    `json:"entities"`
	Occasions  []occasionJSON  `json:"occasions"`
	Statements []statementJSON `json:"statements"`
	Times      []timeJSON      `json:"times"`
	Places     []placeJSON     `json:"places"`
	Events     []eventJSON     `json:"events"`
	Talks      []talksJSON     `json:"talks"`
}

type spanJSON struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type mentionJSON struct {
	spanJSON
	Form MentionForm `json:"form"`
}

type entityJSON struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Kind     EntityKind    `json:"kind"`
	Roles    []string      `json:"roles"`
	Country  string        `json:"country"`
	Members  []string      `json:"members"`
	Mentions []mentionJSON `json:"mentions"`
}

type statementJSON struct {
	ID         string        `json:"id"`
	Form       StatementForm `json:"form"`
	Source     *spanJSON     `json:"source"`
	Speaker    string        `json:"speaker"`
	Basis      Basis         `json:"basis"`
	Cue        *spanJSON     `json:"cue"`
	Content    []spanJSON    `json:"content"`
	Addressees []string      `json:"addressees"`
	Occasion   string        `json:"occasion"`
	When       *timeJSON     `json:"when"`
	Language   string        `json:"language"`
	InReplyTo  string        `json:"in_reply_to"`
	Within     string        `json:"within"`
	Acts       []actJSON     `json:"acts"`
	Claims     []spanJSON    `json:"claims"`
	Confidence float64       `json:"confidence"`
}
