//go:build !race

package casetest

// raceFlag lets snippets share the compiled packages of the test.
var raceFlag []string
