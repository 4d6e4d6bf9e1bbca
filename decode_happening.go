package readout

func (d *decoder) occasion(n *occasionJSON) Occasion {
	o := Occasion{ID: n.ID, Kind: n.Kind, Participants: n.Participants, Rule: n.Rule}
	o.Place = d.place(n.Place, n.ID, "place")
	o.When = d.time(n.When, n.ID, "when")
	o.Duration = d.time(n.Duration, n.ID, "duration")
	o.Topics = d.spans(n.Topics, n.ID, "topics")
	for _, r := range n.Relations {
		o.Relations = append(o.Relations, Relation(r))
	}
	o.Spans = d.spans(n.Spans, n.ID, "spans")
	return o
}

func (d *decoder) time(n *timeJSON, owner, field string) *Time {
	if n == nil {
		return nil
	}
	t := d.timeAt(n, owner, field, 0)
	return &t
}

func (d *decoder) timeAt(n *timeJSON, owner, field string, i int) Time {
	return Time{Span: d.span(n.spanJSON, owner, field, i), Type: n.Type, Value: n.Value, Mod: n.Mod}
}

func (d *decoder) place(n *placeJSON, owner, field string) *PlaceMention {
	if n == nil {
		return nil
	}
	p := d.placeAt(n, owner, field, 0)
	return &p
}

func (d *decoder) placeAt(n *placeJSON, owner, field string, i int) PlaceMention {
	p := PlaceMention{Span: d.span(n.spanJSON, owner, field, i), Name: n.Name, Country: n.Country, GeoNames: n.GeoNames}
	if n.Lat != nil && n.Lon != nil {
		p.Located, p.Lat, p.Lon = true, *n.Lat, *n.Lon
	}
	return p
}

func (d *decoder) act(n *actJSON, owner string, i int) Act {
	a := Act{Type: n.Type, Target: n.Target, Rule: n.Rule}
	if n.Span != nil {
		a.Span = d.span(*n.Span, owner, "acts", i)
	}
	a.Condition = d.optional(n.Condition, owner, "condition")
	a.Deadline = d.time(n.Deadline, owner, "deadline")
	return a
}

func (d *decoder) event(n *eventJSON) Event {
	v := Event{ID: n.ID, Type: n.Type, Mode: n.Mode, CAMEO: n.CAMEO, Actors: n.Actors, Recipients: n.Recipients,
		Polarity: n.Polarity, Modality: n.Modality, Statement: n.Statement, Occasion: n.Occasion, Rule: n.Rule}
	v.Trigger = d.optional(n.Trigger, n.ID, "trigger")
	v.When = d.time(n.When, n.ID, "when")
	v.Where = d.place(n.Where, n.ID, "where")
	return v
}

func (d *decoder) talks(n *talksJSON) Talks {
	points := func(in []pointJSON, field string) (out []Point) {
		for i, p := range in {
			out = append(out, Point{d.span(p.spanJSON, n.ID, field, i), p.Statement, p.Act, p.Rule})
		}
		return out
	}
	t := Talks{ID: n.ID, Parties: n.Parties, Occasions: n.Occasions, Result: n.Result}
	t.Topics = d.spans(n.Topics, n.ID, "topics")
	t.Denied = points(n.Denied, "denied")
	t.Agreed = points(n.Agreed, "agreed")
	t.Outstanding = points(n.Outstanding, "outstanding")
	t.Next = points(n.Next, "next")
	return t
}

type timeJSON struct {
	spanJSON
	Type  string `json:"type"`
	Value string `json:"value"`
	Mod   string `json:"mod"`
}

type placeJSON struct {
	spanJSON
	Name     string   `json:"name"`
	Country  string   `json:"country"`
	Lat      *float64 `json:"lat"`
	Lon      *float64 `json:"lon"`
	GeoNames int      `json:"geonames"`
}

type actJSON struct {
	Type      ActType   `json:"type"`
	Span      *spanJSON `json:"span"`
	Target    string    `json:"target"`
	Condition *spanJSON `json:"condition"`
	Deadline  *timeJSON `json:"deadline"`
	Rule      string    `json:"rule"`
}

type occasionJSON struct {
	ID           string         `json:"id"`
	Kind         string         `json:"kind"`
	Participants []string       `json:"participants"`
	Place        *placeJSON     `json:"place"`
	When         *timeJSON      `json:"when"`
	Duration     *timeJSON      `json:"duration"`
	Topics       []spanJSON     `json:"topics"`
	Relations    []relationJSON `json:"relations"`
	Spans        []spanJSON     `json:"spans"`
	Rule         string         `json:"rule"`
}

type relationJSON struct {
	Type     string `json:"type"`
	Occasion string `json:"occasion"`
}

type eventJSON struct {
	ID         string     `json:"id"`
	Type       string     `json:"type"`
	Mode       string     `json:"mode"`
	CAMEO      string     `json:"cameo"`
	Trigger    *spanJSON  `json:"trigger"`
	Actors     []string   `json:"actors"`
	Recipients []string   `json:"recipients"`
	Polarity   string     `json:"polarity"`
	Modality   string     `json:"modality"`
	When       *timeJSON  `json:"when"`
	Where      *placeJSON `json:"where"`
	Statement  string     `json:"statement"`
	Occasion   string     `json:"occasion"`
	Rule       string     `json:"rule"`
}

type talksJSON struct {
	ID          string      `json:"id"`
	Parties     []string    `json:"parties"`
	Topics      []spanJSON  `json:"topics"`
	Occasions   []string    `json:"occasions"`
	Result      string      `json:"result"`
	Denied      []pointJSON `json:"denied"`
	Agreed      []pointJSON `json:"agreed"`
	Outstanding []pointJSON `json:"outstanding"`
	Next        []pointJSON `json:"next"`
}

type pointJSON struct {
	spanJSON
	Statement string  `json:"statement"`
	Act       ActType `json:"act"`
	Rule      string  `json:"rule"`
}
