package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/readout-project/readout"
)

// fault returns an error with a status of HTTP and what is wrong, for the one who asked.
func fault(status int, format string, args ...any) error {
	return &huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: fmt.Sprintf(format, args...)}
}

func bad(format string, args ...any) error { return fault(http.StatusBadRequest, format, args...) }

// problemOf returns what is told of an error: of one within the program, no more than that there was one.
func problemOf(err error) *huma.ErrorModel {
	var (
		model *huma.ErrorModel
		large *http.MaxBytesError
	)
	status, detail := http.StatusInternalServerError, "Something went wrong inside the program; its log says what."
	switch {
	case errors.As(err, &model):
		return model
	case errors.As(err, &large):
		status, detail = http.StatusRequestEntityTooLarge, fmt.Sprintf("More than %d bytes were sent.", large.Limit)
	case errors.Is(err, readout.ErrNotFound):
		status, detail = http.StatusNotFound, "This is not in the ledger. It may have been deleted or merged."
	case errors.Is(err, readout.ErrCursor):
		status, detail = http.StatusBadRequest, "The cursor is not one of this search. Begin again without it."
	case errors.Is(err, readout.ErrQuery):
		status, detail = http.StatusBadRequest, sentence(err.Error())
	case errors.Is(err, readout.ErrReadOnly):
		status, detail = http.StatusForbidden, "The ledger can only be read: its file or folder does not let itself be written."
	case errors.Is(err, readout.ErrFull):
		status, detail = http.StatusInsufficientStorage, "There is no space left for the ledger. Nothing was changed."
	case errors.Is(err, readout.ErrDuplicate):
		status, detail = http.StatusConflict, "This is in the ledger already."
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		status, detail = http.StatusServiceUnavailable, "It took too long. Try again, or ask for less."
	}
	return &huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: detail}
}
