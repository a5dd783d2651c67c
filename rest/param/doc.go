// Package param takes the parameters of a request apart: from the text of path,
// query, header, cookie or form to the texts of values, by the styles of OpenAPI
// (Parameter Object, "Style Examples"; RFC 6570).
//
// It knows texts only. What a text means is decided by the parse functions that
// generated code passes, and what they find wrong is recorded here with the
// place of the parameter.
//
// Names and values are read from the raw request, once, without a map and, for
// values that are not encoded, without allocation. A percent sign that starts no
// encoded byte and text that is not UTF-8 are violations, not guesses. In
// cookies, where percent-encoding is a habit and no rule (RFC 6265), a value that
// is not percent-encoded text is taken as it is.
package param
