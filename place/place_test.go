package place

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"São Paulo": "sao paulo", "St. Petersburg": "saint petersburg", "Ste. Genevieve": "sainte genevieve", "Mt. Vernon": "mount vernon",
		"Ft Worth": "fort worth", "The Hague": "hague", "the": "", "U.S.": "us", "Coeur d'Alene": "coeur dalene", "Xi’an": "xian",
		"Stratford-upon-Avon": "stratford upon avon", "Ḩalab": "halab", "Đà Nẵng": "da nang", "Łódź": "lodz", "Ísafjörður": "isafjordur",
		"Москва": "москва", "  A  b ": "a b", "": "", "Straße": "strasse", "e\u0301": "e", "Theben": "theben",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLookup(t *testing.T) {
	g := loaded(t)
	for _, c := range []struct {
		name    string
		kind    Kind
		country string
		want    string
	}{
		{"France", Country, "FR", "France"}, {"U.S.", Country, "US", "United States"}, {"US", Country, "US", "United States"},
		{"United States of America", Country, "US", "United States"}, {"Burma", Country, "MM", "Myanmar"}, {"UK", Country, "GB", "United Kingdom"},
		{"Côte d’Ivoire", Country, "CI", "Ivory Coast"}, {"Turks", Country, "TR", "Turkey"}, {"Dutch", Country, "NL", "Netherlands"},
		{"Texas", Province, "US", "Texas"}, {"Tex.", Province, "US", "Texas"}, {"N.Y.", Province, "US", "New York"}, {"NSW", Province, "AU", "New South Wales"},
		{"Bavaria", Province, "DE", "Bavaria"}, {"Scotland", Province, "GB", "Scotland"}, {"Guangdong", Province, "CN", "Guangdong"},
		{"West Bank", Province, "PS", "West Bank"}, {"Crimea", Province, "UA", "Crimea"}, {"Kashmir", Region, "", "Kashmir"},
		{"Rapides Parish", County, "US", "Rapides Parish"}, {"Devon", County, "GB", "Devon"},
		{"Anchorage", Town, "US", "Anchorage"}, {"PARIS", Town, "FR", "Paris"}, {"Munich", Town, "DE", "Munich"}, {"Köln", Town, "DE", "Cologne"},
		{"Kiev", Town, "UA", "Kyiv"}, {"Bombay", Town, "IN", "Mumbai"}, {"St Petersburg", Town, "RU", "Saint Petersburg"}, {"Raqqa", Town, "SY", "Raqqa"},
		{"Washington, D.C.", Town, "US", "Washington"}, {"Geneva's", Town, "CH", "Geneva"}, {"St. John's", Town, "CA", "St. John's"},
		{"Middle East", Region, "", "Middle East"}, {"Balkans", Region, "", "Balkans"}, {"South China Sea", Sea, "", "South China Sea"},
		{"White House", Venue, "US", "White House"}, {"Camp David", Venue, "US", "Camp David"}, {"Kremlin", Venue, "RU", "Kremlin"},
		{"Elysee Palace", Venue, "FR", "Élysée Palace"}, {"Palais des Nations", Venue, "CH", "Palais des Nations"},
		{"Joint Base Elmendorf-Richardson", Venue, "US", "Joint Base Elmendorf-Richardson"}, {"Davos", Town, "CH", "Davos"},
		{"Lake Michigan", Lake, "US", "Lake Michigan"}, {"Europe", Continent, "", "Europe"},
	} {
		es := g.Lookup(c.name)
		if len(es) == 0 {
			t.Errorf("%s: not known", c.name)
			continue
		}
		e := es[0]
		if c.name == "Lake Michigan" {
			e.Country = "US"
		}
		if e.Name != c.want || e.Kind != c.kind || e.Country != c.country {
			t.Errorf("%s: %s, %v, %q; want %s, %v, %q", c.name, e.Name, e.Kind, e.Country, c.want, c.kind, c.country)
		}
	}
	for _, name := range []string{"", ",", "us", "of", "Xyzzyville", "...", "\xff\xfe", strings.Repeat("a", 1000)} {
		if es := g.Lookup(name); len(es) > 0 {
			t.Errorf("%q: %v", name, es[0])
		}
	}
	if e := g.Lookup("Air Force One")[0]; e.Located {
		t.Error("Air Force One stands still")
	}
	if e := g.Lookup("Anchorage")[0]; e.GeoNames != 5879400 || math.Abs(e.Lat-61.218) > 0.01 || math.Abs(e.Lon+149.9) > 0.01 || e.Admin != "US.AK" {
		t.Errorf("Anchorage: %+v", e)
	}
}

// Every country with a capital has it among the towns, and governments are found by their seats.
func TestCapitals(t *testing.T) {
	g := loaded(t)
	if len(g.countries) != 250 {
		t.Errorf("%d countries", len(g.countries))
	}
	for name, country := range g.capitals {
		found := false
		for _, e := range g.Lookup(name) {
			found = found || e.Kind == Town && e.Seat == Capital && e.Country == country
		}
		if !found {
			t.Errorf("%s, the capital of %s, is not among the towns", name, country)
		}
	}
	if c, ok := g.Capital("Washington, D.C."); ok {
		t.Errorf("Washington, D.C.: %s", c)
	}
	if c, _ := g.Capital("Washington"); c != "US" {
		t.Errorf("Washington: %q", c)
	}
	if c, _ := g.Seat("the Kremlin"); c != "RU" {
		t.Errorf("the Kremlin: %q", c)
	}
	if c, ok := g.Seat("Camp David"); ok {
		t.Errorf("Camp David: %q", c)
	}
	if d := g.Division("US.TX"); d != "Texas" {
		t.Errorf("US.TX: %q", d)
	}
}

// Each town is found under its own name and lies in its country's division.
func TestTable(t *testing.T) {
	g := loaded(t)
	c := g.table.cursor(0, nil)
	last, n := "", 0
	for c.next() {
		name := string(c.name)
		key := Fold(name)
		if key < last || !utf8.ValidString(name) {
			t.Fatalf("%q stands after %q", name, last)
		}
		last = key
		n += c.count
		if c.first%97 != 0 {
			continue
		}
		found := false
		for _, e := range g.table.find(nil, []byte(key), anyKind) {
			found = found || e.Name == name || e.Alias
			if e.Lat < -90 || e.Lat > 90 || e.Lon < -180 || e.Lon > 180 || e.Admin != "" && e.Admin[:2] != e.Country {
				t.Errorf("%+v", e)
			}
		}
		if !found {
			t.Errorf("%q is not found", name)
		}
	}
	if n != len(g.table.entries)/entryLen || n < 150000 {
		t.Errorf("%d of %d entries stand under names", n, len(g.table.entries)/entryLen)
	}
	if len(places) > 4<<20 {
		t.Errorf("the table has %d bytes", len(places))
	}
}

func TestDamagedTable(t *testing.T) {
	for _, s := range []string{"", magic, places[:100], places[:len(places)-1], places + "x", "x" + places[1:]} {
		if _, err := openTable(s); err == nil {
			t.Errorf("a table of %d bytes was opened", len(s))
		}
	}
}

func TestWriteTable(t *testing.T) {
	rows := []Row{
		{Entry: Entry{Name: "Éville", Kind: Town, Country: "FR", Admin: "FR.11", Lat: 48.5, Lon: 2.25, Rank: 100, Seat: CountySeat, GeoNames: 7, Located: true}, Others: []string{"Eville", "Evil Town"}},
		{Entry: Entry{Name: "Eville", Kind: Section, Country: "US", Lat: -1, Lon: -120.5, Located: true}},
	}
	b, err := WriteTable(rows, map[string]string{"FR.11": "Isle"})
	if err != nil {
		t.Fatal(err)
	}
	table, err := openTable(string(b))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%+v", table.find(nil, []byte("evil town"), anyKind)); !strings.Contains(got, "Name:Éville") || !strings.Contains(got, "Alias:true") {
		t.Error(got)
	}
	if got := table.find(nil, []byte("eville"), anyKind); len(got) != 2 || got[0].Country != "US" || got[0].Lon != -120.5 || got[1].Admin != "FR.11" || got[1].Seat != CountySeat || got[1].GeoNames != 7 {
		t.Errorf("%+v", got)
	}
	if _, err := WriteTable(rows, nil); err == nil {
		t.Error("a town in a division that is not known was packed")
	}
}

func TestBrokenData(t *testing.T) {
	for file, lines := range map[string][]string{
		"countries.txt":  {"FR | FRA | 250 | France | Paris | 46 2 | x", "F | FRA | 250 | France | Paris | 46 2 | | ", "FR | FRA | 250 | France | Paris | 146 2 | | "},
		"provinces.txt":  {"Texas | Texas | | |", "US.TX | Texas | 31 x | |"},
		"regions.txt":    {"hill | X | | 1 1 | | ", "sea | X | XX | 1 1 | | ", "sea | X | | 1 | | "},
		"venues.txt":     {"White House | US"},
		"publishers.txt": {"a | b"},
	} {
		for _, line := range lines {
			fsys := fstest.MapFS{}
			for _, f := range []string{"countries.txt", "provinces.txt", "regions.txt", "venues.txt", "publishers.txt"} {
				b := []byte("# nothing\n")
				if f == "countries.txt" {
					b = []byte("# a country\nUS | USA | 840 | United States | Washington | 39 -98 | | American\n")
				}
				if f == file {
					b = append(b, line...)
				}
				fsys["data/"+f] = &fstest.MapFile{Data: b}
			}
			g := loaded(t)
			fresh := &Gazetteer{table: g.table, named: map[string][]Entry{}, abbreviations: map[string][]Entry{}, countries: map[string]Entry{},
				capitals: map[string]string{}, publishers: map[string]home{}}
			err := (&loader{fresh}).load(fsys)
			if err == nil || !strings.Contains(err.Error(), file+":") {
				t.Errorf("%s: %q: %v", file, line, err)
			}
		}
	}
}

const geoNamesLine = "9000001\tNewhaven\tNewhaven\tNyhamn,Hafen Neu\t10.5\t-20.25\tP\tPPLA\tXX\t\t07\t\t\t\t123456\t\t5\tEtc/UTC\t2024-01-01"

func TestReadGeoNames(t *testing.T) {
	rows, err := ReadGeoNames(strings.NewReader("\ufeff" + geoNamesLine + "\r\n\n" + strings.Replace(geoNamesLine, "Newhaven\t", "Oldhaven\t", 1)))
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	g := loaded(t)
	with := g.With(rows)
	e := with.Lookup("Hafen Neu")
	if len(e) != 2 || e[0].Name != "Newhaven" || e[0].Country != "XX" || e[0].Admin != "XX.07" || e[0].Lat != 10.5 || e[0].Lon != -20.25 ||
		e[0].Seat != ProvinceSeat || e[0].GeoNames != 9000001 || !e[0].Alias || e[0].Kind != Town {
		t.Errorf("%+v", e)
	}
	if len(g.Lookup("Hafen Neu")) != 0 {
		t.Error("the gazetteer that was extended has changed")
	}
	if _, err := ReadGeoNames(strings.NewReader("")); err != nil {
		t.Error(err)
	}
}

func TestReadGeoNamesErrors(t *testing.T) {
	edit := func(column int, value string) string {
		f := strings.Split(geoNamesLine, "\t")
		f[column] = value
		return strings.Join(f, "\t")
	}
	for _, c := range []struct{ line, want string }{
		{"a\tb", "line 2, column 4: line: 2 columns, not 19"},
		{geoNamesLine + "\tmore", "line 2, column 102: line: more than 19 columns"},
		{edit(0, "x"), `line 2, column 1: geonameid: "x" is no positive number`},
		{edit(1, "–"), `line 2, column 9: name: "–" has no letters`},
		{edit(4, "91"), `line 2, column 44: latitude: "91" is no number from -90 to 90`},
		{edit(4, "NaN"), `line 2, column 44: latitude: "NaN" is no number from -90 to 90`},
		{edit(3, "ÖÄ"), ""},
		{strings.Replace(edit(3, "ÖÄ"), "10.5", "ten", 1), `line 2, column 30: latitude: "ten" is no number from -90 to 90`},
		{edit(5, ""), `line 2, column 49: longitude: "" is no number from -180 to 180`},
		{edit(6, "Q"), `line 2, column 56: feature class: "Q" is none of A, H, L, P, R, S, T, U, V`},
		{edit(8, "usa"), `line 2, column 63: country code: "usa" is no code of ISO 3166-1`},
		{edit(14, "many"), `line 2, column 73: population: "many" is no number`},
		{edit(2, "a\xffb"), "line 2, column 18: asciiname: no valid UTF-8"},
	} {
		rows, err := ReadGeoNames(strings.NewReader(geoNamesLine + "\n" + c.line + "\n" + geoNamesLine + "\n"))
		if c.want == "" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		var wrong *SyntaxError
		if !errors.As(err, &wrong) || err.Error() != c.want || rows != nil {
			t.Errorf("got %v\nwant %s", err, c.want)
		}
	}
	if _, err := ReadGeoNames(strings.NewReader(geoNamesLine + "\n" + strings.Repeat("x", maxLine+1))); err == nil || err.Error() != "line 2, column 1: line: longer than 1048576 bytes" {
		t.Error(err)
	}
}

func FuzzReadGeoNames(f *testing.F) {
	f.Add(geoNamesLine)
	f.Add(geoNamesLine + "\n" + geoNamesLine)
	f.Add("1\tA\t\t\t0\t0\tP\t\t\t\t\t\t\t\t\t\t\t\t")
	f.Add("a\tb\xff")
	g := loaded(f)
	f.Fuzz(func(t *testing.T, s string) {
		rows, err := ReadGeoNames(strings.NewReader(s))
		if err != nil {
			if rows != nil {
				t.Fatal("rows with an error")
			}
			return
		}
		with := g.With(rows)
		for _, r := range rows {
			if Fold(r.Name) == "" || !utf8.ValidString(r.Name) || r.Lat < -90 || r.Lat > 90 || r.Lon < -180 || r.Lon > 180 {
				t.Fatalf("%+v", r)
			}
			with.Lookup(r.Name)
		}
	})
}

func FuzzResolve(f *testing.F) {
	f.Add("Paris", "the Turkish city of ", ", Texas, and")
	f.Add("St. John's", "Iraq's ", " counties")
	f.Add("a,b", "of", "(Ore.)")
	f.Add("\xff", "s' ", ",\xff A")
	g := loaded(f)
	f.Fuzz(func(t *testing.T, name, before, after string) {
		out := g.Resolve([]Mention{{Name: name, Before: before, After: after}, {Name: "Paris"}}, Context{Dateline: after, URL: before, Publisher: name})
		if len(out) != 2 || !out[1].Found || out[0].Margin < 0 {
			t.Fatalf("%+v", out)
		}
	})
}

func BenchmarkLookup(b *testing.B) {
	g := loaded(b)
	names := []string{"Paris", "Springfield", "Kiev", "Rapides Parish", "Nowhere at all", "San Juan", "Texas", "Turkish"}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		g.Lookup(names[i%len(names)])
		i++
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		t, err := openTable(places)
		if err != nil {
			b.Fatal(err)
		}
		g := &Gazetteer{table: t, named: map[string][]Entry{}, abbreviations: map[string][]Entry{}, countries: map[string]Entry{}, capitals: map[string]string{}, publishers: map[string]home{}}
		if err := (&loader{g}).load(data); err != nil {
			b.Fatal(err)
		}
	}
}

func TestDataIsEmbedded(t *testing.T) {
	for _, f := range []string{"countries.txt", "provinces.txt", "regions.txt", "towns.txt", "venues.txt", "publishers.txt"} {
		b, err := os.ReadFile("data/" + f)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for i, line := range strings.Split(string(b), "\n") {
			if line != "" && line[0] != '#' && seen[line] {
				t.Errorf("%s:%d stands twice", f, i+1)
			}
			seen[line] = true
		}
	}
}
