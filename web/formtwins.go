package web

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/readout-project/readout"
	"github.com/readout-project/readout/client"
	"github.com/readout-project/readout/ledger"
)

// formTwins adds what forms and the help tell, for programs.
func (s *server) formTwins(api huma.API) {
	get(s, api, "/help.json", "help", "What can be asked, and how", func(context.Context, *struct{}) (client.Help, error) { return s.helpTwin(), nil })
	get(s, api, "/add.json", "adding", "What articles can be added", func(ctx context.Context, _ *struct{}) (client.Adding, error) { return s.addTwin(ctx), nil })
	get(s, api, "/session.json", "session", "What who asks may do", func(ctx context.Context, _ *struct{}) (client.Session, error) {
		c := callerOf(ctx)
		return client.Session{Write: c.write, Signed: c.signed}, nil
	})
	get(s, api, "/statements/{id}/correct.json", "judging", "What can be said of a statement", s.correctTwin)
	get(s, api, "/articles/{id}/delete.json", "deleting", "What is deleted with an article", func(ctx context.Context, in *IDInput) (client.Deleting, error) {
		kept, err := s.store.Get(ctx, in.ID, 0)
		if err != nil {
			return client.Deleting{}, err
		}
		return client.Deleting{Article: articleJSON(kept.ArticleRef), Corrections: len(kept.Corrections)}, nil
	})
}

func (s *server) helpTwin() client.Help {
	out := client.Help{Version: s.o.Version, Models: s.o.Models,
		Fields: each(ledger.Fields, func(f ledger.Field) client.Field {
			return client.Field{Name: f.Name, Also: f.Also, Values: f.Values, Example: f.Example, Finds: f.Help}
		}),
		Keys: each(keyboard, func(k keyHelp) client.KeyUse { return client.KeyUse{Key: k.Key, Does: k.What} })}
	for _, x := range recordExports {
		out.Formats = append(out.Formats, client.Format{Of: "article", Name: x.ext, Title: x.title})
	}
	for _, x := range searchExports {
		out.Formats = append(out.Formats, client.Format{Of: "search", Name: x.ext, Title: x.title})
	}
	return out
}

func (s *server) addTwin(ctx context.Context) client.Adding {
	field := func(name, is string) client.AddField { return client.AddField{Name: name, Is: is, Bytes: maxField} }
	return client.Adding{To: "/articles", Reads: s.o.Read != nil, May: s.o.Read != nil && callerOf(ctx).write, Types: articleTypes, Marks: maxMarks,
		Fields: []client.AddField{
			{Name: "text", Is: "the words, a blank line between paragraphs", Bytes: maxArticle, Required: true},
			field("id", "what its source calls it: the same again is a new version"),
			field("url", "its address, which tells it from others where it is given"),
			field("title", "its title"),
			{Name: "authors", Is: "who wrote it", Bytes: maxField, Several: maxNames},
			field("publisher", "the outlet"),
			field("published", "a date or date-time of RFC 3339, from which \"Friday\" is reckoned"),
			field("language", "en; guessed where it is absent"),
		}}
}

func (s *server) correctTwin(ctx context.Context, in *IDInput) (client.Judging, error) {
	hit, err := s.store.Statement(ctx, in.ID)
	if err != nil {
		return client.Judging{}, err
	}
	kept, err := s.store.Get(ctx, hit.Article.ID, hit.Article.Version)
	if err != nil {
		return client.Judging{}, err
	}
	out := client.Judging{Statement: statementJSON(*hit), Speakers: namesIn(kept.Record)}
	for _, k := range readout.CorrectionKinds {
		if became := k == readout.Done || k == readout.NotDone; k != readout.MissingStatement && (!became || binds(&hit.Statement)) {
			out.Kinds = append(out.Kinds, string(k))
		}
	}
	return out, nil
}
