// Package format holds the Go types behind the formats of the OpenAPI Format
// Registry, and the strict checks of the formats that stay plain strings.
//
// For every typed format K there are two functions and no allocation beyond
// the value itself:
//
//	ParseK(s string) (T, bool)      // the whole of s, nothing around it
//	AppendK(b []byte, v T) []byte   // characters only, no quotes
//
// and for every format an IsK(s string) bool. [Lookup] finds the latter by the
// name that a document uses.
package format
