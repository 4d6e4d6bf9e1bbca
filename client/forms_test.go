package client_test

import (
	"context"
	"slices"
	"testing"

	"github.com/readout-project/readout/client"
)

// TestForms asks for what the pages of help and of forms tell.
func TestForms(t *testing.T) {
	c, ctx := served(t), context.Background()
	help := must(c.Help(ctx))(t)
	if !slices.ContainsFunc(help.Fields, func(f client.Field) bool { return f.Name == "speaker" }) || len(help.Formats) == 0 {
		t.Errorf("help: fields %v, formats %v", help.Fields, help.Formats)
	}
	if a := must(c.Adding(ctx))(t); !a.Reads || !a.May {
		t.Errorf("adding: %+v", a)
	}
	if s := must(c.Session(ctx))(t); !s.Write || s.Signed {
		t.Errorf("session: %+v", s)
	}
}
