package web

import "net/http"

func (s *server) sessionForm(*http.Request) (*page, error) {
	return &page{View: "session", Title: "Sign in", Data: ""}, nil
}

// signIn keeps a key in a cookie that only this site gets, or deletes it.
func (s *server) signIn(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.refuse(w, r, formFault(err), false)
		return
	}
	c := http.Cookie{Name: cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil, MaxAge: 30 * 24 * 60 * 60}
	to := "/"
	if r.PostForm.Has("out") {
		c.MaxAge, to = -1, "/session"
	} else {
		c.Value = r.PostForm.Get("key")
		if _, err := s.guard.key(r, c.Value); err != nil {
			p := problemOf(err)
			if p.Status >= 500 {
				s.refuse(w, r, err, false)
				return
			}
			s.render(w, r, &page{View: "session", Title: "Sign in", Status: p.Status, Data: p.Detail})
			return
		}
	}
	http.SetCookie(w, &c)
	s.render(w, r, &page{To: to})
}

// A keyHelp is a key of the keyboard; static/app.js does what it says, by its name.
type keyHelp struct{ Name, Key, What string }

var keyboard = []keyHelp{
	{"next", "j", "next statement"}, {"previous", "k", "previous statement"},
	{"nextArticle", "J", "next article of a list"}, {"previousArticle", "K", "previous article of a list"},
	{"open", "o", "from a statement to its words in the text, and back"}, {"original", "v", "its words on the publisher's page"},
	{"copy", "c", "copy it with its source"}, {"link", "y", "copy its address"},
	{"search", "/", "search"}, {"export", "e", "export"}, {"reviewed", "m", "mark as reviewed, and go on"}, {"reviewedStay", "M", "mark as reviewed"},
	{"before", "[", "previous statement of the same speaker"}, {"after", "]", "next statement of the same speaker"},
	{"reload", "r", "show what is new"}, {"help", "?", "this page"}, {"close", "Escape", "put the light out, close a menu"},
	{"review", "R", "begin and end a review of an article's statements"}, {"right", "a", "in a review: it is right, go on"},
	{"wrong", "x", "in a review: it is no statement, go on"}, {"who", "w", "in a review: somebody else says it"}, {"skip", "Space", "in a review: go on"},
	{"undo", "Backspace", "in a review: take the last back"},
	{"go", "g", "then h, s, p, t, c, a, d: home, search, people, talks, calendar, articles, commitments"},
	{"layers", "1", "to 7: show and hide direct, indirect, mixed, occasions, promises, threats, next steps in the text"},
}

type helpView struct {
	Keys   []keyHelp
	Models string
}

func (s *server) help(*http.Request) (*page, error) {
	return &page{View: "help", Title: "Help", Tab: "help", Data: helpView{keyboard, s.o.Models}}, nil
}
