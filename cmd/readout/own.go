package main

import (
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/spf13/cobra"

	"github.com/readout-project/readout/event"
	"github.com/readout-project/readout/place"
	"github.com/readout-project/readout/reader"
)

// ownFlags name files of the user's that add to what the program knows.
type ownFlags struct {
	frames    []string
	gazetteer []string
}

func (f *ownFlags) register(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.frames, "frames", nil, "`FILE` with frames of your own, which tell of events; may be given several times")
	c.Flags().StringArrayVar(&f.gazetteer, "gazetteer", nil, "`FILE` with places of your own, in the format of GeoNames; may be given several times")
}

// loader reads the files and returns what loads a reader with them when it is first needed.
func (f *ownFlags) loader() (func() (*reader.Reader, error), error) {
	var o reader.Options
	for _, name := range f.frames {
		if o.Frames == nil {
			var err error
			if o.Frames, err = event.BuiltIn(); err != nil {
				return nil, err
			}
		}
		content, err := readAll(name)
		if err == nil {
			o.Frames, err = o.Frames.With(name, string(content))
		}
		if err != nil {
			return nil, fmt.Errorf("--frames: %w", err)
		}
	}
	for _, name := range f.gazetteer {
		rows, err := placesOf(name)
		if err != nil {
			return nil, fmt.Errorf("--gazetteer: %w", err)
		}
		o.Places = append(o.Places, rows...)
	}
	return sync.OnceValues(func() (*reader.Reader, error) { return reader.NewWith(o) }), nil
}

// placesOf reads a table of GeoNames'. An error tells file, line and column.
func placesOf(name string) ([]place.Row, error) {
	in, err := openFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer in.Close()
	rows, err := place.ReadGeoNames(in)
	var fault *place.SyntaxError
	if errors.As(err, &fault) {
		return nil, fmt.Errorf("%s:%d:%d: %s: %s", name, fault.Line, fault.Column, fault.Field, fault.Msg)
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rows, nil
}

func readAll(name string) ([]byte, error) {
	in, err := openFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer in.Close()
	content, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return content, nil
}
