package web

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
	"github.com/readout-project/readout/ledger"
	topics "github.com/readout-project/readout/positions"
)

// A twins adapter takes operations whose addresses end in .json where the same page does not: dispatch cuts the end off before the mux
// sees it, for a mux takes only whole segments.
type twins struct{ huma.Adapter }

func (t twins) Handle(op *huma.Operation, h func(huma.Context)) {
	cut := *op
	cut.Path = strings.TrimSuffix(op.Path, ".json")
	t.Adapter.Handle(&cut, h)
}

// recordSchema describes a record as far as a description of the API does; docs/record.md has all of it.
type recordSchema struct {
	Version string `json:"readout" doc:"version of the format"`
	Article struct {
		ID          string           `json:"id,omitempty"`
		URL         string           `json:"url,omitempty"`
		Title       string           `json:"title,omitempty"`
		Authors     []string         `json:"authors,omitempty"`
		Publisher   string           `json:"publisher,omitempty"`
		Published   string           `json:"published,omitempty"`
		Modified    string           `json:"modified,omitempty"`
		Dateline    string           `json:"dateline,omitempty"`
		Language    string           `json:"language,omitempty"`
		Guessed     []string         `json:"guessed,omitempty" doc:"fields that were guessed from the text"`
		Corrections []string         `json:"corrections,omitempty" doc:"what the publisher says was corrected"`
		Origin      map[string]any   `json:"origin,omitempty" doc:"the part of a file that it came from"`
		Text        string           `json:"text" doc:"what all spans point into, in code points"`
		Marks       []map[string]any `json:"marks,omitempty" doc:"what a piece of the text is, where it is no paragraph"`
	} `json:"article"`
	Entities   []map[string]any `json:"entities,omitempty"`
	Occasions  []map[string]any `json:"occasions,omitempty"`
	Statements []map[string]any `json:"statements,omitempty"`
	Times      []map[string]any `json:"times,omitempty"`
	Places     []map[string]any `json:"places,omitempty"`
	Events     []map[string]any `json:"events,omitempty"`
	Talks      []map[string]any `json:"talks,omitempty"`
}

// answer is what an operation answers.
type answer[T any] struct{ Body T }

// get adds an operation that reads.
func get[I, O any](s *server, api huma.API, path, id, summary string, f func(context.Context, *I) (O, error)) {
	op := huma.Operation{Method: http.MethodGet, Path: path, OperationID: id, Summary: summary,
		Errors: []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusNotFound, http.StatusTooManyRequests}}
	if !strings.Contains(path, "{") {
		op.Errors = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusTooManyRequests}
	}
	huma.Register(api, op, func(ctx context.Context, in *I) (*answer[O], error) {
		out, err := f(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, id, err)
		}
		return &answer[O]{out}, nil
	})
}

// problem tells programs of an error, and the log of one within the program.
func (s *server) problem(_ context.Context, id string, err error) error {
	p := problemOf(err)
	if p.Status >= http.StatusInternalServerError {
		s.o.Log.Error("answering", "operation", id, "error", err)
	}
	return p
}

// apiMux makes the mux of the API, and the API that describes it.
func (s *server) apiMux() huma.API {
	s.api = http.NewServeMux()
	config := huma.DefaultConfig("Readout", cmp.Or(s.o.Version, "0"))
	config.Info.Description = "Who said what to whom, in the articles of a ledger. Every page is JSON at its address with .json at the end. " +
		"Errors are application/problem+json (RFC 9457)."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", "", nil
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"key": {Type: "http", Scheme: "bearer", Description: "a key that \"readout key\" made"}}
	config.Components.Schemas.RegisterTypeAlias(reflect.TypeFor[readout.Readout](), reflect.TypeFor[recordSchema]())
	api := huma.NewAPI(config, twins{humago.NewAdapter(s.api, "")})
	s.reads(api)
	s.writes(api)
	s.links(api)
	s.events(api)
	s.api.HandleFunc("GET /openapi", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/openapi+json")
		w.Write(s.spec)
	})
	s.api.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
			r2 := *r
			r2.Method = method
			if _, pattern := s.api.Handler(&r2); pattern != "/" && method != r.Method {
				w.Header().Add("Allow", method)
			}
		}
		if w.Header().Get("Allow") != "" {
			s.refuse(w, r, fault(http.StatusMethodNotAllowed, "%s is not for this address.", clip(r.Method, 20)), true)
			return
		}
		s.refuse(w, r, fault(http.StatusNotFound, "There is nothing at this address. See /openapi.json."), true)
	})
	return api
}

// ListInput asks for a part of a list. It is exported because huma passes over embedded types that are not.
type ListInput struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"entries, at most"`
	Cursor string `query:"cursor" doc:"next of the part before"`
}

func (in ListInput) paging() readout.Paging {
	return readout.Paging{Limit: in.Limit, Cursor: in.Cursor}
}

func pageJSON[A, B any](l readout.List[A], f func(A) B) client.Page[B] {
	return client.Page[B]{Items: each(l.Items, f), Next: l.Next}
}

type homeJSON struct {
	Stats    client.Stats       `json:"stats"`
	Latest   []client.Statement `json:"latest"`
	Coming   []client.Coming    `json:"coming"`
	Talks    []client.Talks     `json:"talks"`
	Articles []client.Article   `json:"articles"`
}

// IDInput tells of what; exported as ListInput is.
type IDInput struct {
	ID string `path:"id" maxLength:"300"`
}

type versionInput struct {
	IDInput
	Version int `query:"version" minimum:"0" doc:"0: the latest"`
}

type queryInput struct {
	Q      string   `query:"q" doc:"as in the box of the page: words, \"phrases\", speaker:… to:… act:… about:… after:…"`
	Sort   string   `query:"sort" enum:"date,oldest,relevance,added" doc:"absent: as the query says, else date"`
	Facets []string `query:"facets" doc:"fields to count the values of: speaker, addressee, act, form, outlet, place, occasion, event, year, month, day"`
	ListInput
}

type peopleInput struct {
	Name string `query:"name" doc:"beginning of the name, or of a word of it"`
	Kind string `query:"kind" enum:"person,organization,country,place,group,document,other" required:"false"`
	ListInput
}

type partOfInput struct {
	IDInput
	ListInput
}

type calendarInput struct {
	From string `query:"from" doc:"YYYY-MM-DD; absent: today; all: from the first"`
	To   string `query:"to" doc:"YYYY-MM-DD, the last day; absent: no end"`
	ListInput
}

// reads adds the operations that read.
func (s *server) reads(api huma.API) {
	answers := s.acrossAnswers()
	for _, at := range slices.Sorted(maps.Keys(answers)) {
		answers[at].twin(api)
	}
	s.formTwins(api)
	get(s, api, "/index.json", "home", "What is new", s.homeTwin)
	get(s, api, "/articles.json", "articles", "Articles, newest first", func(ctx context.Context, in *ListInput) (client.Page[client.Article], error) {
		l, err := s.store.Articles(ctx, readout.Filter{}, in.paging())
		return pageJSON(l, articleJSON), err
	})
	get(s, api, "/articles/{id}.json", "article", "An article with its record", func(ctx context.Context, in *versionInput) (client.Kept, error) {
		kept, err := s.store.Get(ctx, in.ID, in.Version)
		if err != nil {
			return client.Kept{}, err
		}
		return keptJSON(kept), nil
	})
	get(s, api, "/articles/{id}/versions.json", "versions", "Versions of an article, oldest first", func(ctx context.Context, in *IDInput) ([]client.Article, error) {
		l, err := s.store.Versions(ctx, in.ID)
		return each(l, articleJSON), err
	})
	get(s, api, "/statements/{id}.json", "statement", "A statement by its key", func(ctx context.Context, in *IDInput) (client.Statement, error) {
		h, err := s.store.Statement(ctx, in.ID)
		if err != nil {
			return client.Statement{}, err
		}
		return statementJSON(*h), nil
	})
	get(s, api, "/statements/{id}/remark.json", "remark", "What was said once, in the wordings of those who print it", s.toldTwin)
	get(s, api, "/search.json", "search", "Statements that a query finds", s.searchTwin)
	get(s, api, "/people.json", "people", "People, organizations, countries: those who speak most first", func(ctx context.Context, in *peopleInput) (client.Page[client.Person], error) {
		l, err := s.store.People(ctx, in.Name, readout.EntityKind(in.Kind), in.paging())
		return pageJSON(l, personJSON), err
	})
	get(s, api, "/people/{id}.json", "person", "Who somebody is", func(ctx context.Context, in *IDInput) (client.Person, error) {
		p, err := s.store.Identity(ctx, in.ID)
		if err != nil {
			return client.Person{}, err
		}
		return personJSON(*p), nil
	})
	get(s, api, "/people/{id}/met.json", "met", "Occasions that somebody shared with others, newest first", func(ctx context.Context, in *partOfInput) (client.Page[client.Meeting], error) {
		l, err := s.store.Met(ctx, in.ID, in.paging())
		return pageJSON(l, meetingJSON), err
	})
	get(s, api, "/people/{id}/mentioned.json", "mentioned", "What others said of somebody", func(ctx context.Context, in *partOfInput) (client.Page[client.Statement], error) {
		l, err := s.store.Mentioned(ctx, in.ID, in.paging())
		return pageJSON(l, statementJSON), err
	})
	get(s, api, "/people/{id}/positions.json", "positions", "What somebody said on one topic after another, and where the wording changed", s.positionsTwin)
	get(s, api, "/people/{id}/decisions.json", "decisions", "Merges and splits by hand, newest first", func(ctx context.Context, in *IDInput) ([]client.Decision, error) {
		l, err := s.store.Decisions(ctx, in.ID)
		return each(l, decisionJSON), err
	})
	get(s, api, "/talks.json", "talks", "Negotiations, those told of last first", func(ctx context.Context, in *ListInput) (client.Page[client.Talks], error) {
		l, err := s.store.Talks(ctx, readout.Filter{}, in.paging())
		return pageJSON(l, talksJSON), err
	})
	get(s, api, "/talks/{id}.json", "negotiation", "One negotiation, as each article tells it", func(ctx context.Context, in *IDInput) ([]client.Talks, error) {
		l, err := s.toldOf(ctx, in.ID)
		return each(l, talksJSON), err
	})
	get(s, api, "/calendar.json", "calendar", "What is next", func(ctx context.Context, in *calendarInput) (client.Page[client.Coming], error) {
		from, to, err := s.between(in.From, in.To)
		if err != nil {
			return client.Page[client.Coming]{}, err
		}
		l, err := s.store.Coming(ctx, from, to, in.paging())
		return pageJSON(l, comingJSON), err
	})
	get(s, api, "/commitments.json", "commitments", "What is promised, threatened, demanded and offered, newest first", s.commitmentsTwin)
	get(s, api, "/exchanges.json", "exchanges", "Who spoke to whom, how often", func(ctx context.Context, in *queryInput) ([]client.Exchange, error) {
		x, err := newQuestion(in.Q, "")
		if err != nil {
			return nil, err
		}
		l, err := s.store.Exchanges(ctx, x.filter, in.Limit)
		return each(l, exchangeJSON), err
	})
	get(s, api, "/corrections.json", "corrections", "What people said against records, newest first", func(ctx context.Context, in *struct {
		Article string `query:"article" doc:"id; absent: of all articles"`
		ListInput
	}) (client.Page[client.Correction], error) {
		return s.correctionsTwin(ctx, in.Article, in.paging())
	})
}

func (s *server) homeTwin(ctx context.Context, _ *struct{}) (out homeJSON, err error) {
	v, err := s.latest(ctx)
	if err != nil {
		return out, err
	}
	return homeJSON{Stats: client.Stats(v.Stats), Latest: each(v.hits, statementJSON), Coming: each(v.Coming, comingJSON), Articles: each(v.Articles, articleJSON),
		Talks: each(v.Talks, func(t talksLine) client.Talks { return talksJSON(t.TalksRef) })}, nil
}

func (s *server) positionsTwin(ctx context.Context, in *IDInput) ([]client.Position, error) {
	who, err := s.store.Identity(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	said, err := s.store.Search(ctx, readout.Filter{Speaker: []string{who.ID}}, readout.ByDate, readout.Paging{Limit: shownTopicsOf})
	if err != nil {
		return nil, err
	}
	named, err := s.store.Links(ctx, readout.Topic)
	if err != nil {
		return nil, err
	}
	rows := positionsOf(said.Items, namesOf(who), topics.Named(named)).Rows
	changes := rewordingsOf(rows)
	return each(rows, func(p position) client.Position { return positionJSON(p, changes) }), nil
}

func (s *server) searchTwin(ctx context.Context, in *queryInput) (client.Found, error) {
	x, err := newQuestion(in.Q, in.Sort)
	if err != nil {
		return client.Found{}, err
	}
	l, err := s.store.Search(ctx, x.filter, x.sort, in.paging())
	if err != nil {
		return client.Found{}, err
	}
	out := client.Found{Query: ledger.Format(x.filter, x.sort), Items: each(l.Items, statementJSON), Next: l.Next}
	if out.Count, out.More, err = s.store.Count(ctx, x.filter, maxCount); err != nil {
		return out, err
	}
	if len(in.Facets) > 0 && out.Count > 0 {
		all, err := s.store.Facets(ctx, x.filter, in.Facets, in.Limit)
		if err != nil {
			return out, err
		}
		out.Facets = map[string][]client.Facet{}
		for field, values := range all {
			out.Facets[field] = each(values, facetJSON)
		}
	}
	if out.Count == 0 {
		empty, err := s.explain(ctx, x)
		if err != nil {
			return out, err
		}
		for _, e := range empty {
			out.Empty = append(out.Empty, e.String())
		}
	}
	return out, nil
}

func (s *server) correctionsTwin(ctx context.Context, article string, p readout.Paging) (out client.Page[client.Correction], err error) {
	l, err := s.store.Corrections(ctx, article, p)
	if err != nil {
		return out, err
	}
	out = client.Page[client.Correction]{Items: []client.Correction{}, Next: l.Next}
	mappers := map[string]*readout.Mapper{}
	for _, c := range l.Items {
		m := mappers[c.Article]
		if m == nil {
			kept, err := s.store.Get(ctx, c.Article, 0)
			if err != nil {
				return out, err
			}
			m = readout.NewMapper(kept.Record.Article.Text)
			mappers[c.Article] = m
		}
		out.Items = append(out.Items, correctionJSON(c, m))
	}
	return out, nil
}
