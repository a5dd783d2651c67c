// Package templates holds the text of the generated files. A template is called
// by its path, {{template "decl/handler" .}}; listing file/ lists the outputs.
package templates

import "embed"

// FS holds file/*.tmpl, one for each kind of output, and decl/*.tmpl, one for
// each kind of declaration.
//
//go:embed file decl
var FS embed.FS
