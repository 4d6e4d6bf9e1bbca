package web

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
)

// operation is one that writes.
func operation(method, path, id, summary string, status int, errors ...int) huma.Operation {
	return huma.Operation{Method: method, Path: path, OperationID: id, Summary: summary, DefaultStatus: status, BodyReadTimeout: -1,
		Errors:   append([]int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests, http.StatusInsufficientStorage}, errors...),
		Security: []map[string][]string{{"key": {}}}}
}

type postedArticle struct {
	ContentType string `header:"Content-Type" doc:"application/json or text/plain"`
	RawBody     []byte
}

type keptAnswer struct {
	Status   int
	Location string `header:"Location"`
	Body     client.Kept
}

type mergeInput struct {
	IDInput
	Body struct {
		From string `json:"from" minLength:"1" maxLength:"300" doc:"id of who is the same"`
		Note string `json:"note,omitempty" maxLength:"2000"`
	}
}

type splitInput struct {
	IDInput
	Body struct {
		Out  []appearance `json:"out" minItems:"1" maxItems:"1000" doc:"appearances that are somebody else's"`
		Note string       `json:"note,omitempty" maxLength:"2000"`
	}
}

// An appearance is an entity of an article's record.
type appearance struct {
	Article string `json:"article"`
	Entity  string `json:"entity"`
}

type correctionInput struct {
	IDInput
	Body correctionBody
}

// A correctionBody is a correction as programs send it.
type correctionBody struct {
	Kind      string         `json:"kind" enum:"speaker,not-a-statement,missing,right,done,not-done" doc:"right: the statement is as it was read; done, not-done: what became of what it promises, threatens, demands or offers"`
	Statement string         `json:"statement,omitempty" doc:"key of the statement that is meant"`
	Words     []string       `json:"words,omitempty" maxItems:"20" doc:"of a missing statement: what was said, word for word"`
	At        []client.Range `json:"at,omitempty" maxItems:"20" doc:"where each of the words stands, in code points; needed where they stand more than once"`
	Source    string         `json:"source,omitempty" doc:"of a missing statement: the words that name who said it"`
	Speaker   string         `json:"speaker,omitempty" doc:"a name, or the id of a person; absent for nobody"`
	Who       string         `json:"who,omitempty" maxLength:"2000" doc:"who says so; where a key is sent, its name is kept"`
	Note      string         `json:"note,omitempty" maxLength:"2000"`
}

// writes adds the operations that write.
func (s *server) writes(api huma.API) {
	add := operation(http.MethodPost, "/articles", "add", "Read an article and keep its record", http.StatusCreated, http.StatusRequestEntityTooLarge,
		http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity)
	add.MaxBodyBytes = 2 * maxArticle // in JSON a text may take more than its bytes
	add.SkipValidateBody = true
	text := &huma.Schema{Type: huma.TypeString}
	add.RequestBody = &huma.RequestBody{Required: true, Description: "An article: JSON, or its text alone.", Content: map[string]*huma.MediaType{
		"application/json": {Schema: huma.SchemaFromType(api.OpenAPI().Components.Schemas, reflect.TypeFor[articleBody]())}, "text/plain": {Schema: text}}}
	huma.Register(api, add, func(ctx context.Context, in *postedArticle) (*keptAnswer, error) {
		out, err := s.addSent(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, "add", err)
		}
		return out, nil
	})
	huma.Register(api, operation(http.MethodDelete, "/articles/{id}", "delete", "Delete an article with all that hangs on it", http.StatusNoContent, http.StatusNotFound),
		func(ctx context.Context, in *IDInput) (*struct{}, error) {
			if err := s.store.Delete(ctx, in.ID); err != nil {
				return nil, s.problem(ctx, "delete", err)
			}
			return nil, nil
		})
	huma.Register(api, operation(http.MethodPost, "/articles/{id}/corrections", "correct", "Say what is wrong with a record", http.StatusCreated, http.StatusNotFound, http.StatusUnprocessableEntity),
		func(ctx context.Context, in *correctionInput) (*answer[client.Correction], error) {
			c, err := s.correctSent(ctx, in)
			if err != nil {
				return nil, s.problem(ctx, "correct", err)
			}
			return &answer[client.Correction]{c}, nil
		})
	huma.Register(api, operation(http.MethodDelete, "/corrections/{id}", "withdraw", "Take a correction back", http.StatusNoContent, http.StatusNotFound),
		func(ctx context.Context, in *IDInput) (*struct{}, error) {
			by, err := s.signature(ctx, "", "")
			if err == nil {
				err = s.store.Withdraw(ctx, in.ID, by)
			}
			if err != nil {
				return nil, s.problem(ctx, "withdraw", err)
			}
			return nil, nil
		})
	huma.Register(api, operation(http.MethodPost, "/people/{id}/merge", "merge", "Make two people one", http.StatusOK, http.StatusNotFound, http.StatusUnprocessableEntity),
		func(ctx context.Context, in *mergeInput) (*answer[client.Person], error) {
			by, err := s.signature(ctx, "", in.Body.Note)
			if err == nil {
				err = s.merge(ctx, in.ID, in.Body.From, by)
			}
			return s.personAnswer(ctx, "merge", in.ID, err)
		})
	huma.Register(api, operation(http.MethodPost, "/people/{id}/split", "split", "Take appearances out of somebody", http.StatusOK, http.StatusNotFound, http.StatusUnprocessableEntity),
		func(ctx context.Context, in *splitInput) (*answer[client.Person], error) {
			by, err := s.signature(ctx, "", in.Body.Note)
			id := ""
			if err == nil {
				id, err = s.split(ctx, in.ID, each(in.Body.Out, func(a appearance) readout.Evidence { return readout.Evidence{Article: a.Article, Entity: a.Entity} }), by)
			}
			return s.personAnswer(ctx, "split", id, err)
		})
}

// personAnswer answers with somebody, unless there was an error.
func (s *server) personAnswer(ctx context.Context, op, id string, err error) (*answer[client.Person], error) {
	if err == nil {
		var p *readout.Identity
		if p, err = s.store.Identity(ctx, id); err == nil {
			return &answer[client.Person]{personJSON(*p)}, nil
		}
	}
	return nil, s.problem(ctx, op, err)
}

func (s *server) addSent(ctx context.Context, in *postedArticle) (*keptAnswer, error) {
	a, err := sent(in.ContentType, in.RawBody)
	if err != nil {
		return nil, err
	}
	o, err := s.add(ctx, a)
	if err != nil {
		return nil, err
	}
	kept, err := s.store.Get(ctx, o.Article, o.Version)
	if err != nil {
		return nil, err
	}
	out := &keptAnswer{Status: http.StatusOK, Location: articlePath(o.Article), Body: keptJSON(kept)}
	out.Body.Change = string(o.Change)
	if o.Change == readout.Added || o.Change == readout.Revised {
		out.Status = http.StatusCreated
	}
	return out, nil
}

func (s *server) correctSent(ctx context.Context, in *correctionInput) (client.Correction, error) {
	var none client.Correction
	by, err := s.signature(ctx, in.Body.Who, in.Body.Note)
	if err != nil {
		return none, err
	}
	kept, err := s.store.Get(ctx, in.ID, 0)
	if err != nil {
		return none, err
	}
	m := readout.NewMapper(kept.Record.Article.Text)
	if kind := readout.CorrectionKind(in.Body.Kind); kind != readout.MissingStatement {
		hit, err := s.store.Statement(ctx, in.Body.Statement)
		if err != nil {
			return none, err
		}
		if hit.Article.ID != kept.ID {
			return none, fault(http.StatusUnprocessableEntity, "The statement is not one of this article.")
		}
		c, err := s.correctStatement(ctx, hit, kind, in.Body.Speaker, by)
		return correctionJSON(c, m), err
	}
	anchor, err := placed(m, in.Body.Words, in.Body.At)
	if err != nil {
		return none, err
	}
	source, err := nearest(m.Text(), in.Body.Source, anchor[0])
	if err != nil {
		return none, err
	}
	c, err := s.missing(ctx, kept, anchor, source, in.Body.Speaker, by)
	return correctionJSON(c, m), err
}

// placed returns where words stand: where they are said to, or where alone they do.
func placed(m *readout.Mapper, words []string, at []client.Range) ([]readout.Span, error) {
	if len(words) == 0 {
		return nil, notThere("")
	}
	if len(at) > 0 && len(at) != len(words) {
		return nil, fault(http.StatusUnprocessableEntity, "There are %d words and %d places of words.", len(words), len(at))
	}
	var out []readout.Span
	for i, w := range words {
		if len(at) > 0 {
			span, err := m.RunesSpan(at[i].Start, at[i].End)
			if err != nil || span.In(m.Text()) != w || w == "" {
				return nil, fault(http.StatusUnprocessableEntity, "The words do not stand at %d to %d.", at[i].Start, at[i].End)
			}
			out = append(out, span)
			continue
		}
		switch places := occurrences(m.Text(), w); len(places) {
		case 0:
			return nil, notThere(w)
		case 1:
			out = append(out, readout.Span{Start: places[0], End: places[0] + len(w)})
		default:
			return nil, fault(http.StatusUnprocessableEntity, "These words stand in the article %d times: say where with \"at\".", len(places))
		}
	}
	for i := 1; i < len(out); i++ {
		if out[i].Start < out[i-1].End {
			return nil, fault(http.StatusUnprocessableEntity, "The words must be in the order of the text.")
		}
	}
	return out, nil
}

// nearest returns where words stand that are nearest to a span; the zero span for none.
func nearest(text, words string, to readout.Span) (readout.Span, error) {
	if words == "" {
		return readout.Span{}, nil
	}
	best := readout.Span{Start: -1}
	far := func(s readout.Span) int { return max(s.Start-to.End, to.Start-s.End, 0) }
	for _, at := range occurrences(text, words) {
		if s := (readout.Span{Start: at, End: at + len(words)}); best.Start < 0 || far(s) < far(best) {
			best = s
		}
	}
	if best.Start < 0 {
		return readout.Span{}, notThere(words)
	}
	return best, nil
}
