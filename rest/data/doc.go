// Package data holds what values of a document are made of in Go, beside the types
// of package format: properties that can be absent or null, JSON that is kept as its
// text, and free-form values. It knows nothing of HTTP, so that generated types can be
// used where no server is; package rest has all of its names too.
package data
