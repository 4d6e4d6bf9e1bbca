package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

// linkInput says that a statement tells the same as another, or does not.
type linkInput struct {
	IDInput
	Body struct {
		Same  string `json:"same,omitempty" maxLength:"300" doc:"key of a statement of the same remark"`
		Apart string `json:"apart,omitempty" maxLength:"300" doc:"key of one that is not of this remark"`
		Note  string `json:"note,omitempty" maxLength:"2000"`
	}
}

// topicInput joins a word to a topic.
type topicInput struct {
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"200" doc:"of the topic, as people call it"`
		Word string `json:"word" minLength:"1" maxLength:"200" doc:"statements that have it are on the topic"`
		Note string `json:"note,omitempty" maxLength:"2000"`
	}
}

// keyOf returns the key of a statement, of which the address of its page will do.
func keyOf(s string) string {
	s = strings.TrimSpace(s)
	if u, err := url.Parse(s); err == nil {
		if _, rest, ok := strings.Cut(u.Path, "/statements/"); ok {
			s, _, _ = strings.Cut(rest, "/")
		}
	}
	return s
}

// joinRemark makes a statement one of a remark.
func (s *server) joinRemark(ctx context.Context, key, other string, by readout.By) error {
	if other = keyOf(other); other == "" {
		return fault(http.StatusUnprocessableEntity, "Joining takes another statement: its key, or the address of its page.")
	}
	_, err := s.store.Link(ctx, readout.Link{Kind: readout.SameRemark, A: key, B: other, By: by})
	return err
}

// partRemark takes a statement out of a remark: out of all that it is now told with.
func (s *server) partRemark(ctx context.Context, key, out string, by readout.By) error {
	out = keyOf(out)
	hits, err := s.store.Remark(ctx, key)
	if err != nil {
		return err
	}
	for i := range hits {
		if hits[i].Key == out {
			continue
		}
		if _, err := s.store.Link(ctx, readout.Link{Kind: readout.OtherRemark, A: hits[i].Key, B: out, By: by}); err != nil {
			return err
		}
	}
	return nil
}

// remarkPosted joins or parts what tells a remark.
func (s *server) remarkPosted(r *http.Request) (*page, error) {
	if err := r.ParseForm(); err != nil {
		return nil, formFault(err)
	}
	by, err := s.signature(r.Context(), r.PostFormValue("who"), r.PostFormValue("note"))
	if err != nil {
		return nil, err
	}
	key := r.PathValue("key")
	if out := r.PostFormValue("apart"); out != "" {
		err = s.partRemark(r.Context(), key, out, by)
	} else {
		err = s.joinRemark(r.Context(), key, r.PostFormValue("same"), by)
	}
	return &page{To: statementPath(key) + "/remark"}, err
}

// topicPosted joins a word to a topic, and shows the page of whoever it was done for.
func (s *server) topicPosted(r *http.Request) (*page, error) {
	if err := r.ParseForm(); err != nil {
		return nil, formFault(err)
	}
	by, err := s.signature(r.Context(), r.PostFormValue("who"), "")
	if err != nil {
		return nil, err
	}
	_, err = s.store.Link(r.Context(), readout.Link{Kind: readout.Topic, A: r.PostFormValue("name"), B: r.PostFormValue("word"), By: by})
	return &page{To: personPath(r.PathValue("id")) + "#positions"}, err
}

// unlinkPosted takes a link back.
func (s *server) unlinkPosted(r *http.Request) (*page, error) {
	if err := r.ParseForm(); err != nil {
		return nil, formFault(err)
	}
	by, err := s.signature(r.Context(), r.PostFormValue("who"), "")
	if err == nil {
		err = s.store.Unlink(r.Context(), r.PathValue("link"), by)
	}
	return &page{To: personPath(r.PathValue("id")) + "#positions"}, err
}

func linkJSON(l readout.Link) client.Link {
	return client.Link{ID: l.ID, Kind: string(l.Kind), A: l.A, B: l.B, Who: l.Who, When: l.When.UTC(), Note: l.Note}
}

// links adds the operations on links.
func (s *server) links(api huma.API) {
	get(s, api, "/links.json", "links", "What people said of remarks and topics, oldest first", func(ctx context.Context, in *struct {
		Kind string `query:"kind" enum:"same-remark,other-remark,topic" required:"true"`
	}) ([]client.Link, error) {
		l, err := s.store.Links(ctx, readout.LinkKind(in.Kind))
		return each(l, linkJSON), err
	})
	huma.Register(api, operation(http.MethodPost, "/statements/{id}/remark", "link", "Join a statement to a remark, or take one out of it", http.StatusOK, http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity),
		func(ctx context.Context, in *linkInput) (*answer[client.Remark], error) {
			by, err := s.signature(ctx, "", in.Body.Note)
			if err == nil && in.Body.Apart != "" {
				err = s.partRemark(ctx, in.ID, in.Body.Apart, by)
			} else if err == nil {
				err = s.joinRemark(ctx, in.ID, in.Body.Same, by)
			}
			if err == nil {
				var out client.Remark
				if out, err = s.toldTwin(ctx, &in.IDInput); err == nil {
					return &answer[client.Remark]{out}, nil
				}
			}
			return nil, s.problem(ctx, "link", err)
		})
	huma.Register(api, operation(http.MethodPost, "/topics", "topic", "Name a topic, or join a word to it", http.StatusCreated, http.StatusConflict, http.StatusUnprocessableEntity),
		func(ctx context.Context, in *topicInput) (*answer[client.Link], error) {
			by, err := s.signature(ctx, "", in.Body.Note)
			if err == nil {
				var l readout.Link
				if l, err = s.store.Link(ctx, readout.Link{Kind: readout.Topic, A: in.Body.Name, B: in.Body.Word, By: by}); err == nil {
					return &answer[client.Link]{linkJSON(l)}, nil
				}
			}
			return nil, s.problem(ctx, "topic", err)
		})
	huma.Register(api, operation(http.MethodDelete, "/links/{id}", "unlink", "Take a link back", http.StatusNoContent, http.StatusNotFound),
		func(ctx context.Context, in *IDInput) (*struct{}, error) {
			by, err := s.signature(ctx, "", "")
			if err == nil {
				err = s.store.Unlink(ctx, in.ID, by)
			}
			if err != nil {
				return nil, s.problem(ctx, "unlink", err)
			}
			return nil, nil
		})
}
