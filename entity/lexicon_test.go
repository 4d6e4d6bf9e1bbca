package entity

import (
	"testing"

	"github.com/readout-project/readout/text"
)

// TestLists loads every line of the lists and looks some words up.
func TestLists(t *testing.T) {
	l, err := lexiconOf()
	if err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]uint32{
		"Russia": isCountry, "Russian": isDemonym, "Côte d’Ivoire": isCountry, "New York": isRegion, "Calif.": isRegion,
		"Los Angeles": isCity, "Angela": isFemale, "Secretary of State": isRole, "Mr.": isAddress | sayMale, "himself": isPronoun,
		"U.N.": isOrg, "Labor Day": isMonth, "al": isParticle | isLead,
	} {
		d := text.New("In " + words + " it")
		n := len(d.Tokens) - 1
		got := l.words.get(hash(d, 1, n))
		if got&want != want || got&isWhole == 0 {
			t.Errorf("%q: bits %b, want %b", words, got, want)
		}
	}
	for lemma, want := range map[string]string{"spokesman": "person", "ministry": "organization", "report": "document", "police": "group", "country": "country"} {
		if got := l.nouns[lemma].kind; string(got) != want {
			t.Errorf("noun %s: %s, want %s", lemma, got, want)
		}
	}
	if _, err := pronounOf([]string{"9", "s", "m", "n"}); err == nil {
		t.Error("a ninth person")
	}
}

func TestSeen(t *testing.T) {
	var s seen
	for round := range 3 {
		s.reset()
		for k := range uint64(5000) {
			if v, fresh := s.put(k*7919+uint64(round), int32(k)); !fresh || v != int32(k) {
				t.Fatalf("round %d: key %d: %d, %v", round, k, v, fresh)
			}
		}
		for k := range uint64(5000) {
			if v, ok := s.get(k*7919 + uint64(round)); !ok || v != int32(k) {
				t.Fatalf("round %d: key %d lost", round, k)
			}
		}
		if _, ok := s.get(1 << 60); ok {
			t.Fatal("a key that was never put")
		}
	}
}

func TestClustersDamaged(t *testing.T) {
	for _, b := range [][]byte{nil, {1}, {3, 0, 0, 0}, {255, 255, 255, 255, 0}, append([]byte{2, 0, 0, 0}, make([]byte, 8)...)} {
		if _, _, err := decodeClusters(b); err == nil {
			t.Errorf("%v: no error", b)
		}
	}
}
