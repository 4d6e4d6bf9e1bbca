package web

import "net/http"

// pageMux returns what answers with pages.
func (s *server) pageMux() *http.ServeMux {
	m := http.NewServeMux()
	for pattern, f := range map[string]func(*http.Request) (*page, error){
		"GET /":                           s.home,
		"GET /add":                        s.addForm,
		"GET /articles":                   s.articles,
		"POST /articles":                  s.addPosted,
		"GET /articles/{id}":              s.article,
		"GET /articles/{id}/delete":       s.deleteForm,
		"POST /articles/{id}/delete":      s.deletePosted,
		"POST /articles/{id}/missing":     s.missingPosted,
		"GET /statements/{key}":           s.statement,
		"GET /statements/{key}/original":  s.original,
		"GET /statements/{key}/remark":    s.toldPage,
		"POST /statements/{key}/remark":   s.remarkPosted,
		"POST /people/{id}/topics":        s.topicPosted,
		"POST /people/{id}/topics/{link}": s.unlinkPosted,
		"GET /statements/{key}/correct":   s.correctForm,
		"POST /statements/{key}/correct":  s.correctPosted,
		"GET /people":                     s.people,
		"GET /people/{id}":                s.person,
		"POST /people/{id}/merge":         s.mergePosted,
		"POST /people/{id}/split":         s.splitPosted,
		"GET /search":                     s.search,
		"GET /talks":                      s.talks,
		"GET /talks/{key}":                s.talksPage,
		"GET /calendar":                   s.calendar,
		"GET /commitments":                s.commitmentList,
		"GET /exchanges":                  s.exchanges,
		"GET /corrections":                s.correctionList,
		"POST /corrections/{id}/withdraw": s.withdrawPosted,
		"GET /help":                       s.help,
		"GET /session":                    s.sessionForm,
	} {
		m.HandleFunc(pattern, s.page(f))
	}
	for at, f := range s.acrossAnswers() {
		m.HandleFunc("GET "+at, s.page(f.page))
	}
	m.HandleFunc("POST /session", s.signIn)
	m.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, fault(http.StatusMethodNotAllowed, "Nothing can be sent to %q.", clip(plain(r.URL.Path), 80)), false)
	})
	return m
}
