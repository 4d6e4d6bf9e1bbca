package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

// An act with a deadline is due until its last day has passed; of what nobody is awaited to do, nothing is listed.
func TestCommitmentStates(t *testing.T) {
	h := hit("a", "2026-05-04", "We will close the port by Friday")
	h.Statement.Acts = []readout.Act{
		{Type: "threat", Span: readout.Span{Start: 10, End: 27}, Deadline: &readout.Time{Value: "2026-W19"}},
		{Type: "demand", Span: readout.Span{Start: 13, End: 17}, Deadline: &readout.Time{Value: "2026-04"}},
		{Type: "offer", Span: readout.Span{Start: 0, End: 3}},
		{Type: "assertion", Span: readout.Span{Start: 10, End: 27}},
	}
	var got []string
	for _, c := range commitmentsOf(&h, "2026-05-10") {
		got = append(got, c.What.Name+": "+c.Text+": "+c.State)
	}
	want := "threat: We will close the: due|demand: will: overdue|offer: We will close the port by Friday: open"
	if strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
}

// What was said later by the same, or by whom something was demanded of, stands beside it.
func TestCommitments(t *testing.T) {
	s := serve(t, nil)
	fillDemo(s)
	all := read[client.Page[client.Commitment]](s, "/commitments.json")
	if len(all.Items) < 10 || all.Next == "" {
		t.Fatalf("%d, then %q", len(all.Items), all.Next)
	}
	later, dues := 0, 0
	for _, c := range all.Items {
		for _, l := range c.Later {
			if later++; l.Date <= c.Statement.Date {
				t.Errorf("%s of %s is no later than %s", l.Key, l.Date, c.Statement.Date)
			}
		}
		if c.State != "open" {
			dues++
		}
	}
	if later == 0 || dues == 0 {
		t.Errorf("%d later statements, %d with a deadline", later, dues)
	}
	for _, c := range read[client.Page[client.Commitment]](s, "/commitments.json?kind=threat").Items {
		if c.Act != "threat" && c.Act != "warning" {
			t.Errorf("a threat is %s", c.Act)
		}
	}
	for path, want := range map[string]int{"/commitments?kind=threat": 200, "/commitments?kind=wish": 400, "/commitments?q=act:nonsense": 400, "/commitments.json?kind=wish": 422} {
		if r := s.ask(http.MethodGet, path, "", asBrowser); r.StatusCode != want {
			t.Errorf("%s: %d, not %d", path, r.StatusCode, want)
		}
	}
}

// People say what became of a commitment: the last word counts, with who and when, until it is taken back.
func TestDoneOrNot(t *testing.T) {
	s := serve(t, nil)
	fillDemo(s)
	secret := s.key("desk")
	at := slices.IndexFunc(read[client.Page[client.Commitment]](s, "/commitments.json").Items, func(c client.Commitment) bool { return c.Statement.Speaker != nil && c.Statement.Speaker.ID != "" })
	state := func() client.Commitment {
		return read[client.Page[client.Commitment]](s, "/commitments.json").Items[at]
	}
	one := state().Statement
	path := "/articles/" + one.Article.ID + "/corrections"
	say := func(kind string, status int) client.Correction {
		return call[client.Correction](s, http.MethodPost, path, `{"kind": "`+kind+`", "statement": "`+one.Key+`", "note": "so the mayor"}`, secret, status)
	}
	was := state()
	done := say("done", http.StatusCreated)
	not := say("not-done", http.StatusCreated)
	if now := state(); now.State != "not-done" || now.Said == nil || now.Said.Who != "desk" || now.Said.ID != not.ID || !now.Said.When.Equal(today) {
		t.Errorf("%+v", now)
	}
	for _, page := range []string{"/commitments", "/people/" + one.Speaker.ID, "/articles/" + one.Article.ID, "/corrections"} {
		if text := strings.ToLower(s.get(page)); !strings.Contains(text, "not done") || !strings.Contains(text, "desk") {
			t.Errorf("%s does not say what became of it", page)
		}
	}
	for _, c := range []client.Correction{done, not} {
		call[any](s, http.MethodDelete, "/corrections/"+c.ID, "", secret, http.StatusNoContent)
	}
	if now := state(); now.State != was.State || now.Said != nil {
		t.Errorf("after taking it back: %+v", now)
	}
	plain, err := s.store.Search(t.Context(), readout.Filter{Without: []readout.Filter{{Act: binding}}}, readout.ByDate, readout.Paging{Limit: 1})
	if err != nil || len(plain.Items) == 0 {
		t.Fatalf("%v, %d statements", err, len(plain.Items))
	}
	call[client.Problem](s, http.MethodPost, "/articles/"+plain.Items[0].Article.ID+"/corrections", `{"kind": "done", "statement": "`+plain.Items[0].Key+`"}`, secret, 422)
}
