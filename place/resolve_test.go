package place

import (
	"fmt"
	"strings"
	"testing"
)

func loaded(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// marked returns the mentions of a text, whose names stand in square brackets.
func marked(text string) []Mention {
	var ms []Mention
	plain := strings.NewReplacer("[", "", "]", "").Replace(text)
	at := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '[':
			n := strings.IndexByte(text[i:], ']') - 1
			ms = append(ms, Mention{Name: plain[at : at+n], Before: plain[max(0, at-50):at], After: plain[at+n : min(len(plain), at+n+50)], Byte: at})
		case ']':
		default:
			at++
		}
	}
	return ms
}

// say writes a resolution as "Name, Texas, US".
func say(g *Gazetteer, r Resolution) string {
	if !r.Found {
		return "?"
	}
	s := r.Name
	if d := g.Division(r.Admin); d != "" && r.Kind != Province && r.Country == "US" {
		s += ", " + d
	}
	if r.Kind != Country && r.Country != "" {
		s += ", " + r.Country
	}
	if r.Kind == Province {
		s = "state of " + s
	}
	return s
}

func TestResolve(t *testing.T) {
	g := loaded(t)
	for _, c := range []struct{ text, want string }{
		{"A storm hit [Paris], Texas, on Monday.", "Paris, Texas, US"},
		{"A storm hit [Paris], and [France] closed its schools.", "Paris, FR; France"},
		{"The fair in [Springfield], Ill., drew a crowd from [Decatur].", "Springfield, Illinois, US; Decatur, Illinois, US"},
		{"[Springfield] (Ore.) sued the county.", "Springfield, Oregon, US"},
		{"[Washington] said it would wait, and [Moscow] agreed.", "Washington, District of Columbia, US; Moscow, RU"},
		{"[Washington] Gov. Ida Bell spoke in [Olympia] and [Spokane].", "state of Washington, US; Olympia, Washington, US; Spokane, Washington, US"},
		{"They met in [Georgia], near [Tbilisi].", "Georgia; Tbilisi, GE"},
		{"Peaches from [Georgia], [Alabama] and [South Carolina] were sold in [Atlanta].",
			"state of Georgia, US; state of Alabama, US; state of South Carolina, US; Atlanta, Georgia, US"},
		{"The minister flew from [Kiev] to [Odessa], Ukraine.", "Kyiv, UA; Odesa, UA"},
		{"Oil firms in [Odessa], [Midland] and [Lubbock] hired in [Texas].",
			"Odessa, Texas, US; Midland, Texas, US; Lubbock, Texas, US; state of Texas, US"},
		{"The sheriff of [Rapides Parish] came from [Alexandria].", "Rapides Parish, Louisiana, US; Alexandria, Louisiana, US"},
		{"[Alexandria] and [Cairo] lost power in [Egypt].", "Alexandria, EG; Cairo, EG; Egypt"},
		{"Talks at [Camp David] and aboard [Air Force One] ended.", "Camp David, US; Air Force One, US"},
		{"[Jordan] and [Lebanon] closed the road to [Damascus].", "Jordan; Lebanon; Damascus, SY"},
		{"[Lebanon], Pa., and [Hershey] share a bus line.", "Lebanon, Pennsylvania, US; Hershey, Pennsylvania, US"},
		{"Rain fell on [Douglas], [Grant] and [Otter Tail] counties in [Minnesota].",
			"Douglas County, Minnesota, US; Grant County, Minnesota, US; Otter Tail County, Minnesota, US; state of Minnesota, US"},
		{"Shelling hit [Gaza City], [Khan Younis] and [Rafah].", "Gaza, PS; Khan Younis, PS; Rafah, PS"},
		{"[Birmingham] and [Coventry] are in [England].", "Birmingham, GB; Coventry, GB; state of England, GB"},
		{"[Birmingham] and [Montgomery] are in [Alabama].", "Birmingham, Alabama, US; Montgomery, Alabama, US; state of Alabama, US"},
		{"[London], Ontario, and [Windsor] have lower rents than [Toronto].", "London, CA; Windsor, CA; Toronto, CA"},
		{"[Turkish] and [Greek] boats left [Izmir].", "Turkey; Greece; Izmir, TR"},
		{"Snow closed roads in northern [Iraq] and the [South China Sea] stayed calm.", "Iraq; South China Sea"},
		{"The Syrian town of [Tripoli] does not exist, the Lebanese city of [Tripoli] does.", "Tripoli, LB; Tripoli, LB"},
		{"The Libyan capital, [Tripoli], was quiet.", "Tripoli, LY"},
		{"Camps stand in [Oaxaca] State, [Mexico], and in the Republic of [Georgia].", "state of Oaxaca, MX; Mexico; Georgia"},
		{"[Xyzzyville] is nowhere.", "?"},
	} {
		ms := marked(c.text)
		var got []string
		for _, r := range g.Resolve(ms, Context{}) {
			got = append(got, say(g, r))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func TestResolveContext(t *testing.T) {
	g := loaded(t)
	for _, c := range []struct {
		text string
		ctx  Context
		want string
	}{
		{"A jury in [Lancaster] was picked.", Context{URL: "https://www.lancasteronline.com/news/1"}, "Lancaster, Pennsylvania, US"},
		{"A jury in [Lancaster] was picked.", Context{URL: "http://www.lep.co.uk/news/1"}, "Lancaster, GB"},
		{"A fire in [Athens] was put out.", Context{}, "Athens, GR"},
		{"A fire in [Athens] was put out.", Context{Dateline: "MACON, Ga."}, "Athens, Georgia, US"},
		{"Police in [London] closed a bridge.", Context{URL: "https://lfpress.com/a"}, "London, CA"},
		{"Police in [London] closed a bridge.", Context{URL: "https://news.example.org/a"}, "London, GB"},
	} {
		if got := say(g, g.Resolve(marked(c.text), c.ctx)[0]); got != c.want {
			t.Errorf("%s %v: got %s, want %s", c.text, c.ctx, got, c.want)
		}
	}
}

func TestResolveIsStable(t *testing.T) {
	g := loaded(t)
	ms := marked(strings.Repeat("From [Springfield] to [Paris], [Lebanon] and [Georgia] past [Clinton]. ", 5))
	want := fmt.Sprint(g.Resolve(ms, Context{}))
	for range 5 {
		if got := fmt.Sprint(g.Resolve(ms, Context{})); got != want {
			t.Fatal("the same mentions gave another result")
		}
	}
}

func TestHome(t *testing.T) {
	g := loaded(t)
	for url, want := range map[string]string{
		"https://www.nola.com/a/b":       "New Orleans",
		"http://news.bbc.co.uk/2/hi":     "London",
		"https://blog.example.fr/x":      "France",
		"https://example.com/":           "",
		"":                               "",
		"https://example.tv:8080/stream": "",
	} {
		if e, _ := g.Home("", url); e.Name != want {
			t.Errorf("%s: at home in %q, want %q", url, e.Name, want)
		}
	}
}

// The town of each publisher lies in the division that the file gives.
func TestPublishers(t *testing.T) {
	g := loaded(t)
	for key, h := range g.publishers {
		e := g.home(h)
		if h.admin != "" && e.Admin != h.country+"."+h.admin || e.Country != h.country {
			t.Errorf("%s: %s in %s, not in %s.%s", key, e.Name, e.Admin, h.country, h.admin)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	g := loaded(b)
	for _, n := range []int{10, 100, 1000} {
		var ms []Mention
		for len(ms) < n {
			ms = append(ms, marked("From [Springfield], Ill., to [Paris], [Lebanon], [Oslo], [Kyiv], [Clinton], [Georgia], [Rapides Parish], [Turkish] and [Dover].")...)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Resolve(ms, Context{})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(ms)), "ns/mention")
		})
	}
}
