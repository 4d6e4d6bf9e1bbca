package web

import (
	"net/http"
)

func (s *server) correctionsFile(w http.ResponseWriter, r *http.Request, ext string) error {
	return fault(http.StatusNotFound, "There is none.")
}
