// Package models embeds the trained weights. CARD.md tells what they were trained on and how good they are.
package models

import (
	"embed"
	"io/fs"
)

//go:embed all:en
var files embed.FS

// English returns the weights of the English stages, a file each.
func English() fs.FS {
	sub, err := fs.Sub(files, "en")
	if err != nil {
		panic(err) // the pattern above embeds the folder
	}
	return sub
}
