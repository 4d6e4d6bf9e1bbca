package entity_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/entity"
	"github.com/readout-project/readout/models"
	"github.com/readout-project/readout/syntax"
	"github.com/readout-project/readout/text"
)

var stages = sync.OnceValues(func() (*syntax.Parser, *entity.Finder) {
	p, err := syntax.Load(models.English())
	if err != nil {
		panic(err)
	}
	f, err := entity.Load(models.English())
	if err != nil {
		panic(err)
	}
	return p, f
})

// found reads a text; where speaker is set, all quotation marks hold that person's words.
func found(t testing.TB, s, speaker string) (*text.Doc, *entity.Set) {
	t.Helper()
	p, f := stages()
	d := text.New(s)
	trees := p.Parse(d)
	set := f.Find(d, trees)
	if speaker != "" {
		who := -1
		for e := range set.Entities {
			if set.Entities[e].Name == speaker {
				who = e
			}
		}
		if who < 0 {
			t.Fatalf("no entity %q", speaker)
		}
		var voices []entity.Voice
		for _, q := range d.Quotes {
			voices = append(voices, entity.Voice{First: q.First, End: q.End, Speaker: who, Addressee: -1})
		}
		f.Quoted(d, trees, set, voices)
	}
	return d, set
}

// nameOf returns the name of the entity of the nth mention (from 1) with these words.
func nameOf(d *text.Doc, set *entity.Set, words string, nth int) string {
	for _, m := range set.Mentions {
		if d.Range(m.First, m.End).In(d.Text) != words {
			continue
		}
		if nth--; nth > 0 {
			continue
		}
		if m.Entity < 0 {
			return "(open)"
		}
		return set.Entities[m.Entity].Name
	}
	return "(no mention)"
}

func TestMeans(t *testing.T) {
	for _, c := range []struct {
		about, text, speaker, words string
		nth                         int
		want                        string
	}{
		{"a surname", "Angela Merkel flew to Paris. Merkel will meet Emmanuel Macron.", "", "Merkel", 1, "Angela Merkel"},
		{"a surname before the name", "Merkel flies to Paris\n\nChancellor Angela Merkel will meet Emmanuel Macron in Paris on Monday.", "", "Merkel", 1, "Angela Merkel"},
		{"a nickname", "William Weld endorsed the plan. Bill Weld said it would work.", "", "Bill Weld", 1, "William Weld"},
		{"Mrs.", "Hillary Clinton and Bill Clinton walked to the car. Mrs. Clinton waved.", "", "Clinton", 1, "Hillary Clinton"},
		{"Mr.", "Bill Clinton and Hillary Clinton walked to the car. Mr. Clinton waved.", "", "Clinton", 1, "Bill Clinton"},
		{"an acronym", "The World Health Organization sent a team to Kampala. The WHO said it would stay.", "", "WHO", 1, "World Health Organization"},
		{"initials", "The Harbour Workers Union called a strike. HWU members met on Friday.", "", "HWU", 1, "Harbour Workers Union"},
		{"a country", "The United States sent aid to Kenya. The U.S. also sent doctors.", "", "U.S.", 1, "United States"},
		{"he", "Peter Altmaier spoke to reporters in Berlin. He said the talks would go on.", "", "He", 1, "Peter Altmaier"},
		{"she among two", "Theresa May met David Davis in London. She said the talks had been good.", "", "She", 1, "Theresa May"},
		{"his", "Mario Draghi defended his policy.", "", "his", 1, "Mario Draghi"},
		{"himself", "Boris Johnson blamed himself.", "", "himself", 1, "Boris Johnson"},
		{"the office", "President Emmanuel Macron met farmers in Lyon. The president promised aid.", "", "The president", 1, "Emmanuel Macron"},
		{"an apposition", "Warren Lee, a university official, said the campus would open.", "", "a university official", 1, "Warren Lee"},
		{"who speaks in a lead", "A senior official said on Monday that the bridge was unsafe.\n\n“We waited too long,” said Ann Lee, who has run the agency since May.", "", "A senior official", 1, "Ann Lee"},
		{"whom a title names", "A judge on Monday refused to stop the count.\n\nCircuit Judge Leonard Pruitt said there was no evidence.", "", "A judge", 1, "Leonard Pruitt"},
		{"another who speaks", "The mayor said on Monday that the bridge was unsafe.\n\n“She is wrong,” said opposition leader Ann Lee.", "", "The mayor", 1, "mayor"},
		{"by age", "Sondre Brandvold retired on Sunday. “I am tired,” the 33-year-old goalkeeper said.", "", "the 33-year-old goalkeeper", 1, "Sondre Brandvold"},
		{"by an age that was told", "Ann Lee, 46, met Eva Moreno, 52, in Leeds. The 46-year-old said nothing.", "", "The 46-year-old", 1, "Ann Lee"},
		{"by what he was", "Peter Lascelles will run the firm until spring. The former banker said he was glad.", "", "The former banker", 1, "Peter Lascelles"},
		{"by a place", "Mary Tully sat beside him. The Auckland lawyer said she would stay.", "", "The Auckland lawyer", 1, "Mary Tully"},
		{"no office of another place", "Mary Tully left. The Ohio governor said he would stay.", "", "The Ohio governor", 1, "Ohio governor"},
		{"whom a lead tells of", "The chief executive of Calder Steel has resigned.\n\nFiona Hartigan, who took over in 2021, told staff on Monday.", "", "The chief executive of Calder Steel", 1, "Fiona Hartigan"},
		{"a witness is another", "A teenager was hurt in a crash on Friday.\n\nAnn Lee said she saw it.", "", "A teenager", 1, "teenager"},
		{"foretold", "Police are looking for a developer from Leeds. The developer, Leonard Fisk, was last seen in May.", "", "a developer", 1, "Leonard Fisk"},
		{"a nickname in marks", "Leonard “Lenny” Fisk left the court. Fisk said nothing.", "", "Fisk", 1, "Leonard “Lenny” Fisk"},
		{"a niece's uncle", "Victor Castellano was found guilty on Friday. Castellano's niece, Sheila Brown, said her uncle had done nothing.", "", "her uncle", 1, "Victor Castellano"},
		{"not of his own niece", "Victor Castellano was found guilty. Castellano's niece, Sheila Brown, wept.", "", "Castellano", 1, "Victor Castellano"},
		{"my client", "Caio Brandt, the lawyer of Renato Sampaio, spoke in Brasilia. Sampaio's lawyer, Caio Brandt, said: “My client is ill.”", "Caio Brandt", "My client", 1, "Renato Sampaio"},
		{"said of another", "Daniel Okafor is the business secretary. Ann Lee met Tom Reed. “He cannot hide,” she said of the business secretary.", "", "He", 1, "Daniel Okafor"},
		{"named behind", "Asked whether he trusted them, Rustam Nazarov paused.", "", "he", 1, "Rustam Nazarov"},
		{"demanded of another", "Otavio Lemos spoke in Recife. Bruno Falcao demanded his resignation.", "", "his", 1, "Otavio Lemos"},
		{"a company by its owner", "Calder Steel is in trouble. Its Dutch owner, Van Loon Industrie, will pay nothing. The Dutch group is short of cash.", "", "The Dutch group", 1, "Van Loon Industrie"},
		{"a company by its country", "Dutch paint maker Colorix fell. Italy's Tessara rose. The Italian company said it was glad.", "", "The Italian company", 1, "Tessara"},
		{"a union by its short name", "The trade union Unison called a strike in Leeds. Unison wants more. The union will meet the council.", "", "The union", 1, "Unison"},
		{"an alliance", "NATO sent ships to the Gulf on Monday. The alliance was ready for more.", "", "The alliance", 1, "NATO"},
		{"initials in brackets", "The UK Health Security Agency (UKHSA) warned parents. Later UKHSA sent letters.", "", "UKHSA", 2, "UK Health Security Agency"},
		{"a surname of two words", "Gianluca Ferri met his counterpart, Marijke de Wit, in Zurich. De Wit will stay.", "", "De Wit", 1, "Marijke de Wit"},
		{"not the one written to", "Giles Fenwick spoke on Monday. In a letter to Mark Ellison, he warned the town.", "", "he", 1, "Giles Fenwick"},
		{"a lawyer's client", "Adrian Thorne was jailed. His barrister, Simon Pryce, asked for mercy, citing his client's heart.", "", "his", 1, "Simon Pryce"},
		{"the accused", "Donal Keohane denies arson. Piotr Wilk said the accused had paid him.", "", "the accused", 1, "Donal Keohane"},
		{"of a party", "Mark Ellison accused the union. “They want to picket,” the Labour councillor said.", "", "the Labour councillor", 1, "Mark Ellison"},
		{"who of a name", "The vote ended the rule of Viliame Roko, who refused to go.", "", "who", 1, "Viliame Roko"},
		{"his country", "Velyria's sports minister, Anton Drezh, said his country was glad. Velyrian rowers and Velyrian fans cheered.", "", "his country", 1, "Velyria"},
		{"Dame", "Dame Judith Lowe opened the inquiry. Dame Judith thanked the families.", "", "Dame Judith", 1, "Judith Lowe"},
		{"who", "Warren Lee, who runs the campus, said it would open.", "", "who", 1, "Warren Lee"},
		{"I in marks", "Theresa May spoke in London. “I will not resign,” May said.", "Theresa May", "I", 1, "Theresa May"},
		{"not the speaker", "Theresa May spoke after meeting Donald Trump in London. May said: “I told him that we agree.”", "Theresa May", "him", 1, "Donald Trump"},
		{"never the speaker", "Donald Trump met Vladimir Putin in Helsinki. Trump said: “I told him that it must end.”", "Donald Trump", "him", 1, "Vladimir Putin"},
		{"nobody's I", "I was born in a small town near Lyon.", "", "I", 1, "(open)"},
	} {
		d, set := found(t, c.text, c.speaker)
		if got := nameOf(d, set, c.words, c.nth); got != c.want {
			t.Errorf("%s: %q is %q, want %q\n%s", c.about, c.words, got, c.want, c.text)
		}
	}
}

func TestRoles(t *testing.T) {
	for _, c := range []struct{ text, name, want string }{
		{"French Foreign Minister Laurent Fabius left Vienna on Monday.", "Laurent Fabius", "French Foreign Minister"},
		{"The Russian leader Vladimir Putin spoke to reporters.", "Vladimir Putin", "Russian leader"},
		{"Warren Lee, a university official, said the campus would open.", "Warren Lee", "university official"},
		{"The bank's chief economist, Jane Doe, expects growth.", "Jane Doe", "bank's chief economist"},
		{"Secretary of State John Kerry flew to Geneva.", "John Kerry", "Secretary of State"},
		{"Former senator Mary Landrieu spoke in Baton Rouge.", "Mary Landrieu", "Former senator"},
		{"John Bercow is the speaker of the House of Commons.", "John Bercow", "speaker of the House of Commons"},
	} {
		_, set := found(t, c.text, "")
		got := "(no entity)"
		for _, e := range set.Entities {
			if e.Name == c.name {
				got = strings.Join(e.Roles, "; ")
			}
		}
		if got != c.want {
			t.Errorf("roles of %s: %q, want %q\n%s", c.name, got, c.want, c.text)
		}
	}
}

func TestMembers(t *testing.T) {
	for _, c := range []struct {
		text, words string
		want        []string
	}{
		{"Angela Merkel met Vladimir Putin in Sochi. Both leaders spoke to reporters.", "Both leaders", []string{"Angela Merkel", "Vladimir Putin"}},
		{"The leaders of Serbia and Croatia met on Monday. Serbian Prime Minister Mira Solen and Viktor Dray, the president of Croatia, spoke for an hour.", "The leaders of Serbia and Croatia", []string{"Mira Solen", "Viktor Dray"}},
		{"The foreign ministers of France and Karvia will meet. Karvian Foreign Minister Jonas Adler and his French colleague, foreign minister Anne Roche, confirmed it.", "The foreign ministers of France and Karvia", []string{"Anne Roche", "Jonas Adler"}},
		{"Tension between India and Pakistan grew. The two countries closed the border.", "The two countries", []string{"India", "Pakistan"}},
		{"Harlow Steel said on Monday it would merge with Denby Metals. The Federal Trade Commission wrote to both companies.", "both companies", []string{"Harlow Steel", "Denby Metals"}},
		{"The Federal Trade Commission wrote to Hartwell Foods. A letter reached both companies.", "both companies", nil},
		{"Ann Lee and her brother Tom Reed left the court with Eva Moreno. Victor Castellano showed no emotion. Leonard Fisk wept. Both men face 20 years in prison.", "Both men", []string{"Victor Castellano", "Leonard Fisk"}},
		{"Graeme Lattimer and Mary Tully will appear together on Thursday. The pair have not spoken since May.", "The pair", []string{"Graeme Lattimer", "Mary Tully"}},
		{"Thomas Weld, 42, and Mary Weld, 36, left on Friday. The Welds have two children.", "Welds", []string{"Thomas Weld", "Mary Weld"}},
		{"The foreign ministers of Tovaria and Sarkesh will meet. Tovarian Foreign Minister Ilian Dragov and his Sarkeshi counterpart, Leyla Amirova, confirmed it.", "The foreign ministers of Tovaria and Sarkesh", []string{"Ilian Dragov", "Leyla Amirova"}},
		{"The foreign ministers, Eleni Vlachou and Kemal Aydin, will meet on Monday.", "The foreign ministers", []string{"Eleni Vlachou", "Kemal Aydin"}},
		{"Shares of Colorix rose. Shares of Tessara fell. Colorix is Dutch. Tessara is Italian. Colorix called Tessara. Reuters asked Noordstar. The two companies said nothing.", "The two companies", []string{"Colorix", "Tessara"}},
		{"Malaysian Prime Minister Rashid Omar spoke with both leaders. Cambodian Prime Minister Chea Ratanak and Lao President Bounthong Sisavath will meet.", "both leaders", []string{"Chea Ratanak", "Bounthong Sisavath"}},
		{"Angela Merkel and Emmanuel Macron met in Paris.", "Angela Merkel and Emmanuel Macron", []string{"Angela Merkel", "Emmanuel Macron"}},
	} {
		d, set := found(t, c.text, "")
		var got []string
		for _, m := range set.Mentions {
			if d.Range(m.First, m.End).In(d.Text) == c.words && m.Entity >= 0 {
				for _, e := range set.Entities[m.Entity].Members {
					got = append(got, set.Entities[e].Name)
				}
			}
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("members of %q: %q, want %q\n%s", c.words, got, c.want, c.text)
		}
	}
}

func TestKinds(t *testing.T) {
	text := "A spokesman for the ministry denied the report on Monday. Critics in Germany and Russian officials disagreed. Reuters asked Angela Merkel."
	d, set := found(t, text, "")
	for words, want := range map[string]readout.EntityKind{
		"A spokesman": readout.Person, "the report": readout.Document, "Critics": readout.Group, "Germany": readout.Country,
		"Russian officials": readout.Group, "Angela Merkel": readout.Person, "Reuters": readout.Organization, "the ministry": readout.Organization,
	} {
		got := readout.EntityKind("(no mention)")
		for _, m := range set.Mentions {
			if d.Range(m.First, m.End).In(d.Text) == words && m.Entity >= 0 {
				got = set.Entities[m.Entity].Kind
			}
		}
		if got != want {
			t.Errorf("kind of %q: %s, want %s", words, got, want)
		}
	}
	for _, e := range set.Entities {
		if e.Name == "Germany" && e.Country != "DE" {
			t.Errorf("country of Germany: %q", e.Country)
		}
	}
}

func TestKindsOfWords(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       readout.EntityKind
	}{
		{"Tovaria closed the border on Monday. A Tovarian minister said the pass was unsafe.", "Tovaria", readout.Country},
		{"Norte agreed to buy wind-farm builder Zeewind in May. Zeewind's shares rose by a third.", "Zeewind", readout.Organization},
		{"Serra Alta Mineracao, which employs 900 people, said it had followed the law.", "Serra Alta Mineracao", readout.Organization},
		{"Hurricane Odile killed four people in Tampico on Monday.", "Hurricane Odile", readout.Other},
	} {
		_, set := found(t, c.text, "")
		got := readout.EntityKind("(no entity)")
		for _, e := range set.Entities {
			if e.Name == c.name {
				got = e.Kind
			}
		}
		if got != c.want {
			t.Errorf("kind of %s: %s, want %s\n%s", c.name, got, c.want, c.text)
		}
	}
}

// check fails where a set does not fit its document.
func check(t *testing.T, d *text.Doc, set *entity.Set) {
	t.Helper()
	for i, m := range set.Mentions {
		if m.First < 0 || m.First >= m.End || m.End > len(d.Tokens) || m.Head < m.First || m.Head >= m.End {
			t.Fatalf("mention %d: %+v of %d tokens", i, m, len(d.Tokens))
		}
		if m.Entity < -1 || m.Entity >= len(set.Entities) {
			t.Fatalf("mention %d: entity %d of %d", i, m.Entity, len(set.Entities))
		}
		if i > 0 {
			if p := set.Mentions[i-1]; p.First > m.First || p.First == m.First && p.End < m.End {
				t.Fatalf("mention %d stands before the one before it", i)
			}
		}
	}
	for i, n := range set.Names {
		if n.First < 0 || n.First >= n.End || n.End > len(d.Tokens) || i > 0 && set.Names[i-1].End > n.First {
			t.Fatalf("name %d: %+v", i, n)
		}
	}
	for i, e := range set.Entities {
		for _, m := range e.Members {
			if m < 0 || m >= len(set.Entities) {
				t.Fatalf("entity %d: member %d", i, m)
			}
		}
	}
	rec, ids := set.Record(d, func(int) bool { return true })
	known := map[string]bool{}
	for _, e := range rec {
		known[e.ID] = true
	}
	for _, e := range rec {
		for _, m := range e.Members {
			if !known[m] {
				t.Fatalf("record: %s has the member %s", e.ID, m)
			}
		}
	}
	for _, id := range ids {
		if id != "" && !known[id] {
			t.Fatalf("record: no entity %s", id)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"", "I", "“He said “no”,” she said. They left.", "Mr. Mr. Mr. President of the of the", "BOTH LEADERS MET IN U.S. AND E.U.",
		"al-al-al de de van der Berg - - - said", "The two two both, Ann and Bob and Cy and", "\x00 \u200b é 漢字 İstanbul’s", "who which that whose it",
		"Ann’s Bob’s Cy’s dog", "the 71-year-old said the the the", "U.N. U. N. (UN) [UN] Ukraine-Russia Russia-Ukraine/China",
	} {
		f.Add(s)
	}
	p, finder := stages()
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		d := text.New(s)
		trees := p.Parse(d)
		set := finder.Find(d, trees)
		check(t, d, set)
		again := finder.Find(d, trees)
		if !reflect.DeepEqual(set.Mentions, again.Mentions) || !reflect.DeepEqual(set.Entities, again.Entities) {
			t.Fatal("the same text gave two readings")
		}
		if len(set.Entities) > 0 {
			voices := []entity.Voice{{First: 0, End: len(d.Tokens), Speaker: 0, Addressee: len(set.Entities) - 1}}
			set.Add(entity.Mention{First: 0, End: len(d.Tokens), Entity: 0})
			finder.Quoted(d, trees, set, voices)
			check(t, d, set)
		}
	})
}

const sample = `German Chancellor Angela Merkel met French President Emmanuel Macron in Paris on Friday. The two leaders discussed the crisis in Ukraine.
“We agreed on many points,” Merkel told reporters. She said that she would call Vladimir Putin next week, and that the European Union stood ready to help.
Macron, who took office in May, said he had told the chancellor that his government would support the plan. His spokesman, Bruno Roger-Petit, declined to comment.
Critics said the report by the International Monetary Fund (IMF) showed that the two countries had done too little. The IMF did not reply to a request for comment.
`

func BenchmarkFind(b *testing.B) {
	p, f := stages()
	d := text.New(strings.Repeat(sample, 10))
	trees := p.Parse(d)
	b.ReportAllocs()
	for b.Loop() {
		f.Find(d, trees)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkNames(b *testing.B) {
	_, f := stages()
	d := text.New(strings.Repeat(sample, 10))
	b.ReportAllocs()
	for b.Loop() {
		f.FindNames(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}

// TestLinear reads a long text; work that grows faster than the text would not end.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("long text")
	}
	p, f := stages()
	for _, unit := range []string{sample, "Ann and Bob and Cy met Ann Lee. ", "the two the two both leaders he ", "Ann Lee Ann Lee's Ann’s ", "“I met him,” he said. "} {
		s := strings.Repeat(unit, 200_000/len(unit)+1)
		d := text.New(s)
		trees := p.Parse(d)
		start := time.Now()
		set := f.Find(d, trees)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%d words of %q took %v", len(d.Tokens), unit, took)
		}
		check(t, d, set)
		t.Logf("%d words in %v", len(d.Tokens), time.Since(start))
	}
}

func TestStandsFor(t *testing.T) {
	for _, c := range []struct{ about, text, words, want string }{
		{"a short form", "Hartwell Foods bought a farm near Leeds. Shares of Hartwell rose.", "Hartwell", "Hartwell Foods"},
		{"a description before the name", "The state mediator, Ingrid Dahl, ended the talks.", "The state mediator, Ingrid Dahl", "Ingrid Dahl"},
		{"the only union", "The Norwegian Locomotive Union called a strike. The union wants a raise.", "The union", "Norwegian Locomotive Union"},
		{"the agency", "The Federal Trade Commission opened a review. The agency asked for documents.", "The agency", "Federal Trade Commission"},
		{"the judge", "Justice Miriam Oduya ruled for the families. The judge gave the ministry 60 days.", "The judge", "Miriam Oduya"},
	} {
		d, set := found(t, c.text, "")
		if got := nameOf(d, set, c.words, 1); got != c.want {
			t.Errorf("%s: %q is %q, want %q\n%s", c.about, c.words, got, c.want, c.text)
		}
	}
}

func TestNoNames(t *testing.T) {
	d, set := found(t, "Q: Why did you leave?\n\nA: I was tired.\n\nQ: What now?", "")
	for _, n := range set.Names {
		t.Errorf("a name: %q", d.Range(n.First, n.End).In(d.Text))
	}
}
