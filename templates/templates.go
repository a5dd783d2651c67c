// Package templates holds the text of the generated files. A template is called
// by its path, {{template "decl/handler" .}}; listing file/ lists the outputs.
package templates

import "embed"

// FS holds file/*.tmpl, one for each kind of output, decl/*.tmpl, one for each kind
// of declaration, scaffold/*.tmpl and project/*.tmpl: the files that are the user's own.
//
//go:embed file decl scaffold project
var FS embed.FS
