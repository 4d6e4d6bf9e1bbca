package storetest

import "github.com/readout-project/readout"

// reports are what the suite puts into a store: five articles of three outlets on talks between invented countries, with two people of one
// name, and one article in two versions.
func reports() map[string]*readout.Readout {
	all := map[string]*readout.Readout{}
	for _, b := range []*build{courier1(), courier1b(), post(), sport(), wire(), undated()} {
		all[b.name] = b.done()
	}
	return all
}

func courier1() *build {
	b := report("courier", "courier-1", "The Daily Courier", "2026-05-04", "Torvia rules out a truce before June")
	return courierText(b, "We will not sign a truce before June 1")
}

// courier1b is the same article after somebody has changed it.
func courier1b() *build {
	b := report("courier changed", "courier-1", "The Daily Courier", "2026-05-04", "Torvia rules out a truce before July")
	b.para("This report was changed to give the date that the minister named.")
	return courierText(b, "We will not sign a truce before July 1")
}

func courierText(b *build, truce string) *build {
	b.para("VIENNA — Foreign Minister Ana Kovac of Torvia met Ivan Petrov, the president of Meridia, in Vienna on Monday.")
	kovac := b.person("Ana Kovac", "Ana Kovac", "Foreign Minister")
	b.entity(readout.Country, "Torvia", "Torvia")
	petrov := b.person("Ivan Petrov", "Ivan Petrov", "president of Meridia")
	b.entity(readout.Country, "Meridia", "Meridia")
	vienna := b.place("Vienna", "AT")
	monday := b.date("Monday", "2026-05-04")
	meeting := b.occasion("meeting", "met", vienna, monday, kovac, petrov)
	b.event(readout.Event{Type: "CONSULT", Mode: "meeting", Polarity: "positive", Modality: "actual", Actors: []string{kovac}, Recipients: []string{petrov},
		When: monday, Where: vienna, Occasion: meeting}, "met")
	b.para("“" + truce + "”, Kovac told reporters at a press conference after the talks.")
	b.mention(kovac, "Kovac")
	press := b.occasion("press_conference", "a press conference", vienna, monday, kovac)
	day := b.date(truce[len(truce)-len("June 1"):], map[bool]string{true: "2026-06-01", false: "2026-07-01"}[truce[len(truce)-6:] == "June 1"])
	refusal := b.said(kovac, "Kovac", "told", truce, on(press), b.act("refusal", truce, day))
	b.para("Petrov said that prisoners would be exchanged in two weeks and that the border stayed closed.")
	b.mention(petrov, "Petrov")
	exchange := b.said(petrov, "Petrov", "said", "prisoners would be exchanged in two weeks", to(kovac), b.act("commitment", "prisoners would be exchanged in two weeks", nil))
	b.said(petrov, "Petrov", "said", "the border stayed closed", b.claim("the border stayed closed"))
	b.talks(readout.Talks{Parties: []string{kovac, petrov}, Topics: []readout.Span{b.at("prisoners")}, Occasions: []string{meeting}, Result: "partial",
		Agreed:      []readout.Point{{Span: b.at("prisoners would be exchanged"), Statement: exchange}},
		Outstanding: []readout.Point{{Span: b.at("the border stayed closed")}},
		Denied:      []readout.Point{{Span: readout.Span{Start: b.first(truce), End: b.first(truce) + len(truce)}, Statement: refusal}}})
	return b
}

func post() *build {
	b := report("post", "post-7", "Evening Post", "2026-05-05T18:30:00Z", "Border to open, says Meridia")
	b.para("Ana Kovac, the foreign minister of Torvia, welcomed the news. “Petrov keeps his word for once”, she said.")
	kovac := b.person("Ana Kovac", "Ana Kovac", "the foreign minister of Torvia")
	b.person("Petrov", "Petrov")
	b.pronoun(kovac, "she")
	b.said(kovac, "she", "said", "Petrov keeps his word for once", b.act("praise", "Petrov keeps his word for once", nil))
	b.para("A senior official warned that Meridia would answer any attack on May 20.")
	meridia := b.entity(readout.Country, "Meridia", "Meridia")
	official := b.nominal("A senior official", "A senior official")
	may := b.date("May 20", "2026-05-20")
	threat := b.said(official, "A senior official", "warned", "Meridia would answer any attack on May 20", b.act("threat", "Meridia would answer any attack on May 20", may))
	b.event(readout.Event{Type: "THREATEN", Polarity: "positive", Modality: "possible", Actors: []string{meridia}, When: may, Statement: threat}, "answer")
	return b
}

func sport() *build {
	b := report("sport", "sport-3", "Sport Weekly", "2026-05-06", "Kovac saves two penalties")
	b.para("Goalkeeper Ana Kovac of Harbour Town said the defence had been the border that nobody crossed.")
	kovac := b.person("Ana Kovac", "Ana Kovac", "Goalkeeper")
	b.entity(readout.Organization, "Harbour Town", "Harbour Town")
	b.said(kovac, "Goalkeeper Ana Kovac", "said", "the defence had been the border that nobody crossed")
	return b
}

func wire() *build {
	b := report("wire", "wire-11", "The Daily Courier", "2026-05-07", "Mediator calls both sides to Geneva")
	b.para("Mediator Jean Müller invited Ana Kovac and Ivan Petrov to Geneva on May 20: “Come and finish it. Peace, peace and nothing but peace.”")
	muller := b.person("Jean Müller", "Jean Müller", "Mediator")
	kovac := b.person("Ana Kovac", "Ana Kovac")
	petrov := b.person("Ivan Petrov", "Ivan Petrov")
	geneva := b.place("Geneva", "CH")
	may := b.date("May 20", "2026-05-20")
	b.occasion("meeting", "invited", geneva, may, muller, kovac, petrov)
	invitation := b.said(muller, "Mediator Jean Müller", "invited", "Come and finish it. Peace, peace and nothing but peace.", to(kovac, petrov),
		b.act("invitation", "Come and finish it.", may))
	b.talks(readout.Talks{Parties: []string{kovac, petrov}, Topics: []readout.Span{b.at("Peace")}, Result: "unknown",
		Next: []readout.Point{{Span: b.at("Geneva on May 20"), Statement: invitation, Act: "invitation"}}})
	return b
}

func undated() *build {
	b := report("undated", "leaflet", "", "", "")
	b.para("The harbour office said ferries run as usual.")
	office := b.entity(readout.Organization, "harbour office", "harbour office")
	b.said(office, "The harbour office", "said", "ferries run as usual")
	return b
}
