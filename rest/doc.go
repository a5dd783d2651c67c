// Package rest is the runtime of servers that specho generates: what a handler
// returns and raises, what stands between Echo and the typed handlers, and the
// types of formats such as date and decimal.
//
// Generated code states the contract of a document; this package and the
// packages below it do the work: route finds the operation, param reads
// parameters, codec reads and writes JSON, rule and schema check values, and
// format holds the types of the OpenAPI Format Registry.
package rest
