package readout

import "strconv"

func (e *encoder) occasion(o *Occasion) {
	e.open('{')
	e.text(`"id":`, o.ID)
	e.text(`"kind":`, o.Kind)
	e.texts(`"participants":`, o.Participants)
	e.place(`"place":`, o.Place, o.ID)
	e.time(`"when":`, o.When, o.ID)
	e.time(`"duration":`, o.Duration, o.ID)
	e.spans(`"topics":`, o.Topics, o.ID)
	objects(e, `"relations":`, o.Relations, func(e *encoder, r *Relation) {
		e.open('{')
		e.text(`"type":`, r.Type)
		e.text(`"occasion":`, r.Occasion)
		e.close('}')
	})
	e.spans(`"spans":`, o.Spans, o.ID)
	e.text(`"rule":`, o.Rule)
	e.close('}')
}

// time writes a field with a time; nil is left out.
func (e *encoder) time(key string, t *Time, owner string) {
	if t != nil {
		e.key(key)
		e.timeObject(t, owner)
	}
}

func (e *encoder) timeObject(t *Time, owner string) {
	e.openSpan(t.Span, owner)
	e.text(`"type":`, t.Type)
	e.text(`"value":`, t.Value)
	e.text(`"mod":`, t.Mod)
	e.close('}')
}

// place writes a field with a place; nil is left out.
func (e *encoder) place(key string, p *PlaceMention, owner string) {
	if p != nil {
		e.key(key)
		e.placeObject(p, owner)
	}
}

func (e *encoder) placeObject(p *PlaceMention, owner string) {
	e.openSpan(p.Span, owner)
	e.text(`"name":`, p.Name)
	e.text(`"country":`, p.Country)
	if p.Located {
		e.number(`"lat":`, p.Lat, owner)
		e.number(`"lon":`, p.Lon, owner)
	}
	if p.GeoNames != 0 {
		e.key(`"geonames":`)
		e.out = strconv.AppendInt(e.out, int64(p.GeoNames), 10)
	}
	e.close('}')
}

func (e *encoder) act(a *Act, owner string) {
	e.open('{')
	e.text(`"type":`, string(a.Type))
	e.span(`"span":`, a.Span, owner)
	e.text(`"target":`, a.Target)
	e.span(`"condition":`, a.Condition, owner)
	e.time(`"deadline":`, a.Deadline, owner)
	e.text(`"rule":`, a.Rule)
	e.close('}')
}

func (e *encoder) event(v *Event) {
	e.open('{')
	e.text(`"id":`, v.ID)
	e.text(`"type":`, v.Type)
	e.text(`"mode":`, v.Mode)
	e.text(`"cameo":`, v.CAMEO)
	e.span(`"trigger":`, v.Trigger, v.ID)
	e.texts(`"actors":`, v.Actors)
	e.texts(`"recipients":`, v.Recipients)
	e.text(`"polarity":`, v.Polarity)
	e.text(`"modality":`, v.Modality)
	e.time(`"when":`, v.When, v.ID)
	e.place(`"where":`, v.Where, v.ID)
	e.text(`"statement":`, v.Statement)
	e.text(`"occasion":`, v.Occasion)
	e.text(`"rule":`, v.Rule)
	e.close('}')
}

func (e *encoder) talks(t *Talks) {
	e.open('{')
	e.text(`"id":`, t.ID)
	e.texts(`"parties":`, t.Parties)
	e.spans(`"topics":`, t.Topics, t.ID)
	e.texts(`"occasions":`, t.Occasions)
	e.text(`"result":`, t.Result)
	point := func(e *encoder, p *Point) {
		e.openSpan(p.Span, t.ID)
		e.text(`"statement":`, p.Statement)
		e.text(`"act":`, string(p.Act))
		e.text(`"rule":`, p.Rule)
		e.close('}')
	}
	objects(e, `"denied":`, t.Denied, point)
	objects(e, `"agreed":`, t.Agreed, point)
	objects(e, `"outstanding":`, t.Outstanding, point)
	objects(e, `"next":`, t.Next, point)
	e.close('}')
}
