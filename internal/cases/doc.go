// Package cases holds tests of generated servers: each folder below is a case, a
// small document with its checked-in package and a test that serves it and sends
// requests. README.md says which behaviours the cases show.
package cases
