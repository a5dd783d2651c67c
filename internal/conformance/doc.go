// Command conformance runs the conformance suites of others against generated
// servers and prints a table: what `make conformance SUITES=DIR` runs.
//
//	conformance [-out DIR] [-v] [SUITES]
//
// SUITES is a folder that holds json-schema-test-suite, jsontestsuite,
// oas-param-styles and fastapi-behaviours; a suite that is not there is skipped.
// The schemas of a suite become the request bodies of one document, which is
// generated, compiled, and sent the suite's values: a valid one must reach its
// handler (204), an invalid one must be answered with 422, or its schema be
// refused by the generator.
//
// Random schemas, and valid values that are broken keyword by keyword, need no suite:
// another implementation of JSON Schema says what is right. The values are those of
// the sample and, where corpus is in SUITES or beside it, of five real documents.
package main
