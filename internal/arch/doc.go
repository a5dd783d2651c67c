// Package arch holds tests about the tree itself: who imports whom, how long files
// and functions are, what is documented. They parse the sources themselves: go test
// caches a result by the files that a test opens, so a test that asked "go list"
// could pass from a stale cache.
package arch
